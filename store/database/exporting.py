"""What an export tells of articles and of accepted marks, as JSON that SQLite writes: read in one go, nothing is held.

What stands inside a line is said here, key by key; what stands around it, store.formats.jsonl_writing says. Deleted
articles are passed over with their marks, and so are relations to marks that are not told of.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import NamedTuple

_ENTITIES = 5_000
"""So many are remembered as they are told: most marks name one of a few."""

_ENTITY = """json_object('id', entity.id, 'name', entity.name, 'tag', entity.tag, 'identifiers', json(entity.identifiers),
    'aliases', json((SELECT json_group_array(json_object('name', name, 'weak', json(iif(weak, 'true', 'false'))))
        FROM (SELECT name, weak FROM alias WHERE alias.entity = entity.id ORDER BY name))),
    'reliability', entity.reliability, 'note', entity.note)"""
# The numbers of SQLite's JSON have fifteen digits at most; told(…) is Python's way to write them.
_HEAD = """json_object('id', annotation.id, 'type', tag.layer, 'tag', annotation.tag, 'annotator', annotator,
    'created', created, 'updated', updated, 'status', status, 'origin', annotation.origin,
    'score', CASE WHEN score IS NOT NULL THEN json(told(score)) END, 'note', note)"""
_PARTS = """(SELECT json_group_array(json_object('role', role, 'depth', depth, 'start', start, 'end', "end",
        'exact', exact, 'prefix', prefix, 'suffix', suffix, 'source_start', source_start, 'source_end', source_end))
    FROM (SELECT * FROM part WHERE part.annotation = annotation.id ORDER BY position))"""
_CLAIM = """(SELECT json_object('gist', gist, 'polarity', polarity, 'certainty', certainty,
        'probability_words', probability_words, 'credibility', credibility,
        'event_from', event_from, 'event_to', event_to,
        'quantity', CASE typeof(quantity) WHEN 'real' THEN json(told(quantity)) ELSE quantity END,
        'bound', bound, 'unit', unit)
    FROM claim WHERE claim.annotation = annotation.id)"""
_CHAIN = f"""(SELECT json_group_array(json_object('depth', depth,
        'entity', json((SELECT {_ENTITY} FROM entity WHERE entity.id = link.entity)),
        'label', label, 'mode', mode, 'medium', medium, 'said', said))
    FROM (SELECT * FROM attribution WHERE attribution.claim = annotation.id ORDER BY depth) AS link)"""
_RELATIONS = """(SELECT json_group_array(json_object('kind', kind, 'target', target, 'id', id, 'note', note,
        'annotator', annotator, 'created', created))
    FROM (SELECT relation.* FROM relation JOIN annotation AS other ON other.id = relation.target
        JOIN article AS its ON its.id = other.article
        WHERE relation.origin = annotation.id AND other.status = 'accepted' AND its.deleted IS NULL {among}
        ORDER BY relation.id))"""
# The joins are told in which order to go, article by article: no more than one article's marks are ever sorted.
_MARKS = f"""SELECT annotation.article, annotation.text, annotation.entity, {_HEAD}, {_PARTS},
    CASE WHEN layer = 'claim' THEN {_CLAIM} ELSE 'null' END,
    CASE WHEN layer = 'claim' THEN {_CHAIN} ELSE '[]' END,
    CASE WHEN layer = 'claim' THEN {_RELATIONS} ELSE '[]' END
    FROM {{annotations}} CROSS JOIN tag ON tag.name = annotation.tag
    WHERE +status = 'accepted' ORDER BY {{by}}, annotation.id"""
# A mark stands on its own version of the text.
_ABOUT = """SELECT json_object('id', article.id, 'title', title, 'url', url, 'outlet', outlet, 'published', published,
        'text_sha256', text.sha256, 'source_sha256', source.sha256)
    FROM article JOIN source ON source.id = article.source JOIN text ON text.id = ?2
    WHERE article.id = ?1 AND deleted IS NULL"""

_TAGS = """SELECT json_object('name', name, 'layer', layer, 'label', label, 'key', key, 'colour', colour, 'sign', sign,
        'parent', parent, 'mapping', json(mapping), 'retired', json(iif(retired, 'true', 'false')))
    FROM tag ORDER BY position, name"""
_TOLD_OF = "status = 'accepted' AND deleted IS NULL"
_UNNAMED = f"""SELECT {_ENTITY} FROM entity WHERE merged_into IS NULL
    AND NOT EXISTS (SELECT 1 FROM annotation JOIN article ON article.id = annotation.article
        WHERE annotation.entity = entity.id AND {_TOLD_OF})
    AND NOT EXISTS (SELECT 1 FROM attribution JOIN annotation ON annotation.id = attribution.claim
        JOIN article ON article.id = annotation.article WHERE attribution.entity = entity.id AND {_TOLD_OF})
    ORDER BY id"""

# Taken out with -> as they stand: what ->> makes of a text ends at U+0000.
_BLOCKS = """(SELECT json_group_array(json_object('kind', json(value -> '$[0]'), 'start', json(value -> '$[1]'),
    'end', json(value -> '$[2]'), 'level', json(value -> '$[3]'))) FROM json_each(text.blocks))"""
_STYLES = """(SELECT json_group_array(json_object('kind', json(value -> '$[0]'), 'start', json(value -> '$[1]'),
    'end', json(value -> '$[2]'), 'href', json(value -> '$[3]'))) FROM json_each(text.styles))"""
_ARTICLES = f"""SELECT article.id,
    json_object('id', article.id, 'type', 'article', 'title', article.title, 'byline', article.byline,
        'outlet', article.outlet, 'url', url, 'published', published, 'language', article.language, 'updated', updated,
        'found', json(found), 'state', listed.state,
        'labels', json((SELECT json_group_array(name)
            FROM (SELECT name FROM label WHERE label.article = article.id ORDER BY name))),
        'added', added, 'cleaner', cleaner),
    json_object('text_sha256', text.sha256, 'text', text.text, 'blocks', {_BLOCKS}, 'styles', {_STYLES}, 'map', json(map)),
    json_object('id', source.id, 'sha256', source.sha256, 'media_type', media_type, 'encoding', encoding,
        'origin', source.origin, 'fetched', fetched),
    raw
    FROM {{articles}} CROSS JOIN listed ON listed.article = article.id
    CROSS JOIN text ON text.id = article.text CROSS JOIN source ON source.id = article.source
    WHERE article.deleted IS NULL ORDER BY {{by}}"""


class ArticleTold(NamedTuple):
    """An article as an export tells of it: JSON objects that follow one another on its line, and its raw bytes."""

    id: str
    about: str
    text: str
    source: str
    raw: bytes | None


class MarkTold(NamedTuple):
    """A mark as an export tells of it: JSON, piece by piece."""

    article: str
    head: str
    about: str
    parts: str
    entity: str
    claim: str
    attribution: str
    relations: str


def choose(connection: sqlite3.Connection, articles: Iterable[str]) -> None:
    """Let only these articles be told of, until the transaction ends that is open."""
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", ((article,) for article in articles))


def tags(connection: sqlite3.Connection) -> Generator[str, None, None]:
    """The tag set, in its order."""
    yield from _single(connection, _TAGS)


def unnamed(connection: sqlite3.Connection) -> Generator[str, None, None]:
    """The entities that no mark names which is told of, in order of id."""
    yield from _single(connection, _UNNAMED)


def articles(connection: sqlite3.Connection, *, chosen: bool) -> Generator[ArticleTold, None, None]:
    """Every article that is not deleted, in order of id; chosen: only those that were chosen."""
    chosen_ones = "temp.chosen CROSS JOIN article ON article.id = chosen.id"
    query = _ARTICLES.format(articles=chosen_ones if chosen else "article", by="chosen.id" if chosen else "article.id")
    with closing(_rows(connection)) as cursor:
        yield from map(ArticleTold._make, cursor.execute(query))


def marks(connection: sqlite3.Connection, *, chosen: bool) -> Generator[MarkTold, None, None]:
    """Every accepted mark of those articles, by article and then in order of id."""
    chosen_ones = "temp.chosen CROSS JOIN annotation ON annotation.article = chosen.id"
    query = _MARKS.format(
        annotations=chosen_ones if chosen else "annotation INDEXED BY annotation_by_article",
        by="chosen.id" if chosen else "annotation.article",
        among="AND its.id IN (SELECT id FROM temp.chosen)" if chosen else "",
    )
    connection.create_function("told", 1, json.dumps, deterministic=True)
    about: dict[tuple[str, str], str | None] = {}
    entities: dict[str | None, str] = {None: "null"}
    with closing(_rows(connection)) as cursor, closing(_rows(connection)) as inner:
        for article, text, entity, head, *told in cursor.execute(query):
            if (article, text) not in about:
                about.clear()
                about[article, text] = _one(inner, _ABOUT, article, text)
            if (heads := about[article, text]) is None:
                continue
            if entity not in entities:
                if len(entities) > _ENTITIES:
                    entities = {None: "null"}
                entities[entity] = _one(inner, f"SELECT {_ENTITY} FROM entity WHERE id = ?", entity) or "null"
            parts, claim, attribution, relations = told
            yield MarkTold(article, head, heads, parts, entities[entity], claim, attribution, relations)


def _single(connection: sqlite3.Connection, query: str) -> Generator[str, None, None]:
    with closing(_rows(connection)) as cursor:
        yield from (str(told) for (told,) in cursor.execute(query))


def _rows(connection: sqlite3.Connection) -> sqlite3.Cursor:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def _one(cursor: sqlite3.Cursor, query: str, *values: str) -> str | None:
    row = cursor.execute(query, values).fetchone()
    return None if row is None else str(row[0])
