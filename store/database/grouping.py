"""Which rows of a list belong together: those of one day, of one outlet, and all articles of one story."""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from store.database.schema.listing import day_of
from store.database.transactions import in_a_snapshot
from store.model import Sort

_BEFORE_YEAR_1 = 365
_AT_ONCE = 5_000
"""So many numbers are asked for in one query."""

Key = TypeVar("Key")


@in_a_snapshot
def borders(connection: sqlite3.Connection, numbers: Sequence[int], by: Sort) -> array[int]:
    """The places in a list at which another day begins (by: DATE) or another outlet; the list must be in that order.

    Neighbours are compared over ever longer stretches, so that few of a million articles are looked at.
    """
    if by is Sort.DATE:
        return changes(len(numbers), lambda place: day_of(numbers[place]))

    def outlet(place: int) -> str | None:
        row = connection.execute("SELECT outlet FROM listed WHERE number = ?", [numbers[place]]).fetchone()
        return None if row is None else str(row[0])

    return changes(len(numbers), outlet)


def changes(count: int, key: Callable[[int], Key]) -> array[int]:
    """The places from 0 at which the key is another than at the place before; 0 is the first where there are any.

    No key may come again once another has come: each stretch is searched by doubling its length, then by halving.
    """
    found = array("q")
    at = 0
    while at < count:
        found.append(at)
        here, low, step = key(at), at, 1
        while low + step < count and key(low + step) == here:
            low, step = low + step, 2 * step
        within = range(low + 1, min(low + step, count))
        at = low + 1 + bisect_left(within, True, key=lambda place: key(place) != here)
    return found


def date_of(number: int) -> str | None:
    """The day of publication by the number of an article; None where it has no date."""
    day = day_of(number)
    return None if day is None else date.fromordinal(max(1, day - _BEFORE_YEAR_1)).isoformat()


@in_a_snapshot
def articles_of(connection: sqlite3.Connection, numbers: Sequence[int], *, stories: bool) -> list[str]:
    """The identifiers of articles by their numbers; stories: and of all others that tell the same as one of them."""
    found: dict[str, None] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = json.dumps(list(numbers[start : start + _AT_ONCE]))
        query = "SELECT article FROM listed WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number DESC"
        found.update(dict.fromkeys(row[0] for row in connection.execute(query, [wanted])))
        if stories:
            found.update(dict.fromkeys(row[0] for row in connection.execute(_OTHERS, [wanted])))
    return list(found)


_OTHERS = """WITH told (first) AS (SELECT DISTINCT coalesce(alike, article) FROM listed
        WHERE number IN (SELECT value FROM json_each(?)))
    SELECT listed.article FROM told CROSS JOIN listed ON alike = first WHERE state <> 'deleted'
    UNION ALL SELECT (SELECT article FROM listed WHERE article = first AND state <> 'deleted') AS other FROM told
    WHERE other IS NOT NULL"""
# Not a join in the second: SQLite makes a Bloom filter for it, of all articles.
