"""The lines of outlets' newest pages, and what readers decided about them. Derived from the sources; no history follows."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from sys import byteorder
from typing import TYPE_CHECKING

from store.database.transactions import in_a_snapshot

if TYPE_CHECKING:
    from store.cleaning.habits import PageLines

KEPT = 64
"""How many pages of an outlet are remembered: its newest."""
_KEEP = "keep"


def remember(connection: sqlite3.Connection, article: str, outlet: str, lines: PageLines) -> None:
    """Keep the lines of an article's page, in the caller's transaction, and let go of its outlet's oldest."""
    remember_all(connection, [(article, outlet, lines)])


def remember_all(connection: sqlite3.Connection, given: Sequence[tuple[str, str, PageLines]]) -> None:
    """Keep the lines of pages, each of an article and of its outlet, as remember does."""
    connection.executemany(
        "INSERT INTO page (article, outlet, short, long) VALUES (?, ?, ?, ?) ON CONFLICT (article) DO UPDATE"
        " SET outlet = excluded.outlet, short = excluded.short, long = excluded.long",
        [(article, outlet, _stored(lines.keys - lines.long), _stored(lines.long)) for article, outlet, lines in given],
    )
    connection.executemany(
        "DELETE FROM page WHERE article IN"
        " (SELECT article FROM page WHERE outlet = ? ORDER BY article DESC LIMIT -1 OFFSET ?)",
        [(outlet, KEPT) for outlet in dict.fromkeys(outlet for _, outlet, _ in given)],
    )


@in_a_snapshot
def pages_of(connection: sqlite3.Connection, outlet: str) -> dict[str, PageLines]:
    """The remembered pages of an outlet by their articles, oldest first."""
    from store.cleaning.habits import PageLines  # the cleaners take time to load

    rows = connection.execute(
        "SELECT article, short, long FROM page JOIN article ON article.id = page.article"
        " WHERE page.outlet = ?1 AND article.outlet_key = ?1 ORDER BY page.article",
        [outlet],
    )
    found = {}
    for row in rows:
        long = frozenset(_keys(row["long"]))
        found[row["article"]] = PageLines(long.union(_keys(row["short"])), long)
    return found


@in_a_snapshot
def with_line(connection: sqlite3.Connection, outlet: str, key: int) -> dict[str, str]:
    """The articles among an outlet's remembered pages that bear a line, by its key, each with its current text.

    Deleted ones are left out.
    """
    found = {}
    for article, lines in pages_of(connection, outlet).items():
        if key in lines.keys:
            row = connection.execute(
                "SELECT text.text AS words FROM text JOIN article ON article.text = text.id"
                " WHERE article.id = ? AND deleted IS NULL",
                [article],
            ).fetchone()
            if row is not None:
                found[article] = row["words"] or ""
    return found


@in_a_snapshot
def rulings_of(connection: sqlite3.Connection, outlet: str) -> dict[int, bool]:
    """What readers decided about the lines of an outlet, by a line's key: whether its words belong to the text.

    Of several decisions about a line the last holds.
    """
    rows = connection.execute(
        "SELECT line, value FROM correction WHERE outlet = ? AND field = 'line' ORDER BY created, id", [outlet]
    ).fetchall()
    if not rows:
        return {}
    from store.cleaning.habits import line_key

    return {line_key(row["line"]): row["value"] == _KEEP for row in rows}


def _stored(keys: Iterable[int]) -> bytes:
    """Keys as eight bytes each, the highest first, in their order."""
    return _big_endian(array("Q", sorted(keys))).tobytes()


def _keys(stored: bytes) -> array[int]:
    found = array("Q")
    found.frombytes(stored)
    return _big_endian(found)


def _big_endian(keys: array[int]) -> array[int]:
    if byteorder == "little":
        keys.byteswap()
    return keys
