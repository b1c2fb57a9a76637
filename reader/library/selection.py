"""Which articles are selected: numbers in ascending order, so that all of a million take eight megabytes. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.model import Order, Sort


@dataclass(frozen=True)
class Selection:
    """Selected articles by their numbers."""

    numbers: array[int] = field(default_factory=lambda: array("q"))

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Selection:
        """These, in whatever order they come."""
        return cls(array("q", sorted(set(numbers))))

    @classmethod
    def of_list(cls, numbers: array[int], order: Order) -> Selection:
        """All of a list; in order of date they are in order already, and a million of them are never made objects."""
        if order.by is not Sort.DATE:
            return cls.of(numbers)
        return cls(array("q", numbers) if order.turned else numbers[::-1])

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, number: int) -> bool:
        place = bisect_left(self.numbers, number)
        return place < len(self.numbers) and self.numbers[place] == number

    def turned(self, number: int) -> Selection:
        """With one more, or without it where it was among them."""
        place, numbers = bisect_left(self.numbers, number), array("q", self.numbers)
        if number in self:
            del numbers[place]
        else:
            numbers.insert(place, number)
        return Selection(numbers)

    def also(self, numbers: Iterable[int]) -> Selection:
        """With these too."""
        return Selection.of([*self.numbers, *numbers])
