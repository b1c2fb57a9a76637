"""A model of a disk whose power is cut: what may be found on it afterwards, told from what was written and synced until then.

A cut leaves what was synced before it. Of what was written to a file since its last sync there may be all, nothing, what came
first, or any of it in any order: a write is so many sectors (of 512 or 4096 bytes), each of which may have arrived or not, and
the one that was being written may hold the new bytes up to some point, or from some point on. A file that grew may have got
its length without its bytes, and hold anything there. Names of files have a history of their own: each may be as it was at
any moment since its folder was synced, whatever the others are. That is what SQLite asks of a disk, and no more
(https://sqlite.org/atomiccommit.html): bytes beside a write stay what they are (powersafe overwrite), and what was synced
stays.

Knows nothing of SQLite; tests.power.watching tells what it writes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes were written to a file, which is known by a number: another may get its name."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file was made this short, in bytes."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All that was written to a file is on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name stands for a file from now on, or for none."""

    name: str
    file: int | None


@dataclass(frozen=True, slots=True)
class SyncNames:
    """The names in the folder are on the disk."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told that an action is saved; they are counted from 0."""

    action: int


Happening = Write | Truncate | Sync | Name | SyncNames | Told
Files = Mapping[str, bytes]
"""What is found in the folder, by name."""
_SECTORS = (512, 4096)


class Disk:
    """A folder on a disk, to which things happen one after another, and whose power may be cut after each."""

    def __init__(self) -> None:
        self.told = -1
        """The number of the last action that somebody was told is saved; -1 before the first."""
        self._files: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._since: defaultdict[int, list[Write | Truncate]] = defaultdict(list)
        self._names: dict[str, int | None] = {}
        self._names_since: defaultdict[str, list[int | None]] = defaultdict(list)

    def happen(self, happening: Happening) -> None:
        """Take in what happens next."""
        match happening:
            case Write() | Truncate():
                self._since[happening.file].append(happening)
            case Sync(file):
                for each in self._since.pop(file, ()):
                    _apply(self._files[file], each)
            case Name(name, file):
                self._names_since[name].append(file)
            case SyncNames():
                self._names |= {name: since[-1] for name, since in self._names_since.items()}
                self._names_since.clear()
            case Told(action):
                self.told = action

    def cut(self, chance: random.Random) -> Files:
        """The power goes now: what is found."""
        fate = _fate(chance)
        names = dict(self._names)
        for name, since in self._names_since.items():
            names[name] = chance.choice([self._names.get(name), *since])
        if fate is _all:
            names |= {name: since[-1] for name, since in self._names_since.items()}
        found = {}
        for name, file in names.items():
            if file is not None:
                held = bytearray(self._files[file])
                for each in fate(self._since.get(file, ()), chance):
                    _apply(held, each, chance)
                found[name] = bytes(held)
        return found


def cuts(log: Sequence[Happening], number: int, seed: int, *, start: int = 0) -> Iterator[tuple[int, int, Files]]:
    """The power goes at so many moments, start the first that may be: how many things had happened, the last action that
    somebody had been told of, what is found.
    """
    chance = random.Random(seed)
    disk, happened = Disk(), 0
    for moment in sorted(chance.randint(start, len(log)) for _ in range(number)):
        for happening in log[happened:moment]:
            disk.happen(happening)
        happened = moment
        yield moment, disk.told, disk.cut(chance)


def _apply(held: bytearray, what: Write | Truncate, chance: random.Random | None = None) -> None:
    """chance: where a file got its length without its bytes."""
    if isinstance(what, Truncate):
        del held[what.size :]
        held.extend(bytes(what.size - len(held)))
        return
    if (gap := what.offset - len(held)) > 0:
        held.extend(chance.randbytes(gap) if chance and chance.random() < 0.5 else bytes(gap))
    held[what.offset : what.offset + len(what.data)] = what.data


# --- what becomes of what was not synced -----------------------------------------------------------------------------------

_Since = Sequence[Write | Truncate]


def _fate(chance: random.Random) -> Callable[[_Since, random.Random], Iterable[Write | Truncate]]:
    return chance.choice((_all, _nothing, _beginning, _some, _some, _anyhow, _anyhow))


def _all(since: _Since, _: random.Random) -> Iterable[Write | Truncate]:
    """As where the program alone was killed."""
    return since


def _nothing(since: _Since, _: random.Random) -> Iterable[Write | Truncate]:
    return ()


def _beginning(since: _Since, chance: random.Random) -> Iterable[Write | Truncate]:
    """The disk kept the order; the last write is torn."""
    until = chance.randint(0, len(since))
    yield from since[:until]
    for each in since[until : until + 1]:
        yield from _torn(each, chance)


def _some(since: _Since, chance: random.Random) -> Iterable[Write | Truncate]:
    """Each write came or did not, or is torn."""
    share = chance.random()
    for each in since:
        if chance.random() < share:
            yield each
        elif chance.random() < 0.5:
            yield from _torn(each, chance)


def _anyhow(since: _Since, chance: random.Random) -> Iterable[Write | Truncate]:
    """The same, in an order of the disk's own."""
    found = list(_some(since, chance))
    chance.shuffle(found)
    return found


def _torn(what: Write | Truncate, chance: random.Random) -> Iterator[Write | Truncate]:
    """Some sectors of a write, of which one may be in two."""
    if isinstance(what, Truncate):
        return
    size, share = chance.choice(_SECTORS), chance.random()
    start, end = what.offset, what.offset + len(what.data)
    edges = [start, *range(start - start % size + size, end, size), end]
    halved = chance.randrange(len(edges) - 1)
    for at, (first, last) in enumerate(pairwise(edges)):
        if at == halved:
            middle = chance.randint(first, last)
            first, last = (first, middle) if chance.random() < 0.5 else (middle, last)
        elif chance.random() >= share:
            continue
        yield Write(what.file, first, what.data[first - start : last - start])
