"""The page on the screen: draws the rows that can be seen from layout and marks, and repaints only those that change.

Decides nothing about keys or marks; the screen tells it where the cursor is and what is selected or lit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.segment import Segment as Drawn
from rich.style import Style as Look
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.article.layout import lay_out
from reader.article.looks import block_look, segment_look
from reader.article.painting import Marks, SpanIndex, gutter, segments
from reader.article.selection import Selection
from reader.drawing import Piece, fit
from reader.palette import Palette
from reader.terminal import shown
from store.document import BlockKind, Document, Style
from store.text import Span

MEASURE = 72
"""The most cells of a line that is read."""
GUTTER = 2
"""The cells between the margin and the text, in which claims have their bar."""
_NOTES_FROM = 30
"""The fewest cells beside the text in which notes are shown."""
_KEEP = 2
"""Rows kept in sight above and below the cursor."""


class ArticleView(ScrollView, can_focus=True):
    """The text of an article with its marks, a cursor and a selection."""

    DEFAULT_CSS = "ArticleView { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; }"

    class Pointed(Message):
        """The mouse named a place: offset, and where from (dragging), and how many clicks in a row."""

        def __init__(self, offset: int, anchor: int | None, clicks: int) -> None:
            self.offset = offset
            self.anchor = anchor
            self.clicks = clicks
            super().__init__()

    class Resized(Message):
        """The rows are new: the page has another width."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.document = Document("")
        self.rows = lay_out(self.document, MEASURE)
        self.marks = Marks(())
        self.cursor = 0
        self.selection: Selection | None = None
        self.lit: frozenset[str] = frozenset()
        self._shown = ""
        self._styles: SpanIndex[Style] = SpanIndex(())
        self._labels: Mapping[str, tuple[tuple[Piece, ...], ...]] = {}
        self._notes: dict[int, tuple[Piece, ...]] = {}
        self._strips: dict[int, Strip] = {}
        self._width = 0
        self._dragged_from: int | None = None

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show(self, document: Document, marks: Marks, cursor: int) -> None:
        """Show a document from the row of the cursor on."""
        self.document = document
        self._shown = shown(document.text)
        self._styles = SpanIndex((style.span, style) for style in document.styles)
        self.marks = marks
        self.selection = None
        self.lit = frozenset()
        self._lay_out()
        self.cursor = self.rows.nearest_stop(cursor)
        self.keep_cursor_in_sight(at_rest=True)

    def set_marks(self, marks: Marks, labels: Mapping[str, tuple[tuple[Piece, ...], ...]]) -> None:
        """Show these marks; only rows that look different are drawn again."""
        old, self.marks, self._labels = self.marks, marks, labels
        changed = [m for m in old.by_id.values() if marks.by_id.get(m.id) != m]
        changed += [m for m in marks.by_id.values() if old.by_id.get(m.id) != m]
        before = self._notes
        self._notes = self._place_notes()
        self._repaint(self._rows_of(piece.span for mark in changed for piece in mark.pieces))
        self._repaint({row for row in before.keys() | self._notes.keys() if before.get(row) != self._notes.get(row)})

    def light(self, ids: Iterable[str]) -> None:
        """Light up the marks in hand."""
        new = frozenset(ids)
        changed = self.lit ^ new
        self.lit = new
        known = [self.marks.by_id[each] for each in changed if each in self.marks.by_id]
        self._repaint(self._rows_of(piece.span for mark in known for piece in mark.pieces))

    def move(self, cursor: int, selection: Selection | None) -> None:
        """Put the cursor and the selection somewhere; the page scrolls only as far as the cursor needs."""
        rows = {self.rows.row_of(self.cursor), self.rows.row_of(cursor)}
        text = self.document.text
        if selection != self.selection:
            spans = [each.span(text) for each in (self.selection, selection) if each is not None]
            rows |= self._rows_of(spans)
        self.cursor, self.selection = cursor, selection
        self._repaint(rows)
        self.keep_cursor_in_sight()

    def keep_cursor_in_sight(self, *, at_rest: bool = False) -> None:
        """Scroll as little as is needed; at_rest: to where a page is opened, the cursor's row a third from the top."""
        height = self.size.height
        if height <= 0:
            return
        row = self.rows.row_of(self.cursor)
        top = round(self.scroll_offset.y)
        keep = min(_KEEP, (height - 1) // 2)
        if at_rest:
            top = 0 if row < height - keep else row - height // 3
        elif row < top + keep:
            top = row - keep
        elif row > top + height - 1 - keep:
            top = row - height + 1 + keep
        self.scroll_rows_to(top)

    def scroll_rows_to(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        top = max(0, min(top, self.virtual_size.height - self.size.height))
        if top != round(self.scroll_offset.y):
            self.scroll_to(y=top, animate=False, immediate=True, force=True)

    @property
    def top_row(self) -> int:
        """The first row that is seen."""
        return round(self.scroll_offset.y)

    def is_in_sight(self, offset: int) -> bool:
        """Whether the cursor can stand at an offset without scrolling."""
        row = self.rows.row_of(offset) - self.top_row
        return _KEEP <= row < self.size.height - _KEEP or 0 <= row < self.size.height == self.virtual_size.height

    @property
    def title_in_sight(self) -> bool:
        """Whether the title block of the text can be seen."""
        blocks = self.rows.blocks
        return (
            bool(blocks) and blocks[0].kind is BlockKind.TITLE and self.top_row <= self.rows.row_of(blocks[0].span.end)
        )

    @property
    def margin(self) -> int:
        """The empty cells at the left edge: more of them on a wide terminal."""
        return max(0, min(6, (self._width - MEASURE - GUTTER) // 3))

    @property
    def notes_at(self) -> int | None:
        """The column at which notes stand beside the text; None where there is no room."""
        column = self.margin + GUTTER + MEASURE + 2
        return column if self._width - column >= _NOTES_FROM else None

    # --- drawing ----------------------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Lay the rows out for another width, and keep the row at the top where it was."""
        if event.size.width != self._width:
            first = self.rows.line(min(self.top_row, self.rows.height - 1)).start
            self._width = event.size.width
            opening = self.top_row == 0
            self._lay_out()
            if not opening:
                self.scroll_rows_to(self.rows.row_of(first))
        self.keep_cursor_in_sight()
        self.post_message(self.Resized())

    def _lay_out(self) -> None:
        self._width = self._width or self.app.size.width
        room = self._width - self.margin - GUTTER - 1
        self.rows = lay_out(self.document, max(8, room), MEASURE, self._shown)
        self.virtual_size = Size(self._width, self.rows.height)
        self._strips.clear()
        self._notes = self._place_notes()
        self.refresh()

    def _rows_of(self, spans: Iterable[Span]) -> set[int]:
        rows: set[int] = set()
        top, bottom = self.top_row, self.top_row + self.size.height
        for span in spans:
            first, last = self.rows.row_of(span.start), self.rows.row_of(max(span.start, span.end - 1))
            # Rows out of sight are forgotten, not drawn; a long span must not cost more than the screen.
            for row in [row for row in self._strips if first <= row <= last]:
                del self._strips[row]
            rows.update(range(max(first, top), min(last + 1, bottom)))
        return rows

    def _repaint(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._strips.pop(row, None)
            self.refresh_line(row)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = self.top_row + y
        width = self.size.width
        if row >= self.rows.height:
            return Strip([Drawn(" " * width, self.palette.text)], width)
        strip = self._strips.get(row)
        if strip is None or strip.cell_length != width:
            if len(self._strips) > 4 * max(24, self.size.height):
                self._strips.clear()
            strip = self._strips[row] = self._draw(row, width)
        return strip

    def _draw(self, row: int, width: int) -> Strip:
        palette, line = self.palette, self.rows.line(row)
        touches = self.marks.touching(line.start, max(line.end, line.start + 1))
        beside = gutter(line, touches)
        bar = palette.accent if any(mark.id in self.lit for mark in beside.claims) else palette.sign("yellow")
        drawn = [Drawn(" " * self.margin, palette.text), Drawn(fit(beside.sign, GUTTER), bar)]
        ground = block_look(palette, self.rows.blocks[line.block].kind) if line.block >= 0 else palette.text
        if line.indent:
            drawn.append(Drawn(fit(line.marker, line.indent), palette.quiet))
        has_cursor = self.has_focus and self.rows.row_of(self.cursor) == row
        text = self.document.text
        for segment in segments(
            self.rows,
            line,
            touches,
            self._styles.touching(line.start, line.end),
            selection=self.selection.span(text) if self.selection else None,
            cursor=self.rows.cluster_at(self.cursor) if has_cursor else None,
        ):
            look = segment_look(palette, ground, segment, self.lit)
            drawn.append(Drawn(self._shown[segment.start : segment.end], look))
        if has_cursor and line.end <= line.start:
            drawn.append(Drawn(" ", palette.cursor))
        strip = Strip(drawn)
        return self._with_notes(strip, row, width, palette.text)

    def _with_notes(self, strip: Strip, row: int, width: int, ground: Look) -> Strip:
        column = self.notes_at
        note = self._notes.get(row) if column is not None else None
        if column is None or note is None:
            return strip.adjust_cell_length(width, ground)
        pieces: list[Drawn] = []
        room = width - column - 1
        for text, look in note:
            if room > 0:
                cell = Drawn(fit(text, room).rstrip() if len(text) > room else text, look)
                pieces.append(cell)
                room -= cell.cell_length
        return Strip.join([strip.adjust_cell_length(column, ground), Strip(pieces)]).adjust_cell_length(width, ground)

    def _place_notes(self) -> dict[int, tuple[Piece, ...]]:
        """The notes beside the rows: each at its mark's first row, or under those that came before it."""
        if self.notes_at is None:
            return {}
        placed: dict[int, tuple[Piece, ...]] = {}
        free = 0
        for mark in self.marks.in_order:
            for index, label in enumerate(self._labels.get(mark.id, ())):
                row = self.rows.row_of(mark.subject.start) if index == 0 else free
                row = max(row, free)
                if row >= self.rows.height:
                    break
                placed[row] = label
                free = row + 1
        return placed

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint([self.rows.row_of(self.cursor)])

    def on_blur(self) -> None:
        """Hide the cursor while keys go elsewhere."""
        self._repaint([self.rows.row_of(self.cursor)])

    # --- the mouse --------------------------------------------------------------------------------------------------

    def _offset_under(self, event: events.MouseEvent) -> int:
        column = event.x - self.margin - GUTTER
        return self.rows.nearest_stop(self.rows.offset_at(self.top_row + event.y, max(0, column)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to point."""
        if event.button == 1:
            self._dragged_from = self._offset_under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held."""
        if self._dragged_from is not None and self.app.mouse_captured is self:
            offset = self._offset_under(event)
            if offset != self.cursor:
                self.post_message(self.Pointed(offset, self._dragged_from, 0))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The selection stands."""
        self._dragged_from = None
        self.capture_mouse(False)

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor there, two take the word, three the sentence."""
        if self.selection is not None and event.chain == 1 and event.delta_x == 0 and self._was_drag(event):
            return
        self.post_message(self.Pointed(self._offset_under(event), None, event.chain))

    def _was_drag(self, event: events.Click) -> bool:
        assert self.selection is not None
        return self.selection.anchor != self._offset_under(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on; the cursor stays where it is."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.scroll_rows_to(self.top_row + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.scroll_rows_to(self.top_row - 3)
