"""Whether the history tells of every row as it is: what each was left as by the last change of it, and what is there.

All rows are looked at in one go and held against the history by sums that come to nothing where both say the same; only
those that stand where a sum does not are looked at one by one. Changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from store.database.recording import KEYS, Row, Value

_SUMS = 1 << 16
"""Rows are summed up in so many heaps: of those that agree none is ever held in memory."""
_AT_ONCE = 5_000
_WITHOUT_A_STEP = frozenset({"article", "tag"})
"""The tables with rows that came without a step: adding an article has no rows, and every library begins with tags."""
_MERGED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "annotation": frozenset({"text", "entity", "updated"}),
        "part": frozenset({"depth", "start", "end", "exact", "prefix", "suffix", "source_start", "source_end"}),
        "attribution": frozenset({"entity"}),
    }
)
"""What a merge brings into agreement itself: where marks stand in the text that wins, and whom they name."""
_TOLD = "SELECT change, position, name, before, after FROM change_row WHERE (change, position) > (?, ?) ORDER BY 1, 2 LIMIT ?"


class Told(NamedTuple):
    """How many rows of a table are otherwise than the history tells, are not there, or nobody made; and one of them."""

    table: str
    otherwise: int
    missing: int
    unmade: int
    one: str


class _Table(NamedTuple):
    """A table whose rows the history follows. columns: those of its key first."""

    name: str
    columns: tuple[str, ...]
    of_key: int

    @property
    def query(self) -> str:
        names = ", ".join(f'"{each}"' for each in self.columns)
        return f"SELECT {names} FROM {self.name}"


_Key = tuple[Value, ...]
_Heaps = dict[str, defaultdict[int, int]]


def otherwise(connection: sqlite3.Connection) -> list[Told]:
    """The tables with rows that are not what the history says, in the transaction that is open.

    A library into which another was merged is judged mildly: which of two changes holds, the merge decided, so a row is as
    it should be where each of its values was told at some time; and what was never told may be as the other one had it.
    """
    tables = {name: _table(connection, name) for name in KEYS}
    heaps = _summed(connection, tables)
    suspects = {name: {number for number, heap in each.items() if heap} for name, each in heaps.items()}
    if not any(suspects.values()):
        return []
    merged = connection.execute("SELECT 1 FROM change WHERE action = 'merge' LIMIT 1").fetchone() is not None
    return list(_judged(connection, tables, suspects, merged=merged))


def _table(connection: sqlite3.Connection, name: str) -> _Table:
    key = KEYS[name]
    rest = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [name]) if row[0] not in key]
    return _Table(name, (*key, *rest), len(key))


def _summed(connection: sqlite3.Connection, tables: Mapping[str, _Table]) -> _Heaps:
    """The sums by table, each row where its key puts it: what changes made of rows, less what they are."""
    heaps: _Heaps = {name: defaultdict(int) for name in tables}
    for name, images in _images(connection):
        table, heap = tables[name], heaps[name]
        values, of_key = itemgetter(*table.columns), table.of_key
        for image in images:
            try:
                row = values(image)
            except KeyError:  # an image of a time when the table had fewer columns
                row = tuple(map(image.get, table.columns))
            heap[hash(row[:of_key]) % _SUMS] ^= hash(row)
    for name, table in tables.items():
        heap, of_key = heaps[name], table.of_key
        for row in _rows(connection, table):
            heap[hash(row[:of_key]) % _SUMS] ^= hash(row)
    return heaps


def _images(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Row]]]:
    """What changes did to rows, table by table, many at a time: before and behind each change."""
    for rows in _steps(connection):
        by_table = defaultdict[str, list[str]](list)
        for _, _, name, before, after in rows:
            by_table[name] += [each for each in (before, after) if each is not None]
        for name, images in by_table.items():
            if name in KEYS:
                yield name, json.loads(f"[{','.join(images)}]")


def _steps(connection: sqlite3.Connection) -> Iterator[list[tuple[int, int, str, str | None, str | None]]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    change, position = -1, -1
    while rows := cursor.execute(_TOLD, [change, position, _AT_ONCE]).fetchall():
        change, position, *_ = rows[-1]
        yield rows


def _rows(connection: sqlite3.Connection, table: _Table) -> Iterator[tuple[Value, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(table.query)


# --- one by one -----------------------------------------------------------------------------------------------------------


def _judged(
    connection: sqlite3.Connection,
    tables: Mapping[str, _Table],
    suspects: Mapping[str, Collection[int]],
    *,
    merged: bool,
) -> Iterator[Told]:
    told: dict[str, dict[_Key, list[Row | None]]] = {name: defaultdict(list) for name in tables}
    for rows in _steps(connection):
        for _, _, name, before, after in rows:
            if not suspects.get(name):
                continue
            images = [json.loads(each) if each is not None else None for each in (before, after)]
            key = _key(tables[name], images[1] or images[0] or {})
            if hash(key) % _SUMS in suspects[name]:
                told[name][key] += images if merged else images[1:]
    for name, table in tables.items():
        if suspects[name] and not (merged and name in _WITHOUT_A_STEP):
            found = _judge(connection, table, suspects[name], told[name], merged=merged)
            if found.otherwise or found.missing or found.unmade:
                yield found


def _judge(
    connection: sqlite3.Connection,
    table: _Table,
    suspects: Collection[int],
    told: dict[_Key, list[Row | None]],
    *,
    merged: bool,
) -> Told:
    otherwise = missing = unmade = 0
    ones: list[str] = []
    for row in _rows(connection, table):
        key = row[: table.of_key]
        if hash(key) % _SUMS not in suspects:
            continue
        images = told.pop(key, None)
        if images is None:
            if table.name not in _WITHOUT_A_STEP:
                unmade += 1
                ones.append(str(key[0]))
        elif not _agrees(table.name, dict(zip(table.columns, row, strict=True)), images, merged=merged):
            otherwise += 1
            ones.append(str(key[0]))
    for key, images in told.items():
        if (None not in images) if merged else images[-1] is not None:
            missing += 1
            ones.append(str(key[0]))
    return Told(table.name, otherwise, missing, unmade, min(ones, default=""))


def _agrees(table: str, row: Row, images: list[Row | None], *, merged: bool) -> bool:
    if not merged:
        last = images[-1]
        return last is not None and all(row[column] == value for column, value in last.items() if column in row)
    given = defaultdict[str, list[Value]](list)
    for image in images:
        for column, value in (image or {}).items():
            given[column].append(value)
    decided = _MERGED.get(table, frozenset())
    return all(value in given[column] for column, value in row.items() if column in given and column not in decided)


def _key(table: _Table, image: Row) -> _Key:
    return tuple(image[column] for column in table.columns[: table.of_key])
