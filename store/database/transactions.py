"""The one way to write to a library, and the one to read it: transactions, and what SQLite says of them in words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from store.errors import Busy, LibraryError, NotSaved, Refused

_OFTEN = 0.001
"""Seconds between two attempts to write."""

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")

_WRONG_TYPE = 3091  # SQLITE_CONSTRAINT_DATATYPE, which the module does not name
_RULES = {
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: "something in the library would be left without what it names",
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: "the same stands in the library already",
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: "the library has something of this name already",
    sqlite3.SQLITE_CONSTRAINT_CHECK: "the library cannot hold a value like this",
    sqlite3.SQLITE_CONSTRAINT_NOTNULL: "something that the library must know is missing",
    _WRONG_TYPE: "the library cannot hold a value of this kind",
}
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_FAILURES = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the library is read-only",
    sqlite3.SQLITE_IOERR: "the disk did not take it",
}


@contextmanager
def writing(connection: sqlite3.Connection, *, wait: bool = True) -> Iterator[None]:
    """One transaction that takes the write lock at once, and is on disk when the block ends.

    Raises Refused where the database's own rules say no, Busy where another program writes, NotSaved where the disk is
    full, the file read-only or the like, LibraryError where it is damaged; whichever, nothing of the block is kept. wait:
    for another program, as long as the connection has patience (store.database.connection).
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
        raise _not_saved(error) from error
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


def _not_saved(error: sqlite3.OperationalError) -> NotSaved:
    code = error.sqlite_errorcode & 0xFF
    if code in _BUSY:
        return Busy("not saved: another program is writing to the library; nothing was changed, try again")
    return NotSaved(f"not saved: {_FAILURES.get(code, error)}; nothing was changed, try again")


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
