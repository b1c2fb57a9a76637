"""A document: the cleaned text of an article, its blocks and styles, and the map back to the source. Pure.

The text is in its normal form (see store.text), blocks stand in order and do not overlap, and what lies between two
blocks is white space. All offsets are code points; those of the source count into the source as decoded to text.
"""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass
from enum import StrEnum
from itertools import islice
from operator import gt
from typing import Generic, TypeVar, overload

from store.errors import OffsetError
from store.text import Span, is_normal

T = TypeVar("T")


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


class Later(Sequence[T], Generic[T]):
    """A sequence that is made when it is first looked at: what most readers of a text never ask for."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make
        self._made: Sequence[T] | None = None

    @property
    def _items(self) -> Sequence[T]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[T, ...]], tuple[tuple[T, ...]]]:
        # What goes to another process is made by the one that sends it.
        return tuple, (tuple(self._items),)


class Blocks(Sequence[Block]):
    """The blocks of a text, kept as columns: a long text has tens of thousands, and a page shows a few of them."""

    __slots__ = ("_kinds", "_levels", "ends", "starts")

    def __init__(
        self, kinds: Iterable[BlockKind], starts: Iterable[int], ends: Iterable[int], levels: Iterable[int]
    ) -> None:
        self._kinds = tuple(kinds)
        self.starts = array("I", starts)
        self.ends = array("I", ends)
        self._levels = tuple(levels)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Blocks:
        """The columns of some blocks."""
        given = tuple(blocks)
        return cls(
            (block.kind for block in given),
            (block.span.start for block in given),
            (block.span.end for block in given),
            (block.level for block in given),
        )

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(len(self))))
        return Block(self._kinds[index], Span(self.starts[index], self.ends[index]), self._levels[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def rows(self) -> Iterator[tuple[str, int, int, int]]:
        """Of each block its kind, where it begins and ends, and its level, as plain values."""
        return zip((kind.value for kind in self._kinds), self.starts, self.ends, self._levels, strict=True)

    def index_at(self, offset: int) -> int:
        """The index of the last block that begins at or before an offset; -1 before the first."""
        return bisect.bisect_right(self.starts, offset) - 1

    def fault(self, length: int) -> str:
        """What is wrong with them in a text of that many code points; nothing where they are in order."""
        if any(map(gt, self.starts, self.ends)):
            at = next(n for n in range(len(self)) if self.starts[n] > self.ends[n])
            return f"block {at} ends before it begins, at {self.ends[at]}"
        if self.ends and max(self.ends) > length:
            return f"a block ends at {max(self.ends)}, behind the text's end at {length}"
        if any(map(gt, self.ends, islice(self.starts, 1, None))):
            at = next(n for n in range(len(self) - 1) if self.ends[n] > self.starts[n + 1])
            return f"the blocks at {self.starts[at]} and {self.starts[at + 1]} overlap"
        return ""


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

    runs: Sequence[Run] = ()

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
    """The cleaned text of an article with its structure; its blocks are always Blocks, whatever they were given as.

    checked: the text is known to be in its normal form, and is not looked through again. Raises OffsetError where the
    text is not in its normal form or a block or style lies outside it or overlaps the next.
    """

    text: str
    blocks: Sequence[Block] = ()
    styles: Sequence[Style] = ()
    source_map: SourceMap = SourceMap()
    checked: InitVar[bool] = False

    def __post_init__(self, checked: bool) -> None:
        if not checked and not is_normal(self.text):
            raise OffsetError("the text is not in its normal form; normalise it before offsets are counted")
        blocks = self.blocks if isinstance(self.blocks, Blocks) else Blocks.of(self.blocks)
        object.__setattr__(self, "blocks", blocks)
        if fault := blocks.fault(len(self.text)):
            raise OffsetError(fault)
        if (end := max((style.span.end for style in self.styles), default=0)) > len(self.text):
            raise OffsetError(f"a style ends at {end}, behind the text's end at {len(self.text)}")

    @property
    def columns(self) -> Blocks:
        """The blocks, to be found by offset."""
        assert isinstance(self.blocks, Blocks)
        return self.blocks

    @property
    def title(self) -> str | None:
        """The words of the title block, where the text has one."""
        return next((b.span.of(self.text) for b in self.blocks if b.kind is BlockKind.TITLE), None)
