"""From key presses to commands: counts, sequences such as "g g", and the keys of the tag set. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.commands import Place, commands_in


@dataclass(frozen=True, slots=True)
class Given:
    """A command as it was given: by name, with a count (None: none was typed); tag is the one whose key was pressed."""

    command: str
    count: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Keys that mean nothing here."""

    keys: str


_COUNT_DIGITS = 5
"""More than anybody counts, and few enough for every motion to be quick."""


@dataclass
class KeyReader:
    """Reads presses one by one. tag_keys: key → tag name, for the places where marks are made."""

    tag_keys: Mapping[str, str] = field(default_factory=dict)
    _keys: list[str] = field(default_factory=list)
    _count: str = ""

    @property
    def pending(self) -> str:
        """What has been typed of a command that is not whole yet, for the foot."""
        return self._count + "".join(self._keys)

    def clear(self) -> bool:
        """Forget what has been typed; whether there was anything."""
        had = bool(self.pending)
        self._keys, self._count = [], ""
        return had

    def press(self, place: Place, key: str) -> Given | Unknown | None:
        """Take a press: the command that it completes, None where more is to come, Unknown where it means nothing."""
        bound = table(place)
        counting = place in (Place.PAGE, Place.SELECT, Place.PICK, Place.LIST, Place.SOURCE, Place.HELP)
        if counting and not self._keys and key.isdecimal() and (key != "0" or self._count):
            self._count = (self._count + key)[:_COUNT_DIGITS]
            return None
        sequence = " ".join([*self._keys, key])
        count = int(self._count) if self._count else None
        if sequence in bound:
            self.clear()
            return Given(bound[sequence], count)
        if any(keys.startswith(sequence + " ") for keys in bound):
            self._keys.append(key)
            return None
        fresh = not self._keys
        self.clear()
        if fresh and place in (Place.PAGE, Place.SELECT) and key in self.tag_keys:
            return Given("mark", count, self.tag_keys[key])
        return Unknown(sequence)


def table(place: Place) -> dict[str, str]:
    """Keys → command name in a place. Raises ValueError where a key means two things there."""
    if place not in _TABLES:
        bound: dict[str, str] = {}
        for each in commands_in(place):
            for keys in each.keys:
                if keys in bound:
                    raise ValueError(f"{keys} means both {bound[keys]} and {each.name} in the {place}")
                bound[keys] = each.name
        _TABLES[place] = bound
    return _TABLES[place]


_TABLES: dict[Place, dict[str, str]] = {}


def name_of(key: str, character: str | None) -> str:
    """How the table writes a press: the sign itself where it has one, else the key's name."""
    if key in ("ctrl+j", "ctrl+m"):
        return "enter"  # as it arrives before the terminal is set up, and from some terminals always
    if character and character.isprintable() and character != " " and not key.startswith("alt+"):
        return character
    return key
