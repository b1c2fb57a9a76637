"""What lies over rows and takes their keys, in the list and on the desks: the filter, and what is asked on a sheet.

Each is made when it is needed for the first time: neither is, to see the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from textual.widget import Widget

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from reader.foot import Foot
from reader.library.filtering.row import FilterRow
from reader.sitting import Sitting

if TYPE_CHECKING:
    from reader.article.sheet import Asked
    from reader.library.filtering.filter_typing import FilterTyping
    from reader.library.sheet_over_list import SheetOverList
    from store.filters.terms import Term

NOT_SAVED = Hint.of("not saved", (Key("dismiss"), " again leaves it"), (Key("accept"), " saves"))


class Overlaid(Protocol):
    """The screen of the rows as what lies over them sees it."""

    foot: Foot

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where there is none."""

    @property
    def term(self) -> Term:
        """What they mean."""

    @property
    def selected_count(self) -> int:
        """How many rows are selected."""

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

    def act(self, action: Callable[[], None]) -> object:
        """Do what a person asked for; where the library does not take it, it is held."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""


Over = TypeVar("Over", bound=Overlaid)
Typing = TypeVar("Typing", bound="FilterTyping")


class OverRows(Generic[Over, Typing]):
    """What types and asks, as one. row: the widget in which the filter is seen; empty: what is told where none is typed yet."""

    def __init__(self, sitting: Sitting, screen: Over, empty: Hint) -> None:
        self.sitting, self.screen = sitting, screen
        self.row = FilterRow(sitting.palette)
        self._empty = empty
        self._own_filterer: Typing | None = None
        self._own_asking: SheetOverList | None = None

    def make_filterer(self) -> Typing:
        """The room in which it is filtered, when it is needed first."""
        raise NotImplementedError

    @property
    def filterer(self) -> Typing:
        """Where it is filtered."""
        if self._own_filterer is None:
            self._own_filterer = self.make_filterer()
        return self._own_filterer

    @property
    def asking(self) -> SheetOverList:
        """The sheet on which something is asked."""
        if self._own_asking is None:
            from reader.library.sheet_over_list import SheetOverList

            self._own_asking = SheetOverList(self.sitting.palette, self.screen)
        return self._own_asking

    @property
    def asked(self) -> Asked | None:
        """What is asked on the sheet."""
        return self._own_asking.asked if self._own_asking is not None else None

    @property
    def _types_filter(self) -> bool:
        return self._own_filterer is not None and self._own_filterer.line is not None

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
            return self.filterer.typed(characters)
        taken = self.asking.typed(characters)
        if taken and self.asking.is_answered:
            self.screen.act(lambda: self.asking.commanded("accept"))
        return taken

    def pasted(self, words: str) -> None:
        """Take pasted words, where some are typed."""
        if self._types_filter:
            self.filterer.typed(words)
        elif self._own_asking is not None:
            self._own_asking.pasted(words)

    def takes(self, given: Given) -> bool:
        """Take a command of what is typed or asked; whether it was one."""
        if self.place is None or given.command == "help":
            return False
        if self._types_filter:
            self.filterer.commanded(given.command)
        elif given.command == "dismiss" and not self.asking.may_be_dropped():
            self.screen.say(NOT_SAVED, bad=True)
        else:
            self.asking.commanded(given.command)
        return True

    def tell_foot(self) -> bool:
        """Tell in the foot of what is typed or asked; whether anything is."""
        foot, quiet = self.screen.foot, self.sitting.palette.quiet
        if self._types_filter:
            from reader.library.filtering.hinting import told_of

            line = self.filterer.line
            told = told_of(line.words, line.typing.caret, self.filterer.subject) if line is not None else ""
            foot.show_status([(self.screen.worded(told or self._empty), quiet)])
            foot.show_keys(Place.FILTER, typing=True)
            return True
        if (asked := self.asked) is None:
            return False
        foot.show_status([(self.screen.worded(asked.hint), quiet)])
        foot.show_keys(asked.place, self.asking.unable, typing=True, accept=asked.does)
        return True

    def close(self) -> None:
        """The rows go: end what was begun for them alone."""
        if self._own_filterer is not None:
            self._own_filterer.close()
