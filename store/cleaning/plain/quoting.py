"""Block quotations in plain text: which paragraphs are another's words, introduced by a colon. Pure.

A quotation's end is not printed; it is taken to go on only as far as the paragraphs themselves show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_INTRODUCES = re.compile(
    r"\b(?:report(?:s|ed|ing)?|wr(?:ites?|ote|itten)|sa(?:ys?|id|ying)|states?|stated|according|adds?|added|"
    r"explain(?:s|ed)?|notes?|noted|"
    r"announc(?:es|ed)|read(?:s)?|recall(?:s|ed)|describ(?:es|ed)|argue[sd]?|continu(?:es|ed)|recount(?:s|ed)|"
    r"tweet(?:s|ed)?|post(?:s|ed)?|"
    r"statement|letter|excerpt|quot(?:es?|ed|ing)|told|testif(?:ies|ied)|put it|comment(?:s|ed)|warn(?:s|ed)|"
    r"claim(?:s|ed)?|conclud(?:es|ed)|observ(?:es|ed)|respond(?:s|ed)|replied)\b",
    re.I,
)
_OPENS = re.compile(r"[\"“„«]")
_GOES_ON = re.compile(
    r"(?:The|This|That|He|She|They|It|[A-Z][\w.’'-]+)(?: [a-z]\w+){0,2} (?:added|continued|went on|concluded|"
    r"also said|said)\b"
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<![“\"‘])\b[A-Z][a-z]{3,}\b")
_LONGEST = 12  # paragraphs: a quotation without a visible end is not trusted further


def quoted_lines(paragraphs: Sequence[str]) -> list[int]:
    """The indices of the paragraphs that stand inside a block quotation."""
    found: list[int] = []
    index = 0
    while index < len(paragraphs):
        if not _introduces(paragraphs[index]):
            index += 1
            continue
        stop = _end(paragraphs, index)
        found.extend(range(index + 1, stop))
        index = stop
    return found


def _introduces(paragraph: str) -> bool:
    return paragraph.endswith(":") and len(paragraph) < 400 and _INTRODUCES.search(paragraph) is not None


def _end(paragraphs: Sequence[str], intro: int) -> int:
    """The index behind the last paragraph of the quotation that an introducing line opens."""
    known = set().union(*(_NAME.findall(paragraph) for paragraph in paragraphs[: intro + 1]))
    inside: set[str] = set()
    stop = intro + 1
    while stop < len(paragraphs) and stop - intro <= _LONGEST:
        paragraph = paragraphs[stop]
        if not paragraph or _introduces(paragraph) or (stop > intro + 1 and paragraph.endswith(":")):
            break
        names = set(re.findall(r"\b[A-Z][a-z]{3,}\b", paragraph))
        goes_on = _OPENS.match(paragraph) or _GOES_ON.match(paragraph) or names & inside
        if stop > intro + 1 and not goes_on:
            break
        inside |= set(_NAME.findall(paragraph)) - known
        stop += 1
    return stop
