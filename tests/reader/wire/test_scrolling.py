"""The rows that a terminal moves itself are those that are moved, and not what stands around them."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from reader.wire.frame import Frame
from reader.wire.scrolling import Scroll, scroll_between
from tests.reader.wire.screens import frame

OLD = ("head", *(letter * 20 for letter in "abcdef"), "─" * 20, "foot")
NEW = ("head", *(letter * 20 for letter in "cdefx"), "short", "─" * 20, "foot")
"""Two rows up; the last that comes in looks more like the foot than like what stood there."""


def of(rows: tuple[str, ...]) -> Frame:
    return frame([Strip([Segment(row)]).adjust_cell_length(20) for row in rows], 20)


def test_what_stands_below_is_not_moved_for_a_row_that_looks_a_little_like_it() -> None:
    scroll = scroll_between(of(OLD), of(NEW))
    assert scroll is not None
    assert (scroll.top, scroll.bottom, scroll.rows) == (1, 7, 2)


def test_nor_what_stands_above_where_rows_move_down() -> None:
    scroll = scroll_between(of(OLD[::-1]), of(NEW[::-1]))
    assert scroll is not None
    assert (scroll.top, scroll.bottom, scroll.rows) == (2, 8, -2)


def test_a_few_cells_are_not_worth_a_scroll() -> None:
    assert scroll_between(of(("a", "b", "c")), of(("b", "c", "d"))) is None
    assert scroll_between(of(OLD), of(OLD)) is None


def test_a_row_that_is_written_anyway_may_scroll_too() -> None:
    old, new = ([f"{letter * 44}|{letter * 3}" for letter in letters] for letters in ("abcdefg", "bcdefgh"))
    screens = [frame([Strip([Segment(row)]) for row in rows], 48) for rows in (old, new)]
    for rows, first, longer in ((1, (0, 6), (0, 7)), (-1, (1, 7), (0, 7))):
        scroll = Scroll(*first, rows, 200)
        assert [(each.top, each.bottom) for each in scroll.or_longer(*screens)] == [first, longer]
    beside = Scroll(1, 7, 2, 200)
    assert [*beside.or_longer(of(OLD), of(NEW))] == [beside], "the rule below stays as it is"
