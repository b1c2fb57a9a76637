"""The page: what a step draws, what another size leaves in sight, its margin, its source, and texts that are not there."""

from __future__ import annotations

from dataclasses import replace

from textual.strip import Strip

from reader.article.screen import PageScreen
from reader.article.source_screen import SourceScreen
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import Carried
from tests.conftest import MakeArticle, OpenLibrary
from tests.reader.on_the_page import LONG, annotate, is_on, marks_of
from tests.reader.session import Start


async def test_a_step_of_the_cursor_draws_only_the_rows_it_touches(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 4 and")
        view = session.view
        drawn: list[int] = []
        draw = view._draw

        def watched_draw(row: int, width: int) -> Strip:
            drawn.append(row)
            return draw(row, width)

        view._draw = watched_draw  # type: ignore[method-assign]  # counts what is drawn
        for key, rows in (("l", 1), ("h", 1), ("w", 1), ("j", 2), ("k", 2), ("v", 1), ("e", 1), ("escape", 1)):
            drawn.clear()
            await session.press(key)
            assert 1 <= len(set(drawn)) <= rows, key


async def test_a_key_of_the_page_says_what_it_waits_for_while_words_are_selected(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        await session.press("v", "d")
        assert session.said == "d works without a selection · esc drops it"
        await session.press("Y")
        assert session.said == "Y does nothing here · F1 shows every key"


async def test_the_raw_source_is_shown_at_the_cursor_and_left_again(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 60 and")
        cursor = session.page.cursor
        await session.press("r")
        assert is_on(session, SourceScreen)
        assert any("boat 60 and" in row for row in session.rows)
        await session.press("g", "g")
        assert session.rows[2].startswith("▸ · saved page 1")
        assert "text/plain · utf-8 · page.txt" in session.text
        await session.press("r")
        assert is_on(session, PageScreen)
        assert session.page.cursor == cursor


async def test_another_size_keeps_the_cursor_and_its_row_in_sight(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("boat 40 and")
        cursor = session.page.cursor
        for size in ((40, 12), (200, 60), (30, 8), (80, 24)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert session.page.cursor == cursor
            row = session.view.rows.row_of(cursor) - session.view.top_row
            assert 0 <= row < session.view.size.height


async def test_a_wide_page_tells_of_its_marks_beside_their_rows(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "12 lost boats", "CLAIM")
    async with start(one.id, size=(140, 30)) as session:
        row = next(row for row in session.rows if "12 lost boats" in row)
        assert row.rstrip().endswith("c 12 lost boats")
    async with start(one.id, size=(80, 30)) as session:
        row = next(row for row in session.rows if "12 lost boats" in row)
        assert not row.rstrip().endswith("c 12 lost boats")


async def test_an_empty_text_can_be_opened(start: Start, article: MakeArticle, library: Library) -> None:
    one = article("")
    async with start(one.id) as session:
        await session.press("j", "w", "v", "P", "escape", "c", "r")
        assert is_on(session, SourceScreen)
        assert library.annotations(one.id) == ()


async def test_where_only_the_name_of_an_article_is_here_the_page_says_so(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    elsewhere = open_library("elsewhere.db")
    one = article(into=elsewhere)
    start.library.receive([Carried(replace(one, document=None))])
    async with start(one.id) as session:
        assert "The text of this article is not in this library" in session.text
        await session.press("j", "w", "v", "H", "escape", "P", "c", "]", "x", "r")
        assert is_on(session, SourceScreen)
        assert "the raw source is not in this library" in session.text
        await session.press("j", "G", "q", "f1", "q", "q")
        assert is_on(session, LibraryScreen)
        assert start.library.annotations(one.id) == ()


async def test_a_page_down_takes_the_page_along(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, size=(80, 24)) as session:
        await session.press("space")
        assert session.view.top_row >= 15
        row = session.view.rows.row_of(session.page.cursor)
        await session.press("pageup")
        assert session.view.top_row == 0
        assert session.view.rows.row_of(session.page.cursor) < row


async def test_escape_and_a_letter_that_arrive_together_do_nothing(start: Start, article: MakeArticle) -> None:
    one = article()
    annotate(start.library, one.id, "12 lost boats")
    async with start(one.id) as session:
        await session.go_to("lost boats")
        await session.press("alt+d", "alt+x")
        assert len(marks_of(session)) == 1
        assert "does nothing here" in session.said
