"""The notes in the margin: each at the first row of its mark, or under those that came before it. Pure.

They are placed for a group of blocks at a time, so that scrolling through a long text looks only at what is near, and
so that a note stands where it stands however the page came there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reader.article.drawing.marks import Marks
from reader.article.setting.layout import Layout
from reader.article.setting.window import GROUP
from reader.drawing import Piece
from reader.palette import Palette

Label = tuple[tuple[Piece, ...], ...]
"""The rows that tell of a mark."""
Labels = Callable[[Sequence[str]], Mapping[str, Label]]
"""What stands beside marks, by their identifiers."""


class Margin:
    """What stands beside the rows of a layout; first_block: the index of its first block in the document."""

    def __init__(self, layout: Layout, first_block: int, marks: Marks, labels: Labels, palette: Palette) -> None:
        self._layout = layout
        self._first_block = first_block
        self._marks = marks
        self._labels = labels
        self._palette = palette
        self._groups: dict[int, dict[int, tuple[Piece, ...]]] = {}

    def at(self, row: int) -> tuple[Piece, ...] | None:
        """The note beside a row."""
        block = self._layout.block_of_row(row)
        if block < 0:
            return None
        group = (block + self._first_block) // GROUP
        if group not in self._groups:
            self._groups[group] = self._place(group)
        return self._groups[group].get(row)

    def _place(self, group: int) -> dict[int, tuple[Piece, ...]]:
        layout = self._layout
        first = max(0, group * GROUP - self._first_block)
        last = min(len(layout.blocks), (group + 1) * GROUP - self._first_block)
        is_end = last == len(layout.blocks)
        start = layout.blocks[first].span.start
        end = len(layout.text) if is_end else layout.blocks[last].span.start
        limit = layout.height if is_end else layout.first_row(last)
        touching = {touch.mark.id: touch.mark for touch in self._marks.touching(start, end)}
        marks = sorted(
            (mark for mark in touching.values() if start <= mark.subject.start < end),
            key=lambda mark: (mark.subject.start, -mark.subject.end, mark.id),
        )
        labels = self._labels([mark.id for mark in marks]) if marks else {}
        placed: dict[int, tuple[Piece, ...]] = {}
        free, without = layout.first_row(first), 0
        for mark in marks:
            label = labels.get(mark.id, ())
            row = max(layout.row_of(mark.subject.start), free)
            if row + len(label) > limit:
                without += bool(label)
                continue
            for each in label:
                placed[row] = each
                row += 1
            free = max(free, row)
        if without:
            placed[limit - 1] = ((f"  and {without} more", self._palette.faint),)
        return placed
