"""Annotations with their parts, claims, chains and relations."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from store.database.entities import entities
from store.database.recording import Action, Row
from store.database.transactions import in_a_snapshot
from store.errors import LibraryError
from store.model import (
    Annotation,
    Attribution,
    Bound,
    Certainty,
    Claim,
    Layer,
    Mode,
    Origin,
    Part,
    PartAt,
    Polarity,
    Relation,
    RelationKind,
    Role,
    Status,
)
from store.text import Span

_ROLES = {each.value: each for each in Role}
_LAYERS = {each.value: each for each in Layer}
_STATUSES = {each.value: each for each in Status}


@in_a_snapshot
def of_article(connection: sqlite3.Connection, article: str) -> tuple[Annotation, ...]:
    """Every annotation of an article, in order of identifier."""
    return _read(connection, "annotation.article = ?", [article])


@in_a_snapshot
def by_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[Annotation, ...]:
    """The annotations with these identifiers, in order of identifier; those that are not here are left out."""
    return _read(connection, "annotation.id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))])


@in_a_snapshot
def parts(connection: sqlite3.Connection, article: str, text: str, only: Iterable[str] | None = None) -> list[PartAt]:
    """The parts of the annotations on one version of an article's text, by start, the longest first.

    only: of those annotations alone. Raises LibraryError where one stands nowhere: who draws it would not look.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        'SELECT start, "end", role, depth, annotation.id, layer, tag, entity, status FROM annotation'
        " JOIN part ON part.annotation = annotation.id JOIN tag ON tag.name = annotation.tag"
        f" WHERE article = ? AND text = ?{' AND annotation.id IN (SELECT value FROM json_each(?))' * (only is not None)}"
        ' ORDER BY start, "end" DESC, annotation.id, part.position',
        [article, text, *([json.dumps(list(only))] if only is not None else [])],
    )
    found = [
        PartAt(start, end, _ROLES[role], depth, annotation, _LAYERS[layer], tag, entity, _STATUSES[status])
        for start, end, role, depth, annotation, layer, tag, entity, status in rows
    ]
    if found and found[0].start < 0:
        raise LibraryError("the library is damaged (annotty doctor says where): a mark of this article stands nowhere")
    return found


@in_a_snapshot
def words(connection: sqlite3.Connection, article: str) -> dict[str, str]:
    """The words by which each annotation of an article is found: what it is about, its tag, who, what it says, its note."""
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(
        """SELECT annotation.id, exact FROM annotation JOIN part ON part.annotation = annotation.id
            WHERE article = ?1 AND role IN ('mention', 'content')
        UNION ALL SELECT annotation.id, label || ' ' || note FROM annotation JOIN tag ON tag.name = tag WHERE article = ?1
        UNION ALL SELECT annotation.id, entity.name FROM annotation JOIN entity ON entity.id = entity WHERE article = ?1
        UNION ALL SELECT annotation.id, gist || ' ' || coalesce(quantity || ' ' || coalesce(unit, ''), '')
            FROM annotation JOIN claim ON claim.annotation = annotation.id WHERE article = ?1
        UNION ALL SELECT annotation.id, attribution.label || ' ' || coalesce(entity.name, '')
            FROM annotation JOIN attribution ON attribution.claim = annotation.id
            LEFT JOIN entity ON entity.id = attribution.entity WHERE article = ?1""",
        [article],
    )
    found: dict[str, list[str]] = {}
    for identifier, said in rows:
        found.setdefault(identifier, []).append(said)
    return {identifier: " ".join(said) for identifier, said in found.items()}


@in_a_snapshot
def waiting(connection: sqlite3.Connection, article: str, text: str) -> int:
    """How many annotations of an article stand on another version of its text."""
    row = connection.execute(
        "SELECT count(*) FROM annotation WHERE article = ? AND text <> ?", [article, text]
    ).fetchone()
    return int(row[0])


@in_a_snapshot
def some_wait(connection: sqlite3.Connection, article: str) -> bool:
    """Whether an article has annotations that stand on another text version than its current one."""
    row = connection.execute(
        "SELECT 1 FROM annotation JOIN article ON article.id = annotation.article"
        " WHERE annotation.article = ? AND annotation.text <> article.text LIMIT 1",
        [article],
    ).fetchone()
    return row is not None


@in_a_snapshot
def relations_with(connection: sqlite3.Connection, annotation: str) -> tuple[Relation, ...]:
    """The relations that start or end at an annotation, in order of identifier."""
    rows = connection.execute("SELECT * FROM relation WHERE origin = ?1 OR target = ?1 ORDER BY id", [annotation])
    return tuple(relation_of(row) for row in rows)


@in_a_snapshot
def leads_to(connection: sqlite3.Connection, start: str, end: str, kind: RelationKind) -> bool:
    """Whether relations of a kind lead from one annotation to another, however many there are between."""
    query = """WITH RECURSIVE reached (id) AS (
            SELECT ?1 UNION SELECT target FROM reached JOIN relation ON origin = reached.id AND kind = ?3)
        SELECT 1 FROM reached WHERE id = ?2"""
    return connection.execute(query, [start, end, kind.value]).fetchone() is not None


def _read(connection: sqlite3.Connection, where: str, values: list[str]) -> tuple[Annotation, ...]:
    chosen = f"SELECT annotation.id FROM annotation WHERE {where}"
    rows = connection.execute(
        f"SELECT annotation.*, tag.layer FROM annotation JOIN tag ON tag.name = annotation.tag"
        f" WHERE {where} ORDER BY annotation.id",
        values,
    ).fetchall()
    if not rows:
        return ()
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT * FROM part WHERE annotation IN ({chosen}) ORDER BY annotation, position",
        values,
    ):
        parts[row["annotation"]].append(_part(row))
    chains: defaultdict[str, list[Attribution]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT * FROM attribution WHERE claim IN ({chosen}) ORDER BY claim, depth",
        values,
    ):
        chains[row["claim"]].append(_attribution(row))
    claims = {
        row["annotation"]: _claim(row, tuple(chains[row["annotation"]]))
        for row in connection.execute(f"SELECT * FROM claim WHERE annotation IN ({chosen})", values)
    }
    relations: defaultdict[str, list[Relation]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT * FROM relation WHERE origin IN ({chosen}) ORDER BY origin, id",
        values,
    ):
        relations[row["origin"]].append(relation_of(row))
    meant = entities(connection, {row["entity"] for row in rows if row["entity"]})
    return tuple(
        Annotation(
            id=row["id"],
            article=row["article"],
            text_id=row["text"],
            layer=Layer(row["layer"]),
            tag=row["tag"],
            parts=tuple(parts[row["id"]]),
            annotator=row["annotator"],
            created=row["created"],
            updated=row["updated"],
            entity=meant[row["entity"]] if row["entity"] else None,
            claim=claims.get(row["id"]),
            note=row["note"],
            status=Status(row["status"]),
            origin=Origin(row["origin"]),
            score=row["score"],
            relations=tuple(relations[row["id"]]),
        )
        for row in rows
    )


def write(action: Action, annotation: Annotation) -> None:
    """Make an annotation, or bring the one with this identifier to what is given; relations are left alone."""
    before = action.row("annotation", id=annotation.id)
    if before is None:
        make(action, annotation)
        return
    if before["text"] != annotation.text_id:
        action.replace("part", (), annotation=annotation.id)  # parts belong to a text; they come again below
    action.update("annotation", before, **_row(annotation))
    for table, key, rows in _rows_of(annotation):
        action.replace(table, rows, **{key: annotation.id})


def make(action: Action, annotation: Annotation) -> None:
    """Make an annotation that is not here; its relations are left alone."""
    action.insert("annotation", _row(annotation))
    for table, _, rows in _rows_of(annotation):
        for row in rows:
            action.insert(table, row)


def _row(annotation: Annotation) -> Row:
    return {
        "id": annotation.id,
        "article": annotation.article,
        "text": annotation.text_id,
        "tag": annotation.tag,
        "entity": annotation.entity.id if annotation.entity else None,
        "note": annotation.note,
        "status": annotation.status.value,
        "origin": annotation.origin.value,
        "score": annotation.score,
        "annotator": annotation.annotator,
        "created": annotation.created,
        "updated": annotation.updated,
    }


def _rows_of(annotation: Annotation) -> tuple[tuple[str, str, list[Row]], ...]:
    """The rows that belong to an annotation: their table, the column that names the annotation there, and they."""
    parts = [_part_row(annotation.id, number, part) for number, part in enumerate(annotation.parts)]
    claims = [_claim_row(annotation.id, annotation.claim)] if annotation.claim else []
    links = [_attribution_row(annotation.id, link) for link in (annotation.claim.chain if annotation.claim else ())]
    return ("part", "annotation", parts), ("claim", "annotation", claims), ("attribution", "claim", links)


def delete(action: Action, annotation: str) -> None:
    """Take an annotation out with all that belongs to it, relations that end at it included."""
    row = action.row("annotation", id=annotation)
    if row is None:
        return
    for end in ("origin", "target"):
        action.replace("relation", (), **{end: annotation})
    action.replace("attribution", (), claim=annotation)
    action.replace("claim", (), annotation=annotation)
    action.replace("part", (), annotation=annotation)
    action.delete("annotation", row)


def write_relation(action: Action, relation: Relation) -> None:
    """Make a relation, or bring the one with this identifier to what is given."""
    row: Row = {
        "id": relation.id,
        "origin": relation.origin,
        "target": relation.target,
        "kind": relation.kind.value,
        "note": relation.note,
        "annotator": relation.annotator,
        "created": relation.created,
    }
    before = action.row("relation", id=relation.id)
    if before is None:
        action.insert("relation", row)
    else:
        action.update("relation", before, **row)


def delete_relation(action: Action, identifier: str) -> bool:
    """Take a relation out; whether it was there."""
    row = action.row("relation", id=identifier)
    if row is not None:
        action.delete("relation", row)
    return row is not None


def _part(row: sqlite3.Row) -> Part:
    known = row["source_start"] is not None
    return Part(
        role=Role(row["role"]),
        span=Span(row["start"], row["end"]),
        exact=row["exact"],
        prefix=row["prefix"],
        suffix=row["suffix"],
        depth=row["depth"],
        source=Span(row["source_start"], row["source_end"]) if known else None,
    )


def _part_row(annotation: str, position: int, part: Part) -> Row:
    return {
        "annotation": annotation,
        "position": position,
        "role": part.role.value,
        "depth": part.depth,
        "start": part.span.start,
        "end": part.span.end,
        "exact": part.exact,
        "prefix": part.prefix,
        "suffix": part.suffix,
        "source_start": part.source.start if part.source else None,
        "source_end": part.source.end if part.source else None,
    }


def _claim(row: sqlite3.Row, chain: tuple[Attribution, ...]) -> Claim:
    return Claim(
        gist=row["gist"],
        polarity=Polarity(row["polarity"]),
        certainty=Certainty(row["certainty"]),
        probability_words=row["probability_words"],
        credibility=row["credibility"],
        event_from=row["event_from"],
        event_to=row["event_to"],
        quantity=row["quantity"],
        bound=Bound(row["bound"]) if row["bound"] else None,
        unit=row["unit"],
        chain=chain,
    )


def _claim_row(annotation: str, claim: Claim) -> Row:
    return {
        "annotation": annotation,
        "gist": claim.gist,
        "polarity": claim.polarity.value,
        "certainty": claim.certainty.value,
        "probability_words": claim.probability_words,
        "credibility": claim.credibility,
        "event_from": claim.event_from,
        "event_to": claim.event_to,
        "quantity": claim.quantity,
        "bound": claim.bound.value if claim.bound else None,
        "unit": claim.unit,
    }


def _attribution(row: sqlite3.Row) -> Attribution:
    return Attribution(
        depth=row["depth"],
        entity=row["entity"],
        label=row["label"],
        mode=Mode(row["mode"]),
        medium=row["medium"],
        said=row["said"],
    )


def _attribution_row(claim: str, link: Attribution) -> Row:
    return {
        "claim": claim,
        "depth": link.depth,
        "entity": link.entity,
        "label": link.label,
        "mode": link.mode.value,
        "medium": link.medium,
        "said": link.said,
    }


def relation_of(row: sqlite3.Row) -> Relation:
    """A relation as its row tells it."""
    return Relation(
        id=row["id"],
        origin=row["origin"],
        target=row["target"],
        kind=RelationKind(row["kind"]),
        annotator=row["annotator"],
        created=row["created"],
        note=row["note"],
    )
