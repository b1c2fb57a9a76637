"""The history: what happened, and which step undo and redo would take next."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from store.database.connection import in_a_snapshot
from store.database.recording import Action
from store.model import Change

_COLUMNS = "number, id, at, annotator, action, summary, article, undoes"
# Adding an article is told but not taken back by undo: the raw source is never thrown away.
_WALKED = "EXISTS (SELECT 1 FROM change_row WHERE change_row.change = change.number)"


@in_a_snapshot
def changes(connection: sqlite3.Connection, *, article: str | None = None) -> Iterator[Change]:
    """The history, newest first, all of it or one article's."""
    where, values = ("", []) if article is None else ("WHERE article = ?", [article])
    query = f"SELECT {_COLUMNS} FROM change {where} ORDER BY number DESC"
    # All at once: a cursor left open half way would hold an old snapshot, and the next write would fail on it.
    return (_change(row) for row in connection.execute(query, values).fetchall())


def to_undo(connection: sqlite3.Connection, annotator: str) -> tuple[int, Change] | None:
    """The newest step of an annotator that is in force, or None; a redo counts as the step it did again.

    The number is its place in the history.
    """
    taken_back = 0
    for number, change in _walk(connection, annotator):
        if change.action == "undo":
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        else:
            return number, change
    return None


def to_redo(connection: sqlite3.Connection, annotator: str) -> tuple[int, Change] | None:
    """The undo that redo would take back, or None where there is none or something was done since."""
    done_again = 0
    for number, change in _walk(connection, annotator):
        if change.action == "redo":
            done_again += 1
        elif change.action == "undo":
            if not done_again:
                return number, change
            done_again -= 1
        else:
            return None
    return None


def revert(connection: sqlite3.Connection, action: Action, number: int) -> None:
    """Bring every row of a change back to what it was before. Raises ChangedSince where one is not as it was left."""
    rows = connection.execute(
        "SELECT name, before, after FROM change_row WHERE change = ? ORDER BY position DESC", [number]
    ).fetchall()
    for name, before, after in rows:
        action.revert(name, json.loads(before) if before else None, json.loads(after) if after else None)


def _walk(connection: sqlite3.Connection, annotator: str) -> Iterator[tuple[int, Change]]:
    query = f"SELECT {_COLUMNS} FROM change WHERE annotator = ? AND {_WALKED} ORDER BY number DESC"
    for row in connection.execute(query, [annotator]):
        yield row["number"], _change(row)


def _change(row: sqlite3.Row) -> Change:
    return Change(
        id=row["id"],
        at=row["at"],
        annotator=row["annotator"],
        action=row["action"],
        summary=row["summary"],
        article=row["article"],
        undoes=row["undoes"],
    )
