"""Who the words for a source can mean: someone known, someone new, or nobody in particular. Pure; the library is asked for
whom words may mean through functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.model import Fit, NewEntity, Offer, Tag
from store.ranking import SURE

_OFFERED = 3
KNOWN = "known"
"""What a choice says of someone known by the very name that is written beside it."""


def name_for(words: str) -> str:
    """The words of a source as a name: on one line, a name bare of its article and of what is said about it."""
    from store.suggesting.claims import name_in

    return name_in(" ".join(words.split()))


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """What a form offers for a source.

    offered: the entities that words may mean, the likeliest first; name_of: what an entity is called, by its identifier
    ("?" where it is gone); tags: the entity tags that a new one can have; text: the article's, in which a word that also
    stands in small letters names nobody.
    """

    offered: Callable[[str], Sequence[Offer]]
    name_of: Callable[[str], str]
    tags: tuple[Tag, ...]
    text: str = ""

    def of(self, who: str, entity: str | None = None, *, typed: bool = False) -> tuple[tuple[str, str], ...]:
        """Pairs of value and words, the likeliest first: "id:…" someone known, "new:TAG" someone new, "words" neither.

        typed: a person is typing who, and may mean somebody by the beginning of a name.
        """
        offers = list(self.offered(who)[:_OFFERED]) if who else []
        known = [(f"id:{o.entity.id}", KNOWN if o.entity.name == who else o.entity.name) for o in offers]
        if entity is not None and all(value != f"id:{entity}" for value, _ in known):
            name = self.name_of(entity)
            known.insert(0, (f"id:{entity}", KNOWN if name == who else name))
        words = [("words", "words only")]
        new = [(f"new:{tag.name}", f"new {tag.label}") for tag in self.tags]
        named = False
        if who:
            from store.suggesting.claims import is_name, source_tag

            named = is_name(who, self.text)
            guessed = f"new:{source_tag(who)}"
            new.sort(key=lambda choice: choice[0] != guessed)
        enough = Fit.BEGINNINGS if typed else SURE  # what a person types is there to find somebody by
        sure = entity is not None or (bool(offers) and offers[0].fit <= enough)
        if sure:
            return (*known, *new, *words)
        return (*new, *words, *known) if named else (*words, *known, *new)

    def meant(self, value: str, who: str) -> str | NewEntity | None:
        """What a value means: an entity's identifier, a new entity, or None for words only."""
        kind, _, rest = value.partition(":")
        if kind == "id":
            return rest
        return NewEntity(who, rest) if kind == "new" else None
