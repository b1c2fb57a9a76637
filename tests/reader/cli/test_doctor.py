"""The doctor says what is wrong with a library, and makes anew what can be."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.library import Library
from tests.reader.cli.conftest import Run


def spoil(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def filled(run: Run, page: Path, place: Path) -> Path:
    """A library of one article."""
    run("add", str(page))
    return place


def test_a_sound_library_is_told_in_a_line(run: Run, filled: Path) -> None:
    ran = run("doctor")
    assert (ran.code, ran.out) == (0, f"sound     {filled}: 1 article, 0 marks\n")


def test_a_half_built_index_is_told_and_built_to_its_end(run: Run, filled: Path) -> None:
    with Library(filled) as library:
        library.rebuild_index()
    ran = run("doctor")
    assert (ran.code, ran.out) == (1, "missing   the words of 1 article in the index; --repair takes them in\n")
    ran = run("doctor", "--repair")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "repaired  1 article taken into the index of words")
    assert run("search", "ferry").code == run("doctor").code == 0


def test_an_index_that_was_lost_is_told_and_made_anew(run: Run, filled: Path) -> None:
    spoil(filled, "DROP TABLE search")
    ran = run("doctor")
    assert (ran.code, ran.out) == (1, "wrong     the index of words is missing\n")
    ran = run("doctor", "--repair")
    assert (ran.code, ran.out.splitlines()[1]) == (0, "repaired  1 article taken into the index of words")
    assert run("doctor").code == 0


def test_what_is_wrong_in_the_list_is_repaired(run: Run, filled: Path) -> None:
    spoil(filled, "UPDATE listed SET claims = 5")
    ran = run("doctor")
    assert (ran.code, ran.out) == (1, "wrong     the marks of 1 articles are counted wrongly\n")
    assert "--repair" in ran.err
    ran = run("doctor", "--repair")
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == ["repaired", f"sound     {filled}: 1 article, 0 marks"]


def test_what_cannot_be_repaired_stays_wrong(run: Run, filled: Path) -> None:
    spoil(filled, "INSERT INTO label (article, name) VALUES ('gone', 'dam')")
    for more in ([], ["--repair"]):
        ran = run("doctor", *more)
        assert ran.code == 1
        assert "wrong     rows of label" in ran.out
        assert "copy the file before anything else" in ran.err


def test_a_library_of_a_newer_annotty_is_not_touched(run: Run, filled: Path) -> None:
    spoil(filled, "PRAGMA user_version = 99")
    ran = run("doctor", "--repair")
    assert ran.code == 3
    assert "newer annotty" in ran.err


def overwrite(place: Path, name: str | None) -> None:
    """The page where a table begins, or where the file tells of all of them."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [name]).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with place.open("r+b") as file:
        file.seek((found[0] - 1) * size if found else 100)
        file.write(b"\xff" * (size if found else 3900))


def test_a_page_that_was_overwritten_is_told_with_what_to_do(run: Run, filled: Path) -> None:
    overwrite(filled, "annotation")
    ran = run("doctor")
    assert (ran.code, "the file is damaged: " in ran.out, "annotty restore --list" in ran.err) == (1, True, True)
    assert "repaired  nothing: what is wrong cannot be made anew" in run("doctor", "--repair").out
    assert not json.loads(run("doctor", "--json").out)["sound"]


def test_a_library_that_cannot_be_opened_for_damage_is_sent_to_its_backups(run: Run, filled: Path) -> None:
    overwrite(filled, None)
    for command in ("doctor", "list"):
        ran = run(command)
        assert (ran.code, "is damaged" in ran.err, "`annotty restore --list`" in ran.err) == (3, True, True)
