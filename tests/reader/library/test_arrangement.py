"""Rows, stops and headings of the list, held against a list of all rows that is made the long way."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.arrangement import Arrangement, Entry, kept_stop, place_of
from store.model import Order, Sort

NEWEST_FIRST, BY_TITLE = Order(), Order(Sort.TITLE)


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    """A list of a few articles with headings before some, and others below some."""
    turned, by_date = draw(st.booleans()), draw(st.booleans())
    numbers = draw(st.lists(st.integers(0, 60), unique=True, max_size=12))
    order = Order(Sort.DATE if by_date else Sort.TITLE, turned)
    if by_date:
        numbers.sort(reverse=not turned)
    borders = sorted({0, *draw(st.sets(st.integers(0, max(0, len(numbers) - 1)), max_size=4))}) if numbers else []
    with_headings = draw(st.booleans())
    heads = draw(st.sets(st.sampled_from(numbers), max_size=3)) if numbers else set()
    unfolded = {head: tuple(range(1000 * (head + 1), 1000 * (head + 1) + draw(st.integers(0, 3)))) for head in heads}
    unfolded |= {9_999: (9_998,)} if draw(st.booleans()) else {}
    return Arrangement(array("q", numbers), order, array("q", borders if with_headings else []), unfolded)


def all_rows(arrangement: Arrangement) -> list[Entry]:
    """Every row, one after the other."""
    rows: list[Entry] = []
    stop = 0
    borders = list(arrangement.borders)
    for place, number in enumerate(arrangement.numbers):
        if place in borders:
            behind = next((each for each in borders if each > place), len(arrangement.numbers))
            rows.append(Entry(number, stop, heads=behind - place))
        rows.append(Entry(number, stop))
        stop += 1
        for other in arrangement.unfolded.get(number, ()):
            rows.append(Entry(other, stop, under=True))
            stop += 1
    return rows


@given(arrangements())
def test_every_row_is_what_it_is_when_all_are_made(arrangement: Arrangement) -> None:
    rows = all_rows(arrangement)
    assert arrangement.rows == len(rows)
    assert [arrangement.entry(row) for row in range(len(rows))] == rows
    stops = [each for each in rows if not each.heads]
    assert arrangement.stops == len(stops)
    for stop, entry in enumerate(stops):
        assert arrangement.at(stop) == entry
        assert rows[arrangement.row_of(stop)] == entry
        assert arrangement.stop_of(entry.number) == stop
    assert arrangement.stop_of(-1) is None
    assert arrangement.between(0, len(stops)) == [each.number for each in stops]


@given(arrangements())
def test_the_bar_never_stands_on_a_heading(arrangement: Arrangement) -> None:
    rows = all_rows(arrangement)
    for row, entry in enumerate(rows):
        down, up = arrangement.nearest(row), arrangement.nearest(row, upwards=True)
        assert down == entry.stop
        assert up == (max(0, entry.stop - 1) if entry.heads else entry.stop)
    if rows:
        assert arrangement.nearest(len(rows) + 5) == arrangement.stops - 1
        assert arrangement.nearest(-5) == 0


def test_there_is_no_row_behind_the_last() -> None:
    for row in (-1, 1):
        with pytest.raises(IndexError):
            Arrangement(array("q", [7])).entry(row)


@given(st.lists(st.integers(0, 40), unique=True, max_size=12), st.integers(0, 40), st.booleans())
def test_a_number_is_found_in_any_order(numbers: list[int], sought: int, turned: bool) -> None:
    ordered = array("q", sorted(numbers, reverse=not turned))
    expected = list(ordered).index(sought) if sought in numbers else None
    assert place_of(ordered, sought, Order(Sort.DATE, turned)) == expected
    expected = numbers.index(sought) if sought in numbers else None
    assert place_of(array("q", numbers), sought, BY_TITLE) == expected


def listed(*numbers: int, order: Order = NEWEST_FIRST) -> Arrangement:
    return Arrangement(array("q", numbers), order)


@pytest.mark.parametrize(
    ("stop", "new", "there"),
    [
        (1, listed(9, 8, 5, 3), 2),  # it is further down
        (1, listed(9, 3, 1), 1),  # it is gone: the next
        (2, listed(9, 8, 6), 2),  # it is gone, and all behind it: the one before
        (2, listed(20, 19), 1),  # none is left
        (0, listed(), 0),
    ],
)
def test_the_bar_stays_on_its_article_or_goes_to_the_nearest_that_is_left(
    stop: int, new: Arrangement, there: int
) -> None:
    assert kept_stop(listed(6, 5, 3), stop, new) == there


def test_the_bar_stays_on_its_article_when_the_list_is_sorted_otherwise() -> None:
    by_title = listed(3, 6, 5, order=BY_TITLE)
    assert kept_stop(listed(6, 5, 3), 1, by_title) == 2
    assert kept_stop(by_title, 0, listed(6, 5, 3)) == 2
    assert kept_stop(listed(6, 5, 4, 3), 2, by_title) == 0


@given(arrangements(), st.data())
def test_a_list_that_did_not_change_keeps_the_bar(arrangement: Arrangement, data: st.DataObject) -> None:
    if arrangement.stops:
        stop = data.draw(st.integers(0, arrangement.stops - 1))
        assert kept_stop(arrangement, stop, arrangement) == stop
