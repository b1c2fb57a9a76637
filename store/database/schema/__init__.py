"""The tables of a library, the rules the database itself enforces, and the migrations that bring them about."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from store.database.schema import desks, kept, listing, sources
from store.errors import LibraryError
from store.tagset import DEFAULT_TAGS

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x616E6E6F
"""'anno', in the file's header."""
SCHEMA_VERSION = 4


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


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a library to this program's schema, in one transaction that no other process can enter half way.

    Raises LibraryError where a migration fails; the file is then as it was.
    """
    if connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION:
        return
    from sqlite_utils import Database, Migrations  # 58 ms that only a new or an old library needs

    migrations = Migrations("annotty")
    migrations(name="001_first")(_first)
    migrations(name="002_sources")(_second)
    migrations(name="003_listing")(listing.third)
    migrations(name="004_desks")(desks.fourth)
    # Immediate: several processes may open a fresh file at once, and only one may find it empty.
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise LibraryError(
                f"{path} could not be brought to schema {SCHEMA_VERSION}: {error}; it is as it was"
            ) from error
        raise
