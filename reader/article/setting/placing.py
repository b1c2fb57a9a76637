"""Where the grapheme clusters of one row stand when they are not one cell each from left to right. Pure.

Words are wrapped in reading order; a row is put in the order of the screen after that, by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reader.article.setting.wrapping import clusters
from reader.terminal.bidi import is_reordered, mirrored, visual_order
from reader.terminal.depth import shown


class Placed(NamedTuple):
    """A grapheme cluster: its code points and its cells, both from the beginning of the words of the row.

    shown: as it is drawn. As many code points as it has.
    """

    start: int
    end: int
    column: int
    width: int
    shown: str


class PlacedRow(NamedTuple):
    """The clusters of a row in the order in which they are read, and their indices from left to right.

    left: the empty cells left of the first; leftwards: whether the paragraph reads from right to left.
    """

    clusters: tuple[Placed, ...]
    order: tuple[int, ...]
    left: int
    leftwards: bool

    def index_of(self, offset: int) -> int:
        """The cluster in which a code point lies; that behind the last is the number of clusters."""
        return next((index for index, each in enumerate(self.clusters) if each.end > offset), len(self.clusters))

    def start_at(self, column: int) -> int:
        """The code point at which the cluster at a cell begins; the outermost one beside the words."""
        found = self.clusters[self.order[0]]
        for index in self.order:
            each = self.clusters[index]
            if each.column > column:
                break
            found = each
        return found.start

    def column_of(self, offset: int) -> int:
        """The cell of a code point; of one behind the words, the cell that comes next in reading order."""
        index = self.index_of(offset)
        if index < len(self.clusters):
            return self.clusters[index].column
        if self.leftwards:
            return max(0, self.left - 1)
        return self.left + sum(each.width for each in self.clusters)


@lru_cache(maxsize=512)
def placed(words: str, leftwards: bool, cells: int) -> PlacedRow:
    """The words of a row in so many cells; those of a paragraph that reads from right to left end at the last."""
    found = list(clusters(words, 0, len(words)))
    drawn = shown(words)
    written = [drawn[start:end] for start, end, _ in found]
    if leftwards or is_reordered(drawn):
        order = visual_order(written, leftwards)
    else:
        order = [(index, False) for index in range(len(found))]
    left = max(0, cells - sum(width for _, _, width in found)) if leftwards else 0
    columns = [0] * len(found)
    column = left
    for index, is_turned in order:
        columns[index] = column
        column += found[index][2]
        if is_turned:
            written[index] = mirrored(written[index])
    return PlacedRow(
        tuple(
            Placed(start, end, column, width, signs)
            for (start, end, width), column, signs in zip(found, columns, written, strict=True)
        ),
        tuple(index for index, _ in order),
        left,
        leftwards,
    )
