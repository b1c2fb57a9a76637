"""What the chosen article begins with, or where the words of the filter stand in it: beside the list, or in rows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.dates import day
from reader.drawing import Piece, cut, row
from reader.library.folding import Row
from reader.library.rows import NO_TITLE, same_story
from reader.palette import Palette

if TYPE_CHECKING:
    from store.text import Span

MOST = 20_000
"""Code points of a text in which words are looked for, while the bar rests."""
_FOLLOWING = 2
"""Articles of the same story that are named."""


class Shown(NamedTuple):
    """An article, and the stretch of its text that is shown; where the words of the filter stand in this and in the title.

    beginning: how the text begins, where that stretch is another.
    """

    row: Row
    words: str
    lit: tuple[Span, ...] = ()
    in_title: tuple[Span, ...] = ()
    beginning: str = ""


class Preview(Widget):
    """A few words of the chosen article."""

    DEFAULT_CSS = "Preview { display: none; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.shown: Shown | None = None
        self.is_beside = False
        self._room_taken = 0, 0
        self._rows: list[list[Piece]] = []
        self._laid_for: tuple[Shown | None, int, int, str] = (None, 0, 0, "")

    def stand(self, *, beside: int, below: int) -> None:
        """Take so many columns at the right, or so many rows below; neither: be hidden."""
        if self._room_taken == (beside, below):
            return  # asked at each letter of a filter, and the whole screen is laid out anew for it
        self._room_taken = beside, below
        self.is_beside = bool(beside)
        self.display = bool(beside or below)
        if beside:
            self.styles.dock, self.styles.width, self.styles.height = "right", beside, "100%"
        elif below:
            self.styles.dock, self.styles.width, self.styles.height = "bottom", "100%", below

    @property
    def room(self) -> int:
        """About how many code points there is room for."""
        width, height = self.size
        return max(0, (width - 4) * (max(2, height - 8) if self.is_beside else height - 1))

    def show(self, shown: Shown | None) -> None:
        """Show this; None: nothing is chosen."""
        if shown != self.shown:
            self.shown = shown
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row of it."""
        palette, (width, height) = self.palette, self.size
        edge: list[Piece] = [("│ ", palette.faint)] if self.is_beside else [("   ", palette.text)]
        if self._laid_for != (self.shown, width, height, palette.theme):
            self._laid_for = (self.shown, width, height, palette.theme)
            laid = self._beside if self.is_beside else self._below
            self._rows = [] if self.shown is None else laid(self.shown)
        return row([*edge, *(self._rows[y] if y < len(self._rows) else [])], width, palette.text)

    def _below(self, shown: Shown) -> list[list[Piece]]:
        words = shown.words.replace("\n", " ")
        return [[], *self._words(words, shown.lit, self.size.width - 6, self.size.height - 1)]

    def _beside(self, shown: Shown) -> list[list[Piece]]:
        palette, summary = self.palette, shown.row.summary
        room, height = self.size.width - 4, self.size.height
        title = summary.title or NO_TITLE
        about = " · ".join(filter(None, (summary.outlet, day(summary.published), summary.byline, summary.language)))
        rows: list[list[Piece]] = [[], *self._words(title, shown.in_title, room, 3, palette.strong)]
        rows.append([(cut(about, room), palette.quiet)])
        if summary.labels:
            rows.append([(cut(" ".join(summary.labels), room), palette.accent)])
        others = self._others(shown.row, room)
        left = height - len(rows) - (len(others) + 1 if others else 0)
        words = self._words(shown.words, shown.lit, room, left - 1, apart=True)
        left -= len(words) + 2
        beginning = shown.beginning
        below = self._words(beginning, (), room, left - 1, palette.quiet, apart=True) if beginning else []
        for part in (words, below, others):
            rows += [[], *part] if part else []
        return rows

    def _others(self, told: Row, room: int) -> list[list[Piece]]:
        if not told.others:
            return []
        named = [
            f"{each.outlet or 'no outlet'} · {day(each.published, short=True)}" for each in told.others[:_FOLLOWING]
        ]
        rows: list[list[Piece]] = [[(same_story(len(told.others)), self.palette.quiet)]]
        return rows + [[(cut(f"  {each}", room), self.palette.quiet)] for each in named]

    def _words(
        self, words: str, lit: Sequence[Span], room: int, most: int, look: Style | None = None, *, apart: bool = False
    ) -> list[list[Piece]]:
        if most <= 0:
            return []
        if not words:
            return [[("no text here", self.palette.quiet)]]
        lines = lit_lines(words, lit, room, apart=apart)
        if len(lines) > most:
            lines = lines[:most]
            if _cells(lines[-1]) + 2 > room:
                last, is_lit = lines[-1].pop()
                lines[-1].append((last.rpartition(" ")[0], is_lit))
            lines[-1].append((" …", False))
        looks: dict[bool, Style] = {False: look or self.palette.text, True: self.palette.hit}
        return [[(part, looks[is_lit]) for part, is_lit in line] for line in lines]


def _cells(line: Sequence[tuple[str, bool]]) -> int:
    return sum(cell_len(words) for words, _ in line)


def lit_lines(words: str, lit: Sequence[Span], room: int, *, apart: bool = False) -> list[list[tuple[str, bool]]]:
    """Words in lines of so many cells at most; each is stretches of them, and whether they are lit.

    apart: an empty line stands between paragraphs.
    """
    lines: list[list[tuple[str, bool]]] = []
    behind = 0
    for start, end in lines_of(words, max(1, room)):
        if apart and lines and "\n" in words[behind:start]:
            lines.append([])
        at, behind, line = start, end, list[tuple[str, bool]]()
        for span in lit:
            first, last = max(start, span.start), min(end, span.end)
            if first < last:
                line += [(words[at:first], False), (words[first:last], True)]
                at = last
        line.append((words[at:end], False))
        lines.append([(part, is_lit) for part, is_lit in line if part])
    return lines


def lines_of(words: str, room: int) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end; a word that is longer than a line is divided."""
    lines: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]*\S[^\n]*", words):
        start = end = -1
        taken = 0
        for word in re.finditer(r"\S+", paragraph.group()):
            first, last = (paragraph.start() + at for at in word.span())
            cells, gap = cell_len(word.group()), first - end
            if start >= 0 and taken + gap + cells > room:
                lines.append((start, end))
                start = -1
            if start < 0:
                start, taken, gap = first, 0, 0
            while cells > room:
                start, behind = _fitting(words, first, last, room), start
                lines.append((behind, start))
                first, cells = start, cell_len(words[start:last])
            taken += gap + cells
            end = last
        lines.append((start, end))
    return lines


def _fitting(words: str, start: int, end: int, room: int) -> int:
    """The end of as much of a long word as has room: one character at least."""
    taken = 0
    for at in range(start, end):
        taken += cell_len(words[at])
        if taken > room:
            return max(start + 1, at)
    return end
