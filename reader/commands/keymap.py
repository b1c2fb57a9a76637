"""The command table as one person has it: which keys give which command in each place. Knows no file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.commands import MARKED_BY_KEY, Command, Place, commands_in

if TYPE_CHECKING:
    from store.model import Tag


@dataclass(frozen=True)
class Keymap:
    """The table with a person's changes: keys by place and command, and tags' keys by name ("": none).

    faults: what their file said in vain, for the first screen. Two keymaps that give the same keys are equal.
    """

    changes: Mapping[tuple[Place, str], tuple[str, ...]] = field(default_factory=dict)
    tag_changes: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = field(default=(), compare=False)
    _commands: dict[Place, tuple[Command, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tables: dict[Place, dict[str, Command]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def commands(self, place: Place) -> tuple[Command, ...]:
        """The commands that can be given in a place, each once with all its keys there, in the order of the table."""
        if place not in self._commands:
            found = [
                each._replace(keys=self.changes.get((place, each.name), each.keys)) for each in in_the_table(place)
            ]
            self._commands[place] = tuple(found)
        return self._commands[place]

    def table(self, place: Place) -> Mapping[str, Command]:
        """Keys → command in a place. Raises ValueError where a key means two things there."""
        if place not in self._tables:
            bound: dict[str, Command] = {}
            for each in self.commands(place):
                for keys in each.keys:
                    if keys in bound:
                        raise ValueError(f"{keys} means both {bound[keys].name} and {each.name} in {place}")
                    bound[keys] = each
            self._tables[place] = bound
        return self._tables[place]

    def tags(self, tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """Tags with the keys that this person presses for them; a key that a command has is no tag's."""
        taken = self.taken()
        found = []
        for tag in tags:
            key = self.tag_changes.get(tag.name, tag.key) or None
            found.append(replace(tag, key=None if key in taken else key))
        return tuple(found)

    def taken(self) -> dict[str, str]:
        """The keys that commands begin with where the keys of tags act, and the label of one such command."""
        tables = (self.table(place) for place in MARKED_BY_KEY)
        return {keys.split(" ")[0]: each.label for table in tables for keys, each in table.items()}

    def first_key(self, place: Place, name: str) -> str | None:
        """The first keys of a command in a place, None where it has none there."""
        return next((each.keys[0] for each in self.commands(place) if each.name == name and each.keys), None)


def in_the_table(place: Place) -> tuple[Command, ...]:
    """The commands of a place as they are without changes; one that stands there twice has the keys of both."""
    found: dict[str, Command] = {}
    for each in commands_in(place):
        first = found.get(each.name)
        found[each.name] = each if first is None else first._replace(keys=(*first.keys, *each.keys))
    return tuple(found.values())
