"""Bringing in what only the other library has: tags, sources, articles, texts, and every change of its history.

What both have stays as it is here, but for words and bytes that were lacking. `main` is ours; identifiers come translated.
"""

from __future__ import annotations

import sqlite3

from store.database.merging.identities import image, joint
from store.errors import Refused

_ARTICLE = (
    "title, byline, outlet, url, published, language, state, added, updated, found, outlet_key, deleted"  # all but ids
)
_TEXT = "cleaner, created, text, blocks, styles, map"
_SOURCE = "media_type, encoding, origin, fetched"
_IS_ARTICLE = joint("article", "its.article")
_CHANGE = "at, annotator, action, summary"
# What only tells that libraries were merged, or purged, is of that file alone.
_IS_TOLD = """NOT (its.action IN ('merge', 'purge')
    AND NOT EXISTS (SELECT 1 FROM other.change_row WHERE change_row.change = its.number))"""

_THINGS = (
    "CREATE TEMP TABLE lacking AS SELECT id FROM main.text WHERE text IS NULL",
    "CREATE TEMP TABLE come (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO come SELECT id FROM other.article WHERE id NOT IN (SELECT theirs FROM common)",
    f"""INSERT INTO main.source (id, sha256, raw, {_SOURCE}) SELECT its.id, sha256, raw, {_SOURCE}
        FROM other.article AS it JOIN other.source AS its ON its.id = it.source WHERE it.id IN come""",
    f"""INSERT INTO main.article (id, source, text, {_ARTICLE}) SELECT id, source, text, {_ARTICLE}
        FROM other.article WHERE id IN come ORDER BY published, added, id""",
    f"""INSERT INTO main.text (id, article, sha256, {_TEXT})
        SELECT {joint("text", "its.id")}, {_IS_ARTICLE}, sha256, {_TEXT} FROM other.text AS its
        WHERE NOT EXISTS (SELECT 1 FROM main.text AS here
            WHERE here.article = {_IS_ARTICLE} AND here.sha256 = its.sha256)""",
    # The bytes and words that were lacking; and where a thing goes by their name now, it is as they have it.
    """UPDATE main.source SET raw = its.raw, media_type = its.media_type, encoding = its.encoding,
            origin = its.origin, fetched = its.fetched FROM common JOIN other.article AS it ON it.id = theirs
            JOIN other.source AS its ON its.id = it.source
        WHERE source.sha256 = its.sha256 AND its.raw IS NOT NULL
            AND (source.raw IS NULL OR source.id IN (SELECT our_source.joint FROM our_source))""",
    """UPDATE main.text SET cleaner = its.cleaner, created = its.created, text = its.text, blocks = its.blocks,
            styles = its.styles, map = its.map FROM common JOIN other.text AS its ON its.article = theirs
        WHERE text.article = joint AND text.sha256 = its.sha256 AND its.text IS NOT NULL
            AND (text.text IS NULL OR text.id IN (SELECT our_text.joint FROM our_text))""",
    # The articles a text of which has its words now.
    "CREATE TEMP TABLE completed AS SELECT DISTINCT article AS id FROM main.text"
    " WHERE id IN lacking AND text IS NOT NULL",
    "INSERT OR IGNORE INTO main.page (article, outlet, short, long)"
    " SELECT article, outlet, short, long FROM other.page WHERE article IN come",
    f"""INSERT INTO main.reading (article, text, position, at)
        SELECT {_IS_ARTICLE}, {joint("text", "its.text")}, position, at FROM other.reading AS its WHERE true
        ON CONFLICT (article) DO UPDATE SET text = excluded.text, position = excluded.position, at = excluded.at
        WHERE (excluded.at, excluded.position) > (reading.at, reading.position)""",
)
_HISTORY = (
    f"""INSERT INTO main.change (id, {_CHANGE}, article, undoes)
        SELECT id, {_CHANGE}, {_IS_ARTICLE}, undoes FROM other.change AS its
        WHERE {_IS_TOLD} AND NOT EXISTS (SELECT 1 FROM main.change AS here WHERE here.id = its.id)
        ORDER BY its.number""",
    f"""INSERT INTO main.change_row (change, position, name, before, after)
        SELECT here.number, position, name, {image("its.before")}, {image("its.after")}
        FROM main.change AS here JOIN other.change AS told ON told.id = here.id
        JOIN other.change_row AS its ON its.change = told.number WHERE here.number > ?""",
    "INSERT INTO taken SELECT change, position FROM main.change_row WHERE change > ?",
)
# Where an article was purged in one of the two, what was told of it comes back with it.
_AGAIN = (
    "CREATE TEMP TABLE again AS SELECT here.number, told.number AS theirs FROM main.change AS here"
    " JOIN other.change AS told ON told.id = here.id WHERE here.number <= ?",
    "UPDATE main.change SET undoes = its.undoes FROM again JOIN other.change AS its ON its.number = again.theirs"
    " WHERE main.change.number = again.number AND main.change.undoes IS NULL AND its.undoes IS NOT NULL",
    f"""UPDATE main.change SET article = {_IS_ARTICLE}, summary = its.summary
        FROM again JOIN other.change AS its ON its.number = again.theirs
        WHERE main.change.number = again.number AND main.change.article IS NULL AND its.article IS NOT NULL""",
    """INSERT INTO taken (change, position) SELECT again.number, its.position
        FROM again JOIN other.change_row AS its ON its.change = again.theirs
        WHERE NOT EXISTS (SELECT 1 FROM main.change_row AS here
            WHERE here.change = again.number AND here.position = its.position)""",
    f"""INSERT INTO main.change_row (change, position, name, before, after)
        SELECT again.number, its.position, name, {image("its.before")}, {image("its.after")}
        FROM again JOIN other.change_row AS its ON its.change = again.theirs
        JOIN taken ON taken.change = again.number AND taken.position = its.position""",
)


def take_tags(connection: sqlite3.Connection) -> set[str]:
    """Put their tags behind ours; which of them were not here. Raises Refused where one name is of two kinds of marks."""
    clash = connection.execute(
        "SELECT here.name, here.layer, it.layer AS theirs FROM other.tag AS it JOIN main.tag AS here USING (name)"
        " WHERE here.layer <> it.layer LIMIT 1"
    ).fetchone()
    if clash is not None:
        raise Refused(
            f"{clash['name']} is a tag for {clash['layer']} here, and for {clash['theirs']} there; nothing was merged"
        )
    lacking = {row[0] for row in connection.execute("SELECT name FROM other.tag EXCEPT SELECT name FROM main.tag")}
    connection.execute(
        """INSERT INTO main.tag (name, layer, label, key, colour, sign, parent, mapping, retired, position)
        SELECT name, layer, label, CASE WHEN key NOT IN (SELECT key FROM main.tag WHERE key IS NOT NULL) THEN key END,
            colour, sign, parent, mapping, retired, position + (SELECT coalesce(max(position), 0) + 1 FROM main.tag)
        FROM other.tag WHERE name NOT IN (SELECT name FROM main.tag) ORDER BY position, name"""
    )
    return lacking


def take_things(connection: sqlite3.Connection) -> int:
    """Bring in their articles with sources and texts, and what was lacking of ours; how many articles came (table come)."""
    for statement in _THINGS:
        connection.execute(statement)
    (number,) = connection.execute("SELECT count(*) FROM come").fetchone()
    return int(number)


def take_history(connection: sqlite3.Connection) -> int:
    """Bring in the changes that are not here, their rows named in the table taken; how many they are."""
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM main.change").fetchone()
    is_purged = connection.execute("SELECT 1 FROM main.change WHERE action = 'purge' LIMIT 1").fetchone() is not None
    connection.execute("CREATE TEMP TABLE taken (change INTEGER, position INTEGER, PRIMARY KEY (change, position))")
    take, rows, named = _HISTORY
    number = connection.execute(take).rowcount
    connection.execute(rows, [last])
    connection.execute(named, [last])
    if is_purged:
        pair, *more = _AGAIN
        connection.execute(pair, [last])
        for statement in more:
            connection.execute(statement)
    return number
