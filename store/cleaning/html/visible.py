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

_TOKEN = re.compile(
    r"(?P<comment><!--)"
    r"|</?(?P<name>[a-zA-Z][\w:-]*)(?:\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^\"'<>])*+>"
    r"|</?(?P<torn>[a-zA-Z][\w:-]*)[^<>]*>|(?P<declaration><[!?][^<>]*>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)|(?P<sign>[<&])"
)
HIDDEN = frozenset(
    "script style noscript template svg iframe object head title textarea select math audio video canvas".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark meter nobr output q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
_MANY_HIDDEN = (
    500  # elements that hide what is inside: of more, each of which may be open to the end, one is sought at a time
)
_NOT_SHOWN = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg|iframe|object|title|textarea|select|math|audio|video|canvas)\b"
    r"(?:\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^\"'<>])*+(?<!/)>.*?</\1\b[^<>]*>"
    r"|</?[a-z][\w:-]*(?:\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^\"'<>])*+>|</?[a-z][^<>]*>|<[!?][^<>]*>"
    r"|&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?",
    re.I | re.S,
)
_OWNERS = frozenset("figcaption li h1 h2 h3 h4 h5 h6 blockquote".split())
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class VisibleLine:
    """A line that a page shows, white space folded, and the element it stands in ("h1", "li", "figcaption", "p" …)."""

    content: Mapped
    element: str


def visible_lines(source: str) -> list[VisibleLine]:
    """The lines of a page in the order of its source."""
    lines: list[VisibleLine] = []
    parts: list[tuple[str, int]] = []
    element = "body"
    for text, at, opened in _pieces(source, []):
        if opened is None:
            parts.append((text, at))
            continue
        if line := _folded(parts):
            lines.append(VisibleLine(line, element))
        parts = []
        element = opened
    if line := _folded(parts):
        lines.append(VisibleLine(line, element))
    return lines


def shown_pieces(source: str) -> Iterator[tuple[str, int]]:
    """The stretches of text that a page shows and where each stands in it; -1 for what stands for an entity."""
    if sum(source.count(f"<{name}") for name in ("svg", "iframe", "noscript", "template", "object")) > _MANY_HIDDEN:
        yield from ((text, at) for text, at, opened in _pieces(source, None) if opened is None)
        return
    done = 0
    for token in _NOT_SHOWN.finditer(source):
        start = token.start()
        if start > done:
            yield source[done:start], done
        done = token.end()
        if source[start] == "&":
            yield html.unescape(token.group()), -1
    if done < len(source):
        yield source[done:], done


def _pieces(source: str, within: list[str] | None) -> Iterator[tuple[str, int, str | None]]:
    """The runs of text between tags with their places (-1: of an entity), and the block elements between them.

    within: the figcaptions, list items and headings that are open: what is inside them is theirs; None: no elements.
    """
    at, end = 0, len(source)
    text_from = 0
    unclosed: set[str] = set()
    while at < end:
        token = _TOKEN.search(source, at)
        if token is None:
            break
        stop = token.start()
        match token.lastgroup:
            case "sign":
                at = stop + 1
                continue
            case "comment":
                closed = source.find("-->", stop + 4)
                at = end if closed < 0 else closed + 3
            case _:
                at = token.end()
        if stop > text_from:
            yield source[text_from:stop], text_from, None
        text_from = at
        if token.lastgroup == "entity":
            yield html.unescape(token.group()), -1, None
        name = (token["name"] or token["torn"] or "").lower()
        if not name or name in INLINE:
            continue
        closing = source.startswith("</", stop)
        if name in HIDDEN and not closing and source[at - 2] != "/":
            at = text_from = _behind(source, name, at, unclosed)
        elif within is not None:
            if name in _OWNERS:
                if not closing:
                    within.append(name)
                elif name in within[-8:]:
                    while within.pop() != name:
                        pass
            yield "", -1, within[-1] if within else name
    if end > text_from:
        yield source[text_from:end], text_from, None


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


def _folded(parts: list[tuple[str, int]]) -> Mapped | None:
    """Text with each stretch of white space brought to one space, repaired and trimmed; None where nothing is left."""
    if not any(text and not text.isspace() for text, _ in parts):
        return None
    whole = joined(Mapped(repaired(text, 0).text) if at < 0 else repaired(text, at) for text, at in parts)
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
