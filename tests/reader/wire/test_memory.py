"""What the terminal shows is remembered over whole and partial updates, and forgotten when asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from reader.wire.memory import Memory
from tests.reader.wire.screens import Rows, Terminal, frame, layout, two_screens


def fragments(rows: Rows, cut: int, drawn: dict[int, tuple[bool, bool]], width: int) -> ChopsUpdate:
    """Rows cut in two at a column, of which only some were drawn (by row: left, right)."""
    chops: list[dict[int, Strip | None]] = []
    for y, strip in enumerate(rows):
        left, right = drawn.get(y, (False, False))
        chops.append({0: strip.crop(0, cut) if left else None, cut: strip.crop(cut, width) if right else None})
    return ChopsUpdate(chops, [(y, 0, width) for y in sorted(drawn)], [[cut, width]] * len(rows))


@settings(max_examples=35, deadline=None)
@given(screens=two_screens(), data=st.data())
def test_fragments_change_what_they_cover_and_nothing_else(
    screens: tuple[int, Rows, Rows], data: st.DataObject
) -> None:
    width, old, new = screens
    if width < 2:
        return
    cut = data.draw(st.integers(1, width - 1))
    sides = st.tuples(st.booleans(), st.booleans())
    drawn = data.draw(st.dictionaries(st.integers(0, len(old) - 1), sides, min_size=1))
    memory, terminal, alone = Memory(ColorSystem.TRUECOLOR), Terminal(width, len(old)), Terminal(width, len(old))
    terminal.feed(memory.sequence(layout(old, width)))
    terminal.feed(memory.sequence(fragments(new, cut, drawn, width)))
    assert memory.frame is not None
    for y, row in enumerate(memory.frame.rows):
        assert len(row) == width
        assert all(cell.at == 0 or row[x - 1].at == cell.at - 1 for x, cell in enumerate(row))
        if drawn.get(y) == (True, True):
            # Each by itself: a cluster that is cut may leave a mark without its letter at the edge.
            left, right = frame([new[y].crop(0, cut)], cut), frame([new[y].crop(cut, width)], width - cut)
            assert row == left.rows[0] + right.rows[0]
        elif y not in drawn:
            assert row == frame([old[y]], width).rows[0]
    memory.forget()
    again = layout(
        [Strip([Segment("x" * width, Style.parse("red"))])] * len(old), width
    )  # everything anew after something unknown
    alone.feed(memory.sequence(again))
    assert all(look[0] == "x" for row in alone.looks for look in row)


def test_a_fragment_outside_of_what_is_to_be_drawn_is_left() -> None:
    memory = Memory(ColorSystem.TRUECOLOR)
    memory.sequence(layout([Strip([Segment("abcd")])], 4))
    part: list[dict[int, Strip | None]] = [{0: Strip([Segment("xx")]), 2: Strip([Segment("yy")])}]
    assert memory.sequence(ChopsUpdate(part, [(0, 2, 4)], [[2, 4]])) == "\x1b[1;3Hyy"


def test_the_same_again_is_nothing_until_it_is_forgotten() -> None:
    memory = Memory(ColorSystem.TRUECOLOR)
    update = layout([Strip([Segment("ab")])], 2)
    sizes, sequences = [memory.size], [memory.sequence(update), memory.sequence(update)]
    sizes.append(memory.size)
    memory.forget()
    sizes.append(memory.size)
    sequences.append(memory.sequence(update))
    assert sizes == [None, (2, 1), None]
    assert sequences == ["\x1b[Hab", "", "\x1b[Hab"]


def test_a_part_alone_cannot_be_drawn_where_nothing_is_known() -> None:
    with pytest.raises(ValueError, match="nothing is known"):
        Memory(ColorSystem.TRUECOLOR).sequence(ChopsUpdate([{0: None}], [(0, 0, 1)], [[1]]))
