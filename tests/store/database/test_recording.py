from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.database.connection import connect
from store.database.recording import KEYS, Action, Row, recording
from store.errors import ChangedSince, LibraryError, Refused
from store.model import Change

ENTITY: Row = {
    "id": "e1",
    "name": "Maar",
    "tag": "PERSON",
    "identifiers": "{}",
    "reliability": None,
    "note": "",
    "merged_into": None,
}
CHANGE = Change("c1", "2024-07-20T09:00:00.000Z", "reader", "test", "a test")


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
    for after in (changed, None):
        with pytest.raises(ChangedSince, match="nothing was taken back"), recording(connection) as action:
            action.revert("entity", ENTITY | {"note": "y"}, after)
    with recording(connection) as action:
        action.revert("entity", changed, ENTITY)
        assert action.row("entity", id="e1") == changed
        action.revert("entity", None, changed)
        assert action.row("entity", id="e1") is None


def test_a_write_does_not_wait_for_ever_for_another_program(connection: sqlite3.Connection, tmp_path: Path) -> None:
    connection.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="not saved: database is locked; nothing was changed, try again"):
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
