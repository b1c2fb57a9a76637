"""Plain text and places in it: spans, the normal form, and the boundaries of graphemes, words and sentences.

Pure. Every offset here and everywhere else in annotty is a Unicode code point, half-open: [start, end).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from store.abbreviations import belongs_to_word
from store.errors import OffsetError
from store.patterns import later

if TYPE_CHECKING:
    import regex

__all__ = [
    "GRAPHEME",
    "Span",
    "is_boundary",
    "is_normal",
    "line_span",
    "line_starts",
    "next_grapheme",
    "normal_form",
    "previous_grapheme",
    "sentences",
    "snap",
    "words",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points in one text version.

    Raises OffsetError where start is negative or lies behind end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise OffsetError(f"span {self.start}–{self.end} does not run forward from 0; nothing was changed")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def of(self, text: str) -> str:
        """The words that it covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether they share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


# --- the normal form -------------------------------------------------------------------------------------------

# What may not stand in a stored text. Line ends of every kind become LF, a tab becomes one space, other control
# characters and lone surrogates become U+FFFD, so that (but for CR LF) no character is lost and offsets stay.
_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_NORMAL = {ord(c): "\n" for c in _LINE_ENDS} | {ord("\t"): " ", ord("\x1f"): " "}
_NORMAL |= {c: "\ufffd" for c in [*range(0x20), *range(0x7F, 0xA0)] if c != 0x0A and c not in _NORMAL}
_NORMAL |= dict.fromkeys(range(55296, 57344), "�")
_ABNORMAL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def normal_form(text: str) -> str:
    """Text as it is stored: LF line ends, no tabs, no control characters, no lone surrogates; else as it came.

    The Unicode form (NFC, NFD …) is left alone. Idempotent. Length changes only where CR LF becomes LF.
    """
    return text.replace("\r\n", "\n").translate(_NORMAL)


def is_normal(text: str) -> bool:
    """Whether normal_form would leave it as it is."""
    return _ABNORMAL.search(text) is None


# --- graphemes ---------------------------------------------------------------------------------------------------

# \X looks back over a whole run of flags to pair them, which makes a walk along the run quadratic. Walking from a
# boundary needs no look back: two regional indicators are a pair, with whatever \X finds to extend the second.
GRAPHEME = r"(?:\p{GCB=RI}(?:\p{GCB=RI}(?=\p{GCB=RI})|(?=\p{GCB=RI})\X)|\X)"
"""One cluster, for a search that starts at a boundary: what UAX #29 says, found in linear time."""
_GRAPHEME = later(GRAPHEME)
_FLAGS = later(r"(?r)\p{GCB=Regional_Indicator}+")
# Read backwards: the nearest character before which a cluster ends, whatever else stands around. Clusters have no
# greatest length, so nothing less than a sure boundary will do to start from. Either the character joins nothing
# before it but a prepended sign, or neither it nor the one before takes part in any joining.
_SURE = later(
    r"(?V1)(?r)(?<!\p{GCB=Prepend})[\p{GCB=Other}--[\p{Extended_Pictographic}\p{InCB=Consonant}]]"
    r"|(?<![\p{GCB=Prepend}\p{GCB=ZWJ}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=L}\p{GCB=V}\p{GCB=T}"
    r"\p{GCB=Regional_Indicator}])[^\p{GCB=ZWJ}\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=V}\p{GCB=T}]",
)


def is_boundary(text: str, offset: int) -> bool:
    """Whether an offset lies between two grapheme clusters (UAX #29), or at either end."""
    return snap(text, offset) == offset


def snap(text: str, offset: int) -> int:
    """The nearest grapheme boundary at or before an offset; offsets outside the text are brought to its ends."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    if text[offset - 1] < "\u0300" and text[offset] < "\u0300":
        return offset  # neither extends a cluster, and CR LF does not stand in the normal form
    flags = _FLAGS.match(text, 0, offset) if _FLAGS.match(text, offset, offset + 1) else None
    if flags is not None and len(flags.group()) > 1:
        return offset - len(flags.group()) % 2
    sure = _SURE.search(text, 0, offset + 1)
    for match in _GRAPHEME.finditer(text, sure.start() if sure else 0):
        if match.end() > offset:
            return match.start()
    return offset


def next_grapheme(text: str, offset: int) -> int:
    """The boundary behind the cluster that begins at an offset; the text's end at its end."""
    if offset >= len(text):
        return len(text)
    match = _GRAPHEME.match(text, offset)
    return match.end() if match else offset + 1


def previous_grapheme(text: str, offset: int) -> int:
    """The boundary before the cluster that ends at an offset; 0 at the start."""
    return snap(text, offset - 1) if offset > 0 else 0


# --- words -------------------------------------------------------------------------------------------------------

# A word in the sense of a reader: letters, digits and marks, held together by apostrophes, hyphens, points and
# commas between them ("don't", "co-ordinates", "U.S", "1,200"). Scripts without spaces fall to one sign a word, but
# for katakana, which UAX #29 holds together too.
_SIGNS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}"
_LETTERS = rf"[\p{{L}}\p{{N}}\p{{M}}_--[{_SIGNS}]]*"
_WORD = later(
    rf"(?V1)\p{{Katakana}}[\p{{Katakana}}\p{{M}}ーｰﾞﾟ]*|[{_SIGNS}]\p{{M}}*|[\p{{L}}\p{{N}}_]{_LETTERS}(?:(?:['’.\-‐‑\u200c\u200d]|(?<=\p{{N}}),(?=\p{{N}}))[\p{{L}}\p{{N}}]{_LETTERS})*",
)


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The words of a stretch of text, in order; white space and punctuation between them belong to none.

    What extends a word's last sign, or stands before its first in one cluster, belongs to it.
    """
    limit = len(text) if end is None else end
    behind = start
    for match in _WORD.finditer(text, start, limit):
        word = _whole(text, match.start(), match.end(), behind, limit)
        if word:
            yield word
            behind = word.end


def _whole(text: str, start: int, end: int, floor: int, limit: int) -> Span:
    """The stretch brought outwards to grapheme boundaries, but not over the floor or the limit; empty at the floor."""
    end = min(limit, end if is_boundary(text, end) else next_grapheme(text, snap(text, end)))
    return Span(min(end, max(floor, snap(text, start))), end) if end > floor else Span(floor, floor)


# --- sentences ---------------------------------------------------------------------------------------------------

# After UAX #29 section 5: a sentence ends behind a terminator, its closing marks and the space that follows, unless
# a lower-case letter comes next; a line end always ends it. Tailored: full stops of abbreviations and initials do not
# end one (see store.abbreviations), ". . ." is one terminator, and a note's number belongs to the sentence before it.
# Terminators of scripts without case, or without spaces, end it wherever they stand.
_STOPS = ".!?…‼⁇⁈⁉‽⸮․﹒．"
_CLOSING = r"[\p{Pe}\p{Pf}“‘«\"']*+"
_NOTE = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])*+"
_TERMINATOR = later(
    rf"(?V1)(?<![{_STOPS}])(?P<sign>[{_STOPS}]++(?:[ \u00a0]\.)*+|(?<=\p{{Greek}});)"
    rf"(?:{_CLOSING}(?:[ \u00a0\u202f]»(?=\s|$))?+{_NOTE}(?=\s|$)|[”’»\"](?=\p{{Lu}}))"
    rf"|(?P<sign>[\p{{SB=STerm}}--[{_STOPS}]]++)[\p{{Pe}}\p{{Pf}}\"']*+",
)
_SOLID = later(r"\S")
_NEXT_WORD = later(r"[^\p{L}\p{N}\p{SB=STerm}\p{SB=ATerm}…]{0,40}+([\p{L}\p{N}]{1,40})")


def _ends_here(text: str, stop: regex.Match[str], end: int) -> bool:
    """Whether a terminator inside one line closes its sentence."""
    following = _NEXT_WORD.match(text, stop.end(), end)
    if following is None:
        return _SOLID.search(text, stop.end(), end) is not None
    word, sign = following.group(1), stop.group("sign")
    if sign[0] not in _STOPS:
        return True
    if word[0].islower() and not word[1:2].isupper():  # "iPhone" opens a sentence
        return False
    return sign != "." or not belongs_to_word(text, stop.start(), word)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The sentences of a stretch of text, in order, without the white space around them."""
    limit = len(text) if end is None else end
    at = start
    while at < limit:
        newline = text.find("\n", at, limit)
        stop = limit if newline < 0 else newline
        yield from _sentences_of_line(text, at, stop)
        at = stop + 1


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for stop in _TERMINATOR.finditer(text, start, end):
        if _ends_here(text, stop, end) and is_boundary(text, stop.end()):
            if span := _trimmed(text, at, stop.end()):
                yield span
            at = stop.end()
    if span := _trimmed(text, at, end):
        yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    first, last = start, end
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return _whole(text, first, last, start, end) if last > first else None


@lru_cache(maxsize=8)
def line_starts(text: str) -> tuple[int, ...]:
    """Where each line of a text begins, for finding the line of an offset by bisection."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return tuple(starts)


def line_span(text: str, offset: int) -> Span:
    """The line around an offset, without its line end."""
    starts = line_starts(text)
    index = bisect.bisect_right(starts, offset) - 1
    end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
    return Span(starts[index], end)
