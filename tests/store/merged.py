"""What two libraries must have in common once they are merged, whichever took in the other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_ROWS = (
    "source article text entity alias annotation part claim attribution relation label queue correction reading".split()
)
_QUERIES = {
    **{table: f"SELECT * FROM {table}" for table in _ROWS},
    "listed": "SELECT article, state, highlights, mentions, claims, language FROM listed",
    "tag": "SELECT name, layer FROM tag",
}
_HISTORY = """SELECT change.id, at, action, article, undoes, change_row.position, name, before, after FROM change
    LEFT JOIN change_row ON change = number WHERE action NOT IN ('merge', 'purge')"""

Rows = dict[str, list[tuple[object, ...]]]


def contents(path: Path, *, history: bool = True) -> Rows:
    """Everything that a library holds, but for what is its own: the numbers, and when it was merged."""
    queries = _QUERIES | ({"history": _HISTORY} if history else {})
    with closing(sqlite3.connect(path)) as connection:
        return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in queries.items()}


def faults(path: Path) -> list[object]:
    """What is wrong in a library's file."""
    with closing(sqlite3.connect(path)) as connection:
        counts = """SELECT listed.article FROM listed JOIN article ON article.id = listed.article WHERE highlights + mentions
            + claims <> (SELECT count(*) FROM annotation WHERE article = listed.article AND status = 'accepted')"""
        return [
            *connection.execute("PRAGMA foreign_key_check").fetchall(),
            *(row for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)),
            *connection.execute("SELECT * FROM overhaul").fetchall(),
            *connection.execute("SELECT id FROM article WHERE id NOT IN (SELECT article FROM listed)").fetchall(),
            *connection.execute(counts).fetchall(),
        ]
