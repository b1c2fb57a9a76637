"""A note on a mark, written in place: wrapped over the rows of the sheet, its line ends kept. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Self

from rich.cells import cell_len

from reader.article.setting.wrapping import Wrapper, is_plain
from reader.commands import Place
from reader.drawing import Piece, fit
from reader.line_editing import CARET, Typing
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from reader.terminal.depth import shown_line

_MARGIN = 2
"""The cells before each row: a sign where rows are out of sight above or below."""


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What is written, and the caret in it. The keys of forms edit it; enter saves, so line ends come from an editor."""

    title: str
    typing: Typing

    @classmethod
    def of(cls, title: str, note: str) -> NoteForm:
        """The form with what the note says already, the caret behind it."""
        return cls(title, Typing.of(note))

    @property
    def place(self) -> Place:
        """The keys of forms."""
        return Place.FORM

    @property
    def hint(self) -> str:
        """What to do."""
        return "write a note"

    @property
    def does(self) -> str:
        """It is saved."""
        return "save"

    @property
    def note(self) -> str:
        """What is written, without the white space around it."""
        return self.typing.text.strip()

    def with_text(self, text: str) -> Self:
        """With another text, as an editor has left it."""
        return replace(self, typing=Typing.of(text.strip()))

    def typed(self, character: str) -> Self | None:
        """With a character more."""
        return replace(self, typing=self.typing.typed(character))

    def commanded(self, command: str) -> Self | None:
        """Edited; up and down go to the line before and the next, or to the start and the end of the note."""
        text, caret = self.typing.text, self.typing.caret
        match command:
            case "choice_up" | "field_back":
                caret = max(0, text.rfind("\n", 0, caret))
            case "choice_down" | "field_next":
                following = text.find("\n", caret)
                end = text.find("\n", following + 1) if following >= 0 else -1
                caret = end if end >= 0 else len(text)
            case _:
                typing = self.typing.commanded(command)
                return None if typing is None else replace(self, typing=typing)
        return replace(self, typing=replace(self.typing, caret=caret, fresh=False))

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """The rows around the caret, at most height of them; no letter moves because the caret does."""
        text, caret = self.typing.text, self.typing.caret
        cells = max(1, width - _MARGIN)
        starts, at = self._set(width)
        shown = rows_around(at, len(starts), height)
        drawn: list[list[Piece]] = []
        for index in shown:
            start, end = starts[index], starts[index + 1] if index + 1 < len(starts) else len(text)
            row = text[start:end].rstrip()
            if index == at:
                before = text[start:caret]
                if cell_len(shown_line(before)) >= cells:  # white space hangs over the edge, and the caret with it
                    before = fit(before.rstrip(), cells - 1)
                row = before + CARET + text[caret:end].rstrip()
            more = (index == shown[0] and index > 0) or (index == shown[-1] and index + 1 < len(starts))
            drawn.append([(fit("…" if more else "", _MARGIN), palette.sheet_quiet), (fit(row, cells), palette.field)])
        return drawn

    def unseen(self, width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        starts, at = self._set(width)
        return unseen(rows_around(at, len(starts), height), len(starts))

    def _set(self, width: int) -> tuple[list[int], int]:
        """Where each row begins in so many cells, and which of them has the caret."""
        starts = _rows(self.typing.text, max(1, width - _MARGIN - cell_len(CARET)))
        return starts, bisect_right(starts, self.typing.caret) - 1


def _rows(text: str, cells: int) -> list[int]:
    """Where each row begins; behind a last line end there is one more."""
    wrapper = Wrapper(text, cells)
    starts = wrapper.rows(0, len(text), is_plain(text, 0, len(text)))
    return [*starts, len(text)] if not starts or text.endswith("\n") else starts
