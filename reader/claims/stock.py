"""What the desk of claims is about: its rows and their orders, and how they are drawn."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.claims import rows, wording
from reader.commands.hints import Hint, Key
from reader.dates import day
from reader.desk.stock import WHOLE, Stock
from reader.drawing import Piece, cut
from reader.palette import Palette
from store.filters.keys import Subject
from store.model import ClaimOrder, ClaimRow, ClaimSort

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.knowing import Knowing

_SAID = 56
"""Cells of what is said in the foot; each costs a byte at every step."""
_ORDERS: Mapping[ClaimSort, tuple[str, str]] = MappingProxyType(
    {
        ClaimSort.DATE: ("newest first", "oldest first"),
        ClaimSort.SOURCE: ("by source", "by source, from the end"),
        ClaimSort.OUTLET: ("by outlet", "by outlet, from the end"),
        ClaimSort.FIGURE: ("highest figure first", "lowest figure first"),
        ClaimSort.DISPUTE: ("by dispute", "by dispute, the last first"),
    }
)
_LETTERS = {
    "d": ClaimSort.DATE,
    "s": ClaimSort.SOURCE,
    "o": ClaimSort.OUTLET,
    "f": ClaimSort.FIGURE,
    "r": ClaimSort.DISPUTE,
}


class ClaimStock(Stock[ClaimRow, ClaimOrder]):
    """The claims of all articles."""

    subject = Subject.CLAIMS
    name = "claims"
    one = "claim"
    empty = (
        Hint.of("no claim yet"),
        Hint.of("in an article", (Key("claim"), " makes one of the sentence under the cursor")),
    )
    none_fits = (
        Hint.of("no claim fits the filter"),
        Hint.of((Key("unfilter"), " shows all claims again"), (Key("filter"), " changes the filter")),
        WHOLE,
    )

    # --- orders -------------------------------------------------------------------------------------------------------

    @property
    def orders(self) -> Mapping[str, tuple[ClaimOrder, str]]:
        """By date, source, outlet, figure, or what is related."""
        return {letter: (ClaimOrder(by), by.value) for letter, by in _LETTERS.items()}

    def is_alike(self, one: ClaimOrder, other: ClaimOrder) -> bool:
        """Whether both are by the same."""
        return one.by is other.by

    def turned(self, order: ClaimOrder) -> ClaimOrder:
        """The other way round."""
        return ClaimOrder(order.by, not order.turned)

    def in_order(self, order: ClaimOrder) -> str:
        """An order in words."""
        return _ORDERS[order.by][order.turned]

    def may_group(self, order: ClaimOrder) -> bool:
        """All but figures have headings."""
        return order.by is not ClaimSort.FIGURE

    # --- asked of the library -----------------------------------------------------------------------------------------

    def numbers(self, knowing: Knowing, term: Term, order: ClaimOrder, most: int | None) -> array[int]:
        """The claims that a filter chooses."""
        return knowing.claim_numbers(term, order, most=most)

    def rows(self, knowing: Knowing, numbers: Sequence[int]) -> Mapping[int, ClaimRow]:
        """Claims by their numbers."""
        return knowing.claim_rows(numbers)

    def borders(self, knowing: Knowing, numbers: array[int], order: ClaimOrder) -> array[int]:
        """Where another day, source, outlet or dispute begins."""
        return knowing.claim_borders(numbers, order.by)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def pieces(
        self, row: ClaimRow, width: int, palette: Palette, *, chosen: bool, selected: bool, plain: bool
    ) -> list[Piece]:
        """Who ‹ through whom, what is said, how sure, where and when."""
        drawn = rows.pieces(row, width, chosen=chosen, selected=selected, plain=plain)
        return [(words, palette.look(name)) for words, name in drawn]

    def heading(self, row: ClaimRow, order: ClaimOrder) -> str:
        """Whose claims, of which outlet or day, or about what."""
        match order.by:
            case ClaimSort.SOURCE:
                return wording.who(row)
            case ClaimSort.OUTLET:
                return row.outlet or "no outlet"
            case ClaimSort.DISPUTE:
                return wording.about(row) if row.dispute is not None else "related to no other"
            case _:
                return day(row.published) or "no date"

    def told(self, row: ClaimRow, palette: Palette) -> tuple[list[Piece], list[Piece]]:
        """What is said, and in which article."""
        left = [(cut(wording.said(row), _SAID), palette.text)]
        where = " · ".join(filter(None, (row.outlet, row.title)))
        return left, [(f"  {where}", palette.quiet)]

    def may_be_beside(self) -> bool:
        """The claim stands in its sentence below the rows."""
        return True
