"""What a page shows, as lines that know where they stand in its HTML: tags, comments and scripts skipped. Pure.

A tokenizer in linear time and not a parser: it decides no structure beyond the element a line stands in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from store.cleaning.mapping import Mapped, joined
from store.cleaning.repair import repaired

_TAG = re.compile(
    r"</?([a-zA-Z][\w:-]*)(?:\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^\"'<>])*+>|</?([a-zA-Z][\w:-]*)[^<>]*>|<[!?][^<>]*>"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_TOKEN = re.compile(r"[<&]")
_HIDDEN = frozenset(
    "script style noscript template svg iframe object head title textarea select math audio video canvas".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark meter nobr output q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A line that a page shows, white space folded, and the element it stands in ("h1", "li", "figcaption", "p" …)."""

    content: Mapped
    element: str


def visible_lines(source: str) -> list[VisibleLine]:
    """The lines of a page in the order of its source."""
    lines: list[VisibleLine] = []
    parts: list[Mapped] = []
    element = "body"
    for piece, opened in _pieces(source):
        if opened is None:
            parts.append(piece)
            continue
        if line := _folded(parts):
            lines.append(VisibleLine(line, element))
        parts = []
        element = opened
    if line := _folded(parts):
        lines.append(VisibleLine(line, element))
    return lines


def _pieces(source: str) -> Iterator[tuple[Mapped, str | None]]:
    """The runs of text between tags, and (as the second of a pair) the block elements that begin between them."""
    empty = Mapped("")
    within: list[str] = []  # figcaptions, list items and headings that are open: what is inside them is theirs
    at, end = 0, len(source)
    text_from = 0
    unclosed: set[str] = set()
    while at < end:
        token = _TOKEN.search(source, at)
        stop = token.start() if token else end
        if stop == end:
            break
        if source[stop] == "&":
            entity = _ENTITY.match(source, stop)
            if entity is None:
                at = stop + 1
                continue
            yield from _text(source, text_from, stop)
            yield Mapped(html.unescape(entity.group())), None
            at = text_from = entity.end()
            continue
        if source.startswith("<!--", stop):
            yield from _text(source, text_from, stop)
            closed = source.find("-->", stop + 4)
            at = text_from = end if closed < 0 else closed + 3
            continue
        tag = _TAG.match(source, stop)
        if tag is None:
            at = stop + 1
            continue
        yield from _text(source, text_from, stop)
        at = text_from = tag.end()
        name = (tag.group(1) or tag.group(2) or "").lower()
        if not name or name in _INLINE:
            continue
        closing = source.startswith("</", stop)
        if name in _HIDDEN and not closing and not tag.group().endswith("/>"):
            at = text_from = _behind(source, name, at, unclosed)
            continue
        if name in ("figcaption", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"):
            if not closing:
                within.append(name)
            elif name in within[-8:]:
                while within.pop() != name:
                    pass
        yield empty, within[-1] if within else name
    yield from _text(source, text_from, end)


def _text(source: str, start: int, end: int) -> Iterator[tuple[Mapped, str | None]]:
    if end > start:
        yield Mapped.verbatim(source[start:end], start), None


@lru_cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^<>]*>", re.I)


def _behind(source: str, name: str, at: int, unclosed: set[str]) -> int:
    """Where the element ends whose content is not shown; one that is never closed hides the rest only if a browser
    would take it so. unclosed: the elements already known not to be closed any more."""
    closing = _closing(name).search(source, at) if name not in unclosed else None
    if closing:
        return closing.end()
    unclosed.add(name)
    return len(source) if name in ("script", "style", "textarea", "template") else at


def _folded(parts: list[Mapped]) -> Mapped | None:
    """Text with each stretch of white space brought to one space, repaired and trimmed; None where nothing is left."""
    if not any(part.text and not part.text.isspace() for part in parts):
        return None
    cleaned = []
    for part in parts:
        if part.runs:
            cleaned.append(repaired(part.text, part.runs[0].source_start))
        else:
            cleaned.append(Mapped(repaired(part.text, 0).text))
    whole = joined(cleaned)
    pieces = []
    done = 0
    for white in _WHITE.finditer(whole.text):
        if white.group() == " ":
            continue
        pieces.append(whole.cut(done, white.start()))
        pieces.append(Mapped(" "))
        done = white.end()
    pieces.append(whole.cut(done, len(whole.text)))
    line = joined(pieces).stripped()
    return line if line.text else None
