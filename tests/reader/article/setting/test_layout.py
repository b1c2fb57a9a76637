from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.setting.layout import Layout, Line
from reader.article.setting.typesetting import lay_out
from reader.terminal.depth import shown
from store.document import Block, BlockKind, Document
from store.text import Span, is_boundary
from tests.reader.article.documents import FAMILY, document, documents, passages

widths = st.integers(1, 90)


def drawn(layout: Layout) -> list[str]:
    """The rows as a terminal shows them."""
    return [
        (line.marker.ljust(line.indent) + layout.text[line.start : line.end]).rstrip() or "" for line in layout.lines
    ]


def stops_of(layout: Layout) -> list[int]:
    return [stop for row in range(layout.height) for stop in layout.stops(row)]


# --- how blocks are set ----------------------------------------------------------------------------------------------


def test_blocks_stand_apart_by_one_empty_row_and_rows_of_one_list_close_together() -> None:
    page = document(
        (BlockKind.TITLE, "Ferry will sail"),
        "The island waits for a boat.",
        (BlockKind.QUOTATION, "We will not wait for another winter."),
        (BlockKind.LIST_ITEM, "nine boats in the harbour"),
        (BlockKind.LIST_ITEM, "none at sea"),
        (BlockKind.CAPTION, "The harbour"),
        (BlockKind.CAPTION, "Picture: Ilse Maar"),
    )
    assert drawn(lay_out(page, 20)) == [
        "Ferry will sail",
        "",
        "The island waits for",
        "a boat.",
        "",
        "│ We will not wait",
        "│ for another",
        "│ winter.",
        "",
        "• nine boats in the",
        "  harbour",
        "• none at sea",
        "",
        "  The harbour",
        "  Picture: Ilse Maar",
    ]


def test_rows_are_never_longer_than_the_measure() -> None:
    layout = lay_out(document("harbour " * 40), 200, measure=30)
    assert layout.width == 30
    assert max(len(row) for row in drawn(layout)) == 23


def test_a_nested_list_item_stands_further_in() -> None:
    text = "one\ntwo"
    blocks = (Block(BlockKind.LIST_ITEM, Span(0, 3), 1), Block(BlockKind.LIST_ITEM, Span(4, 7), 2))
    assert [line.indent for line in lay_out(Document(text, blocks), 40).lines] == [2, 4]


def test_a_page_too_narrow_for_it_has_no_indent() -> None:
    assert [line.indent for line in lay_out(document((BlockKind.QUOTATION, "Not now")), 12).lines] == [0]


def test_a_text_without_blocks_has_one_paragraph_a_line() -> None:
    assert drawn(lay_out(Document("one\n\n\n  two\nthree \n"), 40)) == ["one", "", "two", "", "three"]


def test_words_outside_every_block_are_shown_all_the_same() -> None:
    text = "lost\nfound\nlost again"
    layout = lay_out(Document(text, (Block(BlockKind.QUOTATION, Span(5, 10)),)), 40)
    assert drawn(layout) == ["lost", "", "│ found", "", "lost again"]


def test_a_block_without_words_has_no_row() -> None:
    text = "one\n \n\ntwo"
    blocks = [Block(BlockKind.PARAGRAPH, Span(*edges)) for edges in ((0, 3), (4, 5), (6, 6), (7, 10))]
    assert drawn(lay_out(Document(text, tuple(blocks)), 40)) == ["one", "", "two"]


@pytest.mark.parametrize("text", ["", "\n", "  \n "])
def test_an_empty_text_has_one_empty_row_with_one_stop(text: str) -> None:
    layout = lay_out(Document(text), 40)
    assert (layout.height, layout.stops(0), layout.offset_at(5, 5), layout.column_of(0)) == (1, (0,), 0, 0)


def test_code_keeps_its_lines_and_their_indent() -> None:
    assert drawn(lay_out(document((BlockKind.CODE, "if so:\n    sail\n\nelse:")), 40)) == [
        *("if so:", "    sail", "", "else:"),
    ]


# --- cells -----------------------------------------------------------------------------------------------------------


def test_wide_and_combined_characters_stand_where_the_terminal_puts_them() -> None:
    layout = lay_out(document(f"a漢{FAMILY}e\u0301z"), 40)
    assert layout.cells(0) == ((0, 0, 1), (1, 1, 2), (2, 3, 2), (9, 5, 1), (11, 6, 1))
    assert [layout.offset_at(0, column) for column in range(9)] == [0, 1, 1, 2, 2, 9, 11, 11, 11]
    assert layout.column_of(10) == 5


def test_a_place_beside_the_words_gives_the_nearest_cluster_of_the_row() -> None:
    layout = lay_out(document((BlockKind.QUOTATION, "not now"), "two"), 40)
    assert (layout.offset_at(0, 0), layout.offset_at(0, 2), layout.offset_at(0, 39)) == (0, 0, 6)
    assert (layout.offset_at(-3, 0), layout.offset_at(99, 99)) == (0, 11)


def test_the_empty_row_between_blocks_gives_the_end_of_the_block_above() -> None:
    assert lay_out(document("one", "two"), 40).offset_at(1, 0) == 2


def test_white_space_that_is_not_drawn_stands_behind_its_row_and_is_no_stop() -> None:
    layout = lay_out(document("harbour   ferry"), 10)
    assert [layout.row_of(offset) for offset in (6, 7, 9, 10)] == [0, 0, 0, 1]
    assert [layout.column_of(offset) for offset in (6, 7, 9, 10)] == [6, 7, 7, 0]
    assert [layout.nearest_stop(offset) for offset in (6, 7, 9, 10)] == [6, 6, 6, 10]


def test_lines_are_a_sequence() -> None:
    lines = lay_out(document("one", "two"), 40).lines
    assert len(lines) == 3
    assert lines[-1] == lines[2] == Line(5, 8, 8, 1, 0, "")
    assert lines[1:] == [Line(3, 3, 5, -1, 0, ""), lines[2]]
    with pytest.raises(IndexError):
        lines[3]


# --- what holds for every text ---------------------------------------------------------------------------------------


@given(documents(), widths)
def test_every_word_stands_on_exactly_one_row_and_in_order(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    at = 0
    for line in layout.lines:
        if line.block >= 0:
            assert not page.text[at : line.start].strip()
            assert line.start <= line.end <= line.next
            assert not page.text[line.end : line.next].strip()
            assert layout.blocks[line.block].span.covers(Span(line.start, line.next))
            at = line.next
    assert not page.text[at:].strip()


@given(documents(), widths)
def test_rows_begin_and_end_between_clusters_and_fit_the_width(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    for line in layout.lines:
        assert is_boundary(page.text, line.start)
        assert is_boundary(page.text, line.end)
        found = regex.findall(r"\X", page.text[line.start : line.end])
        assert line.indent + sum(map(cell_len, found)) <= width or len([f for f in found if cell_len(f)]) == 1


@given(documents(), widths)
def test_every_offset_has_a_row_and_rows_do_not_go_back(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    rows = [layout.row_of(offset) for offset in range(len(page.text) + 1)]
    assert all(one <= two for one, two in pairwise(rows))
    for offset, row in enumerate(rows):
        line = layout.line(row)
        assert 0 <= row < layout.height
        if line.block >= 0 and offset < len(page.text) and not page.text[offset].isspace():
            assert line.start <= offset < line.end
        assert 0 <= layout.column_of(offset) <= max(layout.width, 2)


@given(documents(), widths)
def test_cells_and_columns_and_offsets_agree(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    for row in range(layout.height):
        cells = layout.cells(row)
        assert (
            "".join(page.text[span.start : span.end] for o, _, _ in cells if (span := layout.cluster_at(o)))
            == (page.text[layout.line(row).start : layout.line(row).end])
        )
        for offset, column, wide in cells:
            assert layout.column_of(offset) == column
            assert all(layout.offset_at(row, column + extra) == offset for extra in range(wide))


@given(documents(), widths)
def test_stops_are_the_clusters_that_are_drawn(page: Document, width: int) -> None:
    layout = lay_out(page, width)
    stops = stops_of(layout)
    assert stops == sorted(set(stops))
    assert [offset for offset in range(len(page.text) + 1) if layout.is_stop(offset)] == stops
    for row in range(layout.height):
        assert layout.cells(row) == () or [offset for offset, _, _ in layout.cells(row)] == list(layout.stops(row))


@given(documents(), widths, st.integers(-3, 200), st.integers(-3, 100))
def test_every_cell_of_the_screen_gives_a_stop(page: Document, width: int, row: int, column: int) -> None:
    layout = lay_out(page, width)
    assert layout.is_stop(layout.offset_at(row, column))


@given(st.lists(st.sampled_from(["a", "the", "harbour", "ferry,", "x" * 12]), min_size=1), st.integers(12, 90))
def test_latin_words_break_where_the_standard_library_breaks_them(words: list[str], width: int) -> None:
    text = " ".join(words)
    assert drawn(lay_out(document(text), width, measure=90)) == textwrap.wrap(text, width)


@given(passages(), widths)
def test_what_is_shown_is_measured_and_the_text_is_broken(words: str, width: int) -> None:
    page = document(words.strip() or "one")
    as_shown = shown(page.text)
    layout = lay_out(page, width)
    for row in range(layout.height):
        for offset, _, wide in layout.cells(row):
            assert wide == cell_len(layout.cluster_at(offset).of(as_shown))
