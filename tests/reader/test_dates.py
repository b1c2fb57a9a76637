"""Dates of the world in words, as precise as they are known, and as they stand where they are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.dates import day


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2024-07-20", "20 July 2024", "20 Jul 24"),
        ("2024-07-05T09:30:00Z", "5 July 2024", "5 Jul 24"),
        ("2024-12", "December 2024", "Dec 24"),
        ("2024", "2024", "2024"),
        ("", "", ""),
        (None, "", ""),
        ("yesterday", "yesterday", "yesterday"),
        ("2024-13-01", "2024-13-01", "2024-13-01"),
        ("2024-00", "2024-00", "2024-00"),
        ("2024-07-20-", "20 July 2024", "20 Jul 24"),
        ("1-2-3-4", "1-2-3-4", "1-2-3-4"),
    ],
)
def test_a_day_is_written_as_precisely_as_it_is_known(iso: str | None, long: str, short: str) -> None:
    assert day(iso) == long
    assert day(iso, short=True) == short


@given(st.text(max_size=14) | st.text(alphabet="0123456789-T²", max_size=14))
def test_no_words_in_place_of_a_date_break_it(words: str) -> None:
    assert isinstance(day(words), str)
    assert isinstance(day(words, short=True), str)
