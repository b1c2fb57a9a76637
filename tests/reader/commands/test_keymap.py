"""A person's keys: whatever is said, no key means two things, what cannot be is told alone, and what is written is read."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.commands import COMMANDS, COUNTED, MARKED_BY_KEY, TYPED_IN, Place
from reader.commands.key_names import is_typed, key_named
from reader.commands.keymap import Keymap, in_the_table
from reader.commands.keys import Given, KeyReader
from reader.commands.keys_toml import read_keys
from reader.commands.keys_written import written
from store.model import Layer, Tag
from store.tagset import DEFAULT_TAGS

NAMES = sorted({each.name for each in COMMANDS})


def read(text: str) -> Keymap:
    return read_keys(text, DEFAULT_TAGS)


def keys_of(keymap: Keymap, name: str, place: Place) -> tuple[str, ...]:
    return next(each.keys for each in keymap.commands(place) if each.name == name)


def test_without_changes_the_keymap_is_the_table() -> None:
    assert read("") == Keymap()
    for place in Place:
        assert Keymap().commands(place) == in_the_table(place)
    assert Keymap().tags(DEFAULT_TAGS) == tuple(DEFAULT_TAGS)


def test_a_command_that_stands_twice_in_the_table_has_all_its_keys() -> None:
    assert keys_of(Keymap(), "help", Place.LIST) == ("f1", "?")
    assert keys_of(Keymap(), "help", Place.PAGE) == ("f1",)


def test_a_name_gets_its_keys_everywhere_and_in_a_table_only_there() -> None:
    keymap = read('undo = "U"\n[page]\nundo = ["ctrl+z", "z u"]\n')
    assert keymap.faults == ()
    assert keys_of(keymap, "undo", Place.LIST) == ("U",)
    assert keys_of(keymap, "undo", Place.PAGE) == ("ctrl+z", "z u")


def test_two_commands_can_change_their_keys_with_each_other_in_any_order() -> None:
    for text in ('next_mark = "["\nprevious_mark = "]"', 'previous_mark = "]"\nnext_mark = "["'):
        keymap = read(text)
        assert keymap.faults == ()
        assert keymap.table(Place.PAGE)["["].name == "next_mark"
        assert keymap.table(Place.PAGE)["]"].name == "previous_mark"


def test_a_key_that_was_freed_can_be_given_to_another() -> None:
    keymap = read('word_forward = []\n[page]\npager = "w"')
    assert keymap.faults == ()
    assert keymap.table(Place.PAGE)["w"].name == "pager"
    assert "w" not in keymap.table(Place.SELECT)


def test_names_of_keys_are_read_in_any_case_and_order() -> None:
    keymap = read('next_mark = ["Ctrl+Shift+PageDown", "shift+ctrl+End", "F9", "é", "全"]')
    assert keymap.faults == ()
    assert keys_of(keymap, "next_mark", Place.PAGE) == ("ctrl+shift+pagedown", "ctrl+shift+end", "f9", "é", "全")


@pytest.mark.parametrize("word", ["", "full_stop", "shift+a", "hyper", "ctrl+", "ctrl+ctrl+a", "<any>", "\x07", "ab"])
def test_what_is_no_key_is_none(word: str) -> None:
    assert key_named(word) is None


FAULTS = {
    "fly = 'x'": "fly: there is no such command",
    "[sky]\nundo = 'U'": "[sky]: there is no such place",
    "[sky]": "[sky]: there is no such place",
    "[tags]\nDRAGON = 'X'": "[tags] DRAGON: there is no such tag",
    "[tags]\nPERSON = ['X', 'Y']": "[tags] PERSON: a tag has one key, pressed once",
    "[tags]\nPERSON = '7'": '[tags] PERSON: "7" can be no key of a tag',
    "[list]\nnext_mark = 'X'": "[list] next_mark: it cannot be given there",
    "undo = 3": "undo: keys are words in quotation marks, several of them in brackets",
    "undo = ['U', 3]": "undo: keys are words in quotation marks, several of them in brackets",
    "[page.undo]\nkeys = 'U'": "[page] undo: keys are words in quotation marks, several of them in brackets",
    "undo = 'semi'": 'undo: there is no key "semi"',
    "undo = 'g escape'": "undo: escape takes back what was typed, so it stands alone",
    "[page]\nundo = 'w'": "[page] undo: w would mean both word_forward and undo in [page]",
    "undo = 'g'": "undo: g for undo would hide g g for text_start in [list]",
    "undo = 'f x'": "undo: f for find_character would hide f x for undo in [page]",
    "undo = '3'": 'undo: "3" is a count in [list]',
    "[picker]\naccept = ['enter', 'y']": '[picker] accept: "y" is text in [picker]',
    "[seek]\naccept = 'y y'": '[seek] accept: "y y" is text in [seek]',
    "pick_words = 'space'": "pick_words: letters may be text in [form], so it needs a key with a name there",
    "[page]\nleave = []": "[page] leave: it needs a key in [page]",
    "[tags]\nPERSON = 'w'": "[tags] PERSON: w would mean both word_forward and the tag PERSON in [page]",
    "undo = 'P'": "undo: P would mean both undo and the tag PERSON in [page]",
    "[tags]\nPERSON = 'O'": "[tags] PERSON: O would mean both the tag PERSON and the tag ORGANISATION in [page]",
    "next_mark = 'f6'\nprevious_mark = 'f6'": (
        "previous_mark: f6 would mean both next_mark and previous_mark in [page]"
    ),
}


@pytest.mark.parametrize("text", FAULTS)
def test_what_cannot_be_is_told_in_a_sentence_and_left_out_alone(text: str) -> None:
    keymap = read(f"redo = 'ctrl+g'\n{text}\n")
    assert keymap.faults == (FAULTS[text],)
    assert keys_of(keymap, "redo", Place.PAGE) == ("ctrl+g",)
    held = {place for place, name in keymap.changes if name not in ("redo", "next_mark")}
    assert not held
    assert not keymap.tag_changes


def test_a_file_that_is_no_toml_changes_nothing_and_says_so() -> None:
    for text in ("undo: u", "help = 'f2'\n[help", "undo = " + "9" * 5_000):
        keymap = read(text)
        assert keymap == Keymap()
        assert len(keymap.faults) == 1
        assert keymap.faults[0].startswith("it is no TOML: ")


def test_no_place_bears_the_name_of_a_command_so_that_both_can_stand_in_one_file() -> None:
    assert not {*Place, "tags"} & set(NAMES)


def test_a_tag_gets_another_key_or_none() -> None:
    keymap = read("[tags]\nPERSON = 'O'\nORGANISATION = 'P'\nPLACE = []")
    keys = {tag.name: tag.key for tag in keymap.tags(DEFAULT_TAGS)}
    assert keymap.faults == ()
    assert (keys["PERSON"], keys["ORGANISATION"], keys["PLACE"]) == ("O", "P", None)


def test_a_tag_of_the_library_whose_key_a_command_has_is_without_one() -> None:
    wild = Tag("WILD", Layer.ENTITY, "wild", key="w")
    keymap = read_keys("", [wild])
    assert keymap.faults == ()
    assert keymap.tags([wild])[0].key is None


def test_the_table_refuses_two_meanings_of_a_key() -> None:
    with pytest.raises(ValueError, match="w means both"):
        Keymap({(Place.PAGE, "undo"): ("w",)}).table(Place.PAGE)


# --- whatever a person says ------------------------------------------------------------------------------------------

PRESSES = st.sampled_from(
    [
        *"abcdgfwxzPOX]?/;0137é全",
        "space",
        "enter",
        "escape",
        "tab",
        "f1",
        "f9",
        "ctrl+d",
        "ctrl+j",
        "ctrl+q",
        "nonsense",
    ]
)
SEQUENCES = st.lists(PRESSES, min_size=1, max_size=3).map(" ".join)
KEYS = st.lists(SEQUENCES, max_size=3)
MANY = st.dictionaries(st.sampled_from(NAMES), KEYS, max_size=8)


def said(everywhere: dict[str, list[str]], places: dict[Place, dict[str, list[str]]], tags: dict[str, str]) -> str:
    lines = [f"{name} = {keys!r}" for name, keys in everywhere.items()]
    for place, inner in places.items():
        lines += [f"[{place}]", *(f"{name} = {keys!r}" for name, keys in inner.items())]
    return "\n".join([*lines, "[tags]", *(f"{name} = {key!r}" for name, key in tags.items())])


KEYMAPS = st.builds(
    said,
    MANY,
    st.dictionaries(st.sampled_from(Place), MANY, max_size=4),
    st.dictionaries(st.sampled_from([tag.name for tag in DEFAULT_TAGS]), PRESSES, max_size=4),
)


@settings(max_examples=40)
@given(text=KEYMAPS)
def test_in_every_keymap_that_is_read_a_key_means_one_thing_in_a_place(text: str) -> None:
    keymap = read(text)
    for place in Place:
        table = keymap.table(place)
        bound = list(table)
        assert len(bound) == sum(len(each.keys) for each in keymap.commands(place))
        if place in MARKED_BY_KEY:
            bound += [tag.key for tag in keymap.tags(DEFAULT_TAGS) if tag.key]
        assert len(set(bound)) == len(bound)
        for one, other in combinations(sorted(bound), 2):
            assert not other.startswith(one + " "), f"{one} would hide {other} in {place}"
        for each in keymap.commands(place):
            if place in TYPED_IN and each.keys:
                assert any(not is_typed(keys.split(" ")[0]) for keys in each.keys)


@settings(max_examples=40)
@given(text=KEYMAPS)
def test_in_every_keymap_that_is_read_every_key_gives_its_command(text: str) -> None:
    keymap = read(text)
    tags = {tag.key: tag.name for tag in keymap.tags(DEFAULT_TAGS) if tag.key}
    for place in Place:
        for keys, command in keymap.table(place).items():
            reader = KeyReader(keymap, tags)
            results = [reader.press(place, key) for key in [*keys.split(" "), *"a"[: command.argument]]]
            assert results[:-1] == [None] * (len(results) - 1)
            assert results[-1] == Given(command.name, argument="a" if command.argument else None)
    for place in MARKED_BY_KEY:
        for key, name in tags.items():
            assert KeyReader(keymap, tags).press(place, key) == Given("mark", tag=name)


@settings(max_examples=40)
@given(text=KEYMAPS)
def test_every_place_can_still_be_left_and_asked_for_help(text: str) -> None:
    keymap = read(text)
    for place in Place:
        names = {each.name for each in keymap.table(place).values()}
        assert names & {"leave", "cancel", "dismiss", "quit"}
        assert place is Place.HELP or "help" in names


@settings(max_examples=40)
@given(text=KEYMAPS)
def test_a_keymap_that_is_written_is_read_as_the_same(text: str) -> None:
    keymap = read(text)
    again = read(written(keymap, DEFAULT_TAGS))
    assert again == keymap
    assert again.faults == ()


@given(text=st.text())
def test_any_text_is_read(text: str) -> None:
    assert read(text) == read(text)


def test_what_is_written_has_every_command_with_its_help() -> None:
    lines = written(Keymap(), DEFAULT_TAGS).splitlines()
    for each in COMMANDS:
        assert any(line.startswith(f"{each.name} = ") and each.help in line for line in lines), each.name
        assert f"# --- {each.group} ---" in lines
    assert set(Place) == COUNTED | TYPED_IN
