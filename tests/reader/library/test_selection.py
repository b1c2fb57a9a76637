"""Selecting: what is in and what is out, whatever order it comes in."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reader.library.selection import Selection
from store.model import Order, Sort

NUMBERS = st.lists(st.integers(-5, 30), max_size=20)


@given(NUMBERS, st.integers(-5, 30), NUMBERS)
def test_a_selection_is_a_set_of_numbers_in_order(numbers: list[int], one: int, more: list[int]) -> None:
    selection = Selection.of(numbers)
    assert list(selection.numbers) == sorted(set(numbers))
    assert len(selection) == len(set(numbers))
    assert (one in selection) is (one in numbers)
    assert list(selection.turned(one).numbers) == sorted({*numbers} ^ {one})
    assert selection.turned(one).turned(one) == selection
    assert list(selection.also(more).numbers) == sorted({*numbers, *more})


@given(st.lists(st.integers(0, 50), unique=True), st.sampled_from([Order(), Order(turned=True), Order(Sort.TITLE)]))
def test_all_of_a_list_are_selected_whatever_its_order(numbers: list[int], order: Order) -> None:
    if order.by is Sort.DATE:
        numbers.sort(reverse=not order.turned)
    listed = array("q", numbers)
    selection = Selection.of_list(listed, order)
    assert selection == Selection.of(numbers)
    assert list(listed) == numbers
    assert list(selection.turned(99).numbers)[-1] == 99
    assert list(listed) == numbers, "what is selected is no part of the list itself"
