"""The index of words is brought up to date beside reading."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from reader.library import catching_up
from store.library import Library
from tests.reader.library.lists import filtered, head, listing, shows
from tests.reader.session import Start


@pytest.fixture
def no_index(library: Library, stories: list[str]) -> None:
    """A library whose index of words was lost."""
    assert stories
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("DROP TABLE search")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "_FIRST", 0.01)


async def test_a_lost_index_is_made_while_the_list_is_read(
    start: Start, library: Library, no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "_STILL", 0.0)
    assert library.is_behind()
    async with start() as session:
        await session.until(lambda: not library.is_behind())
        await filtered(session, "rain", "Levee", "Dam")
        assert library.index_faults() == []


async def test_how_far_it_is_stands_in_the_head_and_what_is_found_is_so_far(
    start: Start, library: Library, no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "_DOSE", 1)
    monkeypatch.setattr(catching_up, "_STILL", 0.3)
    async with start() as session:
        await session.until(lambda: "index 25 %" in session.rows[0])
        await filtered(session, "zeppelin")
        assert head(session).endswith("0 of 4 so far")
        assert "the index of words is being made, more may be found" in session.text
        await session.until(lambda: not library.is_behind() and "index" not in session.rows[0])
        await session.until(lambda: head(session).endswith("0 of 4"))
        assert "more may be found" not in session.text
        assert "came" not in session.rows[0]


async def test_leaving_breaks_it_off_and_it_goes_on_the_next_time(
    start: Start, library: Library, no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "_DOSE", 1)
    monkeypatch.setattr(catching_up, "_STILL", 3600.0)
    async with start() as session:
        await session.until(lambda: "index 25 %" in session.rows[0])
        thread = listing(session).catching_up._thread
        assert thread is not None
    thread.join(10)
    assert not thread.is_alive()
    assert library.not_indexed() == 3
    monkeypatch.setattr(catching_up, "_STILL", 0.0)
    async with start() as session:
        await session.until(lambda: not library.is_behind())
        await shows(session, "Lighthouse", "Levee", "Ferry", "Dam")


async def test_a_library_that_cannot_be_written_to_is_read_without_a_word(
    start: Start, library: Library, no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.connection.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with start() as session:
            await session.until(lambda: listing(session).catching_up._not_before > 0)
            assert session.said == ""
            await filtered(session, "rain", "Levee", "Dam")
    assert library.is_behind()


async def test_where_sqlite_has_no_index_of_words_it_is_tried_once_and_texts_are_looked_through(
    start: Start, library: Library, no_index: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.database.searching._SEARCH", "CREATE VIRTUAL TABLE search USING no_words(title)")
    async with start() as session:
        building = listing(session).catching_up
        await session.until(lambda: building._is_given_up)
        assert library.not_indexed() == 0
        building.look()
        assert building._thread is None
        await filtered(session, "rain", "Levee", "Dam")
        assert "so far" not in session.text
