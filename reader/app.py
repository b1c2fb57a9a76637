"""The application: opens the screens, sets the colours, and leaves the terminal as it was. Holds no domain logic."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from importlib import import_module
from threading import Thread

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter

from reader.library.screen import LibraryScreen
from reader.palette import Palette
from reader.sitting import Sitting
from reader.terminal import Depth, border, depth_of, plain_signs
from store.library import Library

_IDLE_SECONDS = 0.5
"""How long after the start the rest is loaded."""


class AnnottyApp(App[None]):
    """annotty on a library; article: the identifier of one to open at once."""

    TITLE = "annotty"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - Textual's shape; the keys are the command table's

    CSS = """
    Screen { layers: base sheet; background: #15171c; color: #d8d5cc; overflow: hidden; }
    .-plain Screen, Screen.-plain { background: ansi_default; color: ansi_default; }
    """

    def __init__(self, library: Library, *, article: str | None = None) -> None:
        depth = depth_of(os.environ)
        super().__init__(ansi_color=depth in (Depth.SIXTEEN, Depth.NONE))
        self.animation_level = "none"
        self.sitting = Sitting(library, Palette(depth), plain_signs(os.environ))
        self._first_article = article
        self._border = border()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, made to bear whatever bytes the terminal sends."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from reader.driver import TolerantDriver

        return TolerantDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and behind them the border that nothing but shown text passes."""
        return [*super().get_line_filters(), self._border]

    def on_mount(self) -> None:
        """Show the list, and the article that was asked for."""
        self._leave_in_order()
        self.push_screen(LibraryScreen(self.sitting))
        if self._first_article is not None:
            self.open_article(self._first_article)
        self.set_timer(_IDLE_SECONDS, self._load_what_marking_needs)

    def _load_what_marking_needs(self) -> None:
        """The word lists behind the guesses take a while to load: do it while the first page is being read."""
        Thread(target=import_module, args=("store.suggesting.claims",), daemon=True).start()

    def open_article(self, identifier: str) -> None:
        """Show the page of an article."""
        from reader.article.screen import PageScreen

        self.push_screen(PageScreen(self.sitting, identifier))

    def _leave_in_order(self) -> None:
        """A dropped line or a polite kill ends the app with the terminal left as it was; everything is saved already."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit)
