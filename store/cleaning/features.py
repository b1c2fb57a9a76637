"""What can be said of each line of a dump, as plain numbers: the ground on which lines are told apart. Pure.

Decides nothing; a learned scorer could stand on the same features as the rules in store.cleaning.plain do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.cleaning.lines import Line
from store.cleaning.wording import (
    STOP_WORDS,
    is_biography,
    is_credit,
    is_furniture,
    is_plea,
    is_pointer,
    may_be_furniture,
    opens_comments,
    opens_section,
    words_of,
)

_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_NOT_ALNUM = re.compile(r"[\W_]+")
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]*")
_OPENING = frozenset("\"“„«‘'")


@dataclass(frozen=True, slots=True)
class Features:
    """A line in numbers: words and stop words; how it opens and ends; how often its words stand as a line; its wording.

    key: its letters and figures (key_of); found: its words as they stand; lower: the same in small letters.
    """

    key: str
    found: list[str]
    lower: list[str]
    words: int
    stops: int
    capitals: float
    terminal: bool
    colon: bool
    question: bool
    quoted: bool
    bullet: bool
    numbered: bool
    gap: bool
    copies: int
    furniture: bool
    section: bool
    comments: bool
    pointer: bool
    credit: bool
    biography: bool
    plea: bool
    prose: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "prose", _reads_like_a_sentence(self))


def _reads_like_a_sentence(line: Features) -> bool:
    """Whether it is a sentence of running text."""
    if line.furniture or line.section:
        return False
    if line.terminal or line.colon:
        return line.words >= 7 and line.stops >= 2 and line.stops * 7 >= line.words
    return line.words >= 22 and line.stops * 5 >= line.words


def key_of(text: str) -> str:
    """A line's letters and figures only: what is compared to find repeated lines."""
    return _NOT_ALNUM.sub("", text.casefold())


def features_of(lines: Sequence[Line]) -> list[Features]:
    """The features of each line, in order."""
    keys = [key_of(line.text) for line in lines]
    copies = Counter(keys)
    return [_features(line, key, copies[key]) for line, key in zip(lines, keys, strict=True)]


def _features(line: Line, key: str, copies: int) -> Features:
    text = line.text
    found = words_of(text)
    lower = [word.lower() for word in found]
    words = len(found)
    opens = words <= 40 and may_be_furniture(text, lower)
    return Features(
        key=key,
        found=found,
        lower=lower,
        words=words,
        stops=sum(map(STOP_WORDS.__contains__, lower)),
        capitals=sum([word[0].isupper() for word in found]) / words if words else 0.0,
        terminal=text[-1] in _ENDS or (text[-1] in _CLOSERS and _TERMINAL.search(text[-12:]) is not None),
        colon=text[-1] == ":",
        question="?" in text and text.rstrip('"”’').endswith("?"),
        quoted=text[0] in _OPENING,
        bullet=line.bullet,
        numbered=line.numbered,
        gap=line.gap,
        copies=copies,
        furniture=is_furniture(text, lower),
        section=opens and opens_section(text, words),
        comments=opens and opens_comments(text, words),
        pointer=opens and is_pointer(text, words),
        credit=is_credit(text, lower),
        biography=is_biography(text, lower),
        plea=is_plea(text, lower),
    )


def is_english(features: Sequence[Features]) -> bool:
    """Whether the text is in English, by the share of its stop words; where in doubt, it is not."""
    long = [f for f in features if f.words >= 6] or list(features)
    words = sum(f.words for f in long)
    return words >= 4 and sum(f.stops for f in long) * 5 >= words
