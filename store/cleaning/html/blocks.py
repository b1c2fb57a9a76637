"""What a page shows, as blocks in the order of its tree: their words, inline styles, and the elements around them. Pure.

Tells what stands where; decides nothing about what belongs to the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from store.cleaning.html.visible import HIDDEN, INLINE
from store.cleaning.mapping import DraftStyle
from store.document import StyleKind

_WHITE = re.compile(r"\s+")
_STYLES = {
    "a": StyleKind.LINK,
    "b": StyleKind.STRONG,
    "strong": StyleKind.STRONG,
    "i": StyleKind.EMPHASIS,
    "em": StyleKind.EMPHASIS,
    "cite": StyleKind.EMPHASIS,
    "code": StyleKind.CODE,
    "kbd": StyleKind.CODE,
    "samp": StyleKind.CODE,
    "tt": StyleKind.CODE,
}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LONG_CELL = 300  # letters: a table with more in one cell lays out a page
_MANY_CELLS = 4_000
_FURNITURE_TAGS = frozenset("nav aside footer form menu button label fieldset dialog".split())
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|newsletter\w*|subscri\w*|sign-?up|related\w*|recommend\w*|"
    r"read-?(?:more|also|next)|more-(?:on|from|stories|news|in|coverage)|see-?also|most-?(?:read|popular|viewed)|popular|"
    r"trending|shar(?:e|ing|ed)\w*|social\w*|follow\w*|paywall|piano|outbrain|taboola|teasers?|cookies?|consent|gdpr|"
    r"breadcrumbs?|paginat\w+|pager|toolbar|tags?|tag-?list|topics?|keywords?|author-?(?:bio|box|info|card|about)\w*|bio|"
    r"biography|about-?(?:the-)?authors?|comments?\w*|disqus\w*|respond|sidebars?|widgets?|banners?|popups?|modal|"
    r"overlay|skip-?links?|sr-only|visually-?hidden|screen-?reader\w*|copyright|disclaimer|ratings?|polls?|quiz|"
    r"donat\w+|print\w*|infobox\w*|toc|menu\w*|nav\w*|footer\w*|hidden|links?-?list|linklist|cta|callout-?link\w*|"
    r"twitter\w*|instagram\w*|tiktok\w*|fb-?\w*|facebook\w*|embed\w*)(?:$|[\s_-])",
    re.I,
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption\w*|(?:image|photo|picture|media|img)-?(?:caption|credits?|desc\w*|source|copyright|"
    r"author|info)\w*|credits?|legend\w*)(?:$|[\s_-])",
    re.I,
)
_SUMMARY = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|standfirst|sub-?title|sub-?head\w*|summary|lead|lede|intro\w*|excerpt|abstract|"
    r"chapo|vorspann|entradilla|sommario)(?:$|[\s_-])",
    re.I,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class Box:
    """An element that makes blocks: which box it stands in, its tag, and what its name says of it."""

    within: int
    tag: str
    aside: bool = False  # by its tag or class, not the story: an advertisement, a menu, teasers, comments
    caption: bool = False
    hidden: bool = False
    summary: bool = False  # it sums the story up


@dataclass(slots=True, eq=False)
class PageBlock:
    """A line that a page shows.

    text: its words, white space folded (in tables and code the lines are kept). key: its letters without white space.
    box: the index of the element it stands in. linked: how many characters of it are links,
    and anchored, how many of those stay on the page.
    """

    number: int
    box: int
    tag: str
    raw: str
    linked: int
    anchored: int = 0
    level: int = 0
    marks: Sequence[tuple[str, int, int, str | None]] = ()
    text: str = ""
    key: str = ""

    def styles(self) -> list[DraftStyle]:
        """Its inline styles, in offsets of its text."""
        if not self.marks or self.tag in ("table", "pre"):
            return []
        if self.raw == self.text:
            return [DraftStyle(_STYLES[tag], start, end, href) for tag, start, end, href in self.marks]
        starts, ends, lost = [], [], [0]
        for white in _WHITE.finditer(self.raw):
            starts.append(white.start())
            ends.append(white.end())
            lost.append(lost[-1] + len(white.group()) - (1 if white.start() else 0))

        def folded(at: int) -> int:
            run = bisect_right(starts, at - 1) - 1
            if run < 0:
                return at
            return at - lost[run + 1] if at >= ends[run] else max(0, starts[run] + 1 - lost[run])

        found = []
        for tag, start, end, href in self.marks:
            low, high = folded(start), min(folded(end), len(self.text))
            if high > low:
                found.append(DraftStyle(_STYLES[tag], low, high, href))
        return found


@dataclass(slots=True)
class Page:
    """A page's blocks, and its boxes (the first is the page itself)."""

    blocks: list[PageBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=lambda: [Box(-1, "body")])
    lists: dict[int, float] | None = None  # the share of links in each list, once it was asked for

    def around(self, block: PageBlock, up_to: int = -1) -> Iterator[Box]:
        """The boxes that a block stands in, innermost first, up to one of them (which is left out)."""
        at = block.box
        while at not in (-1, up_to):
            yield self.boxes[at]
            at = self.boxes[at].within

    def path(self, block: PageBlock) -> Iterator[int]:
        """The indices of the boxes that a block stands in, innermost first."""
        at = block.box
        while at != -1:
            yield at
            at = self.boxes[at].within


def page_of(tree: HtmlElement) -> Page:
    """The blocks of a page."""
    return _Walk().through(tree)


@lru_cache(4096)
def _named(words: str) -> tuple[bool, bool, bool]:
    return _ASIDE.search(words) is not None, _CAPTION.search(words) is not None, _SUMMARY.search(words) is not None


class _Walk:
    """Goes through a tree once and gathers its blocks."""

    def __init__(self) -> None:
        self.page = Page()
        self._pieces: list[str] = []
        self._size = 0
        self._linked = self._anchored = 0
        self._open: list[tuple[str, int, str | None]] = []
        self._marks: list[tuple[str, int, int, str | None]] = []
        self._box = 0
        self._lists = 0

    def through(self, tree: HtmlElement) -> Page:
        """The blocks of a tree."""
        tables: list[int] = []
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or tag in HIDDEN:
                    if tag not in INLINE and isinstance(tag, str):
                        self._flush()
                    walk.skip_subtree()
                elif tag in INLINE:
                    if tag in _STYLES:
                        href = element.get("href") if tag == "a" else None
                        self._open.append((tag, self._size, href))
                    if element.text:
                        self._add(element.text)
                elif tag == "br":
                    if self.page.boxes[self._box].tag in HEADINGS:
                        self._add(" ")
                    else:
                        self._flush()
                else:
                    self._enter(element, tag)
                    if tag == "table":
                        tables.append(len(self.page.blocks))
                continue
            if isinstance(tag, str) and tag not in HIDDEN and tag != "br":
                if tag not in INLINE:
                    self._leave(tag)
                    if tag == "table":
                        self._table(tables.pop())
                elif tag in _STYLES:
                    self._close()
            if element.tail:
                self._add(element.tail)
        self._flush()
        return self.page

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)

    def _enter(self, element: HtmlElement, tag: str) -> None:
        self._flush()
        names = element.get("class") or ""
        if identity := element.get("id"):
            names = f"{names} {identity}"
        aside, caption, summary = _named(names) if names else (False, False, False)
        style = element.get("style")
        unseen = element.get("hidden") is not None or (style is not None and _UNSEEN.search(style) is not None)
        boxes = self.page.boxes
        boxes.append(
            Box(self._box, tag, aside or tag in _FURNITURE_TAGS, caption or tag == "figcaption", unseen, summary)
        )
        self._box = len(boxes) - 1
        if tag in ("ul", "ol"):
            self._lists += 1
        if element.text:
            self._add(element.text)

    def _leave(self, tag: str) -> None:
        self._flush()
        self._box = self.page.boxes[self._box].within
        if tag in ("ul", "ol"):
            self._lists -= 1

    def _close(self) -> None:
        tag, start, href = self._open.pop()
        if self._size > start:
            self._marks.append((tag, start, self._size, href))
            if href:
                self._link(href, start)

    def _link(self, href: str, start: int) -> None:
        self._linked += self._size - start
        if href.startswith("#"):
            self._anchored += self._size - start

    def _flush(self) -> None:
        """End the block in hand; styles that are open go on in the next."""
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        self._pieces = []
        words = raw.split()
        if words:
            for tag, start, href in self._open:
                self._marks.append((tag, start, self._size, href))
                if href:
                    self._link(href, start)
            tag = self.page.boxes[self._box].tag
            linked = min(self._linked, len(raw))
            block = PageBlock(len(self.page.blocks), self._box, tag, raw, linked, self._anchored, self._lists)
            block.marks, block.text, block.key = self._marks, " ".join(words), "".join(words)
            if tag == "pre" and "\n" in raw.strip():
                block.text = "\n".join(line.rstrip() for line in raw.strip("\n").split("\n"))
            self.page.blocks.append(block)
        if self._open:
            self._open = [(tag, 0, href) for tag, _, href in self._open]
        self._marks = []
        self._size = self._linked = self._anchored = 0

    def _table(self, first: int) -> None:
        """Make one block of a table that shows data; one that lays out a page stays as it is."""
        page = self.page
        cells = page.blocks[first:]
        if not 4 <= len(cells) <= _MANY_CELLS or any(
            len(cell.key) > _LONG_CELL or cell.tag in ("h1", "h2", "li", "pre", "table") for cell in cells
        ):
            return
        rows: dict[int, dict[int, list[str]]] = {}
        for cell in cells:
            row = column = -1
            for index in page.path(cell):
                if page.boxes[index].tag in ("td", "th") and column < 0:
                    column = index
                elif page.boxes[index].tag == "tr":
                    row = index
                    break
            if row < 0 or column < 0:
                return
            rows.setdefault(row, {}).setdefault(column, []).append(cell.text)
        if len(rows) < 2 or sum(len(row) > 1 for row in rows.values()) * 2 < len(rows):
            return
        text = "\n".join(" | ".join(" ".join(words) for words in row.values()) for row in rows.values())
        linked = sum(cell.linked for cell in cells)
        table = PageBlock(first, self._box, "table", text, linked, text=text)
        table.key = "".join(cell.key for cell in cells)
        # The table's own box was left: what is asked about it is answered by the row's.
        table.box = next(i for i in page.path(cells[0]) if page.boxes[i].tag == "table")
        page.blocks[first:] = [table]
