"""The lines that a page of HTML shows, and its address, at a glance: in a fraction of a parser's time. Pure.

No line of an article is taken from here, they are only counted: it knows no structure, and may be wrong about broken markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from store.cleaning.html.visible import HIDDEN, INLINE

# The end of a head may be left unsaid; what it holds is hidden piece by piece.
_UNSEEN = re.compile(rf"<(?:!--|({'|'.join(sorted(HIDDEN - {'head'}))})(?=[\s>])(?![^<>]*/>))", re.I)
_INLINE = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:\s[^<>]*)?/?>", re.I)
_TAGS = re.compile(r"(?:<[^<>]*>\s*)+")
_HEAD = 200_000  # characters in which a page says its address
_SAYS = re.compile(r"<(?:link|meta)\b(?=[^<>]*\b(canonical|og:url|twitter:url)\b)[^<>]*>", re.I)
_HTTP = re.compile(r"(?:href|content)\s*=\s*[\"']?\s*(https?://[^\s\"'<>]+)", re.I)


def glanced_lines(source: str) -> Iterator[str]:
    """The lines of a page that are not blank, in its order; in linear time."""
    for text in _TAGS.split(_INLINE.sub("", _seen(source))):
        line = html.unescape(text) if "&" in text else text
        if line and not line.isspace():
            yield line


def glanced_address(source: str) -> str | None:
    """The address that a page says is its own, written as there; None where it says none."""
    said: dict[str, str] = {}
    for tag in _SAYS.finditer(source, 0, _HEAD):
        if address := _HTTP.search(tag.group()):
            said.setdefault(tag.group(1).lower(), html.unescape(address.group(1)))
    return next((said[name] for name in ("canonical", "og:url", "twitter:url") if name in said), None)


def _seen(source: str) -> str:
    """A page without its scripts, styles and comments; one that is never closed hides nothing."""
    parts: list[str] = []
    small = _in_small_letters(source)
    unclosed: set[str] = set()  # not looked for twice: that would take a time that grows with its square
    done, at = 0, 0
    while found := _UNSEEN.search(source, at):
        at = found.end()
        close = f"</{found.group(1).lower()}" if found.group(1) else "-->"
        if close in unclosed:
            continue
        end = small.find(close, at)
        if end < 0:
            unclosed.add(close)
            continue
        parts.append(source[done : found.start()])
        done = at = end + (len(close) if close == "-->" else 0)
    return "\n".join([*parts, source[done:]])


def _in_small_letters(source: str) -> str:
    """With every character where it was: some have more than one small letter."""
    small = source.lower()
    return small if len(small) == len(source) else source.translate(_SMALL)


_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
