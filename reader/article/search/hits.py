"""All that a search finds in a text: what touches a stretch, how many there are, and the next one from a place. Pure.

Nothing goes through the whole text at once: counting and hunting are done a window at a time, by whoever has the time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from operator import itemgetter

from reader.article.search.searching import REACH, WINDOW, Finder, Letters, Search
from store.text import Span

_start_of = itemgetter(0)
_UNKNOWN = -1
_KEPT = 8
"""Windows whose hits are kept: more than a screen shows."""


class Hits:
    """The hits of a search in the text that the letters are of."""

    def __init__(self, search: Search, letters: Letters) -> None:
        self.search = search
        self._finder = Finder(search, letters)
        self._size = len(letters.text)
        self._counts = array("l", [_UNKNOWN]) * letters.windows
        self._next = 0
        self._left = letters.windows
        self._kept: dict[int, list[tuple[int, int]]] = {}
        self.counted = 0
        """How many were found in the windows that were counted."""

    @property
    def windows(self) -> int:
        """How many windows the text has."""
        return len(self._counts)

    @property
    def is_counted(self) -> bool:
        """Whether all are counted."""
        return self._left == 0

    def count_on(self) -> None:
        """Count those of one window more, the first that is not counted."""
        while self._next < self.windows and self._counts[self._next] != _UNKNOWN:
            self._next += 1
        if self._next < self.windows:
            self.count(self._next)

    def count(self, window: int) -> int:
        """How many begin in a window."""
        if self._counts[window] == _UNKNOWN:
            self.of(window)
        return self._counts[window]

    def of(self, window: int) -> list[tuple[int, int]]:
        """Start and end of those that begin in a window, in order."""
        if self._counts[window] == 0:
            return []
        if window not in self._kept:
            found = self._finder.found(window * WINDOW, min(self._size, (window + 1) * WINDOW))
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[window] = found
            if self._counts[window] == _UNKNOWN:
                self._counts[window] = len(found)
                self.counted += len(found)
                self._left -= 1
        return self._kept[window]

    def ordinal(self, start: int) -> int | None:
        """Which one begins at an offset, from 1; None where those before it are not counted."""
        window = start // WINDOW
        before = self._counts[:window]
        if _UNKNOWN in before:
            return None
        return sum(before) + 1 + bisect_left(self.of(window), start, key=_start_of)

    def touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of those that share a code point with start … end, in order."""
        found: list[tuple[int, int]] = []
        first, last = max(0, start - REACH), min(end, self._size)
        if start < last:
            for window in range(first // WINDOW, (last - 1) // WINDOW + 1):
                hits = self.of(window)
                low = bisect_left(hits, first, key=_start_of)
                found += [hit for hit in hits[low : bisect_left(hits, last, key=_start_of)] if hit[1] > start]
        return found

    def lit(self, start: int, end: int) -> list[Span]:
        """What of the text around start … end they cover, those that overlap as one."""
        stretches: list[tuple[int, int]] = []
        for first, last in self.touching(start, end):
            if stretches and first < stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]))
            else:
                stretches.append((first, last))
        return [Span(*each) for each in stretches]

    def at(self, offset: int) -> Span | None:
        """The one that covers an offset; of several the one that begins last."""
        found = self.touching(offset, offset + 1)
        return Span(*found[-1]) if found else None


class Hunt:
    """The way to the hit that is so many further than a place (by where it begins), around the ends of the text."""

    def __init__(self, hits: Hits, origin: int, *, back: bool = False, count: int = 1) -> None:
        self.hits = hits
        self.origin = origin
        self.back = back
        self.found: Span | None = None
        self.is_around = False
        """Whether the way led around an end of the text."""
        self.is_over = hits.windows == 0
        self._left = count
        self._steps = 0

    def step(self) -> bool:
        """Look through one window more; whether it is over with that."""
        if self.is_over:
            return True
        hits, windows = self.hits, self.hits.windows
        home = max(0, min(self.origin // WINDOW, windows - 1))
        window = (home - self._steps if self.back else home + self._steps) % windows
        if self._steps and window == (windows - 1 if self.back else 0):
            self.is_around = True
        number = hits.count(window)
        if window != home and number < self._left:
            self._left -= number
        else:
            self._look(self._part(window) if window == home else hits.of(window))
        self._steps += 1
        if self._steps > windows and not self.is_over:  # once around: all are counted now
            self.is_over = hits.counted == 0
            self._left = (self._left - 1) % max(1, hits.counted) + 1
            self._steps = 0
        return self.is_over

    def _part(self, home: int) -> list[tuple[int, int]]:
        """Of the window where it began, what lies ahead, and when it has come around, what lies behind."""
        own = self.hits.of(home)
        first = self._steps == 0
        if self.back:
            cut = bisect_left(own, self.origin, key=_start_of)
            return own[:cut] if first else own[cut:]
        cut = bisect_right(own, self.origin, key=_start_of)
        return own[cut:] if first else own[:cut]

    def _look(self, here: list[tuple[int, int]]) -> None:
        if len(here) < self._left:
            self._left -= len(here)
            return
        self.found = Span(*here[-self._left if self.back else self._left - 1])
        self.is_over = True
