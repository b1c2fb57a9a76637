"""Cleaned blocks back to the HTML they came from: each is looked for, in order, in what the page shows. Pure.

White space is ignored in the search. What is not found stays without a place; it is never put at a likely one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.cleaning.mapping import Mapped, joined
from store.cleaning.visible import VisibleLine

_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"\S+(?:\s+\S+){0,7}")
_AHEAD = 20_000  # letters beyond the last find in which the next block is looked for first
_EFFORT = 30  # the whole page may be searched this many times over


class Projection:
    """What a page shows, without white space, as something to find blocks in one after the other."""

    def __init__(self, lines: Sequence[VisibleLine], source: str) -> None:
        self._source = source
        self._shown = joined(
            line.content.cut(word.start(), word.end()) for line in lines for word in _WORD.finditer(line.content.text)
        )
        self._at = 0
        self._effort = _EFFORT * len(self._shown.text) + 1_000_000

    def place(self, text: str) -> Mapped:
        """The text with its runs; whole where the page shows it so, else by pieces of some words."""
        whole = self._found(text, anywhere=True)
        if whole is not None:
            return whole
        parts: list[Mapped] = []
        done = 0
        for piece in _PIECE.finditer(text):
            parts.append(Mapped(text[done : piece.start()]))
            parts.append(self._found(piece.group(), anywhere=False) or Mapped(piece.group()))
            done = piece.end()
        parts.append(Mapped(text[done:]))
        return joined(parts)

    def _found(self, text: str, anywhere: bool) -> Mapped | None:
        letters = "".join(text.split())
        if not letters:
            return Mapped(text)
        shown = self._shown.text
        ahead = min(len(shown), self._at + _AHEAD + len(letters))
        start = shown.find(letters, self._at, ahead)
        # A short line could stand anywhere: only what is long enough to be itself is looked for far away.
        if start < 0 and anywhere and len(letters) >= 12 and self._effort > 0:
            self._effort -= len(shown)
            start = shown.find(letters, ahead - min(len(letters), ahead))
            if start < 0:
                start = shown.find(letters)
        if start < 0:
            return None
        self._at = start + len(letters)
        return self._spaced(text, start)

    def _spaced(self, text: str, start: int) -> Mapped:
        """The found letters with the text's own white space between its words again."""
        parts: list[Mapped] = []
        done = 0
        for word in _WORD.finditer(text):
            if word.start() > done:
                parts.append(self._space(text[done : word.start()], parts))
            parts.append(self._shown.cut(start, start + word.end() - word.start()))
            start += word.end() - word.start()
            done = word.end()
        if done < len(text):
            parts.append(Mapped(text[done:]))
        return joined(parts)

    def _space(self, white: str, before: Sequence[Mapped]) -> Mapped:
        """White space, with its place where the very same stands behind what was found last."""
        if before and before[-1].runs:
            last = before[-1].runs[-1]
            at = last.source_start + last.length
            if last.start + last.length == len(before[-1].text) and self._source.startswith(white, at):
                return Mapped.verbatim(white, at)
        return Mapped(white)
