"""The main content of a page by trafilatura, as blocks with styles; text only, without places in the source.

Decides nothing about title, date or outlet. trafilatura and lxml are loaded only when a page is cleaned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from store.cleaning.mapping import DraftStyle
from store.document import BlockKind, StyleKind

_WHITE = re.compile(r"\s+")
_ENOUGH = 250  # characters below which the page is asked again, less strictly


@dataclass(slots=True)
class Extract:
    """A block in the making: its kind, level, text (white space folded outside code and tables) and styles."""

    kind: BlockKind
    level: int = 0
    text: str = ""
    styles: list[DraftStyle] = field(default_factory=list)


def extracts(page: str) -> list[Extract]:
    """The blocks of the main content; empty where trafilatura finds none.

    Raises RecursionError, ValueError or lxml's errors on hostile pages.
    """
    import trafilatura

    best: list[Extract] = []
    for precision in (True, False):
        xml = trafilatura.extract(
            page,
            output_format="xml",
            favor_precision=precision,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            include_tables=True,
            deduplicate=False,
            with_metadata=False,
        )
        found = _blocks(xml) if xml else []
        if sum(len(e.text) for e in found) > sum(len(e.text) for e in best):
            best = found
        if sum(len(e.text) for e in best) >= _ENOUGH:
            break
    return best


def _blocks(xml: str) -> list[Extract]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
    root = etree.fromstring(xml.encode("utf-8"), parser)
    main = root.find(".//main") if root is not None else None
    if main is None:
        return []
    return [e for child in main for e in _of_element(child, BlockKind.PARAGRAPH, 0) if e.text.strip()]


def _of_element(element: etree._Element, kind: BlockKind, level: int) -> Iterator[Extract]:
    tag = element.tag
    if tag == "head":
        rend = element.get("rend") or "h2"
        yield from _flow(element, BlockKind.HEADING, int(rend[1]) if rend[1:2].isdigit() else 2)
    elif tag == "list":
        for item in element:
            yield from _flow(item, BlockKind.LIST_ITEM, level)
    elif tag == "table":
        yield _table(element)
    elif tag == "code" and "\n" in "".join(element.itertext()).strip():
        yield Extract(BlockKind.CODE, 0, "".join(element.itertext()).strip("\n"))
    elif tag == "quote":
        yield from _flow(element, BlockKind.QUOTATION, level)
    else:
        yield from _flow(element, kind, level)


def _flow(element: etree._Element, kind: BlockKind, level: int) -> list[Extract]:
    """The text of an element as blocks: the blocks inside it and its line breaks part it."""
    flow = _Flow(kind, level)
    flow.take(element)
    flow.part()
    return flow.blocks


class _Flow:
    """Gathers running text with its styles into blocks of one kind."""

    def __init__(self, kind: BlockKind, level: int) -> None:
        self.blocks: list[Extract] = []
        self._kind, self._level = kind, level
        self._current = Extract(kind, level)
        self._open: list[tuple[StyleKind, int, str | None]] = []

    def take(self, element: etree._Element) -> None:
        """The element's text and, in order, that of what it holds."""
        self._append(element.text)
        for child in element:
            tag = child.tag
            if tag in _PARTS:
                self.part()
                self.blocks.extend(_of_element(child, self._kind, self._level + 1 if tag == "list" else self._level))
            elif tag == "lb":
                if self._kind is BlockKind.HEADING:
                    self._append(" ")
                else:
                    self.part()
            elif isinstance(tag, str):
                style = _STYLES.get((tag, child.get("rend") if tag == "hi" else None))
                if style:
                    self._open.append((style, len(self._current.text), child.get("target")))
                self.take(child)
                if style:
                    self._close(*self._open.pop())
            self._append(child.tail)

    def part(self) -> None:
        """End the block; styles that are open go on in the next."""
        for style in self._open:
            self._close(*style)
        self._open = [(kind, 0, href) for kind, _, href in self._open]
        self.blocks.append(self._current)
        self._current = Extract(self._kind, self._level)

    def _close(self, kind: StyleKind, start: int, href: str | None) -> None:
        if start < len(self._current.text):
            self._current.styles.append(DraftStyle(kind, start, len(self._current.text), href))

    def _append(self, text: str | None) -> None:
        if text:
            folded = _WHITE.sub(" ", text)
            so_far = self._current.text
            self._current.text += folded.lstrip() if not so_far or so_far.endswith(" ") else folded


_PARTS = frozenset({"p", "list", "table", "quote", "head", "item"})
_STYLES = {
    ("hi", "#b"): StyleKind.STRONG,
    ("hi", "#i"): StyleKind.EMPHASIS,
    ("hi", "#t"): StyleKind.CODE,
    ("code", None): StyleKind.CODE,
    ("ref", None): StyleKind.LINK,
}


def _table(element: etree._Element) -> Extract:
    rows = []
    for row in element.iter("row"):
        cells = [_WHITE.sub(" ", "".join(cell.itertext())).strip() for cell in row.iter("cell")]
        rows.append(" | ".join(cells).strip(" |"))
    return Extract(BlockKind.TABLE, 0, "\n".join(row for row in rows if row))
