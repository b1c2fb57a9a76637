"""Markdown to a document: its text without the marks, blocks and styles, each character with its place. Pure.

Understands CommonMark with tables; of HTML inside it only the text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.cleaning.dates import printed_date
from store.cleaning.features import key_of
from store.cleaning.frontmatter import front_matter
from store.cleaning.habits import NO_HABITS, Habits
from store.cleaning.head import byline_of
from store.cleaning.judged import Judged
from store.cleaning.mapping import DraftBlock, DraftStyle, Mapped, assembled, joined
from store.cleaning.repair import repaired
from store.document import BlockKind, Run, StyleKind
from store.model import Metadata

if TYPE_CHECKING:
    from markdown_it.token import Token

_NEWLINE = re.compile(r"\r\n?|\n")
_HEAD = 5  # blocks at the start among which a byline and a date may stand
_STYLES = {"strong": StyleKind.STRONG, "em": StyleKind.EMPHASIS, "link": StyleKind.LINK}


def clean_markdown(source: str, habits: Habits = NO_HABITS) -> Judged:
    """The document and metadata of a Markdown text."""
    facts, begin = front_matter(source)
    blocks = list(_Blocks(source, begin).read())
    title = facts.title
    byline, published = facts.byline, facts.published
    kept: list[DraftBlock] = []
    for at, block in enumerate(blocks):
        text = block.content.text.strip()
        if block.kind is BlockKind.HEADING and block.level == 1 and not any(b.kind is BlockKind.TITLE for b in kept):
            if not kept or key_of(text) == key_of(title):
                block = DraftBlock(BlockKind.TITLE, block.content, 0, block.styles)
                title = title or text
        elif at < _HEAD and block.kind is BlockKind.PARAGRAPH:
            who, date = byline_of(text), printed_date(text)
            if who or (date and not date.rest):
                byline = byline or who
                published = published or (date.iso if date else None)
                continue
            if date and (who := byline_of(date.rest)):
                byline, published = byline or who, published or date.iso
                continue
        kept.append(block)
    document = assembled(kept)
    return Judged(document, Metadata(title, byline, facts.outlet, facts.url, published, facts.language))


@dataclass(slots=True)
class _Blocks:
    """Reads the blocks of a Markdown source from an offset on."""

    source: str
    begin: int
    cursor: int = 0
    starts: Sequence[int] = field(default=())

    def read(self) -> Iterator[DraftBlock]:
        from markdown_it import MarkdownIt

        body = self.source[self.begin :]
        self.cursor = self.begin
        self.starts = [self.begin, *(self.begin + m.end() for m in _NEWLINE.finditer(body)), len(self.source)]
        # Unjoined, each text token stands in the source as it is.
        parser = MarkdownIt("commonmark").enable("table").disable("text_join")
        yield from self._walk(parser.parse(body))

    def _walk(self, tokens: Sequence[Token]) -> Iterator[DraftBlock]:
        quotes, lists, item_open = 0, 0, False
        heading = 0
        rows: list[list[Mapped]] = []
        for token in tokens:
            match token.type:
                case "blockquote_open":
                    quotes += 1
                case "blockquote_close":
                    quotes -= 1
                case "bullet_list_open" | "ordered_list_open":
                    lists += 1
                case "bullet_list_close" | "ordered_list_close":
                    lists -= 1
                case "list_item_open":
                    item_open = True
                case "heading_open":
                    heading = int(token.tag[1:])
                case "heading_close":
                    heading = 0
                case "table_open":
                    rows = []
                case "tr_open":
                    rows.append([])
                case "table_close":
                    table = joined((joined(cells, " | ") for cells in rows), "\n")
                    rows = []
                    yield DraftBlock(BlockKind.TABLE, table)
                case "fence" | "code_block":
                    yield DraftBlock(BlockKind.CODE, self._code(token))
                case "html_block":
                    yield from self._html(token)
                case "inline" if rows:
                    rows[-1].append(self._inline(token)[0].stripped())
                case "inline":
                    content, styles = self._inline(token)
                    if heading:
                        yield DraftBlock(BlockKind.HEADING, content, heading, styles)
                    elif lists and item_open:
                        item_open = False
                        yield DraftBlock(BlockKind.LIST_ITEM, content, lists - 1, styles)
                    elif quotes:
                        yield DraftBlock(BlockKind.QUOTATION, content, 0, styles)
                    elif not content.text.strip() and (alt := _alt(token)):
                        yield DraftBlock(BlockKind.CAPTION, self._found(alt))
                    else:
                        yield DraftBlock(BlockKind.PARAGRAPH, content, 0, styles)

    def _range(self, token: Token) -> int:
        """Move to the token's first line; the offset behind its last."""
        first, behind = token.map or (0, len(self.starts) - 1)
        self.cursor = max(self.cursor, self.starts[min(first, len(self.starts) - 1)])
        return self.starts[min(behind, len(self.starts) - 1)]

    def _found(self, text: str, end: int | None = None) -> Mapped:
        """A text with its place at or behind the cursor; without one where it does not stand there."""
        at = self.source.find(text, self.cursor, len(self.source) if end is None else end)
        if at < 0 or not text:
            return Mapped(repaired(text, 0).text)
        self.cursor = at + len(text)
        return repaired(text, at)

    def _code(self, token: Token) -> Mapped:
        end = self._range(token)
        if token.type == "fence":
            self.cursor = min(end, next((s for s in self.starts if s > self.cursor), end))
        return joined((self._found(line, end) for line in token.content.rstrip("\n").split("\n")), "\n")

    def _html(self, token: Token) -> Iterator[DraftBlock]:
        from store.cleaning.visible import visible_lines

        end = self._range(token)
        begin = self.cursor
        for line in visible_lines(self.source[begin:end]):
            runs = tuple(Run(r.start, r.source_start + begin, r.length) for r in line.content.runs)
            yield DraftBlock(BlockKind.PARAGRAPH, Mapped(line.content.text, runs))
        self.cursor = end

    def _inline(self, token: Token) -> tuple[Mapped, list[DraftStyle]]:
        end = self._range(token)
        parts: list[Mapped] = []
        styles: list[DraftStyle] = []
        opened: list[tuple[int, str | None]] = []
        length = 0
        for child in token.children or ():
            piece = Mapped("")
            kind = child.type
            if kind.endswith("_open"):
                href = child.attrGet("href")
                opened.append((length, str(href) if href else None))
            elif kind.endswith("_close"):
                start, href = opened.pop() if opened else (length, None)
                if (style := _STYLES.get(kind.removesuffix("_close"))) and start < length:
                    styles.append(DraftStyle(style, start, length, href))
                if kind == "link_close":
                    self.cursor = _behind_link(self.source, self.cursor, end)
            elif kind in ("softbreak", "hardbreak"):
                piece = Mapped(" ")
            elif kind == "code_inline":
                piece = self._found(child.content, end)
                styles.append(DraftStyle(StyleKind.CODE, length, length + len(piece.text)))
            elif kind == "image":
                self.cursor = _behind_link(
                    self.source, max(self.source.find("![", self.cursor, end) + 1, self.cursor), end
                )
            elif kind == "html_inline":
                self._found(child.content, end)
            else:
                piece = self._found(child.content, end)
            parts.append(piece)
            length += len(piece.text)
        return joined(parts), styles


def _alt(token: Token) -> str:
    """The alternative text of a paragraph that is nothing but a picture."""
    images = [child for child in token.children or () if child.type == "image"]
    return images[0].content if len(images) == 1 else ""


def _behind_link(source: str, at: int, end: int) -> int:
    """The offset behind a link whose text ends at or before an offset: behind its destination or label."""
    close = source.find("]", at, end)
    if close < 0:
        return at
    if source.startswith("[", close + 1):
        label = source.find("]", close + 2, end)
        return label + 1 if label >= 0 else close + 1
    if not source.startswith("(", close + 1):
        return close + 1
    depth, position, quote = 0, close + 1, ""
    while position < end:
        sign = source[position]
        if sign == "\\":
            position += 1
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and source[position - 1].isspace():
            quote = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return close + 1
