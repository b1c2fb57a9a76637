"""The rows of the page: a document set at the widget's width and a measure, and which of the rows is at the top."""

from __future__ import annotations

import asyncio

from reader.article.drawing.pointing import PointedWidget
from reader.article.drawing.row_painting import GUTTER
from reader.article.setting.layout import Layout
from reader.article.setting.window import Setting
from store.document import BlockKind, Document
from store.text import Span

MEASURE = 72
"""The most cells of a line that is read, unless a person wants it otherwise."""
MARGIN_ROWS = 2
"""Rows kept in sight above and below the cursor."""
_NOTES_FROM = 30
"""The fewest cells beside the text in which notes are shown."""
_REST_SECONDS = 0.2
"""How long what is seen is left to be sent before the rest of a long text is set."""
_PAUSE_SECONDS = 0.003
"""How long it rests between two slices, for a key to be answered as if there were none."""
_LEAST = 8
"""The fewest cells of a line."""


class SetRows(PointedWidget):
    """Rows of a text, as many as there is room for; long texts are set around what is seen first."""

    def __init__(self, measure: int) -> None:
        super().__init__()
        self.measure = measure
        self.document = Document("")
        self._setting = Setting(self.document, measure, measure)
        self._width = 0
        self._height = 0

    def rows_are_new(self) -> None:
        """The rows are others than before."""

    def rows_were_counted(self, shift: int) -> None:
        """The rows are what they were, but so many more stand above them."""

    @property
    def rows(self) -> Layout:
        """The rows of the whole text; those that are not set yet are set now."""
        if not self._setting.is_whole:
            window, first_block = self._setting.layout, self._setting.first_block
            self._setting.finish()
            self._take_whole(window, first_block)
        return self._setting.layout

    def rows_around(self, offset: int) -> Layout:
        """The rows that are set, where they are for two pages around an offset; else those of the whole text."""
        setting = self._setting
        if not setting.is_whole and self._is_near(offset):
            layout, pages = setting.layout, 2 * self.size.height
            row = layout.row_of(offset)
            if self._are_set(row - pages, row + pages):
                return layout
        return self.rows

    def may_go_on(self, rows: Layout, offset: int) -> bool:
        """Whether an offset is on the first or last of rows behind which there may be more."""
        setting = self._setting
        return rows is setting.layout and not setting.is_whole and rows.row_of(offset) in (0, rows.height - 1)

    def scroll_rows_to(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        layout = self._setting.layout
        if not self._are_set(top, top + self.size.height - 1):
            distance = top - self.top_row
            layout = self.rows
            top = self.top_row + distance  # the rows are counted from the start of the text now
        top = max(0, min(top, layout.height - self.size.height))
        if top != self.top_row:
            self.top_row = top
            self.refresh()
            if not self.shows_cursor:
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

    def set_measure(self, cells: int) -> None:
        """Show lines of at most that many cells; the row at the top stays where it is."""
        if cells != self.measure:
            self.measure = cells
            self._set_again()

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
        self.rows_are_new()
        self.refresh()
        if not self._setting.is_whole:
            self.run_worker(self._set_rest(self._setting), group="setting", exclusive=True, exit_on_error=True)

    async def _set_rest(self, setting: Setting) -> None:
        window, first_block = setting.layout, setting.first_block
        await asyncio.sleep(_REST_SECONDS)
        while setting is self._setting and not setting.is_whole:  # else there are other rows by now
            if setting.go_on():
                self._take_whole(window, first_block)
            await asyncio.sleep(_PAUSE_SECONDS)

    def _take_whole(self, window: Layout, first_block: int) -> None:
        """The rows are what they were, but counted from the start of the text; nothing on the screen changes."""
        whole = self._setting.layout
        start = window.blocks[0].span.start
        shift = whole.first_row(whole.block_of(start)) - window.first_row(0) if first_block else 0
        self.top_row += shift
        self.rows_were_counted(shift)

    def _are_set(self, first: int, last: int) -> bool:
        """Whether two rows, counted as those are that are set, and all between them are, as far as the text has rows."""
        setting = self._setting
        if setting.is_whole:
            return True
        layout = setting.layout
        is_end = layout.blocks[-1].span.end >= self.document.columns.ends[-1]
        return (first >= 0 or setting.first_block == 0) and (last < layout.height or is_end)

    def _is_near(self, offset: int) -> bool:
        """Whether the row of an offset is set."""
        setting = self._setting
        if setting.is_whole:
            return True
        blocks = setting.layout.blocks
        return blocks[0].span.start <= offset < blocks[-1].span.end
