"""Which known entities are meant by some words: by name, alias, acronym or surname, the likeliest first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from store.folding import folded
from store.model import Entity, Fit, Offer
from store.searching import words_of

_SMALL = frozenset("of the for and to in on at de la le du des von van der al el".split())

WITHIN = 3
"""So many letters must be wanted for a name to fit that has them anywhere."""
SURE = Fit.SURNAME
"""The weakest fit at which the known entity, rather than a new one, is offered first."""


def compared(name: str) -> str:
    """A name or words as they are compared: their words in small letters, without accents and without an article before
    them; what has no words as it stands.
    """
    return " ".join(words_of(name) or folded(name).split()).removeprefix("the ")


def wordings(words: str) -> tuple[str, ...]:
    """Words as they are compared, and without the ending of a possessive; nothing where there are none."""
    whose = folded(words).rstrip().removesuffix("'s")
    return tuple(dict.fromkeys(each for each in (compared(words), compared(whose)) if each))


def acronyms(name: str) -> tuple[str, ...]:
    """The first letters of a name's words (compared), with its small words and without; none for a single word."""
    words = name.split()
    large = [word for word in words if word not in _SMALL]
    return tuple(dict.fromkeys("".join(word[0] for word in each) for each in (large, words) if len(each) > 1))


def fit_of(wanted: Sequence[str], entity: Entity) -> Fit | None:
    """How well words (wordings) fit an entity; None where they do not. Where there are none, all fit."""
    if not wanted:
        return Fit.WITHIN
    names = [compared(entity.name), *(compared(alias.name) for alias in entity.aliases)]
    fits = [fit for each in wanted if (fit := _fit(each, names, is_person=entity.tag == "PERSON")) is not None]
    return min(fits, default=None)


def ranked(
    words: str,
    entities: Iterable[Entity],
    *,
    tag: str | None = None,
    here: Collection[str] = (),
    recent: Sequence[str] = (),
    mentions: Mapping[str, int] | None = None,
) -> list[Offer]:
    """The entities that the words may mean, the likeliest first; all of them where there are no words.

    Of those that fit alike the ones with this tag come first, then the ones in this article (here: identifiers), then the
    recent ones, the latest first, then the ones with the most mentions.
    """
    wanted, counts = wordings(words), mentions or {}
    places = {identifier: place for place, identifier in enumerate(recent)}
    found = [
        Offer(entity, fit, counts.get(entity.id, 0), entity.id in here)
        for entity in entities
        if (fit := fit_of(wanted, entity)) is not None
    ]

    def order(offer: Offer) -> tuple[int, bool, bool, int, int, str, str]:
        entity = offer.entity
        other = bool(wanted) and entity.tag != tag
        place = places.get(entity.id, len(places))
        return offer.fit, other, not offer.here, place, -offer.mentions, entity.name, entity.id

    return sorted(found, key=order)


def _fit(wanted: str, names: Sequence[str], *, is_person: bool) -> Fit | None:
    if wanted == names[0]:
        return Fit.NAME
    if wanted in names:
        return Fit.ALIAS
    if any(wanted in acronyms(each) for each in names) or any(each in names for each in acronyms(wanted)):
        return Fit.ACRONYM
    if " " not in wanted and is_person and any([wanted] == each.split()[-1:] for each in names):
        return Fit.SURNAME
    if any(_begins(wanted, each) for each in names):
        return Fit.BEGINNINGS
    return Fit.WITHIN if len(wanted) >= WITHIN and any(wanted in each for each in names) else None


def _begins(wanted: str, name: str) -> bool:
    """Whether each of the words wanted begins a word of the name, in order."""
    rest = name.split()
    for word in wanted.split():
        position = next((n for n, each in enumerate(rest) if each.startswith(word)), None)
        if position is None:
            return False
        rest = rest[position + 1 :]
    return True
