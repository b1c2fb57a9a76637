"""The page by real keys in a real pty: first paint, opening, steps, pages, resizing and memory, at 1 KB and at 10 MB.

A key's time runs from its write to the last byte that answers it; what the terminal itself takes is not in it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import keys, peers
from tests.benchmarks.driven import Driven
from tests.benchmarks.libraries import Made, made
from tests.benchmarks.measuring import Bar, tell

_PAINTS = 5
_LIST = "annotty · library"

SMALL = ("1 KB", 180, 10)
ARTICLE = ("600 words", 600, 10)
LARGE = ("10 MB", 1_750_000, 10_000)
"""What they are called, words, marks."""


def run() -> None:
    """Print the table."""
    small, article, large = made(*SMALL), made(*ARTICLE), made(*LARGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _first_paint(small, large, folder)
        _opening(article, large, folder)
        keys.compare(small, large, folder)


def _first_paint(small: Made, large: Made, folder: Path) -> None:
    libraries = [case.copy(folder) for case in (small, large)]
    ours = f"page of {small.name}"
    commands: dict[str, tuple[Sequence[str] | None, str]] = {
        ours: (peers.annotty(libraries[0], small.article(libraries[0])), small.marker),
        f"page of {large.name}": (peers.annotty(libraries[1], large.article(libraries[1])), large.marker),
        "list": (peers.annotty(libraries[0]), _LIST),
    }
    for case in (small, large):
        text = folder / f"{case.words}.txt"
        text.write_text(case.text)
        for peer, program in (("vim", peers.vim(text)), ("less", peers.less(text))):
            commands[f"{peer} on {case.name}"] = program, case.marker
    commands[f"TextArea on {small.name}"] = peers.text_area(folder, folder / f"{small.words}.txt"), small.marker
    taken: dict[str, list[float]] = {}
    for _ in range(_PAINTS):  # in turn, so that what else the machine does hits all of them
        for name, (command, marker) in commands.items():
            if command is not None:
                taken.setdefault(name, []).append(_paint(command, marker, folder))
    slow = peers.text_area(folder, folder / f"{large.words}.txt")
    taken[f"TextArea on {large.name}"] = [_paint(slow, large.marker, folder)]
    baseline = statistics.median(taken[ours])
    for name, seconds in taken.items():
        bar = Bar(times=1.5) if name.startswith("page") and name != ours else None
        tell(f"first paint: {name}", statistics.median(seconds), ours, None if name == ours else baseline, bar=bar)


def _paint(command: Sequence[str], marker: str, folder: Path) -> float:
    with Driven(command, str(folder)) as driven:
        return driven.until(marker)


def _opening(article: Made, large: Made, folder: Path) -> None:
    baseline = None
    for case, rounds, bar in ((article, 20, Bar(at_most=35)), (large, 7, None)):
        first, *others = _openings(case, folder, 1 + rounds)
        what = f"opening by enter, {case.name}, {case.marks:,} marks"
        taken = statistics.median(others)
        tell(f"{what}: the first of a process", first)
        tell(f"{what}: median of {rounds}", taken, article.name, baseline, bar=bar)
        tell(f"{what}: the slowest of them", max(others))
        baseline = taken


def _openings(case: Made, folder: Path, rounds: int) -> list[float]:
    """Seconds from enter in the list to the text on the screen, so many times in one process."""
    taken = []
    with Driven(peers.annotty(case.copy(folder)), str(folder)) as driven:
        driven.until(_LIST)
        driven.settle(1.0)  # what it loads when nothing happens is no part of an opening
        for _ in range(rounds):
            pressed = time.perf_counter()
            driven.type(b"\r")
            taken.append(driven.until(case.marker, pressed))
            driven.settle()
            pressed = time.perf_counter()
            driven.type(b"q")
            driven.until(_LIST, pressed)
            driven.settle()
            driven.text()
    return taken
