"""Which files are no library of ours, or none that this program may open: looked at before anything is done to them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.database.schema import APPLICATION_ID, SCHEMA_VERSION
from store.errors import LibraryError


def refuse_what_is_not_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises LibraryError where a file is no library, or one that a newer program made, or one from before the first version."""
    try:
        connection.execute("BEGIN")  # one snapshot: another process may be making this very library
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        raise LibraryError(f"{path} is not an annotty library ({error}); nothing was changed") from error
    if application != APPLICATION_ID and (application or tables):
        raise LibraryError(
            f"{path} is a database of another program, not an annotty library; nothing was changed. "
            "Choose another file with --library"
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was written by a newer annotty (schema {version}, this one knows {SCHEMA_VERSION}); "
            "nothing was changed. Update annotty to open it"
        )
    if 0 < version < SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was written by an annotty from before its first version (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); nothing was changed. Write it out with that one, `annotty export --articles`, and "
            "`annotty import` the file here"
        )
