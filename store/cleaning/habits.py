"""An outlet's habits: the lines that stand on many of its pages, and what its readers corrected. Pure.

Counts and compares; decides nothing about a line, and knows nothing of where the pages are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

_NOT_ALNUM = re.compile(r"[\W_]+")
_SAME_STORY = 0.5  # share of the longer lines of two pages from which both bear the same story
_LONG = 60  # letters from which a line is too long to stand on two pages by chance


def line_key(text: str) -> int:
    """What two lines have in common that say the same: 63 bits over their letters and figures, whatever the case."""
    letters = _NOT_ALNUM.sub("", text.casefold())
    return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page: the key of each that is not blank, once, and of those the long ones."""

    keys: frozenset[int]
    long: frozenset[int]

    @staticmethod
    def of(lines: Iterable[str]) -> PageLines:
        """The lines of a page, given as they are read."""
        told = {line_key(line): len(line) >= _LONG for line in lines}
        return PageLines(frozenset(told), frozenset(key for key, long in told.items() if long))


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of an outlet besides the page in hand.

    pages: how many other pages were looked at, of different stories. repeated: on how many of them a line stands, by
    its key; only lines on two or more. rulings: what readers of this outlet decided about a line, by its key: whether
    its words belong to the text.
    """

    pages: int = 0
    repeated: Mapping[int, int] = field(default_factory=dict)
    rulings: Mapping[int, bool] = field(default_factory=dict)


NO_HABITS = Habits()


def habits_of(pages: Sequence[PageLines], rulings: Mapping[int, bool] | None = None) -> Habits:
    """The habits that some pages of an outlet show; pages that bear the same story count once."""
    stories: list[PageLines] = []
    for page in pages:
        if not any(_same_story(page, other) for other in stories):
            stories.append(page)
    counts = Counter(key for page in stories for key in page.keys)
    return Habits(len(stories), {key: n for key, n in counts.items() if n > 1}, rulings or {})


def _same_story(one: PageLines, other: PageLines) -> bool:
    fewer = min(len(one.long), len(other.long))
    return fewer > 0 and len(one.long & other.long) > _SAME_STORY * fewer
