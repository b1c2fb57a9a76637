"""Leaving: q at once, escape when it is pressed twice in a row, ctrl+q from the list alone; no words are lost."""

from __future__ import annotations

import pytest

from reader.commands import Place
from reader.library.screen import LibraryScreen
from tests.conftest import MakeArticle
from tests.reader.session import Session, Start


def is_at(session: Session, place: Place) -> bool:
    """Whether keys are pressed in this place of the page."""
    return session.page.place is place


async def test_escape_leaves_the_page_when_it_is_pressed_twice_in_a_row_and_q_at_once(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        page = session.page
        await session.press("escape", "j", "escape", "v", "escape", "escape")
        assert session.app.screen is page
        await session.press("escape")
        assert isinstance(session.screen, LibraryScreen)
        await session.open(one.id)
        await session.press("q")
        assert isinstance(session.screen, LibraryScreen)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_no_key_ends_annotty_while_an_article_is_open(key: str, start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        page = session.page
        await session.go_to("promised")
        await session.press(key, "v", key)
        assert is_at(session, Place.SELECT)
        await session.press("escape", "c", *(["up"] * 2), " words that are typed", key, key)
        assert is_at(session, Place.FORM)
        assert "words that are typed" in "\n".join(session.sheet)
        await session.press("enter", "a", " a note to keep", key, key)
        assert "a note to keep" in "\n".join(session.sheet)
        await session.press("enter")
        (mark,) = start.library.annotations(one.id)
        assert mark.note == "a note to keep"
        assert session.app.screen is page
        assert not session.app._exit


async def test_ctrl_q_in_the_list_ends_it_and_ctrl_c_does_not(start: Start, article: MakeArticle) -> None:
    article()
    async with start() as session:
        await session.press("ctrl+c")
        assert not session.app._exit
        await session.pilot.press("ctrl+q")
        await session.until(lambda: session.app._exit)
