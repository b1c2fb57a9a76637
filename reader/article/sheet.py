"""A sheet that lies over half of the page while something is asked: a list to choose from, a picker, a form.

What it asks is a frozen value that takes characters and commands and gives its next state; the widget only draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece, cut, fit, row
from reader.palette import Palette
from reader.rows_around import rows_around, unseen


class Asked(Protocol):
    """What a sheet asks."""

    @property
    def place(self) -> Place:
        """Which keys mean something while it is asked."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def hint(self) -> Words:
        """What to do on the field in hand, for the foot."""

    @property
    def does(self) -> str:
        """What taking it does, for the foot: "choose"."""

    def typed(self, character: str) -> Self | None:
        """The state after a character; None where characters mean nothing here."""

    def commanded(self, command: str) -> Self | None:
        """The state after a command; None where it means nothing here."""

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """Its rows, at most that many."""

    def unseen(self, width: int, height: int) -> tuple[int, int]:
        """How many rows are out of sight above and below those that are drawn in so many cells and rows."""


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
        """The title, a row of what is asked, or the edge towards a page that is below."""
        palette, width, height = self.palette, self.size.width, self.size.height
        if self.asked is None:
            return row([], width, palette.text)
        up = self.has_class("-up")
        if y == 0:
            return self._title(self.asked, "  " if up else "──", height - (2 if up else 1))
        if up and y == height - 1:
            return row([("─" * width, palette.faint)], width, palette.text)
        rows = self.asked.draw(palette, width, height - (2 if up else 1))
        return row(rows[y - 1] if y <= len(rows) else [], width, palette.sheet)

    def _title(self, asked: Asked, rule: str, height: int) -> Strip:
        """What is asked, and at the right how many of its rows are out of sight; where the page is above, on a rule."""
        palette, width = self.palette, self.size.width
        counts = zip("▴▾", asked.unseen(width, height), strict=True)
        more = "".join(f" {sign} {count:,}" for sign, count in counts if count)
        title = cut(f" {asked.title}", width - 4 - cell_len(more)) + " "
        rest = rule[0] * (width - 3 - cell_len(title) - cell_len(more))
        pieces = [(rule, palette.faint), (title, palette.accent), (rest, palette.faint), (more + " ", palette.quiet)]
        return row(pieces, width, palette.text)


def _tall(height: int) -> int:
    """The rows of a sheet over a page of that many."""
    return min(max(6, height // 2), height)


_TWO_COLUMNS_FROM = 60
_AROUND = 9
"""Cells of a choice for its key, and for the space around its label and what is told beside it."""
_LEAST_BESIDE = 16
"""Cells in which the beginning of what is told beside a choice still says something."""


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
    def hint(self) -> Words:
        """How to choose."""
        return Hint.of("press a key of the list", (Key("choice_up"), " ", Key("choice_down"), " go to one"))

    @property
    def does(self) -> str:
        """It chooses."""
        return "choose"

    @property
    def value(self) -> str:
        """What enter would take."""
        return self.taken or self.choices[self.at].value

    def typed(self, character: str) -> Self | None:
        """Take the choice with this key."""
        found = next((n for n, each in enumerate(self.choices) if each.key == character), None)
        return None if found is None else replace(self, at=found, taken=self.choices[found].value)

    def commanded(self, command: str) -> Self | None:
        """Move the bar."""
        step = {"choice_down": 1, "choice_up": -1, "next_tag": 1}.get(command)
        return None if step is None else replace(self, at=(self.at + step) % len(self.choices), taken=None)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The choices one below the other, in two columns where one has no room for all and the width allows."""
        columns, tall, seen = self._seen(width, height)
        rows: list[list[Piece]] = [[] for _ in seen]
        shown = [range(seen.start + n * tall, min(seen.stop + n * tall, len(self.choices))) for n in range(columns)]
        labels = [max((cell_len(self.choices[each].label) for each in column), default=0) for column in shown]
        beside = [max((cell_len(self.choices[each].beside) for each in column), default=0) for column in shown]
        cells = _shared(width, [_AROUND + sum(each) for each in zip(labels, beside, strict=True)])
        cells = cells or _shared(width, [_AROUND + label for label in labels]) or [width // columns] * columns
        for column, label, room in zip(shown, labels, cells, strict=True):
            for at, index in enumerate(column):
                rows[at] += self._draw(index, palette, room, label)
        return rows

    def unseen(self, width: int, height: int) -> tuple[int, int]:
        """The choices out of sight above and below."""
        _, tall, seen = self._seen(width, height)
        return unseen(seen, tall)

    def _seen(self, width: int, height: int) -> tuple[int, int, range]:
        """In how many columns the choices stand, how many rows these have, and which of them are seen."""
        columns = 2 if len(self.choices) > height and width >= _TWO_COLUMNS_FROM else 1
        tall = -(-len(self.choices) // columns)
        return columns, tall, rows_around(self.at % tall, tall, height)

    def _draw(self, index: int, palette: Palette, cells: int, longest: int) -> list[Piece]:
        """A choice in its column, whose longest label has so many cells."""
        each = self.choices[index]
        # What can be chosen is shown whole; what is told beside it is the same in many rows, and gives way to it whole.
        label = max(4, min(longest + 2, cells - 7))
        beside, room = f"  {each.beside}" if each.beside else "", max(0, cells - 5 - label)
        told = beside if cell_len(beside) <= room or room >= _LEAST_BESIDE else ""
        look = palette.field if index == self.at else palette.sheet
        key = (f"  {each.key:>2} ", palette.sheet_accent)
        return [key, (fit(f" {each.label}", label), look), (fit(told, room), palette.sheet_quiet)]


def _shared(cells: int, needed: Sequence[int]) -> list[int]:
    """So many cells for some columns, each with as much more than it needs; none where there are not enough."""
    spare = (cells - sum(needed)) // len(needed)
    return [each + spare for each in needed] if spare >= 0 else []
