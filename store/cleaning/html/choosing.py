"""Which blocks of a page are the article: the extractor's choice, and what other witnesses add to it or take from it.

Pure. Each stage leaves a word on each block that it decides about; the furniture inside the text is told elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from store.cleaning.html.blocks import HEADINGS, Page, PageBlock
from store.cleaning.html.matching import matched
from store.cleaning.html.promos import is_call, is_pointer, opens_furniture
from store.document import BlockKind

EXTRACTOR, DENSITY, LINKED, PUT_BACK = "trafilatura", "densest part", "linked data", "put back"

_ENDS = re.compile(r"[.!?…。！？؟।။:][\"'”’»)\]」』]*$")
_WRAPPERS = frozenset("p li ul ol dl dt dd blockquote h1 h2 h3 h4 h5 h6 pre table tbody thead tr td th figure".split())
_PROSE = 60  # letters of a line from which it is running text, if few of them are links
_MAIN = 0.8  # share of the chosen letters that stand in the main box
_LITTLE = 0.55  # share of the densest part below which an extractor has missed it
_LEADS = 25  # letters of a line with a colon that leads up to a list
_WORTH = 500  # letters that make a densest part worth more than the extractor's word
_BODY = 400  # letters of an article's own data from which it bears witness
_SHOWN = 0.7  # share of it that the page must show


@dataclass(slots=True)
class Choice:
    """What has been decided about each block of a page: whether it is taken, the stage that said so, and why.

    kinds: of the blocks that are something else than their element says.
    """

    page: Page
    taken: list[bool]
    why: list[tuple[str, str]]
    kinds: dict[int, BlockKind] = field(default_factory=dict)

    def take(self, number: int, stage: str, reason: str) -> None:
        """Take a block into the text."""
        self.taken[number] = True
        self.why[number] = (stage, reason)

    def leave(self, number: int, stage: str, reason: str, kind: BlockKind | None = None) -> None:
        """Leave a block out; kind: what it is."""
        self.taken[number] = False
        self.why[number] = (stage, reason)
        if kind:
            self.kinds[number] = kind

    def text_blocks(self) -> Iterator[PageBlock]:
        """The blocks that are taken, in order."""
        return (block for block, taken in zip(self.page.blocks, self.taken, strict=True) if taken)

    def letters(self) -> int:
        """How much is taken."""
        return sum(len(block.key) for block in self.text_blocks())


def chosen(page: Page, keys: Sequence[str], body: str, english: bool) -> Choice:
    """The blocks of the article. keys: the lines that the extractor chose; body: the article's text as the page's own
    data has it, if any."""
    count = len(page.blocks)
    choice = Choice(page, [False] * count, [(EXTRACTOR, "not among the main content")] * count)
    for number in matched(keys, page.blocks):
        choice.take(number, EXTRACTOR, "part of the main content")
    _by_density(choice)
    _by_linked_data(choice, body)
    if any(choice.taken):
        _put_back(choice, english)
    return choice


def is_prose(block: PageBlock) -> bool:
    """Whether a block is running text by its length and its few links."""
    return len(block.key) >= _PROSE and block.linked * 3 < len(block.raw) and block.tag not in ("table", "pre")


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _ENDS.search(text[-8:]) is not None


def _home(page: Page, block: PageBlock) -> int:
    """The box that holds a block and its neighbours."""
    at = block.box
    if page.boxes[at].tag not in _WRAPPERS:
        parent = page.boxes[at].within
        return max(parent, 0) if page.boxes[at].tag == "div" else at
    while at > 0 and page.boxes[at].tag in _WRAPPERS:
        at = page.boxes[at].within
    return at


def main_box(choice: Choice) -> int:
    """The innermost box that holds nearly all that is taken."""
    weights: Counter[int] = Counter()
    for block in choice.text_blocks():
        for box in choice.page.path(block):
            weights[box] += len(block.key)
    total = choice.letters()
    main = max((box for box, weight in weights.items() if weight >= _MAIN * total), default=0)
    while main > 0 and choice.page.boxes[main].tag in _WRAPPERS:
        main = choice.page.boxes[main].within
    return main


# --- the densest part --------------------------------------------------------------------------------------------


def _by_density(choice: Choice) -> None:
    """Where the extractor missed most of the part of the page that has by far the most running text, take that."""
    page = choice.page
    homes: dict[int, list[PageBlock]] = {}
    for block in page.blocks:
        if is_prose(block) and not any(box.aside or box.hidden or box.caption for box in page.around(block)):
            homes.setdefault(_home(page, block), []).append(block)
    if not homes:
        return
    weights = {home: sum(len(block.key) for block in blocks) for home, blocks in homes.items()}
    home = max(weights, key=lambda each: weights[each])
    dense = homes[home]
    had = sum(len(block.key) for block in dense if choice.taken[block.number])
    if weights[home] < _WORTH or len(dense) < 3 or had > _LITTLE * weights[home]:
        return
    if choice.letters() > 1.5 * weights[home]:
        return
    if not had:
        for block in list(choice.text_blocks()):
            choice.leave(block.number, DENSITY, "stands apart from the part with most of the running text")
    for block in dense:
        if not choice.taken[block.number]:
            choice.take(block.number, DENSITY, "stands where most of the page's running text stands")


# --- the article's own data --------------------------------------------------------------------------------------


def _by_linked_data(choice: Choice, body: str) -> None:
    """Take what the article's own data has, and leave what stands between two paragraphs that follow each other there."""
    if len(body) < _BODY:
        return
    page = choice.page
    places: dict[int, int] = {}
    at = 0
    for block in page.blocks:
        if len(block.key) < 20:
            continue
        found = body.find(block.key, at)
        if found < 0:
            found = body.find(block.key)
            if found >= 0 and found + len(block.key) <= at:
                continue  # said again: the first time counts
        if found >= 0:
            places[block.number] = found
            at = max(at, found + len(block.key))
    shown = sum(len(page.blocks[number].key) for number in places)
    if shown < _SHOWN * len(body):
        return
    for number in places:
        block = page.blocks[number]
        aside = any(box.hidden or box.caption for box in page.around(block))
        if not choice.taken[number] and not aside:
            choice.take(number, LINKED, "the article's own data has it")
    taken = choice.letters()
    known = sum(len(page.blocks[number].key) for number in places if choice.taken[number])
    if known < 0.75 * taken:
        return
    numbers = sorted(places)
    for one, two in pairwise(numbers):
        gap = places[two] - places[one] - len(page.blocks[one].key)
        if 0 <= gap <= 8:
            _leave_between(choice, one + 1, two)
    last = numbers[-1]
    if len(body) - places[last] - len(page.blocks[last].key) <= 8 and known > 0.85 * taken:
        _leave_between(choice, last + 1, len(page.blocks))


def _leave_between(choice: Choice, start: int, stop: int) -> None:
    for block in choice.page.blocks[start:stop]:
        plain = block.tag in ("p", "div", "span", "section", "aside", "article", "center", "td", "body")
        inside = any(box.tag in ("blockquote", "ul", "ol", "table") for box in choice.page.around(block))
        if plain and not inside and choice.taken[block.number]:
            choice.leave(block.number, LINKED, "the article's own data goes on without it", BlockKind.BOILERPLATE)


# --- what was left out inside the story --------------------------------------------------------------------------


def _put_back(choice: Choice, english: bool) -> None:
    """Take what stands among the taken blocks and has nothing of a page's furniture about it."""
    page = choice.page
    main = main_box(choice)
    numbers = [block.number for block in choice.text_blocks()]
    first, last = numbers[0], numbers[-1]
    said = {block.key for block in choice.text_blocks()}
    homes = Counter(_home(page, block) for block in choice.text_blocks())
    lists = lists_of(page)
    below = False  # whether what follows a heading is taken
    for block in reversed(page.blocks[first : last + 1]):
        if choice.taken[block.number]:
            below = not _is_heading(block)
            continue
        if choice.why[block.number][0] != EXTRACTOR:
            continue  # another witness spoke against it
        if not _is_inside(page, block, main) or block.key in said or (english and _is_furniture(block)):
            continue
        if _belongs(page, block, lists, homes, below):
            choice.take(block.number, PUT_BACK, "stands between two lines of the article and is like them")
            said.add(block.key)
            below = not _is_heading(block)
    for numbers_beyond in (range(first - 1, -1, -1), range(last + 1, len(page.blocks))):
        missed = 0
        for number in numbers_beyond:
            block = page.blocks[number]
            missed += 1
            if _is_heading(block) or missed > 3 or (english and _is_furniture(block)):
                break
            if homes[_home(page, block)] < 2 or not _is_inside(page, block, main) or block.key in said:
                continue
            if is_prose(block) and ends_sentence(block.text):
                choice.take(number, PUT_BACK, "stands beside the article's paragraphs and is like them")
                said.add(block.key)
                missed = 0


def lists_of(page: Page) -> dict[int, float]:
    """The share of links in each list of the page, by its box; none in one that a sentence leads up to: it is the story's."""
    if page.lists is None:
        sizes: dict[int, list[int]] = {}
        led_up_to: list[int] = []
        inside: dict[int, int] = {}  # of each box the list that it stands in
        for block in page.blocks:
            if block.box not in inside:
                inside[block.box] = next((box for box in page.path(block) if page.boxes[box].tag in ("ul", "ol")), -1)
            if (box := inside[block.box]) >= 0:
                before = page.blocks[block.number - 1] if box not in sizes and block.number else None
                if before and len(before.key) >= _LEADS and before.text.endswith((":", "：")):
                    led_up_to.append(box)
                size = sizes.setdefault(box, [0, 0])
                size[0] += block.linked
                size[1] += len(block.raw)
        page.lists = {box: linked / max(1, size) for box, (linked, size) in sizes.items()}
        page.lists.update(dict.fromkeys(led_up_to, 0.0))
    return page.lists


def _is_inside(page: Page, block: PageBlock, main: int) -> bool:
    """Whether a block stands in the main box, and in nothing there that is named as something else."""
    if main not in page.path(block):
        return False
    return not any(box.aside or box.hidden or box.caption for box in page.around(block, main))


def _is_heading(block: PageBlock) -> bool:
    return block.tag in HEADINGS


def _is_furniture(block: PageBlock) -> bool:
    if _is_heading(block):
        return opens_furniture(block.text)
    return is_call(block.text) or is_pointer(block.text)


def _belongs(page: Page, block: PageBlock, lists: dict[int, float], homes: Counter[int], below: bool) -> bool:
    is_linked = block.linked * 2 > len(block.raw)
    if block.tag == "table":
        return not is_linked
    if _is_heading(block):
        return below and not is_linked and block.tag != "h1" and len(block.text) <= 200
    for box in page.path(block):
        if box in lists:
            return lists[box] < 0.4 and len(block.key) >= 2
        if page.boxes[box].tag == "blockquote":
            return not is_linked
    if is_linked:
        return False
    if block.tag in ("p", "dd", "dt", "pre"):
        return len(block.key) >= 20 or ends_sentence(block.text)
    return len(block.key) >= 40 and ends_sentence(block.text) and _home(page, block) in homes
