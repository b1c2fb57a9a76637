"""Text that remembers where it stood: strings with runs into the decoded source, and their assembly into a document.

Pure. Does not decide what is kept or what a block is.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.document import Block, BlockKind, Document, Run, SourceMap, Style, StyleKind
from store.text import Span, snap

# What may not open a block: it would hang on nothing (marks) or join two words that do not stand together.
_HANGING = re.compile(r"[\s\u200b-\u200d\u2060\ufe00-\ufe0f]")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A string and the runs of it that stand letter for letter in the decoded source; runs in order, none overlapping."""

    text: str
    runs: tuple[Run, ...] = ()

    @staticmethod
    def verbatim(text: str, at: int) -> Mapped:
        """A string that stands in the source at an offset."""
        return Mapped(text, (Run(0, at, len(text)),) if text else ())

    def cut(self, start: int, end: int) -> Mapped:
        """The stretch [start, end) of it, with the runs that fall inside."""
        start, end = max(0, start), min(end, len(self.text))
        if end <= start:
            return Mapped("")
        if start == 0 and end == len(self.text):
            return self
        first = bisect.bisect_right(self.runs, start, key=lambda run: run.start + run.length)
        runs = []
        for index in range(first, len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                break
            low, high = max(run.start, start), min(run.start + run.length, end)
            runs.append(Run(low - start, run.source_start + low - run.start, high - low))
        return Mapped(self.text[start:end], tuple(runs))

    def stripped(self) -> Mapped:
        """Without white space at its edges, and without marks at its start that would combine with nothing."""
        text = self.text
        start, end = 0, len(text)
        while start < end and (_HANGING.match(text[start]) or unicodedata.category(text[start])[0] == "M"):
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.cut(start, end)


def joined(parts: Iterable[Mapped], glue: str = "") -> Mapped:
    """The parts one behind the other, with glue (which stands nowhere in the source) between them."""
    texts: list[str] = []
    runs: list[Run] = []
    at = 0
    for part in parts:
        if texts and glue:
            texts.append(glue)
            at += len(glue)
        _add(runs, part.runs, at)
        texts.append(part.text)
        at += len(part.text)
    return Mapped("".join(texts), tuple(runs))


def _add(runs: list[Run], more: Iterable[Run], at: int) -> None:
    """Append runs moved by an offset; one that goes on where the last ends makes it longer."""
    for run in more:
        start = run.start + at
        if runs:
            last = runs[-1]
            if last.start + last.length == start and last.source_start + last.length == run.source_start:
                runs[-1] = Run(last.start, last.source_start, last.length + run.length)
                continue
        runs.append(Run(start, run.source_start, run.length))


@dataclass(frozen=True, slots=True)
class DraftStyle:
    """An inline style inside a block that is still to be placed: offsets count from the block's start."""

    kind: StyleKind
    start: int
    end: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """A block that is still to be placed in a document."""

    kind: BlockKind
    content: Mapped
    level: int = 0
    styles: Sequence[DraftStyle] = field(default=())


def assembled(drafts: Iterable[DraftBlock]) -> Document:
    """The document that blocks make: one blank line between two, one line end between two items of a list.

    Blocks are trimmed; those without a letter or sign left are dropped.
    """
    texts: list[str] = []
    runs: list[Run] = []
    blocks: list[Block] = []
    styles: list[tuple[StyleKind, int, int, str | None]] = []
    at = 0
    for draft in drafts:
        content = draft.content.stripped()
        if not content.text:
            continue
        lead = draft.content.text.find(content.text[0]) if draft.styles else 0
        if blocks:
            is_list = draft.kind is blocks[-1].kind is BlockKind.LIST_ITEM
            glue = "\n" if is_list else "\n\n"
            texts.append(glue)
            at += len(glue)
        end = at + len(content.text)
        _add(runs, content.runs, at)
        blocks.append(Block(draft.kind, Span(at, end), draft.level))
        for style in draft.styles:
            styles.append((style.kind, max(at, at + style.start - lead), min(end, at + style.end - lead), style.href))
        texts.append(content.text)
        at = end
    text = "".join(texts)
    placed = []
    for kind, start, end, href in styles:
        low, high = snap(text, start), snap(text, end)
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if high > low:
            placed.append(Style(kind, Span(low, high), href))
    placed.sort(key=lambda style: (style.span, style.kind))
    return Document(text, tuple(blocks), tuple(placed), SourceMap(tuple(runs)))
