"""The whole list by date, as it is seen first: its rows, and how many articles are in each state.

What filters choose, and other orders, store.database.finding knows; the same is found there, and takes longer to load.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array

from store.database.transactions import in_a_snapshot
from store.model import State

_LARGEST = 2**63 - 1
_AT_ONCE = 8_192
"""Numbers that SQLite hands over as one value, 16 figures each: rows one by one would ask for Python's lock at each of them,
while the first screen is being made ready; and larger values leave holes in the memory.
"""


@in_a_snapshot
def numbers(connection: sqlite3.Connection, most: int | None, *, turned: bool) -> array[int]:
    """The numbers of the rows, a story a row, newest first, so many at most; turned: oldest first."""
    order, further, border = ("", ">", "max") if turned else ("DESC", "<", "min")
    query = f"""SELECT group_concat(printf('%016x', number), ''), {border}(number) FROM (
        SELECT number FROM listed INDEXED BY listed_as_stories
        WHERE alike IS NULL AND state <> 'deleted' AND number {further} ? ORDER BY number {order} LIMIT ?)"""
    found, last = array("q"), -_LARGEST - 1 if turned else _LARGEST
    while (wanted := _AT_ONCE if most is None else min(most - len(found), _AT_ONCE)) > 0:
        figures, last = connection.execute(query, [last, wanted]).fetchone()
        if figures is None:
            break
        some = array("q", bytes.fromhex(figures))
        if sys.byteorder == "little":
            some.byteswap()
        found.extend(some)
        if len(some) < wanted:
            break
    return found


@in_a_snapshot
def tally(connection: sqlite3.Connection) -> dict[State, int]:
    """How many articles are in each state, those that are in none left out."""
    rows = connection.execute(
        "SELECT state, count(*) FROM listed INDEXED BY listed_by_state WHERE state <> 'deleted' GROUP BY state"
    )
    counted: dict[str, int] = dict(rows.fetchall())
    return {state: counted[state] for state in State if state in counted}
