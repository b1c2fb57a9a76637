"""The foot: what is in hand keeps half of its row, whatever is told beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.drawing import SEPARATOR, Piece
from reader.foot import status_row
from reader.palette import Palette
from reader.terminal import Depth

PALETTE = Palette(Depth.FULL)


def told(*words: str) -> list[Piece]:
    return [(each, PALETTE.text) for each in words]


def test_what_is_told_at_the_right_takes_half_of_the_row_at_most() -> None:
    row = status_row(
        told("claim  the mayor of a harbour town"), told("  contradicted by", " the ferry office"), 40, PALETTE
    )
    assert row.text == " claim  the mayor of…   contradicted by "


def test_it_takes_more_where_what_is_in_hand_is_short() -> None:
    row = status_row(told("claim"), told("  contradicted by", " the ferry office"), 45, PALETTE)
    assert row.text == " claim      contradicted by the ferry office "


def test_what_is_added_behind_it_goes_first() -> None:
    row = status_row(
        told("claim  the mayor of a harbour town"), told("  3 relations", SEPARATOR + "updates it"), 40, PALETTE
    )
    assert row.text == " claim  the mayor of a ha…  3 relations "


@given(st.integers(0, 60), st.text("abc ·", max_size=40), st.text("abc ·", max_size=40))
def test_any_row_of_status_fills_its_cells(width: int, left: str, right: str) -> None:
    assert status_row(told(left), told(right), width, PALETTE).cell_length == width
