"""Whether two claims may be related, and how: offered to a person, never made. Pure.

Three things say so: figures that count the same about the same time, much the same words, and one source that says another
figure later. What is offered should mostly be right, so that what only may be is not: a figure whose unit says little, or
whose time is not known, must come with words in common.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from store.disputing import said, when
from store.folding import folded
from store.model import Bound, ClaimRow, Mode, Polarity, RelationKind
from store.searching import words_of

_SAME_WORDS = 0.6
"""The share of their words that two claims have in common from which they say much the same."""
_OPPOSED = 0.5
"""The same, where one says that it is not so."""
_SOME_WORDS = 0.12
"""The same, where figures count what many things could be counted in."""
_FEWEST = 3
"""Words in common below which nothing is told from words."""
_CLOSE = 2
"""Days between two events that may be one, where both are known to the day."""
_NEWS = 14
"""Days between two articles that may tell of one event, where that has no date."""
_NEAR = 600
"""Code points between two figures in one article that may count the same, where one of them does not say what it counts."""
_UP_TO = 0.5
"""The part of a figure below which nobody says "up to" it: who counts up to 400 does not mean 89."""
_ABOUT = 0.1
"""The part by which a figure that is about so much may be another."""
_ENDINGS = re.compile(r"(?<=[^\W\d_]{3})(?:ings?|ed|es|e|s)$")
_SMALL = frozenset(
    """a an the of in on at to for from by with and or but as that this these those it its their his her they he she we i is are
    was were be been being has have had do does did not no will would could should may might can there than then so if into
    over under about after before up down out off more less most least at all any some one other who which what when where
    said says say told according""".split()
)

_NOT = frozenset("no not never none nobody nothing neither nor without cannot denied denies false untrue".split())


@dataclass(frozen=True, slots=True)
class Likely:
    """How one claim may stand to another; turned: the other to the one. why: in a few words. score: 1 at most."""

    kind: RelationKind
    why: str
    score: float
    turned: bool = False


def likely(one: ClaimRow, other: ClaimRow) -> Likely | None:
    """How two claims may be related; None where nothing says that they are."""
    if one.id == other.id:
        return None
    alike = likeness(one, other)
    if one.claim.quantity is not None and other.claim.quantity is not None:
        return _by_figures(one, other, alike)
    return _by_words(one, other, alike)


def likeness(one: ClaimRow, other: ClaimRow) -> float:
    """The share of their words that two claims have in common, in what the articles say or in the gists."""
    return max(
        _shared(salient(one.content), salient(other.content)),
        _shared(salient(one.claim.gist), salient(other.claim.gist)),
    )


@lru_cache(maxsize=1 << 12)
def salient(words: str) -> frozenset[str]:
    """The words that say what others are about, without their endings."""
    return frozenset(_ENDINGS.sub("", word) for word in words_of(words) if word not in _SMALL)


def comparable(unit: str | None, other: str | None) -> float:
    """How surely two units count the same, from 0 to 1: one that is a part of the other ("soldiers", "soldiers killed") less
    than one that is the other.
    """
    one_words, other_words = salient(unit or ""), salient(other or "")
    if not one_words or not other_words:
        return 0
    if one_words == other_words:
        return 1
    return 0.6 if one_words < other_words or other_words < one_words else 0


def agree(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether the figures of two claims can both be true of the same."""
    (low, high), (other_low, other_high) = _borders(one), _borders(other)
    return low <= other_high and other_low <= high


def _by_figures(one: ClaimRow, other: ClaimRow, alike: float) -> Likely | None:
    same_unit, closeness = _same_unit(one, other), _closeness(one, other)
    if not same_unit or not closeness:
        return None
    # "people killed" says what is counted; "people", "%" and "EUR" may count anything, but mostly the same in one article.
    says_what = len(salient(one.claim.unit or "")) > 1 and closeness == 1
    telling = (same_unit == 1 and says_what) or one.article == other.article
    if not telling and alike < _SOME_WORDS:
        return None
    score = 0.3 * same_unit + 0.3 * closeness + 0.4 * min(1, alike + 0.3 * telling)
    unit = one.claim.unit or other.claim.unit
    if _same_source(one, other):
        if one.claim.quantity == other.claim.quantity and one.claim.bound == other.claim.bound:
            why = f"the same source and the same figure: {_figure(one)} {unit}"
            return Likely(RelationKind.SAME_AS, why, score) if one.article != other.article else None
        later = _later(one, other)
        why = "the same source, another figure later: {} {} after {}"
        if later is None:
            return None
        new, old = (other, one) if later else (one, other)
        return Likely(RelationKind.UPDATES, why.format(_figure(new), unit, _figure(old)), score, turned=later)
    if agree(one, other):
        if _apart(one, other):
            return None
        return Likely(RelationKind.SUPPORTS, f"figures that agree: {_figure(one)} and {_figure(other)} {unit}", score)
    return Likely(RelationKind.CONTRADICTS, f"another figure: {_figure(one)} and {_figure(other)} {unit}", score)


def _by_words(one: ClaimRow, other: ClaimRow, alike: float) -> Likely | None:
    opposed = _says_not(one) is not _says_not(other)
    if alike < (_OPPOSED if opposed else _SAME_WORDS):
        return None
    if not _closeness(one, other):
        return None
    if opposed:
        return Likely(RelationKind.CONTRADICTS, "much the same words, and one says that it is not so", alike)
    if _same_source(one, other) or not one.who or not other.who:
        if one.article == other.article:
            return None
        return Likely(RelationKind.SAME_AS, "much the same words", alike)
    return Likely(RelationKind.SUPPORTS, "much the same words from another source", alike)


def _same_unit(one: ClaimRow, other: ClaimRow) -> float:
    if one.claim.unit and other.claim.unit:
        return comparable(one.claim.unit, other.claim.unit)
    near = one.article == other.article and abs(one.start - other.start) <= _NEAR
    return 0.5 if near and (one.claim.unit or other.claim.unit) else 0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / len(one | other) if common >= _FEWEST else 0 if common < 2 else common / len(one | other) / 2


def _same_source(one: ClaimRow, other: ClaimRow) -> bool:
    if not one.claim.chain or not other.claim.chain:
        return False
    last, other_last = one.claim.chain[-1], other.claim.chain[-1]
    if last.entity and other_last.entity:
        return last.entity == other_last.entity
    return folded(one.who) == folded(other.who) != ""


def _says_not(row: ClaimRow) -> bool:
    """Whether it says that something is not so: by its polarity, by its source's denial, or by its words."""
    if row.claim.polarity is Polarity.NEGATIVE or (row.claim.chain and row.claim.chain[-1].mode is Mode.DENIES):
        return True
    return not _NOT.isdisjoint(words_of(row.claim.gist or row.content))


_INFINITE = float("inf")
_CEILINGS = frozenset({Bound.AT_MOST, Bound.LESS_THAN})


def _borders(row: ClaimRow) -> tuple[float, float]:
    """Between what its figure says that it is."""
    quantity = float(row.claim.quantity or 0)
    match row.claim.bound:
        case Bound.AT_LEAST:
            return quantity, _INFINITE
        case Bound.MORE_THAN:
            return math.nextafter(quantity, _INFINITE), _INFINITE
        case Bound.AT_MOST:
            return quantity * _UP_TO, quantity
        case Bound.LESS_THAN:
            return quantity * _UP_TO, math.nextafter(quantity, -_INFINITE)
        case Bound.ABOUT:
            return quantity - abs(quantity) * _ABOUT, quantity + abs(quantity) * _ABOUT
    return quantity, quantity


def _apart(one: ClaimRow, other: ClaimRow) -> bool:
    """Whether figures that can both be true say so little of one another that neither supports the other: at least 60 and
    at most 140; 17 and at most 140.
    """
    least, most = sorted((float(one.claim.quantity or 0), float(other.claim.quantity or 0)))
    has_ceiling = not _CEILINGS.isdisjoint((one.claim.bound, other.claim.bound))
    return least < most * 0.7 or (has_ceiling and least != most)


def _figure(row: ClaimRow) -> str:
    bound = "" if row.claim.bound in (None, Bound.EXACTLY) else f"{row.claim.bound} "
    return f"{bound}{row.claim.quantity}"


def _later(one: ClaimRow, other: ClaimRow) -> bool | None:
    """Whether the other was said later than the one; None where that is not known. In one article what stands behind."""
    one_said, other_said = said(one) or "", said(other) or ""
    size = min(len(one_said), len(other_said))
    if one_said[:size] != other_said[:size]:
        return other_said > one_said
    return other.start > one.start if one.article == other.article else None


def _closeness(one: ClaimRow, other: ClaimRow) -> float:
    """How surely two claims are about the same time: 1 where they say so, 0 where they are about another. Where one of them
    does not say, it was when somebody said it.
    """
    if one.claim.event_from and other.claim.event_from:
        return 1 if _days_apart(_event(one), _event(other)) <= _CLOSE else 0
    if one.article == other.article:
        return 0.8
    first, second = when(one), when(other)
    if first is None or second is None:
        return 0.3
    return 0.5 if _days_apart((first, first), (second, second)) <= _NEWS else 0


def _event(row: ClaimRow) -> tuple[str, str]:
    begins = row.claim.event_from or row.claim.event_to or ""
    return begins, row.claim.event_to or begins


def _days_apart(one: tuple[str, str], other: tuple[str, str]) -> int:
    """The days between two stretches of time, each as precise as it is known; 0 where they meet."""
    (first, last), (other_first, other_last) = tuple(_days(*one)), tuple(_days(*other))
    return max(0, other_first - last, first - other_last)


def _days(begins: str, ends: str) -> Iterator[int]:
    """The first and the last day that it may be."""
    for moment, rest in ((begins, "-01-01"), (ends, "-12-28")):
        day = (moment[:10] + rest[len(moment[:10]) - 4 :])[:10]
        try:
            yield date.fromisoformat(day).toordinal()
        except ValueError:
            yield 0
