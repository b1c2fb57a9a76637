"""Where reading stopped: kept at every motion, found again, and the only thing that reading writes."""

from __future__ import annotations

from tests.conftest import MakeArticle, OpenLibrary, tables_of
from tests.reader.on_the_page import LONG
from tests.reader.session import Start


async def test_reading_goes_on_at_the_very_letter_where_it_stopped(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one = article(LONG)
    offset = LONG.index("boat 40") + 3
    async with start(one.id) as session:
        await session.go_to("t 40")
        assert session.page.cursor == offset
        await session.press("q")
        assert start.library.article(one.id).position == offset
        await session.press("enter")
        assert session.page.cursor == offset
        assert any("boat 40" in row for row in session.text_rows)
    async with start(one.id, library=open_library(), size=(40, 12)) as session:
        assert session.page.cursor == offset
        assert any("boat 40" in row for row in session.text_rows)


async def test_the_position_is_kept_a_moment_after_a_motion_without_leaving(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("2", "0", "w")
        await session.until(lambda: start.library.article(one.id).position == session.page.cursor)


async def test_quitting_at_once_keeps_the_position_too(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("2", "0", "w")
        cursor = session.page.cursor
        await session.pilot.press("ctrl+q")
    assert cursor > 0
    assert start.library.article(one.id).position == cursor


async def test_reading_writes_nothing_but_the_position(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    before = tables_of(start.library)
    async with start() as session:
        await session.press("enter", "j", "w", ")", "}", "space", "G", "g", "g", "r", "r", "f1", "escape", "escape")
    after = tables_of(start.library)
    assert {name for name in before if before[name] != after[name]} <= {"reading", "listed"}
    assert start.library.article(one.id).text == one.text
