"""Finding a quote again where its text changed, by its words, those around it and its place. Pure; never guesses.

After the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix, suffix) and TextPositionSelector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from store.comparing import Alignment
from store.model import Part
from store.nearness import Folded, Place, occurrences, places
from store.text import Span, is_boundary, snap

CONTEXT = 32
"""How many code points of prefix and suffix are kept beside a quote."""
SHORT = 20
"""A quote of fewer code points could stand anywhere: what stands around it must speak for it."""
_SHARE = 0.25  # of its surroundings that a short quote must meet again
_LEAD = 0.125  # of its surroundings by which a place must fit better than any other
_TAKEN = 0.5  # of its surroundings that must stand around words that stood there before, as another's
_LEAD_IN_ERRORS = 0.04  # of its code points by which a place must differ less than any other, where it differs
_FIGURES = re.compile(r"\d+")


def quote(text: str, span: Span) -> tuple[str, str, str]:
    """The words of a span, and up to CONTEXT code points before and behind them."""
    return span.of(text), text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Where a quote stands in a text: the place whose surroundings fit clearly better than those of any other.

    None where it does not occur, where two places fit about alike, or where it is short and little of what stood
    around it stands there. White space counts as one space, however much there is. Never cuts a grapheme cluster.
    """
    return _chosen(_standing(text, exact, prefix, suffix, Span(0, len(text))), exact, prefix, suffix)


class _Candidate(NamedTuple):
    span: Span
    errors: int
    likeness: int


def _standing(text: str, exact: str, prefix: str, suffix: str, within: Span) -> list[_Candidate]:
    """Where a quote stands as it is."""
    if not exact:
        return []
    spans = (Span(at, at + len(exact)) for at in occurrences(exact, text, within.start, within.end))
    return [
        _Candidate(span, 0, _likeness(text, span, prefix, suffix))
        for span in spans
        if is_boundary(text, span.start) and is_boundary(text, span.end)
    ]


def _chosen(candidates: list[_Candidate], exact: str, prefix: str, suffix: str) -> Span | None:
    """The candidate that is clearly better than the others; None where none is."""
    around = _around(prefix, suffix)
    ranked = sorted(candidates, key=lambda each: (each.errors, -each.likeness))
    if not ranked:
        return None
    best = ranked[0]
    if len(exact) < SHORT and best.likeness < max(1, _SHARE * around):
        return None
    for other in ranked[1:]:
        fewer = other.errors - best.errors
        if best.likeness - other.likeness <= _LEAD * around and fewer < max(2, _LEAD_IN_ERRORS * len(exact)):
            return None
    return best.span


def _around(prefix: str, suffix: str) -> int:
    return sum(1 for side in (prefix, suffix) for _ in _spaced(side))


def _likeness(text: str, span: Span, prefix: str, suffix: str) -> int:
    """How many code points of the surroundings stand around a span, counted outwards to the first that does not."""
    before = zip(_spaced(reversed(prefix)), _spaced(_backwards(text, span.start)), strict=False)
    behind = zip(_spaced(suffix), _spaced(_forwards(text, span.end)), strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in (before, behind))


def _forwards(text: str, start: int) -> Iterator[str]:
    return (text[at] for at in range(start, len(text)))


def _backwards(text: str, end: int) -> Iterator[str]:
    return (text[at] for at in range(end - 1, -1, -1))


def _spaced(signs: Iterable[str]) -> Iterator[str]:
    """The signs with one space for each stretch of white space, which one cleaning sets otherwise than another."""
    last = ""
    for sign in signs:
        told = " " if sign.isspace() else sign
        if told != " " or last != " ":
            yield told
        last = told


class Passage:
    """The way of marks from one version of a text to another.

    old is None where that version's words are not here: then a mark has only its quote and what stood around it. How much
    a quote may have changed, store.nearness says; its figures may not.
    """

    def __init__(self, old: str | None, new: str) -> None:
        self._new = new
        self._alignment = None if old is None else Alignment(old, new)
        self._folded: Folded | None = None

    def offset(self, at: int) -> int:
        """Where an offset of the old version stands now, or about where; never inside a grapheme cluster."""
        return snap(self._new, self._alignment.offset(at) if self._alignment else min(at, len(self._new)))

    def move(self, parts: tuple[Part, ...]) -> tuple[Part, ...] | None:
        """The same parts in the new version, each with its new surroundings; None where one cannot be found for sure."""
        moved = []
        for part in parts:
            span = self._find(part)
            if span is None:
                return None
            exact, prefix, suffix = quote(self._new, span)
            moved.append(replace(part, span=span, exact=exact, prefix=prefix, suffix=suffix, source=None))
        return tuple(moved)

    def _find(self, part: Part) -> Span | None:
        everywhere = Span(0, len(self._new))
        if self._alignment is None:
            return self._sought(part, everywhere)
        here = self._alignment.span(part.span)
        if here is not None and here.of(self._new) == part.exact and self._cuts_nothing(here):
            return here
        return self._sought(part, self._alignment.around(part.span)) or self._sought(part, everywhere)

    def _sought(self, part: Part, within: Span) -> Span | None:
        """Where a part's words stand as they are, else nearly; None where no place is clearly the best."""
        quoted = part.exact, part.prefix, part.suffix
        free = [each for each in _standing(self._new, *quoted, within) if not self._is_taken(each, part)]
        if not free:
            free = [each for each in self._nearly(part, within) if not self._is_taken(each, part)]
        return _chosen(free, *quoted)

    def _nearly(self, part: Part, within: Span) -> list[_Candidate]:
        """Where words stand that are nearly a part's; none where there are too many such places to look at."""
        self._folded = self._folded or Folded(self._new)
        folded, words = self._folded, Folded(part.exact).text
        low, high = folded.position(within.start), folded.position(within.end)
        figures = _FIGURES.findall(words)
        best = []
        for ways in places(words, folded.text, low, high) or ():
            if candidates := [each for way in ways if (each := self._bounded(way, part, figures))]:
                likely = max(candidates, key=lambda each: (each.likeness, -abs(len(each.span) - len(part.span))))
                best.append(likely)
        return best

    def _bounded(self, way: Place, part: Part, figures: list[str]) -> _Candidate | None:
        assert self._folded is not None
        span = self._folded.origin(way.start, way.end)
        same = _FIGURES.findall(self._folded.text[way.start : way.end]) == figures
        if not (same and self._cuts_nothing(span)):
            return None
        return _Candidate(span, way.errors, _likeness(self._new, span, part.prefix, part.suffix))

    def _is_taken(self, candidate: _Candidate, part: Part) -> bool:
        """Whether a place is another's: its words stood there before, and too little of what stands around them fits."""
        if self._alignment is None or not self._alignment.is_old(candidate.span):
            return False
        return candidate.likeness < _TAKEN * _around(part.prefix, part.suffix)

    def _cuts_nothing(self, span: Span) -> bool:
        return is_boundary(self._new, span.start) and is_boundary(self._new, span.end)


def move(parts: tuple[Part, ...], text: str) -> tuple[Part, ...] | None:
    """The same parts in another text, where the one they were made on is not here. None where one cannot be found for sure."""
    return Passage(None, text).move(parts)
