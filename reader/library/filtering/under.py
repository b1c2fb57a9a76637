"""What lies under the filter while it is typed: how it can be completed, or what is wrong with it and where. Draws only."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from reader.drawing import Piece, fit, row
from reader.library.filtering.line import Choices, Fault, FilterLine
from reader.palette import Palette
from reader.rows_around import rows_around

_MOST = 8
"""Rows of what it can be completed to."""
_LEAST = 20
"""Cells in which a sentence still can be read."""


class Under(Widget):
    """A small sheet over the first rows of the list, as tall as what it says."""

    DEFAULT_CSS = "Under { layer: sheet; dock: top; display: none; height: 1; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._column = 0
        self._choices: Choices | None = None
        self._fault: Fault | None = None
        self._cells = 0
        self._rows: list[list[Piece]] = []

    def show(self, line: FilterLine | None, column: int = 0, cells: int = 0, width: int = 0) -> None:
        """Show what goes with a line; column: where on the row what it is about begins, in so many cells of a width."""
        choices, fault = (line.choices, line.fault) if line is not None else (None, None)
        if choices is None and fault is None:
            if self.display:
                self.display = False
            return
        self._choices, self._fault, self._column, self._cells = choices, fault, column, cells
        self._rows = self._choose(choices, width) if choices is not None else self._explain(fault, width)
        if self.styles.height is None or self.styles.height.value != len(self._rows):
            self.styles.height = len(self._rows)
        self.display = True
        self.refresh()

    def _choose(self, choices: Choices, width: int) -> list[list[Piece]]:
        shown = rows_around(choices.at or 0, len(choices.words), _MOST)
        longest = min(max(cell_len(choices.words[each]) for each in shown) + 2, width)
        told = max(cell_len(choices.helps[each]) for each in shown)
        column = max(0, min(self._column - 1, width - longest - (told + 2 if told else 0)))
        rows: list[list[Piece]] = []
        for index in shown:
            look = self.palette.field if index == choices.at else self.palette.sheet
            rows.append([(" " * column, self.palette.sheet), (fit(f" {choices.words[index]}", longest), look)])
            if choices.helps[index]:
                rows[-1].append((f"  {choices.helps[index]}", self.palette.sheet_quiet))
        unseen = len(choices.words) - len(rows)
        if unseen:
            rows.append([(" " * column, self.palette.sheet), (f" … {unseen:,} more", self.palette.sheet_quiet)])
        return rows

    def _explain(self, fault: Fault | None, width: int) -> list[list[Piece]]:
        """The place, and the sentence under it, begun further left where it would not end on the screen."""
        sentence = wrapped(fault.why if fault is not None else "", max(_LEAST, width - 2))
        longest = max(map(cell_len, sentence))
        column = max(1, min(self._column, width - longest - 1))
        marks = "^" * max(1, min(self._cells, width - self._column))
        bad = self.palette.sheet_accent
        rows: list[list[Piece]] = [[(" " * self._column, self.palette.sheet), (marks, bad)]]
        return rows + [[(" " * column, self.palette.sheet), (each, self.palette.sheet_strong)] for each in sentence]

    def render_line(self, y: int) -> Strip:
        """One of its rows."""
        pieces = self._rows[y] if y < len(self._rows) else []
        return row(pieces, self.size.width, self.palette.sheet)

    @property
    def words(self) -> str:
        """What it says; nothing while it is hidden."""
        rows = ("".join(text for text, _ in pieces).strip() for pieces in self._rows)
        return "\n".join(rows) if self.display else ""


def wrapped(sentence: str, room: int) -> list[str]:
    """A sentence in rows of so many cells."""
    rows = [""]
    for word in sentence.split():
        if rows[-1] and cell_len(rows[-1]) + 1 + cell_len(word) > room:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return rows
