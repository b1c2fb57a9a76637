"""The program on a terminal, killed at a moment that is drawn; what its screen had called saved until then, and what is there.

Keys are typed one action after another, each once the one before was shown as saved; then several without waiting, and
somewhere among those comes the end: by a signal, or as the line drops.
"""

from __future__ import annotations

import random
import re
import select
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from store.library import Library
from store.model import Change, Deed
from tests.pty_terminal import PtyTerminal
from tests.store.test_acts_at_random import loose

ANNOTATOR = "someone"
_ENVIRONMENT = {"ANNOTTY_ANNOTATOR": ANNOTATOR}
_TOLD = re.compile(r"(saved|deleted|undone|done again|labelled|united) · (.*)")
_DEEDS: dict[str, frozenset[Deed]] = {
    "undone": frozenset({Deed.UNDO}),
    "done again": frozenset({Deed.REDO}),
    "united": frozenset({Deed.UNITE}),
}
_END_OF_A_FRAME = b"\x1b[m"
"""What stands on the screen before is half of the old and half of the new."""
_NUMBERED = re.compile(r"\b[a-z]+\d+(?=\W)")
"""Words that stand once in all of the library; not what a cut leaves of one."""
_OTHERS = frozenset(Deed) - frozenset().union(*_DEEDS.values())


class End(Enum):
    """How it ends."""

    KILL = signal.SIGKILL
    TERM = signal.SIGTERM
    HUP = signal.SIGHUP
    DROPPED = None
    """There is no terminal any more, of which the kernel tells by a SIGHUP."""


@dataclass(frozen=True)
class Told:
    """What the foot said: that something is saved, and what."""

    what: str
    words: str

    def is_about(self, change: Change) -> bool:
        """Whether it may tell of a step of the history: one of its kind, about the same numbered words."""
        numbered = _NUMBERED.findall(self.words)
        return change.action in _DEEDS.get(self.what, _OTHERS) and all(word in change.summary for word in numbered)


class Watched(PtyTerminal):
    """A terminal that notes each thing its foot calls saved."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.told: list[Told] = []
        self._foot = ""
        super().__init__(arguments, environment=_ENVIRONMENT)

    def read(self, seconds: float) -> bool:
        before = len(self.received)
        alive = super().read(seconds)
        while alive and select.select([self._terminal], [], [], 0.001)[0]:
            alive = super().read(0)
        if len(self.received) > before and self.received.endswith(_END_OF_A_FRAME):
            buffer = self._screen.buffer
            rows = ("".join(buffer[y][x].data for x in range(80)).rstrip() for y in (22, 23))
            found = next((found for row in rows if (found := _TOLD.search(row))), None)
            foot = found.group() if found else ""
            if found and foot != self._foot:
                self.told.append(Told(found.group(1), f"{found.group(2).split('  ')[0]} "))
            self._foot = foot
        return alive

    def type_until_told(self, clearing: str, keys: str) -> None:
        """Type keys, and wait until something more is called saved. clearing: a key after which the foot is empty."""
        if self._foot:
            self.type(clearing)
            self.until(lambda: not self._foot)
        before = len(self.told)
        self.type(keys)
        self.until(lambda: len(self.told) > before)

    def read_for(self, seconds: float) -> None:
        """Take all that comes in so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.read(left):
            pass


@dataclass(frozen=True)
class Plan:
    """Where a sitting begins, and what is done in it. steps: keys, and the words that stand on the screen when they can be
    typed. clearing: a key that changes nothing, after which the foot says nothing of what was saved.
    """

    opened: Sequence[str]
    steps: Sequence[tuple[str, str]]
    clearing: str
    actions: Sequence[str]


@dataclass(frozen=True)
class Sitting:
    """A sitting that is over: what was called saved, all that was written, and whether the line is as it was before."""

    code: int
    told: Sequence[Told]
    received: bytes
    is_as_before: bool


def sitting(path: Path, plan: Plan, end: End, chance: random.Random) -> Sitting:
    """A sitting that ends at a drawn moment."""
    waited = chance.randrange(-1, len(plan.actions))
    with Watched(["--library", str(path), *plan.opened]) as terminal:
        if waited < 0:
            terminal.read_for(chance.uniform(0, 0.25))
        else:
            for keys, words in plan.steps:
                terminal.wait_for(words)
                terminal.type(keys)
            for number, action in enumerate(plan.actions[:waited]):
                try:
                    terminal.type_until_told(plan.clearing, action)
                except AssertionError as error:
                    error.add_note(f"this was {action!r}, number {number} of {plan}, {end}")
                    raise
            terminal.type("".join(plan.actions[waited:]))
            terminal.read_for(chance.choice((0, 0.003, 0.02, 0.1)) * chance.random())
        if end.value is None:
            terminal.hang_up()
        else:
            terminal.signal(end.value)
        code = terminal.end()
        return Sitting(code, terminal.told, terminal.received, end.value is None or terminal.is_as_before)


def gone_wrong(path: Path, before: int, told: Sequence[Told]) -> list[object]:
    """What of that which was told is not there, and what is not sound. before: how many steps the history had."""
    with Library(path, create=False, annotator=ANNOTATOR) as library:
        changes = list(library.changes())[::-1][before:]
        wrong: list[object] = [*library.faults(), *loose(path)]
    left = iter(changes)
    wrong += [(each, changes) for each in told if not any(each.is_about(change) for change in left)]
    return wrong


@dataclass(frozen=True)
class Ran:
    """A command that is over."""

    code: int
    written: str
    is_as_before: bool


def command(
    path: Path, arguments: Sequence[str], end: End, chance: random.Random, begun: Callable[[], bool] | None = None
) -> Ran:
    """Run a command on a terminal, and end it at a drawn moment: some time after its start, or after it has written, or a
    little after something is so.
    """
    with PtyTerminal(["--library", str(path), *arguments], environment=_ENVIRONMENT, columns=240) as terminal:
        if begun is not None:
            while not begun() and terminal.read(0):
                pass
            moment = time.monotonic() + 0.003 * chance.random()
        elif chance.random() < 0.4:
            while not terminal.received and terminal.read(1):
                pass
            moment = time.monotonic() + chance.choice((0, 0.002, 0.02)) * chance.random()
        else:
            moment = time.monotonic() + chance.choice((0.05, 0.2)) * chance.random()
        while (left := moment - time.monotonic()) > 0 and terminal.read(left):
            pass
        if end.value is None:
            terminal.hang_up()
        else:
            terminal.signal(end.value)
        code = terminal.end()
        is_as_before = end.value is None or terminal.is_as_before
        return Ran(code, terminal.received.decode(errors="replace").replace("\r\n", "\n"), is_as_before)
