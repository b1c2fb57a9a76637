"""The tables of a library, the rules the database itself enforces, and the migrations that bring them about.

How a migration is added: a function of sqlite-utils' Database in a module of this package, with a Step for it at the end of
STEPS; what was released is never touched. In store.database.file.fingerprint raise SCHEMA_VERSION and add the digest of the
new schema to FINGERPRINTS, beside the older ones (tests/store/database/file/test_hostile_files.py fails and prints it). A new
table whose rows can be undone goes into KEYS of store.database.recording, too; what store.database.merging does with it is to
be decided. A library of each released schema lies in tests/store/database/released, and test_migrating.py opens them all: lay
one of the new schema there before it is released.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store.database.file.fingerprint import APPLICATION_ID, FIRST_RELEASED, schema_of
from store.database.schema import desks, kept, listing, sources
from store.errors import Busy, LibraryError, NotSaved
from store.tagset import DEFAULT_TAGS

if TYPE_CHECKING:
    from sqlite_utils import Database


class Step(NamedTuple):
    """A migration: from the schema before to the next."""

    name: str
    take: Callable[[Database], None]


def _first(db: Database) -> None:
    for statement in (*kept.TABLES, *kept.INDEXES, *kept.TRIGGERS):
        db.execute(statement)
    for position, tag in enumerate(DEFAULT_TAGS):
        db.execute(
            "INSERT INTO tag (name, layer, label, key, colour, sign, parent, mapping, position)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(tag.name, tag.layer.value, tag.label, tag.key, tag.colour, tag.sign, tag.parent),
                *(json.dumps(dict(tag.mapping), sort_keys=True), position),
            ],
        )


def _second(db: Database) -> None:
    for statement in sources.SOURCES:
        db.execute(statement)


STEPS: tuple[Step, ...] = (
    Step("001_first", _first),
    Step("002_sources", _second),
    Step("003_listing", listing.third),
    Step("004_desks", desks.fourth),
)
"""From nothing to the schema of this program. What was released stays as it is: libraries are there that it made."""


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Bring a library to this program's schema, in one transaction that no other process can enter half way.

    One of an older released schema is backed up before, unless the person wants none. Raises LibraryError where a migration
    fails, Busy where another program is at it; the file is then as it was.
    """
    target = len(steps)
    if schema_of(connection) == target:
        return
    # Tables are made anew where they change, which would take along what names their rows.
    (keys_on,) = connection.execute("PRAGMA foreign_keys").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        # Immediate: several processes may open a file at once, and only one may find it as it is.
        connection.execute("BEGIN IMMEDIATE")
        if FIRST_RELEASED <= (before := schema_of(connection)) < target:
            _back_up(path)
        if before < target:
            _bring_about(connection, steps)
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise Busy(f"another program is writing to {path}, which is to be brought up to date; try again") from error
        if isinstance(error, sqlite3.Error | _Loose):
            raise LibraryError(f"{path} could not be brought to schema {target}: {error}; it is as it was") from error
        raise
    finally:
        connection.execute(f"PRAGMA foreign_keys = {keys_on}")


class _Loose(Exception):
    """A migration left rows that name what is not there."""


def _bring_about(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    from sqlite_utils import Database, Migrations  # 58 ms that only a new or an old library needs

    migrations = Migrations("annotty")
    for step in steps:
        migrations(name=step.name)(step.take)
    loose = _loose(connection)
    migrations.apply(Database(connection, execute_plugins=False))
    if more := sorted((_loose(connection) - loose).elements()):
        raise _Loose(f"rows of {more[0][0]} would name {more[0][1]} that are not there")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def _loose(connection: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """How many rows of which table name rows of which other that are not there."""
    return Counter((row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check"))


def _back_up(path: Path) -> None:
    """Back a library up as it is on the disk, while nobody else may write to it."""
    from store.backups import making, naming

    if not naming.is_off(os.environ):
        try:
            making.back_up(path, naming.place_of(path, os.environ).folder, naming.Why.MIGRATION)
        except NotSaved as error:
            raise LibraryError(
                f"{path} is to be brought up to date, and is backed up first: {error}. With {naming.VARIABLE}=0 it is not"
            ) from error
