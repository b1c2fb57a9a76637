"""An action in the making: every row it writes, with its image before and after, and the change that tells of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain

from store.database import searching
from store.database.file.temporary import folder_of
from store.database.spool import Spool
from store.database.transactions import writing
from store.errors import ChangedSince
from store.model import Change

Value = str | int | float | None
Row = dict[str, Value]
"""A row as the history keeps it: column → value, no blobs."""
Image = Row | str | None
"""What a row is before or after: itself, or the JSON of it that the history has already; None where there is no row."""
_Step = tuple[str, Image, Image]
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_AT_HAND = 5_000
"""So many steps of one action are held in memory; an import has millions."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "article": ("id",),
    "entity": ("id",),
    "alias": ("entity", "name"),
    "annotation": ("id",),
    "part": ("annotation", "position"),
    "claim": ("annotation",),
    "attribution": ("claim", "depth"),
    "relation": ("id",),
    "correction": ("id",),
    "label": ("article", "name"),
    "queue": ("name",),
    "tag": ("name",),
}
"""The tables whose rows the history follows, each with its key."""

_WHOLE = frozenset({"part", "attribution"})
"""The tables whose rows belong together: where one of them changes, all of them are told, so that each change tells what a
mark's words and chain became.
"""
_PLACE: Mapping[str, frozenset[str]] = {
    "annotation": frozenset({"text"}),
    "part": frozenset({"start", "end", "exact", "prefix", "suffix", "source_start", "source_end"}),
}
# Where a mark stands. That it found its words in another text, nearly as they were, is nobody's doing; who gives a mark
# other words changes its "updated" as well.


_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""One for all: an encoder takes as long to make as a row to write."""


class Action:
    """Writes rows inside one transaction and keeps what they were before. Made by recording, below."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._steps: list[_Step] = []
        self._tables: set[str] = set()
        self._laid_down: Spool[list[_Step]] | None = None

    def row(self, table: str, **key: Value) -> Row | None:
        """The row with this key, or None."""
        found = self._connection.execute(
            f"SELECT * FROM {table} WHERE {where(key)}",
            list(key.values()),
        ).fetchone()
        return dict(found) if found else None

    def rows(self, table: str, **parent: Value) -> list[Row]:
        """The rows with this parent; all of them where none is named."""
        found = self._connection.execute(f"SELECT * FROM {table} WHERE {where(parent) or 1}", list(parent.values()))
        return [dict(row) for row in found]

    def insert(self, table: str, row: Row) -> None:
        """Add a row."""
        self._write(table, None, row)

    def insert_all(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows that have the same columns, in their order."""
        if rows:
            query = inserting(table, tuple(rows[0]))
            self._connection.executemany(query, (list(row.values()) for row in rows))
            self.keep([(table, None, row) for row in rows])

    def update(self, table: str, before: Row, **values: Value) -> None:
        """Change some columns of a row that was read in this action; nothing happens where nothing differs."""
        after = before | values
        if after != before:
            self._write(table, before, after)

    def update_all(self, table: str, test: str, given: Mapping[str, Value], **values: str) -> None:
        """Change all rows that a test chooses, in the database alone. values: what columns become, in SQL, of what they are.
        given: the values that are named there.
        """
        columns = self._connection.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()
        there = {name: f'"{name}"' for name, _ in columns}
        images = (
            _object(each, frozenset(name for name, kind in columns if kind != "TEXT"))
            for each in (there, there | values)
        )
        where_they_are = f"FROM {table} WHERE {test} ORDER BY {', '.join(KEYS[table])}"
        told = self._connection.execute(f"SELECT {', '.join(images)} {where_they_are}", given).fetchall()
        settings = ", ".join(f'"{column}" = {value}' for column, value in values.items())
        self._connection.execute(f"UPDATE {table} SET {settings} WHERE {test}", given)
        self.keep([(table, before, after) for before, after in told])

    def delete(self, table: str, row: Row) -> None:
        """Take a row out that was read in this action."""
        self._write(table, row, None)

    def replace(self, table: str, rows: Iterable[Row], **parent: Value) -> None:
        """Bring all rows with this parent to what is given, touching only those that differ."""
        key = KEYS[table]
        old = {tuple(row[column] for column in key): row for row in self.rows(table, **parent)}
        new = {tuple(row[column] for column in key): row for row in rows}
        is_told = table in _WHOLE and old != new
        for identity, row in old.items():
            if identity not in new:
                self.delete(table, row)
        for identity, row in new.items():
            if identity not in old:
                self.insert(table, row)
            elif old[identity] != row or is_told:
                self._write(table, old[identity], old[identity] | row)

    def revert(self, table: str, before: Row | None, after: Row | None) -> None:
        """Bring a row back to its image before, as far as it was changed.

        Raises ChangedSince where it is no longer what it was after; that a mark moved with its words is no change. An image
        that holds less than the row is about that much of it.
        """
        self._write(table, *reverted(table, before, after, self._now(table, before, after)))

    def stands(self, table: str, before: Row | None, after: Row | None) -> bool:
        """Whether a row is what it was after, its place included."""
        compared = _compared(table, before, after)
        if before is None:
            compared |= _PLACE.get(table, frozenset())
        return _is_as_left(self._now(table, before, after), after, compared)

    def _now(self, table: str, before: Row | None, after: Row | None) -> Row | None:
        """A row as it is."""
        image = before if after is None else after
        assert image is not None
        return self.row(table, **{column: image[column] for column in KEYS[table]})

    def _write(self, table: str, before: Row | None, after: Row | None) -> None:
        if after is None:
            assert before is not None
            key = {column: before[column] for column in KEYS[table]}
            self._connection.execute(f"DELETE FROM {table} WHERE {where(key)}", list(key.values()))
        elif before is None:
            self._connection.execute(inserting(table, tuple(after)), list(after.values()))
        elif changed := {column: value for column, value in after.items() if before[column] != value}:
            key = {column: before[column] for column in KEYS[table]}
            names = ", ".join(f'"{column}" = ?' for column in changed)
            self._connection.execute(
                f"UPDATE {table} SET {names} WHERE {where(key)}",
                [*changed.values(), *key.values()],
            )
        self.keep([(table, before, after)])

    def keep(self, steps: Sequence[_Step]) -> None:
        """Tell of rows that were written already: the table of each, what it was and what it is."""
        self._steps.extend(steps)
        self._tables.update(table for table, _, _ in steps)
        if len(self._steps) >= _AT_HAND:
            self._laid_down = self._laid_down or Spool(folder_of(self._connection))
            self._laid_down.append(self._steps)
            self._steps = []

    def _all_steps(self) -> Iterator[_Step]:
        yield from chain.from_iterable(self._laid_down or ())
        yield from self._steps

    def written(self, table: str) -> Iterator[tuple[Row | None, Row | None]]:
        """The rows of a table that were written, each as it was and as it is."""
        if table in self._tables:
            for name, before, after in self._all_steps():
                if name == table:
                    yield _row(before), _row(after)

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self._steps and self._laid_down is None

    def tell(self, change: Change) -> None:
        """Write the change and its rows to the history."""
        number = self._connection.execute(
            "INSERT INTO change (id, at, annotator, action, summary, article, undoes) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                *(change.id, change.at, change.annotator, change.action),
                *(change.summary, change.article, change.undoes),
            ],
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO change_row (change, position, name, before, after) VALUES (?, ?, ?, ?, ?)",
            (
                (number, position, table, _image(before), _image(after))
                for position, (table, before, after) in enumerate(self._all_steps())
            ),
        )


def reverted(table: str, before: Row | None, after: Row | None, current: Row | None) -> tuple[Row | None, Row | None]:
    """What is to be written of a row for its change to be taken back: as much as was changed of it as it is, and as it was.

    Raises ChangedSince where it is no longer what it was after.
    """
    compared = _compared(table, before, after)
    if current != after and not _is_as_left(current, after, compared):
        raise ChangedSince(f"the {table} was changed since; nothing was taken back")
    if current is None or before is None:
        return current, before
    told = {column: current[column] for column in before}
    return told, told | {column: before[column] for column in compared}


def _compared(table: str, before: Row | None, after: Row | None) -> frozenset[str]:
    """The columns that must be as they were left for the change of a row to be taken back."""
    if before is None:
        return frozenset(after or ()) - _PLACE.get(table, frozenset())
    return frozenset(column for column in before if after is None or before[column] != after[column])


def _is_as_left(current: Row | None, after: Row | None, compared: Iterable[str]) -> bool:
    if current is None or after is None:
        return current is after
    return all(current[column] == after[column] for column in compared)


def _object(columns: Mapping[str, str], may_be_real: Container[str]) -> str:
    """The JSON of a row, in SQL: of a number with a point so many digits that none is lost."""

    def exactly(name: str, value: str) -> str:
        real = f"CASE typeof({value}) WHEN 'real' THEN json(printf('%!.17g', {value})) ELSE {value} END"
        return real if name in may_be_real else value

    members = (f"'{name}', {exactly(name, value)}" for name, value in columns.items())
    return f"json_object({', '.join(members)})"


def where(key: Iterable[str]) -> str:
    """A test for the row that has a key, its values in their order."""
    return " AND ".join(f'"{column}" = ?' for column in key)


@lru_cache(maxsize=64)
def inserting(table: str, columns: tuple[str, ...]) -> str:
    """The statement that adds a row with these columns, its values in their order."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _image(row: Image) -> str | None:
    return _json(row) if isinstance(row, dict) else row


def _row(image: Image) -> Row | None:
    if isinstance(image, str):
        told: Row = json.loads(image)
        return told
    return image


@contextmanager
def recording(connection: sqlite3.Connection) -> Iterator[Action]:
    """One transaction with an Action to write through; the caller tells the change before it ends."""
    with writing(connection):
        place = searching.newest_place(connection)
        yield Action(connection)
        # Only what came just now: whoever makes a mark does not wait for others' articles.
        searching.follow(connection, place)
