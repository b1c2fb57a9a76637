"""Words as the index of words keeps them and as they are asked for: folded, in pieces, nothing of them a query's syntax. Pure.

A word is a run of letters and digits. A sign that is meant (`C++`, `C#`, `60%`, an emoji) is a word of its own, and so is
each character of a script that is written without spaces. Everything else stands between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from store.folding import folded

VERSION = "1"
"""Of what this module does to words: an index made by another version is made anew."""
EVERY = "\ue000"
"""A word of every article in the index, which nobody can type: what has not these words is sought among them."""

SIGNS = "#$%&+@"
"""The signs of ASCII that are words of their own."""
_NOTHING = "\ufffc\ufffd"  # stand for what is not there
_ASCII = bytes(range(128))
_ANY = "surrogatepass"
_MANY = 20
"""A text with no more letters beyond ASCII than these has each replaced, which takes a tenth of the time."""
_WORDS = re.compile(r"[a-z0-9\x80-\U0010ffff]+|[#$%&+@]")
# Scripts without spaces between words: their letters are words of their own. First and last of each block.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x0FFF),  # Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xAA80, 0xAADF),  # Tai Viet
    (0xF900, 0xFAFF),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x323AF),
)


class _Pieces(dict[int, str]):
    """What each character is in the index, found out when it comes up first."""

    def __missing__(self, code: int) -> str:
        found = self[code] = "".join(map(_piece, folded(chr(code))))
        return found


def indexed(text: str) -> str:
    """A text as it goes into the index: its words in small letters, between them blanks or ASCII signs of no meaning."""
    if not text.isascii():
        others = set(text.encode(errors=_ANY).translate(None, _ASCII).decode(errors=_ANY))
        if len(others) > _MANY:
            return text.translate(_PIECES)
        for each in others:
            text = text.replace(each, _PIECES[ord(each)])
    for sign in SIGNS:
        if sign in text:
            text = text.replace(sign, f" {sign} ")
    return text.lower()


def words_of(text: str) -> list[str]:
    """The words of a text, or of what is sought, in order."""
    return _WORDS.findall(indexed(text))


def sought(text: str, *, is_open: bool = False) -> tuple[list[str], bool]:
    """The words that are sought when somebody asks for these, and whether the last of them may go on: it may where the
    asking is_open. Of that one letter is too few to be sought.
    """
    words = words_of(text)
    if is_open and words and len(words[-1]) == 1 and (last := words[-1]).isalnum() and not _is_unspaced(ord(last)):
        return words[:-1], False
    return words, is_open


def fits(text: str, words: Sequence[str], *, is_open: bool = False) -> bool:
    """Whether words that are sought stand next to one another in a text; is_open: the last of them may go on there."""
    return not words or f" {' '.join(words)}{'' if is_open else ' '}" in f" {' '.join(words_of(text))} "


def phrase(words: Sequence[str], *, is_open: bool = False) -> str:
    """Words that are sought in the language of FTS5. They are words_of something: none has a quote in it."""
    return f'"{" ".join(words)}"{" *" if is_open else ""}'


def _piece(character: str) -> str:
    if character.isascii():
        return f" {character} " if character in SIGNS else character
    kind = unicodedata.category(character)
    if kind[0] in "LN" or kind in ("Mn", "Mc"):
        return f" {character} " if _is_unspaced(ord(character)) else character
    if (kind[0] == "S" and character not in _NOTHING) or character in "§‰":
        return f" {character} "
    return " "


def _is_unspaced(code: int) -> bool:
    return any(first <= code <= last for first, last in _UNSPACED)


_PIECES = _Pieces()
