"""Two versions of a text side by side: the stretches of lines that both have, and the lines that only one has. Pure.

Whole lines only: where one was changed inside, store.anchoring looks for the words of each mark. Lines that stand once in
both are paired first, as long as their order is kept (the patience method of Bram Cohen); then their equal neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from store.text import Span


class Stretch(NamedTuple):
    """What stands in both versions, letter for letter: where in the old one, where in the new one, how long."""

    old: int
    new: int
    length: int


class Alignment:
    """What two versions have in common: stretches in the order of both, none overlapping another in either."""

    def __init__(self, old: str, new: str) -> None:
        self.length = len(new)
        self.stretches = tuple(_stretches(old, new))
        self._olds = [stretch.old for stretch in self.stretches]
        self._news = [stretch.new for stretch in self.stretches]

    def span(self, span: Span) -> Span | None:
        """Where the words of an old span stand now; None where they do not lie within one stretch."""
        stretch = self._before(span.start)
        if stretch is None or span.end > stretch.old + stretch.length:
            return None
        return Span(span.start - stretch.old + stretch.new, span.end - stretch.old + stretch.new)

    def offset(self, at: int) -> int:
        """Where an old offset stands now; in a stretch that is gone, where that was."""
        stretch = self._before(at)
        if stretch is None:
            return 0
        return stretch.new + min(at - stretch.old, stretch.length)

    def around(self, span: Span) -> Span:
        """Between which places of the new version the words of an old span must stand, if nothing was moved about."""
        following = bisect_left(self._olds, span.end)
        end = self.stretches[following].new if following < len(self.stretches) else self.length
        last = self._before(span.end - 1 if span else span.end)
        if last is not None and last.old + last.length >= span.end:
            end = last.new + span.end - last.old
        return Span(min(self.offset(span.start), end), end)

    def is_old(self, span: Span) -> bool:
        """Whether a span of the new version lies within a stretch that the old one has as well."""
        index = bisect_right(self._news, span.start) - 1
        return index >= 0 and span.end <= self.stretches[index].new + self.stretches[index].length

    def _before(self, at: int) -> Stretch | None:
        index = bisect_right(self._olds, at) - 1
        return self.stretches[index] if index >= 0 else None


def lines_changed(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that only the old version has, and those that only the new one has; blank ones are left out."""
    one, other = old.split("\n"), new.split("\n")
    gone, come = [True] * len(one), [True] * len(other)
    for old_line, new_line, count in _pairs(one, other):
        gone[old_line : old_line + count] = come[new_line : new_line + count] = [False] * count
    return (
        tuple(line for line, is_gone in zip(one, gone, strict=True) if is_gone and line.strip()),
        tuple(line for line, is_come in zip(other, come, strict=True) if is_come and line.strip()),
    )


def _stretches(old: str, new: str) -> Iterator[Stretch]:
    one, other = old.split("\n"), new.split("\n")
    old_starts, new_starts = (list(accumulate((len(line) + 1 for line in of), initial=0)) for of in (one, other))
    for old_line, new_line, count in _pairs(one, other):
        length = old_starts[old_line + count] - old_starts[old_line] - 1  # but for the last line end
        if length:
            yield Stretch(old_starts[old_line], new_starts[new_line], length)


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal lines, in the order of both: the first of each in either, and how many they are."""
    pairs: list[tuple[int, int]] = []
    ranges = [(0, len(one), 0, len(other))]
    while ranges:
        low, high, other_low, other_high = ranges.pop()
        while low < high and other_low < other_high and one[low] == other[other_low]:
            pairs.append((low, other_low))
            low, other_low = low + 1, other_low + 1
        while low < high and other_low < other_high and one[high - 1] == other[other_high - 1]:
            high, other_high = high - 1, other_high - 1
            pairs.append((high, other_high))
        if low < high and other_low < other_high:
            anchors = _anchors(one[low:high], other[other_low:other_high])
            edges = [(-1, -1), *anchors, (high - low, other_high - other_low)] if anchors else []
            pairs.extend((low + at, other_low + other_at) for at, other_at in anchors)
            ranges.extend(
                (low + before + 1, low + at, other_low + other_before + 1, other_low + other_at)
                for (before, other_before), (at, other_at) in pairwise(edges)
            )
    return _runs(sorted(pairs))


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that stand once in both, as many as keep their order."""
    counts, other_counts = Counter(one), Counter(other)
    places = {line: at for at, line in enumerate(other) if other_counts[line] == 1}
    found = [(at, places[line]) for at, line in enumerate(one) if counts[line] == 1 and line in places]
    ends: list[int] = []  # the least end of an ordered choice of each length
    last: list[int] = []
    before = [-1] * len(found)
    for index, (_, at) in enumerate(found):
        length = bisect_left(ends, at)
        ends[length : length + 1] = [at]
        last[length : length + 1] = [index]
        before[index] = last[length - 1] if length else -1
    chosen = []
    index = last[-1] if last else -1
    while index >= 0:
        chosen.append(found[index])
        index = before[index]
    return chosen[::-1]


def _runs(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    for at, other_at in pairs:
        if runs and runs[-1][0] + runs[-1][2] == at and runs[-1][1] + runs[-1][2] == other_at:
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((at, other_at, 1))
    return runs
