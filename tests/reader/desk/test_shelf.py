"""The rows of a desk that are at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.desk.shelf import Shelf


class Fetched:
    """Rows that are their numbers in words, and which were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> Mapping[int, str]:
        self.asked.append(list(numbers))
        return {each: str(each) for each in numbers if each != 13}


def test_a_row_is_fetched_with_those_around_it_and_once() -> None:
    fetched = Fetched()
    shelf = Shelf(fetched)
    assert shelf.row(1, lambda: [1, 2, 3]) == "1"
    assert shelf.row(3) == "3"
    assert shelf.row(13) is None
    assert shelf.row(13) is None
    assert fetched.asked == [[1, 2, 3], [13]]


def test_what_changed_is_fetched_again_and_few_are_kept() -> None:
    fetched = Fetched()
    shelf = Shelf(fetched)
    shelf.row(1)
    shelf.forget()
    shelf.row(1)
    assert fetched.asked == [[1], [1]]
    shelf.row(1000, lambda: range(1000, 1400))
    shelf.row(1)
    assert fetched.asked[-1] == [1]
