"""Pages that come one after the other, gathered in windows, so that those of one outlet tell of its habits. Pure.

Reads the lines of a page and counts; cleans nothing, and knows neither rows nor libraries nor processes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from store.cleaning.decoding import HTML, decode
from store.cleaning.habits import NO_HABITS, Habits, PageLines, same_story
from store.model import RawItem

T = TypeVar("T")

MOST_ROWS = 1_000
MOST_SIZE = 32 * 1024 * 1024  # bytes, or characters: what a caller counts in

_REMEMBERED = 64  # stories of an outlet that later windows still know
_REMEMBERED_IN_ALL = 16_384  # of all outlets: some 40 MB
_LINE_END = re.compile("[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Window(Generic[T]):
    """Some items that came one behind the other; paused: it was closed because no more came for a while."""

    items: Sequence[T]
    paused: bool = False


class Page(NamedTuple):
    """The lines of a page, and which outlet it is of (see store.addresses.outlet_key)."""

    outlet: str
    lines: PageLines


def windows(items: Iterable[T | None], size: Callable[[T], int]) -> Iterator[Window[T]]:
    """The items in windows, each as large as it may be; None among the items closes the window in hand."""
    gathered: list[T] = []
    weight = 0
    for item in items:
        if item is not None:
            gathered.append(item)
            weight += size(item)
        if gathered and (item is None or len(gathered) >= MOST_ROWS or weight >= MOST_SIZE):
            yield Window(gathered, paused=item is None)
            gathered, weight = [], 0
    if gathered:
        yield Window(gathered)


def page_lines(item: RawItem) -> PageLines:
    """The lines of a raw item as its outlet's other pages may bear them too. Raises CleaningError as decode does."""
    decoded = decode(item)
    if decoded.media_type == HTML:
        from store.cleaning.html.glancing import glanced_lines

        return PageLines.of(glanced_lines(decoded.text))
    # Neither bullets nor white space make a difference to a line's key.
    return PageLines.of(line for line in _LINE_END.split(decoded.text) if line and not line.isspace())


class Outlets:
    """What the pages that have come so far tell of their outlets: of each the newest stories, in bounded memory.

    known: the pages of an outlet that were here before, oldest first; asked for when a page of it comes.
    """

    def __init__(self, known: Callable[[str], Sequence[PageLines]] = lambda _outlet: ()) -> None:
        self._known = known
        self._stories: OrderedDict[str, list[_Story]] = OrderedDict()
        self._number = 0

    def habits(self, window: Sequence[Page | None]) -> list[Habits]:
        """For each page of a window what the other pages of its outlet tell, in it and before it; None has no outlet.

        Only lines that stand on the page itself are in them; pages that bear its own story are not counted.
        """
        members: dict[str, list[int]] = {}
        for at, page in enumerate(window):
            if page is not None and page.outlet:
                members.setdefault(page.outlet, []).append(at)
        found = [NO_HABITS] * len(window)
        for outlet, places in members.items():
            if outlet not in self._stories:
                self._remember(outlet, self._known(outlet))
            pages = [page.lines for at in places if (page := window[at]) is not None]
            for at, habits in zip(places, self._of_outlet(outlet, pages), strict=True):
                found[at] = habits
        return found

    def _of_outlet(self, outlet: str, pages: Sequence[PageLines]) -> list[Habits]:
        before = self._stories.get(outlet, ())
        counts = Counter(chain.from_iterable(story.keys for story in before))
        long = set(chain.from_iterable(story.long for story in before))
        known: list[PageLines] | None = None
        new: list[PageLines] = []
        told: list[PageLines] = []  # for each page the one that stands for its story
        for page in pages:
            same = None
            if not long.isdisjoint(page.long):  # else it has no line in common with any
                known = [story.lines() for story in before] if known is None else known
                same = next((story for story in chain(known, new) if same_story(page, story)), None)
            if same is None:
                new.append(page)
                counts.update(page.keys)
                long |= page.long
            told.append(same or page)
        stories = len(before) + len(new)
        self._remember(outlet, new)
        if stories == 1:
            return [NO_HABITS] * len(pages)
        return [_besides(page, story, counts, stories) for page, story in zip(pages, told, strict=True)]

    def _remember(self, outlet: str, stories: Sequence[PageLines]) -> None:
        kept = self._stories.setdefault(outlet, [])
        self._stories.move_to_end(outlet)
        self._number -= len(kept)
        kept.extend(_Story.of(story) for story in stories[-_REMEMBERED:])
        del kept[:-_REMEMBERED]
        self._number += len(kept)
        while self._number > _REMEMBERED_IN_ALL:
            _, forgotten = self._stories.popitem(last=False)
            self._number -= len(forgotten)


def _besides(page: PageLines, story: PageLines, counts: Counter[int], stories: int) -> Habits:
    """What all stories but the page's own tell about its lines."""
    others = {key: counts[key] - (key in story.keys) for key in page.keys}
    return Habits(stories - 1, {key: number for key, number in others.items() if number})


@dataclass(frozen=True, slots=True)
class _Story:
    """The lines of a page in an eighth of the memory that sets of them take."""

    keys: array[int]
    long: array[int]

    @staticmethod
    def of(lines: PageLines) -> _Story:
        return _Story(array("q", lines.keys), array("q", lines.long))

    def lines(self) -> PageLines:
        return PageLines(frozenset(self.keys), frozenset(self.long))
