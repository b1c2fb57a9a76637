"""Filtering the list as it is typed: the room of the list for / and escape, and for the words while they are typed.

On the event loop a letter is drawn and the words are read; the library is asked in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reader.commands.keys import Given
from reader.library.filtering import progress
from reader.library.filtering.line import MOST_KEPT, Choices, Fault, FilterLine
from reader.library.filtering.row import FilterRow
from reader.library.filtering.under import Under
from reader.library.listed import Listed
from reader.line_editing import Typing
from reader.sitting import Sitting
from store.errors import AnnottyError, FilterError
from store.filters.terms import EVERYTHING, Term
from store.model import Order, Queue, State

if TYPE_CHECKING:
    from store.filters.completing import Completion
    from store.finding import Finder
    from store.listing import Listing

_LONGEST = 1_000
"""Code points of a filter; what is pasted behind them is no filter."""


class Filterer:
    """The room of the list in which it is filtered. row and under: where the words and what goes with them stand."""

    def __init__(self, sitting: Sitting, screen: Listed, row: FilterRow) -> None:
        self.sitting = sitting
        self.screen = screen
        self.row = row
        self.under = Under(sitting.palette)
        screen.lay_over(self.under)
        self.queue: Queue | None = None
        """The kept filter that is in force."""
        self._line: FilterLine | None = None
        self._before: tuple[Term, str, Order, Queue | None] = (EVERYTHING, "", Order(), None)
        self._is_followed = True
        """Whether the list follows what is typed now."""
        self._is_completing = False
        """Whether what it can be completed to is on its way; until then the sheet stays as it is."""
        self._counts = (0, 0)
        self._is_so_far = False
        """Whether more may be found when the index of words knows every article."""
        self._tally: dict[State, int] = {}
        self._is_counting = False
        self._own_finder: Finder | None = None

    # --- the keys -----------------------------------------------------------------------------------------------------

    def do_filter(self, _given: Given) -> None:
        """Type a filter; the one in force is there to be changed."""
        words = self.screen.filtered
        self._before = (self.screen.term, words, self.screen.order, self.queue)
        self._line, self._is_followed = FilterLine(self.sitting.filters, Typing.of(words)), True
        self._draw()

    def open(self, queue: Queue) -> None:
        """Bring a kept filter into force; one that cannot be read is put there to be changed."""
        try:
            term = parsed(queue.filter)
        except FilterError as error:
            self.do_filter(Given("filter"))
            line = FilterLine(self.sitting.filters, Typing.of(queue.filter))
            self._refuse(line, error)
            return
        self.show(queue.filter, term, queue.order, queue)

    def show(self, words: str, term: Term, order: Order | None = None, queue: Queue | None = None) -> None:
        """Bring a filter into force."""
        self.queue, self._tally = queue, {}
        self.screen.show_filter(term, words, order)
        self._draw()
        self.count_done()

    # --- typing -------------------------------------------------------------------------------------------------------

    @property
    def line(self) -> FilterLine | None:
        """What is being typed."""
        return self._line

    def typed(self, characters: str) -> bool:
        """Take characters, if a filter is being typed; whether they were taken."""
        if self._line is None:
            return False
        room = max(0, _LONGEST - len(self._line.words))
        choices = self._line.choices
        self._is_completing = self._is_completing or (choices is not None and choices.at is None)
        self._change(self._line.typed(characters[:room]))
        if self._is_completing:  # they go along with what is typed until one is chosen
            self._complete(self._line, asked=False)
        return True

    def commanded(self, command: str) -> None:
        """Take a command of the place where it is typed."""
        line = self._line
        assert line is not None
        self._is_completing = False
        if command == "accept":
            self._accept(line)
        elif command == "dismiss" and line.choices is not None:
            self._show_line(FilterLine(line.earlier, line.typing, line.draft))
        elif command == "dismiss" or (command == "erase" and not line.words):
            self._leave()
        elif command == "complete":
            self._complete(line)
        elif (changed := line.commanded(command)) is not None:
            self._change(changed)

    def _leave(self) -> None:
        """Back to what was in force."""
        self._line = None
        term, words, order, queue = self._before
        if words != self.screen.filtered or order != self.screen.order:
            self.show(words, term, order, queue)
        else:
            self.queue = queue
            self._draw()

    def _accept(self, line: FilterLine) -> None:
        """Keep it in force, if it says something that can be meant."""
        if line.choices is not None and line.choices.at is not None:
            self._change(FilterLine(line.earlier, line.typing))
            return
        words = " ".join(line.words.split())
        try:
            term = parsed(words)
        except FilterError as error:
            self._refuse(FilterLine(line.earlier, line.typing, line.draft), error)
            return
        self._line = None
        queue = self._before[3]
        if words:
            self.sitting.filters = [*(each for each in self.sitting.filters if each != words), words][-MOST_KEPT:]
        self.show(words, term, queue=queue if queue is not None and queue.filter == words else None)

    def _change(self, line: FilterLine) -> None:
        """Letters that are waiting already are taken first: the list follows the last of them."""
        before = self._line
        same = before is not None and before.words == line.words
        if same and before is not None and line.fault is None and line.choices is None:
            line = FilterLine(line.earlier, line.typing, line.draft, fault=before.fault)
        self._show_line(line)
        if same:
            return
        if self._is_followed:
            self._is_followed = False
            self.screen.call_later(self._follow)

    def _follow(self) -> None:
        """Bring what is typed into force; where it says nothing that can be meant, the list stays as it is."""
        line = self._line
        if line is None or self._is_followed:
            return
        self._is_followed = True
        try:
            term = parsed(line.words, typing=True)
        except FilterError as error:
            self._refuse(line, error)
            return
        self.screen.show_filter(term, " ".join(line.words.split()), None)

    def _refuse(self, line: FilterLine, error: FilterError) -> None:
        fault = Fault(error.start, error.end, str(error))
        self._show_line(FilterLine(line.earlier, line.typing, line.draft, line.choices, fault))

    # --- completing ---------------------------------------------------------------------------------------------------

    def _complete(self, line: FilterLine, *, asked: bool = True) -> None:
        """The next way to complete it; where none are known yet, the library is asked for them."""
        if (chosen := line.chosen(1)) is not None:
            self._change(chosen)
            return
        words, caret = line.words, line.typing.caret

        def ask(reading: Listing) -> Iterator[Completion]:
            from store.filters.completing import complete

            yield complete(words, caret, reading.values)

        def answer(found: Completion) -> None:
            self.screen.call_later(self._completed, words, caret, found, asked)

        self.finder.ask(ask, answer, self._failed)

    def _completed(self, words: str, caret: int, found: Completion, asked: bool) -> None:
        line = self._line
        if line is None or (line.words, line.typing.caret) != (words, caret):
            return
        self._is_completing = False
        completed = line.completed(found.start, found.end, found.candidates, found.helps, asked=asked)
        self._change(completed)
        if (
            completed.words != words
            and completed.choices is None
            and completed.words[: completed.typing.caret].endswith(":")
        ):
            self._complete(completed)  # behind a key there is more to complete

    # --- how much of it is done -----------------------------------------------------------------------------------------

    def counted(self, found: int, of: int, *, so_far: bool = False) -> None:
        """So many rows are in the list, of so many without a filter; so_far: there may be more that are not known yet."""
        self._is_so_far = so_far
        grew, self._counts = self._counts != (found, of), (found, of)
        if grew and not self._is_counting:
            self.count_done()
        self._tell()

    def count_done(self) -> None:
        """Ask how much of the work in force is done."""
        if self._line is not None or not self.screen.filtered:
            return
        self._is_counting = True
        words, term = self.screen.filtered, progress.without_states(self.screen.term)

        def ask(reading: Listing) -> Iterator[dict[State, int]]:
            yield reading.tally(term)

        def answer(tally: dict[State, int]) -> None:
            self.screen.call_later(self._take_tally, words, tally)

        self.finder.ask(ask, answer, self._failed)

    def _take_tally(self, words: str, tally: dict[State, int]) -> None:
        self._is_counting = False
        if words == self.screen.filtered:
            self._tally = tally
            self._tell()

    def _failed(self, error: AnnottyError) -> None:
        self._is_counting = False
        self.screen.call_later(lambda: self.screen.say(str(error), bad=True))

    @property
    def finder(self) -> Finder:
        """A thread for what the list itself does not wait for."""
        if self._own_finder is None:
            from store.finding import Finder

            self._own_finder = Finder(self.sitting.library.path)
        return self._own_finder

    def close(self) -> None:
        """End the thread, where there is one."""
        if self._own_finder is not None:
            self._own_finder.close()
            self._own_finder = None

    # --- drawing ------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.row.show_filter(self.screen.filtered, self.queue.name if self.queue is not None else "")
        self._show_line(self._line)
        self._tell()

    def _show_line(self, line: FilterLine | None) -> None:
        self._line = line
        self.row.show_line(line)
        about: Choices | Fault | None = None
        if line is not None:
            about = line.choices or line.fault
        if about is None or line is None:
            if line is None or not self._is_completing:
                self._is_completing = False
                self.under.show(None)
            return
        column, end = self.row.column_of(about.start), self.row.column_of(about.end)
        self.under.show(line, column, end - column, self.row.size.width)

    def _tell(self) -> None:
        found, of = self._counts
        so_far = " so far" if self._is_so_far else ""
        counts = [(f"{found:,} of {of:,}{so_far}", "quiet")]
        if self._line is not None:
            self.row.tell(counts)
            return
        if not self.screen.filtered:
            self.row.tell([])
            return
        done = progress.bar(self._tally, plain=self.sitting.plain)
        self.row.tell([*done, (" · ", "quiet"), (f"{found:,} here{so_far}", "quiet")] if done else counts)


def parsed(words: str, *, typing: bool = False) -> Term:
    """What a filter means today. Raises FilterError."""
    from store.filters.parsing import parse  # not needed for the first paint of the list

    return parse(words, date.today(), typing=typing)
