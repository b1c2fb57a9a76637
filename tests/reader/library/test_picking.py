"""Several articles at once: selecting them, and what is done to all of them."""

from __future__ import annotations

import pytest

from store.filters.terms import InState
from store.model import Article, State
from tests.conftest import TEXT, MakeArticle
from tests.reader.library.test_list import chosen, many, screen_of
from tests.reader.session import Session, Start


def states(session: Session) -> str:
    """The state of every row on the screen, by its sign."""
    return "".join(row[1] for row in session.rows[2:-3] if row[1] in "●◐○–×")


def signs(session: Session) -> str:
    """What stands before the state of each row."""
    return "".join(row[0] for row in session.rows[2:-3] if row[1] in "●◐○–×")


async def test_space_selects_and_goes_on_and_a_count_selects_so_many(start: Start) -> None:
    many(start.library, 6)
    async with start() as session:
        await session.press("space", "j", "space")
        assert signs(session) == "▌ ▌   "
        assert chosen(session) == "Boat 0002"
        assert "2 selected" in session.rows[-2]
        await session.press("g", "g", "space", "2", "space")
        assert signs(session) == " ▌    "
        await session.press("9", "space", "9", "space")
        assert signs(session) == " ▌ ▌▌ ", "the last is selected and left out again"


async def test_a_range_goes_from_where_it_began_to_the_bar(start: Start) -> None:
    many(start.library, 6)
    async with start() as session:
        await session.press("j", "V", "j", "j")
        assert signs(session) == " ▌▌▌  "
        await session.press("k")
        assert signs(session) == " ▌▌   "
        await session.press("V", "j", "j", "j")
        assert signs(session) == " ▌▌   "
        await session.press("V", "k", "escape")
        assert signs(session) == "      "


async def test_what_is_done_is_done_to_all_that_are_selected_and_undone_in_one(start: Start) -> None:
    many(start.library, 6)
    async with start() as session:
        await session.press("j", "V", "j", "x")
        assert session.said == "saved · 2 articles done"
        assert states(session) == "●○○●●●"
        assert signs(session) == "      "
        await session.press("u")
        assert states(session) == "●●●●●●"


async def test_all_that_fit_are_selected_and_again_none(start: Start) -> None:
    many(start.library, 6)
    async with start() as session:
        await session.press("*")
        assert signs(session) == "▌▌▌▌▌▌"
        assert len(screen_of(session).selected()) == screen_of(session).selected_count == 6
        await session.press("*")
        assert signs(session) == "      "
        assert len(screen_of(session).selected()) == 1
        assert screen_of(session).selected_count == 0


async def test_sorting_keeps_what_is_selected_and_escape_drops_it(start: Start) -> None:
    many(start.library, 4)
    async with start() as session:
        await session.press("space", "s", "t")
        assert signs(session) == "   ▌"
        await session.press("escape")
        assert signs(session) == "    "
        await session.press("escape")
        assert session.said == "nothing is selected, and no filter is in force"


@pytest.fixture
def story(article: MakeArticle) -> list[Article]:
    """A story, the same twice more, and another."""
    texts = [TEXT, TEXT.replace("Ferry will sail again", "Sailing soon"), f"{TEXT}\n\nOur letter comes every morning."]
    return [article(each) for each in [*texts, "The harbour master rests on Sundays, they say."]]


async def test_a_folded_story_is_done_whole_and_an_unfolded_one_by_its_rows(start: Start, story: list[Article]) -> None:
    async with start() as session:
        await session.press("G")
        assert set(screen_of(session).selected()) == {each.id for each in story[:3]}
        assert screen_of(session).selected()[0] == story[0].id
        await session.press("x")
        assert session.said == "saved · 3 articles done"
        assert [start.library.state(each.id) for each in story] == [*[State.DONE] * 3, State.NEW]
        await session.press("tab", "j", "x")
        assert session.said == "saved · reading"
        assert [start.library.state(each.id) for each in story].count(State.READING) == 1
        await session.press("k", "x")
        assert start.library.state(story[0].id) is State.READING
        assert [start.library.state(each.id) for each in story].count(State.READING) == 2
        await session.press("tab", "*")
        assert set(screen_of(session).selected()) == {each.id for each in story}


async def test_another_filter_drops_what_is_selected(start: Start) -> None:
    many(start.library, 3)
    async with start() as session:
        await session.press("space")
        screen_of(session).show_filter(InState(State.NEW), "state:new")
        assert screen_of(session).selected_count == 0
