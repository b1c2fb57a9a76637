"""Which marks, styles, selection and cursor touch which stretch of a row. Pure data: the view turns it into colours.

A mark is an annotation, or one in the making, as the page needs it: spans with roles. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import Generic, TypeVar

from reader.article.layout import Layout, Line
from reader.article.wrapping import is_plain
from store.document import Style
from store.model import SUBJECT_ROLES, Annotation, Layer, Role, Status
from store.text import Span, next_grapheme, snap

T = TypeVar("T")

# The order in which layers are painted: what comes later lies on top.
PAINT_ORDER: Mapping[Layer, int] = MappingProxyType({Layer.HIGHLIGHT: 0, Layer.CLAIM: 1, Layer.ENTITY: 2})


class SpanIndex(Generic[T]):
    """Finds those of many spans that touch a stretch; made once, a look-up costs what it finds.

    Spans are kept apart by length, each group eight times as long as the one before, so that a few long ones do not
    make every look-up go through all that begin before it.
    """

    __slots__ = ("_groups",)

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        groups: dict[int, list[tuple[int, int, T]]] = {}
        for span, value in items:
            if (length := span.end - span.start) == 0:
                continue
            groups.setdefault(length.bit_length() // 3, []).append((span.start, span.end, value))
        self._groups: list[tuple[int, list[int], list[tuple[int, int, T]]]] = []
        for members in groups.values():
            members.sort(key=itemgetter(0))
            longest = max(end - start for start, end, _ in members)
            self._groups.append((longest, [start for start, _, _ in members], members))

    def touching(self, start: int, end: int) -> list[T]:
        """Those that share a code point with start … end, in no particular order."""
        found: list[T] = []
        if start >= end:
            return found
        for longest, starts, members in self._groups:
            low = bisect_right(starts, start - longest)
            high = bisect_left(starts, end)
            found += [value for _, stop, value in members[low:high] if stop > start]
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


@dataclass(frozen=True, slots=True)
class Segment:
    """A longest stretch of a row that looks the same all along.

    touches stand in the order in which they are painted: the last lies on top. selected, cursor: of the whole stretch.
    """

    start: int
    end: int
    touches: tuple[Touch, ...] = ()
    styles: tuple[Style, ...] = ()
    selected: bool = False
    cursor: bool = False

    def of(self, layer: Layer) -> tuple[Touch, ...]:
        """What touches it of one layer, the last on top."""
        return tuple(touch for touch in self.touches if touch.mark.layer is layer)


@dataclass(frozen=True, slots=True)
class Gutter:
    """What stands beside a row: the claims whose content touches it."""

    claims: tuple[Mark, ...] = ()

    @property
    def sign(self) -> str:
        """A bar for one claim, a double one for several, a broken one where all are suggestions, else nothing."""
        if not self.claims:
            return ""
        if all(mark.suggested for mark in self.claims):
            return "┊"
        return "┃" if len(self.claims) == 1 else "║"


class Marks:
    """All marks of a page, ready to be asked which of them stand where; made anew when one changes."""

    __slots__ = ("_at", "_index", "_order", "_starts", "by_id")

    def __init__(self, marks: Iterable[Mark]) -> None:
        keyed = [(*_order(mark), mark) for mark in marks]
        keyed.sort(key=itemgetter(0, 1, 2, 3))
        self._order = [key[-1] for key in keyed]
        self._starts = [key[0] for key in keyed]
        self._at = {mark.id: position for position, mark in enumerate(self._order)}
        self.by_id: Mapping[str, Mark] = MappingProxyType({mark.id: mark for mark in self._order})
        self._index = SpanIndex((piece.span, (mark, piece)) for mark in self._order for piece in mark.pieces)

    def __len__(self) -> int:
        return len(self._order)

    @property
    def in_order(self) -> Sequence[Mark]:
        """All of them by the start of their subject, the longest first."""
        return self._order

    def touching(self, start: int, end: int) -> list[Touch]:
        """What touches a stretch, in the order in which it is painted: by layer, then the longest piece first."""
        return sorted((Touch(*found) for found in self._index.touching(start, end)), key=_paint_key)

    def at(self, offset: int) -> list[Touch]:
        """What covers an offset, the shortest piece first; of equally long ones the topmost first."""
        found = [Touch(*found) for found in self._index.touching(offset, offset + 1)]
        return sorted(found, key=lambda touch: (len(touch.piece.span), -PAINT_ORDER[touch.mark.layer], touch.mark.id))

    def next(self, offset: int, current: str = "") -> Mark | None:
        """The first mark whose subject begins behind an offset; with current, the one that follows that mark."""
        position = self._at[current] + 1 if current in self._at else bisect_right(self._starts, offset)
        return self._order[position] if position < len(self._order) else None

    def previous(self, offset: int, current: str = "") -> Mark | None:
        """The last mark whose subject begins before an offset; with current, the one before that mark."""
        position = self._at[current] if current in self._at else bisect_left(self._starts, offset)
        return self._order[position - 1] if position > 0 else None


def _order(mark: Mark) -> tuple[int, int, int, str]:
    subject = mark.subject
    return subject.start, -subject.end, PAINT_ORDER[mark.layer], mark.id


def _paint_key(touch: Touch) -> tuple[int, int, int, str]:
    span = touch.piece.span
    return PAINT_ORDER[touch.mark.layer], -len(span), span.start, touch.mark.id


def gutter(line: Line, touches: Sequence[Touch]) -> Gutter:
    """What stands beside a row; touches may miss it."""
    end = max(line.end, line.start + 1)
    near = [touch for touch in touches if _covers(touch.piece.span, line.start, end)] if line.block >= 0 else []
    claims = {t.mark.id: t.mark for t in near if t.mark.layer is Layer.CLAIM and t.role is Role.CONTENT}
    return Gutter(tuple(claims.values()))


def segments(
    layout: Layout,
    line: Line,
    touches: Sequence[Touch],
    styles: Sequence[Style] = (),
    *,
    selection: Span | None = None,
    cursor: Span | None = None,
) -> list[Segment]:
    """A row cut where its looks change; the segments cover the drawn text and end between grapheme clusters.

    touches in painting order (Marks.touching), and styles, may reach over the row or miss it. cursor is the cluster
    under the cursor.
    """
    start, end = line.start, line.end
    if start >= end:
        return []
    near = [touch for touch in touches if _covers(touch.piece.span, start, end)]
    styled = [style for style in styles if _covers(style.span, start, end)]
    spans = [touch.piece.span for touch in near] + [style.span for style in styled]
    spans += [span for span in (selection, cursor) if span]
    if not is_plain(layout.text, start, end):
        spans = [_outward(layout.text, span) for span in spans]
    cuts = {start, end, *(cut for span in spans for cut in (span.start, span.end) if start < cut < end)}
    edges = sorted(cuts)
    return [
        Segment(
            one,
            two,
            tuple(touch for touch in near if _covers(touch.piece.span, one, two)),
            tuple(style for style in styled if _covers(style.span, one, two)),
            selection is not None and _covers(selection, one, two),
            cursor is not None and _covers(cursor, one, two),
        )
        for one, two in pairwise(edges)
    ]


def _covers(span: Span, start: int, end: int) -> bool:
    return span.start < end and span.end > start


def _outward(text: str, span: Span) -> Span:
    """A span with both edges brought outward to whole grapheme clusters."""
    end = snap(text, span.end)
    return Span(snap(text, span.start), end if end == span.end else next_grapheme(text, end))
