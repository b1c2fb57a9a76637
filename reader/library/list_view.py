"""The rows of the list: an article each, or the first of those that tell one story, drawn as they are fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.strip import Strip

from reader.dates import day
from reader.drawing import row
from reader.library.arranged_view import ArrangedView
from reader.library.arrangement import Entry
from reader.library.folding import Row
from reader.library.rows import heading, pieces
from reader.library.shelf import Shelf
from reader.palette import Palette
from store.model import Sort


class ArticleList(ArrangedView):
    """The articles of the list."""

    def __init__(self, palette: Palette, shelf: Shelf, day_of: Callable[[int], str | None], *, plain: bool) -> None:
        super().__init__(palette)
        self.plain = plain
        self.shelf = shelf
        self._day_of = day_of

    def turn(self, number: int) -> None:
        """Show what tells the same story as an article below it, or hide it."""
        unfolded = dict(self.arrangement.unfolded)
        if number in unfolded:
            del unfolded[number]
        else:
            unfolded[number] = tuple(each.number for each in self.shelf.others(number))
        bar = self.arrangement.at(self.chosen)
        self.take(replace(self.arrangement, unfolded=unfolded))
        if bar.under and number not in unfolded:
            self.choose(self.arrangement.stop_of(number) or 0)

    def forget(self) -> None:
        """Let go of the articles that are at hand."""
        self.shelf.forget()

    @property
    def row_chosen(self) -> Row | None:
        """The article that the bar is on; None where there is none, or it is gone."""
        return None if self.entry is None else self.row_at(self.entry)

    @property
    def group_chosen(self) -> int | None:
        """The number of the row that the bar is on, or of that which it stands below."""
        stop = self.chosen
        while self.arrangement.stops and self.arrangement.at(stop).under:
            stop -= 1
        return self.arrangement.at(stop).number if self.arrangement.stops else None

    def row_at(self, entry: Entry) -> Row | None:
        """The article of a row; None where it is gone."""
        summary = self.shelf.article(entry.number, self.around)
        if summary is None:
            return None
        if entry.under:
            return Row(summary, under=True)
        return Row(summary, self.shelf.others(entry.number), unfolded=entry.number in self.arrangement.unfolded)

    def draw_entry(self, entry: Entry, width: int, *, chosen: bool, selected: bool) -> Strip:
        """One article, or the heading of a group."""
        palette, shown = self.palette, self.row_at(entry)
        if entry.heads:
            told = heading(self._group_name(entry, shown), entry.heads, width)
        elif shown is None:
            told = []
        else:
            told = pieces(
                shown.summary,
                width,
                chosen=chosen,
                plain=self.plain,
                selected=selected,
                marked=shown.counts.total,
                sign=shown.sign,
                waits=shown.waits,
                under=shown.under,
            )
        return row([(words, palette.look(name)) for words, name in told], width, palette.text)

    def _group_name(self, entry: Entry, shown: Row | None) -> str:
        if self.arrangement.order.by is Sort.OUTLET:
            return (shown.summary.outlet if shown else None) or "no outlet"
        return day(self._day_of(entry.number)) or "no date"
