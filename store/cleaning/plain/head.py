"""The head of a story in a plain-text dump: its title, standfirst, byline and date, told by where they stand. Pure.

Better none than another story's: what is not plainly there is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from store.cleaning.dates import PrintedDate, printed_date
from store.cleaning.habits import key_of
from store.cleaning.plain.features import Features
from store.cleaning.plain.lines import Line
from store.cleaning.plain.wording import STOP_WORDS, words_of
from store.document import BlockKind

_REACH = 60  # lines above the first paragraph in which a title is looked for
_BODY_REACH = 30  # lines between the title and the region in which the story may have begun already
_NEAR = 8  # lines above the first paragraph in which a title that shares no word with it may stand
_ENOUGH = 4.0  # the score from which a line is taken for the title


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the story.

    kinds: of the lines that belong to the head, by index. first: the first line of the story with its head; body: the
    first of its paragraphs.
    """

    title: str = ""
    byline: str | None = None
    published: str | None = None
    first: int | None = None
    body: int | None = None
    kinds: Mapping[int, BlockKind] = field(default_factory=dict)


def head_of(lines: Sequence[Line], features: Sequence[Features], region: tuple[int, int]) -> Head:
    """Find the head of the story whose paragraphs stand in a stretch [first, end) of lines."""
    start, end = region
    titles = _titles(lines, features, start, end) or _topmost(lines, features, start)
    kinds: dict[int, BlockKind] = dict.fromkeys(titles, BlockKind.TITLE)
    title = _headline(lines[titles[0]].text) if titles else ""
    first = titles[0] if titles else start
    last_title = titles[-1] if titles else None
    body = _body_start(features, kinds, start, end, last_title)
    byline, published = details(lines, features, kinds, first, min(body + 3, end))
    _standfirst(features, kinds, titles, end)
    return Head(title, byline, published, first, body, kinds)


def details(
    lines: Sequence[Line], features: Sequence[Features], kinds: dict[int, BlockKind], first: int, stop: int
) -> tuple[str | None, str | None]:
    """The byline and the date that stand in the lines [first, stop); adds the kinds of those lines."""
    byline, published = None, None
    dates: list[PrintedDate] = []
    iso_dates = " ".join(found.iso for line in lines[:200] if (found := printed_date(line.text)))
    for index in range(first, stop):
        if index in kinds:
            continue
        text = lines[index].text
        found = printed_date(text, iso_dates) if features[index].words <= 25 else None
        who = None
        if found and not features[index].prose:
            who = byline_of(found.rest) if found.rest else None
            if who or not found.rest or len(words_of(found.rest)) <= 4:
                dates.append(found)
                kinds[index] = BlockKind.BYLINE if who and byline is None else BlockKind.DATE
        if who is None:
            who = byline_of(text)
            if who is None and _BY.fullmatch(text) and index + 1 < stop and _NAMES.fullmatch(lines[index + 1].text):
                who = lines[index + 1].text
                kinds[index + 1] = BlockKind.BYLINE
            if who:
                kinds[index] = BlockKind.BYLINE
        if who and byline is None:
            byline = who
    for wanted in (False, True):
        published = published or next((d.iso for d in dates if d.updated is wanted), None)
    return byline, published


# --- title -------------------------------------------------------------------------------------------------------

_SITE_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—])\s+[^|»·•–—-]{2,40}$")


def _headline(text: str) -> str:
    """A title without the site's name behind it."""
    tail = _SITE_TAIL.search(text)
    if tail and "|" in tail.group() and len(words_of(text[: tail.start()])) >= 3:
        return text[: tail.start()]
    return text


def _titles(lines: Sequence[Line], features: Sequence[Features], start: int, end: int) -> list[int]:
    """The lines that bear the title: the likeliest one and its repetitions above or right at the story's start."""
    story = content_words(lines[i].text for i in range(start, min(end, start + 40)) if features[i].prose)
    upper = max(0, start - _REACH)
    lower = min(end, start + 3)
    best, best_score = None, 0.0
    for index in range(upper, lower):
        score = _title_score(lines, features, index, start, story)
        if score > best_score:
            best, best_score = index, score
    if best is None or best_score < _ENOUGH:
        return []
    wanted = key_of(lines[best].text)
    return [
        i
        for i in range(upper, min(end, start + 6))
        if wanted in (key_of(lines[i].text), key_of(_headline(lines[i].text)))
    ]


def _topmost(lines: Sequence[Line], features: Sequence[Features], start: int) -> list[int]:
    """The line right above the story, where nothing but its byline, date and standfirst and some furniture part them.

    It need not share a word with the story; therefore it must stand alone there, with one more line at most.
    """
    found: list[int] = []
    for index in range(start - 1, max(-1, start - _NEAR - 1), -1):
        line, text = features[index], lines[index].text
        if line.section or line.pointer or line.comments or line.bullet:
            break
        date = printed_date(text)
        if line.furniture or line.credit or byline_of(text) or (date and len(words_of(date.rest)) <= 4):
            continue
        found.append(index)
    if not 1 <= len(found) <= 2:
        return []
    best = found[-1]
    line, text = features[best], lines[best].text
    if line.prose or line.colon or (line.terminal and text[-1] not in "?!’'”\"") or len(text) > 220:
        return []
    if len(found) == 2 and features[found[0]].words < max(8, line.words):
        return []  # two of a kind: none of them is plainly the title
    return [best] if 2 <= line.words <= 32 else []


def content_words(texts: Iterable[str]) -> set[str]:
    """The words of some lines that could tell what they are about."""
    found: set[str] = set()
    for text in texts:
        found.update(word.lower() for word in words_of(text) if len(word) > 3 and word.lower() not in STOP_WORDS)
    return found


def _title_score(lines: Sequence[Line], features: Sequence[Features], index: int, start: int, story: set[str]) -> float:
    line = features[index]
    text = lines[index].text
    if line.furniture or line.section or line.credit or line.bullet or line.colon or not 3 <= line.words <= 32:
        return 0.0
    if (line.terminal and text[-1] not in "?!’'”\"") or len(text) > 220 or byline_of(text) or line.pointer:
        return 0.0
    if index >= start and (line.prose or line.terminal):
        return 0.0  # the story has begun
    own = content_words([text])
    shared = len(own & story) / len(own) if own else 0.0
    score = 4.0 * shared + min(line.words, 9) * 0.25 + min(line.stops, 2) * 0.3
    score += min(line.copies - 1, 2) * 1.2
    score += 1.0 if index == 0 else 0.0
    score -= (start - index) * 0.04 if index < start else 1.0
    if line.words < 5:
        score -= 0.8
    following = [lines[i].text for i in range(index + 1, min(index + 6, len(lines)))]
    if any(byline_of(text) or printed_date(text) for text in following):
        score += 0.8
    return score


# --- where the paragraphs begin ----------------------------------------------------------------------------------


def _body_start(
    features: Sequence[Features], kinds: Mapping[int, BlockKind], start: int, end: int, title: int | None
) -> int:
    """The first paragraph: the story's first sentence behind its title, also where furniture parted it from the rest."""
    if title is None:
        return start
    for index in range(title + 1, end):
        line = features[index]
        if index not in kinds and line.prose and not line.credit and (index >= start or start - index <= _BODY_REACH):
            return index
    return max(start, title + 1)


def _standfirst(features: Sequence[Features], kinds: dict[int, BlockKind], titles: Sequence[int], end: int) -> None:
    """A sentence right under the title, with something between it and the story, sums it up."""
    if not titles:
        return
    for title in titles:
        index = title + 1
        if index >= end or index in kinds:
            continue
        line = features[index]
        if line.furniture or line.credit or line.bullet or not 6 <= line.words <= 70 or line.stops < 1:
            continue
        parted = index + 1 < end and (index + 1 in kinds or features[index + 1].furniture or features[index + 1].credit)
        if parted:
            kinds[index] = BlockKind.STANDFIRST
            return


# --- byline ------------------------------------------------------------------------------------------------------

_PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|bin|bint|al|el|la|le|du|dos|ten|ter|y|e|and)"
_ONE = r"(?:[^\W\d_a-zß-ÿ][\w’'.-]*)"
_NAME = rf"{_ONE}(?:\s+(?:{_PARTICLE}\s+)*{_ONE}){{1,4}}"
_NAMES = re.compile(rf"{_NAME}(?:\s*(?:,|&|and|;|,\s*and|with)\s+{_NAME})*")
_BY = re.compile(
    r"(?:(?:written|words|story|reported|reporting|posted|published|text|article|report)\s+)?by\s*:?|authors?\s*:?",
    re.I,
)
_LABELLED = re.compile(
    r"(?:(?:written|words|story|reported|reporting|posted|published|text|article|report)\s+)?by(?:\s*:\s*|\s+|(?=[A-Z]))|(?:authors?|words|text|story|reporting|writer|reporter|correspondent)\s*:\s*|from\s+our\s+correspondent\s+",
    re.I,
)
_BEHIND = re.compile(r"\s*(?:[|·•/–—(,@]|\s-\s|\bin\b|\bfor\b|\bat\b|\bon\b|[-–—]).*")


def is_by(line: str) -> bool:
    """Whether a line is nothing but the label of a byline, whose names stand on the next."""
    return _BY.fullmatch(line) is not None


def byline_of(line: str) -> str | None:
    """The names on a line that is a byline ("By A. Writer and B. Writer", also "byA Writer" run together), or None."""
    if len(line) > 160:
        return None
    label = _LABELLED.match(line)
    if label is None:
        return None
    rest = line[label.end() :].strip()
    names = _NAMES.match(rest)
    if names is None:
        return None
    behind = rest[names.end() :]
    if behind.strip(" .,") and not _BEHIND.fullmatch(behind):
        return None
    return names.group().strip(" .,")
