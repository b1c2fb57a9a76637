"""A painted row: each cell has the letter that stands there and the look of what covers it, in either direction."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.article.drawing.looks import block_look, segment_look
from reader.article.drawing.marks import Mark, Marks, Piece, SpanIndex
from reader.article.drawing.painting import segments
from reader.article.drawing.row_painting import GUTTER, Painted, paint
from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.document import Document
from store.model import Layer, Role
from store.text import Span
from tests.reader.article.documents import document, documents
from tests.reader.article.setting.test_placing import mixed

PALETTE = Palette(Depth.FULL, "dark")
spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 25))


def painted_row(layout: Layout, row: int, painted: Painted) -> Strip:
    return paint(layout, row, painted, PALETTE, layout.width + GUTTER, 0)


def words(strip: Strip) -> str:
    return "".join(segment.text for segment in strip)[GUTTER:].rstrip()


def lit(strip: Strip, style: Style) -> list[str]:
    return [segment.text for segment in strip if segment.style == style]


def highlight(span: Span) -> Marks:
    return Marks([Mark("one", Layer.HIGHLIGHT, "HIGHLIGHT", (Piece(span, Role.MENTION),))])


def test_a_selection_over_both_directions_is_seen_in_two_parts() -> None:
    layout = lay_out(document("the אבגד sails"), 20)
    strip = painted_row(layout, 0, Painted(Marks([]), SpanIndex([]), selection=Span(1, 6)))
    assert words(strip) == "the דגבא sails"
    ground = PALETTE.text
    assert [s.text for s in list(strip)[2:] if s.text.strip()] == ["t", "he ", "דג", "בא", " sails"]
    assert [s.text for s in list(strip)[2:] if s.style != ground and s.text.strip()] == ["he ", "בא"]


def test_the_cursor_lies_on_its_letter() -> None:
    layout = lay_out(document("אבגד"), 10)
    strip = painted_row(layout, 0, Painted(Marks([]), SpanIndex([]), cursor=0))
    assert words(strip) == "      דגבא"
    assert [segment.text for segment in list(strip)[2:]] == ["      ", "דגב", "א"]


def test_brackets_turn_round_only_where_words_read_from_right_to_left() -> None:
    layout = lay_out(document("(a) אב (גד)", "אב (x) [גד]"), 20)
    assert [words(painted_row(layout, row, Painted(Marks([]), SpanIndex([])))) for row in (0, 2)] == [
        *("(a) (דג) בא", "         [דג] (x) בא"),
    ]


def check(page: Document, width: int, marked: Span, selection: Span, at: int) -> None:
    layout = lay_out(page, width)
    cursor = layout.nearest_stop(at)
    marks = highlight(marked)
    painted = Painted(marks, SpanIndex([]), selection=selection, cursor=cursor)
    for row, line in enumerate(layout.lines):
        here = painted if layout.row_of(cursor) == row else Painted(marks, SpanIndex([]), selection=selection)
        strip = painted_row(layout, row, here)
        assert strip.cell_length == sum(cell_len(segment.text) for segment in strip) == layout.width + GUTTER
        looks: list[Style | None] = [s.style for s in strip for _ in range(cell_len(s.text))]
        if line.block < 0:
            continue
        ground = block_look(PALETTE, layout.blocks[line.block].kind)
        wanted = segments(
            layout,
            line,
            marks.touching(line.start, line.end),
            selection=selection,
            cursor=layout.cluster_at(here.cursor) if here.cursor is not None else None,
        )
        for offset, column, wide in layout.cells(row):
            segment = next(each for each in wanted if each.start <= offset < each.end)
            look = segment_look(PALETTE, ground, segment, frozenset())
            assert looks[GUTTER + column : GUTTER + column + wide] == [look] * wide


@settings(max_examples=50)
@given(mixed(), st.integers(2, 40), spans, spans, st.integers(0, 60))
def test_marks_paint_just_the_letters_that_they_cover(
    page: Document, width: int, marked: Span, selection: Span, at: int
) -> None:
    check(page, width, marked, selection, at)


@settings(max_examples=30)
@given(documents(), st.integers(2, 40), spans, spans, st.integers(0, 60))
def test_so_they_do_in_every_script(page: Document, width: int, marked: Span, selection: Span, at: int) -> None:
    check(page, width, marked, selection, at)
