"""What a line's wording is judged by: its words, pairs of words, first and last word, by how long it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from store.cleaning.plain.features import Features

_MOST = 60  # words of a line
_NONE = "<none>"


def _words(line: Features) -> list[str]:
    return ["0" if word.isdigit() else word for word in line.lower[:_MOST]]


def _mark(size: int) -> str:
    """How long the line is: the same word speaks for another thing in a menu than in a sentence."""
    return "s:" if size <= 8 else ("m:" if size <= 25 else "l:")


def tokens_of(line: Features) -> Iterator[str]:
    """The tokens of a line, some of them more than once."""
    words = _words(line)
    if not words:
        yield _NONE
        return
    mark = _mark(len(words))
    for word in words:
        yield mark + word
    for one, two in pairwise(words):
        yield f"{mark}{one} {two}"
    yield "^" + words[0]
    yield "$" + words[-1]
    if len(words) <= 4:
        yield "=" + " ".join(words)


class Wording:
    """The weights of some tokens, laid out so that a line is judged without naming all its tokens."""

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._bias = bias
        self._weights = weights
        self._single: dict[str, dict[str, float]] = {"s:": {}, "m:": {}, "l:": {}}
        self._first: dict[str, set[str]] = {"s:": set(), "m:": set(), "l:": set()}
        for token, weight in weights.items():
            mark, words = token[:2], token[2:]
            if mark not in self._single:
                continue
            one, pair, _ = words.partition(" ")
            if pair:
                self._first[mark].add(one)
            else:
                self._single[mark][one] = weight

    def of(self, line: Features) -> float:
        """What the words of a line speak for, as log-odds: above 0 the story, below it the page's furniture."""
        words, weights = _words(line), self._weights
        if not words:
            return self._bias + weights.get(_NONE, 0.0)
        mark = _mark(len(words))
        single, own = self._single[mark], set(words)
        total = self._bias + sum([single[word] for word in own & single.keys()])
        if not own.isdisjoint(self._first[mark]):
            pairs = {f"{mark}{one} {two}" for one, two in pairwise(words) if one in self._first[mark]}
            total += sum([weights[pair] for pair in pairs if pair in weights])
        total += weights.get("^" + words[0], 0.0) + weights.get("$" + words[-1], 0.0)
        if len(words) <= 4:
            total += weights.get("=" + " ".join(words), 0.0)
        return total
