"""The table of commands: one meaning for a key in a place, every command carried out, every key shown one that exists."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from string import printable

import pytest
from rich.cells import cell_len

from reader.actions import ActionsScreen
from reader.article.drawing.telling import tag_keys
from reader.article.moving.hand import Hand, on
from reader.article.screen import PageScreen
from reader.article.source_screen import SourceScreen
from reader.commands import COMMANDS, TITLES, Place, commands_in
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.commands.keys import Given, KeyReader
from reader.commands.keys_toml import read_keys
from reader.foot import sign_of
from reader.help import KEYS_CELLS, HelpScreen, help_lines, keys_of
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.tagset import DEFAULT_TAGS
from tests.conftest import MakeArticle, span_of
from tests.reader.session import Session, Start

PLACES = list(Place)


@pytest.mark.parametrize("place", PLACES)
def test_a_key_means_one_thing_in_a_place(place: Place) -> None:
    keys = [keys for each in commands_in(place) for keys in each.keys]
    assert [each for each, count in Counter(keys).items() if count > 1] == []
    assert set(Keymap().table(place)) == set(keys)


@pytest.mark.parametrize("place", PLACES)
def test_no_key_begins_a_longer_one_of_the_same_place(place: Place) -> None:
    for one, other in combinations(sorted(Keymap().table(place)), 2):
        assert not other.startswith(one + " "), f"{one} would hide {other}"


@pytest.mark.parametrize("place", PLACES)
def test_a_command_has_one_label_and_one_help_in_a_place(place: Place) -> None:
    told: dict[str, tuple[str, str]] = {}
    for each in commands_in(place):
        assert told.setdefault(each.name, (each.label, each.help)) == (each.label, each.help)
    assert len({each.name for each in Keymap().commands(place)}) == len(Keymap().commands(place))


def test_what_stands_twice_takes_the_same_in_every_place() -> None:
    takes: dict[str, tuple[bool, bool]] = {}
    for each in COMMANDS:
        assert takes.setdefault(each.name, (each.motion, each.argument)) == (each.motion, each.argument), each.name


@pytest.mark.parametrize("place", [Place.PAGE, Place.SELECT])
def test_the_keys_of_the_tag_set_collide_with_nothing(place: Place) -> None:
    keys = [tag.key for tag in DEFAULT_TAGS if tag.key]
    assert len(set(keys)) == len(keys) == len(DEFAULT_TAGS)
    first_presses = {keys.split(" ")[0] for keys in Keymap().table(place)}
    assert not first_presses & set(keys)


# What arrives through SSH, tmux and screen from every terminal. ctrl+b is tmux's and ctrl+a screen's own key, ctrl+s and
# ctrl+q stop and start the line, ctrl+z and ctrl+c may be signals, ctrl+h, ctrl+i and ctrl+m are backspace, tab and
# enter, ctrl+j is a line feed, ctrl+space a NUL; alt, ctrl+enter and shift with arrows are not sent by all.
SURVIVING = {
    *printable.strip(),
    *("space", "enter", "tab", "shift+tab", "escape", "backspace", "up", "down", "left", "right"),
    *("home", "end", "pageup", "pagedown", *(f"f{number}" for number in range(1, 11))),
    *(f"ctrl+{letter}" for letter in "defgklnoprtuvwxy"),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_command_needs_a_key_that_may_not_arrive(place: Place) -> None:
    def arrives(keys: str) -> bool:
        return all(key in SURVIVING for key in keys.split(" "))

    assert [each.name for each in commands_in(place) if not any(map(arrives, each.keys))] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_left_with_escape_or_q_and_asked_for_help(place: Place) -> None:
    bound = {keys: each.name for keys, each in Keymap().table(place).items()}
    assert "escape" in bound or bound.get("q") == "quit"
    assert place is Place.HELP or bound.get("f1") == "help"


@pytest.mark.parametrize("place", PLACES)
def test_every_key_in_the_foot_and_in_the_help_is_one_that_can_be_pressed(place: Place) -> None:
    commands = Keymap().commands(place)
    writable = {keys_as_written(keys, awaits=each.argument) for each in commands for keys in each.keys}
    tags = {tag.name: tag for tag in DEFAULT_TAGS}
    assert {sign for sign, _ in tag_keys(place, tags)} <= {tag.key for tag in DEFAULT_TAGS}
    told = [(keys, words) for kind, keys, words in help_lines(Keymap(), DEFAULT_TAGS, place) if kind == "key"]
    for each in commands:
        assert (keys_of(each), each.help) in told, f"the help does not tell of {each.name}"
        assert set(keys_of(each).split("  ")) <= writable
    for tag in DEFAULT_TAGS:
        assert (tag.key, f"{tag.label} · {tag.layer}") in told


def test_the_help_begins_with_the_place_it_was_asked_in() -> None:
    for place in PLACES:
        titles = [words for kind, _, words in help_lines(Keymap(), DEFAULT_TAGS, place) if kind == "title"]
        assert titles[0] == TITLES[place]


def test_the_help_tells_what_the_page_can_do_in_groups() -> None:
    lines = help_lines(Keymap(), DEFAULT_TAGS, Place.PAGE)
    groups = [words for kind, _, words in lines if kind == "group"]
    for each in ("moving", "searching and going", "looking", "selecting", "marking"):
        assert each in groups


@pytest.mark.parametrize("place", PLACES)
def test_the_help_can_be_read_whole_at_80_columns(place: Place) -> None:
    for kind, keys, words in help_lines(Keymap(), DEFAULT_TAGS, place):
        assert cell_len(keys) <= KEYS_CELLS
        assert cell_len(words) + (KEYS_CELLS + 4 if kind == "key" else 1) <= 80, words


def test_help_and_foot_tell_the_keys_that_a_person_has() -> None:
    keymap = read_keys('find_character = "z /"\nhelp = ["f9", "ctrl+k h"]\n[tags]\nPERSON = "X"', DEFAULT_TAGS)
    assert keymap.faults == ()
    lines = help_lines(keymap, keymap.tags(DEFAULT_TAGS), Place.PAGE)
    told = {words: keys for kind, keys, words in lines if kind == "key"}
    assert told["to the next such character in the paragraph"] == "z/…"
    assert told["show every key"] == "F9  ctrl+k h"
    assert told["person · entity"] == "X"


def test_in_the_foot_a_command_has_a_key_that_acts_while_letters_are_text() -> None:
    form = {each.name: each for each in Keymap().commands(Place.FORM)}
    assert sign_of(form["pick_words"]) == "space"
    assert sign_of(form["pick_words"], typing=True) == "F2"


@pytest.mark.parametrize("place", PLACES)
def test_every_command_is_reached_by_its_keys(place: Place) -> None:
    for each in commands_in(place):
        for keys in each.keys:
            reader = KeyReader()
            results = [reader.press(place, key) for key in [*keys.split(" "), *("x" if each.argument else "")]]
            assert results[-1] == Given(each.name, argument="x" if each.argument else None)
            assert results[:-1] == [None] * (len(results) - 1)


# --- on the real screens ---------------------------------------------------------------------------------------------


async def carried_out(session: Session, place: Place, given: Given) -> None:
    """Bring the screen to a place and give a command there; fails where no one carries it out."""
    page = session.page
    while session.app.screen is not page:
        session.app.pop_screen()
    page.asking.dismiss()
    if page.place is Place.SEEK:
        page.carry_out(Given("dismiss"))
    page.walker.go(Hand(page.article.text.index("claimed")))
    if place is Place.SELECT:
        page.walker.go(on(span_of(page.article.text, "claimed"), page.article.text))
    elif place in (Place.FORM, Place.PICK):
        page.marker.claim()
        if place is Place.PICK:
            page.carry_out(Given("pick_words"))
    elif place is Place.PICKER:
        page.marker.mark("PERSON")
    elif place is Place.SEEK:
        page.carry_out(Given("search"))
    elif place is Place.LISTING:
        page.carry_out(Given("list_marks"))
    elif place is Place.NAMING:
        page.carry_out(Given("label"))
    elif place is Place.OCCURRENCES:
        page.carry_out(Given("spread"))
    assert page.place is place
    page.attempt(lambda: page.carry_out(given))
    page.after_command()
    await session.settled()


DESKS = (Place.ENTITIES, Place.MENTIONS, Place.CLAIMS, Place.DISPUTE, Place.PAIRS)
ELSEWHERE = (Place.EVERYWHERE, Place.TIMELINE, Place.TAGSET)
NOT_ON_THE_PAGE = (*DESKS, *ELSEWHERE, Place.LIST, Place.FILTER, Place.SOURCE, Place.HELP, Place.ACTIONS)


@pytest.mark.parametrize("place", [place for place in Place if place not in NOT_ON_THE_PAGE])
async def test_every_command_of_the_page_is_carried_out(
    place: Place, start: Start, library: Library, article: MakeArticle
) -> None:
    one = article()
    part = PartDraft(Role.MENTION, span_of(one.text, "islanders claimed"))
    async with start(one.id) as session:
        for each in commands_in(place):
            if each.name == "leave":
                continue
            library.annotate(one.id, Draft("HIGHLIGHT", (part,)))
            session.page.library_changed()
            await carried_out(session, place, Given(each.name, argument="a" if each.argument else None))
        if "leave" in {each.name for each in commands_in(place)}:
            await carried_out(session, place, Given("leave"))
            if not isinstance(session.app.screen, LibraryScreen):  # what a search found was lit, and only that was left
                await carried_out(session, place, Given("leave"))
            assert isinstance(session.app.screen, LibraryScreen)


async def test_every_command_of_the_other_screens_is_carried_out(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        page = session.page
        on_screens = (
            (Place.SOURCE, SourceScreen),
            (Place.HELP, HelpScreen),
            (Place.ACTIONS, ActionsScreen),
            (Place.FILTER, LibraryScreen),
            (Place.LIST, LibraryScreen),
        )
        for place, kind in on_screens:
            for each in sorted(commands_in(place), key=lambda each: each.name == "quit"):
                if kind is LibraryScreen:
                    while session.app.screen is not session.app.screen_stack[0]:
                        session.app.pop_screen()
                    while session.screen.place is not Place.LIST:
                        session.screen.carry_out(Given("dismiss"))
                    if place is Place.FILTER:
                        session.screen.carry_out(Given("filter"))
                else:
                    while session.app.screen is not page:
                        session.app.pop_screen()
                    opens = {Place.SOURCE: "source", Place.HELP: "help", Place.ACTIONS: "actions"}
                    page.obey(Given(opens[place]))
                await session.settled()
                screen = session.screen
                assert isinstance(screen, kind)
                assert screen.place is place
                screen.attempt(
                    lambda: screen.carry_out(Given(each.name, argument="a" if each.argument else None))  # noqa: B023
                )
                if each.name != "quit":
                    await session.settled()
        assert not session.app.is_running or session.app._exit


async def test_the_page_knows_the_keys_of_the_tag_set(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        assert isinstance(session.app.screen, PageScreen)
        assert session.page.keys.tag_keys == {tag.key: tag.name for tag in DEFAULT_TAGS}
