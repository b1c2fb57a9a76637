"""What a tag key takes where nothing is selected: a date, a figure, the title of a work, a name, else a word. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import regex

from reader.article.moving.selection import trim
from reader.article.moving.text_objects import name_at, quotation_at, word_at
from store.document import Document, StyleKind
from store.model import Tag
from store.text import Span, line_span, words

_REACH = 400
"""Dates and figures are looked for within this many code points of the cursor."""
_TITLE = 12
"""The title of a work has so many words at most; what is longer is somebody's words."""

# What dates_in does not know, for it cannot be read as a day: hours, days told from today, bare years, how long ago.
_NOUN = r"(?:second|minute|hour|day|night|week|weekend|month|year|decade|century)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_TIME = regex.compile(
    r"(?<![\w.,:])(?:"
    r"(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?|(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:GMT|UTC|CET|EST|EDT))?"
    r"|(?i:today|yesterday|tomorrow|tonight|midnight|noon|midday)"
    rf"|(?i:last|next|this|the\ following|the\ previous)\s(?:(?i:{_NOUN}|spring|summer|autumn|winter|fall|morning|"
    rf"afternoon|evening)|{_MONTHS}|{_DAYS})"
    rf"|(?i:early|late|mid)[ -](?:(?:in\ )?(?:{_MONTHS})(?:\s\d{{4}})?|(?:1[5-9]|20)\d\ds?)"
    rf"|(?:\d+|(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a\ few))\s(?i:{_NOUN})s?\s"
    r"(?i:ago|later|earlier|before)"
    r"|(?i:the\ )?(?:1[5-9]|20)\d0s|(?:1[5-9]|20)\d\d"
    r")(?![\w:])(?![.,]\d)"
)
_SPACE = regex.compile(r"\s")
_JOINT = regex.compile(r",? ")
_BEFORE = regex.compile(r"(?:on|in|at|since|until|till|by|from|before|after|during)\s", regex.IGNORECASE)


def taken_at(document: Document, offset: int, tag: Tag | None = None) -> Span | None:
    """What a mark with this tag is about where nothing is selected, around an offset (code points).

    What a date, a figure or a work is, the tag's mapping to OntoNotes says. None where there is no word.
    """
    from store.suggesting.claims import guess_entity  # its word lists take a while to load

    text = document.text
    kind = tag.mapping.get("ontonotes", "") if tag is not None else ""
    find = _FINDERS.get(kind)
    found = find(document, offset) if find is not None else None
    span = found or guess_entity(text, offset) or name_at(document, offset) or word_at(document, offset)
    return (trim(text, span) or None) if span else None


def date_at(document: Document, offset: int) -> Span | None:
    """The whole expression of time around an offset: "Tuesday, 20 July 2024", "10:30 a.m.", "two weeks ago".

    On the small word before one ("on Tuesday") it is that one, without the small word.
    """
    from store.suggesting.dates import dates_in

    text = document.text
    near = _near(text, offset)
    days = dates_in(text, near.start, near.end)
    times = [Span(*match.span()) for match in _TIME.finditer(text, near.start, near.end)]
    whole: list[Span] = []
    for span in sorted([*days, *times], key=lambda span: (span.start, -span.end)):
        if whole and (span.start < whole[-1].end or _JOINT.fullmatch(text, whole[-1].end, span.start)):
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    here = next((span for span in whole if offset in span), None)
    word = word_at(document, offset)
    if here is not None or word is None or (small := _BEFORE.match(text, word.start)) is None:
        return here
    return next((span for span in whole if span.start == small.end()), None)


def figure_at(document: Document, offset: int) -> Span | None:
    """The figure around an offset with what it counts: "400 soldiers" of "up to 400 soldiers", "$3.5 million"."""
    from store.suggesting import quantity

    near = _near(document.text, offset)
    found = quantity.figure_at(near.of(document.text), offset - near.start)
    return Span(near.start + found[0], near.start + found[1]) if found else None


def title_at(document: Document, offset: int) -> Span | None:
    """The title around an offset: what stands in italics, or in quotation marks and begins like one."""
    text = document.text
    slanted = (style.span for style in document.styles if style.kind is StyleKind.EMPHASIS and offset in style.span)
    for span in (next(slanted, None), quotation_at(document, offset, marks=False)):
        if span and _reads_like_a_title(text, span):
            return span
    return None


def _reads_like_a_title(text: str, span: Span) -> bool:
    number = sum(1 for _ in zip(words(text, span.start, span.end), range(_TITLE + 1), strict=False))
    first, last = text[span.start], text[span.end - 1]
    return 0 < number <= _TITLE and (first.isupper() or first.isdigit()) and last not in ".,;:"


def _near(text: str, offset: int) -> Span:
    """The line around an offset, as far as an expression may reach; it begins at the start of a word."""
    line = line_span(text, min(max(offset, 0), len(text)))
    start, end = max(line.start, offset - _REACH), min(line.end, offset + _REACH)
    if start > line.start:
        start = next((match.end() for match in _SPACE.finditer(text, start, offset)), start)
    return Span(min(start, end), end)


_FINDERS: Mapping[str, Callable[[Document, int], Span | None]] = MappingProxyType(
    {"DATE": date_at, "QUANTITY": figure_at, "WORK_OF_ART": title_at}
)
