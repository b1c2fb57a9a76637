"""What can be said of each line of a dump, as plain numbers: the ground on which lines are told apart. Pure.

Decides nothing; a learned scorer could stand on the same features as the rules in store.cleaning.plain do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from store.cleaning.lines import Line
from store.cleaning.wording import (
    STOP_WORDS,
    is_biography,
    is_credit,
    is_furniture,
    is_plea,
    is_pointer,
    opens_comments,
    opens_section,
    words_of,
)

_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_NOT_ALNUM = re.compile(r"[\W_]+")
_QUOTE_OPENS = re.compile(r"[\"“„«‘']")


@dataclass(frozen=True, slots=True)
class Features:
    """A line in numbers: words and stop words; how it opens and ends; how often its words stand as a line; its wording."""

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

    @property
    def prose(self) -> bool:
        """Whether it reads like a sentence of running text."""
        if self.furniture or self.section:
            return False
        if self.terminal or self.colon:
            return self.words >= 7 and self.stops >= 2 and self.stops * 7 >= self.words
        return self.words >= 22 and self.stops * 5 >= self.words


def key_of(text: str) -> str:
    """A line's letters and figures only: what is compared to find repeated lines."""
    return _NOT_ALNUM.sub("", text.casefold())


def features_of(lines: Sequence[Line]) -> list[Features]:
    """The features of each line, in order."""
    copies = Counter(key_of(line.text) for line in lines)
    return [_features(line, copies[key_of(line.text)]) for line in lines]


def _features(line: Line, copies: int) -> Features:
    text = line.text
    found = words_of(text)
    words = len(found)
    return Features(
        words=words,
        stops=sum(1 for word in found if word.lower() in STOP_WORDS),
        capitals=sum(1 for word in found if word[0].isupper()) / words if words else 0.0,
        terminal=_TERMINAL.search(text[-12:]) is not None,
        colon=text.endswith(":"),
        question=text.rstrip('"”’').endswith("?"),
        quoted=_QUOTE_OPENS.match(text) is not None,
        bullet=line.bullet,
        numbered=line.numbered,
        gap=line.gap,
        copies=copies,
        furniture=is_furniture(text, words),
        section=opens_section(text, words),
        comments=opens_comments(text, words),
        pointer=is_pointer(text, words),
        credit=is_credit(text, words),
        biography=is_biography(text),
        plea=is_plea(text),
    )


def is_english(features: Sequence[Features]) -> bool:
    """Whether the text is in English, by the share of its stop words; where in doubt, it is not."""
    long = [f for f in features if f.words >= 6] or list(features)
    words = sum(f.words for f in long)
    return words >= 4 and sum(f.stops for f in long) * 5 >= words
