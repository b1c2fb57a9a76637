"""How a library is known again: by the numbers in its header, and its tables by a digest of the statements that make them.
Loads nearly nothing.

A file that says it is a library may have views without an end in the place of its tables, or triggers of its own: one that
differs in any statement is not read.
"""

from __future__ import annotations

import sqlite3
from _blake2 import blake2b  # hashlib loads OpenSSL, which takes longer than the first rows of the list

APPLICATION_ID = 0x616E6E6F
"""'anno', in the file's header."""
SCHEMA_VERSION = 4
FIRST_RELEASED = 4
"""Libraries of this schema and of all later ones are brought up to date; older ones were never released."""
FINGERPRINTS = {4: "92ab6202f5fce617bc807ae7050dfdab"}
"""That of every schema which this program reads, by its version."""

_INDEXES = ("search", "saying")
"""The indexes of words, which are derived, made when they are needed first and made anew by versions that want others."""
_WORDED_OTHERWISE = (
    *(f"CREATE VIRTUAL TABLE {name} USING fts5(" for name in _INDEXES),
    # sqlite-utils and SQLite word these as they like, each version in its own way.
    'CREATE TABLE "_sqlite_migrations" (',
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_',
    "CREATE TABLE sqlite_stat",
)
_BELOW_AN_INDEX = frozenset(
    f"CREATE TABLE '{name}_{rest}"
    for name in _INDEXES
    for rest in (
        "data'(id INTEGER PRIMARY KEY, block BLOB)",
        "idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
        "docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
        "config'(k PRIMARY KEY, v) WITHOUT ROWID",
    )
)


def made_in(connection: sqlite3.Connection, schema: str = "main") -> list[tuple[object, ...]]:
    """Kind, name, table and statement of all that a database is made of, but for SQLite's own and the indexes of words.

    Raises sqlite3.Error where that cannot be read.
    """
    found = connection.execute(
        f"SELECT type, name, tbl_name, sql FROM {schema}.sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name, sql"
    )
    return [
        tuple(row) for row in found if row[3] not in _BELOW_AN_INDEX and not str(row[3]).startswith(_WORDED_OTHERWISE)
    ]


def schema_of(connection: sqlite3.Connection) -> int:
    """The schema that a file says it has; 0: none yet. Raises sqlite3.Error where that cannot be read."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def fingerprint(made: list[tuple[object, ...]]) -> str:
    """The digest of what a database is made of, in 32 hexadecimal digits."""
    return blake2b(repr(made).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
