"""A paragraph as attribution needs it: its tokens, its quotations, and the sentences with what belongs to them.

Pure. It finds no names and no cues.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from functools import lru_cache

import regex

from store.text import Span, line_span, sentences

__all__ = ["Paragraph", "Quotation", "Token", "paragraph_at", "trimmed"]

_TOKEN = regex.compile(
    r"(?P<word>\p{L}\.(?:\p{L}\.)+|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:(?:['’.\-‐‑/&]|(?<=\p{N}),(?=\p{N}))[\p{L}\p{N}][\p{L}\p{N}\p{M}_]*)*)"
    r"|(?P<point>\S)"
)
_TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cmdr adm sgt cpl sen rep gov rev st hon brig sir no".split()
)
_EDGE = " \n\u00a0\u202f\u2009,;:.-–—\"“”«»‘'"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark, with its place and its lower-case form; quotation is the number of the one it is in."""

    start: int
    end: int
    low: str
    capital: bool
    word: bool
    quotation: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: outer counts the marks, inner does not; closed is False where it runs on."""

    outer: Span
    inner: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with its tokens, outermost quotations and sentences, all in order."""

    span: Span
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Span, ...]

    def tokens_in(self, span: Span) -> range:
        """The indexes of the tokens that start inside a span."""
        low = bisect.bisect_left(self.tokens, span.start, key=lambda token: token.start)
        high = bisect.bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return range(low, max(low, high))

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence around or nearest before an offset; the first one where none is before; None in a blank line."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda span: span.start) - 1
        return self.sentences[max(index, 0)] if self.sentences else None

    def frame(self, span: Span) -> Span:
        """The sentences that a span touches, widened to whole quotations that it touches."""
        start, end = span.start, span.end
        for _ in range(2):
            for quotation in self.quotations:
                if quotation.outer.start < end and start < quotation.outer.end:
                    start, end = min(start, quotation.outer.start), max(end, quotation.outer.end)
            touched = [s for s in self.sentences if s.start < end and start < s.end]
            if touched:
                start, end = min(start, touched[0].start), max(end, touched[-1].end)
        return Span(start, end)


@lru_cache(maxsize=32)
def paragraph_at(text: str, offset: int) -> Paragraph:
    """The paragraph (line) around an offset, read into tokens."""
    span = line_span(text, offset)
    quotations = _quotations(text, span)
    starts = [quotation.inner.start for quotation in quotations]
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        words = match.group()
        start, end = match.span()
        index = bisect.bisect_right(starts, start) - 1
        inside = index if index >= 0 and start < quotations[index].inner.end else -1
        capital = words[0].isupper() or (len(words) > 1 and words[0].isdigit() and words[-1].isupper())
        tokens.append(Token(start, end, words.lower(), capital, match.lastgroup == "word", inside))
    return Paragraph(
        span, tuple(tokens), quotations, _joined(text, tuple(sentences(text, span.start, span.end)), quotations)
    )


_OPENING = regex.compile(
    r"[“«„]|(?<![\p{L}\p{N}\p{P}])[\"]|(?<=[(\[—–-])\"|(?<![\p{L}\p{N}.,!?;…)’'])[‘'](?=[\p{L}\p{N}\[…])"
)
_CLOSERS = {
    "“": regex.compile(r"”|(?<=[\p{L}\p{N}.,!?…])[\"]"),
    "„": regex.compile(r"[“”]"),
    "«": regex.compile(r"»"),
    '"': regex.compile(r"\"|”"),
    "‘": regex.compile(r"(?<=[.,!?…])’|’(?![\p{L}\p{N}])"),
    "'": regex.compile(r"(?<=[.,!?…])'|'(?![\p{L}\p{N}])"),
}


def _quotations(text: str, span: Span) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    at = span.start
    while (opening := _OPENING.search(text, at, span.end)) is not None:
        mark = opening.group()
        closing = _CLOSERS[mark].search(text, opening.end(), span.end)
        if closing is None and mark in "‘'":
            at = opening.end()  # an apostrophe: "’90s", "'em"
            continue
        inner_end, end = (closing.start(), closing.end()) if closing else (span.end, span.end)
        found.append(Quotation(Span(opening.start(), end), Span(opening.end(), inner_end), closing is not None))
        at = end
    return tuple(found)


def _joined(text: str, found: tuple[Span, ...], quotations: tuple[Quotation, ...]) -> tuple[Span, ...]:
    """Sentences, with “It is open!” joined to the “Ms Vale said.” that a capital letter parts from it."""
    ends = {quotation.outer.end for quotation in quotations}
    joined: list[Span] = []
    for span in found:
        asks = bool(joined) and joined[-1].end in ends and text[joined[-1].end - 2] in "!?…"
        if asks and _SHORT_TAIL.fullmatch(span.of(text)):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


_SHORT_TAIL = regex.compile(
    r"(?:[^\s.:“\"]+\.?\s){0,8}(?:said|says|asked|asks|wrote|writes|added|adds|told|replied|wondered|tweeted|posted|"
    r"warned|shouted|answered|responded)(?:\s[^.:“\"]*)?\."
)


def trimmed(text: str, span: Span) -> Span | None:
    """A span without white space, quotation marks and stops at its edges; None where nothing else is in it.

    A mark whose partner stands inside stays: “old” piers in Marn.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE and not (text[start] in "“\"‘«'" and _partner_inside(text, start, end)):
        start += 1
    while end > start and text[end - 1] in _EDGE and not _closes_inside(text, start, end):
        end -= 1
    if end > start and text[start] in "“\"‘«'" and _wraps(text, start, end):
        return trimmed(text, Span(start + 1, end - 1))
    return Span(start, end) if end > start else None


_PARTNERS = {"“": "”", '"': '"', "‘": "’", "«": "»", "'": "'"}


def _partner_inside(text: str, start: int, end: int) -> bool:
    return text.find(_PARTNERS[text[start]], start + 1, end) >= 0


def _wraps(text: str, start: int, end: int) -> bool:
    mark = _PARTNERS[text[start]]
    return end - start > 2 and text[end - 1] == mark and text.find(mark, start + 1, end) == end - 1


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last mark closes a quotation that opened inside, or stands in an abbreviation."""
    mark = text[end - 1]
    if mark in "”»":
        return text.rfind("“" if mark == "”" else "«", start, end) >= 0
    if mark == '"':
        return text.count('"', start, end) % 2 == 0
    if mark == "'":
        return bool(regex.search(r"(?<![\p{L}\p{N}])'\p{L}", text[start : end - 1]))
    if mark == ".":
        return bool(regex.search(r"\b(?:\p{L}\.){1,3}\p{L}\.$", text[start:end]))
    return False
