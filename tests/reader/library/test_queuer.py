"""Filters that are kept under letters and names: opened, listed with what they have left, dropped, and undone."""

from __future__ import annotations

import pytest

from store.library import Library
from store.model import Order, Queue, Sort, State
from tests.reader.library.lists import filtered, head, listing, says, shows
from tests.reader.session import Start

ALL = ("Lighthouse", "Levee", "Ferry", "Dam")


async def test_a_filter_is_kept_under_a_letter_and_a_name_and_opened_by_the_letter(
    start: Start, library: Library, stories: list[str]
) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "dam", "Levee", "Dam")
        await session.press("enter", "m", "d")
        assert "keep this filter under d" in session.text
        await session.press(" at the dam", "enter")
        assert session.said == "kept · at the dam · 'd opens it"
        assert library.queues() == (Queue("at the dam", "dam", Order(), "d"),)
        assert head(session).startswith(" at the dam  dam ─")
        await session.press("escape")
        await shows(session, *ALL)
        await session.press("'", "d")
        await shows(session, "Levee", "Dam")
        assert head(session).startswith(" at the dam  dam ─")


async def test_without_a_filter_there_is_nothing_to_keep_and_a_letter_without_one_says_so(
    start: Start, stories: list[str]
) -> None:
    assert stories
    async with start() as session:
        await session.press("m", "d")
        assert session.said == "no filter is in force to be kept · / makes one"
        await session.press("'", "d")
        assert session.said == "no filter is kept under d · gq lists those that are"


async def test_a_kept_filter_takes_the_place_of_the_one_with_its_name(
    start: Start, library: Library, stories: list[str]
) -> None:
    assert stories
    library.keep_queue(Queue("mine", "ferry", Order(), "d"))
    async with start() as session:
        await filtered(session, "dam", "Levee", "Dam")
        await session.press("enter", "m", "d")
        assert "in the place of “mine”" in session.text
        await session.press(" other", "enter")
        assert "d opens “mine” already" in session.said
        await session.press("ctrl+u", " mine", "enter")
        assert [each.filter for each in library.queues()] == ["dam"]


async def test_a_kept_filter_brings_its_order(start: Start, library: Library, stories: list[str]) -> None:
    assert stories
    library.keep_queue(Queue("by title", "outlet:coast", Order(Sort.TITLE), "t"))
    async with start() as session:
        await session.press("'", "t")
        await shows(session, "Levee", "Lighthouse")
        assert listing(session).order == Order(Sort.TITLE)


async def test_the_listing_tells_how_many_each_has_left_and_opens_or_drops_one(
    start: Start, library: Library, stories: list[str]
) -> None:
    library.keep_queue(Queue("dam", "dam", Order(), "d"))
    library.keep_queue(Queue("ferries", "ferry", Order(), None))
    library.set_state(stories[0], State.DONE)
    async with start() as session:
        await session.press("g", "q")
        await session.until(lambda: session.text.count("1 left") == 2)
        assert "kept filters · 1 of 2" in session.text
        await session.press("down", "enter")
        await shows(session, "Ferry")
        await session.press("g", "q", "ctrl+d")
        assert [each.name for each in library.queues()] == ["ferries"]
        assert session.said == "dropped · dam · u in the list brings it back"
        await session.press("ctrl+d")
        assert library.queues() == ()
        assert listing(session).over.place is None
        await session.press("u")
        assert [each.name for each in library.queues()] == ["ferries"]
        await session.press("u")
        assert [each.name for each in library.queues()] == ["dam", "ferries"]


@pytest.mark.parametrize("wrong", ["date:gestern", "words:many"])
async def test_a_kept_filter_that_cannot_be_read_is_there_to_be_changed(
    start: Start, library: Library, stories: list[str], wrong: str
) -> None:
    assert stories
    library.keep_queue(Queue("old", wrong, Order(), "o"))
    async with start() as session:
        await session.press("g", "q")
        await session.until(lambda: "cannot be read" in session.text)
        await session.press("escape", "'", "o")
        assert f" filter  {wrong}▏" in head(session)
        assert listing(session).over.filterer.under.words
        await session.press("escape")
        await shows(session, *ALL)


async def test_words_that_no_kept_filter_has_are_told(start: Start, library: Library, stories: list[str]) -> None:
    assert stories
    library.keep_queue(Queue("dam", "dam", Order(), "d"))
    async with start() as session:
        await session.press("g", "q", " zzz", "enter")
        await says(session, "there are no kept filters with these words")
