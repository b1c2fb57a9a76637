"""The units that claims count in, as they are written: those of an article, and those in use. Changes nothing."""

from __future__ import annotations

import sqlite3

from store.database.transactions import in_a_snapshot

_LOOKED_AT = 5000
"""So many of the newest claims with a unit tell which are in use: more of them tell the same, and take longer."""
_HERE = """SELECT unit FROM annotation CROSS JOIN claim ON claim.annotation = annotation.id
    WHERE article = ? AND status = 'accepted' AND unit IS NOT NULL GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?"""
_IN_USE = """SELECT unit FROM (SELECT unit FROM claim WHERE unit IS NOT NULL ORDER BY rowid DESC LIMIT ?)
    GROUP BY unit ORDER BY count(*) DESC, unit LIMIT ?"""


@in_a_snapshot
def units(connection: sqlite3.Connection, article: str, most: int) -> list[str]:
    """The units of an article's claims, then the others that claims count in, each time the most used first."""
    here = connection.execute(_HERE, [article, most])
    found = [unit for (unit,) in (*here, *connection.execute(_IN_USE, [_LOOKED_AT, most]))]
    return list(dict.fromkeys(found))[:most]
