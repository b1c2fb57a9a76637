"""The list as a person uses it: reading it, sorting, headings, what came meanwhile, and going in and out of articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date

import pytest
from textual.geometry import Size

from reader.article.screen import PageScreen
from reader.library.asking import answers
from reader.library.screen import LibraryScreen
from store.arriving import Arriving
from store.document import Block, BlockKind, Document
from store.filters.parsing import parse
from store.filters.terms import EVERYTHING
from store.library import Library
from store.model import Article, Cleaned, Draft, Metadata, Order, PartDraft, RawItem, Role, Sort, State
from store.text import Span
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Session, Start

HEAD, FOOT = 2, 3


def screen_of(session: Session) -> LibraryScreen:
    screen = session.app.screen_stack[0]
    assert isinstance(screen, LibraryScreen)
    return screen


def titles(session: Session) -> list[str]:
    """The articles as they stand on the screen, without the preview."""
    height = screen_of(session).list.size.height
    return [row[3:30].rstrip("… ") for row in session.rows[HEAD : HEAD + height] if row[1] in "●◐○–×"]


def chosen(session: Session) -> str | None:
    """The title of the article that the bar is on."""
    row = screen_of(session).list.row_chosen
    return None if row is None else row.summary.title


def bar_at(session: Session) -> int:
    """The row of the screen that the bar is on."""
    view = screen_of(session).list
    return view.arrangement.row_of(view.chosen) - view.top


async def rest(session: Session) -> None:
    """Wait as long as it takes until the bar rests and tells what it is on."""
    screen_of(session).tell_at_rest()
    await session.press()


async def looked(session: Session, words: str) -> None:
    """Wait until the list has looked for what others wrote, and its head says so; it looks seldom where it takes long."""

    def looks() -> bool:
        screen_of(session).lister.look()
        return words in session.rows[0]

    await session.until(looks)
    await session.press()


def many(library: Library, count: int, *, first: int = 0, names: Sequence[str] = ("Boat",)) -> None:
    """So many short articles in one go, thirty a day; titled by names in turn and their numbers."""
    arriving = []
    for number in range(first, first + count):
        title = f"{names[number % len(names)]} {number:04}"
        text = f"{title}\n\nBoat {number} was seen off the pier of place {number * 7919 % 1009}."
        blocks = (
            Block(BlockKind.TITLE, Span(0, len(title))),
            Block(BlockKind.PARAGRAPH, Span(len(title) + 2, len(text))),
        )
        about = Metadata(title, outlet=f"Post {number % 3}", published=f"2024-07-{1 + number // 30:02}")
        cleaned = Cleaned(Document(text, blocks), about, "text/plain", "utf-8", "test 1")
        arriving.append(Arriving.of(RawItem(text.encode(), "boats.txt"), cleaned))
    library.keep_all(arriving)


@pytest.fixture
def three(article: MakeArticle) -> list[Article]:
    """Three articles, the newest first in the list."""
    told = [
        ("Cranes return", "Harbour Post", "2024-07-22", "The cranes came back over the marsh in the morning."),
        ("A dam is built", "The Meridian", "2024-07-21", "Nobody had asked for a dam, and the marsh is dry."),
        ("Bread is dear", "Harbour Post", "2024-07-21", "Flour costs twice as much, bakers of the town say."),
    ]
    return [
        article(f"{title}\n\n{words}", metadata=Metadata(title, outlet=outlet, published=published))
        for title, outlet, published, words in told
    ]


# --- reading it ------------------------------------------------------------------------------------------------------


async def test_the_list_tells_of_every_article_and_opens_the_chosen_one(start: Start, article: MakeArticle) -> None:
    article("Another story", metadata=Metadata("First report", outlet="Harbour Post", published="2024-07-20"))
    second = article(metadata=Metadata("Second report", byline="I. Maar", published="2024-07-21"))
    words = PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar"))
    start.library.annotate(second.id, Draft("HIGHLIGHT", (words,)))
    async with start() as session:
        assert "Second report" in session.rows[2]
        assert session.rows[2].rstrip().endswith("1")
        assert "Harbour Post" in session.rows[3]
        assert "20 Jul 24" in session.rows[3]
        assert session.rows[3].rstrip().endswith("·")
        await rest(session)
        assert "I. Maar" in session.text
        await session.press("j", "j", "k", "j", "enter")
        assert session.page.article.metadata.title == "First report"
        await session.press("q", "enter")
        assert session.page.article.metadata.title == "First report"


async def test_an_empty_library_tells_of_its_backups(start: Start, library: Library) -> None:
    library.backup()
    async with start() as session:
        assert "there are backups; in a shell: annotty restore --list" in session.text


async def test_an_empty_library_says_what_to_do(start: Start) -> None:
    async with start() as session:
        assert "no article yet" in session.text
        assert "annotty add PATH" in session.text
        await session.press("enter", "x", "j", "G", "space", "V", "*", "tab")
        await session.press("u")
        assert session.said == "there is nothing to undo"
        assert screen_of(session).selected() == ()


async def test_a_long_list_is_gone_through_by_rows_and_pages_and_counts(start: Start) -> None:
    many(start.library, 60)
    async with start() as session:
        screen = screen_of(session)
        await session.press("G")
        assert (chosen(session), bar_at(session)) == ("Boat 0000", screen.list.size.height - 1)
        await session.press("g", "g")
        assert (chosen(session), bar_at(session)) == ("Boat 0059", 0)
        await session.press("1", "0", "j")
        assert screen.list.chosen == 10
        await session.press("3", "0", "G", "ctrl+u")
        assert 15 < screen.list.chosen < 29
        await session.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert screen.list.chosen == 59


async def test_only_what_is_seen_and_a_page_around_it_is_at_hand(start: Start) -> None:
    many(start.library, 300)
    async with start() as session:
        view = screen_of(session).list
        assert len(view.shelf) <= 2 * view.size.height
        await session.press("1", "5", "0", "G")
        assert len(view.shelf) <= 5 * view.size.height
        assert chosen(session) == "Boat 0150"


async def test_the_first_rows_are_there_at_once_and_all_of_them_soon(start: Start) -> None:
    many(start.library, 520)
    async with start() as session:
        view = screen_of(session).list
        assert "Boat 0519" in session.text
        await session.until(lambda: view.arrangement.stops == 520)
        await session.press("G")
        assert chosen(session) == "Boat 0000"
        await session.until(lambda: "520 new" in session.rows[0])
        await session.press("s", "t")
        await session.until(lambda: view.arrangement.order.by is Sort.TITLE)
        assert (chosen(session), view.chosen) == ("Boat 0000", 0)
        await session.press("g", "g", "x")
        assert "○ Boat 0000" in session.rows[2]
        await session.until(lambda: "1 done" in session.rows[0])


async def test_articles_are_done_and_not_done(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start() as session:
        await session.press("x")
        assert session.said == "saved · done"
        assert start.library.article(one.id).state is State.DONE
        await session.press("enter", "x")
        assert start.library.article(one.id).state is State.READING
        await session.press("u")
        assert session.said.startswith("undone · reading")
        assert "done ·" in session.rows[0]


async def test_the_order_is_told_before_the_last_of_the_figures(start: Start) -> None:
    many(start.library, 9)
    async with start(size=(54, 20)) as session:
        await session.press("x", "j", "x", "x")
        assert "newest first  " in session.rows[0]
        assert session.rows[0].endswith(" 7 new · 1 reading ")
        await session.pilot.resize_terminal(80, 20)
        await session.until(lambda: "7 new · 1 reading · 1 done" in session.rows[0])


# --- sorting ---------------------------------------------------------------------------------------------------------


async def test_the_list_is_sorted_by_a_letter_and_turned_by_it_and_the_bar_stays_on_its_article(
    start: Start, three: list[Article]
) -> None:
    async with start() as session:
        assert "newest first" in session.rows[0]
        await session.press("j")
        on = chosen(session)
        await session.press("s", "t")
        assert titles(session)[0].startswith("A dam")
        assert "by title" in session.rows[0]
        assert chosen(session) == on
        await session.press("s", "t")
        assert titles(session)[0].startswith("Cranes")
        assert "by title, from the end" in session.rows[0]
        assert chosen(session) == on
        await session.press("s", "d")
        assert screen_of(session).order == Order()


async def test_the_foot_tells_the_letters_to_sort_by_and_another_letter_is_refused(
    start: Start, three: list[Article]
) -> None:
    async with start() as session:
        await session.press("s")
        assert "t title" in session.rows[-1]
        assert "o outlet" in session.rows[-1]
        await session.press("q")
        assert session.said.startswith("sort by one of: d date")
        await session.press("s", "r")
        assert session.said == "hits are ranked where a filter has words"
        await session.press("s", "escape")
        assert "t title" not in session.rows[-1]
        assert screen_of(session).order == Order()


async def test_days_or_outlets_are_headings_that_the_bar_passes_over(start: Start, three: list[Article]) -> None:
    async with start() as session:
        await session.press("z", "g")
        assert session.rows[2].startswith(" 22 July 2024 ─")
        assert session.rows[4].startswith(" 21 July 2024 ─")
        assert session.rows[4].rstrip().endswith(" 2")
        assert bar_at(session) == 1
        await session.press("j")
        assert bar_at(session) == 3
        await session.press("k", "k")
        assert bar_at(session) == 1
        await session.press("s", "o")
        assert session.rows[2].startswith(" Harbour Post ─")
        assert session.rows[5].startswith(" The Meridian ─")
        await session.press("s", "t", "z", "g", "z", "g")
        assert session.said == "headings are days or outlets; sort by one of them"
        await session.press("s", "o")
        assert "─" not in session.rows[2]


async def test_the_first_heading_is_seen_and_so_is_the_one_above_the_bar(start: Start) -> None:
    many(start.library, 90)
    async with start() as session:
        await session.press("j", "z", "g")
        assert session.rows[2].startswith(" 3 July 2024 ─")
        assert (chosen(session), bar_at(session)) == ("Boat 0088", 2)
        await session.press("G", "5", "9", "k")
        assert (chosen(session), bar_at(session)) == ("Boat 0059", 1)
        assert session.rows[2].startswith(" 2 July 2024 ─")


# --- what comes meanwhile --------------------------------------------------------------------------------------------


async def test_nothing_moves_when_articles_come_and_the_head_tells_how_many(
    start: Start, open_library: OpenLibrary
) -> None:
    many(start.library, 60)
    other = open_library()
    async with start() as session:
        await session.press("5", "j")
        before, at = titles(session), bar_at(session)
        many(other, 4, first=60)
        await looked(session, "64 new")
        assert (titles(session), bar_at(session), chosen(session)) == (before, at, "Boat 0054")
        assert "4 came" in session.rows[0]
        await session.press("j")
        assert "4 came" in session.rows[0]
        await session.press("g", "g")
        assert chosen(session) == "Boat 0063"
        assert "came" not in session.rows[0]


async def test_what_others_change_is_seen_without_a_key(start: Start, open_library: OpenLibrary) -> None:
    many(start.library, 3)
    other = open_library()
    async with start() as session:
        other.set_state(next(iter(other.article_ids())), State.DONE)
        await looked(session, "2 new · 1 done")
        assert [row[1] for row in session.rows[2:5]] == ["●", "●", "○"]
        assert "came" not in session.rows[0]


async def test_the_list_is_not_asked_again_while_an_article_is_read(start: Start, open_library: OpenLibrary) -> None:
    many(start.library, 3)
    other = open_library()
    async with start() as session:
        await session.press("enter")
        asked = screen_of(session).lister.asked
        many(other, 1, first=3)
        screen_of(session).lister.look()
        assert screen_of(session).lister.asked is asked
        await session.press("q")
        assert (len(titles(session)), chosen(session)) == (4, "Boat 0002")


async def test_an_answer_to_an_older_question_is_not_shown(start: Start) -> None:
    many(start.library, 3)
    async with start() as session:
        lister = screen_of(session).lister
        old = lister.asked
        await session.press("s", "t")
        for answer in answers(old, start.library, first=False):
            lister.take(answer)
        assert screen_of(session).list.arrangement.order.by is Sort.TITLE


async def test_the_bar_of_an_article_that_went_is_on_the_next(start: Start, three: list[Article]) -> None:
    async with start() as session:
        await session.press("j")
        start.library.delete_articles([three[1].id])
        screen_of(session).library_changed()
        await session.press()
        assert len(titles(session)) == 2
        assert chosen(session) in ("Bread is dear", "Cranes return")
        await session.press("u")
        assert len(titles(session)) == 3
        assert "came" not in session.rows[0]


# --- filtering -------------------------------------------------------------------------------------------------------


async def test_a_filter_keeps_the_bar_on_its_article_where_it_fits_and_says_where_nothing_does(
    start: Start, three: list[Article]
) -> None:
    while start.library.catch_up():
        pass
    async with start() as session:
        screen, today = screen_of(session), date(2026, 11, 22)
        await session.press("G")
        last = chosen(session)
        screen.show_filter(parse('outlet:"Harbour Post" or outlet:meridian', today), "both")
        await session.press()
        assert (screen.filtered, chosen(session)) == ("both", last)
        screen.show_filter(parse("cranes", today), "cranes")
        await session.press()
        assert titles(session) == ["Cranes return"]
        screen.show_filter(parse("zeppelin", today), "zeppelin")
        await session.press()
        assert "no article fits the filter" in session.text
        assert screen.article_in_hand is None
        screen.show_filter(EVERYTHING, "")
        await session.press()
        assert len(titles(session)) == 3


async def test_a_filter_of_many_shows_its_first_rows_and_what_was_there_before_at_once_again(start: Start) -> None:
    many(start.library, 520)
    while start.library.catch_up():
        pass
    async with start() as session:
        screen, view = screen_of(session), screen_of(session).list
        await session.until(lambda: view.arrangement.stops == 520)
        await session.press("2", "0", "0", "G")
        screen.show_filter(parse("title:boat outlet:post", date(2026, 11, 22)), "boat")
        await session.until(lambda: screen.lister.asked.term == EVERYTHING or view.arrangement.stops == 520)
        screen.show_filter(parse("state:done", date(2026, 11, 22)), "state:done")
        await session.until(lambda: not view.arrangement.stops)
        screen.show_filter(EVERYTHING, "")
        assert view.arrangement.stops == 520


async def test_the_preview_shows_the_beginning_or_the_sentence_with_the_words_lit(
    start: Start, three: list[Article]
) -> None:
    while start.library.catch_up():
        pass
    async with start(size=(80, 30)) as session:
        await rest(session)
        assert "The cranes came back" in session.rows[-5]
        screen = screen_of(session)
        screen.show_filter(parse("dry", date(2026, 11, 22)), "dry")
        await rest(session)
        assert "the marsh is dry" in session.rows[-5]
        (lit,) = [s.text for s in session.strips[-5] if s.style == screen.palette.hit]
        assert lit == "dry"


async def test_the_preview_stands_beside_a_wide_list_and_goes_where_there_is_no_room(
    start: Start, three: list[Article]
) -> None:
    async with start(size=(140, 30)) as session:
        await rest(session)
        assert "│" in session.rows[10]
        assert "Cranes return" in session.rows[3][84:]
        assert "Harbour Post · 22 July 2024" in session.rows[4][84:]
        await session.pilot.resize_terminal(80, 16)
        await session.until(lambda: session.app.size == Size(80, 16))
        await rest(session)
        assert "│" not in session.text
        assert "came back" not in session.text


# --- in and out ------------------------------------------------------------------------------------------------------


async def test_whoever_comes_back_finds_the_bar_on_the_article_that_was_read_last(
    start: Start, three: list[Article]
) -> None:
    async with start() as session:
        await session.press("enter", "ctrl+n", "ctrl+n")
        assert session.said == "3 of 3"
        read = session.page.article.metadata.title
        await session.press("q")
        assert not isinstance(session.screen, PageScreen)
        assert chosen(session) == read


async def test_the_next_article_is_known_though_this_one_left_the_list(start: Start, three: list[Article]) -> None:
    async with start() as session:
        screen = screen_of(session)
        screen.show_filter(parse("state:new", date(2026, 11, 22)), "state:new")
        await session.press("enter")
        first, second = (session.page.article.id, session.app.sitting.beside(session.page.article.id, 1))
        start.library.set_state(first, State.DONE)
        assert session.app.sitting.beside(first, 1) == second is not None
        await session.press("q")
        assert len(titles(session)) == 2
        assert screen.article_in_hand == second


async def test_the_next_article_is_known_though_the_date_of_this_one_was_corrected(
    start: Start, three: list[Article]
) -> None:
    async with start() as session:
        await session.press("enter")
        here, beside = session.page.article.id, session.app.sitting.beside
        second = beside(here, 1)
        await session.press("q", "enter")
        with closing(sqlite3.connect(start.library.path)) as connection, connection:
            connection.execute("UPDATE article SET published = '2020-01-01' WHERE id = ?", [here])
        assert beside(here, 1) == second is not None
