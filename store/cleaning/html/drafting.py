"""Chosen blocks to the blocks of a document: their kinds, levels, styles and links; and what was decided on each. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from store.cleaning.html.alignment import Projection
from store.cleaning.html.blocks import HEADINGS, Page, PageBlock
from store.cleaning.html.choosing import Choice, ends_sentence
from store.cleaning.html.heading import Head
from store.cleaning.html.leaving import is_byline, is_caption, is_date
from store.cleaning.html.promos import words_in
from store.cleaning.mapping import DraftBlock, DraftStyle, Mapped
from store.cleaning.repair import repaired
from store.document import BlockKind, Document, StyleKind
from store.model import Verdict
from store.text import Span, line_starts

_LINES = (BlockKind.TABLE, BlockKind.CODE)
_TEASER, _TEASER_WORDS = 0.8, 5  # share of links, and words, from which a line outside the text is another story's
_LONGEST_HEADING = 12  # words of a paragraph that is a heading because it is bold


def drafted(choice: Choice, head: Head, address: str) -> list[tuple[int, DraftBlock]]:
    """The blocks of the document with the numbers of those of the page, the title first. address: what links are
    resolved against."""
    drafts = []
    for block in choice.page.blocks:
        if not (choice.taken[block.number] or block.number == head.title):
            continue
        kind, level = kind_of(choice, block)
        if kind in _LINES:
            text = Mapped("\n".join(repaired(line, 0).text.rstrip() for line in block.text.split("\n"))).stripped()
            styles: list[DraftStyle] = []
        else:
            text, styles = _styled(block, address, strong=kind not in (BlockKind.TITLE, BlockKind.HEADING))
        if text.text:
            drafts.append((block.number, DraftBlock(kind, Mapped(text.text), level, styles)))
    drafts.sort(key=lambda draft: draft[1].kind is not BlockKind.TITLE)
    return drafts


def _styled(block: PageBlock, address: str, *, strong: bool) -> tuple[Mapped, list[DraftStyle]]:
    """The repaired text of a block, trimmed, and its styles in it."""
    text = repaired(block.text, 0).stripped()
    styles = []
    for style in block.styles():
        href = _address(style.href, address) if style.kind is StyleKind.LINK else None
        if (style.kind is StyleKind.LINK and href is None) or (style.kind is StyleKind.STRONG and not strong):
            continue
        start, end = (_moved(text, at) for at in (style.start, style.end))
        if end > start:
            styles.append(DraftStyle(style.kind, start, end, href))
    return text, styles


def _moved(text: Mapped, at: int) -> int:
    """Where an offset of the text before its repair stands now."""
    index = bisect_right(text.runs, at, key=lambda run: run.source_start) - 1
    if index < 0:
        return 0
    run = text.runs[index]
    return run.start + min(at - run.source_start, run.length)


def _address(href: str | None, base: str) -> str | None:
    """A link's address in full; None where it leads nowhere that can be opened."""
    href = (href or "").strip()
    if not href or href.startswith("#"):
        return None
    try:
        if base.startswith(("http://", "https://")):
            href = urljoin(base, href)
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return None
    return href if scheme in ("http", "https", "mailto") or (not scheme and not base.startswith("http")) else None


def kind_of(choice: Choice, block: PageBlock) -> tuple[BlockKind, int]:
    """The kind of a block and its level."""
    if (kind := choice.kinds.get(block.number)) is not None:
        return kind, 0
    tag = block.tag
    if tag == "table":
        return BlockKind.TABLE, 0
    if tag == "pre" and "\n" in block.text:
        return BlockKind.CODE, 0
    if tag in HEADINGS:
        return BlockKind.HEADING, int(tag[1])
    inside = _inside(choice.page, block)
    if inside is BlockKind.PARAGRAPH and _is_bold_heading(block):
        return BlockKind.HEADING, 2
    return inside, max(0, block.level - 1) if inside is BlockKind.LIST_ITEM else 0


def _inside(page: Page, block: PageBlock) -> BlockKind:
    for box in page.around(block):
        if box.tag in ("li", "dd", "dt"):
            return BlockKind.LIST_ITEM
        if box.tag == "blockquote":
            return BlockKind.QUOTATION
        if box.tag in ("article", "main", "body", "td"):
            break
    return BlockKind.PARAGRAPH


def _is_bold_heading(block: PageBlock) -> bool:
    """Whether a paragraph is a heading in old pages' way: a few words, all of them bold."""
    if (
        not block.marks
        or words_in(block.text) > _LONGEST_HEADING
        or (ends_sentence(block.text) and block.text[-1] not in "?:")
    ):
        return False
    bold = sum(style.end - style.start for style in block.styles() if style.kind is StyleKind.STRONG)
    return bold >= len(block.text)


def _kind_left(choice: Choice, block: PageBlock) -> BlockKind:
    """What a block is that nobody took."""
    if is_byline(block.text):
        return BlockKind.BYLINE
    if is_date(block.text):
        return BlockKind.DATE
    if is_caption(choice.page, block):
        return BlockKind.CAPTION
    is_teaser = block.linked >= _TEASER * len(block.raw) and words_in(block.text) >= _TEASER_WORDS
    return BlockKind.OTHER_STORY if is_teaser else BlockKind.BOILERPLATE


def told_of(choice: Choice, numbers: Sequence[int], document: Document, source: str) -> list[Verdict]:
    """The verdict on each block of the page, in its order. numbers: of the page's blocks that stand in the document."""
    spans: dict[int, Span] = {number: block.span for number, block in zip(numbers, document.blocks, strict=True)}
    projection = Projection(source)
    starts = line_starts(source)
    verdicts = []
    line = 0
    for block in choice.page.blocks:
        runs = projection.place(block.text).runs
        line = bisect_right(starts, runs[0].source_start) if runs else line
        stage, reason = choice.why[block.number]
        span = spans.get(block.number)
        kind = kind_of(choice, block)[0] if span or block.number in choice.kinds else _kind_left(choice, block)
        verdicts.append(Verdict(line, kind, repaired(block.text, 0).text, span, stage, reason))
    return verdicts
