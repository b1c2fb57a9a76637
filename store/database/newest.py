"""The newest articles of a library for the first screen, read before anything else is loaded. Changes nothing.

What is no library of ours, of another schema, locked or damaged has no articles here: whoever opens it says what is wrong.
"""

from __future__ import annotations

import sqlite3

from store.database.file.glance import glanced_at

_FIRST = (
    "FROM listed INDEXED BY listed_as_stories {} WHERE alike IS NULL AND {} <> 'deleted' ORDER BY number DESC LIMIT ?"
)
_SAID = "SELECT json_extract(?1, ?2) WHERE json_type(?1) = 'object' AND json_type(?1, ?2) = 'text'"
# Whoever writes a file by hand can put anything into a column that takes words only.
_AS_WORDS = ", ".join(
    f"CAST({column} AS TEXT)"
    for column in ("article.id", "article.title", "article.outlet", "published", "listed.state", "article.language")
)
_NEWEST = f"SELECT {_AS_WORDS}, CAST(highlights + mentions + claims AS INTEGER) " + _FIRST.format(
    "JOIN article ON article.id = listed.article", "listed.state"
)
_THESE = f"IN (SELECT article {_FIRST.format('', 'state')})"
_OTHERS = f"""SELECT CAST(alike AS TEXT), count(*), CAST(sum(highlights + mentions + claims) AS INTEGER),
    sum(state <> 'done')
    FROM listed WHERE alike {_THESE} AND state <> 'deleted' GROUP BY alike"""
_LABELS = f"SELECT CAST(article AS TEXT), CAST(name AS TEXT) FROM label WHERE article {_THESE} ORDER BY article, name"


class Article:
    """An article as its row tells it (reader.library.rows)."""

    def __init__(self, title: str, outlet: str | None, published: str | None, state: str, language: str | None) -> None:
        self.title = title
        self.outlet = outlet
        self.published = published
        self.state = state
        self.language = language
        self.labels: list[str] = []
        self.marked = 0
        """Its marks, and those of the others."""
        self.others = 0
        """How many others tell the same story."""
        self.waits = False
        """Whether not all of them are done."""


def newest(path: str, most: int) -> list[Article]:
    """The first rows of a library's list: a story a row, newest first; none where it cannot be read at once."""
    try:
        return _newest(path, most)
    except (sqlite3.Error, LookupError, TypeError, ValueError):  # of a damaged file: rows that contradict one another
        return []


def said_in(document: str, path: str) -> str:
    """The words that a JSON document has at a path; empty where it has none: Python's own reader takes 10 ms to load."""
    connection = sqlite3.connect(":memory:")
    try:
        row = connection.execute(_SAID, [document, path]).fetchone()
    except sqlite3.Error:
        return ""
    finally:
        connection.close()
    return str(row[0]) if row else ""


def _newest(path: str, most: int) -> list[Article]:
    connection = glanced_at(path)
    if connection is None:
        return []
    try:
        found: dict[str, Article] = {}
        for identifier, title, outlet, published, state, language, marked in connection.execute(_NEWEST, [most]):
            found[identifier] = Article(title, outlet, published, state, language)
            found[identifier].marked = marked
        for first, count, marked, waiting in connection.execute(_OTHERS, [most]):
            found[first].others = count
            found[first].marked += marked
            found[first].waits = waiting > 0
        for identifier, name in connection.execute(_LABELS, [most]):
            found[identifier].labels.append(name)
        return list(found.values())
    finally:
        connection.close()
