from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving import motions
from reader.article.moving.motions import Motion
from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from store.document import Document
from store.text import is_boundary, words
from tests.reader.article.documents import ACCENTED, FAMILY, document, documents

widths = st.integers(1, 60)
FORWARD: list[Motion] = [
    motions.right,
    motions.word_forward,
    motions.word_end,
    motions.sentence_forward,
    motions.block_forward,
]
BACK: list[Motion] = [motions.left, motions.word_back, motions.sentence_back, motions.block_back]
ON_THE_ROW: list[Motion] = [motions.row_start, motions.row_end, motions.text_start, motions.text_end]

TEXT = "The ferry sails. “Will it?” asked Dr. Maar, twice."


def walk(layout: Layout, motion: Motion, offset: int) -> list[int]:
    """Where a motion leads, again and again, until it stays."""
    found = []
    while (after := motion(layout, offset, 1)) != offset:
        found.append(after)
        offset = after
    return found


def words_met(layout: Layout, motion: Motion, offset: int = 0) -> list[str]:
    return [layout.text[at:].split(" ")[0] for at in walk(layout, motion, offset)]


def test_w_goes_from_word_to_word_and_passes_punctuation_over() -> None:
    layout = lay_out(document(TEXT), 72)
    met = words_met(layout, motions.word_forward)
    assert met == ["ferry", "sails.", "Will", "it?”", "asked", "Dr.", "Maar,", "twice.", "."]


def test_b_goes_to_the_beginning_of_the_word_then_to_the_one_before() -> None:
    layout = lay_out(document(TEXT), 72)
    inside_sails = TEXT.index("sails") + 2
    assert [TEXT[at:][:5] for at in walk(layout, motions.word_back, inside_sails)] == ["sails", "ferry", "The f"]


def test_e_goes_from_the_end_of_one_word_to_the_next() -> None:
    layout = lay_out(document(TEXT), 72)
    assert [TEXT[: at + 1].rsplit(maxsplit=1)[-1] for at in walk(layout, motions.word_end, 0)][:4] == [
        *("The", "ferry", "sails", "“Will"),
    ]


def test_word_motions_count() -> None:
    layout = lay_out(document(TEXT, TEXT), 72)
    assert motions.word_forward(layout, 0, 3) == TEXT.index("Will")
    assert motions.word_back(layout, TEXT.index("Will"), 2) == TEXT.index("ferry")
    assert motions.word_forward(layout, 0, 99) == motions.text_end(layout)
    assert motions.word_back(layout, 30, 99) == 0


def test_e_counts_a_word_once_whose_last_letter_carries_a_mark() -> None:
    layout = lay_out(document(f"the {ACCENTED} is shut"), 72)
    assert motions.word_end(layout, 0, 2) == 7
    assert motions.word_end(layout, 7, 2) == layout.text.index("shut") + 3


def test_words_and_gaps_longer_than_the_first_look_are_gone_over_whole() -> None:
    long = "x" * 1500
    layout = lay_out(document(f"one {long} two {'. ' * 4000}three"), 72)
    two = layout.text.index("two")
    assert motions.word_forward(layout, 4, 1) == two
    assert motions.word_back(layout, layout.text.index("three"), 1) == two
    assert motions.word_back(layout, two, 1) == 4


def test_sentence_motions_stop_at_each_sentence_and_each_block() -> None:
    layout = lay_out(document(TEXT, "Nobody knew. Nobody asked."), 30)
    assert words_met(layout, motions.sentence_forward) == ["“Will", "Nobody", "Nobody", "."]
    end = motions.text_end(layout)
    assert words_met(layout, motions.sentence_back, end) == ["Nobody", "Nobody", "“Will", "The"]


def test_a_sentence_far_longer_than_the_first_look_back_is_gone_to_its_beginning() -> None:
    long = "and so on " * 900
    layout = lay_out(document(f"Begun. It went on {long}to the end."), 72)
    assert motions.sentence_back(layout, len(layout.text) - 5, 1) == layout.text.index("It went")


def test_paragraph_motions_go_to_the_beginnings_of_blocks() -> None:
    layout = lay_out(document("one one", "two two", "three three"), 72)
    assert walk(layout, motions.block_forward, 3) == [9, 18, 28]
    assert walk(layout, motions.block_back, 22) == [18, 9, 0]
    assert (motions.block_forward(layout, 0, 2), motions.block_back(layout, 22, 2)) == (18, 9)


def test_left_and_right_pass_over_the_space_at_which_a_row_was_broken_and_the_gap_between_blocks() -> None:
    layout = lay_out(document("one   two", "six"), 4)
    assert walk(layout, motions.right, 0) == [1, 2, 6, 7, 8, 11, 12, 13]
    assert walk(layout, motions.left, 13) == [12, 11, 8, 7, 6, 2, 1, 0]
    assert (motions.right(layout, 0, 5), motions.left(layout, 12, 4)) == (8, 6)
    assert (motions.right(layout, 2, 99), motions.left(layout, 12, 99)) == (13, 0)


def test_right_takes_a_cluster_as_one_step() -> None:
    layout = lay_out(document(f"{ACCENTED}{FAMILY}!"), 72)
    assert walk(layout, motions.right, 0) == [1, 2, 3, 5, 12]


def test_down_keeps_its_column_over_a_short_row_and_over_wide_letters() -> None:
    layout = lay_out(document("the long row", "ab", "漢字漢字漢字"), 72)
    at, goal = motions.down(layout, 5, 1)
    assert (at, goal) == (layout.text.index("b"), 5)
    at, goal = motions.down(layout, at, 1, goal)
    assert (layout.column_of(at), goal) == (4, 5)
    assert motions.up(layout, at, 2, goal) == (5, 5)


def test_down_and_up_stay_where_no_further_row_is() -> None:
    layout = lay_out(document("one", "two"), 72)
    assert motions.down(layout, 6, 3) == (6, 1)
    assert motions.up(layout, 1, 3) == (1, 1)
    assert motions.down(layout, 1, 99) == (6, 1)


def test_a_page_counts_empty_rows_and_never_ends_on_one() -> None:
    layout = lay_out(document("one", "two", "six"), 72)
    assert motions.by_rows(layout, 1, 1) == (6, 1)
    assert motions.by_rows(layout, 1, 2) == (6, 1)
    assert motions.by_rows(layout, 1, 99) == (11, 1)
    assert motions.by_rows(layout, 11, -1) == (6, 1)
    assert motions.by_rows(layout, 11, -99) == (1, 1)
    assert motions.by_rows(layout, 6, 0) == (6, 1)


def test_the_ends_of_rows_and_of_the_text() -> None:
    layout = lay_out(document("the ferry sails", "late"), 10)
    assert (motions.row_start(layout, 6), motions.row_end(layout, 6)) == (0, 8)
    assert (motions.row_end(layout, 6, 2), motions.row_end(layout, 6, 9)) == (14, 20)
    assert (motions.text_start(layout), motions.text_end(layout)) == (0, 20)


@pytest.mark.parametrize("text", ["", "\n", "漢"])
@pytest.mark.parametrize("motion", [*FORWARD, *BACK, *ON_THE_ROW])
def test_where_there_is_one_stop_every_motion_stays(text: str, motion: Motion) -> None:
    assert motion(lay_out(Document(text), 10), 0, 3) == 0


# --- what holds for every text ---------------------------------------------------------------------------------------

Step = tuple[str, int]
steps = st.lists(st.tuples(st.sampled_from("hlwbe(){}0$gGjkdu"), st.integers(1, 5)), max_size=20)
BY_KEY: dict[str, Motion] = dict(
    zip("lwe)}hb({0$gG", [*FORWARD[:3], *FORWARD[3:], *BACK, *ON_THE_ROW], strict=True),
)
ROWS: dict[str, Callable[[Layout, int, int, int | None], tuple[int, int]]] = {
    "j": motions.down,
    "k": motions.up,
    "d": motions.by_rows,
    "u": lambda layout, offset, count, goal: motions.by_rows(layout, offset, -count, goal),
}


@given(documents(), widths, st.integers(0, 200), steps)
def test_whatever_is_typed_the_cursor_stands_on_a_cluster_inside_a_block(
    page: Document, width: int, offset: int, keys: list[Step]
) -> None:
    layout = lay_out(page, width)
    goal: int | None = None
    for key, count in keys:
        if key in ROWS:
            offset, goal = ROWS[key](layout, offset, count, goal)
        else:
            offset, goal = BY_KEY[key](layout, offset, count), None
        assert layout.is_stop(offset), key
        assert is_boundary(page.text, offset), key
        assert layout.line(layout.row_of(offset)).block >= 0 or not layout.blocks


@given(documents(), widths, st.sampled_from(FORWARD))
def test_going_on_gets_further_until_the_last_stop(page: Document, width: int, motion: Motion) -> None:
    layout = lay_out(page, width)
    found = walk(layout, motion, motions.text_start(layout))
    assert found == sorted(set(found))
    assert ([motions.text_start(layout), *found])[-1] == motions.text_end(layout)


@given(documents(), widths, st.sampled_from(BACK))
def test_going_back_gets_further_until_the_first_stop(page: Document, width: int, motion: Motion) -> None:
    layout = lay_out(page, width)
    found = walk(layout, motion, motions.text_end(layout))
    assert found == sorted(set(found), reverse=True)
    assert ([motions.text_end(layout), *found])[-1] == motions.text_start(layout)


@given(documents(), widths)
def test_right_and_left_visit_every_stop(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    stops = [stop for row in range(layout.height) for stop in layout.stops(row)]
    assert [stops[0], *walk(layout, motions.right, stops[0])] == stops
    assert [stops[-1], *walk(layout, motions.left, stops[-1])] == stops[::-1]


@given(documents(), widths)
def test_w_meets_every_word(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    met = {motions.text_start(layout), *walk(layout, motions.word_forward, motions.text_start(layout))}
    assert {layout.nearest_stop(word.start) for word in words(page.text)} <= met


@given(documents(), widths, st.integers(0, 200), st.integers(1, 9), st.sampled_from([*FORWARD, *BACK]))
def test_a_count_is_the_same_as_typing_it_so_often(
    page: Document, width: int, offset: int, count: int, motion: Motion
) -> None:
    layout = lay_out(page, width)
    at = layout.nearest_stop(offset)
    for _ in range(count):
        at = motion(layout, at, 1)
    assert motion(layout, offset, count) == at


@given(documents(), widths, st.integers(0, 200), st.integers(0, 30), st.integers(0, 30))
def test_into_rows_goes_no_further_than_it_must(page: Document, width: int, offset: int, one: int, two: int) -> None:
    layout = lay_out(page, width)
    first, last = sorted((min(one, layout.height - 1), min(two, layout.height - 1)))
    at, row = layout.nearest_stop(offset), layout.row_of(layout.nearest_stop(offset))
    there, goal = motions.into_rows(layout, offset, first, last)
    assert layout.is_stop(there)
    assert goal == layout.column_of(at)
    if first <= row <= last:
        assert there == at
    inside = [each for each in range(first, last + 1) if layout.stops(each)]
    if inside and row < first:
        assert layout.row_of(there) == inside[0]
    if inside and row > last:
        assert layout.row_of(there) == inside[-1]


@given(documents(), widths, st.integers(0, 200), st.integers(1, 9))
def test_down_and_up_again_comes_back_to_the_column(page: Document, width: int, offset: int, count: int) -> None:
    layout = lay_out(page, width)
    start = layout.nearest_stop(offset)
    there, goal = motions.down(layout, start, count)
    if motions.down(layout, there, 1)[0] != there:
        back, _ = motions.up(layout, there, count, goal)
        assert layout.row_of(back) == layout.row_of(start)
        assert layout.column_of(back) == layout.column_of(start) == goal
