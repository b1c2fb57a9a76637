"""Which lines of a dump stand in its gold text, and how well a choice of lines does: for training and measuring. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words
_SHARE = 0.5  # of a line's shingles that must stand in the gold text
_REACH = 3  # lines above and below, by whose words a short line is known


def f1(text: str, gold: str) -> float:
    """F1 of the 4-word shingles of a text against the gold text's, as article-extraction-benchmark counts them."""
    ours, theirs = _shingles(_WORD.findall(text.lower())), _shingles(_WORD.findall(gold.lower()))
    if not theirs or not ours:
        return float(not ours and not theirs)
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values()))


def _shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))


def labels(lines: Sequence[str], gold: str) -> list[bool]:
    """Whether each line stands in the gold text.

    A line of four words and more by its shingles; a shorter one where it stands between the same lines there. Of
    several lines that say the same as many as the gold text has, those with most of it around them.
    """
    wanted = _WORD.findall(gold.lower())
    shingles = set(_shingles(wanted))
    spaced = f" {' '.join(wanted)} "
    words = [_WORD.findall(line.lower()) for line in lines]
    found = [False] * len(lines)
    for at, own in enumerate(words):
        if len(own) >= _SHINGLE:
            pieces = [tuple(own[i : i + _SHINGLE]) for i in range(len(own) - _SHINGLE + 1)]
            found[at] = sum(piece in shingles for piece in pieces) >= _SHARE * len(pieces)
    for _ in range(_REACH):
        for at, own in enumerate(words):
            if own and len(own) < _SHINGLE and not found[at]:
                found[at] = _stands_between(words, found, at, spaced)
    same = defaultdict(list)
    for at, own in enumerate(words):
        if found[at] and own:
            same[" ".join(own)].append(at)
    for said, places in same.items():
        there = max(1, spaced.count(f" {said} "))
        if there < len(places):
            places.sort(key=lambda at: -sum(found[max(0, at - 6) : at + 7]))
            for at in places[there:]:
                found[at] = False
    return found


def _stands_between(words: Sequence[Sequence[str]], found: Sequence[bool], at: int, spaced: str) -> bool:
    above = next((i for i in range(at - 1, max(-1, at - _REACH - 1), -1) if found[i]), None)
    below = next((i for i in range(at + 1, min(len(words), at + _REACH + 1)) if found[i]), None)
    before = above is not None and f" {' '.join([*words[above][-3:], *words[at]])} " in spaced
    behind = below is not None and f" {' '.join([*words[at], *words[below][:3]])} " in spaced
    return before or behind
