"""The application: opens the screens, sets the colours, and leaves the terminal as it was. Holds no domain logic."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message

from reader.backing_up import AFTER
from reader.commands.keymap import Keymap
from reader.drawing import cut
from reader.holding.held import PATIENCE
from reader.library.screen import LibraryScreen
from reader.loading import IDLE_SECONDS, THE_DESKS, THE_FILTER, THE_LIBRARY, THE_PAGE, load
from reader.palette import Palette, first_theme
from reader.preferences import Preferences
from reader.schemes import DARK, LIGHT
from reader.screen import CommandScreen
from reader.sitting import Sitting
from reader.terminal.depth import border, depth_of, plain_signs
from reader.terminal.spelling import spelling_of
from reader.wire.app import SparingApp
from reader.wire.driver import TolerantDriver
from store.listing import Listing

if TYPE_CHECKING:
    from reader.first.painting import Painted

_UNSAVED_SECONDS = 2.0
"""Seconds between two attempts to write down reading positions that another program stood in the way of."""
_FAULT_CELLS = 30
"""What there is room for of a fault in keys.toml, so that where all is told is read too."""


class AnnottyApp(SparingApp, inherit_bindings=False):
    """annotty on a library, of which the list is open at least; article: the identifier of one to open at once; desk: that
    of entities or of claims.

    keymap and preferences are the person's; remember keeps changed preferences for the next sitting. painted: what stands
    on the terminal already. back_up: makes the backup of the day in a thread, so many seconds after the start; it is given
    what is to be called with words, where it should be made and cannot be. said: what the foot says at first.
    """

    TITLE = "annotty"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = []  # noqa: RUF012 - Textual's shape; the keys are the command table's

    # Textual's own themes colour nothing here, also not what is blank for a moment while a screen comes or is resized.
    CSS = f"""
    App, Screen {{ background: {DARK.paper}; color: {DARK.ink}; }}
    App.-light, .-light Screen {{ background: {LIGHT.paper}; color: {LIGHT.ink}; }}
    App.-terminal, .-terminal Screen {{ background: ansi_default; color: ansi_default; }}
    Screen {{ layers: base sheet above; overflow: hidden; }}
    .-low Foot {{ height: 1; }}
    """

    def __init__(
        self,
        listing: Listing,
        *,
        article: str | None = None,
        desk: str | None = None,
        keymap: Keymap | None = None,
        preferences: Preferences | None = None,
        remember: Callable[[Preferences], object] = lambda _preferences: None,
        painted: Painted | None = None,
        back_up: Callable[[Callable[[str], None]], object] = lambda _tell: None,
        back_up_after: float = AFTER,
        said: str = "",
    ) -> None:
        # Textual would turn the terminal's own colours into guesses at them; the palette names no others by accident.
        super().__init__(ansi_color=True)
        self.animation_level = "none"
        self.painted = painted
        self.sitting = Sitting(
            listing,
            Palette(depth_of(os.environ), (preferences or Preferences()).theme or first_theme(os.environ)),
            plain_signs(os.environ),
            keymap=keymap or Keymap(),
            preferences=preferences or Preferences(),
            remember=remember,
        )
        listing.wait_for(PATIENCE)  # the screen never stands still for longer because another program writes
        self._first_article, self._first_desk = article, desk
        self._back_up, self._back_up_after = back_up, back_up_after
        self._said = said
        self._border = border(spelling_of(os.environ))
        self._show_theme()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, made to bear whatever bytes the terminal sends."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        return TolerantDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and behind them the border that nothing but shown text passes."""
        return [*super().get_line_filters(), self._border]

    def on_load(self) -> None:
        """Whoever ends it from here on leaves the terminal as it was; it is taken behind this."""
        self._leave_in_order()

    def get_default_screen(self) -> LibraryScreen:
        """The list lies under all other screens."""
        return LibraryScreen(self.sitting)

    def on_mount(self) -> None:
        """Show the desk or the article that was asked for, over the list."""
        if self._first_desk is not None:
            self.open_desk(self._first_desk)
        if self._first_article is not None:
            self.open_article(self._first_article)
        if self._said and isinstance(self.screen, CommandScreen):
            self.screen.foot.say(self._said)
        if self.sitting.keymap.faults and isinstance(self.screen, CommandScreen):
            fault = cut(self.sitting.keymap.faults[0], _FAULT_CELLS)
            self.screen.foot.say(f"keys.toml: {fault} · annotty keys shows all", bad=True)
        self.set_timer(IDLE_SECONDS, self._have_started)
        self.set_interval(_UNSAVED_SECONDS, self.sitting.keep_unsaved)

    def on_unmount(self) -> None:
        """The last moment for what could not be written before."""
        self.sitting.keep_unsaved()

    async def _dispatch_message(self, message: Message) -> None:
        """As Textual does; a library that cannot be read, such as one whose disk is gone, does not end the application."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if not self._is_said(error):
                raise

    def _handle_exception(self, error: Exception) -> None:
        """The same for what timers do."""
        if not self._is_said(error):
            super()._handle_exception(error)

    def _is_said(self, error: Exception) -> bool:
        said = self.sitting.listing.said_of(error)
        if said is not None and isinstance(self.screen, CommandScreen):
            self.screen.say(str(said), bad=True)
            return True
        return False

    def _print_error_renderables(self) -> None:
        """As Textual does, but without power over the terminal."""
        if self._exit_renderables:
            from reader.terminal.crashing import console

            self.error_console = console()
        super()._print_error_renderables()

    def _have_started(self) -> None:
        """The list is being looked at: time for what would have made it wait."""
        if not gc.isenabled():  # from the start on
            gc.freeze()  # what was loaded stays
            gc.enable()
        load(THE_LIBRARY, *THE_FILTER, THE_PAGE, *THE_DESKS)
        self.set_timer(self._back_up_after, lambda: self._back_up(self._not_backed_up))

    def _not_backed_up(self, why: str) -> None:
        """Say it once, from whatever thread."""

        def say() -> None:
            if isinstance(self.screen, CommandScreen):
                self.screen.foot.say(why, bad=True)

        with suppress(RuntimeError):  # it is being left
            self.call_from_thread(say)

    def _show_theme(self) -> None:
        theme = self.sitting.palette.theme
        self.set_class(theme == "light", "-light", update=False)
        self.set_class(theme == "terminal", "-terminal", update=False)

    def on_command_screen_recoloured(self) -> None:
        """Every screen, also those under the one that is seen, takes the colours of the theme."""
        self._show_theme()
        self.stylesheet.update_nodes([self])
        for screen in self.screen_stack:
            self.stylesheet.update(screen, animate=False)
            if isinstance(screen, CommandScreen):
                screen.recolour()

    def open_article(self, identifier: str) -> None:
        """Show the page of an article."""
        from reader.article.screen import PageScreen

        self.push_screen(PageScreen(self.sitting, identifier))

    def open_desk(self, desk: str) -> None:
        """Show the desk of entities, or of claims."""
        from reader.commands.keys import Given
        from reader.desk.opening import Desks

        desks = Desks(self.sitting, self.screen)
        open_one = desks.do_claims_desk if desk == "claims" else desks.do_entities_desk
        open_one(Given(f"{desk}_desk"))

    def _leave_in_order(self) -> None:
        """A dropped line or a polite kill ends the app with the terminal left as it was; everything is saved already."""
        loop = asyncio.get_running_loop()

        def end(number: int, _frame: object) -> None:
            if loop.is_closed():  # all is given back
                signal.signal(number, signal.SIG_DFL)
                os.kill(os.getpid(), number)
                return
            if isinstance(self._driver, TolerantDriver):
                self._driver.is_ending = True
            loop.call_soon_threadsafe(self.exit)

        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):  # ctrl+c is a key, and sends none
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, end)
