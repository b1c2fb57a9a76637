"""Filtering the list: filters are typed, kept ones brought into force, and it is told how much of one is done.

What is typed, and how it is completed, is the same on the desks: filter_typing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.commands.keys import Given
from reader.library.filtering import progress
from reader.library.filtering.filter_typing import FilterTyping, parsed
from reader.library.filtering.row import FilterRow
from reader.library.listed import Listed
from reader.sitting import Sitting
from store.errors import AnnottyError, FilterError
from store.filters.terms import EVERYTHING, Term
from store.model import Order, Queue, State

if TYPE_CHECKING:
    from store.listing import Listing


class Filterer(FilterTyping):
    """The room of the list in which it is filtered."""

    def __init__(self, sitting: Sitting, screen: Listed, row: FilterRow) -> None:
        super().__init__(sitting, screen, row)
        self.screen = screen
        self.queue: Queue | None = None
        """The kept filter that is in force."""
        self._before: tuple[Term, str, Order, Queue | None] = (EVERYTHING, "", Order(), None)
        self._tally: dict[State, int] = {}
        self._is_counting = False

    def begin(self) -> None:
        """A filter is about to be typed: remember what is in force."""
        self._before = (self.screen.term, self.screen.filtered, self.screen.order, self.queue)

    def come_back(self) -> None:
        """Back to what was in force."""
        term, words, order, queue = self._before
        if words != self.screen.filtered or order != self.screen.order:
            self.show(words, term, order, queue)
        else:
            self.queue = queue
            self.draw()

    def keep(self, words: str, term: Term) -> None:
        """Bring a filter into force for good; it is the kept one still where it says the same."""
        queue = self._before[3]
        self.show(words, term, queue=queue if queue is not None and queue.filter == words else None)

    def open(self, queue: Queue) -> None:
        """Bring a kept filter into force; one that cannot be read is put there to be changed."""
        try:
            term = parsed(queue.filter)
        except FilterError as error:
            self.do_filter(Given("filter"))
            self.refuse(self.type_on(queue.filter), error)
            return
        self.show(queue.filter, term, queue.order, queue)

    def show(self, words: str, term: Term, order: Order | None = None, queue: Queue | None = None) -> None:
        """Bring a filter into force."""
        self.queue, self._tally = queue, {}
        self.screen.show_filter(term, words, order)
        self.draw()
        self.count_done()

    # --- how much of it is done -----------------------------------------------------------------------------------------

    def counted(self, found: int, of: int, *, so_far: bool = False) -> None:
        """So many rows are in the list, of so many without a filter; so_far: there may be more that are not known yet."""
        grew = self._counts != (found, of)
        if grew and not self._is_counting:
            self.count_done()
        super().counted(found, of, so_far=so_far)

    def count_done(self) -> None:
        """Ask how much of the work in force is done."""
        if self.line is not None or not self.screen.filtered:
            return
        self._is_counting = True
        words, term = self.screen.filtered, progress.without_states(self.screen.term)

        def ask(reading: Listing) -> Iterator[dict[State, int]]:
            yield reading.tally(term)

        def answer(tally: dict[State, int]) -> None:
            self.screen.call_later(self._take_tally, words, tally)

        self.finder.ask(ask, answer, self.failed)

    def _take_tally(self, words: str, tally: dict[State, int]) -> None:
        self._is_counting = False
        if words == self.screen.filtered:
            self._tally = tally
            self.tell()

    def failed(self, error: AnnottyError) -> None:
        """The library could not answer."""
        self._is_counting = False
        super().failed(error)

    # --- drawing ------------------------------------------------------------------------------------------------------

    @property
    def kept_name(self) -> str:
        """Under which name the filter in force is kept."""
        return self.queue.name if self.queue is not None else ""

    def tell(self) -> None:
        """How much of the filter in force is done; how many fit the one that is typed."""
        done = progress.bar(self._tally, plain=self.sitting.plain)
        if self.line is None and self.screen.filtered and done:
            self.row.tell([*done, (" · ", "quiet"), (f"{self._counts[0]:,} here{self.so_far}", "quiet")])
        else:
            super().tell()
