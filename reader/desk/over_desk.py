"""What lies over a desk and takes its keys: the filter, and what is asked on a sheet. Decides nothing of its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.widget import Widget

from reader.article.sheet import Asked
from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from reader.foot import Foot
from reader.library.filtering.filter_typing import FilterTyping
from reader.library.filtering.hinting import told_of
from reader.library.filtering.row import FilterRow
from reader.library.sheet_over_list import SheetOverList
from reader.sitting import Sitting
from store.filters.everything import EVERYTHING
from store.filters.keys import Subject
from store.filters.terms import Term

_EMPTY = Hint.of("words, “a phrase”, or a key", (Key("complete"), " completes"), "-not", "or")

NOT_SAVED = Hint.of("not saved", (Key("dismiss"), " again leaves it"), (Key("accept"), " saves"))


class Overlaid(Protocol):
    """The desk as what lies over it sees it."""

    foot: Foot

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where there is none."""

    @property
    def term(self) -> Term:
        """What they mean."""

    def show_filter(self, term: Term, words: str, order: None) -> None:
        """Bring a filter into force."""

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def worded(self, words: Words) -> str:
        """A text with the keys that this person presses for what it names."""

    def attempt(self, action: Callable[[], None]) -> object:
        """Do something; where the library refuses, the foot says so."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""


class DeskFilter(FilterTyping):
    """The room of a desk in which its filter is typed."""

    def __init__(self, sitting: Sitting, screen: Overlaid, row: FilterRow, subject: Subject) -> None:
        super().__init__(sitting, screen, row, subject)
        self.screen = screen
        self._before: tuple[Term, str] = (EVERYTHING, "")

    def begin(self) -> None:
        """Remember what is in force."""
        self._before = self.screen.term, self.screen.filtered

    def come_back(self) -> None:
        """Back to what was in force."""
        term, words = self._before
        self.keep(words, term)

    def keep(self, words: str, term: Term) -> None:
        """Bring a filter into force for good."""
        if (words, term) != (self.screen.filtered, self.screen.term):
            self.screen.show_filter(term, words, None)
        self.draw()


class OverDesk:
    """The rooms of a desk that type and ask, as one. row: the widget in which the filter is seen."""

    def __init__(self, sitting: Sitting, screen: Overlaid, subject: Subject) -> None:
        self.sitting, self.screen, self.subject = sitting, screen, subject
        self.row = FilterRow(sitting.palette)
        self._own_filter: DeskFilter | None = None
        self._own_asking: SheetOverList | None = None

    @property
    def filter(self) -> DeskFilter:
        """Where it is filtered."""
        if self._own_filter is None:
            self._own_filter = DeskFilter(self.sitting, self.screen, self.row, self.subject)
        return self._own_filter

    @property
    def asking(self) -> SheetOverList:
        """The sheet on which something is asked."""
        if self._own_asking is None:
            self._own_asking = SheetOverList(self.sitting.palette, self.screen)
        return self._own_asking

    @property
    def asked(self) -> Asked | None:
        """What is asked on the sheet."""
        return self._own_asking.asked if self._own_asking is not None else None

    @property
    def _types_filter(self) -> bool:
        return self._own_filter is not None and self._own_filter.line is not None

    # --- keys ---------------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """Where keys are pressed; None where nothing is typed or asked."""
        if self._types_filter:
            return Place.FILTER
        return self._own_asking.place if self._own_asking is not None else None

    def typed(self, characters: str) -> bool:
        """Take characters, where some are typed; whether they were taken."""
        if self.place is None:
            return False
        if self._types_filter:
            return self.filter.typed(characters)
        taken = self.asking.typed(characters)
        if taken and self.asking.is_answered:
            self.screen.attempt(lambda: self.asking.commanded("accept"))
        return taken

    def pasted(self, words: str) -> None:
        """Take pasted words, where some are typed."""
        if self._types_filter:
            self.filter.typed(words)
        elif self._own_asking is not None:
            self._own_asking.pasted(words)

    def takes(self, given: Given) -> bool:
        """Take a command of what is typed or asked; whether it was one."""
        if self.place is None or given.command == "help":
            return False
        if self._types_filter:
            self.filter.commanded(given.command)
        elif given.command == "dismiss" and not self.asking.may_be_dropped():
            self.screen.say(NOT_SAVED, bad=True)
        else:
            self.asking.commanded(given.command)
        return True

    # --- the desk -----------------------------------------------------------------------------------------------------

    def do_filter(self, given: Given) -> None:
        """Type a filter."""
        self.filter.do_filter(given)

    def drop_filter(self) -> bool:
        """Every row again; whether a filter was in force."""
        if not self.screen.filtered:
            return False
        self.filter.keep("", EVERYTHING)
        return True

    def counted(self, found: int, of: int) -> None:
        """So many rows are there, of so many without a filter."""
        if self._own_filter is not None or self.screen.filtered:
            self.filter.counted(found, of)
            self.filter.draw()

    def tell_foot(self) -> bool:
        """Tell in the foot of what is typed or asked; whether anything is."""
        foot, quiet = self.screen.foot, self.sitting.palette.quiet
        if self._types_filter:
            line = self.filter.line
            told = told_of(line.words, line.typing.caret, self.subject) if line is not None else ""
            foot.show_status([(self.screen.worded(told or _EMPTY), quiet)])
            foot.show_keys(Place.FILTER, typing=True)
            return True
        if (asked := self.asked) is None:
            return False
        foot.show_status([(self.screen.worded(asked.hint), quiet)])
        foot.show_keys(asked.place, self.asking.unable, typing=True, accept=asked.does)
        return True

    def close(self) -> None:
        """The desk goes: end what it has begun for itself alone."""
        if self._own_filter is not None:
            self._own_filter.close()
