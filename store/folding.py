"""What words are compared as: in any case, with any accents, with typographic signs as plain ones. Pure, compares nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "'": "‘’‚‛′‹›`´ʼ",
        '"': "“”„‟″«»",
        "-": "‐‑‒–—―−",
        " ": "\u00a0\u2009\u202f\u3000",
    }
)
"""The signs that are easy to type, each with those that stand in print where it is meant."""
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "ı": "i"}
_PLAIN = {each: sign for sign, others in SPELLINGS.items() for each in others} | {"⁄": "/"} | _LETTERS
# Unicode's classes of marks that stand on or under a letter of the same name: overlays, Hebrew and Arabic points, and
# what Latin, Greek and Cyrillic call accents. Vowel signs, viramas and voicing marks of other scripts are letters.
_ACCENTS = frozenset({1, *range(10, 37), *range(200, 241)})


class _Folds(dict[int, str]):
    """What each character is compared as, found out when it comes up first."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold(chr(code))
        return found


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, every white space a blank, nothing of what is unseen.

    Each character is folded for itself, some to several ("ß") and some to none.
    """
    return text.translate(_FOLDS)


def _fold(character: str) -> str:
    if character.isspace():
        return " "
    if character in _PLAIN:
        return _PLAIN[character]
    if unicodedata.combining(character) in _ACCENTS or _is_unseen(character):
        return ""
    small = _bare(_bare(character).casefold())
    found = "".join(_PLAIN.get(each, each) for each in small)
    return found if found and " " not in found else character


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(each for each in apart if unicodedata.combining(each) not in _ACCENTS)


def _is_unseen(character: str) -> bool:
    """Soft hyphens, joiners, marks of direction and variation: nobody types them."""
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or character == "\u034f" or unicodedata.category(character) == "Cf"


_FOLDS = _Folds()
