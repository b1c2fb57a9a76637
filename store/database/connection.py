"""Opening a library file as it must be opened: private, durable, strict; and what a connection is told later on."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.database.refusing import refuse_what_is_not_ours
from store.database.schema import migrate
from store.errors import LibraryError

BUSY_SECONDS = 10.0
"""How long a write waits for another program's before it gives up, unless it was told another patience."""

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # an acknowledged commit survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE passes the triggers by
    "PRAGMA cell_size_check = ON",
    # 16 MB of the log: what is written often is brought into the file once for four times by default, and a mark seldom
    # waits for it.
    "PRAGMA wal_autocheckpoint = 4000",
)


def connect(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """Open a library file, making or migrating it where needed.

    Raises LibraryError where the file is missing (and create is off), foreign, newer than this program, or unusable.
    """
    try:
        path = path.absolute()  # ":memory:" and "" mean other things to SQLite than a file of that name
        here = path.exists()
        if here and path.is_file() and not path.stat().st_size:
            path.chmod(0o600)  # somebody made the file, and it becomes ours
    except OSError as error:
        raise LibraryError(f"{path} cannot be reached: {error.strerror}; choose another with --library") from error
    if not here:
        if not create:
            raise LibraryError(
                f"there is no library at {path}; `annotty add PATH` makes one, `annotty demo` shows a filled one"
            )
        _create_private(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise LibraryError(f"{path} cannot be opened: {error}; nothing was changed") from error
    connection.row_factory = sqlite3.Row
    try:
        refuse_what_is_not_ours(connection, path)
        _write_ahead(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise LibraryError(f"{path} cannot be used as a library: {error}; nothing was changed") from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect_beside(path: Path) -> sqlite3.Connection:
    """Another connection to a library that is open, to which others can be attached by their addresses (file:…?mode=ro)."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", timeout=BUSY_SECONDS, isolation_level=None, uri=True
    )
    connection.row_factory = sqlite3.Row
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. Several that do so to a fresh file are told it is locked at once, whatever the timeout:
    SQLite does not wait where two wait for one another.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.005 + 0.02 * random.random())
        else:
            return


def _create_private(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made by ourselves, so that it is never readable by others, not even before a chmod.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LibraryError(
            f"no library can be made at {path}: {error.strerror}; choose another with --library"
        ) from error


_ROOM = 32 * 1024
"""Kilobytes of pages that are held in memory while much is written; else each is written several times over."""


@contextmanager
def with_room(connection: sqlite3.Connection) -> Iterator[None]:
    """For a transaction that touches pages all over the library: more of them are held in memory than usual."""
    (usual,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_ROOM}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")


@contextmanager
def left_in_the_log(connection: sqlite3.Connection) -> Iterator[None]:
    """For a large transaction that somebody waits for: the next one brings what it wrote from the log into the file."""
    (usual,) = connection.execute("PRAGMA wal_autocheckpoint").fetchone()
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA wal_autocheckpoint = {usual}")


def set_patience(connection: sqlite3.Connection, seconds: float) -> None:
    """How long what is done from now on waits for another program's writing before it raises Busy."""
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


_LOOK_UP = 50_000
"""So many steps of SQLite's machine pass between two looks at whether a query is still wanted: a few milliseconds."""


def stop_when(connection: sqlite3.Connection, over: Callable[[], bool]) -> None:
    """Break off every query of a connection, now and later, that runs while this is so."""
    connection.set_progress_handler(over, _LOOK_UP)


def interrupt(connection: sqlite3.Connection) -> None:
    """Break off the query that runs; from any thread, also when the connection has just been closed."""
    with suppress(sqlite3.ProgrammingError):
        connection.interrupt()
