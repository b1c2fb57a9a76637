"""A document: the cleaned text of an article, its blocks and styles, and the map back to the source. Pure.

The text is in its normal form (see store.text), blocks stand in order and do not overlap, and what lies between two
blocks is white space. All offsets are code points; those of the source count into the source as decoded to text.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from store.errors import OffsetError
from store.text import Span, is_normal


class BlockKind(StrEnum):
    """What a block is to a reader. BOILERPLATE, OTHER_STORY, BYLINE and DATELINE name lines that cleaning took out."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE = "table"
    CODE = "code"
    BYLINE = "byline"
    DATE = "date"
    BOILERPLATE = "boilerplate"
    OTHER_STORY = "other_story"


class StyleKind(StrEnum):
    """Inline styles that come from the source."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text.

    its kind, the code points it covers (no line end at its edges), and a level (1–6 for headings and nested
    lists, else 0).
    """

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """An inline style over a span; href only for links."""

    kind: StyleKind
    span: Span
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch that stands letter for letter in the source.

    Text[start:start+length] is source[source_start:…+length].
    """

    start: int
    source_start: int
    length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The way back from the text to the decoded source: runs in text order, none overlapping in the text."""

    runs: tuple[Run, ...] = ()

    def to_source(self, span: Span) -> Span | None:
        """Where a span stands in the source.

        from its first letter's place to its last's; None where either is unknown.
        """
        if not span:
            return None
        start, last = self._source_of(span.start), self._source_of(span.end - 1)
        if start is None or last is None or last < start:
            return None
        return Span(start, last + 1)

    def _source_of(self, offset: int) -> int | None:
        index = bisect.bisect_right(self.runs, offset, key=lambda run: run.start) - 1
        if index < 0:
            return None
        run = self.runs[index]
        return run.source_start + offset - run.start if offset < run.start + run.length else None

    def kept(self) -> tuple[Span, ...]:
        """The stretches of the source that stand in the text, in source order."""
        return tuple(sorted(Span(run.source_start, run.source_start + run.length) for run in self.runs))


@dataclass(frozen=True, slots=True)
class Document:
    """The cleaned text of an article with its structure.

    Raises OffsetError where the text is not in its normal form or a block or style lies outside it or overlaps the
    next.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    styles: tuple[Style, ...] = ()
    source_map: SourceMap = SourceMap()

    def __post_init__(self) -> None:
        if not is_normal(self.text):
            raise OffsetError("the text is not in its normal form; normalise it before offsets are counted")
        end = len(self.text)
        for span in (*(b.span for b in self.blocks), *(s.span for s in self.styles)):
            if span.end > end:
                raise OffsetError(f"a block or style ends at {span.end}, behind the text's end at {end}")
        for one, two in pairwise(self.blocks):
            if two.span.start < one.span.end:
                raise OffsetError(f"the blocks at {one.span.start} and {two.span.start} overlap")

    @property
    def title(self) -> str | None:
        """The words of the title block, where the text has one."""
        return next((b.span.of(self.text) for b in self.blocks if b.kind is BlockKind.TITLE), None)
