"""Inputs made from others by chance: bits, cuts, splices, repetitions, nesting, odd numbers and odd signs. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Change = Callable[["Mutator", bytes], bytes]

ODD_NUMBERS = tuple(
    each.encode()
    for each in (
        *("0", "-1", "00", "1e999", "-1e-999", "NaN", "0x7f", "2147483648", "9223372036854775808", "18446744073709551616"),
        *("9" * 40, "9" * 5000, "0000-00-00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00+14:00", "1.7976931348623159e308"),
    )
)  # fmt: skip
ODD_SIGNS = (
    *(each.encode("utf-8", "surrogatepass")
    for each in (
        *("\0", "\x1b[2J", "\x7f", "\x85", "\xa0", "\xad", "\u0301", "\u0130", "\u017f", "\u1e9e", "\u200b", "\u200d"),
        *("\u202e", "\u2028", "\u2066", "\ud800", "\udfff", "\ufeff", "\ufffd", "\uffff"),
        *("\U0001f469\u200d\U0001f467", "\U000e0001"),
        *("\U000116d0", "\U0010ffff"),
        *("²", "½", "①", "٣", "Ⅻ", "ﷺ", "ß", "ŉ", "\r\n", "\t", "\v", "\u3000", "“", "”", "’", "水", "שלום"),
        *("\u0e33", "한", "ᄀ"),
    )),
    *(b"\xff", b"\xc3", b"\xe2\x80", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b\x08", b"\xf4\x90\x80\x80"),
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TOKEN = re.compile(rb"[\w.-]+|[^\w\s]|\s+")


class Mutator:
    """Makes inputs of a language by chance, always the same from the same seed.

    largest: bytes of what it makes, at most.
    """

    def __init__(self, seed: int, words: Sequence[bytes], largest: int) -> None:
        self.chance = random.Random(seed)
        self._words = words
        self._largest = largest
        self._pool: Sequence[bytes] = ()

    def changed(self, raw: bytes, pool: Sequence[bytes]) -> bytes:
        """An input with a few changes; pool: others of the same language, from which it may take."""
        self._pool = pool
        for _ in range(self.chance.choice((1, 1, 1, 2, 2, 3, 4, 8))):
            raw = self.chance.choice(_CHANGES)(self, raw)[: self._largest]
        return raw

    def cut(self, raw: bytes, most: int = 64) -> tuple[int, int]:
        """A stretch of some bytes, seldom a long one."""
        start = self.chance.randrange(len(raw) + 1)
        size = self.chance.randrange(1, most) if self.chance.random() < 0.8 else self.chance.randrange(len(raw) + 1)
        return start, min(len(raw), start + size)

    def token(self, raw: bytes) -> tuple[int, int]:
        """Where one of the words or signs of an input stands."""
        at = self.chance.randrange(len(raw) + 1)
        found = _TOKEN.search(raw, at) or _TOKEN.search(raw)
        return found.span() if found else (at, at)

    def word(self) -> bytes:
        """A word of the language, an odd sign or an odd number."""
        kind = self.chance.random()
        if self._words and kind < 0.7:
            return self.chance.choice(self._words)
        return self.chance.choice(ODD_SIGNS if kind < 0.9 else ODD_NUMBERS)

    def other(self) -> bytes:
        """Another input of the same language."""
        return self.chance.choice(self._pool) if self._pool else b""


def _flipped(by: Mutator, raw: bytes) -> bytes:
    if not raw:
        return by.word()
    at = by.chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << by.chance.randrange(8)]) + raw[at + 1 :]


def _set(by: Mutator, raw: bytes) -> bytes:
    at = by.chance.randrange(len(raw) + 1)
    return raw[:at] + bytes([by.chance.randrange(256)]) + raw[at + 1 :]


def _without(by: Mutator, raw: bytes) -> bytes:
    start, end = by.cut(raw)
    return raw[:start] + raw[end:]


def _inserted(by: Mutator, raw: bytes) -> bytes:
    at = by.token(raw)[by.chance.randrange(2)]
    return raw[:at] + by.word() + raw[at:]


def _replaced(by: Mutator, raw: bytes) -> bytes:
    start, end = by.token(raw)
    return raw[:start] + by.word() + raw[end:]


def _repeated(by: Mutator, raw: bytes) -> bytes:
    start, end = by.cut(raw)
    return raw[:end] + raw[start:end] * by.chance.choice((1, 1, 2, 5, 40, 500)) + raw[end:]


def _truncated(by: Mutator, raw: bytes) -> bytes:
    return raw[: by.chance.randrange(len(raw) + 1)]


def _spliced(by: Mutator, raw: bytes) -> bytes:
    other = by.other()
    return raw[: by.chance.randrange(len(raw) + 1)] + other[by.chance.randrange(len(other) + 1) :]


def _grafted(by: Mutator, raw: bytes) -> bytes:
    other, (start, end) = by.other(), by.cut(raw)
    first, last = by.cut(other, 200)
    return raw[:start] + other[first:last] + raw[end:]


def _numbered(by: Mutator, raw: bytes) -> bytes:
    found = list(_NUMBER.finditer(raw))[:200]
    if not found:
        return raw + by.chance.choice(ODD_NUMBERS)
    start, end = by.chance.choice(found).span()
    return raw[:start] + by.chance.choice(ODD_NUMBERS) + raw[end:]


def _nested(by: Mutator, raw: bytes) -> bytes:
    at, word = by.token(raw)[0], by.word()
    return raw[:at] + word * by.chance.choice((3, 30, 300, 3000)) + raw[at:]


def _swapped(by: Mutator, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    one, other = by.chance.randrange(len(lines)), by.chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


_CHANGES: tuple[Change, ...] = (
    *(_flipped, _set, _without, _inserted, _inserted, _replaced, _replaced, _repeated, _truncated),
    *(_spliced, _grafted, _numbered, _nested, _swapped),
)
