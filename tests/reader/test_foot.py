"""The foot: what is in hand keeps half of its row, whatever is told beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.drawing import SEPARATOR, Piece
from reader.foot import status_row
from reader.palette import Palette
from reader.terminal.depth import Depth
from tests.conftest import MakeArticle
from tests.reader.session import Start

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


@pytest.mark.parametrize("columns", [44, 60, 80, 120])
async def test_a_message_that_leaves_the_keys_no_room_stands_in_the_row_above_them(
    start: Start, article: MakeArticle, columns: int
) -> None:
    async with start(article().id, size=(columns, 24)) as session:
        keys, status = session.rows[-1].rstrip(), session.rows[-2].rstrip()
        for letters in (5, 12, 13, 29, 32, 33, 72, 90):
            session.page.say("m" * letters)
            await session.settled()
            last, above = session.rows[-1].rstrip(), session.rows[-2].rstrip()
            if columns - letters - 3 >= 44:
                assert last.endswith(" " + "m" * letters)
                assert "c claim" in last
                assert above == status
            else:
                assert last == keys
                shown = "m" * letters if letters <= columns - 2 else "m" * (columns - 3) + "…"
                assert above == " " + shown
            assert set(session.rows[-3]) == {"─"}


async def test_a_message_above_the_keys_has_its_colour_and_goes_with_the_next_key(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        status = session.rows[-2]
        await session.press("d")
        assert session.rows[-2].strip() == "no mark under the cursor · ] goes to the next one"
        looks = [segment.style for segment in session.strips[-2] if "no mark" in segment.text]
        assert [look.color for look in looks if look] == [session.page.palette.bad.color]
        await session.press("l")
        assert session.rows[-2] == status


async def test_where_nothing_is_said_the_narrowest_foot_tells_what_is_in_hand(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id, size=(40, 24)) as session:
        assert session.rows[-2].strip() == "no marks here yet"


async def test_without_a_cursor_the_foot_offers_what_scrolls(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press("w", "v", "e", "H", "p")
        assert session.rows[-1].startswith(" space page  / search  p cursor  ")
        for each in ("claim", "person", "select", "next mark", "delete", "edit mark", "again"):
            assert each not in session.rows[-1].lower(), each
        await session.press("p")
        assert "c claim" in session.rows[-1]
        assert "p cursor" not in session.rows[-1]


async def test_the_foot_calls_taking_what_it_does(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press("w", "v", "e", "enter")
        assert session.rows[-1].startswith(" enter choose  ")
        await session.press("P")
        assert session.rows[-1].startswith(" enter save  ")
        await session.press("enter", "g", "m")
        assert session.rows[-1].startswith(" enter go there  ")
