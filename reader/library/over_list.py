"""What lies over the list and takes its keys: the filter, what is asked, adding. Wires these rooms; decides nothing.

A room is made when one of its commands is given for the first time: none of them is needed to see the list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from reader.library.filtering.row import FilterRow
from reader.sitting import Sitting
from store.filters.everything import EVERYTHING

if TYPE_CHECKING:
    from reader.library.adding.adder import Adder
    from reader.library.filtering.filterer import Filterer
    from reader.library.listed import Listed
    from reader.library.sheet_over_list import SheetOverList

_EMPTY = Hint.of("words, “a phrase”, outlet: date: state: …", (Key("complete"), " completes"), "-not", "or")


class Late:
    """A room that is made when one of its commands is given."""

    def __init__(self, make: Callable[[], object], *commands: str) -> None:
        self._make = make
        self._methods = frozenset(f"do_{each}" for each in commands)
        self._room: object | None = None

    @property
    def room(self) -> object:
        """The room itself."""
        if self._room is None:
            self._room = self._make()
        return self._room

    def __getattr__(self, name: str) -> object:
        if name in self.__dict__.get("_methods", ()):
            method: object = getattr(self.room, name)
            return method
        raise AttributeError(name)


class OverList:
    """The rooms of the list that type and ask, as one. row: the widget in which the filter is seen."""

    def __init__(self, sitting: Sitting, screen: Listed) -> None:
        self.sitting = sitting
        self.screen = screen
        self.row = FilterRow(sitting.palette)
        self._counts = (0, 0)
        self._own_filterer: Filterer | None = None
        self._own_asking: SheetOverList | None = None
        self._own_adder: Adder | None = None
        self.rooms: tuple[object, ...] = (
            Late(lambda: self.filterer, "filter"),
            Late(lambda: self.adder, "add", "list_adding", "stop_adding"),
            Late(self._queuer, "keep_queue", "open_queue", "list_queues"),
            Late(self._worker, "toggle_done", "set_aside", "set_new", "label", "delete_articles", "export_articles"),
            Late(self._desks, "entities_desk", "claims_desk", "tag_set"),
        )

    # --- the rooms ----------------------------------------------------------------------------------------------------

    @property
    def filterer(self) -> Filterer:
        """Where it is filtered."""
        if self._own_filterer is None:
            from reader.library.filtering.filterer import Filterer

            self._own_filterer = Filterer(self.sitting, self.screen, self.row)
            self._own_filterer.counted(*self._counts)
        return self._own_filterer

    @property
    def asking(self) -> SheetOverList:
        """The sheet on which something is asked."""
        if self._own_asking is None:
            from reader.library.sheet_over_list import SheetOverList

            self._own_asking = SheetOverList(self.sitting.palette, self.screen)
        return self._own_asking

    @property
    def adder(self) -> Adder:
        """Where it is added."""
        if self._own_adder is None:
            from reader.library.adding.adder import Adder

            self._own_adder = Adder(self.sitting, self.screen, self.asking)
        return self._own_adder

    def _queuer(self) -> object:
        from reader.library.queuer import Queuer

        return Queuer(self.sitting, self.screen, self.asking, self.filterer)

    def _desks(self) -> object:
        from reader.desk.opening import Desks

        return Desks(self.sitting, self.screen)

    def _worker(self) -> object:
        from reader.library.worker import Worker

        return Worker(self.sitting, self.screen, self.asking)

    # --- keys ---------------------------------------------------------------------------------------------------------

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
        return self.filterer.typed(characters) if self._types_filter else self.asking.typed(characters)

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
        else:
            self.asking.commanded(given.command)
        return True

    # --- the list -----------------------------------------------------------------------------------------------------

    def drop_filter(self) -> bool:
        """Every article again; whether a filter was in force."""
        if not self.screen.filtered:
            return False
        self.filterer.show("", EVERYTHING)
        return True

    def counted(self, found: int, of: int, *, so_far: bool = False) -> None:
        """So many rows are in the list, of so many without a filter; so_far: there may be more that are not known yet."""
        self._counts = (found, of)
        if self._own_filterer is not None:
            self._own_filterer.counted(found, of, so_far=so_far)

    def library_changed(self) -> None:
        """Something changed: how much of a filter is done may be different."""
        if self._own_filterer is not None:
            self._own_filterer.count_done()

    def tell_foot(self) -> bool:
        """Tell in the foot of what is typed or asked; whether anything is."""
        foot, quiet = self.screen.foot, self.sitting.palette.quiet
        if self._types_filter:
            from reader.library.filtering.hinting import told_of

            line = self.filterer.line
            hint: Words = (told_of(line.words, line.typing.caret) if line is not None else "") or _EMPTY
            foot.show_status([(self.screen.worded(hint), quiet)])
            foot.show_keys(Place.FILTER, typing=True)
            return True
        asked = self._own_asking.asked if self._own_asking is not None else None
        if asked is None:
            return False
        foot.show_status([(self.screen.worded(asked.hint), quiet)])
        foot.show_keys(asked.place, self.asking.unable, typing=True, accept=asked.does)
        return True

    def may_leave(self) -> bool:
        """Whether annotty may be left at once."""
        return self._own_adder is None or self._own_adder.may_leave()

    def close(self) -> None:
        """The list goes: end what it has begun for itself alone."""
        if self._own_filterer is not None:
            self._own_filterer.close()
        if self._own_adder is not None:
            self._own_adder.close()
