"""Texts that stand alone: whether a text shows no sign of a page around it, and its head, told by where it stands. Pure.

Of such a text nothing is left out but what its metadata takes over: a note of three lines is no dump of a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.cleaning.dates import printed_date
from store.cleaning.plain.features import Features
from store.cleaning.plain.head import Head, byline_of, content_words, details, is_by
from store.cleaning.plain.lines import Line
from store.cleaning.plain.wording import words_of
from store.document import BlockKind

_FEW = 40  # lines; a text with more has enough of its own to be told from a page by
_MENU = 4  # short lines in a row that are a menu or a list of teasers, where there are sentences too
_REPEATED = 4  # words from which a line that comes twice is the page's doing
_TOLD = 6  # lines that tell who wrote it and when
_LONGEST = 32  # words of a headline
_DESK = re.compile(
    r"(?:(?:local|national|international|world|foreign|regional) )?(?:news|business|sports?|opinion|comment|analysis|"
    r"culture|arts|lifestyle|life|politics|science|health|technology|tech|economy|finance|travel|education|"
    r"environment|climate|entertainment|letters|features?|editorial|local|national|international|world)"
    r"(?:\s*[,&|/›>].{1,30})?",
    re.I,
)


def stands_alone(lines: Sequence[Line], features: Sequence[Features]) -> bool:
    """Whether a text is so small, and so free of a page's wording, that all of it must be meant."""
    if len(lines) > _FEW:
        return False
    body = _body(lines, features)
    short = 0
    told = any(line.prose for line in features)
    for index, line in enumerate(features):
        if line.comments or line.plea or (line.copies > 1 and line.words >= _REPEATED):
            return False
        if body <= index < len(lines) - 1 and (is_by(lines[index].text) or byline_of(lines[index].text)):
            return False  # another story begins here, or this one after all that stands above
        named = line.furniture or line.section or line.pointer
        if named and not (index < body and (_is_detail(lines, index) or _is_headline_after_all(lines, features, body))):
            return False
        if line.bullet or line.terminal or line.colon or line.quoted or line.credit or line.prose or index < body:
            short = 0
        else:
            short += 1
        if told and short >= _MENU:
            return False
    return True


def bare_head(lines: Sequence[Line], features: Sequence[Features]) -> Head:
    """The head of a text that stands alone: its topmost line is the title, if it reads like one."""
    title_at = _title_at(lines, features)
    body = _body(lines, features)
    kinds: dict[int, BlockKind] = {}
    if title_at is not None:
        kinds[title_at] = BlockKind.TITLE
    byline, published = details(lines, features, kinds, 0, body)
    for index in [i for i, kind in kinds.items() if kind is BlockKind.DATE]:
        found = printed_date(lines[index].text)
        if found and found.rest:
            del kinds[index]  # it says more than its date
    if title_at is not None:
        below = title_at + 1
        if below < body and below not in kinds and 6 <= features[below].words <= 70:
            kinds[below] = BlockKind.STANDFIRST
    return Head(lines[title_at].text if title_at is not None else "", byline, published, 0, body, kinds)


def _is_detail(lines: Sequence[Line], index: int) -> bool:
    """Whether a line says nothing but who wrote it or when."""
    text = lines[index].text
    date = printed_date(text)
    if date:
        return not date.rest or byline_of(date.rest) is not None
    follows = index + 1 < len(lines) and byline_of(f"By {lines[index + 1].text}") is not None
    before = index > 0 and is_by(lines[index - 1].text) and byline_of(f"By {text}") is not None
    return byline_of(text) is not None or (is_by(text) and follows) or before


def _title_at(lines: Sequence[Line], features: Sequence[Features]) -> int | None:
    at = 0
    while at < min(len(lines), _TOLD) and _is_detail(lines, at):
        at += 1
    if at + 1 >= len(lines) or not _reads_like_headline(lines, features, at):
        return None
    return at + 1 if _is_kicker(lines, features, at) else at


def _is_kicker(lines: Sequence[Line], features: Sequence[Features], at: int) -> bool:
    """Whether a line only names the part of the paper in which the headline below it stands."""
    if not _DESK.fullmatch(lines[at].text) or at + 2 >= len(lines) or _is_told_of(lines, at + 1):
        return False
    return features[at + 1].words >= 4 and _reads_like_headline(lines, features, at + 1)


def _reads_like_headline(lines: Sequence[Line], features: Sequence[Features], at: int) -> bool:
    text, line = lines[at].text, features[at]
    if line.bullet or line.credit or line.prose or line.words > _LONGEST or not 2 <= len(text) <= 220:
        return False
    if text[-1] in ".,;:…。!" and not (text[-1] in ".!…" and _is_detail(lines, at + 1)):
        return False
    return any(features[i].terminal or len(lines[i].text) > len(text) for i in range(at + 1, min(at + 6, len(lines))))


def _body(lines: Sequence[Line], features: Sequence[Features]) -> int:
    """The first line behind the head: behind the title, a sentence that sums it up, and who wrote it and when."""
    title_at = _title_at(lines, features)
    at = 0
    if title_at is not None:
        at = title_at + 1
        # Only where such a line follows is the first sentence one that sums the story up.
        if at + 2 < len(lines) and not _is_detail(lines, at) and _is_told_of(lines, at + 1):
            at += 1
    end = min(len(lines), at + _TOLD)
    while at < end and (_is_detail(lines, at) or (title_at is not None and _is_told_of(lines, at))):
        at += 1
    return at if at < len(lines) else (title_at + 1 if title_at is not None else 0)


def _is_told_of(lines: Sequence[Line], at: int) -> bool:
    """Whether a line under the title tells its date, be it with some words besides (a place, an outlet)."""
    text = lines[at].text
    date = printed_date(text)
    return _is_detail(lines, at) or (date is not None and len(words_of(date.rest)) <= 4 and not text.endswith("."))


def _is_headline_after_all(lines: Sequence[Line], features: Sequence[Features], body: int) -> bool:
    """Whether the topmost line is a headline although a page's own words could read so ("Share prices fall")."""
    title_at = _title_at(lines, features)
    if title_at is None or features[title_at].words < 3 or body >= len(lines) or not features[body].prose:
        return False
    own = content_words([lines[title_at].text])
    return body > title_at + 1 or bool(own & content_words(line.text for line in lines[body:]))
