"""A screen over whose rows a sheet asks something: what is asked takes the keys while it is there."""

from __future__ import annotations

from textual.containers import Container
from textual.widget import Widget

from reader.article.sheet import Asked
from reader.commands import Place
from reader.commands.keys import Given
from reader.library.sheet_over_list import SheetOverList
from reader.screen import CommandScreen
from reader.sitting import Sitting

EVERY = 0.5
"""Seconds between looks at whether another program has written."""


class SheetScreen(CommandScreen):
    """Rows in a container, and the sheet. at: the place in which keys are pressed where nothing is asked."""

    def __init__(self, sitting: Sitting, at: Place) -> None:
        super().__init__(sitting)
        self.at = at
        self._own_asking: SheetOverList | None = None
        self._change = 0

    # --- what others write --------------------------------------------------------------------------------------------

    def look_from_now(self) -> None:
        """Look for what other programs write, as long as the screen is there."""
        self._change = self.library.seen_change()
        self.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Read again where another program has written, unless another screen is seen, or an action waits for the library."""
        if not self.is_current or self.is_holding or self.is_asking:
            return
        change = self.library.seen_change()
        if change != self._change:
            self._change = change
            self.library_changed()

    @property
    def is_asking(self) -> bool:
        """Whether what is shown is being read; a new question would break that off."""
        return False

    # --- the sheet ----------------------------------------------------------------------------------------------------

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""
        rows = self.query_one(Container)
        rows.mount(widget)
        return rows

    @property
    def asking(self) -> SheetOverList:
        """The sheet."""
        if self._own_asking is None:
            self._own_asking = SheetOverList(self.palette, self)
        return self._own_asking

    @property
    def asked(self) -> Asked | None:
        """What is asked on it."""
        return self._own_asking.asked if self._own_asking is not None else None

    @property
    def place(self) -> Place:
        """The rows, or what is asked over them."""
        return self.asked.place if self.asked is not None else self.at

    def tell_asked(self) -> bool:
        """Tell in the foot of what is asked; whether anything is."""
        if (asked := self.asked) is None:
            return False
        self.foot.show_status([(self.worded(asked.hint), self.palette.quiet)])
        self.foot.show_keys(asked.place, self.asking.unable, typing=True, accept=asked.does)
        return True

    def typed(self, character: str) -> bool:
        """A letter for what is asked; one that chooses answers it."""
        if self.asked is None or not self.asking.typed(character):
            return False
        if self.asking.is_answered:
            self.act(lambda: self.asking.commanded("accept"))
        return True

    def pasted(self, words: str) -> None:
        """Words for what is asked."""
        if self.asked is not None:
            self.asking.pasted(words)

    def takes(self, given: Given) -> bool:
        """Give a command to what is asked; whether anything is."""
        if self.asked is None or given.command == "help":
            return False
        self.asking.commanded(given.command)
        return True
