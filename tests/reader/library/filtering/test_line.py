"""The filter while it is typed: earlier ones come back, and what it can be completed to is put in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.filtering.line import FilterLine
from reader.line_editing import Typing

EARLIER = ("state:new dam", "outlet:harbour", "state:done")


def line(words: str, caret: int | None = None) -> FilterLine:
    return FilterLine(EARLIER, Typing(words, len(words) if caret is None else caret))


def completed(start: FilterLine, at: int, *words: str) -> FilterLine:
    return start.completed(at, len(start.words), words, [""] * len(words))


def test_up_and_down_go_through_the_earlier_filters_that_begin_as_was_typed_and_back_to_it() -> None:
    first = line("state").commanded("choice_up")
    assert first is not None
    assert first.words == "state:done"
    second = first.commanded("choice_up")
    assert second is not None
    assert second.words == "state:new dam"
    assert second.commanded("choice_up") is None
    back = second.commanded("choice_down")
    assert back is not None
    back = back.commanded("choice_down")
    assert back is not None
    assert back.words == "state"


def test_what_was_changed_in_an_earlier_filter_begins_anew() -> None:
    first = line("").commanded("choice_up")
    assert first is not None
    changed = first.typed("x")
    assert changed.words == "state:donex"
    assert changed.commanded("choice_up") is None


def test_the_only_way_to_complete_it_is_taken_and_the_caret_stands_behind_it() -> None:
    found = FilterLine((), Typing("dam out rest", 7)).completed(4, 7, ("outlet:",), ("words",))
    assert (found.words, found.typing.caret, found.choices) == ("dam outlet: rest", 11, None)


def test_what_all_ways_have_in_common_is_put_there_and_each_of_them_is_gone_through() -> None:
    found = completed(line("label:d"), 6, "dam", "damage ")
    assert found.words == "label:dam"
    assert found.choices is not None
    assert found.choices.at is None
    first = found.chosen(1)
    assert first is not None
    second = first.chosen(1)
    assert second is not None
    assert [first.words, second.words] == ["label:dam", "label:damage "]
    around = second.chosen(1)
    assert around is not None
    assert around.words == "label:dam"
    before = found.chosen(-1)
    assert before is not None
    assert before.words == "label:damage "


def test_words_in_another_case_are_kept_until_one_way_is_chosen() -> None:
    found = completed(line("outlet:har"), 7, "Harbour ", "Harvest ")
    assert found.words == "outlet:har"
    chosen = found.chosen(1)
    assert chosen is not None
    assert chosen.words == "outlet:Harbour "


def test_between_letters_that_are_being_typed_nothing_is_put() -> None:
    shown = line("label:d").completed(6, 7, ("dam ",), ("",), asked=False)
    assert shown.words == "label:d"
    assert shown.choices is not None
    chosen = shown.chosen(1)
    assert chosen is not None
    assert chosen.words == "label:dam "


def test_where_nothing_goes_with_it_nothing_is_offered() -> None:
    assert completed(line("zzz"), 0) == line("zzz")
    assert line("zzz").chosen(1) is None


def test_typing_forgets_what_was_offered_and_what_was_wrong() -> None:
    offered = completed(line("l"), 0, "label:", "lang:")
    assert offered.choices is not None
    typed = offered.typed("a")
    assert (typed.choices, typed.fault, typed.draft) == (None, None, None)


_COMMANDS = ("choice_up", "choice_down", "erase", "erase_all", "erase_word", "value_next", "value_back", "line_start")


@given(st.lists(st.sampled_from([*_COMMANDS, "line_end", " a", " ", " é"]), max_size=12))
def test_the_caret_stays_in_the_words_whatever_is_pressed(pressed: list[str]) -> None:
    now = completed(line("l"), 0, "label:", "lang:")
    for each in pressed:
        now = now.typed(each[1:] or " ") if each.startswith(" ") else now.commanded(each) or now
        assert 0 <= now.typing.caret <= len(now.words)
        if now.choices is not None:
            assert 0 <= now.choices.start <= now.choices.end <= len(now.words)
