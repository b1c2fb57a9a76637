"""A step of the history is taken back, or done again: what it did to each row is turned round.

What may be taken back, and what stands in a step's way, store.database.history says. The rows of marks alone, of which a step
may have tens of thousands, go many at a time (store.database.reverting_marks).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from store.database import reverting_marks
from store.database.desks import catalogue
from store.database.entities import meant
from store.database.moved import Image, as_marks_moved, parts_by_article, without_what_went_on
from store.database.quotes import checked_together
from store.database.recording import Action, Row
from store.database.reverting_marks import NAMING
from store.errors import ChangedSince


def revert(connection: sqlite3.Connection, action: Action, number: int) -> None:
    """Bring every row of a change back to what it was before. Raises ChangedSince where one is not as it was left."""
    with ExitStack() as checks:
        if reverting_marks.can(connection, number):
            rows = _rows(connection, number, reverting_marks.NAMED)
            for article, count in reverting_marks.parts_by_article(connection, number).items():
                checks.enter_context(checked_together(connection, article, count))
            named = reverting_marks.revert(connection, action, number, _apart(rows))
        else:
            rows = as_marks_moved(connection, action, without_what_went_on(action, _rows(connection, number)))
            for article, count in parts_by_article(rows).items():
                checks.enter_context(checked_together(connection, article, count))
            rows = _as_united(connection, rows)
            named = _named(rows)
        _revert(connection, action, rows, named)
        _follow(connection, action)
        _check_relations(connection, action)


def _rows(connection: sqlite3.Connection, number: int, tables: Sequence[str] = ()) -> list[Image]:
    """What a step did to rows, of these tables or of all, the last first."""
    among = f"AND name IN ({', '.join('?' * len(tables))})" if tables else ""
    query = f"SELECT name, before, after FROM change_row WHERE change = ? {among} ORDER BY position DESC"
    return [
        (name, json.loads(before) if before else None, json.loads(after) if after else None)
        for name, before, after in connection.execute(query, [number, *tables]).fetchall()
    ]


def _revert(connection: sqlite3.Connection, action: Action, rows: Iterable[Image], named: Iterable[str]) -> None:
    """Revert rows, those of entities that were made or taken out behind all others. named: by what comes back."""
    rows = list(rows)
    whole: dict[str, list[Image]] = {
        str((before or after or {})["id"]): []
        for name, before, after in rows
        if name == "entity" and (before is None or after is None)
    }
    for name, before, after in rows:
        image = before or after or {}
        entity = image.get("entity") if name == "alias" else image.get("id") if name == "entity" else None
        if entity in whole:
            whole[str(entity)].append((name, before, after))
        else:
            action.revert(name, before, after)
    for entity, images in whole.items():
        is_made = any(name == "entity" and before is None for name, before, _ in images)
        if not (_is_taken_up(connection, action, entity, images) if is_made else action.row("entity", id=entity)):
            for each in images:
                action.revert(*each)
    for entity in named:
        if action.row("entity", id=entity) is None:
            _bring_back(connection, action, entity)


def _apart(rows: Iterable[Image]) -> set[str]:
    """The entities that are no part of another where a step is taken back, whatever they are now."""
    return {str(before["id"]) for name, before, _ in rows if name == "entity" and before and not before["merged_into"]}


def _as_united(connection: sqlite3.Connection, rows: list[Image]) -> list[Image]:
    """The rows of a step, where they name an entity that was united with another since as they would be with that one."""
    apart = _apart(rows)
    named = {str(image["entity"]) for name, *images in rows if name in NAMING for image in images if image}
    here = meant(connection, named - apart)
    united = {each: found.id for each, found in here.items() if found.id != each}
    if not united:
        return rows

    def followed(image: Row | None) -> Row | None:
        return image and image | {"entity": united.get(str(image["entity"]), image["entity"])}

    return [
        (name, followed(before), followed(after)) if name in NAMING else (name, before, after)
        for name, before, after in rows
    ]


def _follow(connection: sqlite3.Connection, action: Action) -> None:
    """Where an entity is part of another again, what others let name it meanwhile names that one. Raises ChangedSince where
    a chain would name one twice.
    """
    again = [
        str(after["id"])
        for before, after in action.written("entity")
        if after and after["merged_into"] and not (before and before["merged_into"])
    ]
    for entity in again:
        if marks := catalogue.marks_of(connection, entity):
            into = meant(connection, [entity])[entity].id
            if catalogue.in_one_chain(connection, entity, into):
                raise ChangedSince("a chain names both of what would be one entity; nothing was changed")
            catalogue.rename(connection, action, marks, entity, into, lambda updated: updated)


def _check_relations(connection: sqlite3.Connection, action: Action) -> None:
    """Raises ChangedSince where a relation would lead from or to what is no claim: somebody related one meanwhile that goes,
    or made something else of one whose relation comes back.
    """
    ends = {str(before["annotation"]) for before, after in action.written("claim") if before and after is None}
    come = (after for before, after in action.written("relation") if before is None and after)
    ends |= {str(row[end]) for row in come for end in ("origin", "target")}
    if ends:
        found = connection.execute(
            """SELECT 1 FROM json_each(?) AS each JOIN relation ON each.value IN (origin, target)
            WHERE NOT EXISTS (SELECT 1 FROM claim WHERE annotation = each.value) LIMIT 1""",
            [json.dumps(sorted(ends))],
        ).fetchone()
        if found is not None:
            raise ChangedSince("a relation would lead to what is no claim; nothing was changed")


def _is_taken_up(connection: sqlite3.Connection, action: Action, entity: str, made: Iterable[Image]) -> bool:
    """Whether an entity, once the step that made it is taken back but for the entity itself, belongs to others too."""
    for table, column in (("annotation", "entity"), ("attribution", "entity"), ("entity", "merged_into")):
        if connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", [entity]).fetchone():
            return True
    aliases = [dict(row) for row in connection.execute("SELECT * FROM alias WHERE entity = ?", [entity])]
    left = [after for name, _, after in made if name == "alias"]
    (row,) = (after for name, _, after in made if name == "entity")
    return action.row("entity", id=entity) != row or any(alias not in left for alias in aliases)


def _named(rows: Iterable[Image]) -> list[str]:
    """The entities that are named by what comes back."""
    naming = (before for name, before, _ in rows if before is not None and name in NAMING)
    return list({str(before["entity"]): None for before in naming if before["entity"] is not None})


def _bring_back(connection: sqlite3.Connection, action: Action, entity: str) -> None:
    """Make an entity again as it was when it was taken away, with its other names."""
    removals = "FROM change_row WHERE after IS NULL AND name = ? AND json_extract(before, ?) = ?"
    found = connection.execute(
        f"SELECT change, before {removals} ORDER BY change DESC LIMIT 1", ["entity", "$.id", entity]
    ).fetchone()
    if found is None:
        return  # then the database refuses what names it
    action.insert("entity", json.loads(found["before"]))
    for alias in connection.execute(
        f"SELECT before {removals} AND change = ?", ["alias", "$.entity", entity, found["change"]]
    ).fetchall():
        action.insert("alias", json.loads(alias["before"]))
