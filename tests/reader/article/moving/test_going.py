"""Going about on the page: characters, places, jumps, scrolling and the pager, with keys as a person presses them."""

from __future__ import annotations

from itertools import pairwise

from textual import events

from tests.conftest import MakeArticle
from tests.reader.session import Session, Start

WORDS = "Ferries sail from the harbour at noon, and nobody knows when they will come back to it again."
LONG = "A long day at the harbour\n\n" + "\n\n".join(f"Day {number}. {WORDS}" for number in range(40))


def row_of(session: Session) -> int:
    """The row of the screen on which the cursor is."""
    return session.view.rows.row_of(session.page.cursor) - session.view.top_row


async def test_a_character_is_gone_to_and_again_and_selected_up_to(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("Day 0")
        text, view = session.page.article.text, session.view
        await session.press("f", "h")
        first = session.page.cursor
        await session.press(";")
        assert text[first] == text[session.page.cursor] == "h"
        await session.press(",")
        assert session.page.cursor == first
        await session.press("v", "2", "t", "o")
        assert session.page.selected is not None
        assert text[session.page.selected.end] == "o"
        before = session.page.cursor
        await session.press("f", "Z")
        assert (session.page.cursor, view.selection is None) == (before, False)
        assert session.said == "no “Z” further on in this paragraph"


async def test_places_and_jumps_are_gone_back_to_with_the_page_as_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        view, page = session.view, session.page
        await session.press("ctrl+o")
        assert session.said == "no older place"
        await session.press("'", "a")
        assert session.said.startswith("no place is kept under a")
        await session.go_to("from the harbour")
        await session.press("m", "a", *"jjjjjjjjjjjjjjjjjjjjjjj", "ctrl+e")
        here, top = page.cursor, view.top_row
        await session.press("G")
        end = page.cursor
        await session.press("'", "a")
        place = page.cursor
        assert page.article.text[place:].startswith("from the harbour")
        await session.press("'", "'")
        assert page.cursor == end
        await session.press("`", "'")
        assert page.cursor == place
        await session.press("ctrl+o")
        assert page.cursor == end
        await session.press("ctrl+o")
        assert (page.cursor, view.top_row) == (here, top)
        await session.press("g", "o", "g", "o")
        assert page.cursor == place
        await session.press("g", "o")
        assert session.said == "no newer place"


async def test_places_are_there_when_the_article_is_opened_again(start: Start, article: MakeArticle) -> None:
    identifier = article(LONG).id
    async with start(identifier) as session:
        await session.go_to("from the harbour")
        at = session.page.cursor
        await session.press("m", "x", "v", "e", "escape", "g", "g", "escape")
        await session.open(identifier)
        await session.press("`", "x")
        assert session.page.cursor == at
        await session.press("g", "v")
        assert session.page.selected is not None
        assert session.page.selected.of(session.page.article.text) == "from"


async def test_places_are_exact_at_another_width_and_after_marks_were_made(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("nobody knows")
        at = session.page.cursor
        await session.press("m", "b", "v", "e", "H")
        marked = session.page.cursor
        await session.press("G")
        await session.pilot.resize_terminal(47, 20)
        await session.settled()
        await session.press("ctrl+o")
        assert session.page.cursor == marked == at + len("nobody") - 1
        await session.press("G", "'", "b")
        assert session.page.cursor == at


async def test_what_a_mark_was_made_of_is_selected_again(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("g", "v")
        assert session.said.startswith("nothing was selected here yet")
        await session.go_to("Ferries sail")
        await session.press("v", "e", "w", "H")
        assert session.view.selection is None
        assert "saved" in session.said
        await session.press("g", "v")
        assert session.page.selected is not None
        assert session.page.selected.of(session.page.article.text) == "Ferries s"


async def test_the_row_of_the_cursor_is_brought_to_top_middle_and_bottom(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("Day 20")
        at, height = session.page.cursor, session.view.size.height
        for keys, row in (("zt", 2), ("zb", height - 3), ("zz", height // 2)):
            await session.press(*keys)
            assert (row_of(session), session.page.cursor) == (row, at)
        await session.press("3", "0", "z", "z")
        assert session.view.rows.row_of(session.page.cursor) in (29, 30)
        await session.press("g", "g", "z", "b")
        assert session.said == "the page goes no further that way"


async def test_scrolling_takes_the_cursor_along_only_where_it_would_leave_the_sight(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        await session.go_to("Day 20")
        await session.press("z", "z")
        at, top = session.page.cursor, session.view.top_row
        await session.press("3", "ctrl+e")
        assert (session.page.cursor, session.view.top_row) == (at, top + 3)
        await session.press("ctrl+y")
        assert (session.page.cursor, session.view.top_row) == (at, top + 2)
        tops = [session.view.top_row]
        for _ in range(session.view.size.height):
            await session.press("ctrl+e")
            tops.append(session.view.top_row)
            assert row_of(session) >= 2
        assert all(two == one + 1 for one, two in pairwise(tops))
        assert session.page.cursor > at
        await session.press("9", "9", "9", "ctrl+e", "ctrl+e")
        assert session.said == "this is the end"


async def test_the_pager_scrolls_and_the_cursor_comes_back_where_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        view, page = session.view, session.page
        await session.go_to("Day 3")
        at = page.cursor
        await session.press("p")
        assert not view.shows_cursor
        assert "without a cursor" in session.text
        assert page.sitting.preferences.pager
        top = view.top_row
        await session.press("j", "j", "k")
        assert (view.top_row, page.cursor) == (top + 1, at)
        await session.press("p")
        assert (view.shows_cursor, page.cursor, view.top_row) == (True, at, top + 1)
        assert not page.sitting.preferences.pager


async def test_in_the_pager_any_other_key_brings_the_cursor_into_sight_and_then_acts(
    start: Start, article: MakeArticle
) -> None:
    async with start(article(LONG).id) as session:
        view, page = session.view, session.page
        await session.press("p", "space", "space", "}")
        top = view.top_row
        assert view.rows.line(top).start == page.cursor
        assert page.article.text[page.cursor :].startswith("Day ")
        await session.press("w")
        assert view.shows_cursor
        assert view.rows.row_of(page.cursor) == top
        assert page.article.text[page.cursor - 4 : page.cursor] == "Day "
        await session.press("p", "G", "space")
        assert session.said == "this is the end"
        await session.press("g", "g")
        assert view.top_row == 0
        await session.press("v")
        assert view.selection is not None
        assert page.cursor == view.rows.stops(0)[0]


async def test_a_list_that_is_looked_at_in_the_pager_leaves_it_as_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("p", "space", "space")
        top = session.view.top_row
        await session.press("g", "h")
        assert session.sheet
        await session.press("escape")
        assert (session.view.top_row, session.view.shows_cursor) == (top, False)


async def test_in_the_pager_paragraphs_come_to_the_top_both_ways(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        view = session.view
        await session.press("p", "5", "}")
        down = view.top_row
        assert view.rows.blocks[5].span.start == view.rows.line(down).start
        await session.press("j", "{")
        assert view.top_row == down
        await session.press("{")
        assert view.rows.blocks[4].span.start == view.rows.line(view.top_row).start


async def test_a_page_left_in_the_pager_opens_there_and_in_the_pager(start: Start, article: MakeArticle) -> None:
    identifier = article(LONG).id
    async with start(identifier) as session:
        await session.press("p", "space", "space", "j")
        top = session.view.top_row
        await session.press("q")
        await session.open(identifier)
        assert not session.view.shows_cursor
        assert session.view.top_row in (top, top + 1)  # a row between paragraphs is not where reading stops
        await session.press("l")
        assert session.view.shows_cursor


async def test_dragging_past_the_edge_scrolls_a_row_with_each_movement(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        view = session.view
        await session.pilot.mouse_down(view, offset=(10, 5))
        height = view.size.height
        tops = [view.top_row]
        for x in range(10, 14):
            view.post_message(_moved(x, height + 1))
            await session.settled()
            tops.append(view.top_row)
        assert tops == [0, 1, 2, 3, 4]
        assert view.selection is not None
        assert view.rows.row_of(view.selection.head) in (4 + height - 1, 4 + height - 2)
        view.post_message(_moved(10, -1))
        await session.settled()
        assert view.top_row in (
            2,
            3,
        )  # where the row above is one between paragraphs, the last one with words comes too


def _moved(x: int, y: int) -> events.MouseMove:
    return events.MouseMove(None, x, y, 0, 0, 1, False, False, False, x, y)


async def test_a_click_on_the_first_row_in_sight_does_not_move_the_page(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id) as session:
        await session.press("5", "ctrl+e")
        await session.pilot.click(session.view, offset=(10, 0))
        await session.settled()
        assert (session.view.top_row, row_of(session)) == (5, 0)
        await session.press("e", "V")
        assert session.view.top_row == 5
        await session.press("escape", "k")
        assert session.view.top_row < 5
