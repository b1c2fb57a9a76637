"""Searching on the page by keys: the words that are typed, the hits that are lit, the way there and back."""

from __future__ import annotations

import pytest
from textual import events

from reader.article.search import searcher
from reader.commands import Place
from reader.help import HelpScreen
from reader.library.screen import LibraryScreen
from tests.conftest import MakeArticle
from tests.reader.session import PATIENCE, Session, Start

LONG = "A long report\n\n" + "\n\n".join(
    f"Paragraph {n} tells of {'the Ferry' if n in (7, 40, 71) else 'boat'} {n} and of nothing else at all."
    for n in range(80)
)
FERRY = [at for at in range(len(LONG)) if LONG.startswith("Ferry", at)]


def status(session: Session) -> str:
    """The row of the foot that says what is under the cursor."""
    return session.rows[-2].strip()


def is_at(session: Session, place: Place) -> bool:
    """Whether keys are pressed in this place of the page."""
    return session.page.place is place


def is_lit(session: Session, offset: int) -> bool:
    """Whether a code point is shown as found."""
    return session.looks_at(offset).bgcolor == session.page.palette.hit.bgcolor


def row_in_view(session: Session) -> int:
    """How far below the top the cursor's row is."""
    return session.view.rows.row_of(session.page.cursor) - session.view.top_row


async def test_the_page_goes_along_with_what_is_typed(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("/", " ferr")
        assert is_at(session, Place.SEEK)
        assert status(session).startswith("/ferr▏")
        assert status(session).endswith("1 of 3")
        assert session.page.cursor == FERRY[0]
        assert is_lit(session, FERRY[0] + 3)
        assert not is_lit(session, FERRY[0] + 4)
        hits = session.page.searcher.hits
        await session.press(" ", "left", "right", "backspace")
        assert session.page.searcher.hits is hits  # nothing is looked for again where it says the same
        await session.press(" y 40")
        assert status(session).endswith("1 of 1")
        assert session.page.cursor == FERRY[1]
        assert is_lit(session, FERRY[1] + 5)
        assert row_in_view(session) == session.view.size.height // 3


async def test_letters_typed_ahead_are_looked_for_once(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("/")
        searcher = session.page.searcher
        searcher.typed("f")
        searcher.typed("erry 4")
        assert not searcher.put_out()
        searcher.commanded("accept")
        assert session.page.cursor == FERRY[1]
        assert searcher.hits is not None
        hits = searcher.hits
        await session.settled()
        assert searcher.hits is hits


async def test_help_is_shown_and_the_search_goes_on(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("/", " fer", "f1")
        assert isinstance(session.screen, HelpScreen)
        await session.press("escape", "r")
        assert status(session).startswith("/ferr▏")


async def test_enter_stays_there_and_the_way_back_is_kept(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("j", "j", "w")
        before = session.page.cursor
        await session.press("/", " ferry", "enter")
        assert is_at(session, Place.PAGE)
        assert session.page.cursor == FERRY[0]
        assert "1 of 3 · esc" in status(session)
        await session.press("ctrl+o")
        assert session.page.cursor == before


async def test_escape_goes_back_to_exactly_where_it_began(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("}", "}", "w", "ctrl+e", "ctrl+e", "ctrl+e")
        before = session.page.cursor, session.view.top_row
        await session.press("/", " ferry 71")
        assert session.page.cursor == FERRY[2]
        await session.press("escape")
        assert is_at(session, Place.PAGE)
        assert (session.page.cursor, session.view.top_row) == before
        assert session.page.searcher.hits is None


async def test_n_goes_on_and_around_the_ends(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("/", " FERRY", "enter", "n")
        assert session.page.cursor == FERRY[1]
        assert "2 of 3" in status(session)
        assert "on from" not in session.said
        await session.press("2", "n")
        assert session.page.cursor == FERRY[0]
        assert session.said == "on from the start"
        await session.press("N")
        assert session.page.cursor == FERRY[2]
        assert session.said == "on from the end"
        await session.press("N", "h")
        assert status(session).startswith("no marks here yet")
        assert "3 found" in status(session)


async def test_a_search_back_goes_on_backwards(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("G", "?", " ferry")
        assert status(session).startswith("?ferry▏")
        assert session.page.cursor == FERRY[2]
        await session.press("enter", "n")
        assert session.page.cursor == FERRY[1]
        await session.press("N")
        assert session.page.cursor == FERRY[2]


async def test_what_is_not_there_leaves_the_page_as_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("j", "j", "w")
        before = session.page.cursor
        await session.press("/", " ferryx")
        assert status(session).endswith("not found")
        assert session.page.cursor == before
        await session.press("backspace")
        assert session.page.cursor == FERRY[0]
        await session.press("x", "enter")
        assert session.said == "not found · ferryx"
        assert session.page.cursor == before
        await session.press("escape")
        assert session.said == "esc again goes back to the list · so does q"  # nothing is lit that would be put out
        await session.press("escape")
        assert isinstance(session.screen, LibraryScreen)


async def test_escape_puts_the_lights_out_and_leaves_when_it_is_pressed_twice(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        page = session.page
        await session.press("/", " ferry", "enter")
        at = session.page.cursor
        assert "esc lights out" in status(session)
        await session.press("escape")
        assert session.app.screen is page
        assert not is_lit(session, at + 1)
        assert "esc lights out" not in status(session)
        await session.press("escape", "l", "escape")
        assert session.app.screen is page  # a key between begins anew
        await session.press("escape")
        assert session.app.screen is not page


async def test_a_word_is_searched_whole_and_a_selection_as_it_is(start: Start, article: MakeArticle) -> None:
    text = "Ferries\n\nThe ferry and the wherry-man; a ferryman on the Ferry, the last of the ferries.\n\nA port and an airport."
    async with start(article(text).id) as session:
        await session.go_to("ferry and")
        await session.press("l", "*")
        assert session.page.cursor == text.index("Ferry,")
        assert "2 of 2" in status(session)
        await session.press("#")
        assert session.page.cursor == text.index("ferry and")
        await session.press("l", "#")
        assert session.page.cursor == text.index("Ferry,")
        await session.go_to("port and")
        await session.press("v", "3", "l", "*")
        assert session.page.selected is not None
        assert session.page.selected.of(text).endswith("and an airp")
        await session.press("escape")
        await session.go_to(".\n\nA")
        await session.press("*")
        assert session.said == "there is no word under the cursor"


async def test_a_search_takes_the_selection_along(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("Paragraph 6 ")
        await session.press("v", "/", " ferry")
        assert is_at(session, Place.SEEK)
        assert session.page.walker.selected is not None
        await session.press("enter")
        assert is_at(session, Place.SELECT)
        assert session.page.selected is not None
        assert session.page.selected.of(LONG).endswith("the F")
        await session.press("n")
        assert session.page.selected.end == FERRY[1] + 1
        await session.press("/", " boat", "escape")
        assert session.page.selected.end == FERRY[1] + 1


async def test_words_are_picked_by_searching(start: Start, article: MakeArticle) -> None:
    text = "Ferry\n\nThe Coast Institute said that the minister had promised a ferry.\n\nThe harbour office was closed."
    async with start(article(text).id) as session:
        await session.go_to("promised")
        await session.press("c")
        assert is_at(session, Place.FORM)
        await session.press("space")
        assert is_at(session, Place.PICK)
        await session.press("/", " harbour", "enter")
        assert is_at(session, Place.PICK)
        assert "1 of 1" in status(session) and "lights out" not in status(session)  # escape leaves the picking
        await session.press("v", "/", " closed", "enter", "e", "enter")
        assert is_at(session, Place.FORM)
        assert "harbour office was closed" in "\n".join(session.sheet)


async def test_earlier_searches_come_back(start: Start, article: MakeArticle) -> None:
    one, other = article(LONG), article("Boats\n\nThe ferry is a boat.")
    async with start(one.id) as session:
        await session.press("/", " ferry", "enter", "/", " boat 7", "enter", "escape")
        await session.press("/", " f", "up")
        assert status(session).startswith("/ferry▏")
        assert session.page.cursor in FERRY
        await session.press("up", "down", "down")
        assert status(session).startswith("/f▏")
        await session.press("ctrl+u", "up", "up", "left", "left", "x")
        assert status(session).startswith("/ferx▏ry")
        await session.press("escape", "q")
        await session.open(other.id)
        assert session.page.searcher.hits is None
        await session.press("n")
        assert session.said == "not found · boat 7"
        await session.press("/", "up", "up", "enter", "n")
        assert session.said == "found only here"
        assert session.page.cursor == session.page.article.text.index("ferry")


async def test_an_empty_search_repeats_the_last(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("n")
        assert session.said.startswith("nothing was searched for yet")
        await session.press("/", "enter")
        assert session.said == "nothing was searched for yet"
        assert is_at(session, Place.PAGE)
        await session.press("/", " ferry", "enter", "n", "escape")
        await session.press("?", "enter")
        assert session.page.cursor == FERRY[0]
        await session.press("/", "backspace")
        assert is_at(session, Place.PAGE)


async def test_what_is_pasted_is_searched_for(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("/")
        session.screen.post_message(events.Paste("the\nFERRY 40"))
        await session.until(lambda: session.page.cursor == FERRY[1] - len("the "))
        assert session.page.searcher.is_typing


async def test_a_search_is_text_and_nothing_more(start: Start, article: MakeArticle) -> None:
    async with start(article("Signs\n\nA [link](x) and a [b]bold[/b] .* sign.").id) as session:
        await session.press("/", " [/b] .*")
        assert status(session).startswith("/[/b] .*▏")
        assert status(session).endswith("1 of 1")
        session.screen.post_message(events.Paste("\x1b]0;x\x07\u202e"))
        await session.settled()
        await session.press("left")
        assert "\x1b" not in session.text
        assert "\u202e" not in session.text


FAR = "Log\n\n" + "nothing of note on this day at sea\n\n" * 2000 + "the ferry sank\n\nno more\n\na ferry again"


async def test_far_hits_are_found_and_counted_between_the_keys(
    start: Start, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "_SLICE", 0.0)
    async with start(article(FAR).id) as session:
        await session.press("/", " ferry", "enter")
        assert is_at(session, Place.PAGE)
        await session.until(lambda: "1 of 2" in status(session))
        assert session.page.cursor == FAR.index("ferry")
        await session.press("n")
        assert "2 of 2" in status(session)
        await session.press("ctrl+o", "ctrl+o")
        assert session.page.cursor == 0


async def test_who_has_gone_on_is_not_taken_to_a_hit_that_comes_late(
    start: Start, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "_SLICE", 0.0)
    monkeypatch.setattr(searcher, "_REST", PATIENCE)
    async with start(article(FAR).id) as session:
        room = session.page.searcher
        await session.press("/", " ferry", "enter")
        assert "searching …" in status(session)
        await session.press("j", "j")
        at = session.page.cursor
        while room._has_work:
            room._go_on()
        assert session.page.cursor == at > 0
        await session.press("h")
        assert "2 found" in status(session)


@pytest.mark.parametrize("key", ["v", "p"])
async def test_a_hit_that_comes_late_leaves_alone_what_was_begun_meanwhile(
    key: str, start: Start, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "_SLICE", 0.0)
    monkeypatch.setattr(searcher, "_REST", PATIENCE)
    async with start(article(FAR).id) as session:
        room, walker = session.page.searcher, session.page.walker
        await session.press("/", " ferry", "enter", key)
        before, rows = (walker.hand, session.view.shows_cursor), session.text_rows
        while room._has_work:
            room._go_on()
        assert (walker.hand, session.view.shows_cursor) == before
        assert session.text_rows == rows
