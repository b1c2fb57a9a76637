"""A form of typed fields, choices and words picked in the text, filled with keys alone. Pure; knows nothing of claims."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from rich.cells import cell_len

from reader.drawing import Piece, cut, fit
from reader.line_editing import CARET, Typing
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from store.text import Span

_LABELS = 12
"""The cells of the column of labels."""
_NARROW, _WIDE = 67, 84
"""The cells beside the labels for which fields are measured, and with which they grow no more."""


class Kind(Enum):
    """How a field is filled."""

    TYPED = "typed"
    CHOICE = "choice"
    WORDS = "words"


_NOTHING = Typing()


@dataclass(frozen=True, slots=True)
class Field:
    """A field. row groups fields that stand beside one another; link numbers those of a chain's link, from 0.

    detail: shown only while another field of the same link is in hand. cells: how wide it is drawn (0: to the edge).
    in_full: the label where the row has room for a longer one. blank: while it is empty nothing stands there, no dash.
    Choices are pairs of value and the words shown for it. words are what the spans cover; alias is shown in their place
    while the field is not in hand.
    """

    name: str
    row: str
    kind: Kind
    label: str = ""
    in_full: str = ""
    blank: bool = False
    link: int | None = None
    detail: bool = False
    cells: int = 0
    typing: Typing = _NOTHING
    choices: tuple[tuple[str, str], ...] = ()
    chosen: int = 0
    spans: tuple[Span, ...] = ()
    words: str = ""
    alias: str = ""

    @property
    def value(self) -> str:
        """What was typed or chosen."""
        return self.choices[self.chosen][0] if self.kind is Kind.CHOICE else self.typing.text.strip()

    @property
    def shown(self) -> str:
        """The value in the words that the form shows."""
        if self.kind is Kind.CHOICE:
            return self.choices[self.chosen][1]
        if self.kind is Kind.WORDS:
            return (f"{len(self.spans)} pieces · " if len(self.spans) > 1 else "") + self.words
        return self.typing.text


@dataclass(frozen=True, slots=True)
class Form:
    """Fields in the order of tab, and which of them is in hand."""

    fields: tuple[Field, ...]
    at: int = 0

    @property
    def field(self) -> Field:
        """The field in hand."""
        return self.fields[self.at]

    def named(self, name: str, link: int | None = None) -> Field:
        """The field of this name. Raises KeyError."""
        for each in self.fields:
            if each.name == name and each.link == link:
                return each
        raise KeyError(name)

    def with_field(self, new: Field) -> Form:
        """With a field in place of the one of its name."""
        same = (new.name, new.link)
        return replace(self, fields=tuple(new if (each.name, each.link) == same else each for each in self.fields))

    def typed(self, character: str) -> Form | None:
        """A character typed into the field in hand; on a choice it goes to the next value that begins with it."""
        field = self.field
        if field.kind is Kind.TYPED:
            return self.with_field(replace(field, typing=field.typing.typed(character)))
        if field.kind is Kind.WORDS:
            return None
        if character == " ":
            return self._turn(1)
        count = len(field.choices)
        for step in range(1, count + 1):
            index = (field.chosen + step) % count
            if field.choices[index][1].removeprefix("new ").casefold().startswith(character.casefold()):
                return self.with_field(replace(field, chosen=index))
        return self

    def commanded(self, command: str) -> Form | None:
        """Go to another field, turn a choice, or edit what is typed."""
        match command:
            case "field_next" | "field_back":
                step = 1 if command == "field_next" else -1
                return replace(self, at=(self.at + step) % len(self.fields))
            case "choice_down" | "choice_up":
                return self._to_row(1 if command == "choice_down" else -1)
            case "value_next" | "value_back" if self.field.kind is Kind.CHOICE:
                return self._turn(1 if command == "value_next" else -1)
        if self.field.kind is not Kind.TYPED:
            return None
        typing = self.field.typing.commanded(command)
        return None if typing is None else self.with_field(replace(self.field, typing=typing))

    def _turn(self, step: int) -> Form:
        field = self.field
        return self.with_field(replace(field, chosen=(field.chosen + step) % len(field.choices)))

    def _to_row(self, step: int) -> Form:
        rows = self.rows
        index = next(n for n, row in enumerate(rows) if self.field.row == row[0].row)
        target = rows[(index + step) % len(rows)][0]
        return replace(self, at=self.fields.index(target))

    @property
    def rows(self) -> list[list[Field]]:
        """The rows that are shown: details only for the link in hand."""
        rows: list[list[Field]] = []
        for each in self.fields:
            if each.detail and each.link != self.field.link:
                continue
            if rows and rows[-1][0].row == each.row:
                rows[-1].append(each)
            else:
                rows.append([each])
        return rows

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The rows around the field in hand, at most height of them."""
        rows, seen = self.rows, self._seen(height)
        return [self._draw_row(row, palette, width) for row in rows[seen.start : seen.stop]]

    def unseen(self, height: int) -> tuple[int, int]:
        """How many rows are out of sight above and below the height rows that are drawn."""
        return unseen(self._seen(height), len(self.rows))

    def _seen(self, height: int) -> range:
        rows = self.rows
        at = next(n for n, row in enumerate(rows) if self.field.row == row[0].row)
        return rows_around(at, len(rows), height)

    def _draw_row(self, row: list[Field], palette: Palette, width: int) -> list[Piece]:
        in_row = self.field in row
        mark = "▸ " if in_row else "  "
        title = row[0].row.partition("/")[0] if not row[0].detail else ""
        pieces: list[Piece] = [(mark, palette.sheet_accent), (fit(title, _LABELS - 2), palette.sheet_quiet)]
        room = width - _LABELS - 1
        grown = min(max(room, _NARROW), _WIDE)
        fields = [each.cells * grown // _NARROW for each in row]
        spare = room - sum(fields) - sum(cell_len(each.label) + 3 for each in row if each.label)
        for position, field in enumerate(row):
            if field.label:
                longer = cell_len(field.in_full) - cell_len(field.label)
                name = field.in_full if 0 < longer <= spare else field.label
                label = f"{'  ' if position else ''}{name} "
                pieces.append((label, palette.sheet_quiet))
                room -= cell_len(label)
            cells = min(field.cells * grown // _NARROW or room, room)
            pieces += self._draw_field(field, palette, cells)
            room -= cells
        return pieces

    def _draw_field(self, field: Field, palette: Palette, cells: int) -> list[Piece]:
        in_hand = field is self.field
        if field.kind is Kind.TYPED and in_hand:
            before, behind = field.typing.seen(cells - 1)
            return [(fit(before + CARET + behind, cells), palette.field)]
        told = field.shown if in_hand else field.alias or field.shown
        if field.blank and not field.value and not in_hand:
            return [(" " * cells, palette.sheet)]
        shown = f"‹{told}›" if field.kind is Kind.CHOICE and in_hand else told or "–"
        look = palette.field if in_hand else palette.sheet if told else palette.sheet_quiet
        return [(fit(cut(shown, cells - 1), cells), look)]  # a blank before what stands beside it
