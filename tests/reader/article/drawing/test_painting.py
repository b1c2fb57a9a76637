from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.article.drawing.marks import PAINT_ORDER, Mark, Marks, Piece, PieceAt, SpanIndex
from reader.article.drawing.painting import Gutter, Segment, gutter, segments
from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from store.document import Document, Style, StyleKind
from store.model import Annotation, Layer, Part, PartAt, Role, Status
from store.text import Span, is_boundary, snap
from tests.reader.article.documents import ACCENTED, document, documents

TEXT = "The Coast Institute reported that the minister had promised a ferry."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mention(name: str, words: str | Span, layer: Layer = Layer.ENTITY, suggested: bool = False) -> Mark:
    span = at(words) if isinstance(words, str) else words
    return Mark(name, layer, "PERSON", (Piece(span, Role.MENTION),), suggested=suggested)


def claim(name: str, content: str, cue: str = "", source: str = "", suggested: bool = False) -> Mark:
    pieces = [Piece(at(content), Role.CONTENT)]
    pieces += [Piece(at(cue), Role.CUE, 0)] if cue else []
    pieces += [Piece(at(source), Role.SOURCE, 0)] if source else []
    return Mark(name, Layer.CLAIM, "CLAIM", tuple(pieces), suggested=suggested)


INSTITUTE = mention("institute", "Coast Institute")
MINISTER = mention("minister", "the minister")
PROMISE = claim("promise", "had promised a ferry", "promised", "the minister")
REPORT = claim("report", "the minister had promised a ferry", "reported", "The Coast Institute")
HIGHLIGHT = mention("highlight", "promised a", Layer.HIGHLIGHT)
ALL = [INSTITUTE, MINISTER, PROMISE, REPORT, HIGHLIGHT]


def painted(
    layout: Layout, marks: Marks, row: int = 0, *, selection: Span | None = None, cursor: Span | None = None
) -> list[Segment]:
    line = layout.line(row)
    touches = marks.touching(line.start, line.end)
    return segments(layout, line, touches, layout.document.styles, selection=selection, cursor=cursor)


def looks(segment: Segment) -> list[str]:
    return [f"{touch.mark.id} {touch.role}" for touch in segment.touches]


# --- marks on a page -------------------------------------------------------------------------------------------------


def test_an_annotation_becomes_a_mark_with_its_roles_and_links() -> None:
    parts = (Part(Role.CONTENT, Span(4, 9), "Coast"), Part(Role.CUE, Span(20, 28), "reported", depth=1))
    made = Annotation("a", "b", "c", Layer.CLAIM, "CLAIM", parts, "me", "2024", "2024", status=Status.SUGGESTED)
    mark = Mark.of(made, "yellow", "C")
    assert mark.pieces == (Piece(Span(4, 9), Role.CONTENT), Piece(Span(20, 28), Role.CUE, 1))
    assert (mark.id, mark.layer, mark.colour, mark.sign, mark.suggested) == ("a", Layer.CLAIM, "yellow", "C", True)
    assert mark.subject == Span(4, 9)


def test_the_subject_of_a_divided_claim_reaches_from_its_first_piece_to_its_last() -> None:
    pieces = tuple(Piece(Span(*edges), role) for edges, role in (((9, 12), Role.CONTENT), ((2, 4), Role.CONTENT)))
    assert Mark("x", Layer.CLAIM, "CLAIM", (*pieces, Piece(Span(0, 1), Role.CUE))).subject == Span(2, 12)
    assert Mark("x", Layer.CLAIM, "CLAIM", (Piece(Span(3, 5), Role.CUE),)).subject == Span(3, 5)


def test_marks_at_an_offset_come_innermost_first_and_the_topmost_of_equals() -> None:
    twin = mention("twin", "promised", Layer.HIGHLIGHT)
    found = Marks([*ALL, twin]).at(TEXT.index("promised"))
    assert [f"{touch.mark.id} {touch.role}" for touch in found] == [
        *("promise cue", "twin mention", "highlight mention", "promise content", "report content"),
    ]


def test_next_and_previous_go_by_the_start_and_then_from_the_longest() -> None:
    marks = Marks(ALL)
    assert [mark.id for mark in marks.in_order] == ["institute", "report", "minister", "promise", "highlight"]
    the = TEXT.index("the minister")
    assert [mark.id if mark else None for mark in (marks.next(0), marks.next(the), marks.previous(the))] == [
        *("institute", "promise", "institute"),
    ]
    assert marks.next(99) is None
    assert marks.previous(0) is None


def test_marks_that_begin_at_one_place_are_visited_one_after_the_other() -> None:
    marks = Marks(ALL)
    the = TEXT.index("the minister")
    assert [found.id for found in (marks.next(the, "report"), marks.previous(the, "minister")) if found] == [
        *("minister", "report"),
    ]
    assert marks.next(the, "highlight") is None
    assert marks.previous(the, "gone") == INSTITUTE


# --- segments --------------------------------------------------------------------------------------------------------


def test_overlapping_and_nested_marks_are_each_in_the_segments() -> None:
    layout = lay_out(document(TEXT), 72)
    found = painted(layout, Marks(ALL))
    assert [(TEXT[s.start : s.end], looks(s)) for s in found] == [
        ("The ", ["report source"]),
        ("Coast Institute", ["report source", "institute mention"]),
        (" ", []),
        ("reported", ["report cue"]),
        (" that ", []),
        ("the minister", ["report content", "promise source", "minister mention"]),
        (" ", ["report content"]),
        ("had ", ["report content", "promise content"]),
        ("promised", ["highlight mention", "report content", "promise content", "promise cue"]),
        (" a", ["highlight mention", "report content", "promise content"]),
        (" ferry", ["report content", "promise content"]),
        (".", []),
    ]
    assert [touch.role for touch in found[8].of(Layer.CLAIM)] == [Role.CONTENT, Role.CONTENT, Role.CUE]


def test_styles_selection_and_cursor_cut_the_row_too() -> None:
    page = document(TEXT)
    bold, link = Style(StyleKind.STRONG, at("Coast")), Style(StyleKind.LINK, at("Coast Institute"), "https://x.example")
    layout = lay_out(Document(page.text, page.blocks, (link, bold)), 72)
    found = painted(layout, Marks([]), selection=at("Institute reported"), cursor=at("d that"))
    shown = [(TEXT[s.start : s.end], [x.kind.value for x in s.styles], s.selected, s.cursor) for s in found]
    assert shown[:5] == [
        ("The ", [], False, False),
        ("Coast", ["link", "strong"], False, False),
        (" ", ["link"], False, False),
        ("Institute", ["link"], True, False),
        (" reporte", [], True, False),
    ]
    assert shown[5:7] == [("d", [], True, True), (" that", [], False, True)]


def test_a_mark_over_two_rows_is_painted_on_both_but_not_on_the_space_where_they_part() -> None:
    layout = lay_out(document(TEXT), 20)
    marks = Marks([INSTITUTE, mention("long", "Institute reported")])
    rows = [[(TEXT[s.start : s.end], looks(s)) for s in painted(layout, marks, row)] for row in (0, 1)]
    assert rows[0][-1] == ("Institute", ["long mention", "institute mention"])
    assert rows[1][0] == ("reported", ["long mention"])


def test_a_style_that_cuts_a_cluster_is_painted_on_all_of_it() -> None:
    page = document(f"{ACCENTED}s")
    layout = lay_out(Document(page.text, page.blocks, (Style(StyleKind.STRONG, Span(0, 4)),)), 72)
    found = painted(layout, Marks([]))
    assert [(s.start, s.end, len(s.styles)) for s in found] == [(0, 5, 1), (5, 6, 0)]


def test_an_empty_row_has_no_segment() -> None:
    layout = lay_out(document("one", "two"), 72)
    assert segments(layout, layout.line(1), Marks([mention("all", Span(0, 8))]).touching(0, 8)) == []


# --- the gutter ------------------------------------------------------------------------------------------------------


def beside(marks: list[Mark], width: int = 72) -> list[Gutter]:
    layout = lay_out(document(TEXT, "Nobody spoke."), width)
    return [gutter(line, Marks(marks).touching(line.start, line.next)) for line in layout.lines]


def test_the_gutter_has_a_bar_where_the_content_of_a_claim_stands() -> None:
    found = beside([PROMISE, INSTITUTE], 20)
    assert [row.sign for row in found] == ["", "", "┃", "┃", "", ""]
    assert found[2].claims == (PROMISE,)


def test_the_gutter_tells_several_claims_and_suggested_ones_apart() -> None:
    assert beside([PROMISE, REPORT])[0].sign == "║"
    assert beside([claim("guess", "a ferry", suggested=True)])[0].sign == "┊"
    assert beside([claim("guess", "a ferry", suggested=True), PROMISE])[0].sign == "║"


# --- what holds for every page ---------------------------------------------------------------------------------------

spans = st.builds(lambda one, two: Span(min(one, two), max(one, two)), st.integers(0, 300), st.integers(0, 300))


PIECE = Piece(Span(0, 1), Role.MENTION)


@given(st.lists(spans, max_size=30), spans)
def test_the_index_finds_what_looking_at_each_span_finds(known: list[Span], asked: Span) -> None:
    placed = [PieceAt(span.start, span.end, str(number), PIECE) for number, span in enumerate(known)]
    found = [int(each.annotation) for each in SpanIndex(placed).touching(asked.start, asked.end)]
    assert sorted(found) == [number for number, span in enumerate(known) if span and asked and span.overlaps(asked)]


@st.composite
def marked_pages(draw: st.DrawFn) -> tuple[Document, list[Mark]]:
    page = draw(documents())
    marks = []
    for number, span in enumerate(draw(st.lists(spans, max_size=12))):
        inside = Span(snap(page.text, span.start), snap(page.text, max(span.start, span.end)))
        layer = draw(st.sampled_from(list(Layer)))
        role = draw(st.sampled_from([Role.CONTENT, Role.CUE])) if layer is Layer.CLAIM else Role.MENTION
        if inside:
            marks.append(Mark(f"m{number:02}", layer, "T", (Piece(inside, role),)))
    return page, marks


@given(marked_pages(), st.integers(1, 60), spans, st.integers(0, 300))
def test_segments_cover_the_row_and_every_letter_has_just_its_marks(
    marked: tuple[Document, list[Mark]], width: int, selection: Span, offset: int
) -> None:
    page, made = marked
    layout, marks = lay_out(page, width), Marks(made)
    cursor = layout.cluster_at(layout.nearest_stop(offset))
    for row, line in enumerate(layout.lines):
        found = painted(layout, marks, row, selection=selection, cursor=cursor)
        assert "".join(page.text[s.start : s.end] for s in found) == page.text[line.start : line.end]
        for segment in found:
            assert is_boundary(page.text, segment.start)
            covering = {mark.id for mark in made if mark.pieces[0].span.covers(Span(segment.start, segment.end))}
            assert {touch.mark.id for touch in segment.touches} == covering
            keys = [(PAINT_ORDER[t.mark.layer], -len(t.piece.span)) for t in segment.touches]
            assert keys == sorted(keys)
            assert segment.cursor == (bool(cursor) and cursor.covers(Span(segment.start, segment.end)))
        for one, two in pairwise(found):
            differs = (one.touches, one.selected, one.cursor) != (two.touches, two.selected, two.cursor)
            assert differs or selection.start in (one.end, two.start) or one.end in (selection.end, cursor.end)


@given(marked_pages())
def test_going_from_mark_to_mark_visits_each_once(marked: tuple[Document, list[Mark]]) -> None:
    marks = Marks(marked[1])
    there, back = [], []
    mark = marks.next(-1)
    while mark is not None:
        there.append(mark.id)
        mark = marks.next(mark.subject.start, mark.id)
    mark = marks.previous(10**6)
    while mark is not None:
        back.append(mark.id)
        mark = marks.previous(mark.subject.start, mark.id)
    assert there == back[::-1] == [m.id for m in marks.in_order]
    assert sorted(there) == sorted(m.id for m in marked[1])


@given(marked_pages(), spans)
def test_marks_known_by_their_parts_are_the_marks_that_they_are_parts_of(
    marked: tuple[Document, list[Mark]], asked: Span
) -> None:
    made = marked[1]
    parts = [
        PartAt(p.span.start, p.span.end, p.role, p.depth, mark.id, mark.layer, mark.tag, None, Status.ACCEPTED)
        for mark in made
        for p in mark.pieces
    ]
    whole, by_parts = Marks(made), Marks(parts=parts)
    assert len(by_parts) == len(whole)
    assert by_parts.touching(asked.start, asked.end) == whole.touching(asked.start, asked.end)
    assert by_parts.at(asked.start) == whole.at(asked.start)
    assert list(by_parts.in_order) == list(whole.in_order)
    assert [by_parts.get(mark.id) for mark in made] == made
    assert by_parts.get("nobody") is None


@given(marked_pages(), st.data())
def test_marks_that_are_replaced_are_those_that_would_have_been_made(
    marked: tuple[Document, list[Mark]], data: st.DataObject
) -> None:
    made = marked[1]
    before = data.draw(st.lists(st.sampled_from(made), unique_by=lambda mark: mark.id) if made else st.just([]))
    gone = data.draw(st.lists(st.sampled_from(before), unique_by=lambda mark: mark.id) if before else st.just([]))
    come = [mark for mark in made if mark not in before or mark in gone]
    one = Marks(before)
    if data.draw(st.booleans()):
        assert len(one.in_order) == len(before)
    new, whole = one.replaced([*(mark.id for mark in gone), "nobody"], marks=come), Marks(made)
    assert len(new) == len(whole)
    assert list(new.in_order) == list(whole.in_order)
    assert new.touching(0, 10**6) == whole.touching(0, 10**6)
    assert list(one.in_order) == list(Marks(before).in_order)
