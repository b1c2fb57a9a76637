"""Where an entity is named: its marks and the claims whose chains name it, each in its sentence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from store.database.transactions import in_a_snapshot
from store.model import MentionRow
from store.text import Span, sentences

_MOST_OF_A_SENTENCE = 2_000
"""So many code points before and behind the beginning of a mark are looked through for the borders of its sentence."""

_NAMED = """SELECT {0} FROM annotation WHERE entity = :entity AND status = 'accepted' {1}
    UNION SELECT {0} FROM attribution CROSS JOIN annotation ON annotation.id = attribution.claim
        WHERE attribution.entity = :entity AND status = 'accepted' {1}"""
_START = "(SELECT min(start) FROM part WHERE annotation = {} AND role IN ('mention', 'content'))"
_LISTED = "listed ON listed.article = named.article AND listed.state <> 'deleted'"
_MENTIONS = f"""SELECT named.id FROM ({_NAMED.format("annotation.id, article", "{0}")}) AS named CROSS JOIN {_LISTED}
    ORDER BY listed.number DESC, {_START.format("named.id")}, named.id LIMIT :most"""
_NEWEST = f"""SELECT listed.article FROM ({_NAMED.format("article", "")}) AS named CROSS JOIN {_LISTED}
    ORDER BY listed.number DESC LIMIT :most"""
_AMONG = "AND article IN (SELECT value FROM json_each(:articles))"
# Text from a little before the mark: no more of a long one than its sentence needs.
_ROWS = f"""SELECT marks.*, substr(text.text, 1 + marks.floor, marks.start - marks.floor + :most) AS around FROM (
        SELECT *, max(0, start - :most) AS floor FROM (SELECT annotation.id AS id, annotation.article AS article,
            annotation.text AS version, title, outlet, published, annotation.tag AS tag,
            EXISTS (SELECT 1 FROM claim WHERE claim.annotation = annotation.id) AS is_claim,
            {_START.format("annotation.id")} AS start
        FROM json_each(:ids) AS wanted CROSS JOIN annotation ON annotation.id = wanted.value
        CROSS JOIN article ON article.id = annotation.article)) AS marks
    CROSS JOIN text ON text.id = marks.version"""
# The words that name it: of a mention and of a claim's content their own, of an entity in a chain its source's.
_SPANS = """SELECT annotation, start, "end", exact, prefix, suffix FROM part JOIN annotation ON annotation.id = part.annotation
    WHERE annotation IN (SELECT value FROM json_each(:ids)) AND (role = 'mention' OR (role = 'content' AND :entity IS NULL)
        OR (role = 'source' AND depth IN
            (SELECT depth FROM attribution WHERE claim = part.annotation AND attribution.entity = :entity)))
    ORDER BY start"""


@in_a_snapshot
def mentions(connection: sqlite3.Connection, entity: str, most: int | None) -> list[str]:
    """The marks that name an entity, and the claims whose chains do: newest article first, in order of their places; so
    many at most.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    values: dict[str, str | int] = {"entity": entity, "most": -1 if most is None else most}
    among = ""
    if most is not None:  # the places of few are looked up
        values["articles"] = json.dumps([row[0] for row in cursor.execute(_NEWEST, values)])
        among = _AMONG
    return [row[0] for row in cursor.execute(_MENTIONS.format(among), values)]


@in_a_snapshot
def articles_of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """The article of each of these marks, in the same order; "" where one is gone."""
    cursor = connection.cursor()
    cursor.row_factory = None
    query = """SELECT coalesce((SELECT article FROM annotation WHERE id = wanted.value), '') FROM json_each(?) AS wanted
        ORDER BY wanted.key"""
    return [row[0] for row in cursor.execute(query, [json.dumps(list(ids))])]


@in_a_snapshot
def rows(connection: sqlite3.Connection, ids: Iterable[str], entity: str | None) -> dict[str, MentionRow]:
    """What rows show, by the mark; those that are not there are left out."""
    wanted = {"ids": json.dumps(list(ids)), "most": _MOST_OF_A_SENTENCE, "entity": entity}
    parts: dict[str, list[sqlite3.Row]] = {}
    for part in connection.execute(_SPANS, wanted):
        parts.setdefault(part["annotation"], []).append(part)
    return {row["id"]: _row(row, parts.get(row["id"], [])) for row in connection.execute(_ROWS, wanted)}


def _row(row: sqlite3.Row, parts: list[sqlite3.Row]) -> MentionRow:
    around, floor, start = row["around"], row["floor"], row["start"]
    if around is None:  # the text is not here, but for what its marks remember of it
        around = "".join(parts[0][each] for each in ("prefix", "exact", "suffix")) if parts else ""
        floor = max(0, parts[0]["start"] - len(parts[0]["prefix"])) if parts else start
    place = max(0, start - floor)
    low, high = around.rfind("\n", 0, place) + 1, around.find("\n", place)
    within = sentences(around, low, len(around) if high < 0 else high)
    sentence = next((each for each in within if place < each.end), Span(place, place))
    first = floor + sentence.start
    inside = (
        Span(max(each["start"] - first, 0), min(each["end"] - first, len(sentence)))
        for each in parts
        if each["end"] > first and each["start"] < first + len(sentence)
    )
    return MentionRow(
        annotation=row["id"],
        article=row["article"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        sentence=sentence.of(around),
        spans=tuple(inside),
        start=start,
        tag=row["tag"],
        claim=bool(row["is_claim"]),
    )
