"""A copy of a library as it is at one moment, and whether a copy is whole: what SQLite does for backups and what is put back.

Where copies lie and which are kept, store.backups.naming says.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from store.database.file import one_writer
from store.database.file.fingerprint import APPLICATION_ID
from store.database.file.homes import network_of
from store.database.file.refusing import refuse_what_is_no_file, refuse_what_is_not_ours
from store.database.transactions import reading
from store.errors import LibraryError, NotSaved

_LOOK_UP = 20_000
"""So many steps of SQLite's machine pass between two looks at whether the copy is still wanted."""
_PATIENCE = 10.0
"""Seconds that another program is waited for."""
_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class Holds(NamedTuple):
    """What is in a library: its schema, how many articles, marks and steps of the history, and when the last one was."""

    schema: int
    articles: int
    marks: int
    steps: int
    last: str


class Unwanted(Exception):
    """The copy was not wanted any more before it was whole."""


class Damaged(LibraryError):
    """A file is damaged so much that nobody can have it open as a library."""


def holds(path: Path) -> Holds:
    """What is in a library, read without a trace. Raises LibraryError where it is none of ours, or cannot be read."""
    with _read_only(path) as connection:
        _refuse(connection, path)
        return _holds(connection)


def is_ours(path: Path) -> bool:
    """Whether a file is an annotty library, of whatever schema."""
    try:
        with _read_only(path) as connection:
            return _is_ours(connection)
    except LibraryError:
        return False


def is_demo(path: Path, annotator: str) -> bool:
    """Whether what was done in a library first was done by this annotator."""
    with _read_only(path) as connection:
        row = connection.execute("SELECT annotator FROM change ORDER BY number LIMIT 1").fetchone()
        return row is not None and row[0] == annotator


def size(path: Path) -> int:
    """How many bytes a copy of a library has at most."""
    with _read_only(path) as connection:
        (pages,), (each,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        return int(pages * each)


def copy(library: Path, target: Path, wanted: Callable[[], bool] = lambda: True) -> Holds:
    """Write a library, as it is at one moment, into a file that is there and empty; what the copy holds, once it was checked.

    Others may read and write meanwhile. Raises Unwanted where it is not wanted any more, NotSaved where the disk does not
    take it, LibraryError where the library cannot be read or the copy is not as it is.
    """
    with _read_only(library) as connection:
        _refuse(connection, library)
        connection.set_progress_handler(lambda: not wanted(), _LOOK_UP)
        before = _holds(connection)
        if not wanted():
            raise Unwanted
        try:
            # As bytes, for a path may be of any.
            connection.execute("VACUUM INTO CAST(? AS TEXT)", [os.fsencode(target.absolute())])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Unwanted from error
            if error.sqlite_errorcode & 0xFF in _FULL:
                raise NotSaved(f"no backup was made: the disk is full, or did not take it ({error})") from error
            raise
        after = _holds(connection)
    if not wanted():
        raise Unwanted
    copied = check(target, wanted)
    # Others may have written while it was made.
    if any(
        not min(pair) <= its <= max(pair) for its, *pair in zip(*map(_counts, (copied, before, after)), strict=True)
    ):
        raise LibraryError(
            f"the backup holds {_told(copied)}, the library {_told(after)}; it was not kept. See `annotty doctor`"
        )
    return copied


def check(path: Path, wanted: Callable[[], bool] = lambda: True) -> Holds:
    """What a copy holds. Raises LibraryError where it is damaged, or rows name what is not there, or it is none of ours."""
    with _read_only(path, alone=True) as connection:
        _refuse(connection, path)
        connection.set_progress_handler(lambda: not wanted(), _LOOK_UP)
        try:
            (said, *_) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise LibraryError(f"{path} is damaged: {said}")
            if loose := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise LibraryError(f"{path} is damaged: rows of {loose[0]} name {loose[2]} that are not there")
            held = _holds(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Unwanted from error
            raise
        if not wanted():
            raise Unwanted
        return held


@contextmanager
def taken_over(path: Path) -> Iterator[Callable[[], None]]:
    """A library that nobody else has open, locked, without a log: for another file to take its place meanwhile.

    Gives what is to be called once that is done: the old file is then no library any more for whoever waited for it.
    Raises LibraryError where another program has it open, Damaged where it is no library any more.
    """
    with ExitStack() as stack:
        if network_of(str(path), os.environ) is not None:
            stack.callback(one_writer.closed, one_writer.opened(path))
        connection = stack.enter_context(closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)))
        try:
            connection.execute("PRAGMA journal_mode = DELETE")  # refused while others have it open
            # A journal by the name of the library would be played back into the one that has it then.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LibraryError(
                    f"another program has {path} open; nothing was changed. Close it, then restore again"
                ) from error
            if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise Damaged(f"{path} is damaged: {error}") from error
            raise NotSaved(f"{path} cannot be replaced: {error}; nothing was changed") from error
        yield lambda: _empty(connection)


def _empty(connection: sqlite3.Connection) -> None:
    """Leave nothing in a file that bears the name no longer: who opened it before is told at once that it is gone."""
    (version,) = connection.execute("PRAGMA schema_version").fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_schema")
    connection.execute(f"PRAGMA schema_version = {version + 1}")
    connection.execute("PRAGMA application_id = 1")
    connection.execute("COMMIT")


@contextmanager
def _read_only(path: Path, *, alone: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that changes nothing; alone: to a file that nobody writes to, beside which no other is made."""
    try:
        refuse_what_is_no_file(path)
        address = f"{path.absolute().as_uri()}?mode={'ro&immutable=1' if alone else 'rw'}"
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            if alone:
                connection.execute("PRAGMA query_only = ON")
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(f"{path} cannot be read: {error}; nothing was changed") from error


def _refuse(connection: sqlite3.Connection, path: Path) -> None:
    refuse_what_is_not_ours(connection, path)
    if not _is_ours(connection):
        raise LibraryError(f"{path} is empty, and no library; nothing was changed")


def _counts(held: Holds) -> tuple[int, int, int]:
    return held.articles, held.marks, held.steps


def _told(held: Holds) -> str:
    return f"{held.articles} articles, {held.marks} marks and {held.steps} steps"


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def _holds(connection: sqlite3.Connection) -> Holds:
    with reading(connection):
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        articles, marks, steps = (
            int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("article", "annotation", "change")
        )
        (last,) = connection.execute("SELECT coalesce(max(at), '') FROM change").fetchone()
        return Holds(schema, articles, marks, steps, last)
