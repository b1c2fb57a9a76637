"""Words measured without rich: as rich measures them, and without it wherever no width is in doubt."""

from __future__ import annotations

import pytest
import rich.cells
from hypothesis import given
from hypothesis import strategies as st
from rich._unicode_data._versions import VERSIONS

from reader.terminal import cells
from reader.terminal.depth import shown_line

LETTERS = st.sampled_from(
    [*"ab 1.·—…éßЖλ中か한（ع", "שׁ", "e\u0301", "👍🏽", "👨\u200d👩\u200d👧", "🇺🇦", "❤\ufe0f", "\u200b"]
)
WORDS = st.one_of(st.text(), st.lists(LETTERS).map("".join))


@given(WORDS, st.integers(-1, 30))
def test_words_take_the_cells_that_rich_says(words: str, room: int) -> None:
    words = shown_line(words)
    assert cells.cell_len(words) == rich.cells.cell_len(words)
    assert cells.sized(words, max(0, room)) == rich.cells.set_cell_size(words, max(0, room))
    assert rich.cells.cell_len(cells.fit(words, room)) == max(0, room)


def test_the_width_of_a_letter_that_is_beyond_doubt_is_the_same_in_every_version_of_unicode() -> None:
    versions = (
        VERSIONS[0],
        VERSIONS[len(VERSIONS) // 2],
        VERSIONS[-1],
    )  # what one added to another stays in those between
    for code in range(0x32000):  # behind them nothing has a letter
        letter = chr(code)
        size = cells.size_of(letter)
        if size is not None:
            assert {rich.cells.get_character_cell_size(letter, version) for version in versions} == {size}, hex(code)


@pytest.mark.parametrize(
    "words", ["плотина", "Ελλάδα", "“Gate three” – 40 €", "第三道闸门为何一直开着", "수문이", "─│●◐○▌…"]
)
def test_no_width_is_in_doubt_in_the_news_of_most_languages(words: str) -> None:
    assert cells.is_certain(words)


@pytest.mark.parametrize("words", ["👍", "e\u0301", "שער", "ثلاثة", "กรุงเทพ", "a\u200d", "\x1b"])
def test_letters_that_join_or_turn_are_looked_at_more_closely(words: str) -> None:
    assert not cells.is_certain(words)
