"""What words are compared as."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.folding import SPELLINGS, folded


def test_a_sign_that_is_easy_to_type_stands_for_all_its_spellings() -> None:
    for sign, others in SPELLINGS.items():
        assert folded(others) == sign * len(others)


@given(st.text(max_size=20), st.text(max_size=20))
def test_each_character_is_folded_for_itself_however_long_the_text(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)
    assert folded(one + other) == "".join(map(folded, one + other))
