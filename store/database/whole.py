"""The whole list by date, as it is seen first: its rows, and how many articles are in each state.

What filters choose, and other orders, store.database.finding knows; the same is found there, and takes longer to load.
"""

from __future__ import annotations

import sqlite3
from array import array

from store.database.transactions import in_a_snapshot
from store.model import State

_AT_ONCE = 4096


@in_a_snapshot
def numbers(connection: sqlite3.Connection, most: int | None, *, turned: bool) -> array[int]:
    """The numbers of the rows, a story a row, newest first, so many at most; turned: oldest first."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        f"""SELECT number FROM listed INDEXED BY listed_as_stories WHERE alike IS NULL AND state <> 'deleted'
        ORDER BY number {"" if turned else "DESC"} LIMIT ?""",
        [-1 if most is None else most],
    )
    found = array("q")
    while some := cursor.fetchmany(_AT_ONCE):
        found.extend(row[0] for row in some)
    return found


@in_a_snapshot
def tally(connection: sqlite3.Connection) -> dict[State, int]:
    """How many articles are in each state, those that are in none left out."""
    rows = connection.execute(
        "SELECT state, count(*) FROM listed INDEXED BY listed_by_state WHERE state <> 'deleted' GROUP BY state"
    )
    counted: dict[str, int] = dict(rows.fetchall())
    return {state: counted[state] for state in State if state in counted}
