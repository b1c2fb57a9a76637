"""The mouse: clicks, dragging and the wheel, on the page, in the list and over the source."""

from __future__ import annotations

from textual import events

from reader.article.drawing.view import ArticleView
from reader.article.screen import PageScreen
from reader.rows_view import RowsView
from store.model import Metadata
from tests.conftest import TEXT, MakeArticle
from tests.reader.on_the_page import LONG, marks_of
from tests.reader.session import Session, Start


def selected(session: Session) -> str | None:
    """The selected words."""
    span = session.page.selected
    return span.of(session.page.article.text) if span else None


def place_of(session: Session, words: str) -> tuple[int, int]:
    """The cell of the view at which some words begin."""
    view, offset = session.view, session.page.article.text.index(words)
    row = view.rows.row_of(offset)
    return view.margin + 2 + view.rows.column_of(offset), row - view.top_row


async def test_a_click_puts_the_cursor_two_take_the_word_and_three_the_sentence(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        at = place_of(session, "minister had")
        await session.pilot.click(ArticleView, offset=at)
        assert session.page.cursor == TEXT.index("minister had")
        assert selected(session) is None
        await session.pilot.double_click(ArticleView, offset=at)
        assert selected(session) == "minister"
        await session.pilot.triple_click(ArticleView, offset=at)
        assert selected(session) == TEXT.split("\n\n")[1]
        await session.press("H")
        assert len(marks_of(session)) == 1


async def test_dragging_selects_and_a_click_drops_it(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        first, last = place_of(session, "islanders"), place_of(session, "d the minister")
        await session.pilot.mouse_down(ArticleView, offset=first)
        await session.pilot.hover(ArticleView, offset=last)
        await session.pilot.mouse_up(ArticleView, offset=last)
        await session.pilot.pause()
        assert selected(session) == "islanders claimed"
        await session.press("H")
        assert [mark.quote for mark in marks_of(session)] == ["islanders claimed"]
        await session.pilot.click(ArticleView, offset=first)
        assert selected(session) is None


async def test_the_wheel_scrolls_and_a_click_in_the_list_opens(start: Start, article: MakeArticle) -> None:
    article(LONG)
    async with start() as session:
        await session.pilot.double_click("ArticleList", offset=(5, 0))
        await session.until(lambda: isinstance(session.app.screen, PageScreen))
        await session.until(lambda: bool(session.view.size))
        cursor, view = session.page.cursor, session.view
        for kind, row in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
            view.post_message(kind(view, 5, 5, 0, 1, 0, False, False, False))
            await session.settled()
            assert view.top_row == row
        assert session.page.cursor == cursor


async def test_the_wheel_goes_by_three_rows_in_the_list_and_the_source_too(start: Start, article: MakeArticle) -> None:
    for number in range(59):
        article(f"Report {number:02}")
    article(LONG, metadata=Metadata("Report 59"))
    async with start() as session:
        for keys in ([], ["enter", "r"], ["f1"]):
            await session.press(*keys)
            (view,) = [each for each in session.screen.query(RowsView) if each.size.height > 3]
            for kind, row in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
                view.post_message(kind(view, 5, 5, 0, 1, 0, False, False, False))
                await session.settled()
                assert view.top == row
