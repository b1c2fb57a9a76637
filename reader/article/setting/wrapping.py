"""Where the rows of a stretch of text begin when it is wrapped at a number of cells. Pure; knows nothing of blocks.

Rows break at white space, behind a dash or hyphen between letters, and around ideographs and emoji; a word longer
than a row is broken between grapheme clusters. Cells are measured as rich (and so Textual) measures them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import regex
from rich.cells import cell_len

from reader.terminal.depth import shown
from store.text import GRAPHEME

# White space at which a row may break and which is not drawn at its end. A no-break space is none of it.
SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"

# Characters that are one cell wide and beside one another always two grapheme clusters. A test holds every one of
# them against rich and against UAX #29; what is missing here is only slower.
_RIGHTWARDS = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u0561-\u0587\u10d0-\u10ff\u1e00-\u1fff\u2000-\u200a"
    "\u2010-\u2027\u202f-\u205f\u2070-\u209c\u20a0-\u20c0\u2100-\u218b\u2190-\u22ff\u2500-\u25fc\ufffd"
)
NARROW = _RIGHTWARDS + "\u05d0-\u05ea\u0620-\u064a\u0660-\u066f\u0671-\u06d3"
# The same for two cells: ideographs, kana, Hangul syllables and their punctuation.
WIDE = (
    "\u3001-\u3029\u3030-\u303d\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0002a6df"
)
# What may not begin a row behind an ideograph or an emoji, and what may not end one before it.
_CLOSING = frozenset(
    '.,;:!?)]}”’"»%、。，．・：；？！）］｝〉》」』】〕〗〙ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ'
)
_OPENING = frozenset("([{“‘«（［｛〈《「『【〔〖〘")

_COMPLEX = re.compile(f"[^{NARROW}\n]")
_UNEVEN = re.compile(f"[^{_RIGHTWARDS}\n]")
_LETTER = r"[^\W\d_]"
_DASHES = "\\-‐–—"
_BEHIND_DASH = f"(?<={_LETTER}[{_DASHES}])(?={_LETTER})"

# The last character before one that may extend it is left to the cluster, so that no token ends inside a cluster.
_ALONE = rf"(?=[{NARROW}{WIDE}\n]|\Z)"
_TOKEN = regex.compile(
    rf"(?P<word>[[{NARROW}]--[{SPACES}{_DASHES}]]+{_ALONE})|(?P<space>[{SPACES}]+{_ALONE})|(?P<wide>[{WIDE}]+{_ALONE})"
    rf"|(?P<line>\n)|(?P<dash>(?<={_LETTER})[{_DASHES}]{_ALONE}(?={_LETTER}))|(?P<cluster>{GRAPHEME})",
    regex.VERSION1,
)
_CLUSTER = regex.compile(GRAPHEME)


def first_complex(text: str, start: int, end: int) -> int:
    """The first code point of a stretch that is not one cell and one cluster by itself; its end where there is none."""
    found = _COMPLEX.search(text, start, end)
    return found.start() if found else end


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether every code point of a stretch is one cell and one grapheme cluster."""
    return _COMPLEX.search(text, start, end) is None


def is_even(text: str, start: int, end: int) -> bool:
    """Whether every code point of a stretch is one cell and one cluster, and none reads from right to left."""
    return _UNEVEN.search(text, start, end) is None


@lru_cache(maxsize=4096)
def _cells(cluster: str) -> int:
    """The cells of one grapheme cluster as the terminal gets it."""
    return cell_len(shown(cluster))


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each grapheme cluster of a stretch: its start, its end (code points) and its width (cells)."""
    for match in _CLUSTER.finditer(text, start, end):
        yield match.start(), match.end(), _cells(match.group())


class Wrapper:
    """Wraps stretches of one text at one number of cells; what is measured is what the terminal gets."""

    __slots__ = ("_cells", "_plain", "_row", "_text")

    def __init__(self, text: str, cells: int) -> None:
        self._text = text
        self._cells = cells
        breaks = rf"(?<![{SPACES}])(?:(?=[{SPACES}\n]|\Z)|{_BEHIND_DASH})[{SPACES}]*"
        self._plain = re.compile(rf"[^\n]{{1,{cells}}}{breaks}\n?|[^\n]{{{cells}}}|[^\n]*\n|[^\n]+")
        self._row = re.compile(
            rf"(?=[{NARROW}]{{{cells + 1}}}[{SPACES}]*+(?![^{NARROW}\n])|[{NARROW}]*+(?:\n|\Z))"
            rf"[{NARROW}]{{1,{cells}}}{breaks}\n?"
        )

    def rows(self, start: int, end: int, plain: bool) -> list[int]:
        """Where each row of a stretch begins (code points); plain: is_plain but for line ends."""
        if plain:
            return list(accumulate(map(len, self._plain.findall(self._text, start, end)), initial=start))[:-1]
        starts = []
        at, text, match = start, self._text, self._row.match
        while at < end:
            starts.append(at)
            row = match(text, at, end)
            at = row.end() if row else self._row_end(at, end)
        return starts

    def _row_end(self, start: int, end: int) -> int:
        """Where a row ends that holds more than narrow characters, the white space behind it included."""
        text, cells = self._text, self._cells
        used = 0
        break_at = start
        for token in _TOKEN.finditer(text, start, end):
            kind = token.lastgroup
            at, stop = token.span()
            if kind == "line":
                return stop
            if kind == "space" or (kind == "cluster" and text[at:stop] in SPACES):
                used += self._width(at, stop)
                break_at = stop
                continue
            if kind in ("word", "dash"):
                width = stop - at
            elif kind == "wide":
                width = 2 * (stop - at)
            else:
                width = self._width(at, stop)
            ideographic = kind == "wide" or (kind == "cluster" and width > 1)
            if ideographic and at > start and self._may_part(at):
                break_at = at
            if used + width > cells:
                return self._overflow(token, start, cells - used, break_at)
            used += width
            if (ideographic or kind == "dash") and self._may_part(stop):
                break_at = stop
        return end

    def _overflow(self, token: regex.Match[str], start: int, room: int, break_at: int) -> int:
        """Where to end a row whose last token does not fit into the room (cells) that is left."""
        kind = token.lastgroup
        at, stop = token.span()
        if kind == "wide":
            part = at + max(0, room) // 2
            while part > at and not self._may_part(part):
                part -= 1
            if part > at:
                return part
        if break_at > start:
            return break_at
        if kind == "word" and room > 0:
            return at + room
        if kind == "wide" and room > 1:
            return at + room // 2
        if at > start:
            return at
        return at + 1 if kind in ("word", "wide") else stop

    def _may_part(self, offset: int) -> bool:
        """Whether a row of ideographs may end at an offset."""
        text = self._text
        following = text[offset] if offset < len(text) else ""
        return following not in _CLOSING and text[offset - 1] not in _OPENING

    def _width(self, start: int, end: int) -> int:
        """The cells of one grapheme cluster."""
        return _cells(self._text[start:end])
