"""The occurrences that were found in many articles, in rows below the head of each, and which of them are left out. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from store.folding import folded
from store.occurring import Occurrence
from store.text import Span

At = tuple[str, Span]
"""An article and a span of its text."""


def place_of(occurrence: Occurrence) -> At:
    """Where an occurrence stands."""
    return occurrence.article, occurrence.span


class Gathered:
    """What was found so far, and what is shown of it: all, or what has some words in its sentence.

    rows: for each the index of its occurrence; for the head of an article that of its first one that is shown, less than 0
    by one.
    """

    def __init__(self, left_out: Iterable[At] = ()) -> None:
        """left_out: what is left out from the first, where it is found."""
        self._left_before = frozenset(left_out)
        self.found: list[Occurrence] = []
        self.rows = array("q")
        self.words = ""
        self._starts = array("q")
        """Where the occurrences of each article begin; they lie one after another."""
        self._left = bytearray()
        self._shown = 0
        self._chosen = 0
        self._folded: list[str] = []

    def add(self, found: Iterable[Occurrence]) -> None:
        """More of them, behind the others."""
        first = len(self.found)
        self.found.extend(found)
        self._left.extend(place_of(each) in self._left_before for each in self.found[first:])
        for index in range(first, len(self.found)):
            if not index or self.found[index].article != self.found[index - 1].article:
                self._starts.append(index)
        self._show(range(first, len(self.found)))

    def filter(self, words: str) -> None:
        """Show those alone that have all of these words around them, in any case and with any accents."""
        self.words = " ".join(words.split())
        self.rows, self._shown, self._chosen = array("q"), 0, 0
        self._show(range(len(self.found)))

    def _show(self, indices: range) -> None:
        last = self._article_of(self.rows[-1]) if self.rows else -1
        for index in self._having(indices):
            if (article := bisect_right(self._starts, index)) != last:
                self.rows.append(-1 - index)
                last = article
            self.rows.append(index)
            self._shown += 1
            self._chosen += not self._left[index]

    def _having(self, indices: range) -> Iterable[int]:
        if not self.words:
            return indices
        wanted = folded(self.words).split()
        for each in self.found[len(self._folded) :]:
            self._folded.append(folded(each.before + each.exact + each.behind))
        return (index for index in indices if all(word in self._folded[index] for word in wanted))

    # --- how many there are -------------------------------------------------------------------------------------------

    @property
    def shown(self) -> int:
        """How many are shown."""
        return self._shown

    @property
    def number(self) -> int:
        """How many of these are not left out."""
        return self._chosen

    @property
    def articles(self) -> int:
        """In how many articles some were found."""
        return len(self._starts)

    @property
    def chosen(self) -> list[Occurrence]:
        """Those that are shown and not left out."""
        return [self.found[row] for row in self.rows if row >= 0 and not self._left[row]]

    @property
    def left_out(self) -> set[At]:
        """What is left out."""
        found = {place_of(each) for each, is_left in zip(self.found, self._left, strict=True) if is_left}
        return found | (self._left_before - set(map(place_of, self.found)))

    def is_left(self, index: int) -> bool:
        """Whether one is left out."""
        return bool(self._left[index])

    def of_article(self, row: int) -> tuple[int, int]:
        """How many that are shown stand below the head of the article that a row belongs to, and how many are chosen."""
        indices = self._beside(row)
        return len(indices), sum(not self._left[index] for index in indices)

    def _article_of(self, value: int) -> int:
        return bisect_right(self._starts, value if value >= 0 else -1 - value)

    def _beside(self, row: int) -> Sequence[int]:
        """The occurrences of a row's article that are shown."""
        first = row
        while self.rows[first] >= 0:
            first -= 1
        last = first + 1
        while last < len(self.rows) and self.rows[last] >= 0:
            last += 1
        return self.rows[first + 1 : last]

    # --- leaving out --------------------------------------------------------------------------------------------------

    def toggle(self, row: int) -> None:
        """Leave out what is in a row, or take it in again; in the row of an article all of it."""
        if self.rows[row] < 0:
            self.toggle_article(row)
        else:
            self._turn([self.rows[row]])

    def toggle_article(self, row: int) -> None:
        """Leave out all that is shown of a row's article; where all is left out already take it in again."""
        self._turn(self._beside(row))

    def toggle_all(self) -> None:
        """The same with all that is shown."""
        self._turn([row for row in self.rows if row >= 0])

    def _turn(self, indices: Sequence[int]) -> None:
        leave = 1 if any(not self._left[index] for index in indices) else 0
        for index in indices:
            self._chosen += self._left[index] - leave
            self._left[index] = leave
