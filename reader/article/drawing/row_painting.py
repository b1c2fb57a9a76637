"""One row of the page as it is painted: margin, gutter, words in their looks, and the note beside them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment as Drawn
from textual.strip import Strip

from reader.article.drawing.looks import bar, block_look, segment_look
from reader.article.drawing.marks import Marks, SpanIndex
from reader.article.drawing.painting import from_left, gutter, segments
from reader.article.setting.layout import Layout
from reader.drawing import Piece, fit, row
from reader.palette import Palette
from reader.terminal.depth import shown
from store.document import Style
from store.text import Span

GUTTER = 2
"""The cells between the margin and the text, in which claims have their bar.

Where there are few colours the tags of names are told by their signs in the margin, or where there is none in place of
the bar.
"""


class StyleAt(NamedTuple):
    """A style with its span, to be found by it."""

    start: int
    end: int
    style: Style


@dataclass(frozen=True, slots=True)
class Painted:
    """What is painted on the words: cursor is an offset, where the row has it; hits gives those that touch a stretch."""

    marks: Marks
    styles: SpanIndex[StyleAt]
    selection: Span | None = None
    cursor: int | None = None
    hits: Callable[[int, int], Sequence[Span]] | None = None
    focus: Span | None = None
    lit: frozenset[str] = frozenset()


def paint(
    layout: Layout,
    index: int,
    painted: Painted,
    palette: Palette,
    width: int,
    margin: int,
    note: tuple[Piece, ...] | None = None,
    note_at: int = 0,
) -> Strip:
    """A row of a layout in so many cells, the margin before it, and a note from a column on."""
    line = layout.line(index)
    touches = painted.marks.touching(line.start, max(line.end, line.start + 1))
    beside = gutter(line, touches)
    focus = painted.focus
    is_aside = focus is not None and not (line.start < focus.end and focus.start < max(line.end, line.start + 1))
    sign, sign_look = bar(palette, beside, painted.lit, aside=is_aside)
    letters = beside.letters(max(1, margin)) if palette.has_few_colours else ""
    if letters and not margin and not sign:
        sign, sign_look, letters = letters, palette.quiet, ""
    before = letters[:margin].rjust(margin)
    drawn = [
        Drawn(before, palette.quiet if before.strip() else palette.text),
        Drawn(fit(sign, GUTTER), sign_look if sign else palette.text),
    ]
    ground = block_look(palette, layout.blocks[line.block].kind) if line.block >= 0 else palette.text
    if line.indent:
        drawn.append(Drawn(fit(line.marker, line.indent), palette.aside if is_aside else palette.quiet))
    cut = segments(
        layout,
        line,
        touches,
        [each.style for each in painted.styles.touching(line.start, line.end)],
        selection=painted.selection,
        hits=painted.hits(line.start, line.end) if painted.hits is not None else (),
        focus=focus,
        cursor=layout.cluster_at(painted.cursor) if painted.cursor is not None else None,
    )
    places = layout.placed(line) if cut else None
    if places is None:
        for segment in cut:
            look = segment_look(palette, ground, segment, painted.lit)
            drawn.append(Drawn(shown(layout.text[segment.start : segment.end]), look))
    else:
        if places.left:
            drawn.append(Drawn(" " * places.left, palette.text))
        for words, segment in from_left(cut, places):
            drawn.append(Drawn(words, segment_look(palette, ground, segment, painted.lit)))
    if painted.cursor is not None and line.end <= line.start:
        drawn.append(Drawn(" ", palette.cursor))
    strip = Strip(drawn)
    if note is None:
        return strip.adjust_cell_length(width, palette.text)
    room = max(0, width - note_at)
    told = [(text, palette.aside) for text, _ in note] if is_aside else note
    aside = row(told, room, palette.text) if room else Strip([])
    return Strip.join([strip.adjust_cell_length(width - room, palette.text), aside])
