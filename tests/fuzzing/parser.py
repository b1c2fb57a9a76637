"""What is known of a parser: how it is called, seeds that it can read, and the words of its language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from store.errors import AnnottyError

SIGN = b"\x1f"
"""Stands between the fields of an input, where a parser is given several."""


@dataclass(frozen=True)
class Parser:
    """take is given bytes, and raises nothing but refusals; an AssertionError says that its answer was wrong.

    largest: bytes of an input that is not grown; growing: whether what it is given is as long as whoever wrote it likes.
    share: inputs by chance that the suite gives it, as many as take a tenth of a second or two.
    """

    name: str
    take: Callable[[bytes], object] = field(repr=False)
    seeds: tuple[bytes, ...] = field(repr=False)
    words: tuple[bytes, ...] = field(default=(), repr=False)
    refusals: tuple[type[BaseException], ...] = (AnnottyError,)
    largest: int = 16_384
    growing: bool = True
    share: int = 40


def words(*written: str) -> tuple[bytes, ...]:
    """The words of a language, as bytes."""
    return tuple(each.encode() for each in written)


def text_of(raw: bytes) -> str:
    """Bytes as text that may stand anywhere: without surrogates."""
    return raw.decode("utf-8", "replace")


def fields_of(raw: bytes, count: int) -> list[str]:
    """The fields of an input, as text; those that are missing are empty."""
    found = [text_of(each) for each in raw.split(SIGN, count - 1)]
    return found + [""] * (count - len(found))


def number_of(words: str, most: int) -> int:
    """A number from a field, between none and most, whatever is written there."""
    return sum(map(ord, words)) % (most + 1)
