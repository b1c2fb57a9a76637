"""Where temporary files lie: in the library's own folder, and not where all of a machine's users put theirs."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path


def keep_with(connection: sqlite3.Connection, library: Path) -> None:
    """Have SQLite make its temporary files in a library's folder, in all of this process; they have no name there.

    Where nothing can be written to that folder, SQLite chooses as it does by itself.
    """
    folder = str(library.resolve().parent)
    (here,) = connection.execute("PRAGMA temp_store_directory").fetchone() or ("",)
    if here != folder:
        with suppress(sqlite3.OperationalError):  # it is not to be written to
            connection.execute(f"PRAGMA temp_store_directory = '{folder.replace(chr(39), 2 * chr(39))}'")


def folder_of(connection: sqlite3.Connection) -> Path | None:
    """The folder of the library that a connection is to; None where it is in memory."""
    (path,) = connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()
    return Path(path).parent if path else None
