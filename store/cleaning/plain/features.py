"""What can be said of each line of a dump, as plain numbers: the ground on which lines are told apart. Pure.

Decides nothing; a learned scorer could stand on the same features as the rules in store.cleaning.plain.telling do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from store.cleaning.habits import key_of
from store.cleaning.plain.lines import Line
from store.cleaning.plain.wording import (
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
_SHORT = 80  # code points of a line that is worth remembering
_LONGEST = 100_000  # code points of a line that are looked at; there are files of one line
_ENDS = frozenset(".!?…")
_CLOSERS = frozenset("\"'”’»)]*")
_OPENING = frozenset("\"“„«‘'")


@dataclass(slots=True)  # not frozen: a page has hundreds, and a frozen one takes three times as long to make
class Features:
    """A line in numbers: words and stop words; how it opens and ends; how often its words stand as a line; its wording.

    key: its letters and figures (key_of); found: its words as they stand; lower: the same in small letters; prose:
    whether it reads like a sentence of running text. Never changed once made.
    """

    key: str
    found: Sequence[str]
    lower: Sequence[str]
    words: int
    stops: int
    capitals: float
    terminal: bool
    colon: bool
    question: bool
    quoted: bool
    furniture: bool
    section: bool
    comments: bool
    pointer: bool
    credit: bool
    biography: bool
    plea: bool
    prose: bool
    bullet: bool
    numbered: bool
    gap: bool
    copies: int

    def of_the_page(self) -> Features:
        """The same line, known to be the page's own: furniture, and no prose."""
        return replace(self, furniture=True, prose=False)


def features_of(lines: Sequence[Line]) -> list[Features]:
    """The features of each line, in order."""
    said = [_said_again(line.text) if len(line.text) <= _SHORT else _said(line.text) for line in lines]
    copies = Counter([of[0] for of in said])
    return [
        Features(*of, line.bullet, line.numbered, line.gap, copies[of[0]]) for line, of in zip(lines, said, strict=True)
    ]


_Said = tuple[
    str, Sequence[str], Sequence[str], int, int, float,
    bool, bool, bool, bool, bool, bool, bool, bool, bool, bool, bool, bool,
]  # fmt: skip


def _said(text: str) -> _Said:
    """What can be said of a line by its words alone: the fields of Features up to prose."""
    last = text[-1]
    text = text[:_LONGEST]
    found = words_of(text)
    words = len(found)
    lower = " ".join(found).lower().split(" ") if found else []  # no word has a blank in it
    stops = sum(map(STOP_WORDS.__contains__, lower))
    terminal = last in _ENDS or (last in _CLOSERS and _TERMINAL.search(text[-12:]) is not None)
    colon = last == ":"
    opens = words <= 40 and may_be_furniture(text, lower)
    furniture = is_furniture(text, lower)
    section = opens and opens_section(text, words)
    if furniture or section:
        prose = False
    elif terminal or colon:
        prose = words >= 7 and stops >= 2 and stops * 7 >= words
    else:
        prose = words >= 22 and stops * 5 >= words
    return (
        *(key_of(text), found, lower, words, stops),
        sum(map(str.isupper, [word[0] for word in found])) / words if words else 0.0,
        *(terminal, colon, "?" in text and text.rstrip('"”’').endswith("?"), text[0] in _OPENING),
        *(furniture, section, opens and opens_comments(text, words), opens and is_pointer(text, words)),
        *(is_credit(text, lower), is_biography(text, lower), is_plea(text, lower), prose),
    )


# The menus of one page are those of the next.
_said_again = lru_cache(maxsize=1 << 14)(_said)


def is_english(features: Sequence[Features]) -> bool:
    """Whether the text is in English, by the share of its stop words; where in doubt, it is not."""
    long = [f for f in features if f.words >= 6] or list(features)
    words = sum(f.words for f in long)
    return words >= 4 and sum(f.stops for f in long) * 5 >= words
