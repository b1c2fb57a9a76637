"""The cells of a row: every cluster in as many as it takes, and none cut in two."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.wire.frame import BLANK, Cell, cluster_cells, placed, row_cells
from reader.wire.pen import RESET
from tests.reader.wire.screens import CERTAIN, UNCERTAIN

WIDE = cluster_cells("漢", RESET, 2)
SYSTEM = ColorSystem.TRUECOLOR


def words_of(cells: list[Cell]) -> list[str]:
    return [cell.text for cell in cells if not cell.at]


@settings(max_examples=35, deadline=None)
@given(text=st.lists(st.one_of(st.text(CERTAIN, max_size=4), st.sampled_from(UNCERTAIN))).map("".join))
def test_a_text_takes_the_cells_that_it_was_measured_to_take(text: str) -> None:
    cells = row_cells([Segment(text)], SYSTEM)
    assert len(cells) == cell_len(text)
    assert "".join(words_of(cells)) == (text if cell_len(text[:1]) else text.lstrip("\u0301"))


def test_a_mark_in_other_colours_than_its_letter_stays_with_it() -> None:
    cells = row_cells([Segment("ae"), Segment("\u0301b", Style.parse("red"))], SYSTEM)
    assert words_of(cells) == ["a", "e\u0301", "b"]
    assert [cell.certain for cell in cells] == [True, False, True]


def test_a_wide_character_that_loses_a_half_is_gone() -> None:
    row = (*WIDE, *WIDE, *WIDE)
    letter = cluster_cells("x", RESET, 1)
    assert placed(row, letter, 1, 2) == (BLANK, *letter, *WIDE, *WIDE)
    assert placed(row, letter, 2, 3) == (*WIDE, *letter, BLANK, *WIDE)
    assert placed((BLANK,) * 3, WIDE + WIDE, 0, 3) == (*WIDE, BLANK)
    assert placed(row, letter, 0, 6) == (*letter, *(BLANK,) * 5)
