"""What belongs together in a list: where days and outlets begin, and who tells a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.grouping import changes
from store.filters.terms import EVERYTHING
from store.library import Library
from store.model import Article, Metadata, Order, Sort
from tests.conftest import TEXT, MakeArticle


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 40)), max_size=12))
def test_every_border_is_found_and_nothing_else(stretches: list[tuple[int, int]]) -> None:
    keys = [(index, key) for index, (key, length) in enumerate(stretches) for _ in range(length)]
    expected = [at for at, key in enumerate(keys) if not at or keys[at - 1] != key]
    assert list(changes(len(keys), keys.__getitem__)) == expected


def test_few_of_many_are_looked_at() -> None:
    looked: list[int] = []

    def key(place: int) -> int:
        looked.append(place)
        return place // 250_000

    assert list(changes(1_000_000, key)) == [0, 250_000, 500_000, 750_000]
    assert len(looked) < 250


@pytest.fixture
def articles(article: MakeArticle) -> list[Article]:
    """Five articles of two outlets and three days, one of them without a date."""
    told = [
        ("A", "2024-07-22T08:00:00Z", "Harbour Post"),
        ("B", "2024-07-22T23:30:00-02:00", "The Meridian"),  # in UTC it is the day after
        ("C", "2024-07-22", "Harbour Post"),
        ("D", None, None),
        ("E", "2024-07-20T10:00:00Z", "The Meridian"),
    ]
    made = []
    for title, published, outlet in told:
        metadata = Metadata(title, outlet=outlet, published=published)
        made.append(article(f"{title}\n\nThe {title} of it, and {title} again.", metadata=metadata))
    return made


@pytest.mark.parametrize("turned", [False, True])
def test_a_list_by_date_has_a_border_before_each_day(library: Library, articles: list[Article], turned: bool) -> None:
    numbers = library.numbers(EVERYTHING, Order(Sort.DATE, turned))
    days = [library.day_of(number) for number in numbers]
    expected = ["2024-07-23", "2024-07-22", "2024-07-22", "2024-07-20", None]
    assert days == (expected[::-1] if turned else expected)
    borders = list(library.borders(numbers, Sort.DATE))
    assert borders == ([0, 1, 2, 4] if turned else [0, 1, 3, 4])


def test_a_list_by_outlet_has_a_border_before_each_outlet(library: Library, articles: list[Article]) -> None:
    while library.catch_up():
        pass
    numbers = library.numbers(EVERYTHING, Order(Sort.OUTLET))
    rows = library.rows(numbers)
    outlets = [rows[number].outlet for number in numbers]
    borders = list(library.borders(numbers, Sort.OUTLET))
    assert borders == [at for at, outlet in enumerate(outlets) if not at or outlets[at - 1] != outlet]
    assert len(borders) == 3


def test_nothing_has_no_borders(library: Library) -> None:
    assert list(library.borders([], Sort.DATE)) == list(library.borders([], Sort.OUTLET)) == []


def test_articles_are_named_by_their_numbers_alone_or_with_all_who_tell_their_story(
    library: Library, article: MakeArticle
) -> None:
    first = article(TEXT).id
    second = article(TEXT.replace("Ferry will sail again", "Sailing soon")).id
    other = article("Another story\n\nThe harbour master rests on Sundays, and sleeps.").id
    numbers = {each: library.number_of(each) or 0 for each in (first, second, other)}
    assert library.articles_of([numbers[second]]) == [second]
    assert library.articles_of([numbers[second]], stories=True) == [second, first]
    assert sorted(library.articles_of([numbers[first], numbers[other]], stories=True)) == sorted([first, second, other])
    assert library.articles_of([-1], stories=True) == []
