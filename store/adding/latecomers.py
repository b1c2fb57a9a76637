"""Which articles were cleaned before enough pages of their outlet were known, so that they may be cleaned again.

Counts what comes in during a run; cleans nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.database.pages import KEPT

if TYPE_CHECKING:
    from store.cleaning.habits import PageLines
    from store.library import Library

ENOUGH = 4
"""Other pages that show an outlet's habits: an article that was cleaned when so many were known is not cleaned again."""
_TELLING = 2
"""Other pages below which nothing can be told of a line."""


@dataclass(slots=True)
class _Outlet:
    """The pages that were here (None: nobody looked), and the articles that came when there was little to know."""

    before: int | None = None
    early: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=KEPT))


class Latecomers:
    """The outlets of a run whose later pages tell something that earlier articles did not know."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._outlets: dict[str, _Outlet] = {}
        self._first = ""

    def pages(self, outlet: str) -> Sequence[PageLines]:
        """The pages of an outlet that are here."""
        found = self._library.outlet_pages(outlet)
        of = self._outlets.setdefault(outlet, _Outlet())
        if of.before is None:
            of.before = len(found)
        return tuple(found.values())

    def came(self, article: str, outlet: str, others: int) -> None:
        """An article of an outlet is here now, and was cleaned with so many other pages known."""
        self._first = self._first or article
        if not outlet:
            return
        of = self._outlets.setdefault(outlet, _Outlet())
        if others < ENOUGH:
            of.early.append((article, others))

    def knew_less(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The outlets with articles, of this run or from before, that knew less than there is to know now."""
        for outlet, of in self._outlets.items():
            if not of.early and (of.before == 0 or (of.before or 0) > ENOUGH):
                continue
            remembered = self._library.outlet_pages(outlet)
            others = len(remembered) - 1
            if others < _TELLING:
                continue
            before = [article for article in remembered if article < self._first]
            articles = {article for article, knew in of.early if knew < min(others, ENOUGH)}
            if len(before) <= min(others, ENOUGH):
                articles.update(before)
            if articles:
                yield outlet, frozenset(articles)
