"""The desk of entities by keys: who is named is found, opened, edited, united, split off, and all of it taken back."""

from __future__ import annotations

import pytest

from reader.article.screen import PageScreen
from reader.commands import Place, commands_in
from reader.commands.keys import Given
from reader.entities.mentions_screen import MentionsScreen
from reader.entities.screen import EntitiesScreen
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import Draft, Entity, Metadata, NewEntity, PartDraft, Role
from store.text import Span
from tests.conftest import MakeArticle
from tests.reader.session import Session, Start

ONE = "Nets\n\nIlse Maar mended nets. The Coast Institute counted them, and Maar laughed."
TWO = "Boats\n\nNobody asked Maar. The institute asked the boatmen, and Ilse Maar came home."


@pytest.fixture
def marked(library: Library, article: MakeArticle) -> Library:
    """Two articles; in the older one a person is named twice and an institute once, in the newer the person and a namesake."""
    older = article(ONE, metadata=Metadata(title="Nets", outlet="Quay", published="2024-07-01"))
    newer = article(TWO, metadata=Metadata(title="Boats", outlet="Quay", published="2024-07-20"))

    def mark(where: str, text: str, start: int, words: str, entity: str | NewEntity | None, tag: str) -> Entity:
        at = text.index(words, start)
        made = library.annotate(where, Draft(tag, (PartDraft(Role.MENTION, Span(at, at + len(words))),), entity=entity))
        assert made.entity is not None
        return made.entity

    maar = mark(older.id, ONE, 0, "Ilse Maar", NewEntity("Ilse Maar", "PERSON"), "PERSON")
    mark(older.id, ONE, ONE.index("and Maar"), "Maar", maar.id, "PERSON")
    mark(newer.id, TWO, 0, "Maar", maar.id, "PERSON")
    mark(older.id, ONE, 0, "Coast Institute", NewEntity("Coast Institute", "ORGANISATION"), "ORGANISATION")
    mark(newer.id, TWO, 0, "institute", NewEntity("the institute", "ORGANISATION"), "ORGANISATION")
    return library


async def opened(session: Session, *keys: str) -> Session:
    """On the desk."""
    await session.press("e")
    assert isinstance(session.app.screen, EntitiesScreen)
    await session.press(*keys)
    return session


def names(session: Session) -> list[str]:
    """Who stands in the rows."""
    screen = session.app.screen
    assert isinstance(screen, EntitiesScreen)
    return [row.entity.name for row in screen.rows.rows_of(list(screen.rows.arrangement.numbers))]


async def test_the_desk_lists_who_is_named_sorts_and_filters_and_goes_back(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session)
        assert names(session) == ["Ilse Maar", "Coast Institute", "the institute"]
        assert "3 in 2 20 Jul 24" in " ".join(session.text.split())
        await session.press("s")
        assert "sort by" in session.text
        await session.press("n")
        assert names(session) == ["Coast Institute", "Ilse Maar", "the institute"]
        await session.press("s", "n")
        assert names(session)[0] == "the institute"
        await session.press("/", " tag:ORGANISATION", "enter")
        await session.until(lambda: sorted(names(session)) == ["Coast Institute", "the institute"])
        assert "2 of 3" in session.text
        await session.press("escape", "escape")
        assert isinstance(session.app.screen, LibraryScreen)


async def test_a_filter_that_cannot_be_is_told_under_the_line_and_another_is_waited_for(
    marked: Library, start: Start
) -> None:
    async with start() as session:
        await opened(session, "/", " mentions:many", "enter")
        assert "^" in session.text
        await session.press("escape", "/", " nobody", "enter")
        await session.settled()
        assert "no entity fits the filter" in session.text


async def test_from_a_mention_to_the_page_at_its_mark_and_back(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "enter")
        screen = session.app.screen
        assert isinstance(screen, MentionsScreen)
        assert "20 Jul 24 · Quay · Boats" in session.text
        assert "1 Jul 24 · Quay · Nets" in session.text
        await session.press("j", "j", "enter")
        await session.until(lambda: isinstance(session.app.screen, PageScreen) and bool(session.view.size))
        assert session.page.cursor == ONE.index("and Maar") + len("and ")
        assert session.page.mark_in_hand is not None
        await session.press("d", "q")
        assert session.app.screen is screen
        assert "2 mentions" in session.text
        await session.press("q")
        assert "2 in 2" in session.text


async def test_editing_changes_the_entity_and_its_marks_and_undo_takes_it_back(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "e", "ctrl+u", " Ilse Maar-Kiel", "tab", "right", "tab", "tab", " Maar; I. Maar", "enter")
        assert session.said == "saved · Ilse Maar-Kiel"
        found = marked.find_entity("I. Maar")
        assert (found.name, found.tag) == ("Ilse Maar-Kiel", "ORGANISATION")
        assert {marked.annotation(each).tag for each in marked.mentions(found.id)} == {"ORGANISATION"}
        await session.press("u")
        assert marked.find_entity("Ilse Maar").aliases == ()
        assert "Ilse Maar " in session.text


async def test_what_cannot_be_saved_is_said_and_in_hand_and_nothing_is_lost_at_once(
    marked: Library, start: Start
) -> None:
    async with start() as session:
        await opened(session, "e", "ctrl+u", "enter")
        assert "needs a name" in session.said
        await session.press("escape")
        assert "not saved" in session.said
        assert "wikidata" in session.text
        await session.press("escape")
        assert "wikidata" not in session.text
        assert marked.find_entity("Ilse Maar")


async def test_one_is_added_and_one_that_is_named_is_not_deleted(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "a", " Jonas Brandt", "enter")
        assert session.said == "added · Jonas Brandt"
        await session.press("D")
        assert "deleted · Jonas Brandt" in session.said
        await session.press("g", "g", "d", "d")
        assert "named by marks" in session.said
        assert len(names(session)) == 3


async def test_that_another_of_its_kind_is_called_so_is_said_and_it_is_added_all_the_same(
    marked: Library, start: Start
) -> None:
    async with start() as session:
        await opened(session, "a", " ilse  maar", "enter")
        assert session.said == "added · ilse maar · there is another person called so"
        await session.press("a", " Ilse Maar", "tab", " o", "enter")  # an organisation
        assert session.said == "added · Ilse Maar"
        assert len(names(session)) == 5


async def test_two_that_are_selected_are_united_under_the_name_that_is_chosen_and_come_apart_again(
    marked: Library, start: Start
) -> None:
    async with start() as session:
        await opened(session, "space", "space", "J")
        assert session.text.index("1  Ilse Maar") < session.text.index("2  Coast Institute")
        await session.press("escape", "escape")
        assert "selected" not in session.text
        await session.press("g", "g", "j", "space", "space", "J", "1")
        assert session.said == "united · the institute is Coast Institute"
        assert names(session) == ["Ilse Maar", "Coast Institute"]
        assert [alias.name for alias in marked.find_entity("Coast Institute").aliases] == ["the institute"]
        await session.press("u")
        assert len(names(session)) == 3


async def test_one_is_united_with_another_that_is_picked(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "G", "J", "enter")
        assert session.said == "nobody is chosen"
        await session.press("down", "enter", "enter")
        assert "united" in session.said
        assert len(names(session)) == 2


async def test_some_mentions_are_split_off(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "enter", "space", "S")
        assert "split off · 1 mention of Ilse Maar" in session.text
        await session.press("ctrl+u", " Jens Maar", "enter")
        assert session.said == "split · 1 mention of Jens Maar now"
        assert len(marked.mentions(marked.find_entity("Jens Maar").id)) == 1
        await session.press("V", "G", "V", "S")
        assert "all of its mentions" in session.said


async def test_another_tag_is_given_to_several_at_once(marked: Library, start: Start) -> None:
    async with start() as session:
        await opened(session, "*", "~", "M")
        assert "3 entities · government or military body now" in session.text
        assert {each.tag for each in marked.entities()} == {"GOVERNMENT"}


@pytest.mark.parametrize("place", [Place.ENTITIES, Place.MENTIONS])
async def test_every_command_is_carried_out(place: Place, marked: Library, start: Start) -> None:
    kind = EntitiesScreen if place is Place.ENTITIES else MentionsScreen
    async with start() as session:
        for each in commands_in(place):
            while len(session.app.screen_stack) > 1:
                session.app.pop_screen()
            await session.settled()
            await session.press("e", *(["enter"] if place is Place.MENTIONS else []))
            screen = session.screen
            assert isinstance(screen, kind)
            screen.attempt(lambda: screen.carry_out(Given(each.name, argument="n" if each.argument else None)))  # noqa: B023
            await session.settled()


async def test_what_is_undone_on_the_desk_is_seen_in_the_list_behind_it(marked: Library, start: Start) -> None:
    async with start() as session:
        row = next(each for each in session.rows if "Boats" in each)
        assert row.split()[-1] == "2"
        await opened(session, "u")
        assert "in “Boats”" in session.said
        assert names(session) == ["Ilse Maar", "Coast Institute"]
        await session.press("q")
        row = next(each for each in session.rows if "Boats" in each)
        assert row.split()[-1] == "1"
