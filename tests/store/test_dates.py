"""Dates of the world are told from what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates import is_date


@pytest.mark.parametrize(
    "words",
    [
        "2024",
        "2024-07",
        "2024-07-20",
        "2024-02-29",
        "2024-07-20T10:00",
        "2024-07-20T10:00:05.5+02:00",
        "2024-07-20T10:00Z",
    ],
)
def test_a_date_as_precise_as_it_is_known_is_one(words: str) -> None:
    assert is_date(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "foo",
        "202",
        "2024-7",
        "2024-13",
        "2024-07-32",
        "2023-02-29",
        "20240720",
        "2024-W01",
        "2024-07-20 10:00",
        "٢٠٢٤",
    ],
)
def test_what_is_no_date_is_none(words: str) -> None:
    assert not is_date(words)


@given(st.dates() | st.datetimes())
def test_what_python_writes_is_a_date(when: object) -> None:
    assert is_date(when.isoformat())  # type: ignore[attr-defined]  # dates and times both have it


@given(st.text(max_size=12))
def test_any_words_are_told(words: str) -> None:
    assert is_date(words) in (True, False)
