"""Which claims fit a filter, and which hang together, found out by looking at every one: what the desk is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.filters.settling import parts_of
from store.filters.terms import (
    All,
    Any,
    Counted,
    Dated,
    Figured,
    Having,
    Mark,
    Marked,
    Not,
    Term,
    Trait,
    When,
    Where,
    Words,
)
from store.folding import folded
from store.library import Library
from store.model import Annotation, Claim, Entity, Role, State, Status
from store.searching import fits, sought, words_of
from tests.store.looking import Seen, fitting, seen


@dataclass(frozen=True)
class SeenClaim:
    """A claim with its article, the entities in its chain by link, and the entities that its article's marks name."""

    mark: Annotation
    claim: Claim
    article: Seen
    chain: tuple[Entity | None, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of those in its chain, as they are shown."""
        links = zip(self.claim.chain, self.chain, strict=True)
        return tuple(entity.name if entity else link.label for link, entity in links)


def seen_claims(library: Library) -> list[SeenClaim]:
    """Every accepted claim of an article that is not deleted."""
    entities = {each.id: each for each in library.entities()}
    return [
        SeenClaim(mark, mark.claim, article, tuple(entities.get(link.entity or "") for link in mark.claim.chain))
        for article in seen(library)
        if article.row.state is not State.DELETED
        for mark in article.marks
        if mark.claim is not None and mark.status is Status.ACCEPTED
    ]


def fitting_claims(library: Library, term: Term, among: Sequence[SeenClaim]) -> set[str]:
    """Those that fit, by identifier."""
    together = groups(library, among)
    settled = All(parts_of(term))
    return {each.mark.id for each in among if _fits(library, each, settled, together)}


def groups(library: Library, among: Sequence[SeenClaim]) -> dict[str, frozenset[str]]:
    """With whom each claim hangs together, itself too, by joining the two ends of each relation until nothing changes."""
    found = {each.mark.id: frozenset([each.mark.id]) for each in among}
    for each in among:
        for relation in each.mark.relations:
            if relation.target in found:
                joined = found[relation.origin] | found[relation.target]
                found |= dict.fromkeys(joined, joined)
    return found


def kinds(library: Library, claim: SeenClaim, among: Sequence[SeenClaim]) -> set[str]:
    """How it stands to others that are seen."""
    there = {each.mark.id for each in among}
    return {
        relation.kind.value
        for relation in library.relations(claim.mark.id)
        if {relation.origin, relation.target} <= there
    }


def _fits(library: Library, each: SeenClaim, term: Term, together: dict[str, frozenset[str]]) -> bool:
    claim = each.claim
    match term:
        case Words(text, where, is_open) if where is not Where.TITLE:
            words, is_open = sought(text, is_open=is_open)
            return any(fits(place, words, is_open=is_open) for place in _places(each, where))
        case Dated(When.EVENT, first, last):
            begins, ends = claim.event_from or claim.event_to, claim.event_to or claim.event_from
            return _within(begins, ends, first, last)
        case Dated(When.SAID, first, last):
            said = next((link.said for link in reversed(claim.chain) if link.said), None)
            return _within(said, said, first, last)
        case Marked(Mark.TAG, value):
            return folded(value) in (folded(each.mark.tag), "claim")
        case Marked(Mark.ANNOTATOR, value):
            return folded(value) == folded(each.mark.annotator)
        case Marked(Mark.ENTITY, value):
            return any(_called(entity, value) for entity in (*each.chain, *_mentioned(each)))
        case Counted(_, least, most):
            return least <= len(claim.chain) <= (len(claim.chain) if most is None else most)
        case Figured(least, most, beyond):
            figure = claim.quantity
            if figure is None:
                return False
            above = least is None or (figure > least if beyond else figure >= least)
            return above and (most is None or (figure < most if beyond else figure <= most))
        case Having(Trait.CERTAINTY, value):
            return claim.certainty.value == value
        case Having(Trait.POLARITY, value):
            return claim.polarity.value == value
        case Having(Trait.UNIT):
            return bool(claim.unit)
        case Having(Trait.RELATION, value):
            others = together[each.mark.id] - {each.mark.id}
            if value is None:
                return bool(others)
            return any(
                relation.kind.value == value and {relation.origin, relation.target} <= together[each.mark.id]
                for relation in library.relations(each.mark.id)
            )
        case Not(inner):
            return not _fits(library, each, inner, together)
        case All(terms):
            return all(_fits(library, each, one, together) for one in terms)
        case Any(terms):
            return any(_fits(library, each, one, together) for one in terms)
    return bool(fitting(library, term, [each.article]))


def _places(each: SeenClaim, where: Where) -> list[str]:
    match where:
        case Where.SOURCE:
            links = zip(each.names, each.chain, strict=True)
            return [name for one, entity in links for name in (one, *_others(entity))]
        case Where.NOTE:
            return [each.mark.note]
        case Where.UNIT:
            return [each.claim.unit] if each.claim.unit else []
        case Where.OUTLET:
            return [each.article.row.outlet] if each.article.row.outlet else []
    content = sorted((part for part in each.mark.parts if part.role is Role.CONTENT), key=lambda part: part.span)
    return [" ".join(part.exact for part in content), each.claim.gist]


def _others(entity: Entity | None) -> list[str]:
    return [alias.name for alias in entity.aliases] if entity else []


def _called(entity: Entity | None, value: str) -> bool:
    if entity is None:
        return False
    begins = " ".join(words_of(value))
    names = [" ".join(words_of(name)) for name in (entity.name, *_others(entity))]
    if len(begins) == 1:
        return begins in names or f"the {begins}" in names
    return any(name.startswith((begins, f"the {begins}")) for name in names)


def _mentioned(each: SeenClaim) -> list[Entity]:
    """Those that are named in what it says."""
    return [
        mark.entity
        for mark in each.article.marks
        if mark.entity is not None and mark.status is Status.ACCEPTED and mark.text_id == each.mark.text_id
        if any(
            part.span.overlaps(mine.span)
            for part in mark.parts
            for mine in each.mark.parts
            if mine.role is Role.CONTENT
        )
    ]


def _within(begins: str | None, ends: str | None, first: str | None, last: str | None) -> bool:
    if first is last is None:
        return begins is None
    if begins is None or ends is None:
        return False
    return (first is None or f"{ends}~" >= first) and (last is None or begins < f"{last}~")
