"""The blocks of a document back to the HTML they came from: each is looked for, in order, in what the page shows. Pure.

White space is ignored in the search. What is not found stays without a place; it is never put at a likely one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from store.cleaning.html.visible import shown_pieces
from store.cleaning.mapping import Mapped, joined
from store.cleaning.repair import repaired
from store.document import Blocks, Run

_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"\S+(?:\s+\S+){0,7}")
# Beyond white space, what does not come through a repair as it is.
_STRANGE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u180e\u200b\u2060\ufeff\ud800-\udfff]|[ÂÃâÅÄÐÑðÎÏ][\x80-\uffff]"
)
_AHEAD = 20_000  # letters beyond the last find in which the next block is looked for first
_EFFORT = 30  # the whole page may be searched this many times over


class Projection:
    """What a page shows, without white space, as something to find blocks in one after the other."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts: list[int] = []  # where each piece begins among the letters
        self._pieces: list[
            tuple[str, int] | Mapped
        ] = []  # with its white space; its place alone, where it came as it is
        letters: list[str] = []
        at = 0
        for text, place in shown_pieces(source):
            piece: tuple[str, int] | Mapped = (text, place)
            dense = "".join(text.split())
            if place < 0 or _STRANGE.search(dense):
                piece = Mapped(repaired(text, 0).text) if place < 0 else repaired(text, place)
                dense = "".join(piece.text.split())
            if dense:
                self._starts.append(at)
                self._pieces.append(piece)
                letters.append(dense)
                at += len(dense)
        self._shown = "".join(letters)
        self._at = 0
        self._effort = _EFFORT * at + 1_000_000

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
        shown = self._shown
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
        return self._spaced(text, start, self._at)

    def _spaced(self, text: str, start: int, end: int) -> Mapped:
        """The letters found in [start, end), with the text's own white space between its words again."""
        runs: list[Run] = []
        index = bisect_right(self._starts, start) - 1
        at = 0  # in the text
        while index < len(self._starts) and self._starts[index] < end:
            piece, skip = self._pieces[index], max(0, start - self._starts[index])
            stop = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._shown)
            at = self._take(text, at, piece, skip, min(end, stop) - self._starts[index] - skip, runs)
            index += 1
        return Mapped(text, tuple(runs))

    def _take(self, text: str, at: int, given: tuple[str, int] | Mapped, skip: int, count: int, runs: list[Run]) -> int:
        """Take so many letters of a piece, behind some that are skipped, as the next ones of the text; where it is now."""
        piece = given if isinstance(given, Mapped) else Mapped.verbatim(*given)
        words = piece.text.strip()
        begin = at + 1 if at < len(text) and text[at] == " " else at
        if not skip and len(words) - words.count(" ") == count and text.startswith(words, begin):
            low = piece.text.index(words)
            self._run(text, begin, piece.cut(low, low + len(words)).runs, runs)
            return begin + len(words)
        for word in _WORD.finditer(piece.text):
            if skip >= len(word.group()):
                skip -= len(word.group())
                continue
            start, skip = word.start() + skip, 0
            while start < word.end() and count > 0:
                while text[at].isspace():
                    at += 1
                # A word of the page may be two in the text, where a line or a cell ended inside it.
                space = next((i for i in range(at, len(text)) if text[i].isspace()), len(text))
                size = min(word.end() - start, count, space - at)
                self._run(text, at, piece.cut(start, start + size).runs, runs)
                at, start, count = at + size, start + size, count - size
            if count <= 0:
                break
        return at

    def _run(self, text: str, at: int, more: Sequence[Run], runs: list[Run]) -> None:
        """Append the runs of a word; one that goes on where the last ends, be it behind the same space, makes it longer."""
        for run in more:
            start = at + run.start
            if runs:
                last = runs[-1]
                end, source_end = last.start + last.length, last.source_start + last.length
                if run.source_start - source_end == start - end and self._source.startswith(
                    text[end:start], source_end
                ):
                    runs[-1] = Run(last.start, last.source_start, start + run.length - last.start)
                    continue
            runs.append(Run(start, run.source_start, run.length))


def runs_of(text: str, blocks: Blocks, source: str) -> list[Run]:
    """The runs of a document's blocks into the page that it came from."""
    projection = Projection(source)
    runs: list[Run] = []
    for block in blocks:
        placed = projection.place(block.span.of(text))
        runs.extend(Run(block.span.start + run.start, run.source_start, run.length) for run in placed.runs)
    return runs
