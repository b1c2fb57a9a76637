"""keys.toml: what a person says of the keys, read into a keymap, and a keymap written so that it can be read again.

What cannot be is told in a sentence and left out alone; everything else holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.commands import COMMANDS, COUNTED, MARKED_BY_KEY, TYPED_IN, Place
from reader.commands.key_names import is_typed, key_named
from reader.commands.keymap import Keymap, in_the_table
from store.model import Tag

TAGS = "tags"
"""The table of the tags' keys."""
_NEEDED = frozenset({"leave", "cancel", "dismiss", "quit", "help"})
"""Commands without which nobody finds out of a place, or what can be done there."""
_NAMES = frozenset(each.name for each in COMMANDS)
_USUAL = {place: {each.name: each.keys for each in in_the_table(place)} for place in Place}
"""The keys of the commands of a place without changes."""


class _Refused(Exception):
    """Why something that is said cannot be."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the file says of one command or tag, at which place in its order; place None is everywhere."""

    at: int
    name: str
    keys: tuple[str, ...]
    place: Place | None = None
    is_tag: bool = False

    def __str__(self) -> str:
        table = TAGS if self.is_tag else self.place
        return f"[{table}] {self.name}" if table else self.name


@dataclass(frozen=True, slots=True)
class _Bound:
    """A key in a place: what it gives, the entry that says so, and whether it is the table's own key too."""

    name: str
    entry: _Entry | None
    is_usual: bool


def read_keys(text: str, tags: Sequence[Tag]) -> Keymap:
    """The keymap that a file's text describes; its faults tell what was left out."""
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Keymap(faults=(f"it is no TOML: {error}",))
    standing: list[_Entry] = []
    faults: list[tuple[int, str]] = []
    for at, (table, name, value) in enumerate(_lines(said)):
        try:
            standing.append(_entry(at, table, name, value, tags))
        except _Refused as refused:
            faults.append((at, str(refused)))
    while trouble := _first_trouble(standing, tags):
        wrong, why = trouble
        standing.remove(wrong)
        faults.append((wrong.at, f"{wrong}: {why}"))
    changes = {
        (place, name): entry.keys
        for place in Place
        for name, entry in _effective(standing, place).items()
        if entry.keys != _USUAL[place][name]
    }
    usual_keys = {tag.name: tag.key or "" for tag in tags}
    tag_keys = {entry.name: "".join(entry.keys) for entry in standing if entry.is_tag}
    tag_changes = {name: key for name, key in tag_keys.items() if key != usual_keys[name]}
    return Keymap(changes, tag_changes, tuple(why for _, why in sorted(faults)))


def _lines(said: Mapping[str, object]) -> Iterator[tuple[str | None, str, object]]:
    """The table, name and value of each line."""
    for name, value in said.items():
        if isinstance(value, dict):
            for inner, keys in value.items():
                yield name, inner, keys
            if not value and name != TAGS and name not in list(Place):
                yield name, "", ()
        else:
            yield None, name, value


def _entry(at: int, table: str | None, name: str, value: object, tags: Sequence[Tag]) -> _Entry:
    """What is said as an entry. Raises _Refused."""
    if table not in (None, TAGS, *Place):
        raise _Refused(f"[{table}]: there is no such place")
    where = f"[{table}] {name}" if table else name
    if table == TAGS and name not in {tag.name for tag in tags}:
        raise _Refused(f"{where}: there is no such tag")
    if table != TAGS and name not in _NAMES:
        raise _Refused(f"{where}: there is no such command")
    keys = _keys(where, value)
    if table == TAGS:
        if len(keys) > 1 or any(" " in each for each in keys):
            raise _Refused(f"{where}: a tag has one key, pressed once")
        return _Entry(at, name, keys, is_tag=True)
    place = Place(table) if table else None
    if place and name not in _USUAL[place]:
        raise _Refused(f"{where}: it cannot be given there")
    return _Entry(at, name, keys, place)


def _keys(what: str, value: object) -> tuple[str, ...]:
    """The keys in a value, each as it arrives. Raises _Refused."""
    said = [value] if isinstance(value, str) else value
    if not isinstance(said, list | tuple) or not all(isinstance(each, str) for each in said):
        raise _Refused(f"{what}: keys are words in quotation marks, several of them in brackets")
    found = []
    for each in said:
        presses = [key_named(word) for word in ([each] if each == " " else each.split(" "))]
        if None in presses:
            raise _Refused(f'{what}: there is no key "{each}"')
        if len(presses) > 1 and "escape" in presses:
            raise _Refused(f"{what}: escape takes back what was typed, so it stands alone")
        found.append(" ".join(press for press in presses if press))
    return tuple(dict.fromkeys(found))


def _effective(entries: Iterable[_Entry], place: Place) -> dict[str, _Entry]:
    """What the entries say of a place, by command; what is said of the place itself comes first."""
    found: dict[str, _Entry] = {}
    for entry in sorted(entries, key=lambda each: each.place is not None):
        if not entry.is_tag and entry.place in (None, place) and entry.name in _USUAL[place]:
            found[entry.name] = entry
    return found


def _first_trouble(entries: Sequence[_Entry], tags: Sequence[Tag]) -> tuple[_Entry, str] | None:
    """An entry that cannot stand beside the others, and why; first those that are wrong whatever the others say."""
    if found := next(_wrong_alone(entries), None):
        return found
    clashes = [clash for place in Place for clash in _clashes(entries, place, tags)]
    return min(clashes, key=lambda clash: clash[0], default=(0, None))[1]


def _wrong_alone(entries: Sequence[_Entry]) -> Iterator[tuple[_Entry, str]]:
    """Entries with keys that cannot act where they stand, or without one where one is needed."""
    for place in Place:
        for name, entry in _effective(entries, place).items():
            new = [keys for keys in entry.keys if keys not in _USUAL[place][name]]
            for keys in new:
                if place in TYPED_IN and is_typed(keys.split(" ")[0]):
                    yield entry, f'"{keys}" is text in [{place}]'
                if place in COUNTED and keys[0].isdecimal() and keys.split(" ")[0] != "0":
                    yield entry, f'"{keys}" is a count in [{place}]'
            if place in TYPED_IN and entry.keys and all(is_typed(keys.split(" ")[0]) for keys in entry.keys):
                yield entry, f"letters may be text in [{place}], so it needs a key with a name there"
            if not entry.keys and name in _NEEDED:
                yield entry, f"it needs a key in [{place}]"
    for entry in entries:
        if entry.is_tag and entry.keys and (entry.keys[0].isdecimal() or entry.keys[0] == "escape"):
            yield entry, f'"{entry.keys[0]}" can be no key of a tag'


def _clashes(entries: Sequence[_Entry], place: Place, tags: Sequence[Tag]) -> Iterator[tuple[int, tuple[_Entry, str]]]:
    """Keys that would mean two things in a place: how certain it is who is to blame (0 most), the entry, and why."""
    effective = _effective(entries, place)
    bound: list[tuple[str, _Bound]] = []
    for name, usual in _USUAL[place].items():
        entry = effective.get(name)
        bound += [(keys, _Bound(name, entry, keys in usual)) for keys in (entry.keys if entry else usual)]
    if place in MARKED_BY_KEY:
        said = {entry.name: entry for entry in entries if entry.is_tag}
        for tag in (each for each in tags if not each.retired):
            entry = said.get(tag.name)
            for key in entry.keys if entry else (tag.key,) if tag.key else ():
                bound.append((key, _Bound(f"the tag {tag.name}", entry, key == tag.key)))
    by_keys: dict[str, _Bound] = {}
    for keys, one in bound:
        first = by_keys.setdefault(keys, one)
        yield from _blamed(one, first, f"{keys} would mean both {first.name} and {one.name} in [{place}]")
    for keys, one in bound:
        presses = keys.split(" ")
        for length in range(1, len(presses)):
            if other := by_keys.get(begin := " ".join(presses[:length])):
                why = f"{begin} for {other.name} would hide {keys} for {one.name} in [{place}]"
                yield from _blamed(one, other, why)


def _blamed(one: _Bound, other: _Bound, why: str) -> Iterator[tuple[int, tuple[_Entry, str]]]:
    """The entry that brought a key where another has it; where both did, the later one; nobody where neither did."""
    if one is other:
        return
    brought = [each.entry for each in (one, other) if each.entry is not None and not each.is_usual]
    if brought:
        last = max(brought, key=lambda entry: entry.at)
        yield len(brought) - 1, (last, why)
