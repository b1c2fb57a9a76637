"""Plain text to lines: each with its words, where it stands in the source, and what stands around it.

Pure. Decides nothing about what a line is; joins lines only where the whole text is wrapped at a fixed width.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from store.cleaning.mapping import Mapped, joined
from store.cleaning.repair import repaired

_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_BULLETS = frozenset("•‣◦·▪▸►●○∙*-")
_BULLET = re.compile(r"[•‣◦·▪▸►●○∙*-]\s+(?=\S)")
_DASH = re.compile(r"(?:[–—]|--)\s+(?=\S)")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s+(?=\S)")
_FULL = 0.6  # share of the width from which a line was broken for want of room
_WRAP_LIMIT = 100  # characters: nobody wraps by hand at more


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something in it.

    content is trimmed and without its bullet; number counts from 1 in the source; gap says whether a blank line stands
    before it; bullet whether it is an item of a list; indent is the white space before it, in characters.
    """

    content: Mapped
    number: int
    gap: bool
    bullet: bool = False
    numbered: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return self.content.text


def lines_of(source: str) -> list[Line]:
    """The lines of a decoded source that are not blank, repaired and in normal form; hard-wrapped ones joined."""
    lines = _with_dashed_lists(list(_split(source)))
    return _unwrapped(lines) if _is_wrapped(lines) else lines


def _split(source: str) -> Iterator[Line]:
    at, gap = 0, True
    # str.splitlines parts at the very signs at which a line ends here.
    for number, whole in enumerate(source.splitlines(keepends=True), 1):
        line = _line(whole, at, number, gap)
        if line:
            yield line
        gap = line is None
        at += len(whole)


def _line(whole: str, at: int, number: int, gap: bool) -> Line | None:
    text = whole.strip()
    if text.isascii() and text.isprintable():
        if not text:
            return None
        indent = whole.index(text[0])
        content = Mapped.verbatim(text, at + indent)
    else:
        mapped = repaired(whole.rstrip(_LINE_ENDS), at)
        content = mapped.stripped()
        if not content.text:
            return None
        indent = len(mapped.text) - len(mapped.text.lstrip())
    first = content.text[0]
    bullet = _BULLET.match(content.text) if first in _BULLETS else None
    if bullet:
        content = content.cut(bullet.end(), len(content.text)).stripped()
        first = content.text[:1]
    numbered = (first.isdigit() or first == "(") and _NUMBER.match(content.text) is not None
    return Line(content, number, gap, bullet is not None, numbered, indent) if content.text else None


def _with_dashed_lists(lines: list[Line]) -> list[Line]:
    """Dashes open speech as well as list items: they are bullets where several lines behind a colon begin with one."""
    dashed = [_DASH.match(line.text) for line in lines]
    result = list(lines)
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and dashed[stop]:
            stop += 1
        if stop - at >= 2 and at and lines[at - 1].text.endswith(":"):
            for index in range(at, stop):
                found = dashed[index]
                content = lines[index].content
                if found:
                    result[index] = replace(
                        lines[index], content=content.cut(found.end(), len(content.text)), bullet=True
                    )
        at = max(stop, at + 1)
    return result


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether the text was broken at a fixed width: most lines that another follows directly are nearly full."""
    followed = [len(one.text) for one, two in pairwise(lines) if not two.gap and not two.bullet and not two.numbered]
    if len(followed) < 6 or len(followed) * 2 < len(lines):
        return False
    width = max(followed)
    if not 40 <= width <= _WRAP_LIMIT or max(len(line.text) for line in lines) > _WRAP_LIMIT:
        return False
    open_ended = sum(1 for line in lines if line.text[-1] not in ".!?:”\"'’)")
    return statistics.median(followed) > width * 0.8 and open_ended * 2 > len(lines)


def _unwrapped(lines: list[Line]) -> list[Line]:
    width = max(len(one.text) for one, two in pairwise(lines) if not two.gap and not two.bullet and not two.numbered)
    groups: list[list[Line]] = []
    for line in lines:
        goes_on = groups and len(groups[-1][-1].text) > width * _FULL
        if goes_on and not line.gap and not line.bullet and not line.numbered:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Line(
            joined((line.content for line in group), " "),
            group[0].number,
            group[0].gap,
            group[0].bullet,
            group[0].numbered,
            group[0].indent,
        )
        for group in groups
    ]
