"""The page on the screen: keeps the rows that can be seen, and repaints only those that look different.

Decides nothing about keys or marks; the screen tells it where the cursor is and what is selected or lit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.article.drawing.margin import Label, Labels, Margin
from reader.article.drawing.marks import Marks, SpanIndex
from reader.article.drawing.pointing import PointedWidget
from reader.article.drawing.row_painting import GUTTER, Painted, StyleAt, paint
from reader.article.moving.selection import Selection
from reader.article.setting.layout import Layout
from reader.article.setting.window import Setting
from reader.drawing import row as blank
from reader.palette import Palette
from store.document import BlockKind, Document
from store.text import Span

MEASURE = 72
"""The most cells of a line that is read, unless a person wants it otherwise."""
_NOTES_FROM = 30
"""The fewest cells beside the text in which notes are shown."""
MARGIN_ROWS = 2
"""Rows kept in sight above and below the cursor."""
_REST_SECONDS = 0.2
"""How long what is seen is left to be sent before the rest of a long text is set."""
_LEAST = 8
"""The fewest cells of a line."""


def _no_labels(_identifiers: Sequence[str]) -> Mapping[str, Label]:
    return {}


class ArticleView(PointedWidget, can_focus=True):
    """The text of an article with its marks, a cursor and a selection."""

    class Resized(Message):
        """The rows are new: the page has another width or height."""

    def __init__(self, palette: Palette, measure: int = MEASURE) -> None:
        super().__init__()
        self.palette = palette
        self.measure = measure
        self.document = Document("")
        self.marks = Marks()
        self.cursor = 0
        self.selection: Selection | None = None
        self.lit: frozenset[str] = frozenset()
        self.focused: Span | None = None
        self._setting = Setting(self.document, measure, measure)
        self._labels: Labels = _no_labels
        self._margin: Margin | None = None
        self._hits: Callable[[int, int], Sequence[Span]] | None = None
        self._styles: SpanIndex[StyleAt] = SpanIndex(())
        self._shows_cursor = True
        self._strips: dict[int, Strip] = {}
        self._width = 0
        self._height = 0
        self._is_opening = False

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Layout:
        """The rows of the whole text; those that are not set yet are set now."""
        if not self._setting.is_whole:
            window, first_block = self._setting.layout, self._setting.first_block
            self._setting.finish()
            self._take_whole(window, first_block)
        return self._setting.layout

    def show(self, document: Document, marks: Marks, cursor: int) -> None:
        """Show a document from the row of the cursor on."""
        self.document = document
        self._styles = SpanIndex(StyleAt(each.span.start, each.span.end, each) for each in document.styles)
        self.marks = marks
        self.selection = None
        self.lit = frozenset()
        self._width = self._width or self.app.size.width
        self._set(around=cursor)
        self.cursor = self._setting.layout.nearest_stop(cursor)
        self._is_opening = True
        self.keep_cursor_in_sight()

    def set_marks(self, marks: Marks, labels: Labels) -> None:
        """Show these marks; labels gives what stands beside them."""
        self.marks, self._labels = marks, labels
        self._place_notes()
        self._repaint()

    def light(self, ids: Iterable[str]) -> None:
        """Light up the marks in hand."""
        new = frozenset(ids)
        changed = self.lit ^ new
        self.lit = new
        known = [mark for each in changed if (mark := self.marks.get(each)) is not None]
        self._repaint(self._rows_of(piece.span for mark in known for piece in mark.pieces))

    def show_hits(self, hits: Callable[[int, int], Sequence[Span]] | None) -> None:
        """Show what was searched for; hits gives the spans found that touch a stretch (code points), None: nothing was."""
        self._hits = hits
        self._repaint()

    def show_cursor(self, shown: bool) -> None:
        """Show the cursor, or hide it while the page is only scrolled."""
        if shown != self._shows_cursor:
            self._shows_cursor = shown
            self._repaint_cursor()

    def focus_on(self, span: Span | None) -> None:
        """Dim all but this span; None dims nothing."""
        if span != self.focused:
            before, self.focused = self.focused, span
            both = (each for each in (before, span) if each is not None)
            self._repaint(self._rows_of(both) if before and span else None)

    def set_measure(self, cells: int) -> None:
        """Show lines of at most that many cells; the row at the top stays where it is."""
        if cells != self.measure:
            self.measure = cells
            self._set_again()

    @property
    def shows_cursor(self) -> bool:
        """Whether there is a cursor, or the page is only scrolled."""
        return self._shows_cursor

    def move(self, cursor: int, selection: Selection | None, *, margin: bool = True) -> None:
        """Put the cursor and the selection somewhere; the page scrolls only as far as the cursor needs.

        margin: some rows above and below it are brought into sight too, but none while it is in sight already and comes
        no nearer to that edge.
        """
        rows = self.rows
        before, after = rows.row_of(self.cursor), rows.row_of(cursor)
        changed = {before, after}
        if selection != self.selection:
            text = self.document.text
            changed |= self._rows_of(_between(text, self.selection, selection))
        self.cursor, self.selection = cursor, selection
        self._repaint(changed)
        is_lost = not self.top_row <= after < self.top_row + self.size.height
        above, below = margin and (is_lost or after < before), margin and (is_lost or after > before)
        self.keep_cursor_in_sight(above=above, below=below)

    def keep_cursor_in_sight(self, *, above: bool = True, below: bool = True) -> None:
        """Scroll as little as is needed; on opening its row comes a third from the top, to the top if it is hidden."""
        height = self.size.height
        if height <= 0 or not (self._shows_cursor or self._is_opening):
            return
        layout = self._setting.layout if self._is_near(self.cursor) else self.rows
        row, keep, top = layout.row_of(self.cursor), min(MARGIN_ROWS, (height - 1) // 2), self.top_row
        if self._is_opening and not self._shows_cursor:
            self._is_opening = False
            top = row
        elif self._is_opening:
            self._is_opening = False
            top = 0 if self._setting.first_block == 0 and row < height - keep else row - height // 3
        elif row < top + keep * above:
            top = row - keep * above
        elif row > top + height - 1 - keep * below:
            top = row - height + 1 + keep * below
        self.scroll_rows_to(top)

    def scroll_rows_to(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        top = max(0, min(top, self._setting.layout.height - self.size.height))
        if top != self.top_row:
            self.top_row = top
            self.refresh()
            if not self._shows_cursor:
                self.post_message(self.Scrolled())

    def is_in_sight(self, offset: int) -> bool:
        """Whether the cursor can stand at an offset without scrolling."""
        height, whole = self.size.height, self.rows.height
        row = self.rows.row_of(offset) - self.top_row
        return MARGIN_ROWS <= row < height - MARGIN_ROWS or 0 <= row < height == max(height, whole)

    @property
    def sight(self) -> Span:
        """The stretch of the text whose rows can be seen."""
        layout = self._setting.layout
        last = min(self.top_row + max(1, self.size.height), layout.height) - 1
        start = layout.line(min(self.top_row, last)).start
        return Span(start, max(start, layout.line(last).next))

    @property
    def title_in_sight(self) -> bool:
        """Whether the title block of the text can be seen."""
        columns, setting = self.document.columns, self._setting
        if setting.first_block > 0 or not columns or columns[0].kind is not BlockKind.TITLE:
            return False
        return self.top_row <= setting.layout.row_of(max(0, columns.ends[0] - 1))

    @property
    def margin(self) -> int:
        """The empty cells at the left edge."""
        return self.margin_in(self._width)

    def margin_in(self, width: int) -> int:
        """The empty cells at the left edge of a page that is so wide: more of them on a wide terminal."""
        return max(0, min(6, (width - self.measure - GUTTER) // 3))

    @property
    def notes_at(self) -> int | None:
        """The column at which notes stand beside the text; None where there is no room."""
        column = self.margin + GUTTER + self.measure + 2
        return column if self._width - column >= _NOTES_FROM else None

    # --- setting ----------------------------------------------------------------------------------------------------

    def on_resize(self, _event: events.Resize) -> None:
        """Say that there is room for other rows."""
        self._fit()
        self.post_message(self.Resized())

    def _fit(self) -> None:
        """Set the rows for another size, where it is another, and keep the row at the top where it was.

        Done before the first row of that size is drawn, so that nothing is sent twice.
        """
        width, height = self.size
        if (width, height) == (self._width, self._height):
            return
        was_in_sight = self._is_opening or self._is_row_in_sight(self.cursor, self._height)
        self._height = height
        if width != self._width:
            self._width = width
            self._set_again()
        self.scroll_rows_to(self.top_row)
        if was_in_sight:
            self.keep_cursor_in_sight()

    def _is_row_in_sight(self, offset: int, height: int) -> bool:
        if not self._is_near(offset):
            return False
        return 0 <= self._setting.layout.row_of(offset) - self.top_row < max(1, height)

    def _set_again(self) -> None:
        layout = self._setting.layout
        first = layout.line(min(self.top_row, layout.height - 1)).start
        is_at_start = self.top_row == 0 and self._setting.first_block == 0
        self._set(around=first)
        self.top_row = 0 if is_at_start else self._setting.layout.row_of(first)

    def _set(self, *, around: int) -> None:
        """Set what is seen around an offset at once, and the rest when nothing else is to be done."""
        blocks = self._setting.blocks if self._setting.document is self.document else None
        room = max(_LEAST, self._width - self.margin - GUTTER - 1)
        tall = 2 * max(self.size.height, self.app.size.height)
        self._setting = Setting(self.document, room, self.measure, around=around, rows=tall, blocks=blocks)
        self._strips.clear()
        self._place_notes()
        self.refresh()
        if not self._setting.is_whole:
            self.run_worker(self._set_rest(self._setting), group="setting", exclusive=True, exit_on_error=True)

    async def _set_rest(self, setting: Setting) -> None:
        window, first_block = setting.layout, setting.first_block
        await asyncio.sleep(_REST_SECONDS)
        while not setting.is_whole:
            if setting.go_on():
                self._take_whole(window, first_block)
            await asyncio.sleep(0)

    def _take_whole(self, window: Layout, first_block: int) -> None:
        """The rows are what they were, but counted from the start of the text; nothing on the screen changes."""
        whole = self._setting.layout
        start = window.blocks[0].span.start
        shift = whole.first_row(whole.block_of(start)) - window.first_row(0) if first_block else 0
        self.top_row += shift
        self._strips = {row + shift: strip for row, strip in self._strips.items()}
        self._place_notes()

    def _is_near(self, offset: int) -> bool:
        """Whether the row of an offset is set."""
        setting = self._setting
        if setting.is_whole:
            return True
        blocks = setting.layout.blocks
        return blocks[0].span.start <= offset < blocks[-1].span.end

    def _place_notes(self) -> None:
        setting = self._setting
        if self.notes_at is None:
            self._margin = None
        else:
            self._margin = Margin(setting.layout, setting.first_block, self.marks, self._labels, self.palette)

    # --- drawing ----------------------------------------------------------------------------------------------------

    def _rows_of(self, spans: Iterable[Span]) -> set[int]:
        """The rows of some spans, of those that are kept; a long span costs no more than the screen."""
        layout, kept = self._setting.layout, self._strips.keys()
        rows: set[int] = set()
        for span in spans:
            first, last = layout.row_of(span.start), layout.row_of(max(span.start, span.end - 1))
            rows.update(row for row in kept if first <= row <= last)
        return rows

    def _repaint(self, rows: Iterable[int] | None = None) -> None:
        """Draw rows anew (None: all) and send those in sight that look different; the others are forgotten."""
        before = self._strips
        if rows is None:
            self._strips = {}
            rows = before.keys()
        else:
            self._strips = {row: strip for row, strip in before.items() if row not in rows}
        width = self.size.width
        for row in [row for row in rows if row in before]:
            y = row - self.top_row
            if 0 <= y < self.size.height and self.render_line(y) != before[row]:
                self.refresh(Region(0, y, width, 1))

    def repaint(self) -> None:
        """Draw every row anew: colours have changed."""
        self._strips.clear()
        self._place_notes()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, the filters of the application applied as Textual does.

        Textual's own way takes five times as long for each row, most of it to find that there is no border, no padding
        and no opacity to add.
        """
        filters, background = self.get_line_filters(), self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip)
        is_whole = crop.column_span == (0, self.size.width)
        return strips if is_whole else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        self._fit()
        row, width = self.top_row + y, self.size.width
        strip = self._strips.get(row)
        if strip is None or strip.cell_length != width:
            if len(self._strips) > 4 * max(24, self.size.height):
                self._strips.clear()
            strip = self._strips[row] = self._draw(row, width)
        return strip

    def _draw(self, row: int, width: int) -> Strip:
        layout = self._setting.layout
        if row >= layout.height:
            return blank([], width, self.palette.text)
        text = self.document.text
        is_in_row = self.has_focus and self._shows_cursor and layout.row_of(self.cursor) == row
        painted = Painted(
            marks=self.marks,
            styles=self._styles,
            selection=self.selection.span(text) if self.selection else None,
            cursor=self.cursor if is_in_row and self._is_near(self.cursor) else None,
            hits=self._hits,
            focus=self.focused,
            lit=self.lit,
        )
        note = self._margin.at(row) if self._margin is not None else None
        return paint(layout, row, painted, self.palette, width, self.margin, note, self.notes_at or 0)

    def offset_under(self, x: int, y: int) -> int:
        """Where the cursor can stand nearest to a cell."""
        rows = self.rows
        row = self.top_row + max(0, min(y, self.size.height - 1))
        return rows.nearest_stop(rows.offset_at(row, max(0, x - self.margin - GUTTER)))

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint_cursor()

    def on_blur(self) -> None:
        """Hide the cursor while keys go elsewhere."""
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        self._repaint([self._setting.layout.row_of(self.cursor)])


def _between(text: str, one: Selection | None, other: Selection | None) -> list[Span]:
    """The stretches in which two selections differ."""
    if one is None or other is None:
        return [each.span(text) for each in (one, other) if each is not None]
    first, second = one.span(text), other.span(text)
    starts, ends = sorted((first.start, second.start)), sorted((first.end, second.end))
    return [Span(*starts), Span(*ends)]
