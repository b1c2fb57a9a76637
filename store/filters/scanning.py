"""A filter cut into its pieces: parentheses, and words with the key and the minus before them. Pure, judges none of them.

One way through the words from left to right, so that the time taken grows with their length alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from store.errors import FilterError
from store.filters.keys import Subject, keys_of, meant_of, others_of

QUOTES = frozenset('"“”„‟«»＂「」『』')
"""Signs that open a quotation and close it, whichever of them."""
_QUOTE = re.compile(f"[{''.join(sorted(QUOTES))}]")
MINUS = frozenset("-−－")
_OPEN, _CLOSE = frozenset("(（"), frozenset(")）")
_KEY = re.compile(r"([A-Za-z]{2,20})[:：]")

_ALIKE = 0.8
"""How like a key a word must be, to be taken for one that was misspelt."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a person wrote as words, or behind a key, and where it stands in the filter. unfinished: it may still go on."""

    text: str
    start: int
    end: int
    quoted: bool = False
    unfinished: bool = False

    def refuse(self, what: str) -> NoReturn:
        """Say what is wrong with it. Raises FilterError."""
        raise FilterError(what, self.start, self.end)

    @property
    def opens(self) -> bool:
        """Whether a parenthesis stands at its start."""
        return not self.quoted and self.text[:1] in _OPEN and bool(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a key with its value, from start to given.end; negated: with a minus before it."""

    start: int
    given: Given
    key: str | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A parenthesis that begins a group."""

    start: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """A parenthesis that ends the group that was begun last."""

    start: int


def key_of(words: str, at: int = 0) -> tuple[str, int] | None:
    """What looks like a key there, as it is written, and where what it should be begins."""
    found = _KEY.match(words, at)
    return None if found is None else (found[1], found.end())


def misspelt(words: str, subject: Subject = Subject.ARTICLES) -> tuple[str, str] | None:
    """A key that words without one begin with, as it is written, and what is to be said of it: it was surely meant to be
    another, or is asked of something else.

    None for words like http://x and 12:30.
    """
    if (found := key_of(words)) is None:
        return None
    (key, end), keys = found, keys_of(subject)
    behind = words[end : end + 1]
    if not behind or behind == "/":
        return None
    meant = meant_of(subject).get(key.lower())
    if meant is None and (other := others_of(subject).get(key.lower())) is not None:
        return key, f"{key.lower()}: is asked of {other}, not of {subject}"
    meant = meant or next(iter(get_close_matches(key.lower(), keys, 1, _ALIKE)), None)
    return None if meant is None else (key, f"there is no key {key}:, did you mean {meant}: ({keys[meant].help})?")


def pieces(
    words: str, *, typing: bool = False, subject: Subject = Subject.ARTICLES
) -> Iterator[Piece | Opening | Closing]:
    """The pieces of a filter, in order. typing: the last of them may still go on, if nothing stands behind it."""
    at, depth, size = 0, 0, len(words)
    keys = keys_of(subject)
    while at < size:
        start = at
        if words[at].isspace():
            at += 1
            continue
        if depth and words[at] in _CLOSE:
            at += 1
            depth -= 1
            yield Closing(start)
            continue
        negated = words[at] in MINUS and _is_begun(words, at + 1)
        at += negated
        if words[at] in _OPEN:
            at += 1
            depth += 1
            yield Opening(start, negated)
            continue
        key = key_of(words, at)
        if key is not None and key[0].lower() in keys:
            given = _given(words, key[1], depth, typing)
            yield Piece(start, given, key[0].lower(), negated)
        else:
            given = _given(words, at, depth, typing)
            yield Piece(start, given, None, negated)
        at = given.end


def _is_begun(words: str, at: int) -> bool:
    """Whether something stands there that a minus can be meant for."""
    return at < len(words) and not (words[at].isspace() or words[at] in MINUS or words[at] in _CLOSE)


def _given(words: str, start: int, depth: int, typing: bool) -> Given:
    """A quotation, or a word up to the white space behind it or the parenthesis that ends its group."""
    size = len(words)
    if start < size and words[start] in QUOTES:
        close = _QUOTE.search(words, start + 1)
        text = " ".join(words[start + 1 : close.start() if close else size].split())
        return Given(text, start, close.end() if close else size, quoted=True, unfinished=typing and close is None)
    at, inside = start, 0
    while at < size and not (sign := words[at]).isspace():
        if sign in _OPEN:
            inside += 1
        elif sign in _CLOSE:
            if depth and not inside:
                break
            inside = max(0, inside - 1)
        at += 1
    return Given(words[start:at], start, at, unfinished=typing and at == size)
