"""The fields of a mark's line to an annotation with its article, entities and relations, of an entity and of a tag. Pure.

What the tables and the library's rules would refuse is refused here first, with the path of the field, by FormatError.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from store.drafting import NAME_LIMIT
from store.errors import FormatError
from store.formats.fields import Fields
from store.model import (
    ROLES,
    SUBJECT_ROLES,
    Alias,
    Annotation,
    Article,
    Attribution,
    Bound,
    Carried,
    Certainty,
    Claim,
    Entity,
    Layer,
    Metadata,
    Mode,
    Origin,
    Part,
    Polarity,
    Relation,
    RelationKind,
    Role,
    State,
    Status,
    Tag,
)
from store.text import Span

_RELIABILITY = regex.compile(r"[A-F]")


def annotation_line(line: Fields, layer: Layer) -> Carried:
    """What the line of a mark on this layer brings."""
    identifier = line.identifier()
    article = _article_named(line.inner("article"))
    parts = tuple(_part(inner, layer) for inner in line.inner_list("parts"))
    if not any(part.role in SUBJECT_ROLES for part in parts):
        raise FormatError(f"parts has none that the {layer} is about")
    entity = entity_of(inner) if (inner := line.inner_or_none("entity")) else None
    links = [_link(inner, depth) for depth, inner in enumerate(line.inner_list("attribution"))]
    claim = _claim(inner, tuple(link for link, _ in links)) if (inner := line.inner_or_none("claim")) else None
    relations = tuple(_relation(inner, identifier) for inner in line.inner_list("relations"))
    _agree(layer, entity, claim, links, relations)
    for number, part in enumerate(parts):
        if part.depth is not None and part.depth >= len(links):
            raise FormatError(f"parts[{number}].depth is {part.depth}, and attribution has {len(links)} links")
    score = line.number_or_none("score")
    annotation = Annotation(
        id=identifier,
        article=article.id,
        text_id=article.text_sha256,
        layer=layer,
        tag=line.name("tag"),
        parts=parts,
        annotator=line.name("annotator"),
        created=line.time("created"),
        updated=line.time("updated"),
        entity=entity,
        claim=claim,
        note=line.normal("note"),
        status=line.choice("status", Status),
        origin=line.choice("origin", Origin),
        score=None if score is None else float(score),
        relations=relations,
    )
    named = tuple(e for e in (entity, *(e for _, e in links)) if e is not None)
    return Carried(article, annotation=annotation, entities=named)


def _agree(
    layer: Layer,
    entity: Entity | None,
    claim: Claim | None,
    links: list[tuple[Attribution, Entity | None]],
    relations: tuple[Relation, ...],
) -> None:
    if (claim is not None) != (layer is Layer.CLAIM):
        raise FormatError(f"claim is {'null' if claim is None else 'an object'} for a {layer}")
    if layer is not Layer.CLAIM and (links or relations):
        raise FormatError(f"attribution and relations are for claims; this is a {layer}")
    if layer is not Layer.ENTITY and entity is not None:
        raise FormatError(f"entity is for entity mentions; this is a {layer}")
    ends = [(relation.target, relation.kind) for relation in relations]
    if len(set(ends)) < len(ends):
        raise FormatError("relations says the same twice")
    named = [each.id for _, each in links if each is not None]
    if len(set(named)) < len(named):
        raise FormatError("attribution names an entity twice; nobody is their own source")


def _article_named(inner: Fields) -> Article:
    article = Article(
        id=inner.identifier(),
        metadata=Metadata(
            title=inner.line("title"),
            outlet=inner.line_or_none("outlet"),
            url=inner.line_or_none("url"),
            published=inner.line_or_none("published"),
        ),
        state=State.NEW,
        added="",
        text_id="",
        text_sha256=inner.digest("text_sha256"),
        cleaner="",
        source_id="",
        source_sha256=inner.digest("source_sha256"),
        document=None,
    )
    inner.close()
    return article


def _part(inner: Fields, layer: Layer) -> Part:
    start, end = inner.whole_or_none("source_start"), inner.whole_or_none("source_end")
    if (start is None) != (end is None):
        raise FormatError(f"{inner.path('source_start')} and source_end are known together or not at all")
    part = Part(
        role=inner.choice("role", Role),
        span=inner.span(),
        exact=inner.normal("exact"),
        prefix=inner.normal("prefix"),
        suffix=inner.normal("suffix"),
        depth=inner.whole_or_none("depth"),
        source=Span(start, end) if start is not None and end is not None else None,
    )
    if part.role not in ROLES[layer]:
        raise inner.wrong("role", f"what a {layer} has")
    if len(part.exact) != len(part.span) or not part.exact:
        raise FormatError(
            f"{inner.path('exact')} has {len(part.exact)} code points, and start and end cover {len(part.span)}"
        )
    inner.close()
    return part


def entity_of(inner: Fields) -> Entity:
    """An entity, as a mark's line tells of it or a line of its own."""
    reliability = None
    if inner.text_or_none("reliability") is not None:
        reliability = inner.matching("reliability", _RELIABILITY, "a letter from A to F, or null")
    aliases = []
    for alias in inner.inner_list("aliases"):
        aliases.append(Alias(alias.name("name", NAME_LIMIT), alias.flag("weak")))
        alias.close()
    # In the order in which the library keeps them, whoever wrote the file.
    aliases.sort(key=lambda alias: alias.name)
    if twice := next((a for a, b in pairwise(aliases) if a.name == b.name), None):
        raise FormatError(f"{inner.path('aliases')} has {twice.name!r} twice")
    entity = Entity(
        id=inner.identifier(),
        name=inner.name("name", NAME_LIMIT),
        tag=inner.name("tag"),
        aliases=tuple(aliases),
        identifiers=inner.lines("identifiers"),
        reliability=reliability,
        note=inner.normal("note"),
    )
    inner.close()
    return entity


def tag_of(inner: Fields) -> Tag:
    """A tag of the tag set."""
    tag = Tag(
        name=inner.name("name", NAME_LIMIT),
        layer=inner.choice("layer", Layer),
        label=inner.name("label", NAME_LIMIT),
        key=inner.name_or_none("key"),
        colour=inner.name("colour", NAME_LIMIT),
        sign=inner.name("sign", NAME_LIMIT),
        parent=inner.name_or_none("parent"),
        mapping=inner.lines("mapping"),
        retired=inner.flag("retired"),
    )
    inner.close()
    return tag


def _claim(inner: Fields, chain: tuple[Attribution, ...]) -> Claim:
    claim = Claim(
        gist=inner.normal("gist"),
        polarity=inner.choice("polarity", Polarity),
        certainty=inner.choice("certainty", Certainty),
        probability_words=inner.normal("probability_words"),
        credibility=inner.whole_or_none("credibility", 1, 6),
        event_from=inner.date_or_none("event_from"),
        event_to=inner.date_or_none("event_to"),
        quantity=inner.number_or_none("quantity"),
        bound=inner.choice_or_none("bound", Bound),
        unit=inner.name_or_none("unit"),
        chain=chain,
    )
    if claim.bound is not None and claim.quantity is None:
        raise FormatError(f"{inner.path('bound')} has no quantity to bind")
    inner.close()
    return claim


def _link(inner: Fields, depth: int) -> tuple[Attribution, Entity | None]:
    if inner.whole("depth") != depth:
        raise inner.wrong("depth", f"{depth}: the links stand in order from 0")
    entity = entity_of(named) if (named := inner.inner_or_none("entity")) else None
    link = Attribution(
        depth=depth,
        entity=entity.id if entity else None,
        label=inner.label("label"),
        mode=inner.choice("mode", Mode),
        medium=inner.name_or_none("medium"),
        said=inner.date_or_none("said"),
    )
    inner.close()
    return link, entity


def _relation(inner: Fields, origin: str) -> Relation:
    relation = Relation(
        id=inner.identifier(),
        origin=origin,
        target=inner.identifier("target"),
        kind=inner.choice("kind", RelationKind),
        annotator=inner.name("annotator"),
        created=inner.time("created"),
        note=inner.normal("note"),
    )
    if relation.target == origin:
        raise inner.wrong("target", "another mark than its own")
    inner.close()
    return relation
