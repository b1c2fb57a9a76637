"""Where reading stopped is there again; what was only passed by was not read."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from reader.article import bookmark
from reader.library.screen import LibraryScreen
from store.model import State
from tests.conftest import MakeArticle
from tests.reader.session import PATIENCE, Start

LONG = "A long report\n\n" + "\n\n".join(f"Paragraph {n} tells of boat {n} and of nothing else." for n in range(60))


@pytest.fixture
def a_long_glance(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, pages are only passed by."""
    monkeypatch.setattr(bookmark, "_GLANCE_SECONDS", PATIENCE)


async def test_a_place_that_could_not_be_written_is_there_when_the_article_is_opened_again(
    start: Start, article: MakeArticle
) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        with closing(sqlite3.connect(start.library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("2", "0", "}")
            cursor = session.page.cursor
            await session.press("q")
            await session.open(one.id)
            assert session.page.cursor == cursor > 0
            assert start.library.article(one.id).position == 0
        await session.press("l", "q")
        assert start.library.article(one.id).position == cursor + 1


@pytest.mark.usefixtures("a_long_glance")
async def test_an_article_that_was_only_passed_by_stays_new(start: Start, article: MakeArticle) -> None:
    one, other, third = article(LONG), article(LONG.replace("boat", "ship")), article(LONG.replace("tells", "speaks"))
    async with start() as session:
        await session.press("enter")
        first = session.page.article.id
        await session.press("ctrl+n")
        second = session.page.article.id
        await session.press("j", "ctrl+n", "q")
        assert isinstance(session.screen, LibraryScreen)
    states = {each.id: start.library.state(each.id) for each in (one, other, third)}
    assert states.pop(second) is State.READING
    assert first in states
    assert set(states.values()) == {State.NEW}


async def test_an_article_that_was_looked_at_for_a_while_is_being_read(
    start: Start, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookmark, "_GLANCE_SECONDS", 0.01)
    one = article(LONG)
    async with start(one.id) as session:
        await session.until(lambda: start.library.state(one.id) is State.READING)


async def test_a_page_is_opened_again_with_the_same_row_at_the_top(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.press("2", "0", "}", "z", "t", "2", "ctrl+y")
        for keys in (["j"], ["4", "k"], ["z", "b"]):
            await session.press(*keys)
            rows, cursor = session.text_rows, session.page.cursor
            await session.press("q")
            await session.open(one.id)
            assert (session.page.cursor, session.text_rows) == (cursor, rows)
