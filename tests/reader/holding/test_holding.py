"""An action that another program stands in the way of: held, told of in a banner, tried again, its keys kept behind it."""

from __future__ import annotations

from functools import partial

import pytest
from textual import events

from reader.article.screen import PageScreen
from reader.claims.form import ClaimForm
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import State
from tests.conftest import TEXT, MakeArticle
from tests.reader.holding.conditions import another_writes
from tests.reader.session import Session, Start

WAITS = " not saved yet · another program is writing to the library"
GAVE_UP = "enter tries again · esc leaves it"
MARK = ("}", "V", "H")
"""The keys that highlight a sentence."""


def is_held(session: Session) -> bool:
    """Whether the banner of an action that is tried again by itself is seen."""
    return session.rows[-2].startswith(WAITS)


def has_rows(session: Session, rows: int) -> bool:
    """Whether so many rows are drawn."""
    return len(session.rows) == rows


async def let_go(session: Session) -> None:
    """Wait until nothing is held and no key waits."""
    await session.until(lambda: not session.screen.is_holding)


async def test_what_another_program_stands_in_the_way_of_is_saved_when_that_is_done(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        with another_writes(start.library.path) as other:
            await session.press(*MARK)
            assert is_held(session)
            assert session.rows[-1].startswith(" waiting 0 s · esc leaves it")
            assert not start.library.annotations(one.id)
            await session.until(lambda: "waiting 1 s" in session.rows[-1])
            other.execute("COMMIT")
            await let_go(session)
        assert session.said.startswith("saved · highlight")
        assert "help" in session.rows[-1]
        assert len(start.library.annotations(one.id)) == 1


async def test_keys_typed_meanwhile_are_carried_out_behind_it_in_their_order_on_other_screens_too(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        with another_writes(start.library.path) as other:
            await session.press(*MARK, "a", " seen at sea", "enter", "x", "f1", "q", "r", "q", "g", "g")
            assert is_held(session)
            assert "20 keys wait behind it" in session.rows[-1]
            assert session.page.asking.asked is None
            other.execute("COMMIT")
            await let_go(session)
        (mark,) = start.library.annotations(one.id)
        assert mark.note == "seen at sea"
        assert start.library.state(one.id) is State.DONE
        assert isinstance(session.screen, PageScreen)
        assert session.page.cursor == 0


async def test_pasted_words_wait_too_and_the_mouse_does_nothing(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press(*MARK)
        with another_writes(start.library.path) as other:
            await session.press(">", "a")
            cursor = session.page.cursor
            session.screen.post_message(events.Paste("words from elsewhere"))
            await session.settled()
            await session.pilot.click(session.view, offset=(20, 1))
            await session.press("enter")
            assert is_held(session)
            assert session.page.cursor == cursor
            other.execute("COMMIT")
            await let_go(session)
        (mark,) = start.library.annotations(one.id)
        assert mark.note == "words from elsewhere"
        assert session.page.cursor == cursor


async def test_escape_drops_it_and_what_was_typed_behind_it_and_reading_goes_on(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        with another_writes(start.library.path):
            await session.press(*MARK, "d", "j")
            assert "2 keys wait behind it" in session.rows[-1]
            await session.press("escape")
            assert session.said == "not saved · left as it was · 2 keys behind it dropped"
            assert not session.screen.is_holding
            await session.press("escape", "G")
            assert session.page.cursor > TEXT.index("Nobody")
        assert not list(start.library.annotations(one.id))
        await session.press("V", "H")
        assert session.said.startswith("saved · highlight")


async def test_after_a_while_it_is_tried_again_when_asked(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        session.screen.sitting.holding.seconds = 0.1
        with another_writes(start.library.path):
            await session.press(*MARK)
            await session.until(lambda: GAVE_UP in session.rows[-1])
            assert session.rows[-2].startswith(" not saved in 0 s · another program is writing to the library")
            await session.press("j", "d")
            assert GAVE_UP in session.rows[-1]
            await session.press("enter")
            assert is_held(session)
            await session.until(lambda: GAVE_UP in session.rows[-1])
        await session.press("enter")
        assert session.said.startswith("saved · highlight")
        assert len(start.library.annotations(one.id)) == 1


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "q"])
async def test_it_can_be_left_at_once_all_the_same(start: Start, article: MakeArticle, key: str) -> None:
    one = article()
    async with start() as session:
        with another_writes(start.library.path):
            await session.press("x", key)
            assert session.app._exit
    assert start.library.state(one.id) is State.NEW


async def test_a_letter_that_quits_is_kept_where_it_may_be_meant_for_what_comes_behind(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start() as session:
        with another_writes(start.library.path) as other:
            await session.press("x", "@", "q", "enter")
            assert not session.app._exit
            other.execute("COMMIT")
            await let_go(session)
        (row,) = start.library.rows([start.library.number_of(one.id) or 0]).values()
        assert row.labels == ("q",)


async def test_a_form_stays_open_with_all_that_was_typed(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press("}", "c", *["tab"] * 4, " Somebody")
        with another_writes(start.library.path):
            await session.press("enter")
            assert is_held(session)
            assert "Somebody" in "\n".join(session.sheet)
            await session.press("escape")
            assert isinstance(session.page.asking.asked, ClaimForm)
            assert "Somebody" in "\n".join(session.sheet)
        await session.press("enter")
        assert len(start.library.annotations(one.id)) == 1


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("~", "H"), "highlight"),
        (("~", "down", "enter"), ""),
    ],
)
async def test_what_is_chosen_is_chosen_again_from_the_same_list(
    start: Start, article: MakeArticle, keys: tuple[str, ...], said: str
) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press("}", "V", "P", "enter")
        before = start.library.annotations(one.id)
        with another_writes(start.library.path) as other:
            await session.press(*keys)
            assert session.screen.is_holding
            other.execute("COMMIT")
            await let_go(session)
        after = start.library.annotations(one.id)
        assert session.page.asking.asked is None
        assert said in session.said
        assert [each.id for each in before] == [each.id for each in after]
        assert before != after


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_the_banner_is_seen_on_any_terminal_also_when_it_is_resized(
    start: Start, article: MakeArticle, size: tuple[int, int]
) -> None:
    async with start(article().id, size=size) as session:
        with another_writes(start.library.path):
            await session.press(*MARK)
            for width, height in ((60, 20), size):
                await session.pilot.resize_terminal(width, height)
                await session.until(partial(has_rows, session, height))
                foot = " ".join(session.rows[-3:])
                assert "not saved yet" in foot or "not done yet" in foot
                assert "esc" in session.rows[-1]
            session.screen.sitting.holding.seconds = 0
            await session.until(lambda: "enter" in session.rows[-1])
            foot = " ".join(session.rows[-3:])
            assert "not saved" in foot or "not done" in foot


async def test_it_is_told_apart_without_colours(
    start: Start, article: MakeArticle, terminal: pytest.MonkeyPatch
) -> None:
    terminal.setenv("NO_COLOR", "1")
    async with start(article().id) as session:
        with another_writes(start.library.path):
            await session.press(*MARK)
            (segment,) = [each for each in session.strips[-2] if "not saved yet" in each.text]
            assert segment.style is not None
            assert segment.style.bold
            assert segment.style.reverse


async def test_a_position_that_cannot_be_written_raises_no_banner_and_is_written_later(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        with another_writes(start.library.path):
            await session.press("}", "}", "q")
            assert isinstance(session.screen, LibraryScreen)
            assert not session.screen.is_holding
            assert start.library.article(one.id).position == 0
        await session.until(lambda: start.library.article(one.id).position > 0)
        assert not session.screen.sitting.unsaved


async def test_a_desk_opened_meanwhile_shows_what_it_has(start: Start, article: MakeArticle, library: Library) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press("}", "V", "P", "enter")
        assert list(library.annotations(one.id))
        with another_writes(start.library.path):
            await session.press("g", "e")
            await session.settled()
            assert "not saved" not in session.text
            await session.press("q")
            assert isinstance(session.screen, PageScreen)
