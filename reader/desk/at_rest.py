"""Tells beside the rows of a desk of the one that the bar rests on; a large library is asked for that in a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Generic, Protocol

from reader.commands.hints import Words
from reader.desk.beside import Beside
from reader.desk.stock import In, Row, Stock
from reader.drawing import Piece
from store.errors import AnnottyError

if TYPE_CHECKING:
    from store.finding import Finder
    from store.knowing import Knowing
    from store.library import Library

REST = 0.06
"""Seconds without a key after which it is told; while a key is held nobody could read that."""


class Restful(Protocol):
    """The desk as what tells beside it sees it."""

    @property
    def library(self) -> Library:
        """The library."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""


class AtRest(Generic[Row, In]):
    """Tells of a row. chosen: the row that the bar is on; is_large: whether to ask in a thread."""

    def __init__(
        self,
        screen: Restful,
        stock: Stock[Row, In],
        beside: Beside,
        chosen: Callable[[], Row | None],
        is_large: Callable[[], bool],
    ) -> None:
        self.screen, self.stock, self.beside = screen, stock, beside
        self._chosen, self._is_large = chosen, is_large
        self._finder: Finder[Knowing] | None = None
        self._asked = 0

    def tell(self) -> None:
        """Tell of it now, or as soon as it is known. Raises what asking raises."""
        if not self.beside.display:
            return
        self._asked += 1
        chosen = self._chosen()
        if chosen is None:
            self.beside.show(())
        elif self._is_large():
            self._ask(chosen)
        else:
            self.beside.show(self.stock.beside(self.screen.library, chosen, self.beside.palette, self.beside.room))

    def _ask(self, row: Row) -> None:
        if self._finder is None:
            from store.finding import Finder
            from store.knowing import Knowing

            self._finder = Finder(self.screen.library.path, opening=Knowing)
        stock, palette, room, asked = self.stock, self.beside.palette, self.beside.room, self._asked

        def ask(knowing: Knowing) -> Iterator[list[list[Piece]]]:
            yield stock.beside(knowing, row, palette, room)

        def answer(told: list[list[Piece]]) -> None:
            self.screen.call_later(self._show, asked, told)

        self._finder.ask(ask, answer, self._failed)

    def _show(self, asked: int, told: list[list[Piece]]) -> None:
        if asked == self._asked:
            self.beside.show(told)

    def _failed(self, error: AnnottyError) -> None:
        self.screen.call_later(lambda: self.screen.say(str(error), bad=True))

    def close(self) -> None:
        """End the thread, where there is one."""
        if self._finder is not None:
            self._finder.close()
            self._finder = None
