"""A sheet that lies over half of the page while something is asked: a list to choose from, a picker, a form.

What it asks is a frozen value that takes characters and commands and gives its next state; the widget only draws it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol, Self

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from reader.commands import Place
from reader.drawing import Piece, cut, fit, row
from reader.palette import Palette


class Asked(Protocol):
    """What a sheet asks."""

    @property
    def place(self) -> Place:
        """Which keys mean something while it is asked."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def hint(self) -> str:
        """What to do on the field in hand, for the foot."""

    def typed(self, character: str) -> Self | None:
        """The state after a character; None where characters mean nothing here."""

    def commanded(self, command: str) -> Self | None:
        """The state after a command; None where it means nothing here."""

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """Its rows, at most that many."""


class Sheet(Widget):
    """Draws what is asked, over the lower half of the page, or the upper where the words in question are below."""

    DEFAULT_CSS = """
    Sheet { layer: sheet; dock: bottom; display: none; }
    Sheet.-up { dock: top; }
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self.asked: Asked | None = None

    def ask(self, asked: Asked | None) -> None:
        """Show this, or nothing."""
        self.asked = asked
        self.display = asked is not None
        self.refresh()

    def free_rows(self, height: int) -> range:
        """The rows of a page of that many that the sheet leaves free where it lies."""
        tall = _tall(height)
        return range(tall, height) if self.has_class("-up") else range(height - tall)

    def lie_beside(self, first: int, last: int, height: int, *, anew: bool = True) -> None:
        """Lie over the half of a page of that many rows which hides fewer of the rows from first to last.

        Where it lies already and hides none of them it stays; anew: it lies nowhere yet.
        """
        tall = _tall(height)
        hidden_below, hidden_above = last - (height - tall - 1), tall - first
        hidden_here = hidden_above if self.has_class("-up") else hidden_below
        if anew or hidden_here > 0:
            self.set_class(hidden_below > 0 and hidden_above < hidden_below, "-up")
        self.styles.height = tall

    def render_line(self, y: int) -> Strip:
        """The edge towards the page, or a row of what is asked."""
        palette, width, height = self.palette, self.size.width, self.size.height
        if self.asked is None:
            return row([], width, palette.text)
        up = self.has_class("-up")
        if y == (height - 1 if up else 0):
            title = cut(f" {self.asked.title}", width - 4) + " "
            rest = "─" * (width - 2 - cell_len(title))
            return row([("──", palette.faint), (title, palette.accent), (rest, palette.faint)], width, palette.text)
        rows = self.asked.draw(palette, width, height - 1)
        index = y if up else y - 1
        return row(rows[index] if index < len(rows) else [], width, palette.sheet)


def _tall(height: int) -> int:
    """The rows of a sheet over a page of that many."""
    return min(max(6, height // 2), height)


_TWO_COLUMNS_FROM = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose: the key that takes it, its words, and what is told beside it."""

    value: str
    key: str
    label: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """A list to choose from by key, or with the arrows and enter. taken: the choice whose key was pressed."""

    title: str
    choices: tuple[Choice, ...]
    at: int = 0
    taken: str | None = None

    @property
    def place(self) -> Place:
        """Letters are keys of the choices."""
        return Place.PICKER

    @property
    def hint(self) -> str:
        """How to choose."""
        return "press a key of the list, or ↑ ↓ and enter"

    @property
    def value(self) -> str:
        """What enter would take."""
        return self.taken or self.choices[self.at].value

    def typed(self, character: str) -> Self | None:
        """Take the choice with this key."""
        found = next((each.value for each in self.choices if each.key == character), None)
        return None if found is None else replace(self, taken=found)

    def commanded(self, command: str) -> Self | None:
        """Move the bar."""
        step = {"choice_down": 1, "choice_up": -1, "next_tag": 1}.get(command)
        return None if step is None else replace(self, at=(self.at + step) % len(self.choices))

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The choices one below the other, in two columns where one has no room for all and the width allows."""
        columns = 2 if len(self.choices) > height and width >= _TWO_COLUMNS_FROM else 1
        tall = min(height, -(-len(self.choices) // columns))
        first = 0 if columns == 2 else max(0, min(self.at - tall // 2, len(self.choices) - tall))
        rows: list[list[Piece]] = []
        for index in range(first, first + tall):
            beside = (each for each in range(index, len(self.choices), tall)) if columns == 2 else iter((index,))
            rows.append([piece for each in beside for piece in self._draw(each, palette, width // columns)])
        return rows

    def _draw(self, index: int, palette: Palette, cells: int) -> list[Piece]:
        each = self.choices[index]
        told = f"  {each.beside}" if each.beside else ""
        # What can be chosen is shown whole; what is told beside it is the same in many rows, and gives way.
        longest = max(cell_len(choice.label) for choice in self.choices) + 2
        room = max(4, min(max(longest, 20), cells - 7))
        look = palette.field if index == self.at else palette.sheet
        label = (fit(f" {each.label}", room), look)
        key = (f"  {each.key:>2} ", palette.sheet_accent)
        return [key, label, (fit(told, max(0, cells - 5 - room)), palette.sheet_quiet)]
