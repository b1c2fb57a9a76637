"""The tag set in rows of the screen, with a bar on one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.geometry import Size
from textual.strip import Strip

from reader.drawing import Piece, fit, row
from reader.palette import Palette
from reader.rows_view import RowsView
from store.model import Tag

_NAME, _LABEL, _LAYER, _MARKS = 14, 28, 10, 8
_ELSEWHERE_FROM = 100
"""Cells of a screen from which the rows tell what a tag is mapped to."""


class TagRows(RowsView):
    """Draws the tags that are seen. keys: those that this person presses. uses: how many marks have each tag."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.tags: Sequence[Tag] = ()
        self.chosen = 0
        self._keys: Mapping[str, str | None] = {}
        self.uses: Mapping[str, int] = {}

    def show(self, tags: Sequence[Tag], keys: Mapping[str, str | None]) -> None:
        """Show a tag set; the bar stays on the tag that it is on."""
        here = self.tag.name if self.tag is not None else ""
        self.tags, self._keys = tags, keys
        self.virtual_size = Size(self.size.width, self.count)
        self.choose(next((at for at, tag in enumerate(tags) if tag.name == here), self.chosen))

    def count_marks(self, uses: Mapping[str, int]) -> None:
        """Show how many marks have each tag."""
        self.uses = uses
        self.refresh()

    @property
    def tag(self) -> Tag | None:
        """The tag that the bar is on."""
        return self.tags[self.chosen] if self.chosen < len(self.tags) else None

    @property
    def count(self) -> int:
        """The rows."""
        return len(self.tags)

    def choose(self, index: int) -> None:
        """Put the bar on a row, and bring it into sight."""
        self.chosen = max(0, min(index, self.count - 1))
        if not self.top <= self.chosen < self.top + self.size.height:
            self.go(self.chosen if self.chosen < self.top else self.chosen - self.size.height + 1)
        self.refresh()

    def choose_named(self, name: str) -> None:
        """Put the bar on a tag."""
        self.choose(next((at for at, tag in enumerate(self.tags) if tag.name == name), self.chosen))

    def draw(self, index: int, width: int) -> Strip:
        """Key, sign in its colour, name, label, layer, number of marks, and what else there is to tell."""
        palette, tag = self.palette, self.tags[index]
        chosen = index == self.chosen
        quiet = palette.chosen_quiet if chosen else palette.faint if tag.retired else palette.quiet
        text = palette.chosen if chosen else palette.faint if tag.retired else palette.text
        uses = self.uses.get(tag.name, 0)
        key = "" if tag.retired else self._keys.get(tag.name) or ""
        pieces: list[Piece] = [
            (f"  {fit(key, 3)}", palette.chosen if chosen else palette.key),
            (f" {fit(tag.sign, 2)}", palette.chosen if chosen else palette.sign(tag.colour)),
            (f"{fit(tag.name, _NAME - 1)} ", text),
            (f"{fit(tag.label, _LABEL - 1)} ", text),
            (fit(tag.layer, _LAYER), quiet),
            (f"{uses if uses else '·':>{_MARKS - 2}}  ", quiet),
        ]
        own = key and tag.key != key
        is_taken = tag.key is not None and not key and not tag.retired
        told = ["retired"] * tag.retired + [f"kind of {tag.parent}"] * (tag.parent is not None)
        told += ["keys.toml"] * bool(own) + [f"{tag.key} is taken"] * is_taken
        if width >= _ELSEWHERE_FROM:
            told += [f"{where} {name}" for where, name in sorted(tag.mapping.items())]
        pieces.append((" · ".join(told), quiet))
        return row(pieces, width, palette.chosen if chosen else palette.text)


def heading(palette: Palette, width: int) -> Strip:
    """What stands above the columns."""
    names = (("  key", 5), (" ", 3), ("name", _NAME), ("label", _LABEL), ("layer", _LAYER), (" marks", _MARKS))
    return row([("".join(fit(name, cells) for name, cells in names), palette.faint)], width, palette.text)
