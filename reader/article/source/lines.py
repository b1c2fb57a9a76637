"""The lines of a source as a reader goes through them: which stand in the text, why, and what a reader said of them. Pure.

Decides nothing about a line: cleaning has, and readers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from store.cleaning.habits import line_key
from store.correcting import LINE, Correction
from store.document import Document
from store.model import Verdict
from store.text import Span, normal_form

_SOLID = re.compile(r"\S")


def same_length(decoded: str) -> str:
    """A decoded source in the normal form with every offset kept: the CR of a CR LF becomes a space."""
    return normal_form(re.sub("\r(?=\n)", " ", decoded))


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the source, or a block of a page.

    span: where it stands in what is shown. number: its line in the decoded source, from 1 (0: not known). words: those by
    which a correction knows it; "" where it is none that can be taken in or left out. kept: whether it stands in the
    text. kind and why: what cleaning says of it; "" where that is not known. ruling: what a reader said of it. place:
    where it stands in the current text, where that is known of a whole block.
    """

    span: Span
    number: int
    words: str
    kept: bool
    kind: str = ""
    why: str = ""
    ruling: Correction | None = None
    place: Span | None = None

    @property
    def sign(self) -> str:
        """What tells without colour whether it stands in the text, and whether a reader said so."""
        if self.ruling is not None:
            return "+" if self.kept else "-"
        return " " if self.kept else "·"


@dataclass(frozen=True, slots=True)
class SourceText:
    """What is shown of a source: its text, the stretches of it that stand in the article, and its lines, in order."""

    document: Document
    kept: tuple[Span, ...] = ()
    lines: tuple[SourceLine, ...] = ()

    def at(self, offset: int) -> int:
        """The index of the line that an offset is in, or of the one before it; 0 before the first."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.span.start) - 1)

    def border(self, index: int, step: int) -> int | None:
        """The first line of the next stretch of lines that were kept, or left out, otherwise than this one.

        step: 1, or -1 for the start of the stretch before. None where there is none.
        """
        starts = [at for at in range(1, len(self.lines)) if self.lines[at].kept is not self.lines[at - 1].kept]
        starts = [0, *starts]
        found = bisect_right(starts, index) if step > 0 else bisect_left(starts, index) - 1
        return starts[found] if 0 <= found < len(starts) else None

    def nearest(self, line: SourceLine, index: int) -> int:
        """Which line this one of another state of the same source is: the same words at the same number, else nearby."""
        same = [at for at, each in enumerate(self.lines) if (each.number, each.words) == (line.number, line.words)]
        return min(same, key=lambda at: abs(at - index)) if same else max(0, min(index, len(self.lines) - 1))

    @property
    def left_out(self) -> int:
        """How many lines do not stand in the text."""
        return sum(not line.kept for line in self.lines)


def ruled(source: SourceText, corrections: Iterable[Correction]) -> SourceText:
    """With what readers said of the lines; what was said of this article alone goes before what was said of its outlet."""
    about = sorted((each for each in corrections if each.field == LINE), key=lambda each: each.article is not None)
    if not about:
        return source
    rulings = {line_key(each.line): each for each in about}
    lines = (replace(line, ruling=rulings.get(line_key(line.words))) if line.words else line for line in source.lines)
    return replace(source, lines=tuple(lines))


# --- plain text ---------------------------------------------------------------------------------------------------------


def of_text(decoded: str, kept: Sequence[Span], verdicts: Sequence[Verdict] = (), *, fixed: bool = False) -> SourceText:
    """The lines of a decoded source. kept: the stretches that stand in the text, in order; verdicts: what cleaning says.

    fixed: none of them can be taken in or left out, for cleaning knows other lines: those of raw HTML.
    """
    text = same_length(decoded)
    told = {verdict.number: verdict for verdict in verdicts if verdict.number}
    ends = [span.end for span in kept]
    lines: list[SourceLine] = []
    rows = text.split("\n")
    at = 0
    for number, row in enumerate(rows, 1):
        start, at = at, at + len(row) + 1
        if (solid := _SOLID.search(row)) is None:
            continue
        span = Span(start + solid.start(), start + len(row.rstrip()))
        found = bisect_right(ends, span.start)
        is_kept = found < len(kept) and kept[found].start < span.end
        verdict = told.get(number)
        if verdict is None and lines and _continues(lines[-1], row, told):
            lines[-1] = replace(lines[-1], span=Span(lines[-1].span.start, span.end), kept=lines[-1].kept or is_kept)
            continue
        words = "" if fixed else verdict.words if verdict else row.strip()
        lines.append(_told(SourceLine(span, number, words, is_kept), verdict))
    return SourceText(Document(text), tuple(kept), tuple(lines))


def _continues(line: SourceLine, row: str, told: dict[int, Verdict]) -> bool:
    """Whether a line that nothing is said of belongs to the one before, as in a text that was wrapped by hand."""
    verdict = told.get(line.number)
    return verdict is not None and " ".join(row.split()) in " ".join(verdict.words.split())


def _told(line: SourceLine, verdict: Verdict | None) -> SourceLine:
    if verdict is None:
        return line
    kind = str(verdict.kind).replace("_", " ")
    if verdict.kept is not line.kept:  # the text is not what would be made of the source now
        return replace(line, kind=kind, why="as it was cleaned before; now it would be decided otherwise")
    return replace(line, kind=kind, why=": ".join(each for each in (verdict.stage, verdict.reason) if each))


# --- pages ----------------------------------------------------------------------------------------------------------------


def of_blocks(verdicts: Sequence[Verdict], made: str, text: str) -> SourceText:
    """The lines that a page shows, as cleaning told them apart.

    made: the text that it made of them; text: the current one, which differs where it was made before.
    """
    shown = [verdict for verdict in verdicts if verdict.words.strip()]
    words = [same_length(verdict.words).strip() for verdict in shown]
    starts = [0, *accumulate(len(each) + 1 for each in words)]
    is_same = made == text
    here = frozenset[int]() if is_same else frozenset(line_key(line) for line in text.split("\n"))
    lines = []
    for start, said, verdict in zip(starts, words, shown, strict=False):
        is_kept = verdict.kept if is_same else line_key(said) in here
        span = Span(start, start + len(said))
        place = verdict.span if is_same else None
        lines.append(_told(SourceLine(span, verdict.number, verdict.words, is_kept, place=place), verdict))
    kept = tuple(line.span for line in lines if line.kept)
    return SourceText(Document("\n".join(words)), kept, tuple(lines))
