"""Measuring: medians of repeated calls, and lines that set a figure beside its baseline."""

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


def tell(what: str, ours: float, peer: str = "", theirs: float | None = None, *, unit: str = "ms") -> None:
    """A figure in milliseconds (seconds are handed in) or another unit, with its ratio to a peer's."""
    scale = 1000 if unit == "ms" else 1
    line = f"{what:52} {ours * scale:10.2f} {unit}"
    if theirs is not None:
        line += f"   {peer} {theirs * scale:.2f} {unit} · ratio {ours / theirs:.2f}"
    print(line, flush=True)


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
