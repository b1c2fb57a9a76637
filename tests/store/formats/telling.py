"""The lines of an export as they follow from what a library answers, one article and one mark at a time.

The export itself reads its lines from SQLite; these are what they are held against.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping

from store.formats.fields import dump
from store.formats.jsonl_writing import OFFSET_UNIT, SCHEMA_VERSION
from store.library import Library
from store.model import (
    Annotation,
    Article,
    Attribution,
    Claim,
    Entity,
    Layer,
    Part,
    Relation,
    Source,
    State,
    Status,
    Tag,
)


def told(library: Library, *, articles: bool, only: Collection[str] | None = None) -> Iterator[str]:
    """The lines that an export of a library is to have."""
    here = [each for each in library.article_ids() if library.state(each) is not State.DELETED]
    shown = [each for each in here if only is None or each in only]
    named: set[str] = set()
    if articles and only is None:
        yield from (
            dump({"schema": SCHEMA_VERSION, "type": "tag", "tag": _tag(each)}) + "\n" for each in library.tags()
        )
    for identifier in shown:
        article = library.article(identifier)
        if articles:
            number = library.number_of(identifier)
            assert number is not None
            labels = library.rows([number])[number].labels
            yield dump(_article_line(article, library.source(article), labels)) + "\n"
        digests = library.text_digests(identifier)
        for mark in sorted(library.annotations(identifier), key=lambda mark: mark.id):
            if mark.status is Status.ACCEPTED:
                relations = (each for each in mark.relations if _is_told(library, each.target, shown))
                told = tuple(sorted(relations, key=lambda relation: relation.id))
                chain = library.chain_entities(mark)
                named |= {*chain, *([mark.entity.id] if mark.entity else [])}
                yield dump(_annotation_line(mark, article, digests[mark.text_id], chain, told)) + "\n"
    if articles and only is None:
        for entity in sorted(library.entities(), key=lambda each: each.id):
            if entity.id not in named:
                yield dump({"schema": SCHEMA_VERSION, "type": "unnamed", "entity": _entity(entity)}) + "\n"


def _is_told(library: Library, mark: str, articles: Collection[str]) -> bool:
    target = library.annotation(mark)
    return target.status is Status.ACCEPTED and target.article in articles


Line = dict[str, object]


def _article_line(article: Article, source: Source, labels: Iterable[str]) -> Line:
    """An article with its text, its structure and its raw bytes, as far as they are here."""
    meta, document = article.metadata, article.document
    return {
        "schema": SCHEMA_VERSION,
        "id": article.id,
        "type": "article",
        "title": meta.title,
        "byline": meta.byline,
        "outlet": meta.outlet,
        "url": meta.url,
        "published": meta.published,
        "language": meta.language,
        "updated": meta.updated,
        "found": dict(sorted(article.found.items())),
        "state": article.state.value,
        "labels": sorted(labels),
        "added": article.added,
        "cleaner": article.cleaner,
        "offset_unit": OFFSET_UNIT,
        "text_sha256": article.text_sha256,
        "text": document.text if document else None,
        "blocks": [
            {"kind": block.kind.value, "start": block.span.start, "end": block.span.end, "level": block.level}
            for block in (document.blocks if document else ())
        ],
        "styles": [
            {"kind": style.kind.value, "start": style.span.start, "end": style.span.end, "href": style.href}
            for style in (document.styles if document else ())
        ],
        "map": [[run.start, run.source_start, run.length] for run in (document.source_map.runs if document else ())],
        "source": {
            "id": source.id,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "encoding": source.encoding,
            "origin": source.origin,
            "fetched": source.fetched,
            "raw_base64": None if source.raw is None else base64.b64encode(source.raw).decode("ascii"),
        },
    }


def _annotation_line(
    annotation: Annotation,
    article: Article,
    text_sha256: str,
    chain: Mapping[str, Entity],
    relations: tuple[Relation, ...],
) -> Line:
    """A mark with all that it needs to stand alone.

    text_sha256: the digest of the text it was made on. chain: the entities of its chain by identifier. relations:
    those that are told.
    """
    meta, claim = article.metadata, annotation.claim
    return {
        "schema": SCHEMA_VERSION,
        "id": annotation.id,
        "type": annotation.layer.value,
        "tag": annotation.tag,
        "annotator": annotation.annotator,
        "created": annotation.created,
        "updated": annotation.updated,
        "status": annotation.status.value,
        "origin": annotation.origin.value,
        "score": annotation.score,
        "note": annotation.note,
        "article": {
            "id": article.id,
            "title": meta.title,
            "url": meta.url,
            "outlet": meta.outlet,
            "published": meta.published,
            "text_sha256": text_sha256,
            "source_sha256": article.source_sha256,
        },
        "offset_unit": OFFSET_UNIT,
        "parts": [_part(part) for part in annotation.parts],
        "entity": _entity(annotation.entity) if annotation.entity else None,
        "claim": _claim(claim) if claim and annotation.layer is Layer.CLAIM else None,
        "attribution": [_link(link, chain) for link in (claim.chain if claim else ())],
        "relations": [_relation(relation) for relation in relations],
    }


def _tag(tag: Tag) -> Line:
    return {
        "name": tag.name,
        "layer": tag.layer.value,
        "label": tag.label,
        "key": tag.key,
        "colour": tag.colour,
        "sign": tag.sign,
        "parent": tag.parent,
        "mapping": dict(sorted(tag.mapping.items())),
        "retired": tag.retired,
    }


def _part(part: Part) -> Line:
    return {
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


def _entity(entity: Entity) -> Line:
    return {
        "id": entity.id,
        "name": entity.name,
        "tag": entity.tag,
        "identifiers": dict(sorted(entity.identifiers.items())),
        "aliases": [{"name": alias.name, "weak": alias.weak} for alias in entity.aliases],
        "reliability": entity.reliability,
        "note": entity.note,
    }


def _claim(claim: Claim) -> Line:
    return {
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


def _link(link: Attribution, entities: Mapping[str, Entity]) -> Line:
    return {
        "depth": link.depth,
        "entity": _entity(entities[link.entity]) if link.entity else None,
        "label": link.label,
        "mode": link.mode.value,
        "medium": link.medium,
        "said": link.said,
    }


def _relation(relation: Relation) -> Line:
    return {
        "kind": relation.kind.value,
        "target": relation.target,
        "id": relation.id,
        "note": relation.note,
        "annotator": relation.annotator,
        "created": relation.created,
    }
