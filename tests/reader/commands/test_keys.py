"""From presses to commands: counts, sequences, the keys of tags, and keys that mean nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands import Place
from reader.commands.keys import Given, KeyReader, Unknown, name_of, table


def pressed(keys: Iterable[str], place: Place = Place.PAGE) -> list[Given | Unknown | None]:
    reader = KeyReader({"P": "PERSON"})
    return [reader.press(place, key) for key in keys]


def test_a_key_is_its_command() -> None:
    assert pressed("w") == [Given("word_forward")]


def test_figures_before_a_command_are_its_count() -> None:
    assert pressed("12w") == [None, None, Given("word_forward", 12)]


def test_nought_is_a_motion_and_inside_a_count_a_figure() -> None:
    assert pressed("0") == [Given("row_start")]
    assert pressed("10w0") == [None, None, Given("word_forward", 10), Given("row_start")]


def test_a_count_has_a_limit() -> None:
    assert pressed("9" * 5_000 + "j")[-1] == Given("down", 99_999)


def test_a_sequence_is_one_command_and_takes_a_count() -> None:
    assert pressed("gg") == [None, Given("text_start")]
    assert pressed("3gg")[-1] == Given("text_start", 3)
    assert pressed("iw", Place.SELECT) == [None, Given("inner_word")]
    assert pressed('a"', Place.SELECT) == [None, Given("around_quotation")]


def test_a_sequence_that_means_nothing_is_said_whole_and_forgotten() -> None:
    assert pressed("gxw") == [None, Unknown("g x"), Given("word_forward")]
    assert pressed("5gxw") == [None, None, Unknown("g x"), Given("word_forward")]


def test_figures_inside_a_sequence_are_no_count() -> None:
    assert pressed("g5") == [None, Unknown("g 5")]


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


@pytest.mark.parametrize("place", list(Place))
@given(data=st.data())
def test_after_any_keys_escape_or_one_more_key_leaves_nothing_pending(place: Place, data: st.DataObject) -> None:
    singles = sorted({key for keys in table(place) for key in keys.split(" ")} | set("0123xyz"))
    reader = KeyReader()
    for key in data.draw(st.lists(st.sampled_from(singles), max_size=8)):
        result = reader.press(place, key)
        assert (result is None) == bool(reader.pending)
    reader.press(place, "f9")
    assert not reader.pending
