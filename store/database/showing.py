"""What a list shows beside its rows: the others that tell a story, the beginnings of texts, values to choose from."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from store.database import summaries
from store.database.transactions import in_a_snapshot, in_words
from store.model import ArticleSummary, State

_OTHERS = """WITH told (row, first) AS (SELECT number, coalesce(alike, article) FROM listed
        WHERE number IN (SELECT value FROM json_each(?)))
    SELECT row, number, alike FROM told CROSS JOIN listed ON alike = first WHERE number <> row AND state <> 'deleted'
    UNION ALL SELECT row, (SELECT number FROM listed WHERE article = first AND state <> 'deleted') AS other, NULL FROM told
    WHERE other <> row"""
# Not a join in the second: SQLite makes a Bloom filter for it, of all articles.


@in_a_snapshot
def number_of(connection: sqlite3.Connection, article: str) -> int | None:
    """The number of an article; None where there is no such article."""
    row = connection.execute("SELECT number FROM listed WHERE article = ?", [article]).fetchone()
    return None if row is None else int(row[0])


@in_a_snapshot
def story(connection: sqlite3.Connection, article: str) -> tuple[ArticleSummary, ...]:
    """The others that tell the same story as an article, the one that was here first before the others."""
    number = number_of(connection, article)
    return () if number is None else stories(connection, [number]).get(number, ())


@in_a_snapshot
def stories(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[ArticleSummary, ...]]:
    """The others that tell the same story as each of some rows, the one that was here first before the others, these by
    arrival; rows whose story nobody else tells are left out.
    """
    others: defaultdict[int, list[int]] = defaultdict(list)
    for row, number, _ in connection.execute(_OTHERS, [json.dumps(list(numbers))]):
        others[row].append(number)
    found = summaries.summaries_of(connection, {number for each in others.values() for number in each})
    return {
        row: tuple(
            sorted((found[number] for number in each), key=lambda one: (one.alike is not None, one.added, one.id))
        )
        for row, each in others.items()
    }


@in_a_snapshot
def texts_of(connection: sqlite3.Connection, identifiers: Sequence[str], most: int) -> dict[str, str]:
    """The beginnings of the texts of articles, so many code points at most; "" where a text is not here."""
    rows = connection.execute(
        """SELECT article.id, coalesce(substr(text.text, 1, ?), '') FROM json_each(?) AS wanted
        CROSS JOIN article ON article.id = wanted.value CROSS JOIN text ON text.id = article.text""",
        [most, json.dumps(list(identifiers))],
    )
    return dict(rows.fetchall())


@in_a_snapshot
def text_of(connection: sqlite3.Connection, article: str) -> str:
    """The text of an article; "" where it is not here, or there is no such article."""
    row = connection.execute(
        "SELECT text.text FROM article JOIN text ON text.id = article.text WHERE article.id = ?", [article]
    ).fetchone()
    return "" if row is None or row[0] is None else str(row[0])


@in_a_snapshot
def values(connection: sqlite3.Connection, key: str, beginning: str, most: int) -> list[str]:
    """What stands in the library behind a key of the filter language and begins so, in any case and with any accents, by
    the alphabet; nothing for a key whose values the library does not know.
    """
    from store.database.choosing import distinct  # the list comes before anything is typed
    from store.folding import folded

    match key:
        case "outlet":
            query = f"""SELECT (SELECT article.outlet FROM listed JOIN article ON article.id = listed.article
                WHERE listed.outlet = value ORDER BY number DESC LIMIT 1) FROM
                ({distinct("listed", "outlet")}) WHERE value >= :beginning AND value <> ''"""
        case "label":
            query = distinct("label", "name")
        case "lang":
            query = distinct("listed", "language")
        case "annotator":
            query = distinct("annotation", "annotator", "status = 'accepted'")
        case "queue":
            query = "SELECT name FROM queue"
        case "tag":
            query = """SELECT name FROM tag WHERE NOT retired
                OR EXISTS (SELECT 1 FROM annotation WHERE annotation.tag = tag.name AND status = 'accepted')"""
        case "entity":
            query = "SELECT name FROM entity WHERE merged_into IS NULL UNION SELECT name FROM alias"
        case "source":
            query = """SELECT name FROM entity WHERE EXISTS (SELECT 1 FROM attribution WHERE attribution.entity = entity.id)
                UNION SELECT label FROM attribution WHERE entity IS NULL"""
        case "unit":
            query = distinct("told", "unit", "unit <> ''")
        case "alias":
            query = "SELECT name FROM alias"
        case "state":
            return [state.value for state in State if state.startswith(folded(beginning))][:most]
        case _:
            return []
    sought = folded(beginning)
    found = {name: folded(name) for (name,) in connection.execute(query, {"beginning": sought}) if name}
    fitting = sorted((name for name in found if found[name].startswith(sought)), key=lambda name: (found[name], name))
    return fitting[:most]


def seen_change(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection has written. Raises LibraryError, Busy while one writes."""
    with in_words():
        (number,) = connection.execute("PRAGMA data_version").fetchone()
        return int(number)
