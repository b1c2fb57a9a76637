"""What the desk of entities is about: everybody and everything that marks name, in the orders in which they are looked for."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.commands.hints import Hint, Key
from reader.desk.stock import WHOLE, Stock
from reader.drawing import Piece
from reader.entities import rows
from reader.palette import Palette
from store.filters.keys import Subject
from store.model import EntityOrder, EntityRow, EntitySort, Tag

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.knowing import Knowing

_LATEST = 8
"""Mentions that are told beside the rows."""
_ORDERS: Mapping[str, tuple[EntityOrder, str]] = {
    letter: (EntityOrder(by), name)
    for letter, by, name in (
        ("m", EntitySort.MENTIONS, "mentions"),
        ("n", EntitySort.NAME, "name"),
        ("t", EntitySort.TAG, "tag"),
        ("a", EntitySort.ARTICLES, "articles"),
        ("s", EntitySort.SEEN, "last seen"),
    )
}


class EntityStock(Stock[EntityRow, EntityOrder]):
    """The entities of a library. tags: by name."""

    subject = Subject.ENTITIES
    name = "entities"
    one = "entity"
    empty = (
        Hint.of("no entity yet"),
        Hint.of("marks on an article name them: P person, O organisation and so on"),
        Hint.of((Key("add_entity"), " adds one that is named nowhere yet")),
    )
    none_fits = (
        Hint.of("no entity fits the filter"),
        Hint.of((Key("unfilter"), " shows all again"), (Key("filter"), " changes the filter")),
        WHOLE,
    )

    def __init__(self, tags: Mapping[str, Tag]) -> None:
        self.tags = tags

    @property
    def orders(self) -> Mapping[str, tuple[EntityOrder, str]]:
        """The most mentioned first, at first."""
        return _ORDERS

    def is_alike(self, one: EntityOrder, other: EntityOrder) -> bool:
        """Whether both are by the same."""
        return one.by is other.by

    def turned(self, order: EntityOrder) -> EntityOrder:
        """The other way round."""
        return replace(order, turned=not order.turned)

    def in_order(self, order: EntityOrder) -> str:
        """In words."""
        return rows.in_order(order.by, turned=order.turned)

    def numbers(self, knowing: Knowing, term: Term, order: EntityOrder, most: int | None) -> array[int]:
        """The entities that a filter chooses."""
        return knowing.entity_numbers(term, order, most=most)

    def rows(self, knowing: Knowing, numbers: Sequence[int]) -> Mapping[int, EntityRow]:
        """By their numbers."""
        return knowing.entity_rows(numbers)

    def pieces(
        self, row: EntityRow, width: int, palette: Palette, *, chosen: bool, selected: bool, plain: bool
    ) -> list[Piece]:
        """A row of the desk."""
        tag = self.tags.get(row.entity.tag)
        return rows.pieces(row, tag, width, palette, chosen=chosen, selected=selected, plain=plain)

    def told(self, row: EntityRow, palette: Palette) -> tuple[list[Piece], list[Piece]]:
        """Names, and how often it is named."""
        return rows.told(row, palette)

    def may_be_beside(self) -> bool:
        """All that is known of it."""
        return True

    def beside(self, knowing: Knowing, row: EntityRow, palette: Palette, size: tuple[int, int]) -> list[list[Piece]]:
        """What is known of it, and where it was named last."""
        latest = knowing.mentions(row.entity.id, _LATEST)
        found = knowing.mention_rows(latest, row.entity.id)
        mentions = [found[each] for each in latest if each in found]
        return rows.beside(row, self.tags.get(row.entity.tag), mentions, palette, size)
