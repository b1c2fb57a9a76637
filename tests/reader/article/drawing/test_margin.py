from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.article.drawing.margin import Label, Margin
from reader.article.drawing.marks import Mark, Marks, Piece
from reader.article.setting.typesetting import lay_out
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.document import Document
from store.model import Layer, Role
from store.text import Span
from tests.reader.article.documents import document, documents

PALETTE = Palette(Depth.FULL)
PAGE = document(*(f"Boat {n} left the harbour at dawn." for n in range(40)))


def labels(identifiers: Sequence[str]) -> Mapping[str, Label]:
    """Two rows for a claim, one for anything else."""
    found: dict[str, Label] = {}
    for each in identifiers:
        rows = ["first", "second"] if each.startswith("c") else ["only"]
        found[each] = tuple(((f"{each} {row}", PALETTE.quiet),) for row in rows)
    return found


def mark(name: str, start: int, end: int) -> Mark:
    return Mark(name, Layer.ENTITY, "PERSON", (Piece(Span(start, end), Role.MENTION),))


def notes(page: Document, marks: Sequence[Mark], width: int = 40) -> list[str]:
    """The words beside each row."""
    layout = lay_out(page, width)
    margin = Margin(layout, 0, Marks(marks), labels, PALETTE)
    return ["".join(text for text, _ in margin.at(row) or ()) for row in range(layout.height)]


def test_a_note_stands_at_the_first_row_of_its_mark_and_others_under_it() -> None:
    start = PAGE.text.index("Boat 3")
    found = notes(
        PAGE, [mark("a", start, start + 6), mark("c1", start + 7, start + 11), mark("b", start + 8, start + 9)]
    )
    first = lay_out(PAGE, 40).row_of(start)
    assert [found[first - 1], *found[first : first + 4]] == ["", "a only", "c1 first", "c1 second", "b only"]


def test_notes_that_have_no_room_before_the_next_group_are_counted() -> None:
    start = PAGE.text.index("Boat 15")
    found = notes(PAGE, [mark(f"m{n}", start, start + n + 1) for n in range(9)])
    row = lay_out(PAGE, 40).row_of(start)
    assert found[row].endswith("only")
    assert found[row + 1] == "  and 7 more" or found[row + 1].startswith("  and ")
    assert not any(found[row + 2 :])


@given(documents(), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=10), st.integers(12, 60))
def test_where_a_note_stands_does_not_hang_on_which_rows_were_looked_at_first(
    page: Document, places: list[tuple[int, int]], width: int
) -> None:
    size = len(page.text)
    marks = [
        mark(f"{'c' if n % 2 else 'm'}{n}", min(start, size - 1), min(start + long, size))
        for n, (start, long) in enumerate(places)
        if size
    ]
    layout = lay_out(page, width)
    forward, backward = (Margin(layout, 0, Marks(marks), labels, PALETTE) for _ in range(2))
    rows = range(layout.height)
    there = [forward.at(row) for row in rows]
    back = [backward.at(row) for row in reversed(rows)]
    assert there == back[::-1]
    for row, note in enumerate(there):
        for each in marks:
            if note and note[0][0] in (f"{each.id} only", f"{each.id} first"):
                assert row >= layout.row_of(each.subject.start)
