"""The desk of entities: which a filter chooses, in what order, what their rows show. Reads `known`, which is settled before."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable
from itertools import chain

from store.database.desks.entity_terms import condition
from store.database.entities import entities
from store.database.transactions import in_a_snapshot
from store.filters.everything import EVERYTHING
from store.filters.terms import Term
from store.model import EntityOrder, EntityRow, EntitySort

_COLUMNS = {
    EntitySort.NAME: "name",
    EntitySort.TAG: "tag",
    EntitySort.MENTIONS: "mentions DESC",
    EntitySort.ARTICLES: "articles DESC",
    EntitySort.SEEN: "last DESC",
}
"""What the index of each order begins with; then it has the name, and the number."""


@in_a_snapshot
def numbers(connection: sqlite3.Connection, wanted: Term, order: EntityOrder, most: int | None) -> array[int]:
    """The rows that fit in order, by number, so many at most; those that stand alike by name."""
    column, _, falls = _COLUMNS[order.by].partition(" ")
    columns = list(dict.fromkeys((column, "name", "number")))
    falling = [bool(falls and each == column) != order.turned for each in columns]
    keys = ", ".join(f"{each}{' DESC' * down}" for each, down in zip(columns, falling, strict=True))
    test, values = condition(connection, wanted)
    # Those that fit are found in one go over the rows, and put in order by a walk along the index, which has no look at them.
    fits = "" if wanted == EVERYTHING else f"WHERE +number IN (SELECT number FROM known NOT INDEXED WHERE {test})"
    cursor = connection.cursor()
    cursor.row_factory = None
    query = f"SELECT number FROM known INDEXED BY known_by_{column} {fits} ORDER BY {keys} LIMIT :most"
    rows = cursor.execute(query, {**values, "most": -1 if most is None else most})
    return array("q", chain.from_iterable(rows.fetchall()))


@in_a_snapshot
def rows(connection: sqlite3.Connection, wanted: Iterable[int]) -> dict[int, EntityRow]:
    """What rows show, by number; those that are not there are left out."""
    columns = "number, entity, mentions, articles, first, last"
    found = connection.execute(
        f"SELECT {columns} FROM known WHERE number IN (SELECT value FROM json_each(?))", [json.dumps(list(wanted))]
    ).fetchall()
    meant = entities(connection, [row["entity"] for row in found])
    return {
        row["number"]: EntityRow(
            row["number"], meant[row["entity"]], row["mentions"], row["articles"], row["first"], row["last"]
        )
        for row in found
        if row["entity"] in meant
    }


@in_a_snapshot
def number_of(connection: sqlite3.Connection, identifier: str) -> int | None:
    """The number of an entity's row; None where it has none."""
    row = connection.execute("SELECT number FROM known WHERE entity = ?", [identifier]).fetchone()
    return None if row is None else int(row[0])
