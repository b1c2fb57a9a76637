"""Whether what is kept is what it says it is: marks on their words, texts and raw bytes by their digests. Changes nothing."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from store.digests import sha256_of
from store.text import is_boundary

_MARKS = """SELECT annotation.article, annotation.text, annotation.id, start, "end", exact, prefix, suffix
    FROM annotation INDEXED BY annotation_by_article CROSS JOIN part ON part.annotation = annotation.id
    ORDER BY annotation.article"""


class Astray(NamedTuple):
    """Marks, by identifier: whose words do not stand where they should, which cut a grapheme cluster, and beside whose words
    others stand than they remember. Only the first cannot have come with an import.
    """

    elsewhere: set[str]
    cut: set[str]
    beside: set[str]


def astray(connection: sqlite3.Connection) -> Astray:
    """The marks that do not stand as they should on the words that they are about, in the transaction that is open.

    Those whose text has not come yet stand nowhere. Each text is read once.
    """
    found = Astray(set(), set(), set())
    cursor = connection.cursor()
    cursor.row_factory = None
    article, texts = "", dict[str, str | None]()
    for home, text, mark, start, end, exact, prefix, suffix in cursor.execute(_MARKS):
        if home != article:
            article = home
            texts.clear()
        if text not in texts:
            texts[text] = _words(connection, text)
        if (words := texts[text]) is None:
            continue
        if words[start:end] != exact:
            found.elsewhere.add(mark)
            continue
        if not (is_boundary(words, start) and is_boundary(words, end)):
            found.cut.add(mark)
        if not (words.startswith(prefix, max(0, start - len(prefix))) and words.startswith(suffix, end)):
            found.beside.add(mark)
    return found


def _words(connection: sqlite3.Connection, text: str) -> str | None:
    row = connection.execute("SELECT text FROM text WHERE id = ?", [text]).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def wrong_texts(connection: sqlite3.Connection) -> int:
    """How many texts have not the digest that they are known by."""
    rows = connection.execute("SELECT text, sha256 FROM text WHERE text IS NOT NULL")
    return sum(sha256_of(text.encode("utf-8", "surrogatepass")) != sha256 for text, sha256 in rows)


def wrong_sources(connection: sqlite3.Connection) -> int:
    """How many raw sources have not the digest that they are known by."""
    rows = connection.execute("SELECT raw, sha256 FROM source WHERE raw IS NOT NULL")
    return sum(sha256_of(raw) != sha256 for raw, sha256 in rows)
