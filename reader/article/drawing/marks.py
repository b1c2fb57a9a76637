"""The marks of a page, ready to be asked which of them stand where. Pure data; paints nothing.

A mark is an annotation, or one in the making, as the page needs it: spans with roles. A page may have thousands of
them and shows a few: they are kept as their parts, and made when they are looked at. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Generic, NamedTuple, Protocol, TypeVar, overload

from store.model import SUBJECT_ROLES, Annotation, Layer, PartAt, Role, Status
from store.text import Span

# The order in which layers are painted: what comes later lies on top.
PAINT_ORDER: Mapping[Layer, int] = MappingProxyType({Layer.HIGHLIGHT: 0, Layer.CLAIM: 1, Layer.ENTITY: 2})


class Placed(Protocol):
    """Something that covers a span."""

    @property
    def start(self) -> int:
        """Its first code point."""

    @property
    def end(self) -> int:
        """The one behind its last."""


T = TypeVar("T", bound=Placed)
_START = attrgetter("start")


class SpanIndex(Generic[T]):
    """Finds those of many placed things that touch a stretch; a look-up costs what it finds.

    Spans are kept apart by length, each group up to eight times as long as the one before, so that a few long ones do
    not make every look-up go through all that begin before it.
    """

    __slots__ = ("_groups",)

    def __init__(self, items: Iterable[T]) -> None:
        self._groups: dict[int, list[T]] = {}
        for item in items:
            if (length := item.end - item.start) > 0:
                self._groups.setdefault(length.bit_length() // 3, []).append(item)
        for members in self._groups.values():
            members.sort(key=_START)

    def replaced(self, gone: Iterable[T], come: Iterable[T]) -> SpanIndex[T]:
        """The index without some items and with others; costs what they are, not what there is."""
        made: SpanIndex[T] = SpanIndex(())
        made._groups = {key: list(members) for key, members in self._groups.items()}
        for item in gone:
            made._groups[(item.end - item.start).bit_length() // 3].remove(item)
        for item in come:
            insort(made._groups.setdefault((item.end - item.start).bit_length() // 3, []), item, key=_START)
        return made

    def touching(self, start: int, end: int) -> list[T]:
        """Those that share a code point with start … end, in no particular order."""
        found: list[T] = []
        if start >= end:
            return found
        for group, members in self._groups.items():
            longest = 8 << (3 * group)
            low = bisect_right(members, start - longest, key=_START)
            high = bisect_left(members, end, low, key=_START)
            found += [item for item in members[low:high] if item.end > start]
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a mark with its role; depth is the link of the chain that a cue or source belongs to."""

    span: Span
    role: Role
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as the page shows it. Ids differ, also those of marks in the making; colour is a key of the theme."""

    id: str
    layer: Layer
    tag: str
    pieces: tuple[Piece, ...]
    colour: str = ""
    sign: str = ""
    suggested: bool = False

    @classmethod
    def of(cls, annotation: Annotation, colour: str = "", sign: str = "") -> Mark:
        """The mark of an annotation."""
        pieces = tuple(Piece(part.span, part.role, part.depth) for part in annotation.parts)
        suggested = annotation.status is Status.SUGGESTED
        return cls(annotation.id, annotation.layer, annotation.tag, pieces, colour, sign, suggested)

    @classmethod
    def of_parts(cls, parts: Sequence[PartAt], colour: str = "", sign: str = "") -> Mark:
        """The mark of an annotation that is known by its parts, in their order."""
        pieces = tuple(Piece(Span(part.start, part.end), part.role, part.depth) for part in parts)
        first = parts[0]
        is_suggested = first.status is Status.SUGGESTED
        return cls(first.annotation, first.layer, first.tag, pieces, colour, sign, is_suggested)

    @property
    def subject(self) -> Span:
        """From the start to the end of what it is about; of all its pieces where a draft is about nothing yet."""
        spans = [piece.span for piece in self.pieces if piece.role in SUBJECT_ROLES] or [
            piece.span for piece in self.pieces
        ]
        if len(spans) == 1:
            return spans[0]
        return Span(min((s.start for s in spans), default=0), max((s.end for s in spans), default=0))


@dataclass(frozen=True, slots=True)
class Touch:
    """A piece of a mark that touches a stretch."""

    mark: Mark
    piece: Piece

    @property
    def role(self) -> Role:
        """What the words are to the mark."""
        return self.piece.role


class PieceAt(NamedTuple):
    """A piece of a mark that is there as a whole."""

    start: int
    end: int
    annotation: str
    piece: Piece


_FIRST = itemgetter(0)
Order = tuple[int, int, int, str]
"""Where a mark stands among the others: by the start of its subject, the longest first."""


class Marks:
    """All marks of a page. Those that are known by their parts alone are made when they are looked at."""

    __slots__ = ("_given", "_index", "_made", "_make", "_order", "_parts")

    def __init__(
        self,
        marks: Iterable[Mark] = (),
        parts: Iterable[PartAt] = (),
        make: Callable[[list[PartAt]], Mark] | None = None,
    ) -> None:
        self._made = {mark.id: mark for mark in marks}
        self._make = make or Mark.of_parts
        self._parts = _by_annotation(parts)
        self._given = sum(1 for each in self._made if each not in self._parts)
        """How many marks are not known by their parts."""
        items: list[PartAt | PieceAt] = [item for mark in self._made.values() for item in _items_of_mark(mark)]
        items += self.parts
        self._index: SpanIndex[PartAt | PieceAt] = SpanIndex(items)
        self._order: list[Order] | None = None

    def replaced(self, gone: Iterable[str], parts: Iterable[PartAt] = (), marks: Iterable[Mark] = ()) -> Marks:
        """These without some, by their identifiers, and with others; costs what they are, not what there is."""
        new = Marks(marks, parts, self._make)
        coming = list(dict.fromkeys((*new._parts, *new._made)))
        out = {each for each in (*gone, *coming) if each in self}
        made = Marks(make=self._make)
        made._made = {each: mark for each, mark in self._made.items() if each not in out} | new._made
        made._parts = {each: found for each, found in self._parts.items() if each not in out} | new._parts
        made._given = sum(1 for each in made._made if each not in made._parts)
        made._index = self._index.replaced(self._items(out), new._items(coming))
        if self._order is not None:
            made._order = [key for key in self._order if key[-1] not in out]
            for key in new._in_order():
                insort(made._order, key)
        return made

    def _items(self, identifiers: Iterable[str]) -> Iterator[PartAt | PieceAt]:
        for each in identifiers:
            parts = self._parts.get(each)
            yield from parts if parts is not None else _items_of_mark(self._made[each])

    @property
    def parts(self) -> Iterator[PartAt]:
        """Every part of those that are known by them."""
        return chain.from_iterable(self._parts.values())

    def __len__(self) -> int:
        return len(self._parts) + self._given

    def get(self, identifier: str) -> Mark | None:
        """The mark of this identifier, where it is here."""
        mark = self._made.get(identifier)
        if mark is None and (parts := self._parts.get(identifier)) is not None:
            mark = self._made[identifier] = self._make(parts)
        return mark

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._made or identifier in self._parts

    @property
    def in_order(self) -> Sequence[Mark]:
        """All of them by the start of their subject, the longest first."""
        return _InOrder(self, self._in_order())

    @property
    def ids_in_order(self) -> list[str]:
        """Their identifiers in that order, without making any of them."""
        return [key[-1] for key in self._in_order()]

    def touching(self, start: int, end: int) -> list[Touch]:
        """What touches a stretch, in the order in which it is painted: by layer, then the longest piece first."""
        return sorted(self._touching(start, end), key=_paint_key)

    def at(self, offset: int) -> list[Touch]:
        """What covers an offset, the shortest piece first; of equally long ones the topmost first."""
        found = self._touching(offset, offset + 1)
        return sorted(found, key=lambda touch: (len(touch.piece.span), -PAINT_ORDER[touch.mark.layer], touch.mark.id))

    def next(self, offset: int, current: str = "") -> Mark | None:
        """The first mark whose subject begins behind an offset; with current, the one that follows that mark."""
        order = self._in_order()
        position = bisect_right(order, offset, key=_FIRST) if (here := self._place_of(current)) is None else here + 1
        return self.get(order[position][-1]) if position < len(order) else None

    def previous(self, offset: int, current: str = "") -> Mark | None:
        """The last mark whose subject begins before an offset; with current, the one before that mark."""
        order = self._in_order()
        position = bisect_left(order, offset, key=_FIRST) if (here := self._place_of(current)) is None else here
        return self.get(order[position - 1][-1]) if position > 0 else None

    def _place_of(self, identifier: str) -> int | None:
        mark = self.get(identifier)
        return bisect_left(self._in_order(), _order(mark)) if mark is not None else None

    def _touching(self, start: int, end: int) -> Iterator[Touch]:
        for item in self._index.touching(start, end):
            mark = self.get(item.annotation)
            if mark is not None:
                if isinstance(item, PartAt):
                    yield Touch(mark, Piece(Span(item.start, item.end), item.role, item.depth))
                else:
                    yield Touch(mark, item.piece)

    def _in_order(self) -> list[Order]:
        if self._order is None:
            keyed = [_order_of_parts(parts) for each, parts in self._parts.items() if each not in self._made]
            self._order = sorted(keyed + [_order(mark) for mark in self._made.values()])
        return self._order


class _InOrder(Sequence[Mark]):
    """Marks in an order, made as they are asked for."""

    def __init__(self, marks: Marks, order: Sequence[Order]) -> None:
        self._marks = marks
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | list[Mark]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        mark = self._marks.get(self._order[index][-1])
        assert mark is not None
        return mark


def _by_annotation(parts: Iterable[PartAt]) -> dict[str, list[PartAt]]:
    found: dict[str, list[PartAt]] = {}
    for part in parts:
        found.setdefault(part.annotation, []).append(part)
    return found


def _items_of_mark(mark: Mark) -> Iterator[PartAt | PieceAt]:
    return (PieceAt(piece.span.start, piece.span.end, mark.id, piece) for piece in mark.pieces if piece.span)


def _order(mark: Mark) -> Order:
    subject = mark.subject
    return subject.start, -subject.end, PAINT_ORDER[mark.layer], mark.id


def _order_of_parts(parts: Sequence[PartAt]) -> Order:
    about = [part for part in parts if part.role in SUBJECT_ROLES] or parts
    first = parts[0]
    start, end = min(part.start for part in about), max(part.end for part in about)
    return start, -end, PAINT_ORDER[first.layer], first.annotation


def _paint_key(touch: Touch) -> tuple[int, int, int, str]:
    span = touch.piece.span
    return PAINT_ORDER[touch.mark.layer], -len(span), span.start, touch.mark.id
