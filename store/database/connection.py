"""Opening a library file as it must be opened: private, durable, strict; and the one way to write to it."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from store.database.schema import APPLICATION_ID, SCHEMA_VERSION, migrate
from store.errors import LibraryError, Refused

BUSY_SECONDS = 10.0
"""How long a write waits for another program's before it gives up."""

_OFTEN = 0.001
"""Seconds between two attempts to write."""

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # an acknowledged commit survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE passes the triggers by
    "PRAGMA cell_size_check = ON",
    # 16 MB of the log: what is written often is brought into the file once for four times by default, and a mark seldom
    # waits for it.
    "PRAGMA wal_autocheckpoint = 4000",
)


_WRONG_TYPE = 3091  # SQLITE_CONSTRAINT_DATATYPE, which the module does not name
_RULES = {
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: "something in the library would be left without what it names",
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: "the same stands in the library already",
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: "the library has something of this name already",
    sqlite3.SQLITE_CONSTRAINT_CHECK: "the library cannot hold a value like this",
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: "something that the library must know is missing",
    _WRONG_TYPE: "the library cannot hold a value of this kind",
}
_FAILURES = {
    sqlite3.SQLITE_BUSY: "another program is writing to the library",
    sqlite3.SQLITE_LOCKED: "another program is writing to the library",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the library is read-only",
    sqlite3.SQLITE_IOERR: "the disk did not take it",
}


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


@contextmanager
def writing(connection: sqlite3.Connection, *, wait: bool = True) -> Iterator[None]:
    """One transaction that takes the write lock at once, and is on disk when the block ends.

    Raises Refused where the database's own rules say no, LibraryError where it is locked, full or read-only; either way
    nothing of the block is kept. wait: for up to BUSY_SECONDS where another program writes.
    """
    try:
        _lock(connection, wait=wait)
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.IntegrityError as error:
        # What our own triggers say is in words already.
        raise Refused(f"{_RULES.get(error.sqlite_errorcode, error)}; nothing was changed") from error
    except sqlite3.OperationalError as error:
        reason = _FAILURES.get(error.sqlite_errorcode & 0xFF, error)
        raise LibraryError(f"not saved: {reason}; nothing was changed, try again") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a mistake of ours, such as a closed connection
        raise _damaged(error) from error


def _lock(connection: sqlite3.Connection, *, wait: bool) -> None:
    """Begin to write, as soon as nobody else does. SQLite asks ever less often, and would miss the moments in which a long
    import lets others in.
    """
    (timeout,) = connection.execute("PRAGMA busy_timeout").fetchone()
    give_up = time.monotonic() + (timeout / 1000 if wait else 0)
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                    raise
                time.sleep(_OFTEN)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {timeout}")


def _damaged(error: sqlite3.DatabaseError) -> LibraryError:
    return LibraryError(f"the library is damaged: {error}; nothing was changed. Copy the file before anything else")


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One snapshot over several reads, or the transaction that is open already. Raises LibraryError as writing does."""
    if connection.in_transaction:
        yield
        return
    try:
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()
    except sqlite3.OperationalError as error:
        raise LibraryError(f"the library could not be read: {error}; nothing was changed, try again") from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a mistake of ours, such as a closed connection
        raise _damaged(error) from error


def in_a_snapshot(
    read: Callable[Concatenate[sqlite3.Connection, _Given], _Found],
) -> Callable[Concatenate[sqlite3.Connection, _Given], _Found]:
    """A read whose queries see one state of the library, and whose errors are ours."""

    @wraps(read)
    def wrapped(connection: sqlite3.Connection, /, *given: _Given.args, **named: _Given.kwargs) -> _Found:
        if connection.in_transaction:
            return read(connection, *given, **named)
        with reading(connection):
            return read(connection, *given, **named)

    return wrapped


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


_LOOK_UP = 50_000
"""So many steps of SQLite's machine pass between two looks at whether a query is still wanted: a few milliseconds."""


def stop_when(connection: sqlite3.Connection, over: Callable[[], bool]) -> None:
    """Break off every query of a connection, now and later, that runs while this is so."""
    connection.set_progress_handler(over, _LOOK_UP)


def interrupt(connection: sqlite3.Connection) -> None:
    """Break off the query that runs; from any thread, also when the connection has just been closed."""
    with suppress(sqlite3.ProgrammingError):
        connection.interrupt()
