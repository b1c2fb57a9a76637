"""What keys cost on an open page, and what it holds of memory: series of them from the middle of a text.

Pages that are compared are open at the same time and take turns, so that what else the machine does hits both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.commands import Place, commands_in
from tests.benchmarks import peers
from tests.benchmarks.driven import FULL, Answer, Answers, Driven
from tests.benchmarks.libraries import Made
from tests.benchmarks.measuring import Bar, note, tell

PAGE_DOWN, PAGE_UP, DOWN = b"\x1b[6~", b"\x1b[5~", b"\x1b[B"
SCROLL_DOWN, SCROLL_UP = b"\x05", b"\x19"
WHEEL_DOWN, WHEEL_UP = b"\x1b[<65;40;12M", b"\x1b[<64;40;12M"
HALF_DOWN, HALF_UP = b"\x04", b"\x15"
_LOWER_EDGE = b"\x1b[<0;5;23M\x1b[<0;5;23m"
_END = b"\x1b[1;5F"
_LAST_PATIENCE = 10.0
"""Seconds that TextArea is given for a key."""
_RESIZE_QUIET = 0.15
"""Seconds: a new size is answered in several pieces."""
_RESIZED = "resize, 80x24 and 100x30"


@dataclass(frozen=True, slots=True)
class Series:
    """Keys pressed one after the other, so many times; around: the key that begins and ends it. bars: median, worst."""

    what: str
    keys: tuple[bytes, ...]
    rounds: int
    around: bytes = b""
    bars: tuple[Bar | None, Bar | None] = (None, None)
    peer: str = ""


_OF_A_STEP = (Bar(at_most=5, times=1.25), Bar(at_most=20))
_OF_A_SCROLL = (Bar(at_most=15), None)

STEPS = (
    Series("cursor step, l h", (b"l",) * 25 + (b"h",) * 25, 3, bars=_OF_A_STEP),
    Series("cursor step, j k", (b"j",) * 5 + (b"k",) * 5, 15, bars=_OF_A_STEP),
    Series("selection by a word, v then w b", (b"w",) * 10 + (b"b",) * 10, 8, b"v", _OF_A_STEP),
    Series("next mark, ] [", (b"]",) * 4 + (b"[",) * 4, 13),
)
"""They end where they began, so that a short text has room for them."""

_SCROLLS = (
    Series("line scroll, j at the lower edge", (b"j",) * 20, 3, bars=_OF_A_SCROLL, peer="line"),
    Series("line scroll, ctrl+e", (SCROLL_DOWN,) * 20, 3, bars=_OF_A_SCROLL, peer="line"),
    Series("three rows by the wheel", (WHEEL_DOWN,) * 20 + (WHEEL_UP,) * 10, 1, bars=_OF_A_SCROLL),
    Series("page, pagedown pageup", (PAGE_DOWN,) * 15 + (PAGE_UP,) * 5, 1, bars=_OF_A_SCROLL, peer="page"),
    Series("half page, ctrl+d ctrl+u", (HALF_DOWN,) * 15 + (HALF_UP,) * 5, 1, bars=_OF_A_SCROLL),
    Series("end and start, G and gg", (b"G", b"gg"), 10, bars=_OF_A_SCROLL, peer="end"),
)
"""What a text needs more than a screen for."""


def series_there_are(series: Sequence[Series]) -> list[Series]:
    """Those whose keys the page has; the others are told of."""
    is_there = any("ctrl+e" in command.keys for command in commands_in(Place.PAGE))
    for each in series:
        if SCROLL_DOWN in each.keys and not is_there:
            note(f"{each.what}: not available, the page has no such key")
    return [each for each in series if SCROLL_DOWN not in each.keys or is_there]


def to_lower_edge(driven: Driven) -> None:
    """Bring the cursor down to where one row more scrolls the page."""
    driven.type(b"j" * 24)
    driven.settle(0.3)


def opened(case: Made, folder: Path, environment: Mapping[str, str]) -> Driven:
    """The page of a text where reading stopped in the middle, after it has loaded what it loads while nothing happens."""
    library = case.copy(folder, middle=True)
    driven = Driven(peers.annotty(library, case.article(library)), str(folder), environment)
    try:
        driven.until(case.words_in_the_middle)
        driven.settle(1.5)
    except BaseException:
        driven.close()
        raise
    return driven


def compare(small: Made, large: Made, folder: Path) -> None:
    """Print the lines: steps, resizing and memory beside those of the small text, scrolling beside TextArea's."""
    slowest = text_area(large, folder)
    with ExitStack() as stack:
        one, other = (stack.enter_context(opened(case, folder, FULL)) for case in (small, large))
        for each in STEPS:
            _tell(each, large, _in_turn(each, [one, other]), small.name)
        _tell_resizing(small, large, one, other, slowest["resize"])
        to_lower_edge(other)
        for each in series_there_are(_SCROLLS):
            _tell(each, large, _in_turn(each, [other]), "TextArea", slowest.get(each.peer))
        _tell_memory(large, other, small, one)
        late = one.late + other.late
    if late:
        note(f"{late} answers went on after they were taken to be whole")


def _in_turn(series: Series, pages: Sequence[Driven]) -> list[Answers]:
    found: list[list[Answer]] = [[] for _ in pages]
    for driven in pages:
        driven.answers([series.around] if series.around else [])
    for _ in range(series.rounds):
        for answers, driven in zip(found, pages, strict=True):
            answers.extend(driven.answers(series.keys).every)
    for driven in pages:
        driven.answers([series.around] if series.around else [])
    return [Answers(tuple(answers)) for answers in found]


def _tell(series: Series, large: Made, found: Sequence[Answers], peer: str, slowest: Answer | None = None) -> None:
    """The lines of a series: the first of two is the baseline of the second."""
    *baseline, ours = found
    for answers in found:
        if answers.silent:
            note(f"{series.what}: {answers.silent} of {len(answers.every)} keys wrote nothing and are not counted")
    if not all(answers.loud for answers in found):
        return
    median, worst = series.bars
    theirs = baseline[0] if baseline else None
    what = f"{series.what}, {large.name}"
    tell(f"{what}: median", ours.median, peer if theirs else "", theirs.median if theirs else None, bar=median)
    tell(f"{what}: 99th percentile", ours.worst, peer if theirs else "", theirs.worst if theirs else None, bar=worst)
    if slowest is not None:
        _tell_against(ours.median, slowest)


def _tell_against(ours: float, slowest: Answer) -> None:
    beyond = not slowest.size
    taken = _LAST_PATIENCE if beyond else slowest.seconds
    tell("    against TextArea on the same text", ours, "TextArea", taken, bar=Bar(faster=50), beyond=beyond)


def _tell_resizing(small: Made, large: Made, one: Driven, other: Driven, slowest: Answer) -> None:
    taken: dict[Driven, list[Answer]] = {one: [], other: []}
    for size in [(100, 30), (80, 24)] * 5:
        for driven, answers in taken.items():
            driven.text()  # what came before is drawn now: it is no part of the answer
            answers.append(driven.answer(partial(driven.resize, *size), patience=_LAST_PATIENCE, quiet=_RESIZE_QUIET))
    baseline, ours = (Answers(tuple(answers)) for answers in taken.values())
    bar = Bar(at_most=15, times=1.5)
    tell(f"{_RESIZED}, {large.name}: median", ours.median, small.name, baseline.median, bar=bar)
    _tell_against(ours.median, slowest)


def _tell_memory(large: Made, other: Driven, small: Made, one: Driven) -> None:
    for name, ours, theirs in zip(("now", "at most"), other.memory(), one.memory(), strict=True):
        bar = Bar(at_most=80)
        tell(f"memory resident {name}, {large.name}", ours, small.name, theirs, unit="MB", bar=bar)


def text_area(case: Made, folder: Path) -> dict[str, Answer]:
    """One key of each kind in Textual's TextArea on a text; no bytes: it was still at it when it was left."""
    text = folder / "text_area.txt"
    text.write_text(case.text)
    with Driven(peers.text_area(folder, text), str(folder)) as driven:
        driven.until(case.marker, seconds=120)
        driven.settle(3.0)
        driven.answers([_LOWER_EDGE, DOWN], patience=_LAST_PATIENCE, quiet=1.0)
        act = partial(driven.answer, patience=_LAST_PATIENCE)
        return {
            "line": act(partial(driven.type, DOWN), quiet=1.0),
            "page": act(partial(driven.type, PAGE_DOWN), quiet=1.0),
            "resize": act(partial(driven.resize, 100, 30), quiet=3.0),
            "end": act(partial(driven.type, _END), quiet=3.0),
        }
