"""Keeps the rows of the list those that the library has: asks for them, takes answers in, looks for what others write."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from reader.commands.keys import Given
from reader.library.arrangement import Arrangement
from reader.library.asking import FIRST, GROUPED, NEWEST_FIRST, Asked, Figures, Found, answers
from reader.library.head import ListHead
from reader.library.list_view import ArticleList
from reader.library.rows import in_order, tally
from reader.library.selection import Selection
from reader.sitting import Sitting
from store.errors import AnnottyError, Refused
from store.filters.everything import EVERYTHING
from store.model import Order, Sort

if TYPE_CHECKING:
    from reader.library.screen import LibraryScreen
    from store.filters.terms import Term
    from store.finding import Finder
    from store.listing import Listing

_SOON = 0.05
"""Seconds after the first rows are drawn until the others are asked for: keys that were typed before act first."""
_EVERY = 0.5
"""Seconds between looks at whether another program has written."""
_RESTS = 10
"""So many times as long as the library took to answer, it is not asked again by itself."""
_LETTERS = {
    "d": Sort.DATE,
    "a": Sort.ADDED,
    "t": Sort.TITLE,
    "o": Sort.OUTLET,
    "s": Sort.STATE,
    "m": Sort.MARKS,
    "l": Sort.LANGUAGE,
    "r": Sort.RANK,
}
_SORTING = "sorting …"
ORDERS = tuple((letter, "best" if by is Sort.RANK else by.value) for letter, by in _LETTERS.items())
"""The letters behind the key for sorting, with what each sorts by."""


class Lister:
    """The room of the list that knows its order and filter."""

    class Answered(Message):
        """The library has answered, in another thread."""

        def __init__(self, answer: Found | Figures) -> None:
            self.answer = answer
            super().__init__()

    class Failed(Message):
        """It could not."""

        def __init__(self, error: AnnottyError) -> None:
            self.error = error
            super().__init__()

    def __init__(self, sitting: Sitting, screen: LibraryScreen, view: ArticleList, head: ListHead) -> None:
        self.listing = sitting.listing
        self.screen, self.view, self.head = screen, view, head
        self.asked = Asked()
        self.rows_of_all = 0
        """How many rows a list without a filter has, as far as it is known."""
        self.is_whole = False
        """Whether all rows of the list are there, and not only the first."""
        self._finder: Finder[Listing] | None = None
        self._all: Found | None = None
        """The list without a filter, when it was whole last."""
        self._arrived = 0
        self._change = 0
        self._rests_until = 0.0

    # --- asking -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first rows at once, and ask for all of them; and look from now on for what other programs write."""
        self._change = self.listing.seen_change()
        asked = self.asked = self.asked._replace(at=1, afresh=True)
        for answer in answers(asked, self.listing, first=True):
            self.take(answer)
            if isinstance(answer, Found) and not answer.is_whole:
                self.screen.call_after_refresh(self.screen.set_timer, _SOON, partial(self._ask_for_the_rest, asked))
                break
        self.screen.set_interval(_EVERY, self.look)

    def _ask_for_the_rest(self, asked: Asked) -> None:
        if asked == self.asked:
            self._ask_meanwhile(asked._replace(afresh=False), first=False)

    def ask(self, *, by_others: bool = False) -> None:
        """Ask for the list as it is now; where there are few articles, it is there at once."""
        self._ask(self.asked._replace(at=self.asked.at + 1, afresh=False, by_others=by_others))

    @property
    def seeks_words(self) -> bool:
        """Whether the filter in force has words to be found."""
        if self.asked.term == EVERYTHING:
            return False
        from store.filters.settling import has_words  # not needed for the first paint

        return has_words(self.asked.term)

    def show(self, term: Term, words: str, order: Order | None) -> None:
        """Another filter, and another order where one is given."""
        order = order or self.asked.order
        if order.by is Sort.RANK and term == EVERYTHING:
            order = NEWEST_FIRST
        if term != self.asked.term:
            self.view.select(Selection())
        at = self.asked.at + 1
        asked = self.asked._replace(at=at, term=term, words=words, order=order, afresh=True, by_others=False)
        if self._all is not None and self._is_all(asked):
            self.take(self._all._replace(asked=asked._replace(at=self.asked.at)))
            asked = asked._replace(afresh=False)
        self._ask(asked, first=asked.afresh)

    def _is_all(self, asked: Asked) -> bool:
        known = self._all.asked if self._all is not None else asked
        return asked.term == EVERYTHING and (known.order, known.grouped) == (asked.order, asked.grouped)

    def _ask(self, asked: Asked, *, first: bool = False) -> None:
        self.asked = asked
        self.head.show(order=in_order(asked.order.by, turned=asked.order.turned))
        if self.rows_of_all < FIRST:
            for answer in answers(asked, self.listing, first=False):
                self.take(answer)
        else:
            self._ask_meanwhile(asked, first=first)

    def _ask_meanwhile(self, asked: Asked, *, first: bool) -> None:
        self.asked = asked
        from store.finding import Finder  # not needed for the first paint, nor where there are few articles
        from store.listing import Listing

        self._finder = self._finder or Finder(self.listing.path, opening=Listing)
        self._finder.ask(
            partial(answers, asked, first=first),
            self._answered,
            self._failed,
        )

    def _answered(self, answer: Found | Figures) -> None:
        self.screen.post_message(self.Answered(answer))

    def _failed(self, error: AnnottyError) -> None:
        self.screen.post_message(self.Failed(error))

    def look(self) -> None:
        """Ask again where another program has written, unless another screen is seen, an action waits for the library, or
        that was just asked.
        """
        if self.screen.app.screen is not self.screen or self.screen.is_holding or time.monotonic() < self._rests_until:
            return
        change = self.listing.seen_change()
        if change != self._change:
            self._change = change
            self.ask(by_others=True)

    def close(self) -> None:
        """Ask no more."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None

    # --- taking answers in --------------------------------------------------------------------------------------------

    def take(self, answer: Found | Figures) -> None:
        """Show what the library has answered, unless something else was asked since."""
        if answer.asked.at != self.asked.at:
            return
        if isinstance(answer, Figures):
            self.rows_of_all = answer.rows
            self.head.show(counted=tally({state.value: count for state, count in answer.states.items()}))
        else:
            self._take_rows(answer)
        self.screen.listed()

    def _take_rows(self, found: Found) -> None:
        asked, view = found.asked, self.view
        before, was_whole = len(view.arrangement.numbers), self.is_whole
        self.is_whole = found.is_whole
        if asked.by_others:
            view.shelf.forget()
        others = self.listing.stories(view.arrangement.unfolded) if view.arrangement.unfolded else {}
        below = {number: tuple(each.number for each in story) for number, story in others.items()}
        view.take(Arrangement(found.numbers, asked.order, found.borders, below), afresh=asked.afresh)
        if asked.term == EVERYTHING:
            self.rows_of_all = max(len(found.numbers), 0 if found.is_whole else self.rows_of_all)
            self._all = found if found.is_whole else self._all
        if asked.by_others and was_whole and len(found.numbers) > before and not self._is_index_growing:
            self._arrived += len(found.numbers) - before
        self.head.show(arrived=self._arrived)
        if self.screen.foot.message == _SORTING:
            self.screen.foot.say("")
        self._rests_until = time.monotonic() + _RESTS * found.seconds

    @property
    def _is_index_growing(self) -> bool:
        """Whether rows may come that were in the library all along."""
        return bool(self.screen.catching_up.told) and self.asked.term != EVERYTHING

    def ask_again(self) -> None:
        """Ask for what this program changed over another connection: nothing of it came from others."""
        self._change = self.listing.seen_change()
        self.view.renew()
        self.ask()

    def looked_at(self) -> None:
        """A key was pressed: where those that came can be seen, they are not news any more."""
        newest_first = self.asked.order == NEWEST_FIRST
        if self._arrived and (self.view.top == 0 or not newest_first):
            self._arrived = 0
            self.head.show(arrived=0)

    # --- commands -----------------------------------------------------------------------------------------------------

    def do_sort(self, given: Given) -> None:
        """By what the letter says; the other way round where it is so already."""
        by = _LETTERS.get(given.argument or "")
        if by is None:
            raise Refused(f"sort by one of: {', '.join(f'{letter} {name}' for letter, name in ORDERS)}")
        if by is Sort.RANK and self.asked.term == EVERYTHING:
            raise Refused("hits are ranked where a filter has words")
        here = self.asked.order
        order = Order(by, not here.turned) if here.by is by else Order(by)
        # A bar on the first row stays there: whoever has not moved it wants the beginning, which is found at once.
        first = self.view.chosen == 0 and self.rows_of_all >= FIRST
        self._ask(self.asked._replace(at=self.asked.at + 1, order=order, afresh=first, by_others=False), first=first)
        if self.view.arrangement.order != order:
            self.screen.foot.say(_SORTING)

    def do_headings(self, _given: Given) -> None:
        """Days or outlets as headings, or none."""
        asked = self.asked
        if asked.order.by not in GROUPED and not asked.grouped:
            raise Refused("headings are days or outlets; sort by one of them")
        self._ask(asked._replace(at=asked.at + 1, grouped=not asked.grouped, afresh=False, by_others=False))
