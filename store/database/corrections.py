"""What readers corrected: kept, looked up and taken out of force. Knows nothing of what follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from store.correcting import Correction
from store.database.recording import Action
from store.database.transactions import in_a_snapshot


@in_a_snapshot
def of_article(connection: sqlite3.Connection, article: str, outlet: str) -> tuple[Correction, ...]:
    """The corrections of an article, and those of its outlet (by its key; "": none); oldest first."""
    rows = connection.execute(
        "SELECT * FROM correction WHERE article = ? OR outlet = ? ORDER BY created, id", [article, outlet]
    )
    return tuple(Correction(**dict(row)) for row in rows.fetchall())


def insert(action: Action, new: Correction) -> None:
    """Keep a correction."""
    action.insert("correction", dict(new._asdict()))


def remove(action: Action, gone: Iterable[Correction]) -> None:
    """Take corrections out of force; the history keeps them."""
    for each in gone:
        row = action.row("correction", id=each.id)
        if row is not None:
            action.delete("correction", row)
