"""Taking deleted articles out of the file for good, with all that was ever said of them, and leaving no word of them behind.

What a step of the history did to other articles stays, and can still be taken back. Decides nothing about which articles.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from store.database import searching
from store.database.desks import saying
from store.database.transactions import in_a_snapshot
from store.errors import LibraryError

_LEFT = "what is left of a step in an article that was purged"
"""The summary of a change that also did something elsewhere: its own may have words of the article."""
_TRACES = "traces"
"""The setting that stands in the file from a purge on until nothing of it is left in the file's free space."""

_FORGOTTEN_AT_ONCE = 500
"""The texts of so many articles are in memory while the index of words forgets them."""

# The mark that a row of the history is of.
_MARK = """CASE name WHEN 'annotation' THEN json_extract(coalesce(after, before), '$.id')
    WHEN 'part' THEN json_extract(coalesce(after, before), '$.annotation')
    WHEN 'claim' THEN json_extract(coalesce(after, before), '$.annotation')
    WHEN 'attribution' THEN json_extract(coalesce(after, before), '$.claim') END"""
_COLLECTED = (
    "CREATE TEMP TABLE gone_mark (id TEXT PRIMARY KEY) WITHOUT ROWID",
    """INSERT OR IGNORE INTO gone_mark SELECT id FROM annotation WHERE article IN (SELECT id FROM gone)
        UNION SELECT json_extract(coalesce(after, before), '$.id') FROM change_row WHERE name = 'annotation'
            AND json_extract(coalesce(after, before), '$.article') IN (SELECT id FROM gone)""",
    # An entity that only these marks name, and that nobody wrote anything about, is words of the articles as well.
    "CREATE TEMP TABLE gone_entity (id TEXT PRIMARY KEY) WITHOUT ROWID",
    """INSERT INTO gone_entity SELECT id FROM entity WHERE note = '' AND identifiers = '{}' AND reliability IS NULL
        AND merged_into IS NULL AND id IN (SELECT entity FROM annotation WHERE article IN (SELECT id FROM gone)
            UNION SELECT attribution.entity FROM attribution JOIN gone_mark ON gone_mark.id = claim)
        AND NOT EXISTS (SELECT 1 FROM annotation
            WHERE annotation.entity = entity.id AND article NOT IN (SELECT id FROM gone))
        AND NOT EXISTS (SELECT 1 FROM attribution
            WHERE attribution.entity = entity.id AND claim NOT IN (SELECT id FROM gone_mark))
        AND NOT EXISTS (SELECT 1 FROM entity AS other WHERE other.merged_into = entity.id)""",
    "CREATE TEMP TABLE gone_row (change INTEGER, position INTEGER, PRIMARY KEY (change, position)) WITHOUT ROWID",
    f"""INSERT INTO gone_row SELECT change, position FROM change_row WHERE CASE
        WHEN name = 'article' THEN json_extract(coalesce(after, before), '$.id') IN (SELECT id FROM gone)
        WHEN name IN ('label', 'correction')
            THEN json_extract(coalesce(after, before), '$.article') IN (SELECT id FROM gone)
        WHEN name = 'relation' THEN json_extract(coalesce(after, before), '$.origin') IN (SELECT id FROM gone_mark)
            OR json_extract(coalesce(after, before), '$.target') IN (SELECT id FROM gone_mark)
        WHEN name = 'entity' THEN json_extract(coalesce(after, before), '$.id') IN (SELECT id FROM gone_entity)
        WHEN name = 'alias' THEN json_extract(coalesce(after, before), '$.entity') IN (SELECT id FROM gone_entity)
        ELSE {_MARK} IN (SELECT id FROM gone_mark) END""",
    # A step goes where nothing of it is left; so do those that took it back or did it again, where they did nothing else.
    "CREATE TEMP TABLE gone_change (number INTEGER PRIMARY KEY)",
    """INSERT INTO gone_change WITH RECURSIVE empty (number, id) AS (
            SELECT number, id FROM change AS it WHERE (article IN (SELECT id FROM gone)
                OR number IN (SELECT change FROM gone_row)) AND NOT EXISTS (SELECT 1 FROM change_row
                    WHERE change = it.number AND (change, position) NOT IN (SELECT change, position FROM gone_row))
            UNION SELECT later.number, later.id FROM change AS later JOIN empty ON later.undoes = empty.id
                WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change = later.number
                    AND (change, position) NOT IN (SELECT change, position FROM gone_row)))
        SELECT number FROM empty""",
)
_TAKEN_OUT = (
    "DELETE FROM relation WHERE origin IN (SELECT id FROM gone_mark) OR target IN (SELECT id FROM gone_mark)",
    "DELETE FROM attribution WHERE claim IN (SELECT id FROM gone_mark)",
    "DELETE FROM claim WHERE annotation IN (SELECT id FROM gone_mark)",
    "DELETE FROM part WHERE annotation IN (SELECT id FROM gone_mark)",
    "DELETE FROM annotation WHERE id IN (SELECT id FROM gone_mark)",
    "DELETE FROM alias WHERE entity IN (SELECT id FROM gone_entity)",
    "DELETE FROM entity WHERE id IN (SELECT id FROM gone_entity)",
    *(
        f"DELETE FROM {table} WHERE article IN (SELECT id FROM gone)"
        for table in ("label", "reading", "page", "correction", "sketched", "likeness")
    ),
    "DELETE FROM change_row WHERE (change, position) IN (SELECT change, position FROM gone_row)",
    "UPDATE change SET undoes = NULL WHERE undoes IN (SELECT id FROM change JOIN gone_change USING (number))",
    "DELETE FROM change WHERE number IN (SELECT number FROM gone_change)",
    f"UPDATE change SET article = NULL, summary = '{_LEFT}' WHERE article IN (SELECT id FROM gone)",
    "CREATE TEMP TABLE gone_source AS SELECT source FROM article WHERE id IN (SELECT id FROM gone)",
    "DELETE FROM text WHERE article IN (SELECT id FROM gone)",
    "DELETE FROM article WHERE id IN (SELECT id FROM gone)",
    "DELETE FROM source WHERE id IN (SELECT source FROM gone_source)",
    "DELETE FROM stale WHERE article IN (SELECT id FROM gone)",
)
_TABLES = ("gone", "gone_mark", "gone_entity", "gone_row", "gone_change", "gone_source")


@dataclass(frozen=True, slots=True)
class Purged:
    """How much went, or would go: articles, the marks on them, entities that only those marks named, and bytes of the file."""

    articles: int = 0
    marks: int = 0
    entities: int = 0
    bytes: int = 0


@in_a_snapshot
def deleted_before(connection: sqlite3.Connection, at: str) -> list[str]:
    """The articles that were deleted up to a time, in order of identifier."""
    rows = connection.execute(
        "SELECT id FROM listed JOIN article ON id = listed.article"
        " WHERE listed.state = 'deleted' AND deleted <= ? ORDER BY id",
        [at],
    )
    return [row["id"] for row in rows]


@in_a_snapshot
def marks_on(connection: sqlite3.Connection, articles: Sequence[str]) -> int:
    """How many marks articles have."""
    row = connection.execute(
        "SELECT count(*) FROM annotation WHERE article IN (SELECT value FROM json_each(?))", [json.dumps(articles)]
    ).fetchone()
    return int(row[0])


@contextmanager
def overhaul(connection: sqlite3.Connection, what: str) -> Iterator[None]:
    """What is otherwise never touched may be, in the transaction that is open."""
    connection.execute("INSERT INTO overhaul (what) VALUES (?)", [what])
    yield
    connection.execute("DELETE FROM overhaul")


def purge(connection: sqlite3.Connection, articles: Sequence[str]) -> Purged:
    """Take articles out with all that belongs to them, in the caller's transaction; it is for the caller to clear the file."""
    connection.execute("CREATE TEMP TABLE gone (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO gone VALUES (?)", ((each,) for each in articles))
    with overhaul(connection, "purge"):
        for statement in _COLLECTED:
            connection.execute(statement)
        (marks,) = connection.execute(
            "SELECT count(*) FROM annotation WHERE article IN (SELECT id FROM gone)"
        ).fetchone()
        (entities,) = connection.execute("SELECT count(*) FROM gone_entity").fetchone()
        for start in range(0, len(articles), _FORGOTTEN_AT_ONCE):
            searching.forget(connection, articles[start : start + _FORGOTTEN_AT_ONCE])
        for statement in _TAKEN_OUT:
            connection.execute(statement)
    for table in _TABLES:
        connection.execute(f"DROP TABLE {table}")
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '')", [_TRACES])
    return Purged(len(articles), marks, entities)


@in_a_snapshot
def has_traces(connection: sqlite3.Connection) -> bool:
    """Whether something was purged whose words may still stand in the free space of the file, or in its index of words."""
    return connection.execute("SELECT 1 FROM setting WHERE name = ?", [_TRACES]).fetchone() is not None


def clear_traces(connection: sqlite3.Connection) -> None:
    """Write the file anew without what was purged, outside any transaction.

    The index of words keeps what it was told to forget until it is put together, and free pages what stood on them.
    Raises LibraryError where another program has the library open, or the disk has no room for the file twice.
    """
    try:
        if searching.is_at_hand(connection):
            connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        saying.make_anew(connection)
        connection.execute("VACUUM")
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            connection.execute("DELETE FROM setting WHERE name = ?", [_TRACES])
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        raise LibraryError(
            f"the articles are purged, but traces of them are still in the file: {error}; run `annotty purge` again"
        ) from error
    if busy:
        raise LibraryError(
            "the articles are purged, but traces of them are still in the file, for another program has the library open;"
            " close it and run `annotty purge` again"
        )
