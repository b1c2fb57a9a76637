"""Opens a library to look at it in passing, before anything else is loaded: one of ours and nothing else, and only to read."""

from __future__ import annotations

import os
import sqlite3
import stat

from store.database.file.fingerprint import (
    APPLICATION_ID,
    FINGERPRINTS,
    SCHEMA_VERSION,
    fingerprint,
    made_in,
    schema_of,
)
from store.database.file.guarding import NotForEver, guard
from store.database.file.homes import may_be_read_at_once

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-"
"""What stands for itself in a URI."""


def glanced_at(path: str, patience: float = 0) -> sqlite3.Connection | None:
    """A library as it is now, to be read and closed; None where a file is none, or of another schema.

    patience: the seconds that a lock is waited for. Raises sqlite3.Error where it is not there, locked or damaged.
    """
    try:
        if not (_may_be_read(path) and may_be_read_at_once(path, os.environ)):
            return None
    except (OSError, ValueError):
        return None
    connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, timeout=patience, isolation_level=None)
    try:
        guard(connection)
        with NotForEver(connection):
            connection.execute("BEGIN")  # what is read is what was looked at
            if _is_ours(connection):
                return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None


def _may_be_read(path: str) -> bool:
    """Whether a path is a file's, and no journal lies beside it that would have to be played back first, or is a pipe."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - pathlib takes 5 ms to load
        return False
    try:
        journal = os.stat(f"{os.path.realpath(path)}-journal")  # noqa: PTH116
    except FileNotFoundError:
        return True
    return stat.S_ISREG(journal.st_mode) and not journal.st_size


def _is_ours(connection: sqlite3.Connection) -> bool:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID or schema_of(connection) != SCHEMA_VERSION:
        return False
    return fingerprint(made_in(connection)) == FINGERPRINTS[SCHEMA_VERSION]


def _quoted(path: str) -> str:
    """A path as a URI has it, whatever its bytes are."""
    return "".join(chr(byte) if chr(byte) in _PLAIN else f"%{byte:02x}" for byte in os.fsencode(path))
