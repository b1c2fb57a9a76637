"""From presses to commands: counts, sequences, characters behind keys, the keys of tags, and keys that mean nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands import Place
from reader.commands.keymap import Keymap
from reader.commands.keys import Dropped, Given, KeyReader, Unknown, name_of
from reader.commands.keys_toml import read_keys

Pressed = list[Given | Unknown | Dropped | None]


def pressed(keys: Iterable[str], place: Place = Place.PAGE) -> Pressed:
    reader = KeyReader(tag_keys={"P": "PERSON"})
    return [reader.press(place, key) for key in keys]


def test_a_key_is_its_command() -> None:
    assert pressed("w") == [Given("word_forward")]


def test_figures_before_a_command_are_its_count() -> None:
    assert pressed("12w") == [None, None, Given("word_forward", 12)]


def test_nought_is_a_motion_and_inside_a_count_a_figure() -> None:
    assert pressed("0") == [Given("row_start")]
    assert pressed("10w0") == [None, None, Given("word_forward", 10), Given("row_start")]


def test_a_count_has_a_limit() -> None:
    assert pressed("9" * 5_000 + "j")[-1] == Given("down", 99_999_999)


def test_a_sequence_is_one_command_and_takes_a_count() -> None:
    assert pressed("gg") == [None, Given("text_start")]
    assert pressed("3gg")[-1] == Given("text_start", 3)
    assert pressed("iw", Place.SELECT) == [None, Given("inner_word")]
    assert pressed('a"', Place.SELECT) == [None, Given("around_quotation")]


def test_a_sequence_that_means_nothing_is_said_whole_and_forgotten() -> None:
    assert pressed("gqw") == [None, Unknown("g q"), Given("word_forward")]
    assert pressed("5gqw") == [None, None, Unknown("g q"), Given("word_forward")]


def test_figures_inside_a_sequence_are_no_count() -> None:
    assert pressed("g5") == [None, Unknown("g 5")]


@pytest.mark.parametrize("character", ["a", "P", "5", "0", "g", "/", "é", "全", "’", "😀"])
def test_the_character_behind_the_keys_belongs_to_the_command(character: str) -> None:
    assert pressed(["f", character, "w"]) == [
        None,
        Given("find_character", argument=character),
        Given("word_forward"),
    ]
    assert pressed(["3", "t", character])[-1] == Given("till_character", 3, argument=character)
    assert pressed(["`", character], Place.SELECT)[-1] == Given("go_to_place", argument=character)


def test_a_space_can_be_that_character() -> None:
    assert pressed(["F", name_of("space", " ")]) == [None, Given("find_character_back", argument=" ")]


def test_a_key_with_a_name_behind_them_drops_what_was_typed() -> None:
    assert pressed(["2", "f", "down", "w"]) == [None, None, Unknown("f down"), Given("word_forward")]
    assert pressed(["m", "ctrl+j", "w"]) == [None, Unknown("m ctrl+j"), Given("word_forward")]


@pytest.mark.parametrize("typed", ["f", "g", "3", "3g", "12T"])
def test_escape_takes_back_what_was_typed_and_nothing_else(typed: str) -> None:
    assert pressed([*typed, "escape", "escape"])[-2:] == [Dropped(), Given("leave")]


def test_what_is_awaited_is_pending() -> None:
    reader = KeyReader()
    assert [reader.press(Place.PAGE, key) for key in "3f"] == [None, None]
    assert reader.pending == "3f"
    reader = KeyReader(read_keys('find_character = "ctrl+w f"', ()))
    for key in ("3", "ctrl+w", "f"):
        reader.press(Place.PAGE, key)
    assert reader.pending == "3ctrl+w f"


def test_a_command_with_other_keys_awaits_its_character_behind_those() -> None:
    reader = KeyReader(read_keys('find_character = "z /"', ()))
    results = [reader.press(Place.PAGE, key) for key in "2z/a"]
    assert results == [None, None, None, Given("find_character", 2, argument="a")]


def test_a_place_that_changes_meanwhile_takes_no_character() -> None:
    reader = KeyReader()
    reader.press(Place.PAGE, "f")
    assert reader.press(Place.LIST, "x") == Unknown("f x")
    reader.press(Place.PAGE, "g")
    assert reader.press(Place.FORM, "a") == Unknown("g a")


def test_line_feed_is_enter_until_it_is_given_a_meaning() -> None:
    assert pressed(["ctrl+j"]) == [Given("open_mark")]
    assert pressed(["ctrl+m"], Place.FORM) == [Given("accept")]
    reader = KeyReader(read_keys('next_mark = ["]", "ctrl+j"]', ()))
    assert reader.press(Place.PAGE, "ctrl+j") == Given("next_mark")
    assert reader.press(Place.FORM, "ctrl+j") == Given("accept")


def test_the_keys_of_tags_mark_on_the_page_and_with_a_selection_only() -> None:
    assert pressed("P") == [Given("mark", None, "PERSON")]
    assert pressed("P", Place.SELECT) == [Given("mark", None, "PERSON")]
    assert pressed("P", Place.LIST) == [Unknown("P")]
    assert pressed("gP") == [None, Unknown("g P")]


def test_what_is_pending_is_told_and_can_be_forgotten() -> None:
    reader = KeyReader()
    assert not reader.clear()
    for key in "3g":
        reader.press(Place.PAGE, key)
    assert reader.pending == "3g"
    assert reader.clear()
    assert reader.press(Place.PAGE, "w") == Given("word_forward")


def test_where_words_are_typed_figures_are_no_count() -> None:
    assert pressed("3", Place.FORM) == [Unknown("3")]


def test_a_sign_goes_by_itself_and_a_named_key_by_its_name() -> None:
    assert name_of("full_stop", ".") == "."
    assert name_of("G", "G") == "G"
    assert name_of("space", " ") == "space"
    assert name_of("ctrl+d", "\x04") == "ctrl+d"
    assert name_of("f1", None) == "f1"
    assert name_of("alt+x", "x") == "alt+x"


@pytest.mark.parametrize("place", list(Place))
@given(data=st.data())
def test_after_any_keys_escape_leaves_nothing_pending(place: Place, data: st.DataObject) -> None:
    singles = sorted({key for keys in Keymap().table(place) for key in keys.split(" ")} | set("0123xyz"))
    reader = KeyReader()
    for key in data.draw(st.lists(st.sampled_from(singles), max_size=8)):
        result = reader.press(place, key)
        assert (result is None) == bool(reader.pending)
    reader.press(place, data.draw(st.sampled_from(["escape", "f9"])))
    assert not reader.pending
