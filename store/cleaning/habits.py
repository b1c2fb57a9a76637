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
_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SAME_STORY = 0.5  # share of the longer lines of two pages from which both bear the same story
_FEW = 5  # pages from which a line on one other page tells nothing
_FAR = 100_000  # code points by which a line is known: two that have these in common are the same
_LONG = 60  # letters from which a line is too long to stand on two pages by chance


def key_of(text: str) -> str:
    """A line's letters and figures only, whatever their case: what two lines have in common that say the same."""
    if text.isascii():
        return text.lower().encode().translate(None, _SIGNS).decode()
    return _NOT_ALNUM.sub("", text.casefold())


def line_key(text: str) -> int:
    """63 bits over what key_of says of a line: what an outlet's lines are remembered by."""
    letters = key_of(text[:_FAR])
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
    its key. rulings: what readers of this outlet decided about a line, by its key: whether
    its words belong to the text.
    """

    pages: int = 0
    repeated: Mapping[int, int] = field(default_factory=dict)
    rulings: Mapping[int, bool] = field(default_factory=dict)

    def times(self, key: int) -> int:
        """On how many of the outlet's pages a line stands, this one among them."""
        return self.repeated.get(key, 0) + 1

    def is_repeated(self, key: int, prose: bool) -> bool:
        """Whether a line stands on so many of the outlet's pages that it is the outlet's and no story's.

        Three pages, or two where those are two fifths of all. A sentence needs three, and a third of all: what a long
        dispute has behind it is told again in many stories.
        """
        times, pages = self.times(key), self.pages + 1
        if prose:
            return times >= 3 and times * 3 >= pages
        return times >= 3 or (times == 2 and times * 5 >= pages * 2)


NO_HABITS = Habits()


def habits_of(pages: Sequence[PageLines], rulings: Mapping[int, bool] | None = None) -> Habits:
    """The habits that some pages of an outlet show; pages that bear the same story count once."""
    stories: list[PageLines] = []
    for page in pages:
        if not any(same_story(page, other) for other in stories):
            stories.append(page)
    counts = Counter(key for page in stories for key in page.keys)
    least = 1 if len(stories) < _FEW else 2
    return Habits(len(stories), {key: n for key, n in counts.items() if n >= least}, rulings or {})


def same_story(one: PageLines, other: PageLines) -> bool:
    """Whether two pages share so many of their longer lines that both bear the same story."""
    fewer = min(len(one.long), len(other.long))
    return fewer > 0 and len(one.long & other.long) > _SAME_STORY * fewer
