"""What holds on every screen: help, keys typed ahead, pasted words, and a terminal of any size."""

from __future__ import annotations

import pytest
from textual import events

from reader.article.screen import PageScreen
from reader.article.sheet import Chooser
from reader.claims.form import ClaimForm
from reader.commands import Place
from reader.help import HelpScreen
from reader.library.screen import LibraryScreen
from store.model import Metadata
from tests.conftest import MakeArticle
from tests.reader.on_the_page import CHAIN, annotate, is_at, is_on, marks_of
from tests.reader.session import Session, Start


async def test_keys_typed_ahead_of_the_screen_reach_the_one_they_are_meant_for(
    start: Start, article: MakeArticle
) -> None:
    article(CHAIN)
    async with start() as session:
        driver = session.app._driver
        assert driver is not None

        def type_ahead(*keys: str) -> None:
            for key in keys:
                event = events.Key(key, key if len(key) == 1 else None)
                event.set_sender(session.app)
                driver.send_message(event)

        type_ahead("enter", "f1", "q", "r", "q", "w", "w", "f1", "q", "q", "enter")
        await session.until(lambda: isinstance(session.screen, PageScreen) and session.page.cursor > 0)
        await session.pilot.pause()
        assert session.page.cursor == CHAIN.index("shelters")
        type_ahead("f1", "q", "q", "q")
        await session.until(lambda: not session.app.is_running or session.app._exit)


async def test_help_is_shown_from_everywhere_and_leaves_everything_as_it_was(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(CHAIN).id) as session:
        await session.go_to("shelters at")
        for keys, first in (
            ([], "the page"),
            (["v"], "with a selection"),
            (["escape", "c", *["tab"] * 4, " Somebody"], "the claim form"),
            (["f3"], "picking words"),
        ):
            await session.press(*keys)
            place = session.page.place
            await session.press("f1")
            assert is_on(session, HelpScreen)
            assert first in session.text
            await session.press("j", "G", "q")
            assert is_on(session, PageScreen)
            assert session.page.place is place
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert asked.form.named("who", 0).value == "Somebody"


async def paste(session: Session, words: str) -> None:
    session.app.screen.post_message(events.Paste(words))
    await session.pilot.pause()


async def test_pasted_words_are_typed_where_words_are_typed_and_are_never_keys(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id) as session:
        await session.go_to("Ilse")
        await paste(session, "dHPq\n")
        assert marks_of(session) == ()
        assert is_at(session, Place.PAGE)
        await session.press("P")
        await paste(session, "Ilse\n  Marie Maar\n")
        await session.press("enter")
        (mark,) = marks_of(session)
        assert mark.entity is not None
        assert mark.entity.name == "Ilse Marie Maar"
        await session.press("v", "enter")
        for words in ("PHC", "H"):
            await paste(session, words)
            asked = session.page.asking.asked
            assert isinstance(asked, Chooser)
            assert asked.taken is None
        assert "mark as" in session.sheet[0] + session.sheet[-1]
        await session.press("escape", "c")
        await paste(session, "ad d")
        assert is_at(session, Place.FORM)
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert asked.form.at == 0


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (1, 1), (7, 3)])
async def test_every_screen_can_be_shown_at_any_size(size: tuple[int, int], start: Start, article: MakeArticle) -> None:
    one = article(CHAIN, metadata=Metadata("Bloggers and shelters", "I. Maar", "Harbour Post", published="2024-07"))
    annotate(start.library, one.id, "bloggers")
    async with start(size=size) as session:
        await session.press("j", "enter", "]", "tab", "w", "w", "P", "tab", "down", "escape", "c", "tab", "f3", "space")
        await session.press("v", "e", "enter", "f1", "j", "q", "escape", "v", "enter", "down", "escape", "r", "j", "r")
        assert len(session.rows) == size[1]
        assert all(len(row) <= size[0] for row in session.rows)
        await session.press("q")
        assert is_on(session, LibraryScreen)
