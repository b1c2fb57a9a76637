"""What the list asks the library for, in a thread or at once: which rows there are and in which order, and the figures."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from store.filters.everything import EVERYTHING
from store.model import Order, Sort, State

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.listing import Listing

FIRST = 500
"""The rows that are asked for before all others; a list with fewer is whole with them."""
_MANY = 50_000
"""The rows of a list from which the pages that it was read from take megabytes."""
NEWEST_FIRST = Order()
GROUPED = (Sort.DATE, Sort.OUTLET)
"""The orders in which there are groups: days, and outlets."""


class Asked(NamedTuple):
    """A list that is wanted. at: which question it is, the newest highest. afresh: another filter or order than before.

    by_others: asked because another program wrote.
    """

    at: int = 0
    term: Term = EVERYTHING
    words: str = ""
    order: Order = NEWEST_FIRST
    grouped: bool = False
    afresh: bool = False
    by_others: bool = False


class Found(NamedTuple):
    """The rows of a list, in order; not whole: the first of them. seconds: how long the library took."""

    asked: Asked
    numbers: array[int]
    borders: array[int]
    is_whole: bool
    seconds: float


class Figures(NamedTuple):
    """How many articles are in each state, in the whole library, and how many rows a list of all has."""

    asked: Asked
    states: Mapping[State, int]
    rows: int


def answers(asked: Asked, reading: Listing, *, first: bool) -> Iterator[Found | Figures]:
    """The rows, where wanted the first of them before; then the figures."""
    began = time.perf_counter()
    if first:
        found = _found(asked, reading, began, most=FIRST)
        yield found
    if not first or not found.is_whole:
        found = _found(asked, reading, began)
        yield found
    rows = len(found.numbers) if asked.term == EVERYTHING else reading.count(EVERYTHING)
    yield Figures(asked, reading.tally(), rows)
    if len(found.numbers) > _MANY:
        reading.let_go_of_pages()


def _found(asked: Asked, reading: Listing, began: float, most: int | None = None) -> Found:
    numbers = reading.numbers(asked.term, asked.order, most=most)
    is_whole = most is None or len(numbers) < most
    grouped = asked.grouped and asked.order.by in GROUPED and is_whole
    borders = reading.borders(numbers, asked.order.by) if grouped else array("q")
    return Found(asked, numbers, borders, is_whole, time.perf_counter() - began)
