"""What is to be known of a filter before it is asked: its parts, without what asks for nothing yet. Pure."""

from __future__ import annotations

from store.filters.terms import All, Any, InState, Not, Term, Where, Words
from store.model import State
from store.searching import sought

Parts = tuple[Term, ...]

MOST_STRANDS = 16
"""Of so many alternatives each is asked for itself."""


def parts_of(term: Term) -> Parts:
    """The terms that must all fit; none where everything fits.

    Signs without a word ask for nothing, and neither does a word of which only the first letter has been typed: nearly
    every article has one that begins so.
    """
    found = _settled(term)
    return () if found is None else tuple(_flat(found))


def has_words(term: Term) -> bool:
    """Whether it seeks words anywhere in it."""
    match term:
        case Not(inner):
            return has_words(inner)
        case All(terms) | Any(terms):
            return any(map(has_words, terms))
    return isinstance(term, Words)


def asks_for_deleted(term: Term) -> bool:
    """Whether it names deleted articles; they fit no other filter."""
    match term:
        case Not(inner):
            return asks_for_deleted(inner)
        case All(terms) | Any(terms):
            return any(map(asks_for_deleted, terms))
    return term == InState(State.DELETED)


def in_title(term: Term) -> Term:
    """The same with its words in the title, as far as they are sought anywhere; those that must not stand anywhere stay."""
    match term:
        case Words(text, Where.ANYWHERE, is_open):
            return Words(text, Where.TITLE, is_open)
        case All(terms):
            return All(tuple(map(in_title, terms)))
        case Any(terms):
            return Any(tuple(map(in_title, terms)))
    return term


def strands(parts: Parts) -> list[Parts]:
    """The parts with the alternatives that one of them leaves, each for itself: what fits one of these fits."""
    for place, part in enumerate(parts):
        if isinstance(part, Any) and 0 < len(part.terms) <= MOST_STRANDS:
            rest = (*parts[:place], *parts[place + 1 :])
            return [(*_flat(each), *rest) for each in part.terms]
    return [parts]


def _settled(term: Term) -> Term | None:
    match term:
        case Words(text, _, is_open):
            return term if sought(text, is_open=is_open)[0] else None
        case Not(inner):
            found = _settled(inner)
            return None if found is None else Not(found)
        case All(terms) | Any(terms) if terms:
            kept = tuple(each for each in map(_settled, terms) if each is not None)
            return None if not kept else kept[0] if len(kept) == 1 else type(term)(kept)
    return term


def _flat(term: Term) -> Parts:
    return tuple(part for each in term.terms for part in _flat(each)) if isinstance(term, All) else (term,)
