"""A document being set at a width: the rows that are seen at once, the rest in slices while nothing else is to be done.

A page of ten megabytes takes a fifth of a second to set; nobody waits for rows that are out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import Typesetter, blocks_of, cells_of, is_tidy
from store.document import Block, Document

GROUP = 16
"""Blocks that stand together: a window holds whole groups of them, so that what lies beside their rows is whole too."""
_AT_ONCE = 64_000
"""Code points that are set at once: less than a blink."""
_SLICE = 50_000
"""Code points set between two looks at what else is to be done."""
_LOOK = 1_000
"""Blocks looked at between them."""


class Setting:
    """A document at a width (cells) and a measure.

    layout: a window around an offset with at least so many rows on either side, until the whole is set. first_block: the
    index of its first block among the document's. blocks: those of an earlier setting of the same document, which takes
    time to look through.
    """

    def __init__(
        self,
        document: Document,
        width: int,
        measure: int,
        *,
        around: int = 0,
        rows: int = 0,
        blocks: Sequence[Block] | None = None,
    ) -> None:
        self.document = document
        self.blocks = blocks
        self.first_block = 0
        self.is_whole = False
        self._cells = cells_of(width, measure)
        self._typesetter: Typesetter | None = None
        self._seen = 0
        self.layout = self._window(around, rows)

    def _window(self, around: int, rows: int) -> Layout:
        document = self.document
        columns = document.columns
        if len(document.text) <= _AT_ONCE or len(columns) <= GROUP:
            return self.finish()
        first = last = max(0, columns.index_at(around))
        needed, found = rows * self._cells, 0
        while first > 0 and found < needed:
            first -= 1
            found += self._least(first)
        first -= first % GROUP
        found = -self._least(last)  # the words around may be at the end of their block
        while last < len(columns) and found < needed:
            found += self._least(last)
            last += 1
        last = min(len(columns), last + -last % GROUP)
        if columns.ends[last - 1] - columns.starts[first] > len(document.text) // 2:
            return self.finish()
        self.first_block = first
        typesetter = Typesetter(document, self._cells, blocks_of(document, first, last))
        typesetter.set(len(document.text))
        return typesetter.layout

    def _least(self, block: int) -> int:
        """The fewest cells that a block takes, its rows filled."""
        columns = self.document.columns
        return max(self._cells, columns.ends[block] - columns.starts[block])

    def go_on(self) -> bool:
        """Set a slice more; whether the whole is set now."""
        if self.blocks is None:
            self._look_through()
        elif not self.is_whole:
            typesetter = self._whole()
            typesetter.set(_SLICE)
            if typesetter.is_done:
                self._take(typesetter)
        return self.is_whole

    def _look_through(self) -> None:
        """Look at some more blocks, whether they can be taken as they are; where not, all are made anew."""
        first, last = self._seen, min(self._seen + _LOOK, len(self.document.columns))
        if not is_tidy(self.document, first, last):
            self.blocks = blocks_of(self.document)
        elif last == len(self.document.columns):
            self.blocks = self.document.columns
        self._seen = last

    def finish(self) -> Layout:
        """Set all that is not set yet."""
        if not self.is_whole:
            typesetter = self._whole()
            typesetter.set(len(self.document.text) + 1)
            self._take(typesetter)
        return self.layout

    def _whole(self) -> Typesetter:
        if self._typesetter is None:
            if self.blocks is None:
                self.blocks = blocks_of(self.document)
            self._typesetter = Typesetter(self.document, self._cells, self.blocks)
        return self._typesetter

    def _take(self, typesetter: Typesetter) -> None:
        self.layout, self.first_block, self.is_whole = typesetter.layout, 0, True
        self._typesetter = None
