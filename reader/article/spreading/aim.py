"""What is to be marked everywhere: with which tag, as whom, and by which names it is found. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.model import Entity, NewEntity, Tag
from store.occurring import Names, is_person, names_of


@dataclass(frozen=True, slots=True)
class Aim:
    """entity: whom the marks mean. strong: the names that are sought; weak: those that are sought only where asked for."""

    tag: Tag
    entity: str | NewEntity | None
    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()

    @classmethod
    def of_entity(cls, tag: Tag, entity: Entity, words: str = "") -> Aim:
        """All that an entity is called, and the words in hand, unless they may as well mean others."""
        strong, every = names_of(entity), names_of(entity, weak=True)
        weak = tuple(each for each in every if each not in strong)
        also = (words,) if words and words not in every else ()
        return cls(tag, entity.id, (*strong, *also), weak)

    @classmethod
    def of_words(cls, tag: Tag, words: str, entity: NewEntity | None = None) -> Aim:
        """Words that are nobody's name yet."""
        names = (words,) if entity is None else (words, entity.name)
        return cls(tag, entity, tuple(dict.fromkeys(names)))

    @property
    def called(self) -> str:
        """What it is called before a person."""
        return self.strong[0]

    def names(self, *, weak: bool = False) -> Names:
        """What is sought."""
        return Names((*self.strong, *(self.weak if weak else ())), whole=is_person(self.tag))


def counted(number: int, what: str) -> str:
    """A number with its word: "1 place", "2,310 places"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def told(words: Iterable[str]) -> str:
    """What is told of something, in clauses; empty ones are left out."""
    return " · ".join(each for each in words if each)
