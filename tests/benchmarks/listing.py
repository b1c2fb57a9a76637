"""The list by real keys in a real pty: steps, pages and memory at 10,000 and 1,000,000 articles, and the filter as it is typed.

A letter's echo is the first piece of output after which it stands in the filter's line; the list has answered with the last
piece that changed its rows or their number, however late that came.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from reader.commands import Place, commands_in
from tests.benchmarks import peers
from tests.benchmarks.driven import Answer, Answers, Driven
from tests.benchmarks.keys import PAGE_DOWN, PAGE_UP
from tests.benchmarks.large import Large
from tests.benchmarks.measuring import Bar, Times, note, tell

SMALL, MIDDLE, LARGE = Large(10_000, 20), Large(100_000, 600, 50_000), Large(1_000_000, 20)
_LIST = "annotty · library"
_ROWS = slice(2, 18)
_COUNT = slice(55, 80)
_LEFT = b"\x1b"
_STEPS, _PAGES = 40, 15
_WHOLE_QUIET = 0.2
"""Seconds: the preview and the foot follow the cursor when it stands still."""
_LETTER_QUIET = 0.25
"""Seconds: a list that comes in pieces is waited for."""
_QUICK = 0.04
"""Seconds from letter to letter of somebody who types as quickly as one can."""
_QUERIES = (
    "chos",
    "drim pai",
    "plouchair",
    "ruleand kutrirn",
    "jibar leadearn",
    '"chos pai"',
    "hetreiplin gauen",
    "kourn -chos",
    "state:new drern",
    "lang:de gauen",
    "date:2026-07 thouston",
    "claims:>0 pai",
    "title:brush",
    "зуг бий",
    "пил кёка",
    "حوشا",
    "的堐",
    "notaword",
    "outlet:cai ho",
    "shes or quearn",
    "entity:ruleand",
    "label:dam plim",
)
"""What people type, with words that stand in nearly every text, in some, and in none."""


@dataclass
class Typed:
    """Seconds from a letter to its echo, and to the list that fits: of the first letter of each query, and of the others.

    counted: to the number of those that fit, which takes all of them to be found.
    """

    echoed: list[float] = field(default_factory=list)
    counted: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    same: int = 0
    missed: list[str] = field(default_factory=list)


def run() -> None:
    """Print the lines of the list."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        steps(Path(folder))
        filtering(Path(folder))


# --- steps and pages --------------------------------------------------------------------------------------------------


def steps(folder: Path) -> None:
    """Row steps, pages and memory: the large list beside the small one, open at the same time."""
    small, large = SMALL.library(), LARGE.library()
    with ExitStack() as stack:
        one, other = (stack.enter_context(_opened(path, folder)) for path in (small, large))
        for where, way in (("at the top", ()), ("at the end", (b"G",))):
            for driven in (one, other):
                driven.answers(way)
                driven.settle(1.0)
            there, back = (b"k", b"j") if way else (b"j", b"k")
            up, down = (PAGE_UP, PAGE_DOWN) if way else (PAGE_DOWN, PAGE_UP)
            step = _in_turn([there] * _STEPS + [back] * _STEPS, (one, other))
            _tell(f"row step, {where}", step, Bar(at_most=5, times=1.5))
            whole = [driven.answers([there, back] * 5, quiet=_WHOLE_QUIET).size for driven in (one, other)]
            what = f"row step with what follows when it stands still, {where}: bytes"
            tell(what, whole[1], f"{SMALL.articles:,}", whole[0], unit="bytes", bar=Bar(at_most=300))
            page = _in_turn([up] * _PAGES + [down] * _PAGES, (one, other))
            _tell(f"page, {where}", page, Bar(at_most=15, times=1.5))
        _tell_memory(other, LARGE, 80)
        with _opened(MIDDLE.library(), folder) as third:
            third.answers([PAGE_DOWN] * _PAGES + [b"G"])
            _tell_memory(third, MIDDLE, 50)


def _opened(library: Path, folder: Path) -> Driven:
    driven = Driven(peers.annotty(library), str(folder))
    try:
        driven.until(_LIST)
        driven.settle(2.0)
    except BaseException:
        driven.close()
        raise
    return driven


def _in_turn(keys: Sequence[bytes], lists: Sequence[Driven]) -> list[Answers]:
    """The answers of each to keys pressed in one list and then the other, so that what else the machine does hits both."""
    found: list[list[Answer]] = [[] for _ in lists]
    for key in keys:
        for answers, driven in zip(found, lists, strict=True):
            answers.extend(driven.answers([key]).every)
    return [Answers(tuple(answers)) for answers in found]


def _tell(what: str, found: Sequence[Answers], bar: Bar) -> None:
    small, large = found
    peer = f"{SMALL.articles:,}"
    tell(f"{what}, {LARGE.articles:,} articles: median", large.median, peer, small.median, bar=bar)
    tell(f"{what}, {LARGE.articles:,} articles: 99th percentile", large.worst, peer, small.worst)
    tell(f"{what}, {LARGE.articles:,} articles: bytes", large.size, peer, small.size, unit="bytes")


def _tell_memory(driven: Driven, large: Large, most: int) -> None:
    for name, megabytes in zip(("now", "at most"), driven.memory(), strict=True):
        tell(f"memory resident {name}, {large.articles:,} articles", megabytes, unit="MB", bar=Bar(at_most=most))


# --- the filter as it is typed ----------------------------------------------------------------------------------------


def filtering(folder: Path) -> None:
    """Every letter of what people type waited for, and the same typed as quickly as one can."""
    if not any("/" in command.keys for command in commands_in(Place.LIST)):
        note("filter as you type: not available, the list has no such key")
        return
    with _opened(MIDDLE.library(), folder) as driven:
        slow = typed(driven, _QUERIES)
        quick = _typed_quickly(driven, _QUERIES)
    what = f"filter, {MIDDLE.articles:,} of {MIDDLE.words} words"
    for name, echoed in (("each letter waited for", slow.echoed), ("typed quickly", quick)):
        echo = Times(tuple(echoed))
        tell(f"{what}: echo, {name}: median", echo.median)
        tell(f"{what}: echo, {name}: the slowest of {len(echoed)}", max(echoed), bar=Bar(at_most=20))
    later = Times(tuple(slow.later))
    tell(f"{what}: list from two letters on: median", later.median)
    tell(f"{what}: list from two letters on: 95th percentile", _percentile(slow.later, 0.95), bar=Bar(at_most=80))
    tell(f"{what}: list from two letters on: the slowest of {len(slow.later)}", max(slow.later))
    tell(f"{what}: how many fit, told from two letters on: 95th percentile", _percentile(slow.counted, 0.95))
    tell(f"{what}: list after the first letter: 95th percentile", _percentile(slow.first, 0.95))
    note(f"{slow.same} letters changed nothing in the list and are in none of its figures")
    for each in slow.missed:
        note(f"over 80 ms: {each}")


def typed(driven: Driven, queries: Iterable[str], list_rows: slice = _ROWS) -> Typed:
    """Type what people ask for into a filter's line, each letter waited for. list_rows: where the list stands."""
    typed = Typed()
    for query in queries:
        _open_line(driven)
        before = driven.text().split("\n")
        for end in range(1, len(query) + 1):
            letter, began = query[end - 1], time.perf_counter()
            driven.type(letter.encode())
            _wait(driven)
            echoed, listed, counted, before = _read(driven, query[:end], before, began, list_rows)
            typed.echoed.append(echoed)
            if counted is not None and end > 1:
                typed.counted.append(counted)
            if listed is None:
                typed.same += 1
                continue
            (typed.first if end == 1 else typed.later).append(listed)
            if end > 1 and listed > 0.08:
                typed.missed.append(f"{query[:end]!r} {listed * 1000:.0f} ms")
        _close_line(driven)
    return typed


def _read(
    driven: Driven, words: str, before: list[str], began: float, list_rows: slice = _ROWS
) -> tuple[float, float | None, float | None, list[str]]:
    """Seconds to the echo, to the last change of the list's rows and to that of "4 of 20" above them, None where these stayed
    as they were; and the rows as they are now.
    """
    echoed = listed = counted = None
    for at, rows in driven.frames():
        if echoed is None and _stands_in(rows[1], words):
            echoed = at - began
        if [row.rstrip() for row in rows[list_rows]] != [row.rstrip() for row in before[list_rows]]:
            listed = at - began
        if rows[1][_COUNT] != before[1].ljust(80)[_COUNT]:
            counted = at - began
        before = rows
    if echoed is None:
        raise TimeoutError(f"{words!r} was not echoed; the screen:\n{driven.text()}")
    return echoed, listed, counted, before


def _stands_in(row: str, words: str) -> bool:
    return words.rstrip() in row or words[-20:].rstrip() in row


def _typed_quickly(driven: Driven, queries: Iterable[str]) -> list[float]:
    """Seconds from each letter to its echo where nobody waits for the list."""
    found: list[float] = []
    for query in queries:
        _open_line(driven)
        driven.text()
        pressed: list[float] = []
        for letter in query:
            pressed.append(time.perf_counter())
            driven.type(letter.encode())
            while (left := pressed[-1] + _QUICK - time.perf_counter()) > 0:
                if driven.is_ready(left):
                    driven.take()
        _wait(driven)
        found += _echoes(driven, query, pressed)
        _close_line(driven)
    return found


def _echoes(driven: Driven, query: str, pressed: list[float]) -> Iterator[float]:
    seen = 0
    for at, rows in driven.frames():
        shown = max((end for end in range(seen, len(query) + 1) if _stands_in(rows[1], query[:end])), default=seen)
        yield from (at - pressed[letter] for letter in range(seen, shown))
        seen = shown
    if seen < len(query):
        raise TimeoutError(f"{query!r} was not echoed; the screen:\n{driven.text()}")


def _open_line(driven: Driven) -> None:
    driven.type(b"/")
    _wait(driven)


def _close_line(driven: Driven) -> None:
    driven.type(_LEFT)
    driven.settle(0.5)
    driven.text()


def _wait(driven: Driven) -> None:
    if driven.is_ready(1.0):
        driven.settle(_LETTER_QUIET)


def _percentile(seconds: Sequence[float], part: float) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * part))]
