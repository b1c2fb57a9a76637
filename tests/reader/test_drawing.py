"""Rows of the screen fill exactly the cells they were asked for, whatever the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.drawing import Piece, between, cut, fit, row
from tests.reader.hostile import powers_in, texts

GROUND = Style()
cells = st.integers(0, 40)
pieces: st.SearchStrategy[list[Piece]] = st.lists(st.tuples(texts(12), st.just(Style(bold=True))), max_size=4)


def measured(strip: Strip) -> int:
    """The cells of a strip, counted anew."""
    return sum(cell_len(segment.text) for segment in strip)


def words_of(strip: Strip) -> str:
    return "".join(segment.text for segment in strip)


@given(texts(), cells)
def test_fitted_words_have_exactly_the_cells_asked_for(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width
    assert not powers_in(fit(text, width))


@given(texts(), cells)
def test_cut_words_have_at_most_the_cells_asked_for(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width


@given(pieces, cells)
def test_a_row_fills_its_cells(given_pieces: list[Piece], width: int) -> None:
    strip = row(given_pieces, width, GROUND)
    assert strip.cell_length == measured(strip) == width
    assert not powers_in(words_of(strip))


@given(pieces, pieces, cells)
def test_a_row_with_pieces_at_both_edges_fills_its_cells(left: list[Piece], right: list[Piece], width: int) -> None:
    strip = between(left, right, width, GROUND)
    assert strip.cell_length == measured(strip) == width
    assert not powers_in(words_of(strip))


def test_longer_words_end_in_an_ellipsis_and_shorter_ones_in_spaces() -> None:
    assert fit("harbour", 4) == "har…"
    assert fit("harbour", 9) == "harbour  "
    assert fit("a harbour", 3) == "a… "
    assert cut("a harbour", 3) == "a…"
    assert fit("港港港", 4) == "港… "
    assert fit("harbour", 0) == fit("harbour", -3) == ""


def test_the_left_gives_way_to_the_right() -> None:
    assert words_of(between([("left left", GROUND)], [("right", GROUND)], 10, GROUND)) == "left…right"
    assert words_of(between([("left", GROUND)], [("far too long", GROUND)], 5, GROUND)) == "far… "


def test_brackets_are_words_not_markup() -> None:
    assert words_of(row([("[bold]a[/] [@click=app.quit]b[/]", GROUND)], 40, GROUND)).rstrip() == (
        "[bold]a[/] [@click=app.quit]b[/]"
    )


def test_what_stands_behind_a_separator_is_left_out_whole_where_it_does_not_fit() -> None:
    told: list[Piece] = [("harbour", GROUND), (" · ferry", GROUND), (" · quay", GROUND)]
    assert words_of(row(told, 22, GROUND)) == "harbour · ferry · quay"
    assert words_of(row(told, 21, GROUND)) == "harbour · ferry      "
    assert words_of(row(told, 14, GROUND)) == "harbour       "
    assert words_of(row(told, 6, GROUND)) == "harbo…"


def test_a_piece_that_would_be_cut_to_nothing_is_left_out_and_a_separator_does_not_end_a_row() -> None:
    told: list[Piece] = [("harbour", GROUND), (" and ferry", GROUND)]
    assert words_of(row(told, 15, GROUND)) == "harbour and fe…"
    assert words_of(row(told, 14, GROUND)) == "harbour       "
    assert cut("the mayor ‹ the harbour", 13) == cut("the mayor: the harbour", 12) == "the mayor…"
