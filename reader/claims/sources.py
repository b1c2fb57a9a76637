"""Who the words for a source can mean: someone known, someone new, or nobody in particular. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reader.entities.ranking import SURE, Fit, matching
from store.model import Entity, NewEntity, Tag

_PRONOUNS = frozenset("i we you he she it they who that this these those one others some many".split())
_DETERMINERS = frozenset(
    "the a an another one some several many its his her their our my this that these those".split()
)
_OFFERED = 3


def is_name(words: str) -> bool:
    """Whether words name someone ("the Institute") rather than describe them ("another blogger")."""
    rest = words.split()
    while rest and rest[0].casefold() in _DETERMINERS:
        rest = rest[1:]
    return any(word[0].isupper() and word.casefold() not in _PRONOUNS for word in rest)


def name_for(words: str) -> str:
    """The words of a source as a name: on one line, a name without its article."""
    name = " ".join(words.split())
    return name[4:] if name[:4].casefold() == "the " and is_name(name) else name


@dataclass(frozen=True, slots=True)
class SourceChoices:
    """What a form offers for a source. known: every entity; tags: the entity tags that a new one can have."""

    known: tuple[Entity, ...]
    tags: tuple[Tag, ...]

    def of(self, who: str, entity: str | None = None, *, typed: bool = False) -> tuple[tuple[str, str], ...]:
        """Pairs of value and words, the likeliest first: "id:…" someone known, "new:TAG" someone new, "words" neither.

        typed: a person is typing who, and may mean somebody by the beginning of a name.
        """
        matches = matching(who, self.known)[:_OFFERED] if who else []
        known = [(f"id:{m.entity.id}", m.entity.name) for m in matches]
        if entity is not None and all(value != f"id:{entity}" for value, _ in known):
            known.insert(0, (f"id:{entity}", next((e.name for e in self.known if e.id == entity), "?")))
        words = [("words", "words only")]
        new = [(f"new:{tag.name}", f"new {tag.label}") for tag in self.tags]
        if who:
            from store.suggesting.claims import entity_tag

            guessed = f"new:{entity_tag(who)}"
            new.sort(key=lambda choice: choice[0] != guessed)
        enough = Fit.BEGINNINGS if typed else SURE  # what a person types is there to find somebody by
        sure = entity is not None or (bool(matches) and matches[0].fit <= enough)
        if sure:
            return (*known, *new, *words)
        return (*new, *words, *known) if is_name(who) else (*words, *known, *new)

    def meant(self, value: str, who: str) -> str | NewEntity | None:
        """What a value means: an entity's identifier, a new entity, or None for words only."""
        kind, _, rest = value.partition(":")
        if kind == "id":
            return rest
        return NewEntity(who, rest) if kind == "new" else None
