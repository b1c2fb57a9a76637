"""The hand on the page: motions take the selection along, text objects select, sentences add up."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving.finding_characters import Sought, find, finds
from reader.article.moving.hand import Hand, moved, moves, on, selected, selects
from reader.article.moving.selection import Selection
from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from reader.commands import MOTIONS, SELECTING, Place
from store.document import Document
from store.errors import Refused
from store.text import Span, is_boundary
from tests.conftest import TEXT, lines_as_blocks, span_of
from tests.reader.article.documents import documents

DOCUMENT = Document(TEXT, tuple(lines_as_blocks(TEXT)))
LAYOUT = lay_out(DOCUMENT, 40)
PAGE = 10


def start_of(words: str) -> int:
    return TEXT.index(words)


def after(hand: Hand, *commands: str) -> Hand:
    """The hand after some commands; digits before a name are its count."""
    for each in commands:
        command = each.lstrip("0123456789")
        count = int(each.removesuffix(command)) if each != command else None
        is_motion = moves(command)
        hand = (
            moved(hand, LAYOUT, command, count, PAGE) if is_motion else selected(hand, LAYOUT, DOCUMENT, command, count)
        )
    return hand


def words_of(hand: Hand) -> str:
    span = hand.span(TEXT)
    return span.of(TEXT) if span else ""


def test_every_motion_and_every_selecting_command_of_the_table_is_known() -> None:
    assert [each.name for each in MOTIONS if not (moves(each.name) or finds(each.name))] == []
    assert [each.name for each in SELECTING if not selects(each.name)] == []
    assert not moves("delete")
    assert not selects("delete")


def test_a_selection_grows_with_the_cursor_and_shrinks_again() -> None:
    hand = after(Hand(start_of("islanders")), "select", "word_end")
    assert words_of(hand) == "islanders"
    hand = after(hand, "word_end")
    assert words_of(hand) == "islanders claimed"
    assert words_of(after(hand, "word_back")) == "islanders c"


def test_selecting_twice_selects_nothing() -> None:
    hand = after(Hand(start_of("islanders")), "select", "select")
    assert hand == Hand(start_of("islanders"))
    assert hand.span(TEXT) is None


def test_the_other_end_moves_after_o() -> None:
    hand = after(Hand(start_of("claimed")), "select", "word_end", "other_end", "word_back")
    assert words_of(hand) == "islanders claimed"
    assert after(Hand(5), "other_end") == Hand(5)


def test_white_space_alone_is_nothing_selected() -> None:
    hand = after(Hand(start_of(" islanders")), "select")
    assert hand.span(TEXT) is None


def test_text_objects_select_what_stands_around_the_cursor() -> None:
    hand = Hand(start_of("will not"))
    assert words_of(after(hand, "inner_word")) == "will"
    assert words_of(after(hand, "inner_quotation")) == "We will not wait,"
    assert words_of(after(hand, "around_quotation")) == "“We will not wait,”"
    assert words_of(after(hand, "inner_paragraph")).startswith("“We will")
    assert words_of(after(hand, "inner_sentence")).endswith("winter.”")


def test_a_text_object_is_taken_into_what_is_selected() -> None:
    hand = after(Hand(start_of("islanders")), "select", "word_end", "inner_sentence")
    assert words_of(hand).startswith("The Coast Institute")


def test_where_there_is_no_such_thing_nothing_is_selected() -> None:
    with pytest.raises(Refused, match="no quotation is open here"):
        after(Hand(start_of("islanders")), "inner_quotation")
    with pytest.raises(Refused, match="nothing of that kind"):
        after(Hand(start_of(" islanders")), "inner_word")


def test_a_text_object_that_is_selected_brings_the_next_one_in() -> None:
    hand = after(Hand(start_of("islanders")), "inner_word", "inner_word")
    assert words_of(hand) == "islanders claimed"
    assert after(Hand(start_of("islanders")), "2inner_word") == hand
    assert after(hand, "3inner_word") == after(hand, "inner_word", "inner_word", "inner_word")
    assert words_of(after(hand, "inner_paragraph")).startswith("The Coast Institute")
    paragraphs = after(Hand(0), "inner_paragraph", "inner_paragraph")
    assert words_of(paragraphs) == TEXT[: DOCUMENT.blocks[1].span.end]
    assert words_of(after(Hand(0), "99inner_paragraph")) == TEXT.strip()


def test_a_text_object_is_taken_in_before_a_selection_whose_start_moves() -> None:
    hand = after(Hand(start_of("claimed")), "select", "word_end", "other_end", "inner_word")
    assert words_of(hand) == "islanders claimed"
    assert hand.cursor == start_of("islanders claimed")


def test_a_quotation_that_is_selected_brings_in_the_one_around_it() -> None:
    text = "He said: “They told us ‘never’ and “not now” and went.”"
    page = Document(text)
    layout, hand = lay_out(page, 72), Hand(text.index("now"))
    one = selected(hand, layout, page, "inner_quotation")
    two = selected(one, layout, page, "inner_quotation")
    assert one.span(text) == span_of(text, "not now")
    assert two.span(text) == span_of(text, "They told us ‘never’ and “not now” and went.")
    assert selected(hand, layout, page, "inner_quotation", 2) == two
    with pytest.raises(Refused, match="no other quotation"):
        selected(two, layout, page, "inner_quotation")


def test_what_was_selected_last_is_selected_again() -> None:
    last = Selection(9, 4)
    assert selected(Hand(20), LAYOUT, DOCUMENT, "select_again", None, last) == Hand(4, last)
    with pytest.raises(Refused, match="nothing was selected here yet"):
        selected(Hand(20), LAYOUT, DOCUMENT, "select_again")


def test_sentences_are_selected_one_after_the_other() -> None:
    hand = after(Hand(start_of("ministry first")), "select_sentence")
    assert words_of(hand) == "The ministry first counted 12 lost boats, then 19; fishermen spoke of up to 40."
    hand = after(hand, "select_sentence")
    assert words_of(hand).endswith("Nobody at the harbour could be reached.")
    with pytest.raises(Refused, match="no more of that kind"):
        after(hand, "select_sentence")
    assert after(Hand(start_of("ministry first")), "2select_sentence") == hand


def test_rows_keep_their_column_and_other_motions_forget_it() -> None:
    hand = after(Hand(start_of("Institute reported")), "down")
    assert hand.goal is not None
    assert after(hand, "right").goal is None


def test_first_and_last_row_take_a_row_number() -> None:
    assert moved(Hand(50), LAYOUT, "text_start", None, PAGE).cursor == 0
    assert LAYOUT.row_of(moved(Hand(50), LAYOUT, "text_start", 3, PAGE).cursor) == 2
    assert LAYOUT.row_of(moved(Hand(50), LAYOUT, "text_end", 3, PAGE).cursor) == 2
    assert LAYOUT.row_of(moved(Hand(0), LAYOUT, "text_end", None, PAGE).cursor) == LAYOUT.height - 1


def test_a_page_is_as_long_as_the_screen_less_two_rows_for_context() -> None:
    hand = moved(Hand(0), LAYOUT, "page_down", None, 6)
    assert LAYOUT.row_of(hand.cursor) == 4
    assert LAYOUT.row_of(moved(hand, LAYOUT, "half_page_up", None, 6).cursor) == 2
    for size in (0, 1, 2):
        assert moved(Hand(0), LAYOUT, "page_down", None, size).cursor > 0


def test_a_hand_on_a_span_has_selected_it() -> None:
    span = span_of(TEXT, "Ilse Maar")
    assert on(span, TEXT).span(TEXT) == span
    assert on(span, TEXT).cursor == span.end - 1


@given(documents(), st.integers(8, 60), st.lists(st.sampled_from([*MOTIONS, *SELECTING]), max_size=8), st.data())
def test_whatever_is_typed_the_hand_stands_on_a_stop_and_selects_whole_clusters(
    page: Document, width: int, commands: list[object], data: st.DataObject
) -> None:
    layout: Layout = lay_out(page, width)
    hand = Hand(layout.nearest_stop(data.draw(st.integers(0, len(page.text)))))
    for command in commands:
        name = getattr(command, "name", "")
        count = data.draw(st.none() | st.integers(1, 40))
        if moves(name):
            hand = moved(hand, layout, name, count, 10)
        elif selects(name):
            with suppress(Refused):
                hand = selected(hand, layout, page, name, count, hand.selection)
        else:
            with suppress(Refused):
                sought = Sought(
                    data.draw(st.sampled_from("aeo ,.'-é漢ا")), data.draw(st.booleans()), data.draw(st.booleans())
                )
                hand = hand.to(find(layout, hand.cursor, sought, count or 1, again=data.draw(st.booleans())))
        assert layout.is_stop(hand.cursor)
        if hand.selection is not None:
            assert hand.selection.head == hand.cursor
            assert layout.is_stop(hand.selection.anchor)
        span = hand.span(page.text)
        if span is not None:
            assert is_boundary(page.text, span.start)
            assert is_boundary(page.text, span.end)
            assert span.of(page.text).strip()


@pytest.mark.parametrize("place", [Place.PAGE, Place.SELECT, Place.PICK])
def test_selections_begin_where_the_cursor_is(place: Place) -> None:
    assert after(Hand(7), "select").selection == Selection(7, 7)
    assert Hand(7, Selection(7, 7)).span(TEXT) == Span(7, 8)
