"""The rows of a timeline on the screen, with a bar on one of its events."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip

from reader.drawing import Piece, fit, row
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.timeline.drawing import Row, columns, first_row, rows_of
from store.timeline import Event, Timeline

_DATE_CELLS = 10


class TimelineView(RowsView):
    """Draws the rows that are seen; empty: what is said where there are none."""

    def __init__(self, palette: Palette, *, plain: bool) -> None:
        super().__init__(palette)
        self.timeline: Timeline | None = None
        self.chosen = 0
        self.empty = "reading …"
        self._plain = plain
        self._rows: list[Row] = []

    def show(self, timeline: Timeline) -> None:
        """Show a timeline; the bar stays on the event that it is on."""
        here = self.event
        self.timeline = timeline
        marks = [event.named.annotation for event in timeline.events]
        self.chosen = marks.index(here.named.annotation) if here is not None and here.named.annotation in marks else 0
        self.empty = "nothing is known of it yet"
        self.lay_out(self.size.width)
        self.virtual_size = Size(self.size.width, self.count)
        self.choose(self.chosen)

    @property
    def event(self) -> Event | None:
        """The event that the bar is on."""
        events = self.timeline.events if self.timeline is not None else ()
        return events[self.chosen] if self.chosen < len(events) else None

    @property
    def events(self) -> int:
        """How many there are."""
        return len(self.timeline.events) if self.timeline is not None else 0

    @property
    def count(self) -> int:
        """The rows."""
        return max(1, len(self._rows))

    def lay_out(self, width: int) -> None:
        """Make the rows for a width."""
        self._rows = rows_of(self.timeline, width, plain=self._plain) if self.timeline is not None else []

    def choose(self, event: int) -> None:
        """Put the bar on an event, and bring all of it into sight."""
        self.chosen = max(0, min(event, self.events - 1))
        first = first_row(self._rows, self.chosen)
        last = max((at for at, each in enumerate(self._rows) if each.event == self.chosen), default=first)
        if first < self.top or last - first >= self.size.height:
            self.go(first)
        elif last >= self.top + self.size.height:
            self.go(last - self.size.height + 1)
        self.refresh()

    def event_near(self, index: int) -> int:
        """The event that a row belongs to, or the next one."""
        rows = self._rows[max(0, min(index, len(self._rows) - 1)) :]
        return next((each.event for each in rows if each.event is not None), self.events - 1)

    @property
    def row_chosen(self) -> int:
        """The first row of the event that the bar is on."""
        return first_row(self._rows, self.chosen)

    def draw(self, index: int, width: int) -> Strip:
        """A date, the line, words, and on a wide screen the article beside them."""
        palette = self.palette
        if not self._rows:
            return row([(f"   {self.empty}", palette.quiet)], width, palette.text)
        shown = self._rows[index]
        is_chosen = shown.event == self.chosen
        ground = palette.chosen if is_chosen else palette.text
        quiet = palette.chosen_quiet if is_chosen else palette.quiet
        room, beside = columns(width)
        pieces: list[Piece] = [
            (f" {fit(shown.date, _DATE_CELLS)}", quiet),
            (f" {shown.line} ", palette.chosen if is_chosen else palette.accent),
        ]
        for words, look in shown.words:
            on_bar = quiet if look in ("quiet", "faint") else ground
            pieces.append((fit(words, room), on_bar if is_chosen else palette.look(look)))
        if beside:
            if not shown.words:
                pieces.append((" " * room, ground))
            pieces += [("  ", ground), (fit(shown.beside, beside), quiet)]
        return row(pieces, width, ground)
