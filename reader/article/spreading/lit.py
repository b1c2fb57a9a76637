"""The occurrences of a name in the article that is read, lit in its text: gone through, left out, taken. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from reader.article.spreading.aim import Aim, counted, told
from reader.article.spreading.sentences import LEFT_OUT, TAKEN, sentence_row
from reader.commands import Place
from reader.commands.hints import Hint, Key, Words
from reader.drawing import Piece
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from store.occurring import Occurrence
from store.text import Span


@dataclass(frozen=True, slots=True)
class Lit:
    """What was found in one article, in the order of the text, what of it is left out, and the bar.

    is_weak: names that may as well mean others are sought too.
    """

    aim: Aim
    found: tuple[Occurrence, ...]
    at: int = 0
    left: frozenset[Span] = frozenset()
    is_weak: bool = False

    @property
    def place(self) -> Place:
        """Keys go through the occurrences."""
        return Place.OCCURRENCES

    @property
    def title(self) -> str:
        """Whose they are, and how many."""
        number = f"{self.at + 1:,} of {len(self.found):,}" if self.found else "none that is not marked already"
        left = f"{len(self.left):,} left out" if self.left else ""
        return told((f"every “{self.aim.called}” here", number, left, "weak names too" if self.is_weak else ""))

    @property
    def hint(self) -> Words:
        """How to go on."""
        weak = (Key("weak_names"), f" also by {counted(len(self.aim.weak), 'weak name')}")
        clauses = [weak] if self.aim.weak and not self.is_weak else []
        return Hint.of((Key("in_all"), " in all articles"), (Key("next_scope"), " in the new ones"), *clauses)

    @property
    def does(self) -> str:
        """What enter does."""
        return f"mark {len(self.chosen):,}"

    @property
    def entry(self) -> Occurrence | None:
        """The one that the bar is on."""
        return self.found[self.at] if self.found else None

    @property
    def chosen(self) -> list[Occurrence]:
        """Those that are not left out."""
        return [each for each in self.found if each.span not in self.left]

    def touching(self, start: int, end: int) -> Sequence[Span]:
        """The chosen ones that touch a stretch of the text."""
        first = bisect_right(self.found, start, key=lambda each: each.span.end)
        last = bisect_left(self.found, end, key=lambda each: each.span.start)
        return [each.span for each in self.found[first:last] if each.span not in self.left]

    def with_found(self, found: Sequence[Occurrence], *, is_weak: bool) -> Self:
        """With other occurrences, the bar on the one that it was on, or behind it."""
        start = self.entry.span.start if self.entry is not None else 0
        at = bisect_left(found, start, key=lambda each: each.span.start)
        return replace(self, found=tuple(found), at=max(0, min(at, len(found) - 1)), is_weak=is_weak)

    def at_row(self, at: int) -> Self:
        """With the bar on one of them."""
        return replace(self, at=at)

    @property
    def unable(self) -> set[str]:
        """The commands that mean nothing for it."""
        return set() if self.aim.weak else {"weak_names"}

    def typed(self, _character: str) -> Self | None:
        """Letters are keys here."""
        return None

    def commanded(self, command: str) -> Self | None:
        """Move the bar, leave one out or take it in again."""
        last = len(self.found) - 1
        match command:
            case "choice_down" | "choice_up" if self.found:
                return replace(self, at=(self.at + (1 if command == "choice_down" else -1)) % (last + 1))
            case "leave_out" if self.found:
                return replace(self, left=self.left ^ {self.found[self.at].span}, at=min(self.at + 1, last))
            case "leave_out_all":
                every = frozenset(each.span for each in self.found)
                return replace(self, left=frozenset() if self.left >= every else every)
        return None

    def draw(self, palette: Palette, width: int, height: int) -> list[list[Piece]]:
        """A row for each, in its sentence."""
        if not self.found:
            return [[(f"  {', '.join(self.aim.strong)}", palette.sheet_quiet)]]
        rows = []
        for index in rows_around(self.at, len(self.found), height):
            each = self.found[index]
            is_left, is_here = each.span in self.left, index == self.at
            look = palette.field if is_here else palette.sheet_quiet if is_left else palette.sheet
            strong = look if is_left else palette.field if is_here else palette.sheet_strong
            sign = (LEFT_OUT, palette.sheet_quiet) if is_left else (TAKEN, palette.sheet_accent)
            rows.append(sentence_row(each, width - 1, look, strong, sign=sign))
        return rows

    def unseen(self, _width: int, height: int) -> tuple[int, int]:
        """The rows out of sight above and below."""
        return unseen(rows_around(self.at, len(self.found), height), len(self.found))
