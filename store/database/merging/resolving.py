"""Where two libraries together break a rule that each of them keeps: two queues on one key, one relation made twice, a relation
whose end is gone. All relations and queues are looked at: there are few.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from store import merging
from store.database.recording import Action, Row
from store.merging import Step, Told


def relate(connection: sqlite3.Connection, resolved: Action) -> int:
    """Bring every relation to what the history says; how many are otherwise now.

    One whose end is gone, or is no claim, waits for it. Of those that say the same the oldest stays: that the others are
    taken out is a step of its own, told by the action.
    """
    action = Action(connection)
    there = {str(row["id"]): row for row in map(dict, connection.execute("SELECT * FROM main.relation"))}
    wanted: dict[str, Row] = {}
    same: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for identifier, steps in _roots(connection, "relation", "id").items():
        row = merging.row_of(steps, "relation")
        if row is not None and _stands(connection, row):
            wanted[identifier] = row
            same[str(row["origin"]), str(row["target"]), str(row["kind"])].append(row)
    for rows in same.values():
        for row in sorted(rows, key=lambda row: str(row["id"]))[1:]:
            resolved.delete("relation", wanted.pop(str(row["id"])))
            there.pop(str(row["id"]), None)
    for identifier, row in there.items():
        if identifier not in wanted:
            action.delete("relation", row)
    for identifier, row in wanted.items():
        if identifier in there:
            action.update("relation", there[identifier], **row)
        else:
            action.insert("relation", row)
    return sum(1 for _ in action.written("relation"))


def arrange(connection: sqlite3.Connection, resolved: Action) -> int:
    """Bring every queue to what the history says; how many are otherwise now.

    A key opens the queue that was given it last: that it is taken from another is told by the action.
    """
    action = Action(connection)
    there = {str(row["name"]): row for row in map(dict, connection.execute("SELECT * FROM main.queue"))}
    queues = _roots(connection, "queue", "name")
    keys = merging.keys_of(queues)
    wanted: dict[str, Row] = {}
    lost: list[Row] = []
    for name, steps in queues.items():
        row = merging.row_of(steps, "queue")
        if row is not None:
            wanted[name] = row | {"key": keys[name]}
            if row["key"] != keys[name]:
                lost.append(row)
    for name, row in there.items():
        if wanted.get(name) != row:
            action.delete("queue", row)
    for name, row in wanted.items():
        if there.get(name) != row:
            action.insert("queue", row)
    for row in lost:
        resolved.update("queue", row, key=None)
    return sum(1 for _ in action.written("queue"))


def _stands(connection: sqlite3.Connection, row: Row) -> bool:
    """Whether both ends of a relation are here, and claims."""
    (ends,) = connection.execute(
        "SELECT count(*) FROM main.claim WHERE annotation IN (?, ?)", [row["origin"], row["target"]]
    ).fetchone()
    return int(ends) == 2


def _roots(connection: sqlite3.Connection, table: str, key: str) -> dict[str, Sequence[Step]]:
    """What was ever told of the rows of a table, by their keys."""
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for at, change, before, after in connection.execute(
        "SELECT at, id, before, after FROM main.change_row JOIN main.change ON number = change"
        f" WHERE name = '{table}' ORDER BY change, position"
    ):
        was, now = (json.loads(image) if image else {} for image in (before, after))
        told[str((was or now)[key])].append(Told(at, change, False, table, was or None, now or None))
    return {root: merging.steps_of(those) for root, those in told.items()}
