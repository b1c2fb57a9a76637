"""Whom words may mean among a few entities, as the library would offer them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from reader.claims.sources import SourceChoices
from store.model import Entity, Offer, Tag
from store.ranking import ranked


def offered(
    known: Sequence[Entity], *, here: Collection[str] = (), mentions: Mapping[str, int] | None = None, tag: str = ""
) -> Callable[[str], Sequence[Offer]]:
    """A function that offers these."""
    return lambda words: ranked(words, known, tag=tag, here=here, mentions=mentions)


def sources(known: Sequence[Entity], tags: tuple[Tag, ...], text: str = "") -> SourceChoices:
    """The choices for a source among these."""
    names = {each.id: each.name for each in known}
    return SourceChoices(offered(known), lambda entity: names.get(entity, "?"), tags, text)
