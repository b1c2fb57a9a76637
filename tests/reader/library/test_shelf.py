"""The few rows that are at hand: fetched when they are missing, with those around them, and never all of them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from reader.library.shelf import Shelf
from store.model import ArticleSummary, Counts, State


class Numbered:
    """Has an article for each number from 0 to 9,999, and one other of its story for each tenth; remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def rows(self, numbers: Iterable[int]) -> dict[int, ArticleSummary]:
        wanted = list(numbers)
        self.asked.append(wanted)
        return {each: summary(each) for each in wanted if 0 <= each < 10_000}

    def stories(self, numbers: Iterable[int]) -> dict[int, tuple[ArticleSummary, ...]]:
        return {each: (summary(each + 1),) for each in numbers if each % 10 == 0}


def summary(number: int) -> ArticleSummary:
    return ArticleSummary(f"id {number}", "", None, None, None, State.NEW, Counts(), "", number=number)


@pytest.fixture
def library() -> Numbered:
    return Numbered()


def test_a_row_is_fetched_once_with_those_around_it(library: Numbered) -> None:
    shelf = Shelf(library)
    assert shelf.article(5, lambda: range(20)) == summary(5)
    assert [shelf.article(number) for number in range(20)] == [summary(number) for number in range(20)]
    assert len(library.asked) == 1
    assert shelf.others(10) == (summary(11),)
    assert shelf.others(11) == shelf.others(500) == ()


def test_only_what_is_missing_is_fetched(library: Numbered) -> None:
    shelf = Shelf(library)
    shelf.article(0, lambda: range(20))
    shelf.article(20, lambda: range(10, 30))
    assert sorted(library.asked[1]) == [*range(20, 30)]


def test_what_is_gone_is_asked_for_once(library: Numbered) -> None:
    shelf = Shelf(library)
    assert shelf.article(-7) is shelf.article(-7) is None
    assert len(library.asked) == 1


def test_whoever_goes_through_all_of_it_holds_few_at_a_time(library: Numbered) -> None:
    shelf = Shelf(library)
    for page in range(0, 10_000, 40):
        shelf.article(page, lambda page=page: range(page, page + 60))  # type: ignore[misc]  # its default is its type
        assert len(shelf) <= 360
    assert shelf.others(0) == ()


def test_what_changed_is_fetched_again(library: Numbered) -> None:
    shelf = Shelf(library)
    shelf.article(10)
    shelf.forget()
    assert shelf.others(10) == ()
    shelf.article(10)
    assert len(library.asked) == 2
