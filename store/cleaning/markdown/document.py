"""Markdown to a document: its text without the marks, blocks and styles, each character with its place. Pure.

Understands CommonMark with tables; of HTML inside it only the text stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from store.cleaning.dates import PrintedDate, printed_date
from store.cleaning.habits import NO_HABITS, Habits, key_of, line_key
from store.cleaning.judged import Judged
from store.cleaning.mapping import DraftBlock, DraftStyle, Mapped, assembled, joined
from store.cleaning.markdown.frontmatter import front_matter
from store.cleaning.plain.head import byline_of
from store.cleaning.repair import repaired
from store.document import BlockKind, Document, Run, StyleKind
from store.model import Metadata, Verdict

if TYPE_CHECKING:
    from markdown_it.token import Token

_NEWLINE = re.compile(r"\r\n?|\n")
_HEAD = 5  # blocks at the start among which a byline and a date may stand
_STYLES = {"strong": StyleKind.STRONG, "em": StyleKind.EMPHASIS, "link": StyleKind.LINK}


def clean_markdown(source: str, habits: Habits = NO_HABITS) -> Judged:
    """The document and metadata of a Markdown text."""
    facts, begin = front_matter(source)
    told = [_Told(block) for block in _Blocks(source, begin).read()]
    found = {name: "front matter" for name, value in asdict(facts).items() if value}
    title, byline, published, updated = facts.title, facts.byline, facts.published, facts.updated
    is_titled, is_first = False, True
    for at, entry in enumerate(told):
        block, text = entry.block, entry.block.content.text.strip()
        if block.kind is BlockKind.HEADING and block.level == 1 and not is_titled:
            if is_first or key_of(text) == key_of(title):
                entry.block = DraftBlock(BlockKind.TITLE, block.content, 0, block.styles)
                entry.reason, is_titled = "the first heading, or what the front matter names the title", True
                title = title or text
                found.setdefault("title", "the first heading")
        elif at < _HEAD and block.kind is BlockKind.PARAGRAPH and (detail := _detail(text)):
            who, date = detail
            entry.leave(BlockKind.BYLINE if who else BlockKind.DATE, "head", "says who wrote it or when")
            byline = byline or who
            if date and date.updated:
                updated = updated or date.iso
            elif date:
                published = published or date.iso
        entry.obey(habits)
        is_first = is_first and not entry.kept
    document = assembled(entry.block for entry in told if entry.kept)
    metadata = Metadata(title, byline, facts.outlet, facts.url, published, facts.language, updated)
    return Judged(document, metadata, found | _read(metadata, found), partial(_verdicts, told, document, source))


def _detail(text: str) -> tuple[str | None, PrintedDate | None] | None:
    """Who wrote it and when, of a line that tells nothing else; None of any other line."""
    who, date = byline_of(text), printed_date(text)
    if date and not who and date.rest:
        who = byline_of(date.rest)
        return (who, date) if who else None
    return (who, date) if who or date else None


def _read(metadata: Metadata, found: Mapping[str, str]) -> dict[str, str]:
    fields = {name for name, value in asdict(metadata).items() if value}
    return dict.fromkeys(fields - set(found), "a line by the title")


@dataclass(slots=True)
class _Told:
    """A block and what was decided about it."""

    block: DraftBlock
    kept: bool = True
    kind: BlockKind | None = None
    stage: str = "markdown"
    reason: str = "part of the text"

    def leave(self, kind: BlockKind, stage: str, reason: str) -> None:
        """Leave it out as what it is."""
        self.kept, self.kind, self.stage, self.reason = False, kind, stage, reason

    def obey(self, habits: Habits) -> None:
        """Do as a reader said about this line."""
        ruling = habits.rulings.get(line_key(self.block.content.text)) if habits.rulings else None
        if ruling is True and not self.kept:
            self.kept, self.kind, self.stage, self.reason = True, None, "reader", "a reader took it in"
        elif ruling is False and self.block.kind is not BlockKind.TITLE:
            self.leave(BlockKind.BOILERPLATE, "reader", "a reader left it out")


def _verdicts(told: Sequence[_Told], document: Document, source: str) -> Sequence[Verdict]:
    """What was decided about each block; what has no words in it is passed over."""
    starts = [0, *(match.end() for match in _NEWLINE.finditer(source))]
    spans = iter(document.blocks)
    verdicts: list[Verdict] = []
    for entry in told:
        content = entry.block.content.stripped()
        if not content.text:
            continue
        number = bisect_right(starts, content.runs[0].source_start) if content.runs else 0
        span = next(spans).span if entry.kept else None
        kind = entry.kind or entry.block.kind
        verdicts.append(Verdict(number, kind, content.text, span, entry.stage, entry.reason))
    return verdicts


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
        from store.cleaning.html.visible import visible_lines

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
