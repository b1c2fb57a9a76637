"""The page on the screen: keeps the rows that can be seen, and repaints only those that look different.

Decides nothing about keys or marks; the screen tells it where the cursor is and what is selected or lit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.article.drawing.margin import Label, Labels, Margin
from reader.article.drawing.marks import Marks, SpanIndex
from reader.article.drawing.row_painting import GUTTER, Painted, StyleAt, paint
from reader.article.drawing.set_rows import MARGIN_ROWS, MEASURE, SetRows
from reader.article.moving.selection import Selection
from reader.drawing import row as blank
from reader.palette import Palette
from store.document import Document
from store.text import Span


def _no_labels(_identifiers: Sequence[str]) -> Mapping[str, Label]:
    return {}


class ArticleView(SetRows, can_focus=True):
    """The text of an article with its marks, a cursor and a selection."""

    class Resized(Message):
        """The rows are new: the page has another width or height."""

    def __init__(self, palette: Palette, measure: int = MEASURE) -> None:
        super().__init__(measure)
        self.palette = palette
        self.marks = Marks()
        self.cursor = 0
        self.selection: Selection | None = None
        self.lit: frozenset[str] = frozenset()
        self.focused: Span | None = None
        self._labels: Labels = _no_labels
        self._margin: Margin | None = None
        self._hits: Callable[[int, int], Sequence[Span]] | None = None
        self._styles: SpanIndex[StyleAt] = SpanIndex(())
        self._shows_cursor = True
        self._strips: dict[int, Strip] = {}
        self._is_opening = False
        self._opens_at: int | None = None

    # --- what is shown ----------------------------------------------------------------------------------------------

    def show(self, document: Document, marks: Marks, cursor: int, top: int | None = None) -> None:
        """Show a document with the cursor in sight; top: the offset with which the row at the top is to begin."""
        self.document = document
        self._styles = SpanIndex(StyleAt(each.span.start, each.span.end, each) for each in document.styles)
        self.marks = marks
        self.selection = None
        self.lit = frozenset()
        self._width = self._width or self.app.size.width
        self._set(around=cursor)
        self.cursor = self._setting.layout.nearest_stop(cursor)
        self._is_opening, self._opens_at = True, top
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

    @property
    def shows_cursor(self) -> bool:
        """Whether there is a cursor, or the page is only scrolled."""
        return self._shows_cursor

    def move(self, cursor: int, selection: Selection | None, *, margin: bool = True) -> None:
        """Put the cursor and the selection somewhere; the page scrolls only as far as the cursor needs.

        margin: some rows above and below it are brought into sight too, but none while it is in sight already and comes
        no nearer to that edge.
        """
        rows = self.rows_around(cursor)
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
        elif self._is_opening and self._opens_at is not None and self._is_near(self._opens_at):
            self._is_opening = False
            top = layout.row_of(self._opens_at)
        elif self._is_opening:
            self._is_opening = False
            top = 0 if self._setting.first_block == 0 and row < height - keep else row - height // 3
        elif row < top + keep * above:
            top = row - keep * above
        elif row > top + height - 1 - keep * below:
            top = row - height + 1 + keep * below
        self.scroll_rows_to(top)

    def rows_are_new(self) -> None:
        """Nothing that was drawn is right any more."""
        self._strips.clear()
        self._place_notes()

    def rows_were_counted(self, shift: int) -> None:
        """What was drawn stands further down."""
        self._strips = {row + shift: strip for row, strip in self._strips.items()}
        self._place_notes()

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
