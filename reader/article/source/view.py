"""The source on the screen: its lines with a bar on the one in hand, what was left out dimmed and behind a sign."""

from __future__ import annotations

from bisect import bisect_right

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from reader.article.source.lines import SourceLine, SourceText
from reader.drawing import Piece, between, row
from reader.palette import Palette
from reader.rows_view import RowsView, row_after
from reader.terminal.depth import shown
from store.document import Document

_MEASURE = 100
_INDENT = 4
_BAR = "▸"
_NOTHING = SourceText(Document(""))


class SourceView(RowsView):
    """The lines of a source; at: the index of the one in hand."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.source = _NOTHING
        self.at = 0
        self.rows: Layout = lay_out(self.source.document, _MEASURE, close=True)
        self._starts: list[int] = []
        self._is_opening = True

    @property
    def count(self) -> int:
        """The rows."""
        return self.rows.height

    @property
    def line(self) -> SourceLine | None:
        """The line in hand; None where there is none."""
        return self.source.lines[self.at] if self.source.lines else None

    def show(self, source: SourceText, at: int) -> None:
        """Show these lines with the bar on one of them, which stays on its row of the screen where it is there already."""
        was = self._first - self.top
        is_other = source.document.text != self.source.document.text
        self.source, self.at = source, at
        self._starts = [span.start for span in source.kept]
        if is_other:
            self.lay_out(self.size.width)
            self.virtual_size = Size(self.size.width, self.count)
            height = self.size.height
            self.go(self._first - (was if 0 <= was < height else height // 3))
        self.refresh()

    def lay_out(self, width: int) -> None:
        """Wrap at the width."""
        self.rows = lay_out(self.source.document, max(8, width - _INDENT - 1), _MEASURE, close=True)

    def on_resize(self, event: events.Resize) -> None:
        """Rows for another width; the line in hand stays where it is, on opening a third from the top."""
        y = event.size.height // 3 if self._is_opening else self._first - self.top
        self._is_opening = False
        super().on_resize(event)
        self.go(self._first - max(0, min(y, event.size.height - 1)))

    # --- the bar --------------------------------------------------------------------------------------------------------

    @property
    def _first(self) -> int:
        return self.rows.row_of(self.line.span.start) if self.line is not None else 0

    @property
    def _last(self) -> int:
        return self.rows.row_of(self.line.span.end - 1) if self.line is not None else 0

    def choose(self, index: int) -> None:
        """Put the bar on a line and bring as much of it into sight as there is room for."""
        self.at = max(0, min(index, len(self.source.lines) - 1))
        height = self.size.height
        if self._first < self.top or self._last - self._first >= height:
            self.go(self._first)
        elif self._last >= self.top + height:
            self.go(self._last - height + 1)
        self.refresh()

    def open_at(self, offset: int) -> None:
        """Begin with the bar on the line that stands at an offset of what is shown."""
        self.at = self.source.at(offset)

    def walk(self, command: str, count: int | None) -> bool:
        """Carry out a motion; whether it was one. A line that is longer than the window is gone through by rows."""
        if command in ("down", "up", "text_start", "text_end"):
            target = row_after(command, count, at=self.at, page=0, rows=len(self.source.lines))
            height = self.size.height
            if command == "down" and self._last >= self.top + height > self._first:
                self.go(self.top + 1)
            elif command == "up" and self._first < self.top <= self._last:
                self.go(self.top - 1)
            elif target is not None:
                self.choose(target)
            return True
        before = self.top
        if not self.page(command, count):
            return False
        wanted = row_after(command, count, at=max(self._first, before), page=self.size.height - 2, rows=self.count) or 0
        wanted = max(self.top, min(wanted, self.top + self.size.height - 1, self.count - 1))
        if self.source.lines:
            self.at = self.source.at(self.rows.line(wanted).end)
            if self._first < self.top and self._last < self.top + self.size.height // 2:
                self.at = min(self.at + 1, len(self.source.lines) - 1)
        self.refresh()
        return True

    # --- drawing --------------------------------------------------------------------------------------------------------

    def draw(self, index: int, width: int) -> Strip:
        """Kept words as they are read, the rest dimmed and behind a sign that can be seen without colour."""
        palette, line = self.palette, self.rows.line(index)
        source = self.source.lines[self.source.at(line.end)] if self.source.lines else None
        if source is None or line.end <= source.span.start or line.start >= source.span.end:
            return row([], width, palette.text)
        in_hand = source is self.line
        ground = palette.chosen if in_hand else palette.text
        dimmed = palette.chosen_quiet if in_hand else palette.faint
        bar = _BAR if in_hand and index == max(self._first, self.top) else " "
        pieces: list[Piece] = [(bar, ground), (f" {source.sign} ", ground if source.ruling else dimmed)]
        return row([*pieces, *self._words(line.start, line.end, ground, dimmed)], width, ground)

    def _words(self, at: int, end: int, kept: Style, dimmed: Style) -> list[Piece]:
        text, spans = self.source.document.text, self.source.kept
        pieces: list[Piece] = []
        while at < end:
            position = bisect_right(self._starts, at) - 1
            inside = position >= 0 and at < spans[position].end
            following = self._starts[position + 1] if position + 1 < len(self._starts) else end
            stop = min(end, spans[position].end if inside else following)
            pieces.append((shown(text[at:stop]), kept if inside else dimmed))
            at = stop
        return pieces


class SourceHead(Widget):
    """Two rows: what the source is and how much of it was left out, and a rule."""

    DEFAULT_CSS = "SourceHead { dock: top; height: 2; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._about, self._tally = "", ""

    def show(self, about: str, tally: str) -> None:
        """Tell of a source."""
        if (about, tally) != (self._about, self._tally):
            self._about, self._tally = about, tally
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The words, or the rule."""
        palette, width = self.palette, self.size.width
        if y == 1:
            return row([("─" * width, palette.faint)], width, palette.text)
        return between(
            [(f" {self._about}", palette.quiet)], [(f"  {self._tally} ", palette.quiet)], width, palette.text
        )
