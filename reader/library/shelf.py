"""The rows of the list that are at hand: those that are seen and a page around them, fetched when one of them is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from store.model import ArticleSummary

_MOST = 300
"""Articles that are kept at most before those out of sight are forgotten."""


class Fetching(Protocol):
    """Where rows come from; a store.reading.Reading is such."""

    def rows(self, numbers: Iterable[int]) -> dict[int, ArticleSummary]:
        """Articles by their numbers, those that are there."""

    def stories(self, numbers: Iterable[int]) -> dict[int, tuple[ArticleSummary, ...]]:
        """The others that tell the same story, by the number of an article."""


class Shelf:
    """Keeps a few articles of many. Raises what fetching raises."""

    def __init__(self, fetching: Fetching) -> None:
        self._fetching = fetching
        self._rows: dict[int, ArticleSummary | None] = {}
        self._others: dict[int, tuple[ArticleSummary, ...]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def article(self, number: int, around: Callable[[], Iterable[int]] = tuple) -> ArticleSummary | None:
        """An article by its number; None where there is none. around: what to fetch too, where it is not at hand."""
        if number not in self._rows:
            self._fetch(dict.fromkeys([number, *around()]))
        return self._rows[number]

    def others(self, number: int) -> tuple[ArticleSummary, ...]:
        """Those that tell the same story as an article which is at hand."""
        return self._others.get(number, ())

    def forget(self) -> None:
        """Something has changed: all of it is fetched again when it is seen."""
        self._rows, self._others = {}, {}

    def _fetch(self, wanted: Mapping[int, None]) -> None:
        if len(self._rows) + len(wanted) > _MOST:
            self._rows = {number: row for number, row in self._rows.items() if number in wanted}
            self._others = {number: others for number, others in self._others.items() if number in wanted}
        missing = [number for number in wanted if number not in self._rows]
        found = self._fetching.rows(missing)
        self._others |= self._fetching.stories(missing)
        self._rows |= {number: found.get(number) for number in missing}
