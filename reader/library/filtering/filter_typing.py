"""A filter as it is typed, over the list or a desk: the line, what it is completed to, and what it says brought into force.

On the event loop a letter is drawn and the words are read; the library is asked in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Protocol

from textual.widget import Widget

from reader.commands.hints import Words
from reader.commands.keys import Given
from reader.library.filtering.line import MOST_KEPT, Choices, Fault, FilterLine
from reader.library.filtering.row import FilterRow
from reader.library.filtering.under import Under
from reader.line_editing import Typing
from reader.sitting import Sitting
from store.errors import AnnottyError, FilterError
from store.filters.keys import Subject
from store.filters.terms import Term

if TYPE_CHECKING:
    from store.filters.completing import Completion
    from store.finding import Finder
    from store.listing import Listing

_LONGEST = 1_000
"""Code points of a filter; what is pasted behind them is no filter."""


class Filtered(Protocol):
    """The screen whose rows are filtered."""

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where there is none."""

    @property
    def term(self) -> Term:
        """What they mean."""

    @property
    def selected_count(self) -> int:
        """How many rows are selected; another filter drops them."""

    def show_filter(self, term: Term, words: str, order: None) -> None:
        """Bring a filter into force. Cheap: the library is asked in a thread of its own."""

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""


class FilterTyping:
    """The room in which a filter is typed. row and under: where the words and what goes with them stand."""

    def __init__(self, sitting: Sitting, screen: Filtered, row: FilterRow, subject: Subject = Subject.ARTICLES) -> None:
        self.sitting = sitting
        self.subject = subject
        self.row = row
        self.under = Under(sitting.palette)
        screen.lay_over(self.under)
        self._over = screen
        self._line: FilterLine | None = None
        self._is_followed = True
        """Whether the list follows what is typed now."""
        self._is_completing = False
        """Whether what it can be completed to is on its way; until then the sheet stays as it is."""
        self._counts = (0, 0)
        self._is_so_far = False
        """Whether more may be found when the index of words knows every article."""
        self._tries: list[tuple[str, Term]] = []
        """What was accepted last, until its rows are counted, and what is kept instead where it finds none."""
        self._selected = 0
        self._own_finder: Finder[Listing] | None = None

    # --- what a subclass may do differently ---------------------------------------------------------------------------

    def begin(self) -> None:
        """A filter is about to be typed: remember what is in force."""
        raise NotImplementedError

    def come_back(self) -> None:
        """Nothing was typed after all: what was in force before is so again."""
        raise NotImplementedError

    def keep(self, words: str, term: Term) -> None:
        """Bring a filter into force for good."""
        raise NotImplementedError

    @property
    def earlier(self) -> list[str]:
        """The filters that were typed here in this sitting, the newest last."""
        return self.sitting.filters.setdefault(self.subject, [])

    # --- the keys -----------------------------------------------------------------------------------------------------

    def do_filter(self, _given: Given) -> None:
        """Type a filter; the one in force is there to be changed."""
        self.begin()
        self._selected = self._over.selected_count
        self.type_on(self._over.filtered)
        self.draw()

    def type_on(self, words: str) -> FilterLine:
        """Let a filter be typed on."""
        self._line, self._is_followed, self._tries = FilterLine(self.earlier, Typing.of(words)), True, []
        return self._line

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
            self._line = None
            self.come_back()
            self._tell_selection()
        elif command == "complete":
            self._complete(line)
        elif (changed := line.commanded(command)) is not None:
            self._change(changed)

    def _accept(self, line: FilterLine) -> None:
        """Keep it in force, if it says something that can be meant."""
        if line.choices is not None and line.choices.at is not None:
            self._change(FilterLine(line.earlier, line.typing))
            return
        words = " ".join(line.words.split())
        try:
            term = parsed(words, self.subject)
        except FilterError as error:
            self.refuse(FilterLine(line.earlier, line.typing, line.draft), error)
            return
        self._line = None
        self._remember(words)
        open_ended = self._open_ended(line.words, term) if self._counts[0] or self._is_so_far else None
        self._tries = [] if open_ended is None else [(words, term), open_ended, (words, term)]
        self.keep(words, term)
        self._tell_selection()

    def _tell_selection(self) -> None:
        """Say that another filter has dropped what was selected before."""
        if self._selected and not self._over.selected_count:
            rows = "row is" if self._selected == 1 else "rows are"
            self._over.say(f"another filter · {self._selected:,} {rows} no longer selected")

    def _open_ended(self, typed: str, term: Term) -> tuple[str, Term] | None:
        """What it meant while its last word might go on, in words that say so; None where it means no more than now."""
        words = f"{' '.join(typed.split())}*"
        try:
            found = parsed(typed, self.subject, typing=True)
            return (words, found) if found != term and parsed(words, self.subject) == found else None
        except FilterError:
            return None

    def _remember(self, words: str) -> None:
        if words:
            kept = [*(each for each in self.earlier if each != words), words][-MOST_KEPT:]
            self.sitting.filters[self.subject] = kept

    def _try_next(self) -> bool:
        """Where what was accepted finds nothing, what was seen while it was typed stays; whether something else is tried."""
        tries = self._tries
        if self._counts[0] or len(tries) < 2 or self._over.term != tries[0][1]:
            self._tries = []
            return False
        self._tries = tries[1:]
        words, term = self._tries[0]
        self.sitting.filters[self.subject] = self.earlier[:-1]
        self._remember(words)
        self.keep(words, term)
        return True

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
            self._over.call_later(self._follow)

    def _follow(self) -> None:
        """Bring what is typed into force; where it says nothing that can be meant, the list stays as it is."""
        line = self._line
        if line is None or self._is_followed:
            return
        self._is_followed = True
        try:
            term = parsed(line.words, self.subject, typing=True)
        except FilterError as error:
            self.refuse(line, error)
            return
        self._over.show_filter(term, " ".join(line.words.split()), None)

    def refuse(self, line: FilterLine, error: FilterError) -> None:
        """Show where a line is wrong, and why."""
        fault = Fault(error.start, error.end, str(error))
        self._show_line(FilterLine(line.earlier, line.typing, line.draft, line.choices, fault))

    # --- completing ---------------------------------------------------------------------------------------------------

    def _complete(self, line: FilterLine, *, asked: bool = True) -> None:
        """The next way to complete it; where none are known yet, the library is asked for them."""
        if (chosen := line.chosen(1)) is not None:
            self._change(chosen)
            return
        words, caret, subject = line.words, line.typing.caret, self.subject

        def ask(reading: Listing) -> Iterator[Completion]:
            from store.filters.completing import complete

            yield complete(words, caret, reading.values, subject=subject)

        def answer(found: Completion) -> None:
            self._over.call_later(self._completed, words, caret, found, asked)

        self.finder.ask(ask, answer, self.failed)

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

    def failed(self, error: AnnottyError) -> None:
        """The library could not answer; told from its thread."""
        self._over.call_later(lambda: self._over.say(str(error), bad=True))

    @property
    def finder(self) -> Finder[Listing]:
        """A thread for what the list itself does not wait for."""
        if self._own_finder is None:
            from store.finding import Finder
            from store.listing import Listing

            self._own_finder = Finder(self.sitting.library.path, opening=Listing)
        return self._own_finder

    def close(self) -> None:
        """End the thread, where there is one."""
        if self._own_finder is not None:
            self._own_finder.close()
            self._own_finder = None

    # --- drawing ------------------------------------------------------------------------------------------------------

    def counted(self, found: int, of: int, *, so_far: bool = False) -> None:
        """So many rows are there, of so many without a filter; so_far: there may be more that are not known yet."""
        self._is_so_far, self._counts = so_far, (found, of)
        if self._line is None and self._try_next():
            return
        self.tell()

    def draw(self) -> None:
        """Show the filter in force, and the one that is typed."""
        self.row.show_filter(self._over.filtered, self.kept_name)
        self._show_line(self._line)
        self.tell()

    @property
    def kept_name(self) -> str:
        """Under which name the filter in force is kept; empty where it is not."""
        return ""

    def tell(self) -> None:
        """Tell beside the filter how many fit it; without one, nothing."""
        found, of = self._counts
        told = self._line is not None or bool(self._over.filtered)
        self.row.tell([(f"{found:,} of {of:,}{self.so_far}", "quiet")] if told else [])

    @property
    def so_far(self) -> str:
        """What is said behind a number that may grow."""
        return " so far" if self._is_so_far else ""

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


def parsed(words: str, subject: Subject = Subject.ARTICLES, *, typing: bool = False) -> Term:
    """What a filter means today. Raises FilterError."""
    from store.filters.parsing import parse  # not needed for the first paint of the list

    return parse(words, date.today(), typing=typing, subject=subject)
