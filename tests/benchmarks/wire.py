"""What goes over the line at 80x24: bytes a key beside vim's and less's, and how far a held key lags on a slow line.

The page is that of 10 MB with 10,000 marks, read in its middle; the peers read a stretch of the same text around the
middle, in lines of the same length.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.driven import FULL, SIXTEEN, Driven
from tests.benchmarks.keys import (
    PAGE_DOWN,
    SCROLL_DOWN,
    STEPS,
    WHEEL_DOWN,
    Series,
    opened,
    series_there_are,
    to_lower_edge,
)
from tests.benchmarks.libraries import Made, made
from tests.benchmarks.measuring import Bar, note, tell
from tests.benchmarks.page import LARGE

_IDLE = 3.0
_STRETCH = 200_000
"""Code points on either side of the middle that peers read."""
_LINE = 2_000
"""The line at which they begin."""

_RATE = 20_000
"""Bytes a second of the slow line."""
_A_SECOND = 30
_HELD = 3.0
_PIECE = 128
"""Bytes that go over it at once."""
_SURELY_QUIET = 0.5
_ROUNDS = 3

_SCROLLS = (
    Series("line scroll, j at the lower edge", (b"j",) * 30, 1, peer="less"),
    Series("line scroll, ctrl+e", (SCROLL_DOWN,) * 30, 1, peer="less"),
    Series("three rows by the wheel", (WHEEL_DOWN,) * 10, 1),
    Series("page, pagedown", (PAGE_DOWN,) * 15, 1, peer="vim"),
)
_PAGER = b"p"
_READ_ON = Series("line scroll, j, read without a cursor", (b"j",) * 30, 1, peer="less")
_BARS: Mapping[str, Bar] = {
    "cursor step, l h": Bar(at_most=300),
    "cursor step, j k": Bar(at_most=300),
    "selection by a word, v then w b": Bar(at_most=200),
}


def run() -> None:
    """Print the table."""
    large = made(*LARGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = folder / "stretch.txt"
        text.write_text(peers.wrapped(large.text[large.middle - _STRETCH : large.middle + _STRETCH]))
        vim, less = peers.vim(text, _LINE), peers.less(text, _LINE)
        for depth, environment in (("true colour", FULL), ("16 colours", SIXTEEN)):
            theirs_page = _median(vim, b"\x06", folder, environment) if vim else None
            theirs_line = _median(less, b"j", folder, environment) if less else None
            _tell_bytes(large, folder, environment, depth, theirs_page, theirs_line)
        library = large.copy(folder, middle=True)
        ours = peers.annotty(library, large.article(library))
        for name, key in (("j", b"j"), ("ctrl+f", b"\x06")):
            _tell_lag(name, key, ours, vim, folder)


def _tell_bytes(
    large: Made,
    folder: Path,
    environment: Mapping[str, str],
    depth: str,
    theirs_page: float | None,
    theirs_line: float | None,
) -> None:
    with opened(large, folder, environment) as driven:
        began = time.perf_counter()
        idle = driven.settle(_IDLE) if driven.is_ready(_IDLE) else 0
        tell(f"idle for {time.perf_counter() - began:.0f} s, {depth}", idle, unit="bytes", bar=Bar(at_most=0))
        for series in STEPS:
            _press(series, driven)
            _tell_median(f"{series.what}, {depth}", driven, series.keys, bar=_BARS.get(series.what))
            _press(series, driven)
        to_lower_edge(driven)
        for series in series_there_are(_SCROLLS):
            theirs = {"vim": theirs_page, "less": theirs_line}.get(series.peer)
            bar = Bar(times=2) if theirs is not None else None
            _tell_median(f"{series.what}, {depth}", driven, series.keys, series.peer, theirs, bar)
        driven.answers([_PAGER])
        bar = Bar(times=2) if theirs_line is not None else None
        _tell_median(f"{_READ_ON.what}, {depth}", driven, _READ_ON.keys, _READ_ON.peer, theirs_line, bar)
        driven.answers([_PAGER])  # it is remembered


def _press(series: Series, driven: Driven) -> None:
    driven.answers([series.around] if series.around else [])


def _tell_median(
    what: str,
    driven: Driven,
    series: Sequence[bytes],
    peer: str = "",
    theirs: float | None = None,
    bar: Bar | None = None,
) -> None:
    found = driven.answers(series)
    if found.silent:
        note(f"{what}: {found.silent} of {len(found.every)} keys wrote nothing and are not counted")
    if found.loud:
        tell(what, found.size, peer, theirs, unit="bytes", bar=bar)


def _median(command: Sequence[str], key: bytes, folder: Path, environment: Mapping[str, str]) -> float:
    with Driven(command, str(folder), environment) as driven:
        driven.settle(0.5)
        return driven.answers([key] * 15).size


def _tell_lag(name: str, key: bytes, ours: Sequence[str], vim: Sequence[str] | None, folder: Path) -> None:
    theirs, bar = None, None
    if vim is not None:
        (theirs, size), bar = _held(key, vim, folder), Bar(times=1)
        tell(f"    for orientation: vim, {name} held ({size:,} bytes)", theirs)
    lag, size = _held(key, ours, folder)
    tell(f"last paint behind {name} held, 20 KB/s ({size:,} bytes)", lag, "vim", theirs, bar=bar)


def _held(key: bytes, command: Sequence[str], folder: Path) -> tuple[float, int]:
    """The lag and the bytes in the middle of some rounds."""
    return sorted(_lag(key, command, folder) for _ in range(_ROUNDS))[_ROUNDS // 2]


def _lag(key: bytes, command: Sequence[str], folder: Path) -> tuple[float, int]:
    """Hold a key on a line that takes so many bytes a second: seconds from the last press to the last byte, and bytes.

    A piece is taken when the one before it has gone over the line; what is not taken fills the pty's own buffer (4 KB),
    and then the program waits.
    """
    presses = int(_HELD * _A_SECOND)
    with Driven(command, str(folder)) as driven:
        driven.settle(2.0)
        to_lower_edge(driven)
        began = free = last_press = time.perf_counter()
        pressed = size = 0
        while True:
            now = time.perf_counter()
            if pressed < presses and now >= began + pressed / _A_SECOND:
                driven.type(key)
                pressed, last_press = pressed + 1, now
            if now < free:
                time.sleep(0.001)
            elif driven.is_ready(0.001):
                taken = driven.take(_PIECE)
                size, free = size + taken, max(free, time.perf_counter()) + taken / _RATE
            elif pressed == presses and now > max(free, last_press) + _SURELY_QUIET:
                return max(0.0, free - last_press), size
