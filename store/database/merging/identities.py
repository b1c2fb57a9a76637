"""What is the same in two libraries: sources by their bytes, articles by their source, texts by their article and words.

Of two identifiers for the same the smaller one, which is the older, becomes the one in both: in ours it is put everywhere,
history and all; theirs are translated as they come (see the functions that make SQL).
"""

from __future__ import annotations

import sqlite3

from store.errors import Refused

# Their identifiers (id) that are others here, with those that are to be (joint).
_MAPS = (
    "CREATE TEMP TABLE their_source (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE their_article (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE their_text (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    # Ours that are to be others.
    "CREATE TEMP TABLE our_source (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE our_article (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE our_text (id TEXT PRIMARY KEY, joint TEXT NOT NULL) WITHOUT ROWID",
    # The articles that both have: as they are called there, here, and in both from now on.
    "CREATE TEMP TABLE common (theirs TEXT PRIMARY KEY, ours TEXT NOT NULL UNIQUE, joint TEXT NOT NULL UNIQUE)",
    """INSERT INTO common SELECT it.id, here.id, min(it.id, here.id) FROM other.article AS it
        JOIN other.source AS its ON its.id = it.source JOIN main.source AS ours ON ours.sha256 = its.sha256
        JOIN main.article AS here ON here.source = ours.id""",
    "CREATE TEMP TABLE same_source AS SELECT it.source AS theirs, here.source AS ours FROM common"
    " JOIN other.article AS it ON it.id = theirs JOIN main.article AS here ON here.id = ours"
    " WHERE it.source <> here.source",
    "CREATE TEMP TABLE same_text AS SELECT it.id AS theirs, here.id AS ours FROM common"
    " JOIN other.text AS it ON it.article = theirs"
    " JOIN main.text AS here ON here.article = ours AND here.sha256 = it.sha256 WHERE it.id <> here.id",
    *(
        statement
        for name, pairs in (("source", "same_source"), ("article", "common"), ("text", "same_text"))
        for statement in (
            f"INSERT INTO their_{name} SELECT theirs, ours FROM {pairs} WHERE ours < theirs",
            f"INSERT INTO our_{name} SELECT ours, theirs FROM {pairs} WHERE theirs < ours",
        )
    ),
)

# Every place of ours where an identifier stands.
_PLACES = (
    *(("source", table, column) for table, column in (("article", "source"), ("source", "id"))),
    *(("text", table, "text") for table in ("annotation", "article", "reading", "indexed")),
    ("text", "text", "id"),
    *(
        ("article", table, "article")
        for table in (
            *("text", "annotation", "label", "reading", "page", "correction", "sketched", "likeness"),
            *("listed", "stale", "indexed", "change"),
        )
    ),
    ("article", "likeness", "first"),
    ("article", "listed", "alike"),
    ("article", "article", "id"),
)
# A text whose words are not here may not be updated but to bring them.
_STUBS = (
    """CREATE TEMP TABLE stub AS SELECT * FROM main.text WHERE text IS NULL
        AND (id IN (SELECT id FROM our_text) OR article IN (SELECT id FROM our_article))""",
    "DELETE FROM main.text WHERE id IN (SELECT id FROM stub)",
    """INSERT INTO main.text (id, article, sha256, cleaner, created, text, blocks, styles, map)
        SELECT coalesce((SELECT joint FROM our_text WHERE our_text.id = stub.id), id),
            coalesce((SELECT joint FROM our_article WHERE our_article.id = stub.article), article),
            sha256, cleaner, created, text, blocks, styles, map FROM stub""",
    "DROP TABLE stub",
)
# What triggers made of it while one table had the new identifier and another not yet.
_COUNTED = (
    """UPDATE main.listed SET alike = (SELECT first FROM likeness WHERE likeness.article = listed.article),
        highlights = 0, mentions = 0, claims = 0 WHERE article IN (SELECT joint FROM our_article)""",
    """UPDATE main.listed SET highlights = h, mentions = m, claims = c FROM (
            SELECT article AS of, sum(layer = 'highlight') AS h, sum(layer = 'entity') AS m, sum(layer = 'claim') AS c
            FROM annotation JOIN tag ON tag.name = annotation.tag
            WHERE status = 'accepted' AND article IN (SELECT joint FROM our_article) GROUP BY article)
        WHERE listed.article = of""",
)
_OF_IMAGES = {
    "article": {"id": "article", "source": "source", "text": "text"},
    "annotation": {"article": "article", "text": "text"},
    "label": {"article": "article"},
    "correction": {"article": "article"},
}
"""The columns of the rows that the history tells of in which an identifier stands, and of what."""


def find(connection: sqlite3.Connection) -> None:
    """Find what is the same, into temporary tables. Raises Refused where one identifier is of two articles."""
    for statement in _MAPS:
        connection.execute(statement)
    clash = connection.execute(
        "SELECT id FROM other.article AS it WHERE EXISTS (SELECT 1 FROM main.article WHERE id = it.id)"
        " AND NOT EXISTS (SELECT 1 FROM common WHERE theirs = it.id AND ours = it.id) LIMIT 1"
    ).fetchone()
    if clash is not None:
        raise Refused(f"the article {clash['id']} is here already, made from other bytes; nothing was merged")


def rename_ours(connection: sqlite3.Connection) -> None:
    """Put the identifiers of both in the place of ours, during an overhaul."""
    renamed = [kind for kind in ("source", "article", "text") if _any(connection, f"our_{kind}")]
    if not renamed:
        return
    for statement in _STUBS:
        connection.execute(statement)
    for kind, table, column in _PLACES:
        if kind in renamed:
            connection.execute(
                f"UPDATE main.{table} SET {column} = (SELECT joint FROM our_{kind} AS it WHERE it.id = {table}.{column})"
                f" WHERE {table}.{column} IN (SELECT it.id FROM our_{kind} AS it)"
            )
    for statement in _COUNTED:
        connection.execute(statement)
    connection.execute(
        f"UPDATE main.change_row SET before = {image('before', 'our')}, after = {image('after', 'our')}"
        f" WHERE name IN ({', '.join(map(repr, _OF_IMAGES))}) AND {_is_meant()}"
    )


def joint(kind: str, column: str, whose: str = "their") -> str:
    """SQL for the identifier in both, from one of theirs (or of ours, before they were renamed)."""
    return f"coalesce((SELECT joint FROM {whose}_{kind} AS it WHERE it.id = {column}), {column})"


def image(column: str, whose: str = "their") -> str:
    """SQL for a row as the history tells of it, with the identifiers of both; beside a column `name`."""
    ways = []
    for table, columns in _OF_IMAGES.items():
        told = ", ".join(
            f"'$.{each}', {joint(kind, f'''json_extract({column}, '$.{each}')''', whose)}"
            for each, kind in columns.items()
        )
        ways.append(f"WHEN '{table}' THEN json_replace({column}, {told})")
    return f"CASE name {' '.join(ways)} ELSE {column} END"


def _is_meant() -> str:
    """SQL for whether a row that the history tells of has one of our identifiers that are to be others."""
    each = [
        f"name = '{table}' AND json_extract(coalesce(after, before), '$.{column}') IN (SELECT id FROM our_{kind})"
        for table, columns in _OF_IMAGES.items()
        for column, kind in columns.items()
    ]
    # Before and after are of one article, but may be of two texts.
    each.append("name IN ('article', 'annotation') AND json_extract(before, '$.text') IN (SELECT id FROM our_text)")
    return f"({' OR '.join(each)})"


def _any(connection: sqlite3.Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None
