"""The words of claims (`said`), and the index of them where this SQLite can have one (FTS5). Finds nothing itself.

The index holds no words of its own: it reads those of `said`, and is told them again when it is to forget them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from store.filters.terms import Where
from store.searching import SIGNS, VERSION, words_of

COLUMNS: Mapping[Where, str] = MappingProxyType(
    {Where.ANYWHERE: "content gist", Where.SOURCE: "source", Where.NOTE: "note"}
)
"""The columns in which words are sought."""
_COLUMNS = "content, gist, source, note"
_SAYING = (
    f"CREATE VIRTUAL TABLE saying USING fts5({_COLUMNS}, content='said', content_rowid='number', prefix='2 3',"
    f" tokenize=\"ascii tokenchars '{SIGNS}'\")"
)
_AT_HAND = "SELECT value FROM setting WHERE name = 'saying'"


class Said(NamedTuple):
    """The words of a claim, as they are spaced (_COLUMNS)."""

    content: str
    gist: str
    source: str
    note: str


def spaced(text: str) -> str:
    """Words as the index takes them, a blank before and behind each, so that they can be found without it as well."""
    return f" {' '.join(words_of(text))} "


def hits(query: str) -> str:
    """A query for the numbers of what the index finds; query: the name of a value."""
    return f"SELECT rowid FROM saying WHERE saying MATCH {query}"


def scanned(words: str, where: Where) -> str:
    """A query for the numbers of what has spaced words, without the index; words: the name of a value."""
    found = " OR ".join(f"instr({column}, {words})" for column in COLUMNS[where].split())
    return f"SELECT number FROM said WHERE {found}"


def is_at_hand(connection: sqlite3.Connection) -> bool:
    """Whether there is an index of what claims say that this program can read."""
    row = connection.execute(_AT_HAND).fetchone()
    return row is not None and row[0] == VERSION and _has_fts(connection)


def keep(connection: sqlite3.Connection, new: Mapping[int, Said], gone: Iterable[int]) -> None:
    """Let claims say this, by their numbers, and those that are gone nothing, in the caller's transaction."""
    knows = is_at_hand(connection) or _make(connection)
    wanted = json.dumps([*gone, *new])
    query = f"SELECT number, {_COLUMNS} FROM said WHERE number IN (SELECT value FROM json_each(?))"
    before = {row[0]: Said(*row[1:]) for row in connection.execute(query, [wanted]).fetchall()}
    changed = [number for number, said in before.items() if new.get(number) != said]
    if knows:
        connection.executemany(
            f"INSERT INTO saying (saying, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?)",
            ((number, *before[number]) for number in changed),
        )
    connection.executemany("DELETE FROM said WHERE number = ?", ((number,) for number in changed))
    rows = [(number, *said) for number, said in sorted(new.items()) if before.get(number) != said]
    for table in ("said (number", *(["saying (rowid"] if knows else [])):
        connection.executemany(f"INSERT INTO {table}, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)", rows)


def make_anew(connection: sqlite3.Connection) -> None:
    """Have the index know what claims say and nothing besides, in the caller's transaction: no word stays of what is gone."""
    if is_at_hand(connection) or _make(connection):
        connection.execute("INSERT INTO saying (saying) VALUES ('rebuild')")


def _make(connection: sqlite3.Connection) -> bool:
    """An index of what claims say; whether this SQLite can have one."""
    connection.execute(
        "DELETE FROM setting WHERE name = 'saying'"
    )  # what another program made will know less than this one
    if not _has_fts(connection):
        return False
    connection.execute("DROP TABLE IF EXISTS saying")
    connection.execute(_SAYING)
    connection.execute("INSERT INTO saying (saying) VALUES ('rebuild')")
    connection.execute("INSERT INTO setting (name, value) VALUES ('saying', ?)", [VERSION])
    return True


def _has_fts(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None
