"""Where a cursor goes: each motion takes a layout, a stop and a count and gives a stop. Pure, moves nothing itself.

Offsets are code points. Every motion gives a stop of the layout (see reader.article.setting.layout); one that can go no
further gives the first or the last stop. An offset that is no stop is first brought to the nearest one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reader.article.setting.layout import Layout
from store.text import sentences, snap, words

Motion = Callable[[Layout, int, int], int]

# How far back the beginning of a word or a sentence is looked for at first; doubled until one is found.
_REACH = 2048


# --- the ends of the text ----------------------------------------------------------------------------------------


def text_start(layout: Layout, _offset: int = 0, _count: int = 1) -> int:
    """The first stop."""
    return layout.stops(0)[0]


def text_end(layout: Layout, _offset: int = 0, _count: int = 1) -> int:
    """The last stop."""
    return layout.stops(layout.height - 1)[-1]


# --- characters and rows -----------------------------------------------------------------------------------------


def right(layout: Layout, offset: int, count: int = 1) -> int:
    """The stop that many grapheme clusters on in reading order, as in vim, across rows and blocks."""
    at = layout.nearest_stop(offset)
    row = layout.row_of(at)
    while count > 0:
        stops = layout.stops(row)
        index = stops.index(at) + count
        if index < len(stops):
            return stops[index]
        count = index - len(stops)
        following = _inside(layout, row + 1, 1)
        if following < 0:
            return stops[-1]
        row = following
        at = layout.line(row).start
    return at


def left(layout: Layout, offset: int, count: int = 1) -> int:
    """The stop that many grapheme clusters back in reading order, across rows and blocks."""
    at = layout.nearest_stop(offset)
    row = layout.row_of(at)
    while count > 0:
        stops = layout.stops(row)
        index = stops.index(at) - count
        if index >= 0:
            return stops[index]
        count = -index - 1
        above = _inside(layout, row - 1, -1)
        if above < 0:
            return stops[0]
        row = above
        at = layout.stops(row)[-1]
    return at


def by_rows(layout: Layout, offset: int, count: int, goal: int | None = None) -> tuple[int, int]:
    """The stop that many rows on (back, where count is negative), and the column (cells) to hand in again.

    goal is the column that the last of these motions gave, None after any other motion. Empty rows between blocks
    count but hold no stop: the motion goes on to the next row in its direction, and turns where there is none.
    """
    at = layout.nearest_stop(offset)
    column = layout.column_of(at) if goal is None else goal
    if not count:
        return at, column
    start = layout.row_of(at)
    step = 1 if count > 0 else -1
    row = _inside(layout, max(0, min(start + count, layout.height - 1)), step)
    return layout.offset_at(row if row >= 0 else start, column), column


def down(layout: Layout, offset: int, count: int = 1, goal: int | None = None) -> tuple[int, int]:
    """The stop that many rows with words further down, and the column to hand in again."""
    return _step_rows(layout, offset, count, 1, goal)


def up(layout: Layout, offset: int, count: int = 1, goal: int | None = None) -> tuple[int, int]:
    """The stop that many rows with words further up, and the column to hand in again."""
    return _step_rows(layout, offset, count, -1, goal)


def _step_rows(layout: Layout, offset: int, count: int, step: int, goal: int | None) -> tuple[int, int]:
    at = layout.nearest_stop(offset)
    column = layout.column_of(at) if goal is None else goal
    row = layout.row_of(at)
    for _ in range(count):
        following = _inside(layout, row + step, step)
        if following < 0:
            break
        row = following
    return layout.offset_at(row, column), column


def into_rows(layout: Layout, offset: int, first: int, last: int, goal: int | None = None) -> tuple[int, int]:
    """The stop nearest to an offset on a row from first to last, and the column to hand in again.

    Where there is no stop on those rows, that of the next row behind or before them.
    """
    at = layout.nearest_stop(offset)
    column = layout.column_of(at) if goal is None else goal
    row = layout.row_of(at)
    if first <= row <= last:
        return at, column
    edge, step = (first, 1) if row < first else (last, -1)
    found = _inside(layout, max(0, min(edge, layout.height - 1)), step)
    return layout.offset_at(found if found >= 0 else row, column), column


def _inside(layout: Layout, row: int, step: int) -> int:
    """The nearest row inside a block from one row on in a direction; -1 where there is none."""
    while 0 <= row < layout.height:
        if layout.line(row).block >= 0:
            return row
        row += step
    return -1


def row_start(layout: Layout, offset: int, _count: int = 1) -> int:
    """The first stop of the row."""
    return layout.line(layout.row_of(layout.nearest_stop(offset))).start


def row_end(layout: Layout, offset: int, count: int = 1) -> int:
    """The last stop of the row, or of the row count - 1 rows further down."""
    at, _ = down(layout, offset, count - 1)
    return layout.stops(layout.row_of(at))[-1]


# --- words -------------------------------------------------------------------------------------------------------


def word_forward(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the word that many words on; punctuation is no word."""
    at = layout.nearest_stop(offset)
    return _forward(layout, at, count, (word.start for word in words(layout.text, _outside_word(layout, at))))


def word_end(layout: Layout, offset: int, count: int = 1) -> int:
    """The last grapheme cluster of the word, or where it is there already, of that many words on."""
    at = layout.nearest_stop(offset)
    return _forward(layout, at, count, (word.end - 1 for word in words(layout.text, _outside_word(layout, at))))


def word_back(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the word, or where it is there already, of that many words before."""
    at = layout.nearest_stop(offset)
    return _back(layout, at, count, _word_starts_before(layout, at))


def _outside_word(layout: Layout, offset: int) -> int:
    """A place at or before an offset where no word is cut (but for one longer than the reach)."""
    floor = max(0, offset - _REACH)
    return max(layout.text.rfind(" ", floor, offset), layout.text.rfind("\n", floor, offset), floor - 1) + 1


def _word_starts_before(layout: Layout, offset: int) -> Iterator[int]:
    """Where the words before an offset begin, the nearest first."""
    end = offset
    reach = 128
    while end > 0:
        floor = _outside_word(layout, max(0, end - reach))
        found = []
        for word in words(layout.text, floor):
            if word.start >= end:
                break
            found.append(word.start)
        yield from reversed(found)
        end = floor
        reach = _REACH


# --- sentences and blocks ----------------------------------------------------------------------------------------


def sentence_forward(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the sentence that many sentences on; a block begins a sentence."""
    at = layout.nearest_stop(offset)
    return _forward(layout, at, count, _sentence_starts_from(layout, at))


def sentence_back(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the sentence, or where it is there already, of that many sentences before."""
    at = layout.nearest_stop(offset)
    return _back(layout, at, count, _sentence_starts_before(layout, at))


def block_forward(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the block that many blocks on."""
    at = layout.nearest_stop(offset)
    index = layout.block_of(at) + count
    return layout.nearest_stop(layout.blocks[index].span.start) if index < len(layout.blocks) else text_end(layout)


def block_back(layout: Layout, offset: int, count: int = 1) -> int:
    """The beginning of the block, or where it is there already, of that many blocks before."""
    at = layout.nearest_stop(offset)
    index = layout.block_of(at)
    if index >= 0 and at == layout.blocks[index].span.start:
        index -= 1
    index -= count - 1
    return layout.nearest_stop(layout.blocks[index].span.start) if index >= 0 else text_start(layout)


def _sentence_starts_from(layout: Layout, offset: int) -> Iterator[int]:
    """Where sentences begin, from one that begins at or before an offset on."""
    index = max(0, layout.block_of(offset))
    floor = offset - _REACH
    for at in range(index, len(layout.blocks)):
        block = layout.blocks[at].span
        for sentence in sentences(layout.text, max(block.start, floor), block.end):
            yield sentence.start


def _sentence_starts_before(layout: Layout, offset: int) -> Iterator[int]:
    """Where the sentences before an offset begin, the nearest first."""
    end = offset
    for index in range(layout.block_of(offset), -1, -1):
        block = layout.blocks[index].span
        reach = _REACH
        while end > block.start:
            floor = max(block.start, end - reach)
            found = []
            for sentence in sentences(layout.text, floor, block.end):
                if sentence.start >= end:
                    break
                found.append(sentence.start)
            if floor > block.start:
                found = found[1:]  # where the look began is no beginning
            yield from reversed(found)
            if floor == block.start:
                break
            end = found[0] if found else end
            reach *= 2
        end = block.start


# --- taking the next or the one before ---------------------------------------------------------------------------


def _forward(layout: Layout, offset: int, count: int, places: Iterable[int]) -> int:
    """The stop of the place that many places behind an offset; the last stop where there are fewer."""
    for place in places:
        if snap(layout.text, place) > offset:
            count -= 1
            if count <= 0 and (stop := layout.nearest_stop(place)) > offset:
                return stop
    return text_end(layout)


def _back(layout: Layout, offset: int, count: int, places: Iterable[int]) -> int:
    """The stop of the place that many places before an offset, nearest first; the first stop where there are fewer."""
    for place in places:
        count -= 1
        if count <= 0 and (stop := layout.nearest_stop(place)) < offset:
            return stop
    return text_start(layout)
