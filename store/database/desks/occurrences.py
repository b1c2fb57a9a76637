"""The texts in which names are sought, what is marked in them already, and the many marks that are made in one step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from store.anchoring import quote
from store.database import searching
from store.database.articles import source_map
from store.database.quotes import checked_together
from store.database.recording import Action, Row
from store.database.transactions import in_a_snapshot
from store.document import SourceMap
from store.model import Layer, Origin, Role, Status
from store.occurring import Names, Occurrence, free_of, occurrence
from store.text import Span

_SOME = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Passage:
    """An article's text as it is now, and the way back to its source."""

    article: str
    text_id: str
    text: str
    source: SourceMap


@dataclass(frozen=True, slots=True)
class Body:
    """What all the marks of a step have in common."""

    tag: str
    entity: str | None
    annotator: str
    at: str


@in_a_snapshot
def unseen(connection: sqlite3.Connection) -> set[int] | None:
    """The numbers of the articles whose words the index does not know; None where it knows none."""
    if not searching.is_at_hand(connection):
        return None
    return {row[0] for row in connection.execute("SELECT number FROM stale JOIN listed USING (article)")}


@in_a_snapshot
def look(connection: sqlite3.Connection, numbers: Sequence[int], names: Names, layer: Layer) -> list[Occurrence]:
    """Where names stand in these articles, in their order, and no mark of a layer is."""
    order = {number: at for at, number in enumerate(numbers)}
    found: dict[int, list[Occurrence]] = {}
    with closing(connection.cursor()) as cursor:
        cursor.row_factory = None
        rows = cursor.execute(
            "SELECT listed.number, article.id, text.id, text.text FROM listed JOIN article ON article.id = listed.article"
            f" JOIN text ON text.id = article.text WHERE listed.number IN {_SOME} AND text.text IS NOT NULL",
            [json.dumps(list(numbers))],
        )
        for number, article, text_id, text in rows:
            if spans := names.spans(text):
                free = free_of(spans, taken(connection, article, text_id, layer))
                found[number] = [occurrence(article, text_id, text, span) for span in free]
    return [each for number in sorted(found, key=order.__getitem__) for each in found[number]]


def taken(connection: sqlite3.Connection, article: str, text_id: str, layer: Layer) -> list[Span]:
    """The words of an article that marks of a layer are about, whoever stands behind them."""
    rows = connection.execute(
        'SELECT start, "end" FROM annotation JOIN part ON part.annotation = annotation.id JOIN tag ON tag.name = tag'
        " WHERE article = ? AND text = ? AND layer = ?",
        [article, text_id, layer.value],
    )
    return [Span(start, end) for start, end in rows]


def passages(connection: sqlite3.Connection, articles: Iterable[str]) -> Iterator[Passage]:
    """The texts of articles as they are now, one after another; of those that are deleted, or have none, nothing."""
    for each in articles:
        row = connection.execute(
            "SELECT article.id, text.id AS text_id, text.text, text.map, title FROM article"
            " JOIN text ON text.id = article.text WHERE article.id = ? AND deleted IS NULL AND text.text IS NOT NULL",
            [each],
        ).fetchone()
        if row is not None:
            yield Passage(row["id"], row["text_id"], row["text"], source_map(row["map"], row["title"]))


def write(
    action: Action, connection: sqlite3.Connection, on: Passage, spans: Sequence[Span], ids: Iterable[str], body: Body
) -> None:
    """Make a mark of each of some spans. Raises Refused where the database finds other words there."""
    marks: list[Row] = []
    parts: list[Row] = []
    for span, identifier in zip(spans, ids, strict=False):
        exact, prefix, suffix = quote(on.text, span)
        source = on.source.to_source(span)
        marks.append(
            {
                "id": identifier,
                "article": on.article,
                "text": on.text_id,
                "tag": body.tag,
                "entity": body.entity,
                "note": "",
                "status": Status.ACCEPTED.value,
                "origin": Origin.PERSON.value,
                "score": None,
                "annotator": body.annotator,
                "created": body.at,
                "updated": body.at,
            }
        )
        parts.append(
            {
                "annotation": identifier,
                "position": 0,
                "role": Role.MENTION.value,
                "depth": None,
                "start": span.start,
                "end": span.end,
                "exact": exact,
                "prefix": prefix,
                "suffix": suffix,
                "source_start": source.start if source else None,
                "source_end": source.end if source else None,
            }
        )
    with checked_together(connection, on.article, len(parts)):
        action.insert_all("annotation", marks)
        action.insert_all("part", parts)
