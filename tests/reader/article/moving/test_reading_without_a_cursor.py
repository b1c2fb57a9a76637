"""Reading without a cursor: what cannot be done leaves it so, and nothing is marked where no cursor was seen."""

from __future__ import annotations

import pytest

from reader.preferences import Preferences
from tests.conftest import MakeArticle
from tests.reader.session import Start

LONG = "A long report\n\n" + "\n\n".join(f"Paragraph {n} tells of boat {n} and of nothing else." for n in range(60))
PAGER = Preferences(pager=True)


@pytest.mark.parametrize("keys", ["n", "]", "fZ", "'x", "gv", "k", "gg"])
async def test_a_key_that_could_not_be_carried_out_brings_no_cursor(
    keys: str, start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id, preferences=PAGER) as session:
        rows = session.text_rows
        await session.press(*keys)
        assert session.screen.foot.message
        assert not session.view.shows_cursor
        assert session.text_rows == rows


@pytest.mark.parametrize("key", ["H", "c", "P", "a", "d", ">"])
async def test_a_key_that_marks_shows_the_cursor_first_and_marks_nothing(
    key: str, start: Start, article: MakeArticle
) -> None:
    one = article(LONG)
    async with start(one.id, preferences=PAGER) as session:
        await session.press("3", "j", key)
        assert session.view.shows_cursor
        assert session.page.cursor in session.view.sight
        assert session.page.selected is None
        assert session.sheet == []
        assert start.library.annotations(one.id) == ()


async def test_a_mark_is_made_with_the_second_press(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id, preferences=PAGER) as session:
        await session.press("H", "H", "H")
        assert len(start.library.annotations(one.id)) == 1


async def test_a_search_that_is_given_up_goes_back_to_reading_without_a_cursor(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id, preferences=PAGER) as session:
        await session.press("3", "j")
        rows = session.text_rows
        await session.press("/", " boat 50", "escape")
        assert not session.view.shows_cursor
        assert session.text_rows == rows


async def test_a_search_that_finds_brings_the_cursor(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, preferences=PAGER) as session:
        await session.press("/", " boat 50", "enter")
        assert session.view.shows_cursor
        assert LONG[session.page.cursor :].startswith("boat 50")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (["G", "$", "j"], "this is the end"),
        (["G", "$", "l"], "this is the end"),
        (["G", "$", "}"], "this is the end"),
        (["G", "$", "ctrl+d"], "this is the end"),
        (["k"], "this is the start"),
        (["b"], "this is the start"),
        (["3", "{"], "this is the start"),
        (["ctrl+u"], "this is the start"),
    ],
)
async def test_a_motion_that_goes_no_further_says_at_which_end(
    keys: list[str], told: str, start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        await session.press(*keys)
        assert session.said == told
