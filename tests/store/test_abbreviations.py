"""Which full stops belong to what is before them; whole sentences are in test_text.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.abbreviations import belongs_to_word
from store.text import sentences


@pytest.mark.parametrize(
    ("before", "word", "belongs"),
    [
        ("Gen", "Maar", True),
        ("the U.S", "Army", True),
        ("the U.S. Gen", "Maar", True),
        ("the U.S. Sen", "Maar", True),
        ("the D.C. Gov", "Maar", True),
        ("the U.S", "The", False),
        ("on Mon", "They", False),
        ("he sat", "Then", False),
        ("on Sat", "Maar", True),
        ("No", "5", True),
        ("No", "Maar", False),
        ("am 3", "Mai", True),
        ("scored 3", "Maar", False),
        ("в г", "Москве", True),
        ("2024 г", "Москва", False),
        ("", "Maar", False),
    ],
)
def test_a_stop_belongs_to_an_abbreviation_unless_what_follows_opens_a_sentence(
    before: str, word: str, belongs: bool
) -> None:
    assert belongs_to_word(f"{before}. {word}", len(before), word) is belongs


def test_a_title_behind_an_abbreviated_country_ends_no_sentence() -> None:
    text = "U.S. Gen. Smith went. He came."
    assert [span.of(text) for span in sentences(text)] == ["U.S. Gen. Smith went.", "He came."]


@given(st.text(max_size=30), st.text(min_size=1, max_size=8), st.integers(0, 30))
def test_any_text_gets_an_answer(text: str, word: str, stop: int) -> None:
    assert belongs_to_word(text, min(stop, len(text)), word) in (True, False)
