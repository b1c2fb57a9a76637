"""What the foot tells of the key that the caret stands behind."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.library.filtering.hinting import told_of
from store.filters.keys import KEYS


@pytest.mark.parametrize("words", ["date:", "dam date:2024", "-date:", "(date:", "DATE:2024-07..", 'x date:"a b'])
def test_the_key_at_the_caret_is_told_with_examples(words: str) -> None:
    assert told_of(words, len(words)).startswith("when it was published · date:2024")


@pytest.mark.parametrize("words", ["", "dam", "date: ", "nokey:x", "date:2024 dam"])
def test_where_the_caret_stands_behind_no_key_nothing_is_told(words: str) -> None:
    assert told_of(words, len(words)) == ""


def test_what_is_told_of_a_key_fits_into_the_foot() -> None:
    assert all(0 < cell_len(told_of(f"{name}:", len(name) + 1)) <= 76 for name in KEYS)
