"""A Textual application that writes to its terminal only what differs from what stands there. Draws nothing itself.

Where the terminal has not taken the last frame yet, none is made: it gets one when it has, from what it shows to what is
to be shown then. So a slow one gets fewer frames, and one that reads nothing takes no memory and makes nobody wait.

Textual's compositor writes every row that changed whole, each piece with all its colours: 5 KB where a line scrolls.
Its `App._display` is the one place through which all of that passes, filters applied, and is private; the version of
Textual is held where this was tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import ColorSystem
from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen

from reader.wire.driver import TolerantDriver
from reader.wire.memory import Memory

if TYPE_CHECKING:
    from reader.first.painting import Painted


class SparingApp(App[None]):
    """Writes differences to a terminal of its own; anywhere else (tests, inline, other drivers) as Textual does.

    painted: what stands on the terminal already; only what differs from it is written.
    """

    painted: Painted | None = None
    _memory: Memory | None = None
    _has_missed = False
    """The terminal has not been sent something that was drawn."""

    def on_resize(self, event: events.Resize) -> None:
        """Whatever the terminal did to its rows, they are not what they were; so after it came back from the shell.

        Textual draws nothing where the size is the same again. A terminal that reports its size by itself
        (in-band, with pixels) says so each time: where that is the size known, nothing has happened.
        """
        memory = self._memory
        if memory is None or memory.size is None:
            return
        if event.pixel_size is not None and memory.size == event.size:
            return
        memory.forget()
        if event.size == self.size:
            self.screen.refresh()
        else:
            self.call_next(self._check_resize)  # at once: Textual would wait a little, for another one to come

    def _catch_up(self) -> None:
        """The terminal has taken what was sent."""
        if self._has_missed and self._running and not self._closed and self._screen_stack:
            self._display(self.screen, self._whole(self.screen))

    def _whole(self, screen: Screen[object]) -> LayoutUpdate:
        whole = screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        assert isinstance(whole, LayoutUpdate)
        return whole

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        driver = self._driver
        if renderable is None or self._batch_count or not self._running or self._closed or self.is_headless:
            super()._display(screen, renderable)
            return
        if not isinstance(driver, TolerantDriver) or not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            if self._memory is not None:
                self._memory.forget()
            super()._display(screen, renderable)
            return
        try:
            if driver.tell_when_clear(self._catch_up):
                self._has_missed = True
                return
            if sequence := self._sequence(screen, self._whole(screen) if self._has_missed else renderable):
                driver.write(f"{SYNC_START}{sequence}{SYNC_END}" if self._sync_available else sequence)
            self._has_missed = False
        except Exception as error:  # as Textual does: whatever fails in drawing ends the application with a trace
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    def _sequence(self, screen: Screen[object], update: LayoutUpdate | ChopsUpdate) -> str:
        if self._memory is None:
            self._memory = Memory(self.console._color_system or ColorSystem.TRUECOLOR)
        if self.painted is not None:
            from reader.first.handing import frame_of

            self._memory.frame = frame_of(self.painted)
            self.painted = None
        if isinstance(update, ChopsUpdate) and self._memory.size != screen._compositor.size:
            update = self._whole(screen)
        return self._memory.sequence(update)
