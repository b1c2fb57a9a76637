"""Whom marks and chains name: given to another entity, many at once; and entities taken out. Writes rows of the history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from store.database.recording import Action
from store.database.transactions import in_a_snapshot

_NAMED_TWICE = """SELECT one.claim FROM attribution AS one
    CROSS JOIN attribution AS other ON other.claim = one.claim AND other.entity = ? WHERE one.entity = ? LIMIT 1"""
_UPDATED = "updated_behind"
"""The function that says when a mark was changed that was changed before."""
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
    marks: Iterable[str] | None,
    old: str,
    new: str,
    updated: Callable[[str], str],
) -> None:
    """Let marks (None: all), and the links of their chains, that name one entity name another. updated: the new time, from
    the old.
    """
    given = {"old": old, "new": new, "marks": None if marks is None else json.dumps(list(marks))}
    connection.create_function(_UPDATED, 1, updated)
    of, chained = (f"AND {column} IN (SELECT value FROM json_each(:marks))" for column in ("id", "claim"))
    of, chained = (of, chained) if given["marks"] else ("", "")
    links = f"SELECT claim FROM attribution WHERE entity = :old {chained}"
    others = f"id IN ({links}) AND entity IS NOT :old"
    action.update_all("annotation", others, given, updated=f"{_UPDATED}(updated)")
    action.update_all("annotation", f"entity = :old {of}", given, entity=":new", updated=f"{_UPDATED}(updated)")
    # All links of a chain: where one of them changes, all are told.
    named = "CASE WHEN entity = :old THEN :new ELSE entity END"
    action.update_all("attribution", f"claim IN ({links})", given, entity=named)


def retag(
    connection: sqlite3.Connection, action: Action, entity: str, old: str, new: str, updated: Callable[[str], str]
) -> None:
    """Give the mentions of an entity that have one tag another."""
    connection.create_function(_UPDATED, 1, updated)
    given = {"entity": entity, "old": old, "new": new}
    action.update_all(
        "annotation", "entity = :entity AND tag = :old", given, tag=":new", updated=f"{_UPDATED}(updated)"
    )


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
