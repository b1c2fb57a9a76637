"""Opening a library file as it must be opened: private, durable, strict; and what a connection is told later on."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from store.database.file.fingerprint import SCHEMA_VERSION, schema_of
from store.database.file.guarding import guard
from store.database.file.homes import has_log, network_of
from store.database.file.placed import Placed
from store.database.file.refusing import refuse_what_is_no_file, refuse_what_is_not_ours
from store.database.file.temporary import keep_with
from store.errors import LibraryError
from store.private import make_folder

if TYPE_CHECKING:
    from store.database.file.one_writer import Lock

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
_OVER_A_NETWORK = (
    # A journal that stays, so that a commit does not wait for a folder to tell of its name on the disk.
    "PRAGMA journal_mode = TRUNCATE",
    # What is written stands in memory up to 200 MB: from when the file is touched to the end, nobody can read it.
    "PRAGMA cache_spill = 50000",
)


class Connection(Placed):
    """A connection to a library. network: the kind of file system over a network that it lies on; None: a disk."""

    network: str | None = None
    _lock: Lock | None = None

    def hold(self, path: Path, network: str) -> None:
        """Take a library over a network for this process. Raises LibraryError where another one has it."""
        from store.database.file import one_writer  # a library on a disk has no need of it

        self._lock = one_writer.opened(path)
        self.network = network

    def check(self) -> None:
        """Before something is written. Raises NotSaved where another program has the library."""
        if self._lock is not None:
            from store.database.file import one_writer

            one_writer.check(self._lock)

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        if self._lock is not None:
            from store.database.file import one_writer

            lock, self._lock = self._lock, None
            one_writer.closed(lock)


def connect(path: Path, *, create: bool = True) -> Connection:
    """Open a library file, making or migrating it where needed.

    Raises LibraryError where the file is missing (and create is off), foreign, newer than this program, or unusable.
    """
    try:
        path = path.absolute()  # ":memory:" and "" mean other things to SQLite than a file of that name
        here = path.exists()
        refuse_what_is_no_file(path)
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
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=Connection)
        connection.stands_at(path)
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(f"{path} cannot be opened: {error}; nothing was changed") from error
    connection.row_factory = sqlite3.Row
    try:
        _hold(connection, path)
        _begin(connection, path)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        keep_with(connection, path)
        if schema_of(connection) != SCHEMA_VERSION:
            from store.database.schema import migrate  # the tables, which no library that is up to date asks for

            migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise LibraryError(f"{path} cannot be used as a library: {error}; nothing was changed") from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect_beside(path: Path) -> Connection:
    """Another connection to a library that is open, to which others can be attached by their addresses (file:…?mode=ro)."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", timeout=BUSY_SECONDS, isolation_level=None, uri=True, factory=Connection
    )
    guard(connection)
    connection.row_factory = sqlite3.Row
    _hold(connection, path)
    for pragma in (*_PRAGMAS, *(_OVER_A_NETWORK if connection.network else ())):
        connection.execute(pragma)
    return connection


def _hold(connection: Connection, path: Path) -> None:
    """Raises LibraryError where another program has a library that lies on a network."""
    network = network_of(str(path), os.environ)
    if network is not None:
        connection.hold(path, network)


def _begin(connection: Connection, path: Path) -> None:
    """Look at what the file is, and have it written as it is to be where it lies."""
    if connection.network is None:
        refuse_what_is_not_ours(connection, path)
        _insist(connection, "PRAGMA journal_mode = WAL")
        return
    if has_a_log := has_log(str(path)):
        # Nobody else has it, and so its log is read without memory that several share.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    refuse_what_is_not_ours(connection, path)
    for pragma in _OVER_A_NETWORK:
        _insist(connection, pragma)
    if has_a_log:
        connection.execute("PRAGMA locking_mode = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # with this the lock is let go


def _insist(connection: sqlite3.Connection, pragma: str) -> None:
    """Turn a journal on. Several that do so to a fresh file are told it is locked at once, whatever the timeout: SQLite does
    not wait where two wait for one another.
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(0.005 + 0.02 * random.random())
        else:
            return


def _create_private(path: Path) -> None:
    try:
        make_folder(path.parent)
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


_READING = 2.0
"""Seconds for which a read waits at least where no write goes on beside it, over a network."""


@contextmanager
def patient_over_a_network(connection: sqlite3.Connection) -> Iterator[None]:
    """For a read: while another connection commits, nobody reads what has a journal for rolling back."""
    if not isinstance(connection, Connection) or connection.network is None:
        yield
        return
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {max(usual, round(1000 * _READING))}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")


_LOOK_UP = 50_000
"""So many steps of SQLite's machine pass between two looks at whether a query is still wanted: a few milliseconds."""


def stop_when(connection: sqlite3.Connection, over: Callable[[], bool]) -> None:
    """Break off every query of a connection, now and later, that runs while this is so."""
    connection.set_progress_handler(over, _LOOK_UP)


def let_go_of_pages(connection: sqlite3.Connection) -> None:
    """Give the memory back in which pages lie that are not being read."""
    connection.execute("PRAGMA shrink_memory")


def interrupt(connection: sqlite3.Connection) -> None:
    """Break off the query that runs; from any thread, also when the connection has just been closed."""
    with suppress(sqlite3.ProgrammingError):
        connection.interrupt()
