"""What is selected: a selection between two stops, and spans without the white space at their edges. Pure.

All offsets are code points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from store.text import Span, is_boundary, next_grapheme, previous_grapheme, snap


@dataclass(frozen=True, slots=True)
class Selection:
    """From anchor to head, both the starts of grapheme clusters, and both selected (as in vim's visual mode)."""

    anchor: int
    head: int

    @classmethod
    def of(cls, text: str, span: Span) -> Selection:
        """The selection that covers a span, its head on the last grapheme cluster."""
        return cls(snap(text, span.start), max(snap(text, span.start), previous_grapheme(text, span.end)))

    @property
    def is_forward(self) -> bool:
        """Whether the head stands at or behind the anchor."""
        return self.anchor <= self.head

    def span(self, text: str) -> Span:
        """What it covers, whole grapheme clusters at both ends."""
        first, last = sorted((self.anchor, self.head))
        return Span(snap(text, first), next_grapheme(text, snap(text, last)))

    def swapped(self) -> Selection:
        """The same with the other end moving."""
        return Selection(self.head, self.anchor)

    def moved(self, head: int) -> Selection:
        """With its head somewhere else."""
        return replace(self, head=head)

    def grown(self, text: str, span: Span) -> Selection:
        """With a text object taken in; the moving end stays the moving end."""
        own = self.span(text)
        both = Selection.of(text, Span(min(own.start, span.start), max(own.end, span.end)))
        return both if self.is_forward else both.swapped()


def trim(text: str, span: Span) -> Span:
    """A span without the white space at its edges, both edges brought outward to whole grapheme clusters first.

    Empty, and at the start, where it covers nothing but white space.
    """
    start, end = snap(text, span.start), span.end
    if not is_boundary(text, end):
        end = next_grapheme(text, snap(text, end))
    while end > start and text[end - 1].isspace() and previous_grapheme(text, end) == end - 1:
        end -= 1
    while start < end and text[start].isspace() and next_grapheme(text, start) == start + 1:
        start += 1
    return Span(start, end)
