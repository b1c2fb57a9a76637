"""What touches which stretch of a row, and where it looks different: marks, styles, selection, cursor. Pure data.

The view turns it into colours. All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reader.article.drawing.marks import Mark, Touch
from reader.article.setting.layout import Layout, Line
from reader.article.setting.placing import PlacedRow
from reader.article.setting.wrapping import is_plain
from store.document import Style
from store.model import Layer, Role
from store.text import Span, next_grapheme, snap


@dataclass(frozen=True, slots=True)
class Segment:
    """A longest stretch of a row that looks the same all along.

    touches stand in the order in which they are painted: the last lies on top. The rest is of the whole stretch: hit: it
    was searched for; aside: it lies outside what reading is focused on.
    """

    start: int
    end: int
    touches: tuple[Touch, ...] = ()
    styles: tuple[Style, ...] = ()
    selected: bool = False
    cursor: bool = False
    hit: bool = False
    aside: bool = False

    def of(self, layer: Layer) -> tuple[Touch, ...]:
        """What touches it of one layer, the last on top."""
        return tuple(touch for touch in self.touches if touch.mark.layer is layer)


@dataclass(frozen=True, slots=True)
class Gutter:
    """What stands beside a row: the claims whose content touches it, and the mentions in it, each tag once."""

    claims: tuple[Mark, ...] = ()
    mentions: tuple[Mark, ...] = ()

    def letters(self, room: int) -> str:
        """The signs of the tags of those mentions, in at most so many cells; a plus where there are more."""
        signs = "".join(mark.sign for mark in self.mentions)
        return signs if len(signs) <= room else f"{signs[: room - 1]}+" if room else ""

    @property
    def sign(self) -> str:
        """A bar for one claim, a double one for several, a broken one where all are suggestions, else nothing."""
        if not self.claims:
            return ""
        if all(mark.suggested for mark in self.claims):
            return "┊"
        return "┃" if len(self.claims) == 1 else "║"


def gutter(line: Line, touches: Sequence[Touch]) -> Gutter:
    """What stands beside a row; touches may miss it."""
    end = max(line.end, line.start + 1)
    near = [touch for touch in touches if _covers(touch.piece.span, line.start, end)] if line.block >= 0 else []
    claims = {t.mark.id: t.mark for t in near if t.mark.layer is Layer.CLAIM and t.role is Role.CONTENT}
    named = sorted((t for t in near if t.mark.layer is Layer.ENTITY), key=lambda touch: touch.piece.span.start)
    return Gutter(tuple(claims.values()), tuple({t.mark.tag: t.mark for t in named}.values()))


def segments(
    layout: Layout,
    line: Line,
    touches: Sequence[Touch],
    styles: Sequence[Style] = (),
    *,
    selection: Span | None = None,
    cursor: Span | None = None,
    hits: Sequence[Span] = (),
    focus: Span | None = None,
) -> list[Segment]:
    """A row cut where its looks change; the segments cover the drawn text and end between grapheme clusters.

    touches in painting order (Marks.touching), styles and hits may reach over the row or miss it. cursor is the cluster
    under the cursor; focus: what is not to be dimmed, None where nothing is.
    """
    start, end = line.start, line.end
    if start >= end:
        return []
    near = [touch for touch in touches if _covers(touch.piece.span, start, end)]
    styled = [style for style in styles if _covers(style.span, start, end)]
    spans = [touch.piece.span for touch in near] + [style.span for style in styled]
    spans += [span for span in (selection, cursor, focus, *hits) if span]
    if spans and not is_plain(layout.text, start, end):
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
            any(_covers(hit, one, two) for hit in hits),
            focus is not None and not _covers(focus, one, two),
        )
        for one, two in pairwise(edges)
    ]


def from_left(cut: Sequence[Segment], row: PlacedRow) -> Iterator[tuple[str, Segment]]:
    """What is drawn of the segments of a row, from the left: one that reads in both directions in several parts.

    row: where the clusters of that row stand (Layout.placed).
    """
    ends = [each.end - cut[0].start for each in cut]
    for index, run in groupby(row.order, lambda index: bisect_right(ends, row.clusters[index].start)):
        yield "".join(row.clusters[each].shown for each in run), cut[index]


def _covers(span: Span, start: int, end: int) -> bool:
    return span.start < end and span.end > start


def _outward(text: str, span: Span) -> Span:
    """A span with both edges brought outward to whole grapheme clusters."""
    end = snap(text, span.end)
    return Span(snap(text, span.start), end if end == span.end else next_grapheme(text, end))
