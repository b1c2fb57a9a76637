"""Opening another library to be read beside this one, which it is attached to as `other`; it is never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from store.database.connection import BUSY_SECONDS, connect_beside
from store.database.file.homes import has_log
from store.database.file.refusing import refuse_what_is_no_file, refuse_what_is_not_ours
from store.errors import LibraryError


class Both(NamedTuple):
    """A connection with two libraries: `main`, and `other` to be read.

    check: to be called before anything is kept; raises LibraryError where somebody wrote to the other one meanwhile.
    """

    connection: sqlite3.Connection
    check: Callable[[], None]


@contextmanager
def attached(path: Path, other: Path) -> Iterator[Both]:
    """A connection to the library at a path, with another attached as it is now.

    Raises LibraryError where that is missing, foreign, damaged, of another schema than this program's, or this very library.
    """
    _refuse_the_same(path, other)
    uri, is_alone = _way_to(other)
    _refuse_what_cannot_be_read(uri, other)
    with closing(connect_beside(path)) as connection:
        try:
            connection.execute("ATTACH ? AS other", [uri])
            connection.execute("SELECT count(*) FROM other.sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            raise _unusable(other, error) from error

        def check() -> None:
            if is_alone and _has_log(other):
                raise LibraryError(f"{other} was changed meanwhile by another program; nothing was merged, try again")

        yield Both(connection, check)


def _refuse_the_same(path: Path, other: Path) -> None:
    try:
        if not other.exists():
            raise LibraryError(f"there is no library at {other}; nothing was merged")
        if path.samefile(other):
            raise LibraryError(f"{other} is this very library; nothing was merged")
        refuse_what_is_no_file(other)
    except OSError as error:
        raise LibraryError(f"{other} cannot be reached: {error.strerror}; nothing was merged") from error


def _way_to(other: Path) -> tuple[str, bool]:
    """The address by which SQLite opens a library to read it, and whether nobody else has it open.

    Where nobody has, it is read without a lock: so it may lie where nothing can be written, and no file is made beside it.
    One that has no log is read with a lock, which needs nothing beside it: nothing else would tell that it is written to.
    """
    uri = f"{other.absolute().as_uri()}?mode=ro"
    return (uri, False) if _has_log(other) or not has_log(str(other)) else (f"{uri}&immutable=1", True)


def _has_log(other: Path) -> bool:
    log = other.with_name(f"{other.name}-wal")
    return log.exists() and bool(log.stat().st_size)


def _refuse_what_cannot_be_read(uri: str, other: Path) -> None:
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
            refuse_what_is_not_ours(connection, other)
            if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
                raise LibraryError(f"{other} is empty, and no library; nothing was merged")
    except sqlite3.Error as error:
        raise _unusable(other, error) from error


def _unusable(other: Path, error: sqlite3.Error) -> LibraryError:
    return LibraryError(f"{other} cannot be read: {error}; nothing was merged")
