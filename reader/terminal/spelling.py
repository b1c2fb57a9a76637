"""How signs and letters are spelled on a terminal that may lack them, each in as many cells as it takes. Pure.

Nobody says what a terminal takes where the locale is C or none at all: signs of ours are plain there, letters go out as
UTF-8, as Python does. Where a locale names an encoding, nothing else goes out: what it lacks is spelled with what it
has, or is a question mark.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes

from reader.colours import charset_in, plain_signs
from reader.terminal.border import PLAIN_SIGNS

_LETTERS = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("–—‐‑−·", "-"),
    "…": "~",
    "•": "*",
    "×": "x",
    "\xa0": " ",
}
"""What words are written with, where an encoding lacks it."""
UTF_8 = "utf-8"
_WITH_C1 = ("iso8859", "koi8", "cp125")
"""Encodings that can do without the bytes from 80 to 9F, which begin sequences on terminals of 8 bits."""
_STATEFUL = ("iso2022", "hz", "utf-7", "punycode", "idna")
"""Encodings in which bytes that look plain switch to others."""


class Spelling(NamedTuple):
    """What a terminal takes: the codec of its bytes, and whether it may lack signs."""

    codec: str = UTF_8
    plain: bool = False

    def line(self, text: str) -> str:
        """A row of text as it can be shown; as many cells as before."""
        if text.isascii():
            return text
        if self.plain:
            text = text.translate(PLAIN_SIGNS)
        return text if self.codec == UTF_8 else _spelled(text, self.codec)


def spelling_of(environment: Mapping[str, str]) -> Spelling:
    """How to write for the terminal of an environment."""
    return Spelling(codec_of(charset_in(environment)), plain_signs(environment))


def codec_of(charset: str) -> str:
    """Python's codec for an encoding; UTF-8 where none is named, ASCII where it is unknown or no terminal can have it."""
    if not charset:
        return UTF_8
    try:
        name = codecs.lookup(charset).name
        plain = bytes(range(0x20, 0x7F))
        fits = (
            not name.startswith(_STATEFUL) and plain.decode(name).encode(name) == plain == plain.decode(name).encode()
        )
    except (LookupError, UnicodeError, ValueError):
        return "ascii"
    return name if fits else "ascii"


@lru_cache(maxsize=4096)
def _spelled(text: str, codec: str) -> str:
    if _has(text, codec):
        return text
    spans, _ = split_graphemes(text)
    return "".join(_cluster(text[start:end], cells, codec) for start, end, cells in spans)


def _cluster(cluster: str, cells: int, codec: str) -> str:
    if _has(cluster, codec) and len(cluster) == max(1, cells):
        return cluster
    first = cluster[0]
    other = _LETTERS.get(first) or unicodedata.normalize("NFC", cluster)[:1]
    for each in (other, unicodedata.normalize("NFD", first)[:1]):
        if cells == 1 and _has(each, codec):
            return each
    return "?" * cells


def _has(text: str, codec: str) -> bool:
    """Whether an encoding has all of a text, in bytes that no terminal takes for the beginning of a sequence."""
    try:
        written = text.encode(codec)
    except UnicodeError:
        return False
    return not (codec.startswith(_WITH_C1) and any(0x80 <= byte < 0xA0 for byte in written))
