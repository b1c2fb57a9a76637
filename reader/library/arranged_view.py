"""Rows in an arrangement on the screen: a window on as many as there are, with the bar on one of them. Asks for none itself."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.drawing import row
from reader.holding.screen import HoldingScreen
from reader.library.arrangement import Arrangement, Entry, kept_stop
from reader.library.selection import Selection
from reader.palette import Palette
from reader.rows_view import RowsView
from store.errors import LibraryError

_MOST_DRAWN = 150
"""Rows that are kept as they were drawn, so that those that scroll are not drawn again."""


class ArrangedView(RowsView):
    """The rows; knows which one is chosen and which are selected. A subclass has what stands in them.

    Where the window begins is kept here: Textual would lay the whole screen out whenever the number of rows changes.
    """

    class Picked(Message):
        """A row was clicked; twice: it is to be opened."""

        def __init__(self, stop: int, clicks: int) -> None:
            self.chosen = stop
            self.clicks = clicks
            super().__init__()

    class Scrolled(Message):
        """Other rows are seen."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.arrangement = Arrangement()
        self.chosen = 0
        """The stop that the bar is on."""
        self.selection = Selection()
        self.range_from: int | None = None
        """The number of the row at which a range begins that is being selected."""
        self.empty: tuple[str, ...] = ()
        """What is said where there are no rows."""
        self._top = 0
        self._drawn: dict[tuple[Entry, bool, bool, int, str], Strip] = {}

    def renew(self) -> None:
        """Fetch again what is seen."""
        self.forget()
        self._drawn.clear()
        self.refresh()

    def forget(self) -> None:
        """Let go of rows that are at hand; they may have changed."""
        raise NotImplementedError

    def draw_entry(self, entry: Entry, width: int, *, chosen: bool, selected: bool) -> Strip:
        """One row, or the heading of a group."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """The rows, with headings."""
        return self.arrangement.rows

    @property
    def top(self) -> int:
        """The first row that is seen."""
        return self._top

    def go(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        top = max(0, min(top, self.count - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()
            self.post_message(self.Scrolled())

    # --- what is shown ------------------------------------------------------------------------------------------------

    def take(self, new: Arrangement, *, afresh: bool = False) -> None:
        """Show other rows; the bar stays on its row, and both stay where they are on the screen.

        Where the bar is out of sight, the first row in sight stays. afresh: where its row is not among them, the bar goes
        to the first.
        """
        old, held = self.arrangement, self._held
        self._drawn.clear()
        is_kept = old.stops and new.stops and not (afresh and new.stop_of(old.at(self.chosen).number) is None)
        if not is_kept:
            self.arrangement, self.chosen, self._top = new, 0, 0
        else:
            stop, offset = held
            chosen = kept_stop(old, self.chosen, new)
            kept = chosen if stop == self.chosen else kept_stop(old, stop, new)
            self.arrangement, self.chosen = new, chosen
            top = max(0, min(new.row_of(kept) - offset, self.count - self.size.height))
            if not self._top and old.numbers[0] == new.numbers[0] and new.row_of(chosen) < self.size.height:
                top = 0  # nothing came before what stands first: a heading at most, which is to be seen
            self._top = top
        self.refresh()

    @property
    def _held(self) -> tuple[int, int]:
        """The stop that stays where it is on the screen, and how many rows below the top that is."""
        if not self.arrangement.stops:
            return 0, 0
        bar = self.arrangement.row_of(self.chosen)
        if self._top <= bar < self._top + max(1, self.size.height):
            return self.chosen, bar - self._top
        stop = self.arrangement.nearest(self._top)
        return stop, self.arrangement.row_of(stop) - self._top

    # --- the bar ------------------------------------------------------------------------------------------------------

    def choose(self, stop: int) -> None:
        """Put the bar on a stop and bring it into sight, with the heading above it where there is room."""
        if not self.arrangement.stops:
            return
        stop = max(0, min(stop, self.arrangement.stops - 1))
        old, self.chosen = self.arrangement.row_of(min(self.chosen, self.arrangement.stops - 1)), stop
        bar, height = self.arrangement.row_of(stop), self.size.height
        for each in {old, bar} if self.range_from is None else range(min(old, bar), max(old, bar) + 1):
            self._refresh_row(each)
        first = bar - 1 if bar and height > 1 and self.arrangement.entry(bar - 1).heads else bar
        if first < self._top:
            self.go(first)
        elif height and bar >= self._top + height:
            self.go(bar - height + 1)

    @property
    def entry(self) -> Entry | None:
        """What the bar is on; None where there is nothing."""
        return self.arrangement.at(self.chosen) if self.arrangement.stops else None

    def around(self) -> list[int]:
        """The numbers in sight, those of a page before them and of a page behind."""
        page = max(1, self.size.height)
        rows = range(max(0, self._top - page), min(self.count, self._top + 2 * page))
        return list(dict.fromkeys(self.arrangement.entry(each).number for each in rows))

    # --- what is selected ---------------------------------------------------------------------------------------------

    @property
    def range_in_hand(self) -> range:
        """The stops from where a range was begun to the bar; none where none was, or that article is gone."""
        start = None if self.range_from is None else self.arrangement.stop_of(self.range_from)
        if start is None:
            return range(0)
        return range(min(start, self.chosen), max(start, self.chosen) + 1)

    @property
    def selected(self) -> Selection:
        """What is selected, with the range in hand."""
        within = self.range_in_hand
        if not within:
            return self.selection
        return self.selection.also(self.arrangement.between(within.start, within.stop - 1))

    def select(self, selection: Selection) -> None:
        """Let these be selected, and no range be in hand."""
        self.selection, self.range_from = selection, None
        self.refresh()

    # --- drawing ------------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of the screen; where there are none, what to do."""
        if self.count:
            return super().render_line(y)
        words = self.empty[y - 1] if 0 < y <= len(self.empty) else ""
        look = self.palette.text if y == 1 else self.palette.quiet
        return row([(f"   {words}", look)], self.size.width, self.palette.text)

    def draw(self, index: int, width: int) -> Strip:
        """One row, or the heading of a group, as it was drawn before where nothing is different."""
        entry = self.arrangement.entry(index)
        chosen = not entry.heads and entry.stop == self.chosen
        selected = not entry.heads and (entry.number in self.selection or entry.stop in self.range_in_hand)
        key = (entry, chosen, selected, width, self.palette.theme)
        if key not in self._drawn:
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.clear()
            try:
                self._drawn[key] = self.draw_entry(entry, width, chosen=chosen, selected=selected)
            except LibraryError as error:  # its disk may be gone; what is not drawn now is drawn when it is back
                self.post_message(HoldingScreen.Unread(error))
                return row([], width, self.palette.text)
        return self._drawn[key]

    def refresh_bar(self) -> None:
        """Draw the row of the bar again."""
        if self.arrangement.stops:
            self._refresh_row(self.arrangement.row_of(self.chosen))

    def _refresh_row(self, index: int) -> None:
        if 0 <= index - self._top < self.size.height:
            self.refresh_line(index - self._top)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the bar in sight."""
        event.prevent_default()  # the rows are no scrollable whole to Textual
        self.go(self._top)
        self.choose(self.chosen)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        index = self._top + event.y
        if index < self.count and not self.arrangement.entry(index).heads:
            self.post_message(self.Picked(self.arrangement.entry(index).stop, event.chain))
