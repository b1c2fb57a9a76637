"""Which row of the list is what: articles in their order, headings between them, and the others of an unfolded story.

Holds numbers (listed.number) and no articles: a million rows are an array of eight megabytes. Pure.

A stop is a row that the bar can stand on: an article, or one of those below it. Headings are rows and no stops.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from store.model import Order, Sort


class Entry(NamedTuple):
    """What a row is. number: the article on it; of a heading, the first below it. stop: which one; of a heading, that below.

    under: it is one of those below the first of its story. heads: how many articles a heading stands over; 0 where it is
    no heading.
    """

    number: int
    stop: int
    under: bool = False
    heads: int = 0


@dataclass(frozen=True)
class Arrangement:
    """The rows of a list. numbers: a story a row, in order; borders: at which of them a group begins, in ascending order
    (none: there are no headings); unfolded: what stands below some of them, by number.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    order: Order = field(default_factory=Order)
    borders: array[int] = field(default_factory=lambda: array("q"))
    unfolded: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    _places: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _tops: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _under: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = [(self.place_of(number), others) for number, others in self.unfolded.items() if others]
        placed = sorted((place, others) for place, others in found if place is not None)
        tops, before = [], 0
        for place, others in placed:
            tops.append(place + before)
            before += len(others)
        object.__setattr__(self, "_places", tuple(place for place, _ in placed))
        object.__setattr__(self, "_tops", tuple(tops))
        object.__setattr__(self, "_under", tuple(others for _, others in placed))

    @property
    def stops(self) -> int:
        """How many rows the bar can stand on."""
        return len(self.numbers) + sum(map(len, self._under))

    @property
    def rows(self) -> int:
        """How many rows there are, with headings."""
        return self.stops + len(self.borders)

    # --- rows and stops -----------------------------------------------------------------------------------------------

    def row_of(self, stop: int) -> int:
        """The row of a stop."""
        return stop + (bisect_right(self.borders, self._place(stop)[0]) if self.borders else 0)

    def entry(self, row: int) -> Entry:
        """What a row is. Raises IndexError where there is none."""
        if not 0 <= row < self.rows:
            raise IndexError(row)
        if not self.borders:
            return self.at(row)
        above = bisect_right(range(len(self.borders)), row, key=self._row_of_border)
        if above and self._row_of_border(above - 1) == row:
            first = self.borders[above - 1]
            behind = self.borders[above] if above < len(self.borders) else len(self.numbers)
            return Entry(self.numbers[first], self._stop_of(first), heads=behind - first)
        return self.at(row - above)

    def at(self, stop: int) -> Entry:
        """What the bar stands on at a stop. Raises IndexError where there is none."""
        place, under = self._place(stop)
        if not under:
            return Entry(self.numbers[place], stop)
        return Entry(self._under[bisect_left(self._places, place)][under - 1], stop, under=True)

    def nearest(self, row: int, *, upwards: bool = False) -> int:
        """The stop at a row; where a heading stands there, that below it, or upwards that above. There must be one."""
        entry = self.entry(max(0, min(row, self.rows - 1)))
        return entry.stop - 1 if entry.heads and upwards and entry.stop else entry.stop

    def _row_of_border(self, index: int) -> int:
        return self._stop_of(self.borders[index]) + index

    def _stop_of(self, place: int) -> int:
        if not self._places:
            return place
        index = bisect_left(self._places, place)
        return place + (self._tops[index] - self._places[index] if index < len(self._places) else self._more)

    @property
    def _more(self) -> int:
        return sum(map(len, self._under))

    def _place(self, stop: int) -> tuple[int, int]:
        """The place among the numbers that a stop is at, and which of those below it, from 1; 0: itself."""
        index = bisect_right(self._tops, stop) - 1 if self._tops else -1
        if index < 0:
            return stop, 0
        below = stop - self._tops[index]
        if below <= len(self._under[index]):
            return self._places[index], below
        return self._places[index] + below - len(self._under[index]), 0

    # --- where articles are -------------------------------------------------------------------------------------------

    def place_of(self, number: int) -> int | None:
        """At which place among the numbers one stands; None where it does not."""
        return place_of(self.numbers, number, self.order)

    def stop_of(self, number: int) -> int | None:
        """The stop of an article, also of one that stands below another; None where it is not in the list."""
        for index, others in enumerate(self._under):
            if number in others:
                return self._tops[index] + 1 + others.index(number)
        place = self.place_of(number)
        return None if place is None else self._stop_of(place)

    def between(self, first: int, last: int) -> list[int]:
        """The numbers at the stops from one to another, both included."""
        return [self.at(stop).number for stop in range(max(0, first), min(last, self.stops - 1) + 1)]


def place_of(numbers: array[int], number: int, order: Order) -> int | None:
    """Where a number stands in a list: at once where it is in order of date, else by looking through all of it."""
    if order.by is not Sort.DATE:
        try:
            return numbers.index(number)
        except ValueError:
            return None
    sign = 1 if order.turned else -1
    place = bisect_left(numbers, sign * number, key=lambda each: sign * each)
    return place if place < len(numbers) and numbers[place] == number else None


def kept_stop(old: Arrangement, stop: int, new: Arrangement, most: int = 200) -> int:
    """Where the bar stands in a new arrangement: on its article, else on the first behind it that is still there, else
    before it; most: of so many on each side. At the same stop where none of them is.
    """
    if not old.stops or not new.stops:
        return 0
    around = [*range(stop, min(old.stops, stop + most)), *range(stop - 1, max(-1, stop - most), -1)]
    if new.order.by is not Sort.DATE:
        around = (
            around[:3] + [each for each in around if each == stop - 1][:1]
        )  # each look goes through all of the list
    found = (new.stop_of(old.at(each).number) for each in around if 0 <= each < old.stops)
    return next((each for each in found if each is not None), max(0, min(stop, new.stops - 1)))
