"""A view of rows that are drawn when they are seen: the list of articles, the help and the raw source are such."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.drawing import row
from reader.palette import Palette


def row_after(command: str, count: int | None, *, at: int, page: int, rows: int) -> int | None:
    """The row to which a motion leads from another (it may lie outside the rows); None where it is no such motion."""
    times, tall = count or 1, max(1, page)
    match command:
        case "down" | "up":
            return at + (times if command == "down" else -times)
        case "page_down" | "page_up":
            return at + (tall if command == "page_down" else -tall) * times
        case "half_page_down" | "half_page_up":
            half = max(1, tall // 2)
            return at + (half if command == "half_page_down" else -half) * times
        case "text_start":
            return times - 1
        case "text_end":
            return times - 1 if count else rows - 1
        case _:
            return None


class RowsView(ScrollView, can_focus=True):
    """Rows to page through; a subclass says how many there are and draws one."""

    DEFAULT_CSS = "RowsView { scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; height: 1fr; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> Strip:
        """One row, in that many cells."""
        raise NotImplementedError

    def lay_out(self, width: int) -> None:
        """Make the rows for a width."""

    @property
    def top(self) -> int:
        """The first row that is seen."""
        return round(self.scroll_offset.y)

    def on_resize(self, event: events.Resize) -> None:
        """Rows for another width."""
        self.lay_out(event.size.width)
        self.virtual_size = Size(event.size.width, self.count)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        index, width = self.top + y, self.size.width
        return self.draw(index, width) if index < self.count else row([], width, self.palette.text)

    def go(self, top: int) -> None:
        """Bring a row to the top, as far as there are rows."""
        top = max(0, min(top, self.count - self.size.height))
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def page(self, command: str, count: int | None) -> bool:
        """Carry out a motion by rows; whether it was one."""
        target = row_after(command, count, at=self.top, page=self.size.height - 2, rows=self.count)
        if target is not None:
            self.go(target)
        return target is not None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three rows on."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.go(self.top + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three rows back."""
        event.stop()
        event.prevent_default()  # Textual would scroll two more
        self.go(self.top - 3)
