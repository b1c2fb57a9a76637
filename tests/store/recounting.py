"""What the rows of the desks should say, found out by looking at everything: what settling is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from store.database.schema.desks import IN_AN_ARTICLE
from store.folding import folded
from store.library import Library
from store.model import Annotation, Entity, RelationKind, Role, State, Status
from store.searching import EVERY, words_of
from tests.store.claims_seen import SeenClaim, groups, kinds, seen_claims

Row = tuple[object, ...]


class Counted(NamedTuple):
    """The rows of a desk: as they are, and as they should be."""

    found: dict[str, Row]
    right: dict[str, Row]


def entities_counted(library: Library, articles: Sequence[str]) -> Counted:
    """The desk of entities, by their identifiers."""
    naming: defaultdict[str, list[Annotation]] = defaultdict(list)
    for article in articles:
        if library.state(article) is State.DELETED:
            continue
        for mark in library.annotations(article):
            chain = mark.claim.chain if mark.claim else ()
            for whom in {link.entity for link in chain} | {mark.entity.id if mark.entity else None}:
                if whom is not None and mark.status is Status.ACCEPTED:
                    naming[whom].append(mark)
    rows = library._connection.execute("SELECT entity, tag, name, note, mentions, articles, first, last FROM known")
    found = {row["entity"]: tuple(row)[1:] for row in rows}
    return Counted(found, {each.id: _entity(library, each, naming[each.id]) for each in library.entities()})


def _entity(library: Library, entity: Entity, marks: Sequence[Annotation]) -> Row:
    homes = sorted({mark.article for mark in marks}, key=lambda each: library.number_of(each) or 0)
    dates = [date for each in homes if (date := library.article(each).metadata.published)]
    note = " ".join(words_of(entity.note))
    return (
        *(entity.tag, " ".join(folded(entity.name).split()), f"\n {note} \n" if note else ""),
        *(len(marks), len(homes), dates[0] if dates else None, dates[-1] if dates else None),
    )


def claims_counted(library: Library) -> Counted:
    """The desk of claims, with the words by which they are found, by their annotations."""
    query = """SELECT claim, number, tag, annotator, outlet, who, links, certainty, polarity, quantity, unit, event_from,
        event_to, told.said, relations, dispute, content, gist, source, note FROM told JOIN said USING (number)"""
    found: dict[str, tuple[int, ...]] = {row["claim"]: tuple(row)[1:] for row in library._connection.execute(query)}
    claims = seen_claims(library)
    together = groups(library, claims)
    numbers = {claim: row[0] for claim, row in found.items()}
    right = {}
    for each in claims:
        others = together[each.mark.id] & numbers.keys()
        dispute = min(numbers[other] for other in others) if len(others) > 1 else None
        right[each.mark.id] = (*_claim(each, claims, library), dispute, *_words(each))
    # A claim has its place among those of its article from when it came; which article's it is, all can see.
    return Counted({claim: (number // IN_AN_ARTICLE, *row) for claim, (number, *row) in found.items()}, right)


def _claim(each: SeenClaim, claims: Sequence[SeenClaim], library: Library) -> Row:
    claim, names = each.claim, each.names
    related = kinds(library, each, claims)
    return (
        *(each.article.row.number, each.mark.tag, each.mark.annotator, folded(each.article.row.outlet or "")),
        *(folded(names[-1]) if names else "", len(names), claim.certainty.value, claim.polarity.value),
        *(claim.quantity, folded(claim.unit or ""), claim.event_from or claim.event_to),
        claim.event_to or claim.event_from,
        next((link.said for link in reversed(claim.chain) if link.said), None),
        sum(1 << at for at, kind in enumerate(RelationKind) if kind.value in related),
    )


def _words(each: SeenClaim) -> Row:
    content = sorted((part for part in each.mark.parts if part.role is Role.CONTENT), key=lambda part: part.span)
    said = (" ".join(part.exact for part in content), each.claim.gist)
    called = [
        called
        for name, entity in zip(each.names, each.chain, strict=True)
        for called in (name, *(alias.name for alias in (entity.aliases if entity else ())))
    ]
    source = f" {EVERY}{EVERY.join(map(_spaced, called)) or ' '}"
    return (*map(_spaced, said), source, _spaced(each.mark.note))


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))} "
