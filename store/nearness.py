"""Words that are nearly the same: how many may differ, and where in a text they stand. Pure; decides for no place.

A text is compared as it is folded: what one cleaning sets otherwise than another (white space, soft hyphens, a word broken
at a line's end, the form of quotation marks and dashes) makes no difference. Other differences are counted as edit distance
by Myers' bit vectors ("A fast bit-vector algorithm for approximate string matching", 1999), near pieces that stand as they
were: of n + 1 pieces of some words with n errors one has none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from store.text import Span

SHORT = 20
"""Words of fewer code points may not differ at all."""
LONG = 100
"""From as many code points on, the greatest share of them may differ."""
_SHARES = (0.04, 0.1)  # of the code points that may differ, at SHORT and from LONG on
_MOST = 300_000  # code points that are compared before a search is given up

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\n", " "
        ),
    }
)
# Each is folded to a stretch of another length: a broken word, signs without a width, an ellipsis, white space.
_LOOSE = re.compile(r"(?<=\w)[-‐]\n\s*(?=\w)|[\xad\u200b\u2060\ufeff]+|…|\s{2,}")


def errors_allowed(length: int) -> int:
    """How many of that many code points may differ: none below SHORT, one in twenty-five there, one in ten from LONG on."""
    if length < SHORT:
        return 0
    low, high = _SHARES
    share = low + (high - low) * min(1.0, (length - SHORT) / (LONG - SHORT))
    return int(length * share + 1e-9)


class Folded:
    """A text folded for comparing, with the way back to its own offsets."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._folds, self._origins = [0], [0]
        at = length = 0
        for match in _LOOSE.finditer(text):
            told = " " if match.group()[0].isspace() else "..." if match.group() == "…" else ""
            pieces += text[at : match.start()], told
            length += match.start() - at + len(told)
            at = match.end()
            self._folds.append(length)
            self._origins.append(at)
        pieces.append(text[at:])
        self.text = "".join(pieces).translate(_SAME)

    def origin(self, start: int, end: int) -> Span:
        """Where a stretch of the folded text, which is not empty, stands in the text itself."""
        return Span(self._origin(start), self._origin(end - 1) + 1)

    def _origin(self, at: int) -> int:
        index = bisect_right(self._folds, at) - 1
        origin = self._origins[index] + at - self._folds[index]
        # Inside what an ellipsis or a run of white space was folded to.
        return (
            origin
            if index + 1 == len(self._folds) or origin < self._origins[index + 1]
            else self._origins[index + 1] - 1
        )

    def position(self, origin: int) -> int:
        """Where an offset of the text itself stands in the folded one."""
        index = bisect_right(self._origins, origin) - 1
        most = self._folds[index + 1] if index + 1 < len(self._folds) else len(self.text)
        return min(most, self._folds[index] + origin - self._origins[index])


class Place(NamedTuple):
    """A stretch of a text, and by how many code points it differs from the words that were sought."""

    start: int
    end: int
    errors: int


def places(words: str, text: str, low: int, high: int) -> list[list[Place]] | None:
    """Where some words stand in a stretch of a text, or nearly: for each place the ways to bound it that differ least.

    The nearest place first. None where there is too much that is like them to look at it all.
    """
    most = errors_allowed(len(words))
    if not words:
        return []
    if not most:
        return [[Place(at, at + len(words), 0)] for at in occurrences(words, text, low, high)]
    windows = _windows(words, text, low, high, most)
    if windows is None:
        return None
    masks, backwards = _masks(words), _masks(words[::-1])
    ends = [
        (errors, start + at)
        for start, end in windows
        for at, errors in _distances(masks, len(words), text[start:end], anchored=False)
        if errors <= most
    ]
    found: list[list[Place]] = []
    for errors, end in sorted(ends):
        if any(abs(end - other[0].end) * 2 <= len(words) for other in found):
            continue
        alike = [other for least, other in ends if least == errors and abs(other - end) <= 2 * most]
        ways = [
            Place(stop - length, stop, errors)
            for stop in alike[:8]
            for length, least in _distances(
                backwards, len(words), text[max(low, stop - len(words) - most) : stop][::-1], anchored=True
            )
            if least == errors and length
        ]
        if ways:
            found.append(ways)
    return found


def occurrences(words: str, text: str, low: int, high: int) -> Iterator[int]:
    """Where some words stand as they are in a stretch of a text."""
    at = text.find(words, low, high)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, high)


def _windows(words: str, text: str, low: int, high: int, most: int) -> list[tuple[int, int]] | None:
    """The stretches of a text in which words with so many errors may stand; None where they are too long together."""
    spans: list[tuple[int, int]] = []
    total = 0
    count = most + 1
    for piece in range(count):
        begin, end = piece * len(words) // count, (piece + 1) * len(words) // count
        for at in occurrences(words[begin:end], text, low, high):
            first = at - begin
            spans.append((max(low, first - most), min(high, first + len(words) + most)))
            total += len(words)
            if total > _MOST:
                return None
    windows: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows


def _masks(words: str) -> dict[str, int]:
    masks: dict[str, int] = {}
    for at, sign in enumerate(words):
        masks[sign] = masks.get(sign, 0) | 1 << at
    return masks


def _distances(masks: dict[str, int], length: int, text: str, *, anchored: bool) -> Iterator[tuple[int, int]]:
    """For each end in a text the least edit distance of the words to what ends there; anchored: and begins at its start."""
    full, top = (1 << length) - 1, 1 << (length - 1)
    ups, downs, score = full, 0, length
    first = 1 if anchored else 0
    for at, sign in enumerate(text, start=1):
        equal = masks.get(sign, 0)
        diagonal = (((equal & ups) + ups) ^ ups) | equal | downs
        right_up = downs | (full & ~(diagonal | ups))
        right_down = ups & diagonal
        if right_up & top:
            score += 1
        elif right_down & top:
            score -= 1
        right_up = (right_up << 1 | first) & full
        right_down = (right_down << 1) & full
        vertical = equal | downs
        ups = right_down | (full & ~(vertical | right_up))
        downs = right_up & vertical
        yield at, score
