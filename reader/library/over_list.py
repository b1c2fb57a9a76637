"""What lies over the list and takes its keys: filter and sheet, adding, queues, work. Wires these rooms; decides nothing.

A room is made when one of its commands is given for the first time: none of them is needed to see the list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.commands.hints import Hint, Key
from reader.library.over_rows import OverRows
from reader.sitting import Sitting
from store.filters.everything import EVERYTHING

if TYPE_CHECKING:
    from reader.library.adding.adder import Adder
    from reader.library.filtering.filterer import Filterer
    from reader.library.listed import Listed

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


class OverList(OverRows["Listed", "Filterer"]):
    """The rooms of the list that type and ask, as one."""

    def __init__(self, sitting: Sitting, screen: Listed) -> None:
        super().__init__(sitting, screen, _EMPTY)
        self._counts = (0, 0)
        self._own_adder: Adder | None = None
        self.rooms: tuple[object, ...] = (
            Late(lambda: self.filterer, "filter"),
            Late(lambda: self.adder, "add", "list_adding", "stop_adding"),
            Late(self._queuer, "keep_queue", "open_queue", "list_queues"),
            Late(self._worker, "toggle_done", "set_aside", "set_new", "label", "delete_articles", "export_articles"),
            Late(self._desks, "entities_desk", "claims_desk", "tag_set"),
        )

    # --- the rooms ----------------------------------------------------------------------------------------------------

    def make_filterer(self) -> Filterer:
        """With what the list has counted so far."""
        from reader.library.filtering.filterer import Filterer

        filterer = Filterer(self.sitting, self.screen, self.row)
        filterer.counted(*self._counts)
        return filterer

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

    def may_leave(self) -> bool:
        """Whether annotty may be left at once."""
        return self._own_adder is None or self._own_adder.may_leave()

    def close(self) -> None:
        """The list goes: end what it has begun for itself alone."""
        super().close()
        if self._own_adder is not None:
            self._own_adder.close()
