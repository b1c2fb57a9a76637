"""Rows with words that read from right to left: cells, offsets and stops agree, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving import motions
from reader.article.moving.hand import Hand, moved
from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from reader.article.setting.wrapping import NARROW, is_even
from reader.terminal.bidi import is_reordered
from reader.terminal.depth import shown
from store.document import BlockKind, Document
from tests.reader.article.documents import FAMILY, KINDS, LATIN, document, passages

LEFTWARDS = [
    *(
        "מעבורת",
        "אי",
        "שָׁלוֹם",
        "(נמל)",
        "ب",
        "قارب",
        "مَرْحَبًا",
        "می\u200cخواهم",
        "«ميناء»",
        "٣٤",
        "12.5.2031",
        "[",
        "ו-3,",
    ),
    *("\u0600١٢", "א" * 30, "漢字", FAMILY, "\u0301", "%", "\u202e", "\u200f"),
]
widths = st.integers(1, 60)


@st.composite
def mixed(draw: st.DrawFn) -> Document:
    """Documents of blocks in which words read in both directions."""
    some = draw(st.lists(st.tuples(st.sampled_from(KINDS), passages([*LATIN, *LEFTWARDS])), min_size=1, max_size=3))
    return document(*((kind, words.strip() or "אב") for kind, words in some))


def row_of(layout: Layout, row: int = 0) -> str:
    """A row as it stands on the screen, without what fills it up."""
    line = layout.line(row)
    found = layout.placed(line)
    words = layout.text[line.start : line.end]
    return words if found is None else " " * found.left + "".join(found.clusters[i].shown for i in found.order)


def test_a_paragraph_that_reads_from_right_to_left_stands_at_the_right_edge() -> None:
    layout = lay_out(document("אב גד", (BlockKind.LIST_ITEM, "הו")), 14)
    assert [row_of(layout, row) for row in (0, 2)] == ["         דג בא", "          וה"]
    assert (layout.line(2).indent, layout.line(2).marker) == (2, "•")
    assert layout.cells(0) == ((0, 13, 1), (1, 12, 1), (2, 11, 1), (3, 10, 1), (4, 9, 1))
    assert [layout.offset_at(0, column) for column in (0, 9, 10, 13, 40)] == [4, 4, 3, 0, 0]


def test_words_are_wrapped_in_reading_order_and_every_row_put_in_order_by_itself() -> None:
    layout = lay_out(document("אב (גד) הו 12 xy זח"), 12)
    assert row_of(layout, 0) == "  וה (דג) בא"
    assert row_of(layout, 1) == "    חז xy 12"


def test_a_row_of_other_words_in_such_a_paragraph_stands_there_too() -> None:
    layout = lay_out(document("אבגדהוזח ferry 12."), 10)
    assert [row_of(layout, row) for row in range(2)] == ["  חזוהדגבא", " .ferry 12"]


def test_words_that_read_leftwards_in_another_paragraph_stay_where_it_is_read() -> None:
    layout = lay_out(document("the אב גד (הו) sails"), 40)
    assert row_of(layout) == "the (וה) דג בא sails"
    assert [layout.column_of(offset) for offset in (3, 4, 5, 9, 10, 14)] == [3, 13, 12, 8, 7, 14]


def test_left_and_right_go_on_in_reading_order_and_rows_keep_the_column_that_is_seen() -> None:
    layout = lay_out(document("אבגד הוזח", "ferry"), 12)
    assert motions.right(layout, 0) == 1
    assert motions.down(layout, 0) == (15, 11)
    assert motions.up(layout, 11, 1, 11) == (0, 11)


def test_the_row_that_is_named_by_its_number_is_entered_where_it_is_read_first() -> None:
    layout = lay_out(document("ferry", "אבגד"), 12)
    assert moved(Hand(0), layout, "text_start", 3, 10).cursor == 7
    assert moved(Hand(0), layout, "text_end", 3, 10).cursor == 7
    assert moved(Hand(0), layout, "text_start", 2, 10).cursor == 4


def test_white_space_that_is_not_drawn_stands_left_of_such_a_row() -> None:
    layout = lay_out(document("אבגד   הוזח"), 6)
    assert [layout.column_of(offset) for offset in (3, 4, 6, 7)] == [2, 1, 1, 5]
    assert lay_out(document("אבגד   הוזח"), 4).column_of(5) == 0


def test_even_rows_hold_nothing_that_is_put_in_order() -> None:
    for code in range(0x20, 0x110000):
        if is_even(chr(code), 0, 1) and chr(code) != "\n":
            assert not is_reordered(shown(chr(code)))
    assert is_reordered("אب٣") and all(not is_even(sign, 0, 1) for sign in "אب٣")
    assert NARROW.endswith("\u06d3")


@given(mixed(), widths)
def test_each_code_point_is_on_one_row_once(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    for row, line in enumerate(layout.lines):
        assert (
            "".join(layout.cluster_at(offset).of(page.text) for offset, _, _ in layout.cells(row))
            == (page.text[line.start : line.end])
        )
        assert [offset for offset, _, _ in layout.cells(row)] == (
            list(layout.stops(row)) if line.end > line.start else []
        )


@given(mixed(), widths)
def test_each_cell_belongs_to_one_cluster_and_leads_back_to_it(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    for row, line in enumerate(layout.lines):
        taken = []
        for offset, column, wide in layout.cells(row):
            assert layout.column_of(offset) == column
            for cell in range(column, column + wide):
                assert layout.offset_at(row, cell) == offset
                taken.append(cell)
        first = min(taken, default=0)
        assert sorted(taken) == list(range(first, first + len(taken)))
        places = layout.placed(line) if taken else None
        if places is not None and places.leftwards:
            assert max(taken) == max(layout.width, line.indent + len(taken)) - 1
        else:
            assert first == (line.indent if taken else 0)


@given(mixed(), widths, st.integers(-3, 30), st.integers(-3, 80))
def test_every_cell_of_the_screen_gives_a_stop(page: Document, width: int, row: int, column: int) -> None:
    layout = lay_out(page, width)
    assert layout.is_stop(layout.offset_at(row, column))
    assert layout.is_stop(layout.first_stop(row))
    assert all(0 <= layout.column_of(offset) <= max(width, 2) for offset in range(len(page.text) + 1))
