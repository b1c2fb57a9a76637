"""What the mouse does to the page: points, drags, turns the wheel. Says where; what follows is decided elsewhere."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widget import Widget


class PointedWidget(Widget):
    """A widget of rows of text that is pointed at."""

    class Pointed(Message):
        """The mouse named a place: offset, and where from (dragging), and how many clicks in a row."""

        def __init__(self, offset: int, anchor: int | None, clicks: int) -> None:
            self.offset = offset
            self.anchor = anchor
            self.clicks = clicks
            super().__init__()

    class Scrolled(Message):
        """Other rows are in sight, by the wheel, or while there is no cursor that says what is read."""

    def __init__(self) -> None:
        super().__init__()
        self.top_row = 0
        """The first row in sight."""
        self._dragged_from: int | None = None
        self._pointed_at = 0
        self._was_dragged = False

    @property
    def shows_cursor(self) -> bool:
        """Whether there is a cursor, or the page is only scrolled."""
        raise NotImplementedError

    def offset_under(self, x: int, y: int) -> int:
        """Where the cursor can stand nearest to a cell."""
        raise NotImplementedError

    def scroll_rows_to(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to point."""
        if event.button == 1:
            self._dragged_from = self._pointed_at = self.offset_under(event.x, event.y)
            self._was_dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select while the button is held; past an edge the page goes along."""
        if self._dragged_from is not None and self.app.mouse_captured is self:
            self.scroll_rows_to(self.top_row + (event.y >= self.size.height) - (event.y < 0))
            offset = self.offset_under(event.x, event.y)
            if offset != self._pointed_at:
                self._pointed_at, self._was_dragged = offset, True
                self.post_message(self.Pointed(offset, self._dragged_from, 0))

    def on_mouse_up(self, _event: events.MouseUp) -> None:
        """The selection stands."""
        self._dragged_from = None
        self.capture_mouse(False)

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor there, two take the word, three the sentence."""
        if event.chain > 1 or not self._was_dragged:  # else a drag ended here
            self.post_message(self.Pointed(self.offset_under(event.x, event.y), None, event.chain))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on; the cursor stays where it is."""
        event.stop()
        self._wheel(self.top_row + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        self._wheel(self.top_row - 3)

    def _wheel(self, top: int) -> None:
        self.scroll_rows_to(top)
        if self.shows_cursor:  # no key says so
            self.post_message(self.Scrolled())
