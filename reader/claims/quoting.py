"""A claim in its sentence: the words of the article around it, with its content, cues and sources lit. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reader.article.moving.text_objects import sentence_at
from store.document import Document
from store.model import Annotation, Role
from store.text import Span

_LOOKS = {Role.CONTENT: "lit_content", Role.CUE: "lit_cue", Role.SOURCE: "lit_source"}
_FAR = 600
"""Code points; where a claim's parts stand further apart, only the sentences of its content are shown."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words, and the looks of stretches of them (code points of the words), in order and apart from one another."""

    words: str
    lit: tuple[tuple[Span, str], ...] = ()


def quoted(mark: Annotation, document: Document | None, *, is_current: bool = True) -> Quoted:
    """A claim in the sentences that it stands in; is_current: its places count into this text.

    Where the text is not here, or is another than that, the content with the words around it that the mark kept.
    """
    if document is None or not is_current:
        return _kept(mark)
    parts = list(mark.parts)
    around = _around(document, [part.span for part in parts])
    if len(around) > _FAR:
        parts = [part for part in parts if part.role is Role.CONTENT]
        around = _around(document, [part.span for part in parts])
    words = around.of(document.text)
    lit: list[tuple[Span, str]] = []
    for part in sorted(parts, key=lambda part: part.span):
        start, end = part.span.start - around.start, part.span.end - around.start
        start = max(start, lit[-1][0].end if lit else 0)
        if start < end:
            lit.append((Span(start, end), _LOOKS[part.role]))
    return Quoted(words, tuple(lit))


def _around(document: Document, spans: list[Span]) -> Span:
    """From the start of the first sentence that the spans touch to the end of the last."""
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    first, last = sentence_at(document, start), sentence_at(document, max(start, end - 1))
    return Span(min(start, first.start) if first else start, max(end, last.end) if last else end)


def _kept(mark: Annotation) -> Quoted:
    """The content, between the words that stood before and behind it."""
    pieces = sorted((part for part in mark.parts if part.role is Role.CONTENT), key=lambda part: part.span)
    words, lit = f"… {pieces[0].prefix}", list[tuple[Span, str]]()
    for number, part in enumerate(pieces):
        words += " … " if number else ""
        lit.append((Span(len(words), len(words) + len(part.exact)), _LOOKS[Role.CONTENT]))
        words += part.exact
    return Quoted(f"{words}{pieces[-1].suffix} …", tuple(lit))
