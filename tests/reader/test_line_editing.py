"""A line being typed: characters at the caret, whole clusters moved over and erased, guesses replaced by the first letter."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.line_editing import CARET, Typing, in_common
from reader.terminal.depth import shown_line
from store.text import is_boundary, is_normal
from tests.reader.hostile import texts

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


def commanded(typing: Typing, *commands: str) -> Typing:
    for command in commands:
        after = typing.commanded(command)
        assert after is not None
        typing = after
    return typing


def test_characters_go_in_at_the_caret() -> None:
    typing = commanded(Typing.of("Mar"), "value_back").typed("a").typed("i")
    assert (typing.text, typing.caret) == ("Maair", 4)


def test_the_first_character_replaces_a_guess_and_the_next_ones_do_not() -> None:
    assert Typing.of("Coast Institute", fresh=True).typed("I").typed("l") == Typing.of("Il")


def test_a_guess_that_was_moved_in_is_kept() -> None:
    assert commanded(Typing.of("Institut", fresh=True), "value_next").typed("e").text == "Institute"
    assert commanded(Typing.of("Institutes", fresh=True), "erase").text == "Institute"


def test_a_cluster_is_moved_over_and_erased_whole() -> None:
    typing = Typing.of(f"a{FAMILY}")
    assert commanded(typing, "value_back").caret == 1
    assert commanded(typing, "value_back", "value_next").caret == len(typing.text)
    assert commanded(typing, "erase") == Typing.of("a")


def test_at_its_ends_the_caret_stays() -> None:
    assert commanded(Typing.of("a"), "value_next").caret == 1
    assert commanded(Typing.of("a"), "value_back", "value_back", "erase") == Typing("a", 0)


def test_everything_is_erased_at_once_and_unknown_commands_are_none() -> None:
    assert commanded(Typing.of("words"), "erase_all") == Typing()
    assert Typing.of("words").commanded("field_next") is None


def test_the_word_before_the_caret_is_erased_with_the_space_behind_it() -> None:
    assert commanded(Typing.of("outlet:a  dam "), "erase_word") == Typing.of("outlet:a  ")
    assert commanded(Typing.of("dam rain"), "line_start", "erase_word").text == "dam rain"
    assert commanded(Typing("dam rain", 5), "erase_word") == Typing("dam ain", 4)
    assert commanded(Typing.of("  "), "erase_word") == Typing()


def test_it_is_gone_to_either_end_and_a_guess_is_kept_then() -> None:
    assert commanded(Typing.of("dam", fresh=True), "line_start").typed("a").text == "adam"
    assert commanded(Typing("dam", 1), "line_end").typed("p").text == "damp"


def test_what_texts_have_in_common_ends_where_a_cluster_does() -> None:
    assert in_common(["damage", "dam", "damp"]) == "dam"
    assert in_common(["dam"]) == "dam"
    assert in_common(["a", "b"]) == ""
    assert in_common(["re\u0301", "re\u0300"]) == "r"
    assert in_common([f"a{FAMILY}", "a👨"]) == "a"


def test_a_caret_around_which_a_cluster_has_formed_stands_behind_it() -> None:
    typing = commanded(Typing.of("\u0301"), "value_back").typed("ab")
    assert commanded(typing, "erase") == Typing("a\u0301", 2)
    flags = commanded(Typing.of("🇧🇨🇩🇪"), "value_back", "value_back").typed("🇦")
    assert (flags.caret, commanded(flags, "value_next").caret, commanded(flags, "value_back").caret) == (1, 2, 0)
    assert flags.typed("🇽").text == "🇦🇽🇧🇨🇩🇪"


@example("\u0300", ["<", "00", "⌫"])
@given(texts(8), st.lists(texts(3) | st.sampled_from(["<", ">", "⌫"]), max_size=12))
def test_whatever_is_typed_is_one_line_in_the_normal_form_with_the_caret_inside(start: str, steps: list[str]) -> None:
    typing = Typing().typed(start)
    names = {"<": "value_back", ">": "value_next", "⌫": "erase"}
    for step in steps:
        typing = commanded(typing, names[step]) if step in names else typing.typed(step)
        assert 0 <= typing.caret <= len(typing.text)
        assert "\n" not in typing.text
        assert is_normal(typing.text)
        if step in names:
            assert is_boundary(typing.text, typing.caret)


@given(texts(40), st.integers(0, 60), st.integers(1, 30))
def test_the_caret_is_seen_however_wide_the_words_are(text: str, steps_back: int, cells: int) -> None:
    typing = Typing().typed(text)
    for _ in range(steps_back):
        typing = commanded(typing, "value_back")
    before, behind = typing.seen(cells)
    assert cell_len(shown_line(before)) + cell_len(CARET) <= cells
    assert typing.text[: typing.caret].endswith(before)
    assert typing.text[typing.caret :].startswith(behind)


def test_short_words_are_seen_whole() -> None:
    typing = commanded(Typing.of("harbour"), "value_back", "value_back")
    assert typing.seen(20) == ("harbo", "ur")
