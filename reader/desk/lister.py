"""Keeps the rows of a desk those that the library has: asks for them, takes answers in, looks for what others write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, Protocol

from textual.timer import Timer

from reader.commands.hints import Words
from reader.commands.keys import Given
from reader.desk.desk_rows import DeskRows
from reader.desk.stock import FIRST, Asked, Found, In, Row, Stock, answers
from reader.library.arrangement import Arrangement
from reader.library.head import ListHead
from reader.library.selection import Selection
from store.errors import AnnottyError, Refused
from store.filters.everything import EVERYTHING
from store.model import Order, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.filters.terms import Term
    from store.finding import Finder
    from store.knowing import Knowing
    from store.library import Library

_EVERY = 0.5
"""Seconds between looks at whether another program has written."""
ANYHOW = Order(Sort.TITLE)
"""The numbers of a desk's rows follow no order of theirs: where one stands is looked for."""


class Desk(Protocol):
    """The desk as what keeps its rows sees it."""

    @property
    def library(self) -> Library:
        """The library."""

    @property
    def is_current(self) -> bool:
        """Whether it is the screen that is seen."""

    @property
    def is_holding(self) -> bool:
        """Whether an action waits for the library."""

    def listed(self) -> None:
        """Other rows are there, or how many there are is known now."""

    def library_changed(self) -> None:
        """Read again what is shown."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def attempt(self, action: Callable[[], None]) -> object:
        """Do something; where the library refuses, the foot says so."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Do something every so many seconds."""


class DeskLister(Generic[Row, In]):
    """The room of a desk that knows its order and filter."""

    def __init__(
        self, screen: Desk, stock: Stock[Row, In], view: DeskRows[Row, In], head: ListHead, asked: Asked[In]
    ) -> None:
        self.screen, self.stock, self.view, self.head = screen, stock, view, head
        self.asked = asked
        self.rows_of_all: int | None = None
        """How many rows there are without a filter, as far as it is known."""
        self.is_whole = False
        """Whether all rows are there, and not only the first."""
        self._finder: Finder[Knowing] | None = None
        self._change = 0

    @property
    def is_large(self) -> bool:
        """Whether there are so many rows, or nobody knows, that the library is asked in a thread."""
        return self.rows_of_all is None or self.rows_of_all >= FIRST

    # --- asking -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first rows at once, and ask for all of them; and look from now on for what other programs write."""
        self._change = self.screen.library.seen_change()
        self._ask(replace(self.asked, at=1, afresh=True), first=True)
        self.screen.set_interval(_EVERY, self.look)

    def ask(self) -> None:
        """Ask for the rows as they are now; where there are few, they are there at once."""
        self.rows_of_all = self.rows_of_all if self.asked.term == EVERYTHING else None
        self._ask(replace(self.asked, at=self.asked.at + 1, afresh=False))

    def show(self, term: Term, words: str) -> None:
        """Another filter."""
        if term != self.asked.term:
            self.view.select(Selection())
        self._ask(replace(self.asked, at=self.asked.at + 1, term=term, words=words, afresh=True), first=True)

    def _ask(self, asked: Asked[In], *, first: bool = False) -> None:
        self.asked = asked
        self.head.show(order=self.stock.in_order(asked.order))
        if not self.is_large or asked.at == 1:
            for found in answers(self.stock, asked, self.screen.library, first=first, of=self.rows_of_all):
                self._take(found)
                if not found.is_whole:
                    self._ask_meanwhile(asked, first=False)
                    break
        else:
            self._ask_meanwhile(asked, first=first)

    def _ask_meanwhile(self, asked: Asked[In], *, first: bool) -> None:
        if self._finder is None:
            from store.finding import Finder
            from store.knowing import Knowing

            self._finder = Finder(self.screen.library.path, opening=Knowing)
        stock, of = self.stock, self.rows_of_all

        def ask(knowing: Knowing) -> Iterator[Found[In]]:
            return answers(stock, asked, knowing, first=first, of=of)

        self._finder.ask(ask, self._answered, self._failed)

    def _answered(self, found: Found[In]) -> None:
        self.screen.call_later(self._take, found)

    def _failed(self, error: AnnottyError) -> None:
        self.screen.call_later(lambda: self.screen.say(str(error), bad=True))

    def look(self) -> None:
        """Ask again where another program has written, unless another screen is seen, or an action waits for the library."""
        if not self.screen.is_current or self.screen.is_holding:
            return
        change = self.screen.library.seen_change()
        if change != self._change:
            self._change = change
            self.screen.attempt(self.screen.library_changed)

    def close(self) -> None:
        """Ask no more."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None

    def _take(self, found: Found[In]) -> None:
        """Show what the library has answered, unless something else was asked since."""
        asked = found.asked
        if asked.at != self.asked.at:
            return
        self.is_whole = found.is_whole
        self.rows_of_all = found.of
        self.view.order = asked.order
        shown = self.view.arrangement
        if (shown.numbers, shown.borders) != (found.numbers, found.borders):
            self.view.take(Arrangement(found.numbers, ANYHOW, found.borders), afresh=asked.afresh)
            self.asked = replace(asked, afresh=False)
        self.screen.listed()

    # --- commands -----------------------------------------------------------------------------------------------------

    def do_sort(self, given: Given) -> None:
        """By what the letter says; the other way round where it is so already."""
        wanted = self.stock.orders.get(given.argument or "")
        if wanted is None:
            raise Refused(
                f"sort by one of: {', '.join(f'{letter} {name}' for letter, (_, name) in self.stock.orders.items())}"
            )
        here, order = self.asked.order, wanted[0]
        if self.stock.is_alike(here, order):
            order = self.stock.turned(here)
        self._ask(replace(self.asked, at=self.asked.at + 1, order=order, afresh=False))

    def do_headings(self, _given: Given) -> None:
        """Headings, or none."""
        asked = self.asked
        if not self.stock.may_group(asked.order) and not asked.grouped:
            raise Refused("there are no headings in this order")
        self._ask(replace(asked, at=asked.at + 1, grouped=not asked.grouped, afresh=False))
