from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from store.database.connection import connect
from store.database.recording import KEYS, Action, Row, recording
from store.database.reverting import revert
from store.database.transactions import writing
from store.errors import ChangedSince, LibraryError, Refused
from store.model import Change, Deed

ENTITY: Row = {
    "id": "e1",
    "name": "Maar",
    "tag": "PERSON",
    "identifiers": "{}",
    "reliability": None,
    "note": "",
    "merged_into": None,
}
CHANGE = Change("c1", "2024-07-20T09:00:00.000Z", "reader", Deed.IMPORT, "a test")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(tmp_path / "library.db")) as connection:
        yield connection


def images(connection: sqlite3.Connection) -> list[tuple[str, bool, bool]]:
    rows = connection.execute("SELECT name, before, after FROM change_row ORDER BY change, position")
    return [(name, before is not None, after is not None) for name, before, after in rows]


def test_every_row_written_has_its_images_in_the_history(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert("entity", ENTITY)
        action.update("entity", ENTITY, note="x")
        action.delete("entity", ENTITY | {"note": "x"})
        action.tell(CHANGE)
    assert images(connection) == [("entity", False, True), ("entity", True, True), ("entity", True, False)]


def test_an_update_that_changes_nothing_is_no_step(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert("entity", ENTITY)
    with recording(connection) as action:
        action.update("entity", ENTITY, note="")
        assert action.empty


def test_rows_of_a_parent_are_brought_to_what_is_given_and_the_rest_is_left_alone(
    connection: sqlite3.Connection,
) -> None:
    def alias(name: str, weak: int) -> Row:
        return {"entity": "e1", "name": name, "weak": weak}

    with recording(connection) as action:
        action.insert("entity", ENTITY)
        action.replace("alias", [alias("a", 0), alias("b", 0), alias("c", 0)], entity="e1")
    with recording(connection) as action:
        action.replace("alias", [alias("b", 1), alias("c", 0), alias("d", 0)], entity="e1")
        action.tell(CHANGE)
    rows = connection.execute("SELECT name, weak FROM alias ORDER BY name").fetchall()
    assert [tuple(row) for row in rows] == [("b", 1), ("c", 0), ("d", 0)]
    assert images(connection) == [("alias", True, False), ("alias", True, True), ("alias", False, True)]


def test_rows_that_need_one_another_may_come_in_any_order(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert("alias", {"entity": "e1", "name": "a", "weak": 0})
        action.insert("entity", ENTITY)
    assert connection.execute("SELECT count(*) FROM alias").fetchone()[0] == 1


def test_a_row_without_what_it_names_is_refused_and_nothing_stays(connection: sqlite3.Connection) -> None:
    with pytest.raises(Refused, match="without what it names; nothing was changed"), recording(connection) as action:
        action.insert("entity", ENTITY)
        action.insert("alias", {"entity": "nobody", "name": "a", "weak": 0})
        action.tell(CHANGE)
    assert connection.execute("SELECT (SELECT count(*) FROM entity) + (SELECT count(*) FROM change)").fetchone()[0] == 0
    assert not connection.in_transaction


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO entity SELECT * FROM entity",
        "INSERT INTO tag SELECT 'NEW', layer, label, key, colour, sign, parent, mapping, retired, position FROM tag"
        " WHERE key IS NOT NULL",
        "UPDATE entity SET reliability = 'G'",
        "UPDATE entity SET note = NULL",
        "UPDATE entity SET note = x'00'",
        "INSERT INTO alias VALUES ('nobody', 'a', 0)",
        "INSERT INTO part VALUES ('nobody', 0, 'cue', NULL, 0, 1, 'x', '', '', NULL, NULL)",
    ],
)
def test_what_the_database_refuses_is_told_in_words(connection: sqlite3.Connection, broken: str) -> None:
    with writing(connection):
        connection.execute("INSERT INTO entity VALUES ('e1', 'Maar', 'PERSON', '{}', NULL, '', NULL)")
    with pytest.raises(Refused, match=r"; nothing was changed$") as told, writing(connection):
        connection.execute(broken)
    assert isinstance(told.value.__cause__, sqlite3.IntegrityError)
    assert not set(str(told.value).replace(":", " ").split()) & {"constraint", "failed", "UNIQUE", "CHECK", "TEXT"}


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_action_that_fails_half_way_leaves_nothing(
    connection: sqlite3.Connection, failure: type[BaseException]
) -> None:
    def fail() -> None:
        raise failure

    with pytest.raises(failure), recording(connection) as action:
        action.insert("entity", ENTITY)
        action.tell(CHANGE)
        fail()
    assert connection.execute("SELECT (SELECT count(*) FROM entity) + (SELECT count(*) FROM change)").fetchone()[0] == 0
    assert not connection.in_transaction


def test_a_row_is_taken_back_only_where_it_is_as_it_was_left(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert("entity", ENTITY)
    changed = ENTITY | {"note": "x"}
    for before, after in ((ENTITY | {"note": "y"}, changed), (changed, None), (None, changed)):
        with pytest.raises(ChangedSince, match="nothing was taken back"), recording(connection) as action:
            action.revert("entity", before, after)
    with recording(connection) as action:
        action.revert("entity", changed, ENTITY)
        assert action.row("entity", id="e1") == changed
        action.revert("entity", ENTITY | {"name": "Old"}, ENTITY)  # what else was changed since stays
        assert action.row("entity", id="e1") == changed | {"name": "Old"}
        action.revert("entity", None, changed | {"name": "Old"})
        assert action.row("entity", id="e1") is None


def test_a_write_does_not_wait_for_ever_for_another_program(connection: sqlite3.Connection, tmp_path: Path) -> None:
    connection.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            LibraryError, match="not saved: another program is writing to the library; nothing was changed"
        ):
            insert(connection)
        other.execute("ROLLBACK")
    insert(connection)


def insert(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert("entity", ENTITY)


def test_a_write_takes_its_lock_before_it_reads(connection: sqlite3.Connection, tmp_path: Path) -> None:
    """A deferred one would read first, and then fail at once where another program wrote meanwhile."""
    with (
        recording(connection) as action,
        closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None, timeout=0)) as other,
    ):
        assert action.row("entity", id="e1") is None
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("UPDATE tag SET label = 'x'")
        action.insert("entity", ENTITY)


def test_the_history_knows_the_key_of_every_table_it_follows(connection: sqlite3.Connection) -> None:
    for table, key in KEYS.items():
        columns = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk ORDER BY pk").fetchall()
        assert tuple(name for (name,) in columns) == key
    assert isinstance(Action(connection), Action)


def test_many_rows_are_changed_as_one_by_one(connection: sqlite3.Connection) -> None:
    with recording(connection) as action:
        action.insert_all("entity", [ENTITY, ENTITY | {"id": "e2"}])
        action.tell(CHANGE)
    with recording(connection) as action:
        action.update_all("entity", "tag = :tag", {"tag": "PERSON"}, note="'of ' || id", reliability="'B'")
        action.update_all("entity", "tag = :tag", {"tag": "PLACE"}, note="''")
        action.tell(replace(CHANGE, id="c2"))
    assert [(row["note"], row["reliability"]) for row in connection.execute("SELECT * FROM entity ORDER BY id")] == [
        ("of e1", "B"),
        ("of e2", "B"),
    ]
    assert images(connection) == [("entity", False, True)] * 2 + [("entity", True, True)] * 2
    (number,) = connection.execute("SELECT max(number) FROM change").fetchone()
    with recording(connection) as action:
        revert(connection, action, number)
    assert {row["note"] for row in connection.execute("SELECT * FROM entity")} == {""}
