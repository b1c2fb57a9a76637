"""Filters that are kept: the room of the list for m, ' and the listing of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.article.lists.listing import Entries, Entry, Listing
from reader.article.sheet import Asked
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.errors import Unable
from reader.library.filtering.filter_typing import parsed
from reader.library.filtering.filterer import Filterer
from reader.library.listed import Listed
from reader.library.naming import Naming
from reader.library.sheet_over_list import SheetOverList
from reader.sitting import Sitting
from store.errors import AnnottyError, FilterError
from store.filters.terms import All, InState, Not, Term
from store.listing import Listing as OpenList
from store.model import Queue, State
from store.text import Span

_NAME_CELLS = 40
_LEFT = tuple(Not(InState(state)) for state in (State.DONE, State.ASIDE))
"""What of a filter is left to be read."""


class Queuer:
    """The room of the list in which filters are kept, opened and dropped."""

    def __init__(self, sitting: Sitting, screen: Listed, asking: SheetOverList, filterer: Filterer) -> None:
        self.library = sitting.library
        self.screen = screen
        self._asking = asking
        self._filterer = filterer
        self._listed: tuple[Queue, ...] = ()
        self._left: dict[str, str] = {}

    def do_keep_queue(self, given: Given) -> None:
        """Keep the filter in force under a letter; its name is asked."""
        key, words, order = given.argument or "", self.screen.filtered, self.screen.order
        if not words:
            raise Unable("no filter is in force to be kept", (Key("filter"), " makes one"))
        if not key.isalnum():
            raise Unable("a filter is kept under a letter or a figure")
        queues = self.library.queues()
        there = next((each for each in queues if each.key == key), None)
        title = f"keep this filter under {key}" + (f", in the place of “{there.name}”" if there is not None else "")

        def accept(asked: Asked) -> None:
            assert isinstance(asked, Naming)
            name = asked.words or words[:_NAME_CELLS]
            queue = Queue(name, words, order, key)
            self.library.keep_queue(queue)
            self._asking.leave()
            self._filterer.show(words, self.screen.term, queue=queue)
            self.screen.say(Hint.of(f"kept · {name}", (Key("open_queue", key), " opens it")))

        naming = Naming.open(title, "name", does="keep", words=there.name if there is not None else words[:_NAME_CELLS])
        self._asking.ask(naming, accept)

    def do_open_queue(self, given: Given) -> None:
        """Open the filter that is kept under a letter."""
        key = given.argument or ""
        found = next((each for each in self.library.queues() if each.key == key), None)
        if found is None:
            raise Unable(f"no filter is kept under {key}", (Key("list_queues"), " lists those that are"))
        self._open(found)

    def _open(self, queue: Queue) -> None:
        self._asking.leave()
        self._filterer.open(queue)

    # --- the listing --------------------------------------------------------------------------------------------------

    def do_list_queues(self, _given: Given) -> None:
        """The filters that are kept, with how many articles each has left."""
        self._show(0)

    def _show(self, at: int) -> None:
        self._listed, self._left = self.library.queues(), {}
        if not self._listed:
            raise Unable("no filter is kept yet", (Key("keep_queue"), " keeps the one in force under a letter"))
        listing = Listing.open("kept filters", self._entries(), at, does="open", can_delete=True)
        self._asking.ask(listing, self._accept, drop=self._drop)
        self._count()

    def _entries(self) -> Entries:
        return Entries.of([self._entry(each) for each in self._listed])

    def _entry(self, queue: Queue) -> Entry:
        left = self._left.get(queue.name, "…")
        return Entry(Span(0, 0), queue.name, f"{left} · {queue.filter}", queue.key or " ")

    def _accept(self, asked: Asked) -> None:
        assert isinstance(asked, Listing)
        if asked.index is None:
            raise Unable(f"there are no {asked.what} with these words", (Key("erase_all"), " shows all"))
        self._open(self._listed[asked.index])

    def _drop(self, asked: Asked) -> None:
        """Let go of the one that the bar is on; the others stay listed."""
        assert isinstance(asked, Listing)
        if asked.index is None:
            return
        name = self._listed[asked.index].name
        self.library.drop_queue(name)
        self.screen.say(Hint.of(f"dropped · {name}", (Key("undo"), " in the list brings it back")))
        if self.library.queues():
            self._show(max(0, min(asked.index, len(self._listed) - 2)))
        else:
            self._asking.leave()

    def _count(self) -> None:
        """Ask how many each has left; they come one after the other."""
        wanted = [(each.name, _work_of(each)) for each in self._listed]

        def ask(reading: OpenList) -> Iterator[tuple[str, str]]:
            for name, term in wanted:
                yield name, "cannot be read" if term is None else f"{reading.count(term):,} left"

        def answer(told: tuple[str, str]) -> None:
            self.screen.call_later(self._take_count, *told)

        self._filterer.finder.ask(ask, answer, self._failed)

    def _take_count(self, name: str, left: str) -> None:
        self._left[name] = left
        asked = self._asking.asked
        if isinstance(asked, Listing) and asked.what == "kept filters":
            self._asking.becomes(replace(asked, entries=self._entries()))

    def _failed(self, error: AnnottyError) -> None:
        self.screen.call_later(lambda: self.screen.say(str(error), bad=True))


def _work_of(queue: Queue) -> Term | None:
    """What of a kept filter is left; None where it cannot be read."""
    try:
        return All((parsed(queue.filter), *_LEFT))
    except FilterError:
        return None
