"""A single line of text being typed, with a caret. Pure; whole grapheme clusters are moved over and erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reader.terminal.depth import shown_line
from store.text import is_boundary, next_grapheme, normal_form, previous_grapheme, snap

if TYPE_CHECKING:
    from reader.drawing import Piece
    from reader.palette import Palette

CARET = "▏"
"""The sign of the caret, one cell."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Text and caret (a code point). fresh: it was put there by a guess, and the first character typed replaces it.

    Behind what was typed the caret may stand inside a cluster, for the next character may be one more of it.
    """

    text: str = ""
    caret: int = 0
    fresh: bool = False

    @classmethod
    def of(cls, text: str, *, fresh: bool = False) -> Typing:
        """Text with the caret behind it."""
        return cls(text, len(text), fresh)

    def seen(self, cells: int) -> tuple[str, str]:
        """What stands before and behind the caret, in at most that many cells before it, so that it stays in sight."""
        first, at, used = self.caret, self.caret, cell_len(CARET)
        while at > 0:
            at = previous_grapheme(self.text, at)
            used += cell_len(shown_line(self.text[at:first]))
            if used > cells:
                break
            first = at
        return self.text[first : self.caret], self.text[self.caret :]

    def typed(self, characters: str) -> Typing:
        """With characters at the caret."""
        characters = normal_form(characters).replace("\n", " ")
        if self.fresh:
            return Typing(characters, len(characters))
        text = self.text[: self.caret] + characters + self.text[self.caret :]
        return Typing(text, self.caret + len(characters))

    def commanded(self, command: str) -> Typing | None:
        """After an editing command; None where it is none."""
        match command:
            case "erase":
                at = previous_grapheme(self.text, self.caret)
                return _outside_clusters(self.text[:at] + self.text[self.caret :], at)
            case "erase_all":
                return Typing()
            case "erase_word":
                at = _word_before(self.text, self.caret)
                return _outside_clusters(self.text[:at] + self.text[self.caret :], at)
            case "line_start" | "line_end":
                return replace(self, caret=0 if command == "line_start" else len(self.text), fresh=False)
            case "value_next":
                return replace(self, caret=next_grapheme(self.text, snap(self.text, self.caret)), fresh=False)
            case "value_back":
                return replace(self, caret=previous_grapheme(self.text, self.caret), fresh=False)
            case _:
                return None


def in_common(texts: Sequence[str]) -> str:
    """With what all of some texts begin; whole grapheme clusters. Raises ValueError where there are none."""
    first, last = min(texts), max(texts)
    at = next((n for n, each in enumerate(first) if not last.startswith(each, n)), len(first))
    return first[: at if all(is_boundary(each, at) for each in (first, last)) else previous_grapheme(first, at)]


def _word_before(text: str, caret: int) -> int:
    """Where the word before the caret begins, which white space may stand behind."""
    at = len(text[:caret].rstrip())
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _outside_clusters(text: str, caret: int) -> Typing:
    """A caret that what joined around it would hold is brought behind the cluster."""
    return Typing(text, caret if is_boundary(text, caret) else next_grapheme(text, snap(text, caret)))


def row_to_find_by(typing: Typing, palette: Palette, width: int) -> list[Piece]:
    """The first row of a list that is found in by typing, so many cells wide."""
    before, behind = typing.seen(width - 9)
    return [
        ("  find  ", palette.sheet_quiet),
        (before, palette.sheet_strong),
        (CARET, palette.sheet_accent),
        (behind, palette.sheet_strong),
    ]
