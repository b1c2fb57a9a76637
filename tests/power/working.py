"""Work at a library while the disk is watched, and what is looked at in the library that a cut leaves behind."""

from __future__ import annotations

import random
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from store.errors import AnnottyError
from store.library import Library
from store.model import Deed
from tests.conftest import CountingClock, CountingIds
from tests.power.disk import Files, Happening, Told, cuts
from tests.power.watching import Watch, watched
from tests.store.acts import DEEDS, Act, Hand
from tests.store.test_acts_at_random import DERIVED, everything, kept, loose, walk

Prepared = Callable[[Library], object]
"""What is told to a connection before anything is done over it."""
_SEVERAL = ("back_and_forth", "settle")
"""Acts that are several transactions."""
_OFTEN = (
    "annotate",
    "annotate",
    "annotate",
    "revise",
    "delete",
    "unite",
    "spread",
    "undo",
    "undo",
    "redo",
    "import_again",
)
DEEDS_OF_ONE = (*(deed for deed in DEEDS if deed not in _SEVERAL), *_OFTEN)


@dataclass
class Work:
    """What happened on the disk; and what the library held when somebody was told that an action is saved."""

    log: Sequence[Happening]
    was_here: bool
    """Whether the library was there before."""
    states: list[int] = field(default_factory=list)


class Worker:
    """Somebody at a library whose disk is watched. Everything done is one transaction, and is told of when it returns."""

    def __init__(self, path: Path, watch: Watch, prepared: Prepared) -> None:
        self.path = path
        self.work = Work(watch.log, was_here=path.exists())
        self._watch = watch
        self._prepared = prepared
        self._clock, self._ids = CountingClock(), CountingIds()
        for _ in range(3000):
            self._clock(), self._ids()
        self.open()

    def open(self) -> None:
        self.library = Library(self.path, annotator="reader", clock=self._clock, ids=self._ids)
        self._prepared(self.library)
        if not self.work.states:
            self.tell()

    def open_again(self) -> None:
        self.library.close()
        self.open()

    def tell(self) -> None:
        """Say that what was done last is saved."""
        self._watch.tell(len(self.work.states))
        self.work.states.append(held(self.library._connection))

    def does(self, action: Callable[[], object]) -> None:
        """Do it, and say that it is saved; what is refused is not done."""
        with suppress(AnnottyError):
            action()
        self.tell()


def day(path: Path, acts: int, seed: int, *, prepared: Prepared) -> Work:
    """A day at a library that is there already: acts of all kinds, the index caught up, closed and opened, emptied."""
    chance = random.Random(seed)
    with watched(path.parent) as watch:
        worker = Worker(path, watch, prepared)
        hand = Hand(worker.library, list(worker.library.article_ids()))
        for number in range(1, acts + 1):
            one, two, three = (chance.randint(0, 60) for _ in range(3))
            act: Act = (chance.choice(DEEDS_OF_ONE), one, two, three)
            worker.does(partial(hand.do, act))
            if number % 7 == 0:
                worker.library.catch_up()
                worker.library.settle()
            if number % 26 == 0:
                worker.library.rebuild_index()  # it is made anew with the next seventh
            if number % 31 == 0:
                worker.open_again()
                hand.library = worker.library
            if number % 43 == 0:
                worker.does(worker.library.purge)
                hand.articles = list(worker.library.article_ids())
        worker.library.close()
    return worker.work


def held(connection: sqlite3.Connection) -> int:
    """What a library holds, in a number: every row but those that are made from others."""
    connection.commit()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    number = 0
    for table in sorted(tables):
        if table not in (*DERIVED, "listed") and not table.startswith(("search", "saying", "sqlite", "_sqlite")):
            for row in connection.execute(f"SELECT * FROM {table}"):
                number = zlib.crc32(repr(tuple(row)).encode(), number)
    return number


def undone_and_redone(library: Library) -> str:
    """What is wrong with a library's history: what differs, or hangs loose, where all of it is taken back and done again."""
    library.catch_up()
    before = kept(everything(library))
    steps = walk(library, Deed.UNDO)
    wrong: list[object] = [*library.faults(), *loose(library.path)]
    walk(library, Deed.REDO, steps)
    wrong += [*library.faults(), *loose(library.path)]
    after = kept(everything(library))
    wrong += [f"{table} is not what it was" for table in before if before[table] != after[table]]
    return "; ".join(map(str, wrong))


@dataclass
class Found:
    """What many cuts left behind: how many of each kind, and where it was."""

    counts: Counter[str] = field(default_factory=Counter)
    where: list[str] = field(default_factory=list)
    walked: set[int] = field(default_factory=set)
    """After which actions the history was walked."""

    def note(self, what: str, where: str = "") -> None:
        self.counts[what] += 1
        if what != "well":
            self.where.append(f"{what}: {where}")


def found_after(work: Work, number: int, seed: int, *, walked: int = 0) -> Found:
    """What so many cuts at random moments of some work leave behind: libraries in which all is well, or not. walked: in so
    many the whole history is taken back and done again.
    """
    found, known = Found(), dict[bytes, tuple[str, int]]()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "l.db"
        start = work.log.index(Told(0)) if work.was_here else 0
        for moment, told, files in cuts(work.log, number, seed, start=start):
            for name, content in files.items():
                (path.parent / name).write_bytes(content)
            what, why = _judged(path, files, told, work.states, known)
            if what == "well" and len(found.walked) < walked and told not in found.walked:
                found.walked.add(told)
                with Library(path, annotator="reader") as library:
                    why = undone_and_redone(library)
                what = "undone otherwise" if why else what
            found.note(what, f"{why}; cut after {moment} of {len(work.log)}, {told} told, seed {seed}")
            for each in path.parent.iterdir():
                each.unlink()
    return found


def _judged(
    path: Path, files: Files, told: int, states: Sequence[int], known: dict[bytes, tuple[str, int]]
) -> tuple[str, str]:
    if path.name not in files and told >= 0:
        return "lost", "there is no library"
    try:
        with Library(path) as library:
            image = library._connection.serialize()
            if image not in known:
                known[image] = _looked_at(library), held(library._connection)
    except (AnnottyError, sqlite3.Error) as error:
        return "corrupt", str(error)
    wrong, holds = known[image]
    if wrong:
        return "corrupt", wrong
    if holds in states[max(told, 0) : told + 2]:
        return "well", ""
    if holds in states:
        return "lost", f"it is as after {states.index(holds)}"
    return "half", "it holds what it never held"


def _looked_at(library: Library) -> str:
    """What is wrong with a library, the history included."""
    wrong: list[object] = [*library.faults(), *loose(library.path)]
    return "; ".join(map(str, wrong))
