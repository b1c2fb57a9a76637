"""The attribution chain of some words: which sayings govern them, outermost first. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from store.suggesting.attribution import Saying, sayings_in
from store.suggesting.cues import AUXILIARIES
from store.suggesting.reading import Paragraph, paragraph_at
from store.text import Span

__all__ = ["Reach", "governing", "reach_of"]


@dataclass(frozen=True, slots=True)
class Reach:
    """A paragraph read around some words: the unit of sentences they stand in and its sayings."""

    paragraph: Paragraph
    unit: Span
    sayings: tuple[Saying, ...]


def reach_of(text: str, span: Span) -> Reach:
    """The sentences around a span, with whole quotations, and every attribution in them."""
    paragraph = paragraph_at(text, span.start)
    unit = paragraph.frame(Span(span.start, max(span.start, min(span.end, paragraph.span.end))))
    return Reach(paragraph, unit, tuple(sayings_in(text, paragraph, unit)))


def governing(text: str, content: tuple[Span, ...], reach: Reach) -> tuple[Saying, ...]:
    """The sayings that govern a content, outermost first; looks back for a quotation that goes on."""
    chosen = [s for s in reach.sayings if _governs(text, s, content)]
    quoted = _quotation_of(content, reach.paragraph)
    if quoted is not None and not any(not quoted.covers(s.cue) for s in chosen):
        chosen = [*_speaker_before(text, reach.paragraph, quoted), *chosen]
    chosen = [*_announced(text, reach.paragraph), *chosen]
    return tuple(sorted(chosen, key=lambda s: (_depth(s, chosen), s.cue.start)))


def _depth(saying: Saying, chosen: list[Saying]) -> int:
    return sum(1 for other in chosen if other is not saying and _above(other, saying))


def _above(other: Saying, saying: Saying) -> bool:
    inside = any(piece.start <= saying.cue.start < piece.end for piece in other.scope)
    back = any(piece.start <= other.cue.start < piece.end for piece in saying.scope)
    if inside and back:
        return other.trailing or len(other.scope) > 1
    if inside or back:
        return inside
    return False


def _governs(text: str, saying: Saying, content: tuple[Span, ...]) -> bool:
    size = sum(len(span) for span in content)
    covered = sum(max(0, min(p.end, s.end) - max(p.start, s.start)) for p in saying.scope for s in content)
    own = [span for span in (saying.cue, saying.source) if span is not None]
    if not any(mine.overlaps(span) for mine in own for span in content):
        return size > 0 and covered * 2 >= size
    return _opens_content(text, saying, content)


_WORD = regex.compile(r"[\p{L}’']+")


def _opens_content(text: str, saying: Saying, content: tuple[Span, ...]) -> bool:
    """Whether the content begins with this saying's own verb: "had promised to build", its subject right before."""
    first = content[0]
    if saying.source is None or not first.covers(saying.cue) or saying.source.end > first.start or saying.trailing:
        return False
    if text[saying.source.end : first.start].strip(" ,") and not _only_helpers(text[saying.source.end : first.start]):
        return False
    lead = text[first.start : saying.cue.start]
    return _only_helpers(lead) and any(piece.start >= saying.cue.end for piece in saying.scope)


def _only_helpers(words: str) -> bool:
    return all(
        word.lower() in AUXILIARIES
        or word.endswith("ly")
        or word.lower() in {"also", "then", "later", "again", "first", "to"}
        for word in _WORD.findall(words)
    )


def _quotation_of(content: tuple[Span, ...], paragraph: Paragraph) -> Span | None:
    size = sum(len(span) for span in content)
    for quotation in paragraph.quotations:
        covered = sum(max(0, min(quotation.outer.end, s.end) - max(quotation.outer.start, s.start)) for s in content)
        if covered * 2 > size:
            return quotation.outer
    return None


def _speaker_before(text: str, paragraph: Paragraph, quoted: Span) -> list[Saying]:
    """Who spoke last before a quotation that nobody is named for: “C1,” Vale said. “C2.”"""
    for sentence in reversed([s for s in paragraph.sentences if s.end <= quoted.start]):
        found = _speakers(text, paragraph, sentence)
        if found:
            return found
        if not any(q.outer.overlaps(sentence) for q in paragraph.quotations):
            return []
    if paragraph.span.start < 1 or text[paragraph.span.start : quoted.start].strip():
        return []
    end = paragraph.span.start - 1
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end == 0:
        return []
    before = paragraph_at(text, end - 1)
    runs_on = bool(before.quotations) and not before.quotations[-1].closed
    speech = bool(before.quotations) and text[quoted.end - 2 : quoted.end - 1] != "?"
    if not before.sentences or not (runs_on or speech):
        return []
    for sentence in reversed(before.sentences):
        if found := _speakers(text, before, sentence):
            return found
        if not any(q.outer.overlaps(sentence) for q in before.quotations):
            return []
    return []


def _announced(text: str, paragraph: Paragraph) -> list[Saying]:
    """Who is named in a paragraph before that ends in a colon: “The Courier reported:”."""
    end = paragraph.span.start - 1
    while end > 0 and text[end - 1].isspace():
        end -= 1
    if end < 1 or text[end - 1] != ":":
        return []
    before = paragraph_at(text, end - 1)
    sentence = before.sentences[-1] if before.sentences else None
    if sentence is None:
        return []
    sayings = sayings_in(text, before, before.frame(sentence))
    return [s for s in sayings if not s.minor and s.source is not None][:1]


def _speakers(text: str, paragraph: Paragraph, sentence: Span) -> list[Saying]:
    """The sayings of a sentence that govern its last quotation."""
    unit = paragraph.frame(sentence)
    quotations = [q for q in paragraph.quotations if q.outer.overlaps(unit)]
    if not quotations:
        return []
    last = quotations[-1]
    sayings = sayings_in(text, paragraph, unit)
    return [s for s in sayings if not last.outer.covers(s.cue) and _governs(text, s, (last.inner,))]
