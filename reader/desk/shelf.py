"""The rows of a desk that are at hand: those that are seen and a page around them, fetched when one of them is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

_MOST = 300
"""Rows that are kept at most before those out of sight are forgotten."""

Row = TypeVar("Row")


class Shelf(Generic[Row]):
    """Keeps a few rows of many. Raises what fetching raises."""

    def __init__(self, fetch: Callable[[Sequence[int]], Mapping[int, Row]]) -> None:
        self._fetch = fetch
        self._rows: dict[int, Row | None] = {}

    def row(self, number: int, around: Callable[[], Iterable[int]] = tuple) -> Row | None:
        """A row by its number; None where it is gone. around: what to fetch too, where it is not at hand."""
        if number not in self._rows:
            wanted = dict.fromkeys([number, *around()])
            if len(self._rows) + len(wanted) > _MOST:
                self._rows = {each: row for each, row in self._rows.items() if each in wanted}
            missing = [each for each in wanted if each not in self._rows]
            found = self._fetch(missing)
            self._rows |= {each: found.get(each) for each in missing}
        return self._rows[number]

    def forget(self) -> None:
        """Something has changed: all of it is fetched again when it is seen."""
        self._rows = {}
