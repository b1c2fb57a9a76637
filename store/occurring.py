"""Where the names of somebody stand in a text: every occurrence, as a person would mark it. Pure; knows no library.

A name is found where it stands as a whole word, written as it is or in CAPITALS; one that is written in small letters in
any case. White space, apostrophes and hyphens may be others of their kind, and accents be letters of their own (NFD).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.folding import SPELLINGS
from store.model import Entity, Tag
from store.text import Span, is_boundary

AROUND = 100
"""How many code points before and behind an occurrence are told with it."""

# Scripts without spaces between words: a name may stand between any two of their letters. Katakana is written in runs,
# which are words.
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3100-\u312f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
_JOINS = rf"[^\W{_UNSPACED}]"  # a letter, figure or _ of a script that has spaces
_APOSTROPHES = "'" + SPELLINGS["'"]
_HYPHENS = "-‐‑"
_KINDS = {
    each: f"[{re.escape(sign + others)}]" for sign, others in SPELLINGS.items() if sign != " " for each in sign + others
}
_BLANK = r"[^\S\n]+"
_ELIDED = frozenset({"L", "Qu"})
"""What stands with an apostrophe before a name that begins a sentence; in small letters it may be anything (d’, dell’)."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a name stands and is not marked yet, with the words around it, as far as its line goes.

    text_id: the text version that the span counts into.
    """

    article: str
    text_id: str
    span: Span
    before: str
    exact: str
    behind: str


def names_of(entity: Entity, *, weak: bool = False) -> tuple[str, ...]:
    """What an entity is called, its name first; weak: also by names that may as well mean others ("the ministry")."""
    others = (alias.name for alias in entity.aliases if weak or not alias.weak)
    return tuple(dict.fromkeys((entity.name, *others)))


def is_name(words: str) -> bool:
    """Whether words have a letter or a figure, by which they can be found."""
    return any(each.isalnum() for each in words)


class Names:
    """Names to be found, the longest first where several stand at one place.

    whole: a hyphen before another capital goes on with a name ("Vale" is not found in "Vale-Orme").
    """

    def __init__(self, names: Iterable[str], *, whole: bool = False) -> None:
        self.names = tuple(dict.fromkeys(" ".join(each.split()) for each in names if is_name(each)))
        self._whole = whole
        written = {way for name in self.names for way in _ways(name)}
        self._heads = _shortest({head for way in written for head in _heads(way)})
        ordered = sorted(written, key=lambda way: (-len(way), way))
        self._patterns = tuple(re.compile(_bounded(way)) for way in ordered)

    def spans(self, text: str, taken: Iterable[Span] = ()) -> list[Span]:
        """Where they stand, in order; none overlaps another, or one that is taken."""
        free = _Free(taken)
        return [span for span in self._standing(text) if free.has(span)]

    def _standing(self, text: str) -> Iterator[Span]:
        end = 0
        for start in self._beginnings(text):
            if start >= end and (span := self._longest(text, start)) is not None and self._is_one(text, span):
                end = span.end
                yield span

    def _longest(self, text: str, start: int) -> Span | None:
        """What begins at an offset and cuts no letter from its marks."""
        matches = (each.match(text, start) for each in self._patterns)
        spans = (Span(*match.span()) for match in matches if match is not None)
        return next((span for span in spans if is_boundary(text, span.end)), None)

    def _beginnings(self, text: str) -> list[int]:
        """Where one of them may begin: sought letter for letter, which is by far the quickest."""
        found = []
        for head in self._heads:
            at = text.find(head)
            while at >= 0:
                found.append(at)
                at = text.find(head, at + 1)
        return sorted(found) if len(self._heads) > 1 else found

    def _is_one(self, text: str, span: Span) -> bool:
        start = span.start
        if start and unicodedata.category(text[start - 1])[0] == "M" and _goes_on_from(text, start):
            return False
        if start and text[start - 1] in _APOSTROPHES:
            before = _word_before(text, start - 1)
            if before and not before.islower() and before not in _ELIDED:
                return False  # O’Brien is no Brien
        return is_boundary(text, start) and not (self._whole and _goes_on(text, span))


class _Free:
    """What is not taken."""

    def __init__(self, taken: Iterable[Span]) -> None:
        self._taken = sorted(each for each in taken if each)
        # Of those up to each: where the one that reaches furthest ends.
        self._ends: list[int] = []
        for each in self._taken:
            self._ends.append(max(each.end, self._ends[-1] if self._ends else 0))

    def has(self, span: Span) -> bool:
        before = bisect_left(self._taken, span.end, key=lambda each: each.start)
        return not before or self._ends[before - 1] <= span.start


def occurrence(article: str, text_id: str, text: str, span: Span) -> Occurrence:
    """An occurrence with the words around it."""
    first, last = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    start = text.rfind("\n", first, span.start) + 1 or first
    line_end = text.find("\n", span.end, last)
    end = line_end if line_end >= 0 else last
    return Occurrence(article, text_id, span, text[start : span.start], span.of(text), text[span.end : end])


def free_of(spans: Sequence[Span], taken: Iterable[Span]) -> list[Span]:
    """Those spans that overlap none that is taken."""
    free = _Free(taken)
    return [span for span in spans if free.has(span)]


def _ways(name: str) -> Iterator[str]:
    """How a name may be written."""
    cases = [name, name.upper()]
    if name == name.lower():
        cases += [name[0].upper() + name[1:], " ".join(each[:1].upper() + each[1:] for each in name.split())]
    for each in cases:
        yield from (each, unicodedata.normalize("NFC", each), unicodedata.normalize("NFD", each))


def _heads(way: str) -> Iterator[str]:
    """The letters with which it begins, for sure; each of several where the first may be another of its kind."""
    at = next((at for at, each in enumerate(way) if each == " " or each in _KINDS), len(way))
    if at:
        yield way[:at]
    else:
        yield from (each for each, kind in _KINDS.items() if kind == _KINDS[way[0]])


def _shortest(heads: Iterable[str]) -> tuple[str, ...]:
    """Those of them that begin with no other of them."""
    kept: list[str] = []
    for each in sorted(heads):
        if not kept or not each.startswith(kept[-1]):
            kept.append(each)
    return tuple(kept)


def _bounded(way: str) -> str:
    """A name as a pattern, at the boundaries of words."""
    written = "".join(_BLANK if each == " " else _KINDS.get(each) or re.escape(each) for each in way)
    before, behind = _going_on(way[0]), _going_on(way[-1])
    return f"{f'(?<!{before})' if before else ''}{written}{f'(?!{behind})' if behind else ''}"


def _going_on(edge: str) -> str:
    """What may not stand beside a name that begins or ends with a letter, for it would go on there; "" where anything may."""
    if re.match(f"[{_KATAKANA}]", edge):
        return f"[{_KATAKANA}]"
    return "" if re.match(f"[{_UNSPACED}]", edge) else _JOINS


def _word_before(text: str, end: int) -> str:
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _goes_on_from(text: str, start: int) -> bool:
    """Whether the letter whose marks stand before an offset, and the one behind it, are of one word."""
    base = start - 1
    while base > 0 and unicodedata.category(text[base])[0] == "M":
        base -= 1
    return bool(before := _going_on(text[start])) and re.match(before, text[base]) is not None


def _goes_on(text: str, span: Span) -> bool:
    """Whether a hyphen joins a capital word to it, before or behind."""
    behind = text[span.end : span.end + 2]
    if len(behind) == 2 and behind[0] in _HYPHENS and behind[1].isupper():
        return True
    if not span.start or text[span.start - 1] not in _HYPHENS:
        return False
    before = _word_before(text, span.start - 1)
    return before[:1].isupper() and not before.isupper()


def is_person(tag: Tag) -> bool:
    """Whether a tag is for people, whose names may have another behind a hyphen."""
    return "PERSON" in (tag.name, tag.mapping.get("ontonotes"))
