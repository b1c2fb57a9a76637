"""The one way to write to a library, and the one to read it: transactions, and what SQLite says of them in words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from store.database.connection import Connection, patient_over_a_network
from store.database.file.guarding import code_of
from store.database.file.placed import Placed
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
    sqlite3.SQLITE_FULL: ("the disk is full", "free some space"),
    sqlite3.SQLITE_READONLY: ("the library is read-only", "see to its permissions, or to how its disk is mounted"),
    sqlite3.SQLITE_PERM: ("the library is read-only", "see to its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("its folder cannot be written to, or is gone", "see to the folder of the library"),
    sqlite3.SQLITE_IOERR: ("the disk did not take it", "see to its space, your quota, and whether it is there"),
    sqlite3.SQLITE_NOMEM: ("there is too little memory", "end another program"),
}
"""What is wrong, and what to do about it, by SQLite's code."""
_BUSY_REMEDY = "wait until it is done"


class _OfAThread(threading.local):
    """commits: how many transactions a thread has brought onto the disk. together: the connections whose steps are one."""

    def __init__(self) -> None:
        self.commits = 0
        self.together: list[sqlite3.Connection] = []


_own = _OfAThread()


def commits() -> int:
    """How many transactions this thread has brought onto the disk: whether something was done before something else failed."""
    return _own.commits


@contextmanager
def writing(connection: sqlite3.Connection, *, wait: bool = True) -> Iterator[None]:
    """One transaction that takes the write lock at once, and is on disk when the block ends; or a part of one (together).

    Raises Refused where the database's own rules say no, Busy where another program writes, NotSaved where the disk is
    full, the file read-only or the like, LibraryError where it is damaged; whichever, nothing of the block is kept. wait:
    for another program, as long as the connection has patience (store.database.connection).
    """
    if any(each is connection for each in _own.together):
        yield
        return
    _see_whether_it_is_there(connection)
    if isinstance(connection, Connection):
        connection.check()
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
    except UnicodeDecodeError as error:  # SQLite names what it cannot read, in the bytes of the file
        raise _damaged(error) from error
    _own.commits += 1


@contextmanager
def together(connection: sqlite3.Connection) -> Iterator[None]:
    """Several steps as one transaction: all of them are kept, or none. Raises what writing raises."""
    with writing(connection):
        _own.together.append(connection)
        try:
            yield
        finally:
            _own.together.remove(connection)


def _see_whether_it_is_there(connection: sqlite3.Connection) -> None:
    """A file that was moved or deleted takes what is written all the same, and nobody finds it again."""
    if isinstance(connection, Placed) and (gone := connection.what_became_of_it):
        remedy = "bring the file, or its disk, back"
        raise NotSaved(f"not saved: {gone}; nothing was changed. {_then(remedy)}", remedy=remedy)


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
                if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                    raise
                time.sleep(_OFTEN)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {timeout}")


def _not_saved(error: sqlite3.OperationalError) -> NotSaved:
    code = code_of(error)
    if code in _BUSY:
        wrong = "not saved: another program is writing to the library"
        return Busy(f"{wrong}; nothing was changed. {_then(_BUSY_REMEDY)}", remedy=_BUSY_REMEDY)
    reason, remedy = _FAILURES.get(code, (str(error), ""))
    return NotSaved(f"not saved: {reason}; nothing was changed. {_then(remedy)}", remedy=remedy)


def _then(remedy: str) -> str:
    return f"{remedy[0].upper()}{remedy[1:]}, then try again" if remedy else "Try again"


def _damaged(error: Exception) -> LibraryError:
    remedy = "copy the file before anything else"
    message = (
        f"the library is damaged: {error}; nothing was changed. {remedy.capitalize()}; annotty doctor looks into it"
    )
    return LibraryError(message, remedy=remedy)


def _not_read(error: sqlite3.OperationalError) -> LibraryError:
    code = code_of(error)
    if code in _BUSY:
        wrong = "the library could not be read: another program is writing to it"
        return Busy(f"{wrong}; nothing was changed. {_then(_BUSY_REMEDY)}", remedy=_BUSY_REMEDY)
    remedy = "see whether its disk is there" if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) else ""
    return LibraryError(f"the library could not be read: {error}; nothing was changed. {_then(remedy)}", remedy=remedy)


CONTRADICTED = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What rows raise, wherever they are read, that contradict one another or hold what no annotty wrote; mistakes of ours do too."""


def said_of(error: BaseException) -> LibraryError | None:
    """What SQLite raised in a read that stands for itself, in words, Busy where another program writes; None: no such error."""
    if isinstance(error, LibraryError):
        return error
    if isinstance(error, sqlite3.OperationalError):
        return _not_read(error)
    # Its subclasses are mistakes of ours, such as a closed connection.
    return _damaged(error) if type(error) is sqlite3.DatabaseError else None


@contextmanager
def in_words() -> Iterator[None]:
    """What SQLite raises inside is raised as said_of says it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if (said := said_of(error)) is None:
            raise
        raise said from error


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One snapshot over several reads, or the transaction that is open already. Raises LibraryError as writing does."""
    if connection.in_transaction:
        yield
        return
    with in_words(), patient_over_a_network(connection):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()


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
