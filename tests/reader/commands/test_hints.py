"""Texts that name keys name those of the person: nothing on the screen holds a key that does nothing there."""

from __future__ import annotations

import pytest

from reader.commands import COMMANDS, Place
from reader.commands.hints import Hint, Key, worded
from reader.commands.key_names import keys_as_written
from reader.commands.keymap import Keymap
from reader.errors import Unable
from tests.conftest import MakeArticle
from tests.reader.session import Session, Start

_NUMBERS = {name: number for number, name in enumerate(dict.fromkeys(each.name for each in COMMANDS))}
EVERY_OTHER = Keymap(
    {(place, each.name): (f"super+{_NUMBERS[each.name]}",) for each in COMMANDS for place in each.places}
)
_WORDS = frozenset({"a", "i", "in", "is", "as", "an", "end", "go"})
"""Keys that are words too."""
USUAL = {keys_as_written(keys) for each in COMMANDS for keys in each.keys} - _WORDS
NOWHERE = Keymap({(place, each.name): () for each in COMMANDS for place in each.places})


def test_a_hint_names_the_key_of_the_place_else_that_of_another() -> None:
    keymap = Keymap({(Place.FORM, "accept"): ("f9",), (Place.PAGE, "undo"): ("ctrl+w u",)})
    hint = Hint.of("saved", (Key("accept"), " saves"), (Key("undo"), " takes it back"))
    assert worded(hint, keymap, Place.FORM) == "saved · F9 saves · u takes it back"
    assert worded(hint, keymap, Place.PAGE) == "saved · enter saves · ctrl+w u takes it back"


def test_a_clause_whose_key_is_nowhere_is_left_out() -> None:
    hint = Hint.of("no mark here", (Key("next_mark"), " goes to the next one"), (Key("relate"),))
    assert worded(hint, NOWHERE, Place.PAGE) == "no mark here"
    assert str(Unable(*hint.clauses)) == "no mark here"


def test_a_key_takes_the_character_behind_it_and_can_be_another_than_the_first() -> None:
    keymap = Keymap({(Place.PAGE, "go_to_place"): ("g p",)})
    assert worded(Hint.of((Key("go_to_place", "x"),)), keymap, Place.PAGE) == "gpx"
    assert worded(Hint.of((Key("keep_place", "x"),)), keymap, Place.PAGE) == "mx"
    assert worded(Hint.of((Key("leave", beside="escape"),)), keymap, Place.PAGE) == "q"
    assert worded(Hint.of((Key("undo", beside="u"),)), Keymap(), Place.PAGE) == ""


def test_what_stands_in_braces_in_an_article_stands_so_in_a_text() -> None:
    assert worded(Hint.of("{0} {key}", ("%s", Key("undo"))), Keymap(), Place.PAGE) == "{0} {key} · %su"


class Walk:
    """Presses commands by their names, and keeps what the foot said after each."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.seen: list[str] = []

    async def __call__(self, *names: str) -> str:
        for name in names:
            if name.startswith(("+", " ")):
                await self.session.press(name[1:] if name[0] == "+" else name)
            else:
                place = self.session.screen.place
                key = EVERY_OTHER.first_key(place, name)
                assert key is not None, f"{name} cannot be given in {place}"
                await self.session.press(key)
            self.seen += [self.session.said, *self.session.rows[-2:]]
        return self.session.said


async def test_with_every_key_another_no_refusal_and_no_hint_names_a_usual_one(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id, size=(150, 40), keymap=EVERY_OTHER) as session:
        walk = Walk(session)
        for name in ("open_mark", "delete", "reshape", "relate", "note", "relabel", "grow", "next_mark", "other_mark"):
            await walk(name)
        for name in ("again", "next_hit", "find_again", "select_again", "follow_link", "undo", "list_links"):
            await walk(name)
        await walk("go_to_place", "+é", "keep_place", "+é", "go_to_place", "+é", "jump_back", "pager", "pager")
        await session.go_to("islanders claimed")
        await walk("select", "word_end", "mark_as", "choice_down", "dismiss", "cancel")
        await session.go_to("islanders claimed")
        await walk("select", "word_end", "+H", "select_again", "+H", "cancel", "note", " seen", "dismiss", "accept")
        await session.go_to("Nobody at")
        await walk("again", "cancel")
        await session.go_to("islanders claimed")
        await walk("+P", "choice_down", "next_tag", "accept", "other_mark", "reshape", "cancel", "delete", "undo")
        await walk("search", " ferry", "accept", "list_marks", " zzz", "accept", "dismiss")
        await session.go_to("islanders claimed")
        await walk("claim", "add_link", "take", *["field_next"] * 20, "dismiss", "accept", "relate", "relate", "help")
        await walk("text_end", "leave")
        seen = "\n".join(walk.seen)
    for name in ("next_mark", "undo", "search", "list_links", "keep_place", "go_to_place", "select", "open_mark"):
        assert f"super+{_NUMBERS[name]} " in seen, name
    for name in ("pick_words", "value_next", "choice_down", "erase_all", "other_mark", "relate", "pager", "again"):
        assert f"super+{_NUMBERS[name]} " in seen, name
    for line in walk.seen:
        found = USUAL & set(line.replace("“", " ").replace("”", " ").split())
        assert not found, line


async def test_escape_is_named_beside_the_other_key_that_leaves(start: Start, article: MakeArticle) -> None:
    keymap = Keymap({(Place.PAGE, "leave"): ("escape", "Z")})
    async with start(article().id, keymap=keymap) as session:
        await session.press("escape")
        assert session.said == "esc again goes back to the list · so does Z"


@pytest.mark.parametrize("keys", [("'", "`"), ("ctrl+w g",), ("é",)])
async def test_the_key_that_goes_to_places_twice_goes_back_whatever_key_it_is(
    start: Start, article: MakeArticle, keys: tuple[str, ...]
) -> None:
    keymap = Keymap({(Place.PAGE, "go_to_place"): keys})
    async with start(article().id, keymap=keymap) as session:
        await session.press("w", "w")
        before = session.page.cursor
        await session.press("G")
        presses = keys[0].split(" ")
        await session.press(*presses, presses[-1])
        assert session.page.cursor == before
