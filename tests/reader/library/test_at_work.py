"""Changes of many articles: made beside reading, one at a time, undone as any others."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from reader.library import at_work
from reader.library.naming import Naming
from store.library import Library
from store.model import State
from tests.reader.library.lists import listing, says
from tests.reader.session import Start


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_work, "_MANY", 2)


async def test_many_articles_are_changed_beside_reading_and_undone_and_done_again(
    start: Start, library: Library, stories: list[str]
) -> None:
    async with start() as session:
        await session.press("*", "_")
        await says(session, "saved · 4 articles set aside")
        assert {library.state(each) for each in stories} == {State.ASIDE}
        assert "4 aside" in session.rows[0]
        await session.press("u")
        await says(session, "undone · aside: 4 articles")
        assert {library.state(each) for each in stories} == {State.NEW}
        await session.press("ctrl+r")
        await says(session, "done again · aside: 4 articles")
        await session.press("*", "@", " dam", "enter")
        await says(session, "labelled · dam · 4 articles")
        assert listing(session).over.asking.asked is None
        assert listing(session).selected_count == 4
        await session.press("D")
        await says(session, "deleted · 4 articles · u takes it back")
        assert library.tally() == {}


async def test_nothing_else_is_changed_and_nobody_leaves_meanwhile_but_it_can_be_read_on(
    start: Start, library: Library, stories: list[str]
) -> None:
    async with start() as session:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("*", "_")
            assert session.said == "4 articles: set aside …"
            await session.press("j")
            assert "4 articles: set aside …" in session.rows[-2]
            for key in ("x", "u", "q"):
                await session.press(key)
                assert session.said.startswith("4 articles: set aside … wait for it")
            assert not session.app._exit
            assert {library.state(each) for each in stories} == {State.NEW}
            other.execute("COMMIT")
        await says(session, "saved · 4 articles set aside")
        assert "set aside …" not in session.text


async def test_what_the_library_does_not_take_later_is_held_and_done_when_asked_again(
    start: Start, library: Library, stories: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.connection.BUSY_SECONDS", 0.05)
    async with start() as session:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("*", "_")
            await session.until(lambda: "another program is writing" in session.rows[-2])
            await session.press("j", "x")
            assert "enter tries again · esc leaves it" in session.rows[-1]
        await session.press("enter")
        await says(session, "saved · 4 articles set aside")
        await session.press("*", "x")
        await says(session, "saved · 4 articles done")
        assert {library.state(each) for each in stories} == {State.DONE}


async def test_what_is_left_then_is_not_done_and_the_next_change_can_be_made(
    start: Start, library: Library, stories: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.connection.BUSY_SECONDS", 0.05)
    async with start() as session:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("*", "_")
            await session.until(lambda: "another program is writing" in session.rows[-2])
        await session.press("escape")
        assert session.said == "not saved · left as it was"
        await session.press("x")
        await says(session, "saved · 4 articles done")
        assert {library.state(each) for each in stories} == {State.DONE}


async def test_a_label_that_the_library_does_not_take_later_is_kept_as_it_was_typed(
    start: Start, library: Library, stories: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.connection.BUSY_SECONDS", 0.05)
    async with start() as session:
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("*", "@", " dam", "enter")
            await session.until(lambda: "another program is writing" in session.rows[-2])
            await session.press("escape")
            assert session.said == "not saved · left as it was"
            asked = listing(session).over.asking.asked
            assert isinstance(asked, Naming)
            assert asked.words == "dam"
            await session.press("enter")
            await session.until(lambda: "another program is writing" in session.rows[-2])
        await session.press("enter")
        await says(session, "labelled · dam · 4 articles")
        assert listing(session).over.asking.asked is None
        assert library.labels() == {"dam": len(stories)}
