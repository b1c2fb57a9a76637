"""Which known entities are meant by some words: by name, alias, acronym or surname, the likeliest first. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from store.folding import folded
from store.model import Entity

_SMALL = frozenset("of the for and to in on at de la le du des von van der al el".split())


class Fit(IntEnum):
    """How well words fit an entity, the best first."""

    NAME = 0
    ALIAS = 1
    ACRONYM = 2
    SURNAME = 3
    BEGINNINGS = 4
    WITHIN = 5


SURE = Fit.SURNAME
"""The weakest fit at which the known entity, rather than a new one, is offered first."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entity and how well the words fit it."""

    entity: Entity
    fit: Fit


def compared(name: str) -> str:
    """A name or words as they are compared: folded, with single blanks, without an article before them."""
    return " ".join(folded(name).split()).removeprefix("the ")


def matching(
    words: str,
    entities: Sequence[Entity],
    *,
    tag: str | None = None,
    here: Collection[str] = (),
    mentions: Mapping[str, int] | None = None,
) -> list[Match]:
    """The entities that the words may mean, the likeliest first; all of them where there are no words.

    Of those that fit alike the ones with this tag come first, then the ones in this article (here: identifiers), then the
    ones with the most mentions.
    """
    wanted = compared(words)
    wordings = dict.fromkeys((wanted, wanted.removesuffix("'s")))
    counts = mentions or {}
    found = []
    for entity in entities:
        fits = [fit for each in wordings if (fit := _fit(each, entity) if each else Fit.WITHIN) is not None]
        if fits:
            found.append(Match(entity, min(fits)))

    def order(match: Match) -> tuple[int, bool, bool, int, str]:
        entity = match.entity
        return match.fit, entity.tag != tag, entity.id not in here, -counts.get(entity.id, 0), entity.name

    return sorted(found, key=order)


def _fit(wanted: str, entity: Entity) -> Fit | None:
    name = compared(entity.name)
    names = [name, *(compared(alias.name) for alias in entity.aliases)]
    if wanted == name:
        return Fit.NAME
    if wanted in names:
        return Fit.ALIAS
    if any(wanted == acronym(each) for each in names):
        return Fit.ACRONYM
    if " " not in wanted and entity.tag == "PERSON" and any([wanted] == each.split()[-1:] for each in names):
        return Fit.SURNAME
    if any(_begins(wanted, each) for each in names):
        return Fit.BEGINNINGS
    return Fit.WITHIN if any(wanted in each for each in names) else None


def acronym(name: str) -> str:
    """The first letters of a folded name's words, small words left out; empty for a single word."""
    words = [word for word in name.replace("-", " ").split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def _begins(wanted: str, name: str) -> bool:
    """Whether each of the words wanted begins a word of the name, in order."""
    rest = name.split()
    for word in wanted.split():
        position = next((n for n, each in enumerate(rest) if each.startswith(word)), None)
        if position is None:
            return False
        rest = rest[position + 1 :]
    return True
