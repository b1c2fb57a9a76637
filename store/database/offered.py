"""What a shell may complete an argument to: articles, labels and queues, read before anything else of annotty is loaded.

Whatever cannot be read offers nothing: whoever asks has not finished typing. Changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from store.database.file.glance import glanced_at

MOST = 200
"""More than anybody looks through."""
_QUERIES: Mapping[str, str] = MappingProxyType(
    {
        "article": """SELECT id, article.title FROM listed JOIN article ON article.id = listed.article
            WHERE id >= :begun AND id < :begun || char(0x10ffff) ORDER BY number DESC LIMIT :most""",
        "label": """SELECT name, count(*) || ' articles' FROM label WHERE name >= :begun AND name < :begun || char(0x10ffff)
            GROUP BY name LIMIT :most""",
        "entity": """SELECT name, lower(tag) FROM entity WHERE merged_into IS NULL AND name >= :begun
            AND name < :begun || char(0x10ffff) ORDER BY name LIMIT :most""",
        "queue": "SELECT name, filter FROM queue WHERE name >= :begun AND name < :begun || char(0x10ffff) LIMIT :most",
    }
)
KINDS = frozenset(_QUERIES)


def offered(path: str, kind: str, begun: str) -> list[tuple[str, str]]:
    """What there is of a kind that begins so, each with a line about it."""
    try:
        connection = glanced_at(path, 0.2)
        if connection is None:
            return []
        try:
            return connection.execute(_QUERIES[kind], {"begun": begun, "most": MOST}).fetchall()
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return []
