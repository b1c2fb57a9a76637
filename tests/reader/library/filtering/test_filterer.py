"""Filtering the list as it is typed: what is shown, what escape and enter do, what is wrong, what it is completed to."""

from __future__ import annotations

import pytest

from reader.commands import Place
from store.library import Library
from store.model import State
from tests.conftest import MakeArticle, OpenLibrary
from tests.reader.library.lists import filtered, head, listing, says, shows, titles
from tests.reader.session import Start

ALL = ("Lighthouse", "Levee", "Ferry", "Dam")


async def test_the_list_follows_every_letter_and_counts_what_it_shows(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await shows(session, *ALL)
        await session.press("/")
        assert head(session).startswith(" filter  ▏")
        await session.press("d")
        assert " filter  d▏" in head(session)
        await session.press("a", "m")
        await shows(session, "Levee", "Dam")
        await session.until(lambda: head(session).endswith(" 2 of 4"))
        await session.press("backspace", "backspace", "backspace")
        await shows(session, *ALL)


async def test_letters_are_on_the_screen_before_the_library_has_answered(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await shows(session, *ALL)
        await session.press("/", " outlet:harbour")
        assert " filter  outlet:harbour▏" in head(session)
        await shows(session, "Ferry", "Dam")


async def test_enter_keeps_the_filter_and_escape_on_the_list_drops_it(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "outlet:coast", "Lighthouse", "Levee")
        await session.press("enter")
        assert listing(session).over.place is None
        assert listing(session).filtered == "outlet:coast"
        assert " filter  outlet:coast ─" in head(session)
        await session.press("j")
        await session.press("escape")
        await shows(session, *ALL)
        assert head(session) == "─" * 80


@pytest.mark.parametrize(
    ("typed", "kept", "rows"),
    [
        ("leve", "leve*", ["Levee"]),
        ("outlet:harb", "outlet:harb*", ["Ferry", "Dam"]),
        ('outlet:coast "sold to a ch', 'outlet:coast "sold to a ch*', ["Lighthouse"]),
        ("zeppeli", "zeppeli", []),
        ("-leve", "-leve", [*ALL]),
        ("dam", "dam", ["Levee", "Dam"]),
        ("leve ", "leve", []),
    ],
)
async def test_what_was_seen_while_the_last_word_was_typed_is_kept_where_no_word_is_whole(
    start: Start, stories: list[str], typed: str, kept: str, rows: list[str]
) -> None:
    assert stories
    async with start() as session:
        await session.press("/", f" {typed}", "enter")
        await session.until(lambda: listing(session).filtered == kept)
        await shows(session, *rows)
        assert f" filter  {kept} ─" in head(session)
        assert listing(session).over.filterer.earlier == [kept]


async def test_escape_while_typing_goes_back_to_what_was_in_force(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "outlet:coast", "Lighthouse", "Levee")
        await session.press("enter")
        await filtered(session, "dam", "Levee", "Dam")
        await session.press("escape")
        await shows(session, "Lighthouse", "Levee")
        assert listing(session).filtered == "outlet:coast"
        await session.press("/", "space", "x")
        assert " filter  outlet:coast x▏" in head(session)


async def test_what_is_wrong_is_marked_and_told_below_while_the_list_stays(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "dam", "Levee", "Dam")
        await session.press("space", " date:gestern x")
        under = listing(session).over.filterer.under
        await session.until(lambda: bool(under.words))
        line = listing(session).over.filterer.line
        assert line is not None
        assert line.fault is not None
        wrong = line.words[line.fault.start : line.fault.end]
        assert "gestern" in wrong
        at = session.rows[1].index(wrong)
        assert session.rows[2].strip() == "^" * len(wrong)
        assert session.rows[2].index("^") == at
        await session.press("enter")
        assert listing(session).over.filterer.line is not None  # it is not taken
        await session.press("ctrl+w", "ctrl+w")
        await shows(session, "Levee", "Dam")
        assert not under.words


async def test_up_brings_the_filters_of_this_sitting(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        for words, found in (("dam", ("Levee", "Dam")), ("ferry", ("Ferry",))):
            await filtered(session, words, *found)
            await session.press("enter", "escape")
        await session.press("/", "up", "up")
        assert " filter  dam▏" in head(session)
        await shows(session, "Levee", "Dam")
        await session.press("down", "down")
        assert " filter  ▏" in head(session)


async def test_tab_completes_keys_and_what_the_library_has_behind_them(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        over = listing(session).over
        await session.press("/", " outl", "tab")
        await session.until(lambda: " filter  outlet:▏" in head(session) and bool(over.filterer.under.words))
        assert "Coast Courier" in over.filterer.under.words
        assert "Harbour Post" in over.filterer.under.words
        await session.press("h")
        await session.until(lambda: "Coast" not in over.filterer.under.words)
        assert " filter  outlet:h▏" in head(session)  # nothing is put between letters
        await session.press("tab")
        await session.until(lambda: 'outlet:"Harbour Post"' in head(session))
        await session.press("enter")
        await shows(session, "Ferry", "Dam")


async def test_escape_first_puts_away_what_can_be_chosen(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        over = listing(session).over
        await session.press("/", " state:", "tab")
        await session.until(lambda: "not opened yet" in over.filterer.under.words)
        await session.press("tab", "down", "up")
        assert " filter  state:new " in head(session)
        await session.press("escape")
        assert not over.filterer.under.words
        assert over.place is Place.FILTER
        await session.press("escape")
        assert listing(session).over.place is None
        await shows(session, *ALL)


async def test_the_foot_tells_of_the_key_that_is_being_typed(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await session.press("/")
        assert "tab completes" in session.rows[-2]
        assert "enter keep" in session.rows[-1]
        assert "esc back" in session.rows[-1]
        await session.press(" date:")
        assert "when it was published" in session.rows[-2]


async def test_what_is_pasted_is_part_of_the_filter_and_too_much_of_it_is_left_out(
    start: Start, stories: list[str]
) -> None:
    assert stories
    async with start() as session:
        await session.press("/")
        session.screen.pasted("lighthouse")
        await shows(session, "Lighthouse")
        session.screen.pasted("x" * 100_000)
        line = listing(session).over.filterer.line
        assert line is not None
        assert len(line.words) == 1000
        await session.press("escape")
        await shows(session, *ALL)


async def test_how_much_of_the_work_is_done_stands_beside_the_filter(
    start: Start, library: Library, stories: list[str]
) -> None:
    library.set_state(stories[0], State.DONE)
    async with start() as session:
        await filtered(session, "dam state:new", "Levee")
        await session.press("enter")
        await session.until(lambda: "▰▰▱▱▱ 1 of 2 done · 1 here" in head(session))
        await session.press("x")
        await session.until(lambda: "▰▰▰▰▰ 2 of 2 done · 0 here" in head(session))


async def test_what_is_not_finished_is_no_fault_while_it_is_typed(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "ligh", "Lighthouse")
        await session.press(*"thouse", "space", " state:n")
        await shows(session, "Lighthouse")
        assert not listing(session).over.filterer.under.words
        await session.press("enter")
        assert "^" in listing(session).over.filterer.under.words
        await session.press("e", "w", "enter")
        await session.until(lambda: "0 of 1 done" in head(session))


async def test_the_work_grows_with_what_is_added(
    start: Start, stories: list[str], article: MakeArticle, open_library: OpenLibrary
) -> None:
    assert stories
    async with start() as session:
        await filtered(session, "dam", "Levee", "Dam")
        await session.press("enter")
        await session.until(lambda: "0 of 2 done" in head(session))
        article("A new dam\n\nNobody has seen it.", into=open_library(annotator="somebody else"))
        await session.until(lambda: "0 of 3 done · 3 here" in head(session))


async def test_nonsense_neither_ends_it_nor_changes_the_list(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        for words in ('"', "(((", ")", "-", "or or", ":", "date:", "*", "multi-agent", "AND", "\N{SNOWMAN}", "a" * 200):
            await session.press("/", f" {words}", "enter", "escape", "escape", "escape")
            assert listing(session).over.place is None
        await shows(session, *ALL)
        await says(session, "")
        assert titles(session)
