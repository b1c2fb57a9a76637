"""Where two libraries together break a rule that each of them keeps: two queues or tags on one key, one relation made
twice, a relation whose end is gone. All relations, queues and tags are looked at: there are few.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from store import merging
from store.database.recording import Action, Row
from store.database.tags import is_named
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
    told = _roots(connection, "queue", "name")
    kept = {name: row for name, steps in told.items() if (row := merging.row_of(steps, "queue")) is not None}
    keys = merging.keys_of(kept, told, "queue")
    wanted = {name: row | {"key": keys[name]} for name, row in kept.items()}
    lost = [row for name, row in kept.items() if row["key"] != keys[name]]
    for name, row in there.items():
        if wanted.get(name) != row:
            action.delete("queue", row)
    for name, row in wanted.items():
        if there.get(name) != row:
            action.insert("queue", row)
    for row in lost:
        resolved.update("queue", row, key=None)
    return sum(1 for _ in action.written("queue"))


def unite(connection: sqlite3.Connection) -> int:
    """Let what names an entity that was united with another name that one; how much it was.

    Of entities that were united in a circle, each with the next, the oldest stays. A chain that names somebody already does
    not do so twice: there the name alone is left. No step tells of it: it follows from those that there are, also once more
    of them come.
    """
    action = Action(connection)
    merged = {
        str(row["id"]): row
        for row in map(dict, connection.execute("SELECT * FROM main.entity WHERE merged_into NOTNULL"))
    }
    into = {identifier: str(row["merged_into"]) for identifier, row in merged.items()}
    number = 0
    for each in sorted(merged):
        if each in into and each == min(_circle(each, into), default=None):
            action.update("entity", merged[each], merged_into=None)
            del into[each]
            number += 1
    names = dict(connection.execute("SELECT id, name FROM main.entity WHERE merged_into NOTNULL").fetchall())
    for old in sorted(into):
        new = into[old]
        while new in into:
            new = into[new]
        marks = connection.execute("SELECT * FROM main.annotation WHERE entity = ? ORDER BY id", [old]).fetchall()
        for row in map(dict, marks):
            action.update("annotation", row, entity=new)
        chosen = "SELECT claim FROM main.attribution WHERE entity = ? GROUP BY claim ORDER BY claim"
        chains = connection.execute(chosen, [old]).fetchall()
        for (claim,) in chains:
            links = action.rows("attribution", claim=claim)
            other: Row = {"entity": new}
            if any(link["entity"] == new for link in links):
                other = {"entity": None, "label": names[old]}
            action.replace("attribution", [x | other if x["entity"] == old else x for x in links], claim=claim)
        number += len(marks) + len(chains)
    return number


def _circle(entity: str, into: Mapping[str, str]) -> list[str]:
    """The entities of the circle that an entity stands in; none where it stands in none."""
    found = [entity]
    while (following := into.get(found[-1])) is not None and following not in found:
        found.append(following)
    return found if following == entity else []


def set_tags(connection: sqlite3.Connection, resolved: Action, come: Container[str]) -> int:
    """Bring every tag to what the history says; how many are otherwise now. One that something names stays.

    come: those that were not here before.

    A key belongs to the tag that was given it last, and a tag that would stand below itself stands below none: that is
    told by the action.
    """
    action = Action(connection)
    there = {str(row["name"]): row for row in action.rows("tag")}
    told = _roots(connection, "tag", "name")
    kept: dict[str, Row] = {}
    for name in sorted({*there, *told}):
        row = merging.row_of(told[name], "tag") if name in told else there[name]
        if row is None and name in there and is_named(connection, name):
            row = there[name]
        if row is not None:
            kept[name] = row
    keys = merging.keys_of(kept, told, "tag")
    wanted = {name: row | {"key": keys[name]} for name, row in kept.items()}
    for name, row in wanted.items():
        if row["parent"] is not None and (row["parent"] not in wanted or _is_below_itself(name, wanted)):
            row["parent"] = None
    for name, row in there.items():
        if name not in wanted:
            action.delete("tag", row)
        elif row["key"] != wanted[name]["key"]:
            action.update("tag", row, key=None)  # two may exchange theirs
    for name, row in wanted.items():
        if name not in there:
            action.insert("tag", row)
        elif (row_now := action.row("tag", name=name)) is not None:
            action.update("tag", row_now, **row)
    for name, row in kept.items():
        resolved.update("tag", row, **{each: wanted[name][each] for each in ("key", "parent")})
    before = {name: row for name, row in there.items() if name not in come}
    return sum(1 for name in {*before, *wanted} if before.get(name) != wanted.get(name))


def _is_below_itself(name: str, tags: Mapping[str, Row]) -> bool:
    above, seen = tags[name]["parent"], set[object]()
    while above is not None and above != name and above not in seen:
        seen.add(above)
        above = tags[str(above)]["parent"] if above in tags else None
    return above == name


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
