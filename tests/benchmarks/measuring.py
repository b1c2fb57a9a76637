"""Measuring: medians of repeated calls, and lines that set a figure beside its baseline and its bar."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds that something took, each time."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def worst(self) -> float:
        """The 99th percentile."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * 0.99))]


def times(action: Callable[[], object], rounds: int) -> Times:
    """How long an action takes, after one round that does not count."""
    action()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return Times(tuple(taken))


@dataclass(frozen=True)
class Bar:
    """What a figure is held to: at most so much, at most so many times its baseline, or so many times faster than it.

    at_most is in the unit that is printed.
    """

    at_most: float | None = None
    times: float | None = None
    faster: float | None = None

    def told(self) -> str:
        """The bar in words."""
        said = (
            f"≤ {self.at_most:g}" if self.at_most is not None else "",
            f"≤ {self.times:g} x" if self.times is not None else "",
            f"{self.faster:g} x faster" if self.faster is not None else "",
        )
        return ", ".join(each for each in said if each)

    def is_kept(self, figure: float, ratio: float | None) -> bool:
        """Whether it is; a ratio that there is no baseline for keeps no bar."""
        wanted = [
            limit for limit in (self.times, None if self.faster is None else 1 / self.faster) if limit is not None
        ]
        is_low = self.at_most is None or figure <= self.at_most
        return is_low and all(ratio is not None and ratio <= limit for limit in wanted)


def tell(
    what: str,
    ours: float,
    peer: str = "",
    theirs: float | None = None,
    *,
    unit: str = "ms",
    bar: Bar | None = None,
    beyond: bool = False,
) -> None:
    """A line: a figure in milliseconds (seconds are handed in) or another unit, baseline, ratio, bar, "ok" or "missed".

    beyond: the baseline did not come to an end; theirs is what it took at least.
    """
    scale = 1000 if unit == "ms" else 1
    digits = 0 if unit == "bytes" else 2
    line = f"{what:62} {ours * scale:10,.{digits}f} {unit:5}"
    ratio = ours / theirs if theirs else None
    if theirs is not None:
        line += f"  {peer} {'> ' * beyond}{theirs * scale:,.{digits}f}"
    if ratio is not None:
        line += f" · {'< ' * beyond}{_short(ratio)} x"
    if bar is not None:
        line = f"{line:120} bar {bar.told()}: {'ok' if bar.is_kept(ours * scale, ratio) else 'missed'}"
    print(line, flush=True)


def _short(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def note(words: str) -> None:
    """A line that has no figure: what is missing, what is being made."""
    print(f"  ({words})", flush=True)


def words(count: int, seed: int = 7) -> str:
    """So many invented words in sentences and paragraphs, always the same."""
    import random

    source = random.Random(seed)
    stock: Sequence[str] = (
        "the minister said that gate three had stood open for ninety minutes while water rose in town and engineers "
        "waited on the crest of an old dam whose brakes nobody would renew before summer came to Halvern"
    ).split()
    pieces: list[str] = []
    for number in range(1, count + 1):
        word = source.choice(stock)
        end = ".\n\n" if number % 60 == 0 else ". " if number % 15 == 0 else " "
        pieces.append(word + end)
    return "".join(pieces).strip()
