"""Writing a term as a filter, and a value so that it is one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FilterError
from store.filters.parsing import parse
from store.filters.terms import Mark, Marked
from store.filters.wording import unparse, written
from tests.store.filters.written import FILTERS

TODAY = date(2026, 11, 22)


@settings(max_examples=40, deadline=None)
@given(FILTERS, st.booleans())
def test_a_term_is_written_so_that_it_is_read_as_the_same(words: str, typing: bool) -> None:
    try:
        term = parse(words, TODAY, typing=typing)
    except FilterError:
        return
    assert parse(unparse(term), date(1999, 1, 1)) == term


@settings(max_examples=35, deadline=None)
@given(st.text(st.characters(exclude_characters='"“”„‟«»＂「」『』'), min_size=1, max_size=12))
def test_whatever_something_is_called_it_can_be_asked_for(name: str) -> None:
    wanted = " ".join(name.split())
    for key in Mark:
        assert not wanted or parse(f"{key}:{written(wanted, keyed=True)} x", TODAY).terms[0] == Marked(key, wanted)  # type: ignore[union-attr]  # All


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("date:today -state:done", "date:2026-11-22 -state:done"),
        ("date:month claims:>0", "date:2026-11 claims:1.."),
        ('“held meetings” or "x"', '"held meetings" or x'),
        ("title:sh* -(a b) (c or d)", "title:sh* -(a b) c or d"),
        ("-(--x)", "-(--x)"),
        ("-(a x(y", "-(a x(y )"),
        ("label:none lang:any -label:any", "label:none lang:any label:none"),
        ('"or" label:"any" "title:x"', '"or" label:"any" "title:x"'),
    ],
)
def test_it_is_written_as_a_person_would(words: str, again: str) -> None:
    assert unparse(parse(words, TODAY)) == again
