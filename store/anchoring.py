"""Finding a quote again where its text changed, by its words and those around it. Pure; never guesses.

After the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from store.model import Part
from store.text import Span, is_boundary

CONTEXT = 32
"""How many code points of prefix and suffix are kept beside a quote."""
SHORT = 20
"""A quote of fewer code points could stand anywhere: what stands around it must speak for it."""
_SHARE = 0.25  # of its surroundings that a short quote must meet again
_LEAD = 0.125  # of its surroundings by which a place must fit better than any other


def quote(text: str, span: Span) -> tuple[str, str, str]:
    """The words of a span, and up to CONTEXT code points before and behind them."""
    return span.of(text), text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Where a quote stands in a text: the place whose surroundings fit clearly better than those of any other.

    None where it does not occur, where two places fit about alike, or where it is short and little of what stood
    around it stands there. White space counts as one space, however much there is. Never cuts a grapheme cluster.
    """
    if not exact:
        return None
    around = sum(1 for side in (prefix, suffix) for _ in _spaced(side))
    best, second = (-1, Span(0, 0)), -1
    at = text.find(exact)
    while at >= 0:
        span = Span(at, at + len(exact))
        if is_boundary(text, span.start) and is_boundary(text, span.end):
            likeness = _likeness(text, span, prefix, suffix)
            if likeness > best[0]:
                best, second = (likeness, span), best[0]
            else:
                second = max(second, likeness)
        at = text.find(exact, at + 1)
    likeness, span = best
    if likeness < 0 or (len(exact) < SHORT and likeness < max(1, _SHARE * around)):
        return None
    return span if second < 0 or likeness - second > _LEAD * around else None


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


def move(parts: tuple[Part, ...], text: str) -> tuple[Part, ...] | None:
    """The same parts in another text, each with its new surroundings; None where one cannot be found for sure."""
    moved = []
    for part in parts:
        span = find(text, part.exact, part.prefix, part.suffix)
        if span is None:
            return None
        exact, prefix, suffix = quote(text, span)
        moved.append(replace(part, span=span, exact=exact, prefix=prefix, suffix=suffix, source=None))
    return tuple(moved)
