"""The table of commands: one meaning for a key in a place, every command carried out, every key shown one that exists."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from reader.article.hand import Hand, on
from reader.article.screen import PageScreen
from reader.article.source_screen import SourceScreen
from reader.article.telling import tag_keys
from reader.commands import COMMANDS, Place, command, commands_in
from reader.commands.keys import Given, KeyReader, Unknown, table
from reader.foot import keys_as_written
from reader.help import HelpScreen, help_lines
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
    assert set(table(place)) == set(keys)


@pytest.mark.parametrize("place", PLACES)
def test_no_key_begins_a_longer_one_of_the_same_place(place: Place) -> None:
    for one, other in pairwise(sorted(table(place))):
        assert not other.startswith(one + " "), f"{one} would hide {other}"


def test_names_are_given_once() -> None:
    assert len({each.name for each in COMMANDS}) == len(COMMANDS)
    assert command("undo").name == "undo"


@pytest.mark.parametrize("place", [Place.PAGE, Place.SELECT])
def test_the_keys_of_the_tag_set_collide_with_nothing(place: Place) -> None:
    keys = [tag.key for tag in DEFAULT_TAGS if tag.key]
    assert len(set(keys)) == len(keys) == len(DEFAULT_TAGS)
    first_presses = {keys.split(" ")[0] for keys in table(place)}
    assert not first_presses & set(keys)


UNSURE = {"ctrl+s", "ctrl+q", "ctrl+a", "ctrl+b", "ctrl+z", "ctrl+c", "ctrl+enter", "shift+enter", "ctrl+space"}


@pytest.mark.parametrize("place", PLACES)
def test_no_command_needs_a_key_that_may_not_arrive(place: Place) -> None:
    def arrives(keys: str) -> bool:
        return not any(
            key in UNSURE
            or key.startswith(("alt+", "super+", "meta+", "cmd+", "f11", "f12"))
            or (key.startswith("shift+") and key != "shift+tab")
            for key in keys.split(" ")
        )

    assert [each.name for each in commands_in(place) if not any(map(arrives, each.keys))] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_place_can_be_left_with_escape_or_q_and_asked_for_help(place: Place) -> None:
    bound = table(place)
    assert "escape" in bound or bound.get("q") == "quit"
    assert place is Place.HELP or bound.get("f1") == "help"


@pytest.mark.parametrize("place", PLACES)
def test_every_key_in_the_foot_and_in_the_help_is_one_that_can_be_pressed(place: Place) -> None:
    writable = {keys_as_written(keys) for keys in table(place)}
    tags = {tag.name: tag for tag in DEFAULT_TAGS}
    assert {sign for sign, _ in tag_keys(place, tags)} <= {tag.key for tag in DEFAULT_TAGS}
    told: dict[str, str] = {}
    for kind, keys, words in help_lines(DEFAULT_TAGS, place):
        if kind == "key":
            told.setdefault(words, keys)
    for each in commands_in(place):
        assert each.help in told, f"the help does not tell of {each.name}"
        assert set(told[each.help].split("  ")) <= writable | {tag.key for tag in DEFAULT_TAGS}
    for tag in DEFAULT_TAGS:
        assert told[f"{tag.label} · {tag.layer}"] == tag.key


def test_the_help_begins_with_the_place_it_was_asked_in() -> None:
    titles = [words for kind, _, words in help_lines(DEFAULT_TAGS, Place.FORM) if kind == "title"]
    assert titles[0] == "the claim form"


@pytest.mark.parametrize("place", PLACES)
def test_every_command_is_reached_by_its_keys(place: Place) -> None:
    for each in commands_in(place):
        for keys in each.keys:
            reader = KeyReader()
            results = [reader.press(place, key) for key in keys.split(" ")]
            assert results[-1] == Given(each.name)
            assert not any(isinstance(result, Unknown) for result in results)


# --- on the real screens ---------------------------------------------------------------------------------------------


async def carried_out(session: Session, place: Place, name: str) -> None:
    """Bring the screen to a place and give a command there; fails where no one carries it out."""
    page = session.page
    while session.app.screen is not page:
        session.app.pop_screen()
    page.asking.dismiss()
    page.walker.go(Hand(page.article.text.index("claimed")))
    if place is Place.SELECT:
        page.walker.go(on(span_of(page.article.text, "claimed"), page.article.text))
    elif place in (Place.FORM, Place.PICK):
        page.do_claim(Given("claim"))
        if place is Place.PICK:
            page.do_pick_words(Given("pick_words"))
    elif place is Place.PICKER:
        page.marker.mark("PERSON")
    assert page.place is place
    page.attempt(lambda: page.carry_out(Given(name)))
    page.after_command()
    await session.settled()


@pytest.mark.parametrize("place", [Place.PAGE, Place.SELECT, Place.PICK, Place.PICKER, Place.FORM])
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
            await carried_out(session, place, each.name)
        if "leave" in {each.name for each in commands_in(place)}:
            await carried_out(session, place, "leave")
            assert isinstance(session.app.screen, LibraryScreen)


async def test_every_command_of_the_other_screens_is_carried_out(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        page = session.page
        for place, kind in ((Place.SOURCE, SourceScreen), (Place.HELP, HelpScreen), (Place.LIST, LibraryScreen)):
            for each in sorted(commands_in(place), key=lambda each: each.name == "quit"):
                if place is Place.LIST:
                    while session.app.screen is not session.app.screen_stack[1]:
                        session.app.pop_screen()
                else:
                    while session.app.screen is not page:
                        session.app.pop_screen()
                    page.carry_out(Given("source" if place is Place.SOURCE else "help"))
                await session.settled()
                screen = session.screen
                assert isinstance(screen, kind)
                assert screen.place is place
                screen.attempt(lambda: screen.carry_out(Given(each.name)))  # noqa: B023 - called at once
                if each.name != "quit":
                    await session.settled()
        assert not session.app.is_running or session.app._exit


async def test_the_page_knows_the_keys_of_the_tag_set(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        assert isinstance(session.app.screen, PageScreen)
        assert session.page.keys.tag_keys == {tag.key: tag.name for tag in DEFAULT_TAGS}
