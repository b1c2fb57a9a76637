"""How far a long command has come, in one line of a terminal that is written over and over. Decides what it says; pure but
for Progress, which writes it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.cli.output import Output
from reader.terminal.depth import shown_line

OFTEN = 0.2
"""Seconds between two lines."""
_EARLY = 3.0
"""Seconds before which nobody can tell how long it will take."""
_MOST_FILES = 100_000
"""Files above which nobody waits for them to be counted."""
_COLUMNS = 80
_PACKED = frozenset({".gz", ".parquet", ".pq", ".epub"})
"""Suffixes of files of which nobody can tell from what came out of them how much is left."""


@dataclass
class Course:
    """How much of some files has been read, by what came out of them; sizes: in bytes, by path."""

    sizes: Mapping[str, int] = field(default_factory=dict)
    _behind: int = 0
    _current: str = ""
    _within: int = 0

    def __post_init__(self) -> None:
        self._total = sum(self.sizes.values())

    def passed(self, origin: str, size: int) -> None:
        """Something came out of a file, of so many bytes."""
        path = origin if origin in self.sizes else origin.rpartition("#")[0]
        if path != self._current:
            self._behind += self.sizes.get(self._current, 0)
            self._current, self._within = path, 0
        self._within += size

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nobody can tell."""
        if not self._total:
            return None
        packed = os.path.splitext(self._current)[1].lower() in _PACKED  # noqa: PTH122 - a hundred thousand times
        within = 0 if packed else min(self._within, self.sizes.get(self._current, 0))
        return min(1.0, (self._behind + within) / self._total) or None


def sizes_of(paths: Iterable[str]) -> dict[str, int]:
    """The bytes of the files at some paths and in folders below them; none where there is anything else among them."""
    found: dict[str, int] = {}
    for path in paths:
        try:
            place = Path(path).expanduser() if path.startswith("~") else Path(path)
            if place.is_file():
                found[str(place)] = place.stat().st_size
            elif not place.is_dir() or not _count(str(place), found):
                return {}
        except (OSError, ValueError, RuntimeError):
            return {}
    return found


def _count(folder: str, found: dict[str, int]) -> bool:
    folders = [folder]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.is_file():
                    found[entry.path] = entry.stat().st_size
        if len(found) > _MOST_FILES:
            return False
    return True


def line(counts: str, number: int, seconds: float, share: float | None, origin: str, width: int) -> str:
    """What is shown: how many, how fast, how much of all, the time left, and as much of the origin as there is room for."""
    from rich.cells import cell_len, chop_cells

    said = [counts]
    if seconds >= 1:
        rate = number / seconds
        said.append(f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
    if share is not None:
        said.append(f"{share:.0%}")
    if (left := time_left(seconds, share)) is not None:
        said.append(f"{duration(left)} left")
    told = "  ".join(said)
    room = width - cell_len(told) - 3
    where = shown_line(origin)
    if room >= 8 and where:
        if cell_len(where) > room:
            where = "…" + chop_cells(where[::-1], room - 1)[0][::-1]  # the end of a path tells more than its beginning
        told += f"  {where}"
    return told if cell_len(told) < width else chop_cells(told, max(1, width - 1))[0]


def time_left(seconds: float, share: float | None) -> float | None:
    """Seconds that are left after so many, in which so much of all was done; None where nobody can tell yet."""
    if share is None or seconds < _EARLY or share < 0.01:
        return None
    return seconds * (1 - share) / share


def duration(seconds: float) -> str:
    """Seconds as a clock shows them: "1:02", "3:00:15"."""
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02}"
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


class Progress:
    """The line on standard error, where that is a terminal and somebody wants it; else nothing."""

    def __init__(
        self, output: Output, paths: Iterable[str], *, quiet: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._output = output
        self._is_shown = output.err_is_terminal and not quiet
        self._clock = clock
        self._began = self._last = clock()
        self._course = Course(sizes_of(paths) if self._is_shown else {})
        self._number = 0
        self._cells = 0

    def passed(self, origin: str, size: int, counts: str) -> None:
        """One more is done."""
        if not self._is_shown:
            return
        self._number += 1
        self._course.passed(origin, size)
        at = self._clock()
        if at - self._last >= OFTEN:
            self._last = at
            self._show(line(counts, self._number, at - self._began, self._course.share, origin, self._width()))

    def clear(self) -> None:
        """Take the line away, for something else is to stand there."""
        if self._cells:
            self._output.err.write("\r" + " " * self._cells + "\r")
            self._output.err.flush()
            self._cells = 0

    def _show(self, told: str) -> None:
        from rich.cells import cell_len

        cells = cell_len(told)
        self._output.err.write("\r" + told + " " * (self._cells - cells))
        self._output.err.flush()
        self._cells = cells

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self._output.err.fileno()).columns or _COLUMNS
        except (OSError, ValueError):
            return _COLUMNS
