"""The list of actions: everything that can be done in a place is in it, is found by its words, and is done where one was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from reader.actions import Action, Actions, ActionsScreen, actions_in
from reader.app import AnnottyApp
from reader.article.screen import PageScreen
from reader.article.source_screen import SourceScreen
from reader.claims.dispute_screen import DisputeScreen
from reader.claims.form import ClaimForm
from reader.claims.pairs_screen import PairsScreen
from reader.commands import MARKED_BY_KEY, Place
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.commands.keys import Given, KeyReader, Unknown
from reader.commands.keys_toml import read_keys
from reader.help import HelpScreen, help_lines, keys_of
from reader.library.screen import LibraryScreen
from reader.palette import Palette
from reader.screen import CommandScreen
from reader.terminal.depth import Depth
from store.model import State
from store.tagset import DEFAULT_TAGS
from tests.conftest import TEXT, MakeArticle
from tests.reader.on_the_page import is_at, is_on, marks_of
from tests.reader.session import Session, Start

PLACES = [place for place in Place if place is not Place.ACTIONS]
PALETTE = Palette(Depth.FULL)


def opened(place: Place, *, words: str = "") -> Actions:
    asked = Actions.open(place, actions_in(place, Keymap(), DEFAULT_TAGS))
    return typed(asked, words)


def typed(asked: Actions, words: str) -> Actions:
    for each in words:
        found = asked.typed(each)
        assert found is not None
        asked = found
    return asked


def labels(asked: Actions) -> list[str]:
    return [each.label for each in asked.found]


# --- what is in it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_every_command_has_a_key_stands_in_the_help_and_in_the_list(place: Place) -> None:
    told = {(keys, words) for kind, keys, words in help_lines(Keymap(), DEFAULT_TAGS, place) if kind == "key"}
    listed = [each.command.name for each in actions_in(place, Keymap(), DEFAULT_TAGS) if each.command is not None]
    commands = Keymap().commands(place)
    for each in commands:
        assert each.keys, each.name
        assert (keys_of(each), each.help) in told, each.name
    assert sorted(listed) == sorted(each.name for each in commands if each.name != "actions")


@pytest.mark.parametrize("place", PLACES)
def test_the_list_can_be_asked_for_in_every_place(place: Place) -> None:
    bound = {keys: each.name for keys, each in Keymap().table(place).items()}
    assert bound["f8"] == "actions"
    reader = KeyReader()
    assert reader.press(place, "f8") not in (None, Unknown("f8"))


@pytest.mark.parametrize("place", PLACES)
def test_what_it_shows_as_the_key_is_one_that_can_be_pressed(place: Place) -> None:
    for each in actions_in(place, Keymap(), DEFAULT_TAGS):
        if each.command is not None:
            assert each.key in {keys_as_written(keys, awaits=each.command.argument) for keys in each.command.keys}


@pytest.mark.parametrize("place", PLACES)
def test_the_tags_are_in_it_where_their_keys_mark(place: Place) -> None:
    tags = (*DEFAULT_TAGS, replace(DEFAULT_TAGS[0], name="OLD", retired=True))
    listed = [each.tag for each in actions_in(place, Keymap(), tags) if each.tag is not None]
    assert listed == ([tag.name for tag in DEFAULT_TAGS] if place in MARKED_BY_KEY else [])


def test_what_cannot_be_done_now_is_not_in_it() -> None:
    able = actions_in(Place.PAGE, Keymap(), (), {"relate", "grow"})
    assert not {"relate", "grow"} & {each.command.name for each in able if each.command}


def test_what_somebody_took_the_keys_from_is_in_it_and_needs_none() -> None:
    keymap = read_keys("again = []\n[tags]\nPERSON = []", DEFAULT_TAGS)
    found = {each.label: each.key for each in actions_in(Place.PAGE, keymap, keymap.tags(DEFAULT_TAGS))}
    assert found["again"] == ""
    assert found["person"] == ""


def classes(kind: type[CommandScreen]) -> set[type[CommandScreen]]:
    below: list[type[CommandScreen]] = kind.__subclasses__()
    return {kind, *(each for sub in below for each in classes(sub))}


# --- finding ----------------------------------------------------------------------------------------------------------


def test_words_find_in_any_order_in_any_case_and_by_their_beginnings() -> None:
    assert "next mark" in labels(opened(Place.PAGE, words="mark next"))
    assert labels(opened(Place.PAGE, words="MARK NEX")) == labels(opened(Place.PAGE, words="nex mark"))
    assert labels(opened(Place.LIST, words="qui"))[0] == "quit"


def test_what_has_them_in_its_label_comes_first() -> None:
    found = opened(Place.PAGE, words="claim").found
    assert found[0].label == "claim"
    said = [each.answers(["claim"]) for each in found]
    assert said == sorted(said, key=lambda how: how or 0)


def test_a_tag_is_found_by_what_it_is_called() -> None:
    assert opened(Place.PAGE, words="pers").found[0].tag == "PERSON"


def test_what_no_action_has_finds_none_and_says_so() -> None:
    asked = opened(Place.LIST, words="zzzz")
    assert asked.action is None
    assert asked.title.endswith("no action")
    assert asked.moved(1).action is None
    erased = asked.commanded("erase_all")
    assert erased is not None
    assert erased.found == erased.all


def test_the_bar_stays_among_the_rows() -> None:
    asked = opened(Place.LIST)
    assert asked.moved(-1).at == 0
    assert asked.moved(1000).at == len(asked.found) - 1


@pytest.mark.parametrize(("width", "height"), [(80, 10), (40, 5), (20, 2), (300, 40), (1, 1)])
def test_it_is_drawn_in_the_room_there_is(width: int, height: int) -> None:
    for words in ("", "mark", "zzzz"):
        rows = opened(Place.PAGE, words=words).moved(3).draw(PALETTE, width, height)
        assert len(rows) <= height
        if width >= 20:
            assert all(sum(cell_len(text) for text, _ in row) <= width for row in rows)


def test_a_row_tells_key_words_and_sentence() -> None:
    rows = opened(Place.LIST).draw(PALETTE, 80, 12)
    told = ["".join(text for text, _ in row) for row in rows]
    assert any("enter" in each and "read" in each and "open the article" in each for each in told)


# --- on the screen ----------------------------------------------------------------------------------------------------


async def choose(session: Session, words: str, *, key: str = ":") -> None:
    await session.press(key)
    assert is_on(session, ActionsScreen)
    await session.press(f" {words}", "enter")


async def test_what_is_chosen_is_done_where_one_was(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start() as session:
        await choose(session, "done")
        assert is_on(session, LibraryScreen)
        assert start.library.article(one.id).state is State.DONE
        await choose(session, "open the article")
        assert is_on(session, PageScreen)
        await session.go_to("Ilse Maar")
        await session.press("v", "e", "e")
        await choose(session, "highlight")
        (mark,) = marks_of(session)
        assert mark.tag == "HIGHLIGHT"
        assert session.said.startswith("saved · highlight")
        await choose(session, "undo")
        assert marks_of(session) == ()
        await choose(session, "raw source")
        assert is_on(session, SourceScreen)
        await choose(session, "clean text")
        assert is_on(session, PageScreen)


async def test_a_count_before_it_is_for_what_is_chosen(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press("3", ":")
        assert "3 ×" in session.text
        await session.press(" to the next word", "enter")
        after = session.page.cursor
        await session.press("g", "g", "3", "w")
        assert session.page.cursor == after > 0


async def test_what_takes_a_character_waits_for_it_where_one_was(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await choose(session, "such character paragraph")
        assert session.page.keys.awaits(Place.PAGE) == "find_character"
        assert "find character" in session.text
        await session.press("w")
        assert TEXT[session.page.cursor] == "w"
        await choose(session, "such character paragraph")
        await session.press("escape")
        assert session.page.keys.pending == ""


async def test_what_is_looked_for_and_cannot_act_now_is_told_with_its_key(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press(":", " delete")
        assert "not now: d delete · delete the mark under the cursor" in session.rows[-2]
        await session.press("enter")
        assert "no action" in session.text


async def test_escape_leaves_everything_as_it_was(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press("w", "v", "e")
        before, cursor = session.rows, session.page.cursor
        await session.press(":", " del", "escape")
        assert session.rows == before
        assert session.page.cursor == cursor
        assert is_at(session, Place.SELECT)


async def test_it_lies_over_what_is_asked_and_gives_it_what_is_chosen(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.press("c")
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        links = sum(field.name == "who" for field in asked.form.fields)
        await session.press(":")  # a letter, where letters are text
        assert not is_on(session, ActionsScreen)
        await choose(session, "behind", key="f8")
        if is_at(session, Place.PICK):  # the source of the link is to be picked at once
            await session.press("escape")
        asked = session.page.asking.asked
        assert isinstance(asked, ClaimForm)
        assert sum(field.name == "who" for field in asked.form.fields) == links + 1


async def test_the_screen_below_is_seen_above_it(start: Start, article: MakeArticle) -> None:
    async with start(article().id, size=(80, 24)) as session:
        before = session.rows[:8]
        await session.press("f8")
        assert session.rows[:8] == before
        assert "the page · 1 of" in session.text
        await session.press("pagedown")
        assert "the page · 1 of" not in session.text
        await session.press("f1")
        assert is_on(session, HelpScreen)
        assert "the list of actions" in session.rows[9] + session.rows[8] + session.rows[10] + session.text


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_it_can_be_used_at_any_size(size: tuple[int, int], start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(size=size) as session:
        await session.press(":", " done")
        assert "done" in session.text
        await session.press("enter")
        assert start.library.article(one.id).state is State.DONE


async def test_it_can_be_asked_for_on_every_screen(start: Start, article: MakeArticle) -> None:
    article()
    async with start() as session:
        for keys in (("e",), ("c",), ("escape", "g", "t"), ("escape", "enter"), ("r",), ("f1",)):
            await session.press(*keys)
            here = session.screen
            assert not isinstance(here, ActionsScreen)
            await session.press("f8")
            assert is_on(session, ActionsScreen)
            await session.press("escape")
            assert session.screen is here


async def test_every_command_of_the_screen_of_many_articles_is_carried_out(start: Start, article: MakeArticle) -> None:
    """As those of the other places are, in the tests of their screens."""
    one = article()
    article(TEXT.replace("boats", "ships"))
    async with start(one.id) as session:
        await session.go_to("Ilse Maar")
        await session.press("P", "enter")
        page = session.screen
        for each in sorted(Keymap().commands(Place.EVERYWHERE), key=lambda each: each.name in ("accept", "dismiss")):
            if session.screen is page:
                await session.go_to("Ilse Maar")
                await session.press("A", "A")
                await session.until(lambda: session.screen.place is Place.EVERYWHERE)
            session.screen.obey(Given(each.name, argument="a" if each.argument else None))
            await session.settled()
            while session.screen is not page and session.screen.place is not Place.EVERYWHERE:
                await session.press("escape")


def test_no_screen_is_without_it() -> None:
    assert {DisputeScreen, PairsScreen, PageScreen, LibraryScreen} <= classes(CommandScreen)
    assert all(each.do_actions is CommandScreen.do_actions for each in classes(CommandScreen))
    assert AnnottyApp.ENABLE_COMMAND_PALETTE is False


def test_an_action_fits_words_better_the_earlier_they_stand() -> None:
    one = Action(None, "", "next mark", "to the next mark", words="next mark to the next mark")
    assert one.answers(["mark"]) == 0
    assert one.answers(["the"]) == 1
    assert one.answers(["ext"]) == 2
    assert one.answers(["claim"]) is None
