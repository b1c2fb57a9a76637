"""Selecting several rows of the list, or of a desk, for one action: one by one, a range, all."""

from __future__ import annotations

from typing import Protocol

from reader.commands.hints import Hint, Key, Words
from reader.commands.keys import Given
from reader.library.arranged_view import ArrangedView
from reader.library.list_view import ArticleList
from reader.library.lister import Lister
from reader.library.selection import Selection
from reader.sitting import Sitting
from store.errors import Refused


class Whole(Protocol):
    """What knows whether all rows are there."""

    is_whole: bool


class RowPicker:
    """The room that knows what is selected."""

    def __init__(self, view: ArrangedView, listed: Whole) -> None:
        self._rows = view
        self._listed = listed

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return len(self._rows.selected)

    @property
    def hint(self) -> Words:
        """How many, and what is done with them."""
        return Hint.of(f"{self.count:,} selected", (Key("unfilter"), " drops them"))

    @property
    def numbers(self) -> list[int]:
        """The numbers of the selected rows, else that of the chosen one."""
        rows = self._rows
        return list(rows.selected.numbers) or ([] if rows.entry is None else [rows.entry.number])

    def clear(self) -> bool:
        """Select nothing; whether anything was selected."""
        had = bool(self._rows.selection.numbers) or self._rows.range_from is not None
        if had:
            self._rows.select(Selection())
        return had

    # --- commands -----------------------------------------------------------------------------------------------------

    def do_pick(self, given: Given) -> None:
        """Select the row, or leave it out, and go to the next; so many of them."""
        view = self._rows
        if view.range_from is not None:
            view.select(view.selected)
            return
        for _ in range(min(given.count or 1, view.arrangement.stops - view.chosen)):
            entry = view.entry
            if entry is None:
                return
            view.selection = view.selection.turned(entry.number)
            view.choose(view.chosen + 1)
        view.refresh_bar()

    def do_pick_range(self, _given: Given) -> None:
        """Begin a range at this row; or take in what lies between there and here."""
        view = self._rows
        if view.entry is None:
            raise Refused("there is nothing here")
        if view.range_from is None:
            view.range_from = view.entry.number
            view.refresh_bar()
        else:
            view.select(view.selected)

    def do_pick_all(self, _given: Given) -> None:
        """Select every row of the list; where all are selected, none."""
        view = self._rows
        if not self._listed.is_whole:
            raise Refused("the list is still being read; nothing was selected")
        every = Selection.of_list(view.arrangement.numbers, view.arrangement.order)
        view.select(Selection() if every == view.selection else every)


class Picker(RowPicker):
    """The room of the list that knows which articles are selected."""

    def __init__(self, sitting: Sitting, view: ArticleList, lister: Lister) -> None:
        super().__init__(view, lister)
        self.sitting = sitting
        self.view = view

    @property
    def articles(self) -> tuple[str, ...]:
        """The selected articles, else the chosen one; of a story that is folded, all that tell it."""
        view = self.view
        numbers = self.numbers
        unfolded = view.arrangement.unfolded
        apart = {*unfolded, *(number for others in unfolded.values() for number in others)}
        alone = [number for number in numbers if number in apart]
        stories = [number for number in numbers if number not in apart]
        found = dict.fromkeys(self.sitting.library.articles_of(stories, stories=True)) if stories else {}
        return (*found, *(each for each in self.sitting.library.articles_of(alone) if each not in found))
