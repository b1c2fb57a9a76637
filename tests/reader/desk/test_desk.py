"""What every desk does: many rows are settled and asked for in threads, and what another program writes is seen."""

from __future__ import annotations

import pytest

from reader.app import AnnottyApp
from reader.desk.stock import FIRST
from reader.entities.screen import EntitiesScreen
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import EntityDraft
from tests.conftest import OpenLibrary
from tests.reader.session import Session, Start

MANY = FIRST + 60


@pytest.fixture
def many(library: Library) -> Library:
    """More entities than are settled, or asked for, at once."""
    for number in range(MANY):
        library.add_entity(EntityDraft(f"Boat {number:03}", "ORGANISATION"))
    return library


def desk(session: Session) -> EntitiesScreen:
    """The desk that is open."""
    assert isinstance(session.app.screen, EntitiesScreen)
    return session.app.screen


async def test_many_rows_are_settled_and_read_in_threads_while_keys_are_read(many: Library, start: Start) -> None:
    async with start() as session:
        await session.press("e")
        await session.until(lambda: len(desk(session).rows.arrangement.numbers) == MANY)
        assert many.unsettled() == 0
        await session.press("s", "n", "G")
        await session.until(lambda: "Boat 259" in session.text)
        await session.press("/")
        assert f"{MANY} of {MANY}" in session.text
        await session.press(" boat 25*", "enter")
        await session.until(lambda: len(desk(session).rows.arrangement.numbers) == 10)
        assert f"10 of {MANY}" in session.text
        await session.press("escape")
        await session.until(lambda: len(desk(session).rows.arrangement.numbers) == MANY)


async def test_what_another_program_writes_is_seen(library: Library, open_library: OpenLibrary, start: Start) -> None:
    library.add_entity(EntityDraft("Boat", "ORGANISATION"))
    async with start() as session:
        await session.press("e")
        with open_library("library.db", annotator="other") as other:
            other.add_entity(EntityDraft("Net", "ORGANISATION"))
        await session.until(lambda: "Net" in session.text)


async def test_one_row_is_counted_as_one_and_a_word_that_is_cut_off_is_told_how_to_be_sought(
    library: Library, start: Start
) -> None:
    library.add_entity(EntityDraft("Ministry of Boats", "ORGANISATION"))
    async with start() as session:
        await session.press("e")
        assert session.rows[0].rstrip().endswith(" 1 entity")
        await session.press("/", " minis ", "enter")
        await session.until(lambda: "no entity fits" in session.text)
        assert "words are sought whole" in session.text


async def test_what_was_seen_while_a_word_was_typed_stays_in_force_and_a_selection_that_goes_is_told(
    many: Library, start: Start
) -> None:
    async with start() as session:
        await session.press("e")
        await session.until(lambda: len(desk(session).rows.arrangement.numbers) == MANY)
        await session.press("space", "space", "/", " boa", "enter")
        await session.until(lambda: desk(session).filtered == "boa*")
        await session.until(lambda: len(desk(session).rows.arrangement.numbers) == MANY)
        assert "2 rows are no longer selected" in session.said
        await session.press("g", "g", "space", "/", " x", "escape")
        assert "1 row is no longer selected" in session.said
        await session.press("/", "escape")
        assert "selected" not in session.said
        await session.press("/", "ctrl+u", " boa zeppelin", "enter")
        await session.until(lambda: not desk(session).rows.arrangement.numbers)
        await session.until(lambda: desk(session).filtered == "boa zeppelin")
        assert many.unsettled() == 0


async def test_an_empty_desk_says_what_to_do(library: Library, start: Start) -> None:
    async with start() as session:
        await session.press("e")
        assert "no entity yet" in session.text
        assert "a adds one that is named nowhere yet" in session.text
        await session.press("enter")
        assert "there is nothing here" in session.said
        await session.press("/", " x", "escape", "q")
        assert not isinstance(session.app.screen, EntitiesScreen)


@pytest.mark.parametrize("desk_wanted", ["entities", "claims"])
async def test_a_desk_is_opened_from_the_command_line_over_the_list(library: Library, desk_wanted: str) -> None:
    app = AnnottyApp(library, desk=desk_wanted)
    async with app.run_test(size=(80, 24)) as pilot:
        session = Session(app, pilot)
        await session.until(lambda: f"annotty · {desk_wanted}" in session.text)
        await session.press("q")
        assert isinstance(session.app.screen, LibraryScreen)
