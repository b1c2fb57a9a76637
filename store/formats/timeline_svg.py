"""A timeline as an SVG that needs nothing besides itself: no script, no font of its own, nothing from elsewhere. Writes only.

A line runs down through time; dates stand to its left, what was said to its right, and relations are arcs at the far right.
What comes from an article is data: every sign that XML would read as a mark is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from store.model import RelationKind
from store.timeline import Event, Of, Timeline, days_between
from store.timeline_words import (
    SIGNS,
    counted,
    counts_besides,
    day_in_words,
    other_date,
    span_in_words,
    stance,
    through,
    what,
)

_WIDTH, _DATES, _AXIS, _WORDS, _RIGHT = 960, 168, 190, 216, 36
_LANE, _LANES = 15, 7
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', 'Liberation Sans', sans-serif"
_INK, _QUIET, _FAINT, _PAPER = "#1b2330", "#566173", "#a9b3c0", "#ffffff"
_HUES = {
    RelationKind.SAME_AS: ("#6a3fa0", ""),
    RelationKind.SUPPORTS: ("#23702a", ""),
    RelationKind.CONTRADICTS: ("#b3261e", ""),
    RelationKind.UPDATES: ("#1a5fb4", "6 3"),
    RelationKind.RELATED: ("#566173", "2 3"),
}
"""Ink and dashes of an arc: not by the colour alone."""


@dataclass
class _Drawing:
    """Elements one after the other, and how far down they reach."""

    y: float = 0
    elements: list[str] = field(default_factory=list)

    def words(self, x: float, text: str, size: float, ink: str, *, bold: bool = False, end: bool = False) -> None:
        """A line of text on the baseline that is reached."""
        weight = ' font-weight="600"' if bold else ""
        anchor = ' text-anchor="end"' if end else ""
        self.elements.append(
            f'<text x="{x:g}" y="{self.y:g}" font-size="{size:g}" fill="{ink}"{weight}{anchor}>{_xml(text)}</text>'
        )

    def wrapped(self, text: str, size: float, ink: str, room: float, *, most: int, bold: bool = False) -> None:
        """Lines of text below what is reached, so many at most."""
        for line in _lines(text, size * (1.08 if bold else 1), room, most):
            self.y += size * 1.35
            self.words(_WORDS, line, size, ink, bold=bold)


def written(timeline: Timeline) -> str:
    """The picture, ending in a line end."""
    drawing = _Drawing(48)
    title = f"{'Dispute: ' if timeline.of is Of.DISPUTE else ''}{timeline.title}"
    for line in _lines(title, 24, _WIDTH - 2 * _RIGHT, 2):
        drawing.words(_RIGHT, line, 24, _INK, bold=True)
        drawing.y += 32
    drawing.y -= 6
    left_out = [f"{timeline.left_out:,} older ones are left out"] if timeline.left_out else []
    drawing.words(_RIGHT, " · ".join([*counted(timeline), *left_out]), 14, _QUIET)
    drawing.y += 30
    lanes = _lanes(timeline.events)
    room = _WIDTH - _WORDS - _RIGHT - _LANE * (max(lanes.values(), default=-1) + 1) - (14 if lanes else 0)
    heights = _events(drawing, timeline.events, room)
    arcs = _arcs(lanes, heights, _WORDS + room + 14)
    _legend(drawing, {tie.kind for event in timeline.events for tie in event.ties})
    axis = _axis(timeline.events, heights)
    height = drawing.y + 24
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height:g}" '
            f'viewBox="0 0 {_WIDTH} {height:g}" role="img" font-family={quoteattr(_FONT)}>',
            f"<title>{_xml(title)}</title>",
            f"<desc>{_xml(' · '.join(counted(timeline)))}</desc>",
            f'<rect width="{_WIDTH}" height="{height:g}" fill="{_PAPER}"/>',
            *axis,
            *arcs,
            *drawing.elements,
            "</svg>\n",
        ]
    )


def _events(drawing: _Drawing, events: Sequence[Event], room: float) -> list[float]:
    """Draw what was said; where each event stands on the line."""
    heights: list[float] = []
    day, before = None, None
    for event in events:
        now = span_in_words(event)
        if before is not None and now != day and (days := days_between(before.at, event.at)) and days > 1:
            drawing.y += 24
            drawing.words(_WORDS, f"{days:,} days later", 12, _QUIET)
            drawing.y += 4
        drawing.y += 10
        first = drawing.y + 16 * 1.35
        heights.append(first - 5)
        if now != day:
            below = drawing.y
            for line in _lines(now, 13, _DATES - _RIGHT, 2):
                drawing.y += 16 * 1.35
                drawing.words(_DATES, line, 13, _INK, bold=True, end=True)
            drawing.y = below
        _event(drawing, events, event, room)
        day, before = now, event
        drawing.y += 8
    return heights


def _event(drawing: _Drawing, events: Sequence[Event], event: Event, room: float) -> None:
    row, named = event.claim, event.named
    place = " · ".join(each for each in (named.outlet or "", day_in_words(named.published), named.title) if each)
    if row is None:
        times = "named once" if event.mentions == 1 else f"named {event.mentions:,} times"
        drawing.wrapped(named.sentence, 14, _INK, room, most=3)
        drawing.wrapped(f"{times} · {place}" if place else times, 12, _QUIET, room, most=1)
        return
    drawing.wrapped(what(row), 16, _INK, room, most=3, bold=True)
    told = [" ‹ ".join([row.who, *through(row)]) if row.chain else "no source is named", *stance(row)]
    told += counts_besides(row)
    told += [each for each in (other_date(event),) if each]
    drawing.wrapped(" · ".join(told), 13.5, _INK, room, most=2)
    if row.claim.gist:
        drawing.wrapped(f"“{row.content}”", 12.5, _QUIET, room, most=2)
    drawing.wrapped(place, 12, _QUIET, room, most=1)
    for tie in event.ties:
        other = events[tie.other].claim
        assert other is not None
        beside = ", ".join(each for each in (other.who, day_in_words(events[tie.other].at)) if each)
        words = f"{SIGNS[tie.kind]} {tie.words} {what(other)}{f' — {beside}' if beside else ''}"
        drawing.wrapped(words, 12.5, _HUES[tie.kind][0], room, most=1)


def _axis(events: Sequence[Event], heights: Sequence[float]) -> Iterator[str]:
    """The line, broken where days lie between, with a sign for each event: full for claims, open for mentions."""
    for at in range(1, len(events)):
        days = days_between(events[at - 1].at, events[at].at)
        dashes = ' stroke-dasharray="2 5"' if days is None or days > 1 else ""
        yield (
            f'<line x1="{_AXIS}" y1="{heights[at - 1]:g}" x2="{_AXIS}" y2="{heights[at]:g}" stroke="{_FAINT}" '
            f'stroke-width="2"{dashes}/>'
        )
    for event, y in zip(events, heights, strict=True):
        ground = _INK if event.claim is not None else _PAPER
        yield f'<circle cx="{_AXIS}" cy="{y:g}" r="5" fill="{ground}" stroke="{_INK}" stroke-width="1.5"/>'


def _lanes(events: Sequence[Event]) -> dict[tuple[int, int, RelationKind], int]:
    """In which lane each relation's arc runs, from 0; those that no lane has room for are told in words alone."""
    spans = [(at, tie.other, tie.kind) for at, event in enumerate(events) for tie in event.ties if not tie.turned]
    taken: list[list[tuple[int, int]]] = []
    found = {}
    for one, other, kind in sorted(spans, key=lambda span: (abs(span[0] - span[1]), min(span[:2]))):
        low, high = min(one, other), max(one, other)
        lane = next((n for n, those in enumerate(taken) if all(high <= a or low >= b for a, b in those)), len(taken))
        if lane == _LANES:
            continue
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[one, other, kind] = lane
    return found


def _arcs(lanes: dict[tuple[int, int, RelationKind], int], heights: Sequence[float], x: float) -> Iterator[str]:
    """The relations, each from the one it is read from to the other, where an arrow or a dot stands."""
    for (one, other, kind), lane in lanes.items():
        ink, dashes = _HUES[kind]
        offset = 3 if other > one else -3
        y1, y2, far = heights[one] + offset, heights[other] - offset, x + _LANE * (lane + 1)
        bend = min(10.0, abs(y2 - y1) / 2) * (1 if y2 > y1 else -1)
        line = f' stroke-dasharray="{dashes}"' if dashes else ""
        yield (
            f'<path d="M {x:g} {y1:g} H {far - 8:g} Q {far:g} {y1:g} {far:g} {y1 + bend:g} V {y2 - bend:g} '
            f'Q {far:g} {y2:g} {far - 8:g} {y2:g} H {x + 5:g}" fill="none" stroke="{ink}" stroke-width="1.6"{line}/>'
        )
        yield f'<path d="M {x - 2:g} {y2:g} l 8 -4 v 8 z" fill="{ink}"/>'
        middle = (y1 + y2) / 2
        yield f'<rect x="{far - 6:g}" y="{middle - 8:g}" width="12" height="16" fill="{_PAPER}"/>'
        yield (
            f'<text x="{far:g}" y="{middle + 5:g}" font-size="14" font-weight="600" text-anchor="middle" fill="{ink}">'
            f"{_xml(SIGNS[kind])}</text>"
        )


def _legend(drawing: _Drawing, kinds: set[RelationKind]) -> None:
    drawing.y += 26
    told = [f"{SIGNS[kind]} {kind.value}" for kind in RelationKind if kind in kinds]
    told += ["● a claim", "○ a mention"]
    drawing.words(_WORDS, "  ·  ".join(told), 12, _QUIET)


# --- words in their room ----------------------------------------------------------------------------------------------


def _lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Text in lines no wider than the room, about so, for nobody knows the font; the last ends in an ellipsis if need be."""
    if _wide(text, size) <= room:
        return [text] if text.strip() else []
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _broken(word, size, room):
            wider = f"{line} {piece}" if line else piece
            if line and _wide(wider, size) > room:
                lines.append(line)
                line = piece
            else:
                line = wider
        if len(lines) >= most:
            break
    lines.append(line)
    if len(lines) <= most:
        return lines if line or len(lines) > 1 else []
    last = lines[most - 1]
    while last and _wide(last + " …", size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + " …"]


def _broken(word: str, size: float, room: float) -> list[str]:
    """A word in pieces that have room."""
    pieces, piece = [], ""
    for sign in word:
        if piece and _wide(piece + sign, size) > room:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


def _wide(text: str, size: float) -> float:
    return size * sum(map(_em, text))


def _em(sign: str) -> float:
    """About how wide a sign is, of its height; on the side of caution."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.02
    if sign in " .,:;'’|!ijlftr()[]I·":
        return 0.36
    return 0.86 if sign in "mwMW—…%@" else 0.7 if sign.isupper() else 0.575


def _xml(text: str) -> str:
    """Text with nothing in it that XML reads as a mark or does not allow."""
    return escape("".join(sign for sign in text if sign.isprintable() or sign == " "))
