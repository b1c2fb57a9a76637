"""What may leave for a terminal: the sequences that annotty itself writes, each by its exact pattern, and words without power.

Numbers have three digits at most, so that no sequence of an article with PAYLOAD in it can pass for one of ours.
"""

from __future__ import annotations

import base64
import re

from tests.reader.hostile import has_power

PAYLOAD = "6677"
"""Stands in every sequence of a hostile word."""

_NUMBER = r"[0-9]{1,3}"
_COPIED = "\x1b]52;c;"
_OURS = re.compile(
    "|".join(
        (
            rf"\x1b\[(?:{_NUMBER})?(?:[;:](?:{_NUMBER})?)*m",  # colours and looks
            rf"\x1b\[(?:{_NUMBER})?(?:;{_NUMBER})?[Hr]",  # to a place; which rows are scrolled
            rf"\x1b\[(?:{_NUMBER})?[ABCDGLMPX@ST]",  # the cursor, rows and cells taken out and put in
            r"\x1b\[[0-3]?[JK]",  # what is behind the cursor
            r"\x1b\[8[hl]",  # who puts words in order
            r"\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]",  # modes
            r"\x1b\[\?20(?:26|48)\$p",  # which of them there are
            r"\x1b\[(?:>[0-9]{1,2}|<)u",  # keys in full, and as before
            r"\x1b\]22;[a-z-]{0,20}(?:\x07|\x1b\\)",  # the pointer of the mouse
            r"\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\)",  # copied words, which are letters and digits on their way
            r"\x18(?=\x1b|$)",  # a sequence that was cut off ends
            r"\r|\n",
        )
    )
)


def not_ours(sent: bytes) -> list[str]:
    """What of the bytes that a terminal was sent is neither a sequence of ours nor a harmless character, each with the
    characters around it.
    """
    words = sent.decode("utf-8", "surrogateescape")
    found, at = list[str](), 0
    for ours in _OURS.finditer(words):
        found += _powers(words, at, ours.start())
        if ours.group().startswith(_COPIED) and not _are_words(ours.group().removeprefix(_COPIED)):
            found.append(ascii(ours.group()))
        at = ours.end()
    return found + _powers(words, at, len(words))


def _are_words(copied: str) -> bool:
    """Whether what is sent to be copied is words on their way, which the payload by itself is not."""
    try:
        base64.b64decode(copied.rstrip("\x07\x1b\\"), validate=True).decode()
    except ValueError:
        return False
    return True


def _powers(words: str, start: int, end: int) -> list[str]:
    return [ascii(words[max(0, at - 20) : at + 20]) for at in range(start, end) if has_power(words[at])]
