"""A list of places in the text, found as you type: headings, marks, links. Pure: draws the rows that are seen, no more."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from rich.style import Style

from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece, cut, fit
from reader.line_editing import Typing, row_to_find_by
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from store.folding import folded
from store.text import Span

_WORDS_ALONE_BELOW = 56
"""Cells of a row that has no room for what is told beside its words."""
_TOLD_ROWS = 3
"""The most rows that are given to what is told of the row in hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: the place it leads to, its words, and what is told beside them.

    told: printable ASCII that is told of it below the list, in full. warned: what must be known before it is taken.
    colour: of its sign, a key of the theme.
    """

    span: Span
    words: str
    beside: str = ""
    sign: str = ""
    colour: str = ""
    indent: int = 0
    told: str = ""
    warned: str = ""


class Entries:
    """The rows of a list, made when they are looked at; make gives those at some indices, in their order.

    words: gives, for every row, the words by which it is found.
    """

    def __init__(
        self, count: int, make: Callable[[Sequence[int]], Sequence[Entry]], words: Callable[[], Sequence[str]]
    ) -> None:
        self._count = count
        self._make = make
        self._words = words
        self._made: dict[int, Entry] = {}
        self._folded: list[str] | None = None

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Entries:
        """Rows that are there already."""

        def make(indices: Sequence[int]) -> list[Entry]:
            return [entries[each] for each in indices]

        return cls(len(entries), make, lambda: [f"{each.words} {each.beside}" for each in entries])

    def __len__(self) -> int:
        return self._count

    def at(self, indices: Sequence[int]) -> list[Entry]:
        """The rows at some indices."""
        if missing := [each for each in indices if each not in self._made]:
            self._made |= zip(missing, self._make(missing), strict=True)
        return [self._made[each] for each in indices]

    def having(self, wanted: str, among: Sequence[int]) -> tuple[int, ...]:
        """Those among some indices in which all of the words typed occur, in any case and with any accents."""
        if self._folded is None:
            self._folded = [folded(each) for each in self._words()]
        found: Sequence[int] = among
        for word in folded(wanted).split():
            found = [each for each in found if word in self._folded[each]]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is typed, the rows that have it, and the bar.

    what: what is listed, in the plural. bar: the row that a person put the bar on last; while that is not among those
    found, the bar is on the next one that is. found: indices of rows, in order. can_delete: what rows stand for can be
    deleted from here.
    """

    what: str
    entries: Entries
    bar: int = 0
    typing: Typing = field(default_factory=Typing)
    found: Sequence[int] = field(default=())
    does: str = "go there"
    can_delete: bool = False

    @classmethod
    def open(
        cls, what: str, entries: Entries, bar: int = 0, *, does: str = "go there", can_delete: bool = False
    ) -> Listing:
        """All rows, the bar on one of them; does: what taking one does."""
        return cls(what, entries, bar, found=range(len(entries)), does=does, can_delete=can_delete)

    @property
    def place(self) -> Place:
        """Letters are typed here."""
        return Place.LISTING

    @property
    def title(self) -> str:
        """What is listed, which of them the bar is on, and of how many."""
        if not self.found:
            return f"{self.what} · none of {len(self.entries):,}"
        of = f" found of {len(self.entries):,}" if self.typing.text.strip() else ""
        return f"{self.what} · {self.at + 1:,} of {len(self.found):,}{of}"

    @property
    def hint(self) -> Words:
        """How to go on; what must be known of the row in hand comes first."""
        entry = self.entry
        if entry is not None and entry.warned:
            return entry.warned
        return Hint.of("type to find", (Key("choice_up"), " ", Key("choice_down"), " choose"))

    @property
    def at(self) -> int:
        """Which of the rows that were found the bar is on."""
        return max(0, min(bisect_left(self.found, self.bar), len(self.found) - 1))

    @property
    def index(self) -> int | None:
        """The index of that row; None where nothing was found."""
        return self.found[self.at] if self.found else None

    @property
    def entry(self) -> Entry | None:
        """That row."""
        return None if self.index is None else self.entries.at([self.index])[0]

    def typed(self, character: str) -> Self | None:
        """Find what is typed; more of it is sought only in what was found."""
        typing = self.typing.typed(character)
        is_longer = typing.text.startswith(self.typing.text)
        return self._with(typing, self.found if is_longer else range(len(self.entries)))

    def commanded(self, command: str) -> Self | None:
        """Move the bar, or the caret."""
        step = {"choice_down": 1, "choice_up": -1}.get(command)
        if step is None:
            typing = self.typing.commanded(command)
            return None if typing is None else self._with(typing, range(len(self.entries)))
        return self.moved(step)

    def moved(self, rows: int) -> Self:
        """With the bar so many rows on, or as far as there are rows."""
        if not self.found:
            return self
        return replace(self, bar=self.found[max(0, min(self.at + rows, len(self.found) - 1))])

    def _with(self, typing: Typing, among: Sequence[int]) -> Self:
        if typing.text == self.typing.text:
            return replace(self, typing=typing)
        found = self.entries.having(typing.text, among) if typing.text.strip() else range(len(self.entries))
        return replace(self, typing=typing, found=found)

    # --- drawing ------------------------------------------------------------------------------------------------------

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """What is typed, the rows around the bar, and what is told of the row in hand."""
        rows = [row_to_find_by(self.typing, palette, width)]
        told = self._told(palette, width, height - 3)
        shown = rows_around(self.at, len(self.found), height - 1 - len(told))
        seen = self.found[shown.start : shown.stop]
        for index, entry in zip(seen, self.entries.at(seen), strict=True):
            rows.append(self._draw(entry, palette, width, chosen=index == self.index))
        if not self.found:
            rows.append([(f"  no {self.what} with these words", palette.sheet_quiet)])
        rows += [[] for _ in range(height - len(rows) - len(told))]
        return (rows + told)[:height]

    def unseen(self, width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        room = height - 1 - self._told_rows(width, height - 3)
        return unseen(rows_around(self.at, len(self.found), room), len(self.found))

    def _draw(self, entry: Entry, palette: Palette, width: int, *, chosen: bool) -> list[Piece]:
        sign = palette.sign(entry.colour) if entry.colour and not chosen else palette.sheet_accent
        pieces: list[Piece] = [("  ", palette.sheet)]
        if entry.sign:
            ground = Style(bgcolor=palette.sheet.bgcolor)
            pieces.append((fit(entry.sign, 2), sign + ground))
        room = width - 2 - (2 if entry.sign else 0)
        look = palette.field if chosen else palette.sheet
        words = " " + "  " * entry.indent + entry.words
        if not entry.beside or room < _WORDS_ALONE_BELOW:
            return [*pieces, (fit(words, room), look)]
        taken = room // 2  # in all rows, so that what stands beside the words stands in a column
        pieces.append((fit(words, taken), look))
        return [*pieces, (cut(f"  {entry.beside}", room - taken), palette.sheet_quiet)]

    def _told(self, palette: Palette, width: int, most: int) -> list[list[Piece]]:
        """What is told of the row in hand, wrapped at the edge; cut where even that has no room for it."""
        entry, tall = self.entry, self._told_rows(width, most)
        if entry is None or not tall:
            return []
        room = max(1, width - 4)
        rows = [entry.told[at : at + room] for at in range(0, len(entry.told), room)]
        if len(rows) > tall:
            rows = [*rows[: tall - 1], rows[tall - 1][: room - 1] + "…"]
        return [
            [("  → " if not at else "    ", palette.sheet_accent), (each, palette.sheet)]
            for at, each in enumerate(rows)
        ]

    def _told_rows(self, width: int, most: int) -> int:
        """How many rows that takes."""
        told = self.entry.told if self.entry is not None else ""
        return max(0, min(-(-len(told) // max(1, width - 4)), most, _TOLD_ROWS))
