"""The second row of the list's head: a rule, the filter in force, or the one being typed. Draws; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import Piece, cut, row, seen
from reader.palette import Palette

if TYPE_CHECKING:
    from reader.library.filtering.line import FilterLine

LABEL = " filter  "
_WRONG = Style(underline=True)
_LEAST_WORDS = 24
"""Cells that the filter has, whatever is told beside it."""


class FilterRow(Widget):
    """One row: the rule below the head, on which the filter stands where there is one."""

    DEFAULT_CSS = "FilterRow { height: 1; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.line: FilterLine | None = None
        self._words = ""
        self._name = ""
        self._told: tuple[tuple[str, str], ...] = ()
        self._caret_at = 0

    def show_line(self, line: FilterLine | None) -> None:
        """Show what is being typed; None: nothing is."""
        self.line = line
        self.refresh()

    def show_filter(self, words: str, name: str = "") -> None:
        """Show the filter in force, and under which name it is kept."""
        if (words, name) != (self._words, self._name):
            self._words, self._name = words, name
            self.refresh()

    def tell(self, told: Sequence[tuple[str, str]]) -> None:
        """Tell beside it how many there are, or how many are done: words, and the names of their looks."""
        if tuple(told) != self._told:
            self._told = tuple(told)
            self.refresh()

    @property
    def told(self) -> str:
        """What is told beside the filter."""
        return "".join(text for text, _ in self._told)

    def column_of(self, offset: int) -> int:
        """The column of a code point of what is being typed, as it was drawn last; the edge where it is out of sight."""
        if self.line is None:
            return len(LABEL)
        before, behind = self._seen(self.line)
        first = self.line.typing.caret - len(before)
        within = before + behind
        stretch = within[: max(0, min(offset - first, len(within)))]
        caret = 1 if offset > self.line.typing.caret else 0
        return min(len(LABEL) + cell_len(seen(stretch, self.size.width)) + caret, max(0, self.size.width - 1))

    def render_line(self, _y: int) -> Strip:
        """The rule, and what stands on it."""
        palette, width = self.palette, self.size.width
        if self.line is None and not self._words:
            return row([("─" * width, palette.faint)], width, palette.text)
        told: list[Piece] = [(words, palette.look(name)) for words, name in self._told]
        told = [(" ", palette.text), *told, (" ", palette.text)] if told else []
        taken = sum(cell_len(seen(text, width)) for text, _ in told)
        if width - taken < _LEAST_WORDS + len(LABEL):
            told, taken = [], 0
        words = self._typed(self.line) if self.line is not None else self._in_force(width - taken)
        used = sum(cell_len(seen(text, width)) for text, _ in words)
        rule: Piece = ("─" * max(0, width - taken - used), palette.faint)
        return row([*words, rule, *told], width, palette.text)

    def _in_force(self, room: int) -> list[Piece]:
        palette = self.palette
        name: list[Piece] = [(f" {cut(self._name, room // 2)}  ", palette.accent)] if self._name else []
        start = name or [(LABEL, palette.accent)]
        left = max(0, room - cell_len(start[0][0]) - 2)
        return [*start, (cut(self._words, left) + " ", palette.quiet if self._name else palette.text)]

    def _seen(self, line: FilterLine) -> tuple[str, str]:
        taken = sum(cell_len(text) for text, _ in self._told) + len(LABEL) + 4
        return line.typing.seen(max(_LEAST_WORDS, self.size.width - taken))

    def _typed(self, line: FilterLine) -> list[Piece]:
        """The words with the caret among them; those that are wrong stand out."""
        from reader.line_editing import CARET  # not needed for the first paint of the list

        palette = self.palette
        before, behind = self._seen(line)
        first = line.typing.caret - len(before)
        pieces: list[Piece] = [(LABEL, palette.accent)]
        pieces += self._parts(before, first, line)
        pieces.append((CARET, palette.accent))
        pieces += self._parts(behind, line.typing.caret, line)
        return [*pieces, (" ", palette.text)]

    def _parts(self, text: str, first: int, line: FilterLine) -> list[Piece]:
        """A stretch of the words that begins at an offset, parted where what is wrong begins and ends."""
        palette, fault = self.palette, line.fault
        if fault is None:
            return [(text, palette.text)]
        start, end = (max(0, min(at - first, len(text))) for at in (fault.start, fault.end))
        return [(text[:start], palette.text), (text[start:end], palette.bad + _WRONG), (text[end:], palette.text)]
