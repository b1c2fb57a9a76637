"""From key presses to commands: counts, sequences such as "g g", characters that belong to a command, and keys of tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.commands import COUNTED, MARKED_BY_KEY, Command, Place
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was given: by name, with a count (None: none was typed).

    tag is the one whose key was pressed; argument the character behind the keys of a command that takes one; keys is
    what was pressed.
    """

    command: str
    count: int | None = None
    tag: str | None = None
    argument: str | None = None
    keys: str = field(default="", compare=False)


class Unknown(NamedTuple):
    """Keys that mean nothing here."""

    keys: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Escape took back what was typed of a command."""


_COUNT_DIGITS = 8
"""More than there are rows of any text."""
_ENTER = ("ctrl+j", "ctrl+m")
"""How enter arrives before the terminal is set up, and from some terminals always."""


class KeyReader:
    """Reads presses one by one. tag_keys: key → tag name, for the places where marks are made."""

    def __init__(self, keymap: Keymap | None = None, tag_keys: Mapping[str, str] | None = None) -> None:
        self.keymap = keymap or Keymap()
        self.tag_keys = tag_keys or {}
        self._keys: list[str] = []
        self._count = ""
        self._begun: Command | None = None

    @property
    def pending(self) -> str:
        """What has been typed of a command that is not whole yet, for the foot."""
        if self._begun is not None:
            return f"{self._count}{self._begun.label}"
        return self._count + (keys_as_written(" ".join(self._keys)) if self._keys else "")

    def awaits(self, place: Place) -> str | None:
        """The command for which a character is still to be typed."""
        found = self._begun or self.keymap.table(place).get(" ".join(self._keys))
        return found.name if found is not None and found.argument else None

    def begin(self, command: Command, count: int | None) -> None:
        """Await the character of a command that was given without its keys."""
        self._keys, self._count, self._begun = [], "" if count is None else str(count), command

    def clear(self) -> bool:
        """Forget what has been typed; whether there was anything."""
        had = bool(self.pending)
        self._keys, self._count, self._begun = [], "", None
        return had

    def press(self, place: Place, key: str) -> Given | Unknown | Dropped | None:
        """Take a press: the command that it completes, None where more is to come, Unknown where it means nothing."""
        if key == "escape" and self.clear():
            return Dropped()
        table = self.keymap.table(place)
        count = int(self._count) if self._count else None
        awaiting = self._begun or table.get(" ".join(self._keys))
        if awaiting is not None and awaiting.argument:
            character = " " if key == "space" else key
            typed = " ".join([*self._keys, key])
            self.clear()
            return Given(awaiting.name, count, argument=character) if len(character) == 1 else Unknown(typed)
        if place in COUNTED and not self._keys and key.isdecimal() and (key != "0" or self._count):
            self._count = (self._count + key)[:_COUNT_DIGITS]
            return None
        sequence = " ".join([*self._keys, key])
        begins = any(keys.startswith(sequence + " ") for keys in table)
        found = table.get(sequence)
        tag = self.tag_keys.get(key) if not self._keys and place in MARKED_BY_KEY else None
        if key in _ENTER and not (begins or found or tag):
            return self.press(place, "enter")
        if begins or (found is not None and found.argument):
            self._keys.append(key)
            return None
        self.clear()
        if found is not None:
            return Given(found.name, count, keys=sequence)
        return Unknown(sequence) if tag is None else Given("mark", count, tag)


def name_of(key: str, character: str | None) -> str:
    """How the table writes a press: the sign itself where it has one, else the key's name."""
    if character and character.isprintable() and character != " " and not key.startswith("alt+"):
        return character
    return key
