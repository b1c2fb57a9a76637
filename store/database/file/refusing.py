"""Which files are no library of ours, or none that this program may open: looked at before anything is done to them.

What nobody but an attacker makes is refused as well: a library whose tables are not what they are called, and a journal
that has SQLite remove another file. Changes nothing.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from store.database.file.fingerprint import (
    APPLICATION_ID,
    FINGERPRINTS,
    FIRST_RELEASED,
    SCHEMA_VERSION,
    fingerprint,
    made_in,
    schema_of,
)
from store.database.file.guarding import NotForEver, code_of, guard
from store.errors import Busy, LibraryError

_BACKUPS = "`annotty restore --list` shows the backups of a library"
_KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
# The end of a journal that belongs to a transaction over several files (SQLite's pager.c): SQLite plays it back, and then
# removes the file that it names, whatever that is. This program writes to one library at a time.
_NAMES_ANOTHER_FILE = bytes.fromhex("d9d505f920a163d7")


def refuse_what_is_no_file(path: Path) -> None:
    """Raises LibraryError where something else than a file stands at a path, or a journal beside it that removes files.

    Nothing is said where nothing is there. Raises OSError where that cannot be seen.
    """
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG
    if not stat.S_ISREG(mode):
        what = next((words for is_it, words in _KINDS if is_it(mode)), "a device")
        raise LibraryError(f"{path} cannot be opened: it is {what}, not a file; nothing was changed")
    beside = Path(f"{os.path.realpath(path)}-journal")
    if not beside.exists():
        return
    if not stat.S_ISREG(beside.stat().st_mode):
        raise LibraryError(f"{beside} is not a file, and {path} cannot be opened beside it; nothing was changed")
    with beside.open("rb") as journal:
        journal.seek(max(0, beside.stat().st_size - len(_NAMES_ANOTHER_FILE)))
        if journal.read() == _NAMES_ANOTHER_FILE:
            raise LibraryError(
                f"{beside} would have another file removed, and no annotty wrote it; nothing was changed. "
                f"Move it away to open {path} without it"
            )


def refuse_what_is_not_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises LibraryError where a file is no library, one that differs from ours in any statement, one that a newer program made,
    or one from before the first version; Busy where that cannot be seen.
    """
    try:
        guard(connection)
        with NotForEver(connection):
            connection.execute("BEGIN")  # one snapshot: another process may be making this very library
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            version = schema_of(connection)
            made = made_in(connection)
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        if code_of(error) == sqlite3.SQLITE_BUSY:
            raise Busy(f"{path} is being written to by another program; nothing was changed. Try again") from error
        if code_of(error) == sqlite3.SQLITE_CORRUPT:
            raise LibraryError(f"{path} is damaged ({error}); nothing was changed. {_BACKUPS}") from error
        if code_of(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise LibraryError(
                f"{path} cannot be opened: annotty may write neither to it nor beside it ({error}); nothing was changed. "
                "Copy it to a folder that you may write to"
            ) from error
        if code_of(error) != sqlite3.SQLITE_NOTADB:
            raise LibraryError(f"{path} cannot be read ({error}); nothing was changed") from error
        raise LibraryError(f"{path} is not an annotty library ({error}); nothing was changed") from error
    except UnicodeDecodeError as error:  # SQLite names what it cannot read, in the bytes of the file
        raise LibraryError(f"{path} is damaged, or not an annotty library; nothing was changed. {_BACKUPS}") from error
    if application != APPLICATION_ID and (application or made):
        raise LibraryError(
            f"{path} is a database of another program, not an annotty library; nothing was changed. "
            "Choose another file with --library"
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was written by a newer annotty (schema {version}, this one knows {SCHEMA_VERSION}); "
            "nothing was changed. Update annotty to open it"
        )
    if 0 < version < FIRST_RELEASED:
        raise LibraryError(
            f"{path} was written by an annotty from before its first version (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); nothing was changed. Write it out with that one, `annotty export --articles`, and "
            "`annotty import` the file here"
        )
    if (made or version) and fingerprint(made) != FINGERPRINTS.get(version):
        raise LibraryError(
            f"{path} is not an annotty library: {_other_than_ours(made)}; nothing was changed. "
            "Take out with sqlite3 what is not annotty's, or go back to a backup"
        )


def _other_than_ours(made: list[tuple[object, ...]]) -> str:
    """What a file has and a library has not, or the other way round, in words."""
    from store.database.schema import migrate  # it loads sqlite_utils

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, Path(":memory:"))
        ours = made_in(connection)
    for having, lacking, words in (
        (made, ours, "has a {} that annotty did not make, or not so: {}"),
        (ours, made, "lacks the {} {}"),
    ):
        for kind, name, *rest in having:
            if (kind, name, *rest) not in lacking:
                return words.format(kind, str(name)[:100])
    return "its tables are not those of a library"
