"""Long texts are set around what is seen first: whatever is done in that moment, nothing moves when the rest is set."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from reader.article.setting.typesetting import lay_out
from store.library import Library
from store.model import Article
from tests.conftest import MakeArticle
from tests.reader.session import Session, Start

LONG = "The ferries\n\n" + "\n\n".join(
    f"Ferry {n} left the quay with {n * 7 % 40} goats. " + "Nobody had counted them before she sailed. " * (9 + n % 7)
    for n in range(130)
)
"""Long enough that it is not set at once on a small screen, and short enough that it is on a large one."""


@pytest.fixture
def middle(article: MakeArticle, library: Library) -> Article:
    """A long article of which half is read."""
    one = article(LONG)
    library.set_position(one, LONG.index("Ferry 70 "))
    return library.article(one.id)


@asynccontextmanager
async def opened(start: Start, article: Article) -> AsyncIterator[Session]:
    """Its page, set for lines of another length this moment: the rest is not set yet."""
    async with start(article.id, size=(80, 12)) as session:
        session.view.set_measure(68)
        assert not session.view._setting.is_whole
        assert session.view._setting.first_block > 0
        yield session


def top_row(session: Session) -> int:
    """The row at the top, counted from the start of the text."""
    view = session.view
    whole = lay_out(view.document, view._setting.layout.width)
    return whole.row_of(view.sight.start)


async def all_set(session: Session) -> None:
    """Wait until nothing is left to be set."""
    await session.until(lambda: not any(worker.is_running for worker in session.app.workers))
    await session.settled()


async def test_nothing_moves_when_the_rest_is_set(start: Start, middle: Article) -> None:
    async with opened(start, middle) as session:
        rows = session.text_rows
        await all_set(session)
        assert session.view._setting.is_whole
        assert session.text_rows == rows


@pytest.mark.parametrize(("key", "back"), [("c", "escape"), ("P", "escape"), ("/", "escape"), ("G", "ctrl+o")])
async def test_what_is_asked_or_gone_to_before_the_rest_is_set_comes_back_to_the_same_rows(
    key: str, back: str, start: Start, middle: Article
) -> None:
    async with opened(start, middle) as session:
        rows = session.text_rows
        await session.press(key)
        await all_set(session)
        await session.press(back)
        assert session.text_rows == rows


async def test_words_at_the_top_are_there_again_after_a_sheet_in_which_the_window_was_resized(
    start: Start, middle: Article
) -> None:
    async with opened(start, middle) as session:
        await session.press("z", "t")
        first = session.view.sight.start
        await session.press("c")
        await session.pilot.resize_terminal(50, 12)
        await session.press("escape")
        view = session.view
        assert first in view.sight
        assert view.rows.row_of(first) == view.top_row


@pytest.mark.parametrize("rows", [-400, 400])
async def test_the_page_scrolls_beyond_the_rows_that_are_set(rows: int, start: Start, middle: Article) -> None:
    async with opened(start, middle) as session:
        before = top_row(session)
        session.view.scroll_rows_to(session.view.top_row + rows)
        assert top_row(session) == before + rows


async def test_a_screen_on_which_all_is_set_at_once_does_not_move_when_the_rest_of_the_smaller_would_have_been(
    start: Start, middle: Article
) -> None:
    async with opened(start, middle) as session:
        await session.pilot.resize_terminal(70, 150)
        assert session.view._setting.is_whole
        rows = session.text_rows
        await all_set(session)
        await session.press("l", "h")
        assert session.text_rows == rows
