"""One level of a sentence: its tokens, where its clauses begin, where the subject of a verb stands. Pure.

A level is what lies outside all quotations, each shrunk to its two marks, or what lies inside one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store.suggesting.cues import FORMS, NOUNS, Cue
from store.suggesting.phrases import appositive_head, is_verb, lead_end, phrase_left, phrase_right, span_of
from store.suggesting.reading import Quotation, Token
from store.text import Span

__all__ = ["QUOTES", "Saying", "Unit"]

QUOTES = frozenset('“ ” " ‘ « » „'.split())

_PRONOUNS = frozenset("i he she we they".split())


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution: its cue and source, all words of it (head), what it governs, and where a date may stand.

    trailing: it stands behind what it governs. minor: a relative clause or a noun, no sentence's main attribution.
    joined: the index of the saying whose source it shares ("… but warned that"). negated: "did not say".
    """

    cue: Span
    word: Cue
    source: Span | None
    head: Span
    scope: tuple[Span, ...]
    about: tuple[Span, ...] = ()
    trailing: bool = False
    minor: bool = False
    joined: int | None = None
    participle: bool = False
    negated: bool = False


class Unit:
    """The tokens of one level of a sentence, the attributions found in it so far and the indexes of their cues."""

    def __init__(self, text: str, tokens: Sequence[Token], span: Span, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.tokens = tokens
        self.span = span
        self.inside = not quotations and bool(tokens) and tokens[0].quotation >= 0
        self.closings = {q.outer.end - 1 for q in quotations if q.closed}
        self.openings = {q.outer.start: q.outer.end for q in quotations}
        self.found: list[Saying] = []
        self.cue_indexes: set[int] = set()

    def low(self, at: int) -> str:
        """The lower-case word at an index; "" outside."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def end(self) -> int:
        """Where the words of the unit end, without its closing stop."""
        last = self.tokens[-1]
        return max(self.span.start, last.start) if not last.word and last.low in {".", "!", "?", "…"} else self.span.end

    def sentence_start(self, at: int) -> int:
        """The index behind the last semicolon or colon before an index."""
        return next((i + 1 for i in range(at - 1, -1, -1) if self.low(i) in {";", ":"}), 0)

    def clause_start(self, at: int) -> int:
        """The index where the clause around an index begins: behind the last semicolon, colon or opening "that"."""
        for index in range(at - 1, -1, -1):
            if self.low(index) in {";", ":"} or (
                index in self.cue_indexes and self.low(index + 1) == "that" and index + 1 < at
            ):
                step = 2 if self.low(index + 1) == "that" else 1
                return min(index + step, at)
        return 0

    def hard_floor(self, at: int) -> int:
        """The index before which no part of a subject can stand: behind a quotation, a colon, "said that"."""
        for index in range(at - 1, -1, -1):
            low = self.low(index)
            if low in {";", ":"} or (low in QUOTES and self.tokens[index].start in self.closings):
                return index + 2 if self.low(index + 1) == "," else index + 1
            if low == "that" and self.opens_clause(index) and index > 0:
                return index + 1
        return 0

    def subject(self, last: int) -> tuple[int, int, int] | None:
        """The source before a verb: first index, the one behind its last, and where its group begins."""
        if last < 0:
            return None
        if self.low(last) == ",":
            floor = self.hard_floor(last)
            return appositive_head(self.text, self.tokens, last, floor)
        if self.low(last) in QUOTES | {":", ";", "."}:
            return None
        first = phrase_left(self.tokens, last, 0, frozenset(self.cue_indexes))
        behind = last + 1
        if first > last:
            return None
        marker = self.low(first - 1)
        if marker in {"who", "which"} or (marker == "that" and not self.opens_clause(first - 1)):
            # “People who met the mayor said”: the phrase before the relative clause.
            clause = any(is_verb(t) or t.low in FORMS for t in self.tokens[first : last + 1])
            if clause and first >= 2 and self.tokens[first - 2].word:
                behind = first - 1
                first = phrase_left(self.tokens, first - 2, 0, frozenset(self.cue_indexes))
        if first >= behind:
            return None
        lead = lead_end(self.text, self.tokens[first].start, self.tokens[behind - 1].end)
        first = next((i for i in range(first, behind) if self.tokens[i].end > lead), behind - 1)
        # “an official speaking on condition of anonymity said”
        behind = next((i for i in range(first + 1, behind) if self.low(i) in {"speaking", "writing", "quoted"}), behind)
        if self.low(behind - 1) in _PRONOUNS and self.low(behind - 2) not in {"and", "or"}:
            first = behind - 1  # “the reason he said”: a relative clause without its pronoun
        return first, behind, first

    def opens_clause(self, at: int) -> bool:
        """Whether a "that" opens what somebody says, not a relative clause."""
        return any(i in self.cue_indexes or self.low(i) in NOUNS for i in range(max(0, at - 6), at)) or at == 0

    def left_content(self, head: int) -> int | None:
        """The start of the content before an attribution that trails it: “C, Vale said”; None where none is there."""
        if head < 1:
            return None
        before = self.tokens[head - 1]
        floor = self.sentence_start(head - 1)
        if before.start in self.closings or (before.low == "," and self.low(head - 2) in QUOTES):
            return self.tokens[floor].start
        if before.low in {",", "–", "—", "?"} and head - 1 > floor:
            pieces = self.tokens[floor : head - 1]
            lead = lead_end(self.text, pieces[0].start, before.end + 2)
            if any(t.start >= lead for t in pieces) and len(pieces) >= 2:
                return self.tokens[floor].start
        return None

    def main(self) -> int | None:
        """The saying whose source an added participle shares: the sentence's main one."""
        return next(
            (i for i, s in enumerate(self.found) if not s.minor and not s.participle and s.source is not None), None
        )

    def first_subject(self, before: int) -> Span | None:
        """The subject that opens the sentence, where no attribution names it."""
        start = lead_end(self.text, self.tokens[0].start, self.tokens[before - 1].end) if before > 0 else 0
        first = next((i for i in range(before) if self.tokens[i].start >= start), None)
        if first is None or not self.tokens[first].word:
            return None
        behind = phrase_right(self.tokens, first, before)
        return span_of(self.tokens, first, behind) if behind > first else None
