"""What a desk is about: which rows the library has for it, in which orders, and how one of them is drawn. Knows no screen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from reader.commands.hints import Hint, Words
from reader.drawing import Piece
from reader.palette import Palette
from store.filters.everything import EVERYTHING
from store.filters.keys import Subject

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.knowing import Knowing

FIRST = 200
"""The rows that are asked for before all others; a desk with fewer is whole with them."""
WHOLE = Hint.of("words are sought whole: shelt* finds shelter too")
"""How more may be found, where a filter finds nothing that it found while it was typed."""

Row = TypeVar("Row")
"""What stands in a row of a desk: a store.model.EntityRow, a ClaimRow."""
In = TypeVar("In")
"""The order that a desk is in."""


class Stock(ABC, Generic[Row, In]):
    """The rows of a desk. Each has a number in the library, by which it is fetched when it is seen."""

    subject: ClassVar[Subject]
    """What the filter chooses among."""
    name: ClassVar[str]
    """What the desk is called in its head."""
    one: ClassVar[str]
    """What one of its rows is called."""
    empty: ClassVar[Sequence[Words]]
    """What is said where there are no rows, and no filter is in force."""
    none_fits: ClassVar[Sequence[Words]]
    """What is said where none fits the filter."""

    grouped_at_first: ClassVar[bool] = False
    """Whether there are headings before somebody wants them."""

    wants_rows_below: ClassVar[bool] = False
    """Whether what is told beside the rows stands below them on a small screen too."""

    # --- orders -------------------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def orders(self) -> Mapping[str, tuple[In, str]]:
        """The letters behind the key for sorting: the order that each stands for, and its name for the foot. The first is
        that in which a desk opens.
        """

    @abstractmethod
    def is_alike(self, one: In, other: In) -> bool:
        """Whether two orders are by the same, though one may be turned."""

    @abstractmethod
    def turned(self, order: In) -> In:
        """The same order the other way round."""

    @abstractmethod
    def in_order(self, order: In) -> str:
        """An order in words: "most mentions first"."""

    def may_group(self, _order: In) -> bool:
        """Whether there are headings in an order."""
        return False

    # --- asked of the library, in whatever thread ---------------------------------------------------------------------

    @abstractmethod
    def numbers(self, knowing: Knowing, term: Term, order: In, most: int | None) -> array[int]:
        """The rows that a filter chooses, in order; so many at most."""

    @abstractmethod
    def rows(self, knowing: Knowing, numbers: Sequence[int]) -> Mapping[int, Row]:
        """Rows by their numbers, those that are there."""

    def borders(self, _knowing: Knowing, _numbers: array[int], _order: In) -> array[int]:
        """At which places among the numbers another heading begins; only asked where there may be headings."""
        return array("q")

    # --- drawing ------------------------------------------------------------------------------------------------------

    @abstractmethod
    def pieces(
        self, row: Row, width: int, palette: Palette, *, chosen: bool, selected: bool, plain: bool
    ) -> list[Piece]:
        """A row of the desk in so many cells; plain: letters stand for signs that the terminal may lack."""

    def heading(self, _row: Row, _order: In) -> str:
        """The heading above a row, the first of its group."""
        return ""

    @abstractmethod
    def told(self, row: Row, palette: Palette) -> tuple[list[Piece], list[Piece]]:
        """What the foot tells of a row, left and right."""

    def beside(self, _knowing: Knowing, _row: Row, _palette: Palette, _size: tuple[int, int]) -> list[list[Piece]]:
        """What is told beside the rows of the one that the bar rests on, in so many cells and rows; nothing: there is no
        such room.
        """
        return []

    def may_be_beside(self) -> bool:
        """Whether anything is told there at all."""
        return False


@dataclass(frozen=True, slots=True)
class Asked(Generic[In]):
    """Rows that are wanted. at: which question it is, the newest highest. afresh: another filter or order than before."""

    order: In
    at: int = 0
    term: Term = EVERYTHING
    words: str = ""
    grouped: bool = False
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[In]):
    """The rows of a desk in order; not whole: the first of them. of: how many there are without a filter, where it is known."""

    asked: Asked[In]
    numbers: array[int]
    borders: array[int]
    is_whole: bool
    of: int | None


def answers(
    stock: Stock[Row, In], asked: Asked[In], knowing: Knowing, *, first: bool, of: int | None
) -> Iterator[Found[In]]:
    """The rows, where wanted the first of them before; of: how many there are without a filter, where it is known."""
    found = _found(stock, asked, knowing, FIRST if first else None, of)
    yield found
    if not found.is_whole:
        found = _found(stock, asked, knowing, None, of)
        yield found
    if found.of is None:
        every = len(stock.numbers(knowing, EVERYTHING, asked.order, None))
        yield Found(asked, found.numbers, found.borders, is_whole=True, of=every)


def _found(stock: Stock[Row, In], asked: Asked[In], knowing: Knowing, most: int | None, of: int | None) -> Found[In]:
    numbers = stock.numbers(knowing, asked.term, asked.order, most)
    is_whole = most is None or len(numbers) < most
    grouped = asked.grouped and stock.may_group(asked.order)
    borders = stock.borders(knowing, numbers, asked.order) if grouped else array("q")
    if asked.term == EVERYTHING and is_whole:
        of = len(numbers)
    return Found(asked, numbers, borders, is_whole, of)
