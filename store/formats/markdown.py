"""A document as Markdown (CommonMark): headings, lists, quotations, emphasis, links. Pure; writes only.

Cannot carry: what kind a block without a mark of its own has (standfirst, caption), styles that cross each other or
begin inside a word, links to anything but the web and mail, the map to the source. A sign that Markdown would read as
a mark is written with a backslash, so that it stays a sign.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from urllib.parse import quote

from store.document import Block, BlockKind, Document, Style, StyleKind
from store.text import Span

_SIGN = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w)|!$")
_OPENING = re.compile(r"^(?:(?=(?:#{1,6}|[-+=])(?:[\s=-]|$))|(\d{1,9})(?=[.)](?:\s|$)))", re.M)
_CLOSING = re.compile(r"#+$")
_MARKS = {StyleKind.STRONG: "**", StyleKind.EMPHASIS: "*"}
_IN_ADDRESSES = "/%:@!$&'()*+,;=-._~?#[]"
_LINKED = re.compile(r"(?:https?://|mailto:)\S+", re.I)


def markdown_of(document: Document) -> str:
    """The text of a document with its structure, ending in a line end."""
    parts: list[str] = []
    depth = 0
    styles = sorted(document.styles, key=lambda s: (s.span.start, -s.span.end, s.kind is not StyleKind.LINK))
    for block in document.blocks:
        is_item = block.kind is BlockKind.LIST_ITEM
        if parts:
            parts.append("\n" if is_item and depth else "\n\n")
        depth = min(max(1, block.level), depth + 1) if is_item else 0
        parts.append(_block(document.text, block, styles, depth))
    return "".join(parts) + "\n"


def _block(text: str, block: Block, styles: Sequence[Style], depth: int) -> str:
    if block.kind in (BlockKind.CODE, BlockKind.TABLE):
        words = block.span.of(text)
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
        return f"{fence}\n{words}\n{fence}"
    words = _between(text, block.span, _inside(styles, block.span))
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        level = 1 if block.kind is BlockKind.TITLE else min(6, max(2, block.level))
        return f"{'#' * level} " + _CLOSING.sub(r"\\\g<0>", words.replace("\n", " "))
    words = _OPENING.sub(r"\1\\", words)
    if block.kind is BlockKind.LIST_ITEM:
        indent = "  " * (depth - 1)
        return f"{indent}- " + words.replace("\n", f"\n{indent}  ")
    if block.kind is BlockKind.QUOTATION:
        return "> " + words.replace("\n", "\n> ")
    return words


def _inside(styles: Sequence[Style], span: Span) -> list[Style]:
    """The styles within a block; of those that begin together the longest comes first."""
    first, last = (bisect.bisect_left(styles, at, key=lambda s: s.span.start) for at in (span.start, span.end))
    return [style for style in styles[first:last] if style.span and style.span.end <= span.end]


def _between(text: str, span: Span, styles: Sequence[Style]) -> str:
    """The words of a stretch with the marks of the styles in it; of styles that cross each other, the first."""
    parts: list[str] = []
    at = span.start
    for index, style in enumerate(styles):
        if style.span.start < at or style.span.end > span.end or not _can_stand(text, style.span, at):
            continue
        parts.append(_signs(text[at : style.span.start]))
        within = [s for s in styles[index + 1 :] if s.span.end <= style.span.end and s.kind is not style.kind]
        parts.append(_marked(text, style, within))
        at = style.span.end
    parts.append(_signs(text[at : span.end]))
    return "".join(parts)


def _marked(text: str, style: Style, within: Sequence[Style]) -> str:
    words = style.span.of(text)
    if style.kind is StyleKind.CODE:
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
        room = " " if words[0] == "`" or words[-1] == "`" else ""
        return f"{fence}{room}{words}{room}{fence}"
    inner = _between(text, style.span, within)
    if style.kind is StyleKind.LINK:
        address = style.href or ""
        return f"[{inner}](<{quote(address, safe=_IN_ADDRESSES)}>)" if _LINKED.fullmatch(address) else inner
    mark = _MARKS[style.kind]
    return f"{mark}{inner}{mark}"


def _can_stand(text: str, span: Span, at: int) -> bool:
    """Whether marks around a stretch are read as marks: it is whole words, and does not touch the style before it."""
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    touches = at == span.start and at > 0 and not before.isspace()
    return not touches and (not before or not before.isalnum()) and (not behind or not behind.isalnum())


def _signs(words: str) -> str:
    return _SIGN.sub(r"\\\g<0>", words)
