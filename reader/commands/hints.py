"""Texts that name keys: a command stands where its key will, which is filled in from the keymap of a person. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.commands import Place
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap

_BETWEEN = " · "


class Key(NamedTuple):
    """Stands for the first key of a command. argument: a character that is typed behind it; beside: not this key."""

    command: str
    argument: str = ""
    beside: str = ""

    def written(self, keymap: Keymap, place: Place) -> str | None:
        """The key as it is written for people, that of the place if there is one; None where nothing is pressed for it."""
        for each in (place, *Place):
            keys = next((c.keys for c in keymap.commands(each) if c.name == self.command), ())
            if found := next((key for key in keys if key != self.beside), None):
                return keys_as_written(f"{found} {self.argument}" if self.argument else found)
        return None


Clause = str | tuple[str | Key, ...]


class Hint(NamedTuple):
    """Clauses with keys in them; one that names a key which this person has not is left out whole."""

    clauses: tuple[Clause, ...]

    @classmethod
    def of(cls, *clauses: Clause) -> Hint:
        """These clauses."""
        return cls(clauses)

    @property
    def without_keys(self) -> str:
        """The clauses that name none."""
        return _BETWEEN.join(
            each if isinstance(each, str) else "".join(map(str, each))
            for each in self.clauses
            if isinstance(each, str) or not any(isinstance(part, Key) for part in each)
        )


Words = str | Hint
Wording = Callable[[Words], str]
"""Fills in the keys."""


def worded(words: Words, keymap: Keymap, place: Place) -> str:
    """A text with its keys filled in, as they are pressed in a place."""
    if isinstance(words, str):
        return words
    told = []
    for clause in words.clauses:
        parts = (clause,) if isinstance(clause, str) else clause
        filled = [part.written(keymap, place) if isinstance(part, Key) else part for part in parts]
        if None not in filled:
            told.append("".join(part for part in filled if part is not None))
    return _BETWEEN.join(told)
