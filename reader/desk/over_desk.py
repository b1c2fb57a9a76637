"""What lies over a desk and takes its keys: the filter, and what is asked on a sheet. Decides nothing of its rows."""

from __future__ import annotations

from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.library.filtering.filter_typing import FilterTyping
from reader.library.filtering.row import FilterRow
from reader.library.over_rows import Overlaid, OverRows
from reader.sitting import Sitting
from store.filters.everything import EVERYTHING
from store.filters.keys import Subject
from store.filters.terms import Term

_EMPTY = Hint.of("words, “a phrase”, or a key", (Key("complete"), " completes"), "-not", "or")


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


class OverDesk(OverRows[Overlaid, DeskFilter]):
    """The rooms of a desk that type and ask, as one."""

    def __init__(self, sitting: Sitting, screen: Overlaid, subject: Subject) -> None:
        super().__init__(sitting, screen, _EMPTY)
        self.subject = subject
        self._counts = 0, 0

    def make_filterer(self) -> DeskFilter:
        """With the keys of the desk."""
        made = DeskFilter(self.sitting, self.screen, self.row, self.subject)
        made.counted(*self._counts)
        return made

    def do_filter(self, given: Given) -> None:
        """Type a filter."""
        self.filterer.do_filter(given)

    def drop_filter(self) -> bool:
        """Every row again; whether a filter was in force."""
        if not self.screen.filtered:
            return False
        self.filterer.keep("", EVERYTHING)
        return True

    def counted(self, found: int, of: int) -> None:
        """So many rows are there, of so many without a filter."""
        self._counts = found, of
        if self._own_filterer is not None or self.screen.filtered:
            self.filterer.counted(found, of)
            self.filterer.draw()
