"""The rows of marks as a step changed them, turned round many at a time: a step may have marked a name wherever it stands.

Each goes back as it would alone (store.database.recording.reverted), and is told so. No more than some are in memory. A step
that moved marks to another text, or whose marks moved since, is none of these.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from store.database.entities import meant
from store.database.quotes import FEW
from store.database.recording import KEYS, Action, Image, Row, Value, inserting, reverted, where

NAMING = ("annotation", "attribution")
"""The tables whose rows name an entity."""
NAMED = ("entity", "alias")
"""The tables of what is named; their rows go one by one."""
_MARKS = ("annotation", "part", "claim", "attribution", "relation")
"""The tables of marks: what is another's own comes behind it."""
_AT_ONCE = 1_000

_OTHERS = f"""SELECT 1 FROM change_row WHERE change = ? AND name NOT IN {(*_MARKS, *NAMED)} LIMIT 1"""
_MOVED = """SELECT 1 FROM change_row LEFT JOIN annotation ON annotation.id = json_extract(after, '$.id')
    WHERE change = ? AND change_row.name = 'annotation' AND before IS NOT NULL AND after IS NOT NULL
        AND (json_extract(before, '$.text') <> json_extract(after, '$.text')
            OR before = after OR annotation.text <> json_extract(after, '$.text')) LIMIT 1"""
# Sorted together: SQLite would go through all marks for each part.
_PARTS = f"""SELECT article, sum(parts) FROM (SELECT max(article) AS article, sum(is_part) AS parts FROM (
        SELECT json_extract(coalesce(before, after), '$.id') AS mark,
            json_extract(coalesce(before, after), '$.article') AS article, 0 AS is_part
        FROM change_row WHERE change = :change AND name = 'annotation'
        UNION ALL SELECT json_extract(before, '$.annotation'), NULL, 1
        FROM change_row WHERE change = :change AND name = 'part' AND before IS NOT NULL) GROUP BY mark)
    WHERE article IS NOT NULL GROUP BY article HAVING sum(parts) >= {FEW}"""
_STEPS = f"""SELECT position, name, before, after FROM change_row WHERE change = ? AND position < ? AND name IN {_MARKS}
    ORDER BY position DESC LIMIT ?"""


class _Step(NamedTuple):
    """What a step did to a row. told_before, told_after: the JSON of its images where the history has it already."""

    table: str
    before: Row | None
    after: Row | None
    told_before: str | None
    told_after: str | None
    key: tuple[Value, ...]


def can(connection: sqlite3.Connection, number: int) -> bool:
    """Whether a change is about marks alone, and whom they name, and left them where they stand still."""
    return not any(connection.execute(query, [number]).fetchone() for query in (_OTHERS, _MOVED))


def parts_by_article(connection: sqlite3.Connection, number: int) -> dict[str, int]:
    """How many parts are written when a step goes back, by the article that they are in; of few nothing is said."""
    return dict(connection.execute(_PARTS, {"change": number}).fetchall())


def revert(connection: sqlite3.Connection, action: Action, number: int, apart: Collection[str]) -> list[str]:
    """Bring the rows of marks back to what they were before a change; the entities that are named by what comes back.

    Where they name one that was united with another since they are taken to name that one; not those that are apart.
    Raises ChangedSince where a row is not as it was left.
    """
    united: dict[str, str] = dict.fromkeys(apart, "")
    named: dict[str, None] = {}
    for some in _stretches(connection, number):
        naming = [image for each in some if each.table in NAMING for image in (each.before, each.after) if image]
        new = {str(image["entity"]) for image in naming if image["entity"] is not None} - united.keys()
        here = meant(connection, new)
        united |= {each: here[each].id if each in here and here[each].id != each else "" for each in new}
        steps = [_as_united(each, united) if each.table in NAMING else each for each in some]
        for each in steps:
            if each.table in NAMING and each.before and each.before["entity"] is not None:
                named[str(each.before["entity"])] = None
        for alone in _each_row_once(steps):
            _revert(connection, action, alone)
    return list(named)


def _stretches(connection: sqlite3.Connection, number: int) -> Iterator[list[_Step]]:
    """What a change did to the rows of marks, the last first, some at a time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    position: int | float = math.inf
    while rows := cursor.execute(_STEPS, [number, position, _AT_ONCE]).fetchall():
        position, names, *told = rows[-1][0], *list(zip(*rows, strict=True))[1:]
        before, after = (json.loads(f"[{','.join(each or 'null' for each in images)}]") for images in told)
        keys = (
            tuple((old or new)[column] for column in KEYS[name])
            for name, old, new in zip(names, before, after, strict=True)
        )
        yield [_Step(*each) for each in zip(names, before, after, *told, keys, strict=True)]


def _as_united(step: _Step, united: Mapping[str, str]) -> _Step:
    """A step as it would be with those that other entities were united with."""
    if not any(image and united.get(str(image["entity"])) for image in (step.before, step.after)):
        return step

    def followed(image: Row | None) -> Row | None:
        return image and image | {"entity": united.get(str(image["entity"])) or image["entity"]}

    return _Step(step.table, followed(step.before), followed(step.after), None, None, step.key)


def _each_row_once(steps: Iterable[_Step]) -> Iterator[list[_Step]]:
    """Steps in stretches that touch no row twice: within one their order is nothing that anybody could tell."""
    found: list[_Step] = []
    touched: set[tuple[Value, ...]] = set()
    for each in steps:
        row = (each.table, *each.key)
        if row in touched:
            yield found
            found, touched = [], set()
        found.append(each)
        touched.add(row)
    yield found


def _revert(connection: sqlite3.Connection, action: Action, steps: Sequence[_Step]) -> None:
    """Revert rows, none of them twice: first those that go, what is another's own before it, then the others."""
    gone: defaultdict[str, list[Row]] = defaultdict(list)
    come: defaultdict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    changed: defaultdict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    now = {table: _rows(connection, table, [each for each in steps if each.table == table]) for table in _MARKS}
    told: list[tuple[str, Image, Image]] = []
    for each in steps:
        current = now[each.table].get(each.key)
        old, new = reverted(each.table, each.before, each.after, current)
        if old is None and new is not None:
            come[each.table, tuple(new)].append(new)
        elif old is not None and new is None:
            gone[each.table].append(old)
        elif old is not None and new is not None:
            columns = tuple(column for column, value in new.items() if old[column] != value)
            changed[each.table, columns].append(new)
        was = each.told_after if old == each.after else None
        told.append((each.table, was or old, (each.told_before if new == each.before else None) or new))
    for table in reversed(_MARKS):
        connection.executemany(f"DELETE FROM {table} WHERE {where(KEYS[table])}", _values(gone[table], KEYS[table]))
    for (table, columns), rows in changed.items():
        if columns:
            settings = ", ".join(f'"{column}" = ?' for column in columns)
            query = f"UPDATE {table} SET {settings} WHERE {where(KEYS[table])}"
            connection.executemany(query, _values(rows, (*columns, *KEYS[table])))
    for (table, columns), rows in sorted(come.items(), key=lambda each: _MARKS.index(each[0][0])):
        connection.executemany(inserting(table, columns), _values(rows, columns))
    action.keep(told)


def _rows(connection: sqlite3.Connection, table: str, steps: Iterable[_Step]) -> dict[tuple[Value, ...], Row]:
    """The rows as they are, by their keys; and others of the same marks."""
    key = KEYS[table]
    if not (wanted := list({each.key[0]: None for each in steps})):
        return {}
    query = f"SELECT * FROM {table} WHERE {key[0]} IN (SELECT value FROM json_each(?))"
    rows = [dict(row) for row in connection.execute(query, [json.dumps(wanted)])]
    return {tuple(row[column] for column in key): row for row in rows}


def _values(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[list[Value]]:
    return ([row[column] for column in columns] for row in rows)
