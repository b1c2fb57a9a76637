"""Finding a quote again where its text changed, by its words and those around it. Pure; never guesses between equals.

After the W3C Web Annotation Data Model's TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from store.model import Part
from store.text import Span, is_boundary

CONTEXT = 32
"""How many code points of prefix and suffix are kept beside a quote."""


def quote(text: str, span: Span) -> tuple[str, str, str]:
    """The words of a span, and up to CONTEXT code points before and behind them."""
    return span.of(text), text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Where a quote stands in a text: its only occurrence, or the one whose surroundings fit best.

    None where it does not occur, or where two occurrences fit alike. Never cuts a grapheme cluster.
    """
    if not exact:
        return None
    best: list[tuple[int, Span]] = []
    at = text.find(exact)
    while at >= 0:
        span = Span(at, at + len(exact))
        if is_boundary(text, span.start) and is_boundary(text, span.end):
            best.append((_likeness(text, span, prefix, suffix), span))
        at = text.find(exact, at + 1)
    if not best:
        return None
    best.sort(key=lambda scored: scored[0], reverse=True)
    if len(best) > 1 and best[0][0] == best[1][0]:
        return None
    return best[0][1]


def _likeness(text: str, span: Span, prefix: str, suffix: str) -> int:
    before = zip(reversed(prefix), reversed(text[max(0, span.start - len(prefix)) : span.start]), strict=False)
    behind = zip(suffix, text[span.end : span.end + len(suffix)], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in (before, behind))


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
