"""Giving a word for something: a label, the name of a filter, a path. Typed, or chosen among words that are known. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from rich.cells import cell_len, chop_cells

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece, cut, fit, seen
from reader.line_editing import CARET, Typing, in_common
from reader.palette import Palette
from reader.rows_around import rows_around, unseen

Known = Sequence[tuple[str, str]]
"""Words that can be chosen, each with what is told beside it."""


def _nothing_known(_typed: str) -> Known:
    return ()


@dataclass(frozen=True, slots=True)
class Naming:
    """A line being typed over a list of known words. at: the one that is chosen, None: what was typed is meant.

    known: the words that go with what was typed; where they come later, known_now is put in their place.
    """

    title: str
    label: str
    does: str
    typing: Typing = field(default_factory=Typing)
    known: Callable[[str], Known] = _nothing_known
    shown: Known = ()
    at: int | None = None

    @classmethod
    def open(
        cls, title: str, label: str, *, does: str, words: str = "", known: Callable[[str], Known] = _nothing_known
    ) -> Naming:
        """Asked for the first time; words: a guess, which the first character typed replaces."""
        return cls(title, label, does, Typing.of(words, fresh=bool(words)), known, known(""))

    @property
    def place(self) -> Place:
        """Letters are typed here."""
        return Place.NAMING

    @property
    def hint(self) -> Words:
        """How to go on."""
        if not self.shown:
            return "type it"
        choosing = (Key("choice_up"), " ", Key("choice_down"), " choose")
        return Hint.of("type it, or choose one", choosing, (Key("complete"), " completes"))

    @property
    def words(self) -> str:
        """What enter takes: the chosen words, else those typed."""
        return self.shown[self.at][0] if self.at is not None else self.typing.text.strip()

    def typed(self, character: str) -> Self | None:
        """More words; what is known goes along."""
        return self._with(self.typing.typed(character))

    def commanded(self, command: str) -> Self | None:
        """Choose, complete or edit."""
        match command:
            case "choice_down" | "choice_up":
                return self._chosen(1 if command == "choice_down" else -1)
            case "complete":
                return self._completed()
        typing = self.typing.commanded(command)
        if typing is None:
            return None
        return replace(self, typing=typing) if typing.text == self.typing.text else self._with(typing)

    def known_now(self, typed: str, known: Known) -> Self:
        """With the words that go with what was typed, unless something else is typed by now."""
        return replace(self, shown=known, at=None) if typed == self.typing.text and known != self.shown else self

    def _with(self, typing: Typing) -> Self:
        return replace(self, typing=typing, shown=self.known(typing.text), at=None)

    def _chosen(self, step: int) -> Self:
        """Another of the known words; before the first stands what was typed."""
        if not self.shown:
            return self
        places = [None, *range(len(self.shown))]
        return replace(self, at=places[(places.index(self.at) + step) % len(places)])

    def _completed(self) -> Self:
        """What all known words that begin so have in common; where that is nothing more, the next one of them."""
        if self.at is not None:
            return self._with(Typing.of(self.shown[self.at][0]))
        text = "" if self.typing.fresh else self.typing.text
        same = [each for each, _ in self.shown if each.startswith(text)]
        common = in_common(same) if same else ""
        return self._with(Typing.of(common)) if len(common) > len(text) else self._chosen(1)

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The line, and the known words around the chosen one."""
        label = f"  {self.label}  "
        before, behind = self.typing.seen(width - len(label) - 3)
        rows: list[list[Piece]] = [
            [
                (label, palette.sheet_quiet),
                (before, palette.sheet_strong),
                (CARET, palette.sheet_accent),
                (behind, palette.sheet_strong),
            ]
        ]
        for index in rows_around(self.at or 0, len(self.shown), height - 1):
            words, beside = self.shown[index]
            look = palette.field if index == self.at else palette.sheet
            room = width - 4 if not beside else max(12, (width - 4) * 2 // 3)
            row = [("  ", palette.sheet), (fit(f" {_end_of(words, room - 1)}", room), look)]
            rows.append([*row, (cut(f"  {beside}", max(0, width - 2 - room)), palette.sheet_quiet)] if beside else row)
        return rows

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """The known words out of sight above and below."""
        return unseen(rows_around(self.at or 0, len(self.shown), height - 1), len(self.shown))


def _end_of(words: str, cells: int) -> str:
    """Words in so many cells; of longer ones the end, which in a path says more than the beginning."""
    words = seen(words, cells)
    if cell_len(words) <= cells:
        return words
    return "…" + chop_cells(words[::-1], cells - 1)[0][::-1]
