"""What a connection is told before it reads a file that may be anybody's: what it must not do, and how far it may go.

Whether the file's tables are ours is told by store.database.file.fingerprint; to read how they are made runs nothing of them.
That they may call no function which SQLite holds for unsafe (trusted_schema) cannot be asked for: some releases, 3.40 among
them, hold those of JSON for such, and ours call them. Loads nothing.
"""

from __future__ import annotations

import sqlite3
import sys

LARGEST = 512 * 1024**2
"""Bytes of one value or one row: more than the largest article takes (64 MB), and less than would fill the memory."""
_LONGEST_STATEMENT = 4 * 1024**2
_STEPS = 50_000
"""Of SQLite's machine, for what tells a library from anything else: fifteen times what it takes."""


def guard(connection: sqlite3.Connection) -> None:
    """Hold nothing huge in memory, and write to nothing that is SQLite's own."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


class NotForEver:
    """While it is entered, what takes longer than to tell a library from anything else raises sqlite3.OperationalError."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.set_progress_handler(lambda: True, _STEPS)

    def __exit__(self, *_: object) -> None:
        self._connection.set_progress_handler(None, 0)


def code_of(error: sqlite3.Error) -> int:
    """The number by which SQLite knows an error; 0 of those that Python's own module raises, as of words that are none."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
