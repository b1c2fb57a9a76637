"""Transactions: what was written is counted, steps are kept together, and what SQLite says is said with what to do next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.database.connection import connect, set_patience
from store.database.transactions import commits, in_words, reading, said_of, together, writing
from store.errors import Busy, LibraryError, NotSaved, Refused
from store.library import Library
from store.model import EntityDraft
from tests.reader.holding.conditions import another_writes, folder_away, no_file_grows

ADD = "INSERT INTO entity (id, name, tag, identifiers, note) VALUES (?, 'Maar', 'PERSON', '{}', '')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder / "library.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path)) as connection:
        set_patience(connection, 0)
        yield connection


def count(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("SELECT count(*) FROM entity").fetchone()
    return int(number)


def test_what_is_on_the_disk_is_counted_and_what_is_not_is_not(connection: sqlite3.Connection, path: Path) -> None:
    before = commits()
    with writing(connection):
        connection.execute(ADD, ["e1"])
    assert commits() == before + 1
    with another_writes(path), pytest.raises(Busy), writing(connection):
        pass
    with pytest.raises(Refused), writing(connection):
        connection.execute(ADD, ["e1"])
    assert (commits(), count(connection)) == (before + 1, 1)


def test_steps_that_are_kept_together_are_kept_all_or_none(connection: sqlite3.Connection) -> None:
    before = commits()
    with together(connection):
        for each in ("e1", "e2"):
            with writing(connection):
                connection.execute(ADD, [each])
    assert (commits(), count(connection)) == (before + 1, 2)
    with pytest.raises(Refused), together(connection):
        for each in ("e3", "e1"):
            with writing(connection):
                connection.execute(ADD, [each])
    assert (commits(), count(connection)) == (before + 1, 2)
    with writing(connection):
        connection.execute(ADD, ["e4"])
    assert count(connection) == 3


def test_steps_of_a_library_that_are_kept_together_are_steps_of_its_history(library: Library) -> None:
    with library.together():
        made = [library.add_entity(EntityDraft(name, "PERSON")) for name in ("Maar", "Oddur")]
    assert [each.summary for each in library.changes()] == ["new person Oddur", "new person Maar"]
    library.undo()
    assert [library.entities_of([each.id]) != {} for each in made] == [True, False]
    with pytest.raises(Refused), library.together():
        library.drop_entity(made[0].id)
        library.add_entity(EntityDraft("Ferry", "HIGHLIGHT"))
    assert made[0].id in library.entities_of([made[0].id])


def test_each_reason_comes_with_what_to_do_next(connection: sqlite3.Connection, path: Path) -> None:
    with another_writes(path), pytest.raises(Busy) as busy, writing(connection):
        pass
    assert str(busy.value) == (
        "not saved: another program is writing to the library; nothing was changed. Wait until it is done, then try again"
    )
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with no_file_grows(), pytest.raises(NotSaved) as quota, writing(connection):
        connection.execute(ADD, ["e1"])
    assert str(quota.value).startswith("not saved: the disk did not take it; nothing was changed. See to its space, ")
    assert quota.value.remedy
    assert not isinstance(quota.value, Busy)
    with (
        folder_away(path),
        pytest.raises(NotSaved, match=r"there is no library at .* any more") as gone,
        writing(connection),
    ):
        connection.execute(ADD, ["e1"])
    assert gone.value.remedy == "bring the file, or its disk, back"
    with writing(connection):
        connection.execute(ADD, ["e1"])
    assert count(connection) == 1


def test_a_file_that_took_the_place_of_the_one_that_is_open_takes_nothing(
    connection: sqlite3.Connection, path: Path
) -> None:
    path.rename(path.with_name("old.db"))
    with closing(connect(path)), pytest.raises(NotSaved, match="another file lies at"), writing(connection):
        connection.execute(ADD, ["e1"])


def read(connection: sqlite3.Connection) -> None:
    with reading(connection):
        connection.execute("SELECT * FROM entity").fetchall()


def ask(connection: sqlite3.Connection) -> None:
    with in_words():
        connection.execute("SELECT * FROM entity").fetchall()


@pytest.mark.parametrize("look", [read, ask])
def test_a_read_that_another_program_stands_in_the_way_of_is_busy_too(
    path: Path, look: Callable[[sqlite3.Connection], None]
) -> None:
    """As where there is no log, over a network."""
    connect(path).close()
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as one:
        one.execute("PRAGMA journal_mode = DELETE")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Busy, match="could not be read: another program is writing"):
                look(one)
        look(one)


def test_mistakes_of_ours_are_not_put_in_words(connection: sqlite3.Connection) -> None:
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError), in_words():
        connection.execute("SELECT 1")
    assert said_of(ValueError("x")) is None
    assert isinstance(said_of(sqlite3.DatabaseError("malformed")), LibraryError)
