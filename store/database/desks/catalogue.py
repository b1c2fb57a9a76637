"""Whom marks and chains name: given to another entity, many at once; and entities taken out. Writes rows of the history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from store.database.connection import in_a_snapshot
from store.database.recording import Action, Row

_NAMED_TWICE = """SELECT one.claim FROM attribution AS one
    CROSS JOIN attribution AS other ON other.claim = one.claim AND other.entity = ? WHERE one.entity = ? LIMIT 1"""
_MARKS = "SELECT id FROM annotation WHERE entity = ?1 UNION SELECT claim FROM attribution WHERE entity = ?1"


@in_a_snapshot
def marks_of(connection: sqlite3.Connection, entity: str) -> list[str]:
    """The marks that name an entity, in their chains too, of whatever status and article, in order of identifier."""
    return [row[0] for row in connection.execute(f"{_MARKS} ORDER BY 1", [entity])]


@in_a_snapshot
def in_one_chain(connection: sqlite3.Connection, one: str, other: str) -> str | None:
    """A claim whose chain names both entities; None where there is none."""
    row = connection.execute(_NAMED_TWICE, [one, other]).fetchone()
    return None if row is None else str(row[0])


def rename(
    connection: sqlite3.Connection,
    action: Action,
    marks: Iterable[str],
    old: str,
    new: str,
    updated: Callable[[str], str],
) -> None:
    """Let marks, and the links of their chains, that name one entity name another. updated: the new time, from the old."""
    wanted = json.dumps(list(marks))
    rows = _rows(
        connection, "SELECT * FROM annotation WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", wanted
    )
    named = [row for row in rows if row["entity"] == old]
    action.update_all("annotation", [(row, {"entity": new, "updated": updated(str(row["updated"]))}) for row in named])
    others = [row for row in rows if row["entity"] != old]
    action.update_all("annotation", [(row, {"updated": updated(str(row["updated"]))}) for row in others])
    # All links of a chain: where one of them changes, all are told.
    chosen = "SELECT claim FROM attribution WHERE entity = ?2 AND claim IN (SELECT value FROM json_each(?1))"
    links = _rows(connection, f"SELECT * FROM attribution WHERE claim IN ({chosen}) ORDER BY claim, depth", wanted, old)
    action.update_all(
        "attribution", [(row, {"entity": new if row["entity"] == old else row["entity"]}) for row in links]
    )


def retag(
    connection: sqlite3.Connection, action: Action, entity: str, old: str, new: str, updated: Callable[[str], str]
) -> None:
    """Give the mentions of an entity that have one tag another."""
    rows = _rows(connection, "SELECT * FROM annotation WHERE entity = ? AND tag = ? ORDER BY id", entity, old)
    action.update_all("annotation", [(row, {"tag": new, "updated": updated(str(row["updated"]))}) for row in rows])


def merge_into(action: Action, other: str, into: str) -> None:
    """Say that an entity is another; it keeps its own names, so that nothing is lost."""
    row = action.row("entity", id=other)
    assert row is not None
    action.update("entity", row, merged_into=into)


def take_out(connection: sqlite3.Connection, action: Action, entity: str) -> None:
    """Take an entity out that no mark names, with its other names and those that were united with it."""
    for each in reversed(_with_united(connection, entity)):
        action.replace("alias", (), entity=each)
        row = action.row("entity", id=each)
        assert row is not None
        action.delete("entity", row)


def _with_united(connection: sqlite3.Connection, entity: str) -> Sequence[str]:
    rows = connection.execute(
        "WITH RECURSIVE one (id) AS (SELECT ? UNION SELECT entity.id FROM one JOIN entity ON merged_into = one.id)"
        " SELECT id FROM one",
        [entity],
    )
    return [row[0] for row in rows]


def _rows(connection: sqlite3.Connection, query: str, *values: str) -> list[Row]:
    return [dict(row) for row in connection.execute(query, values).fetchall()]
