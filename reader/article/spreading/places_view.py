"""The rows of every occurrence in many articles: drawn as they are seen, with a bar. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from reader.article.spreading.gathered import Gathered
from reader.article.spreading.sentences import LEFT_OUT, TAKEN, sentence_row
from reader.drawing import Piece, between, cut, row
from reader.palette import Palette
from reader.rows_view import RowsView, row_after


class PlacesView(RowsView):
    """gathered: what is shown. head: gives the title of an article, and what is told beside it."""

    def __init__(self, palette: Palette, head: Callable[[str], tuple[str, str]]) -> None:
        super().__init__(palette)
        self.gathered = Gathered()
        self.bar = 0
        self.empty = ""
        self._head = head

    @property
    def count(self) -> int:
        """The rows."""
        return len(self.gathered.rows)

    def show(self, gathered: Gathered) -> None:
        """Show other rows from the first on."""
        self.gathered, self.bar = gathered, min(1, len(gathered.rows))
        self.grown()
        self.go(0)

    def tell_none(self, words: str) -> None:
        """What is told where there are no rows."""
        if words != self.empty:
            self.empty = words
            self.refresh()

    def grown(self) -> None:
        """There are more rows, or others."""
        self.bar = max(0, min(self.bar or 1, self.count - 1))
        self.virtual_size = Size(self.size.width, self.count)
        self.refresh()

    def move(self, command: str, count: int | None) -> bool:
        """Move the bar by a motion; whether it was one."""
        target = row_after(command, count, at=self.bar, page=self.size.height - 2, rows=self.count)
        if target is not None:
            self.bar = max(0, min(target, self.count - 1))
            self.keep_in_sight()
        return target is not None

    def keep_in_sight(self) -> None:
        """Scroll as far as the bar needs, the head of its article with it."""
        tall = max(1, self.size.height)
        first = self.bar - 1 if self.bar and self.gathered.rows[self.bar - 1] < 0 else self.bar
        if first < self.top:
            self.go(first)
        elif self.bar >= self.top + tall:
            self.go(self.bar - tall + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row, or what is told where there are none."""
        if y == 1 and not self.count:
            return row([(f"   {self.empty}", self.palette.quiet)], self.size.width, self.palette.text)
        return super().render_line(y)

    def draw(self, index: int, width: int) -> Strip:
        """The head of an article, or an occurrence in its sentence."""
        value, is_here = self.gathered.rows[index], index == self.bar
        if value < 0:
            return self._article(index, width, is_here=is_here)
        palette, is_left = self.palette, self.gathered.is_left(value)
        look = palette.chosen if is_here else palette.quiet if is_left else palette.text
        strong = look if is_left else palette.chosen if is_here else palette.strong
        sign = (LEFT_OUT, palette.quiet) if is_left else (TAKEN, palette.accent)
        return row(sentence_row(self.gathered.found[value], width - 1, look, strong, sign=sign), width, palette.text)

    def _article(self, index: int, width: int, *, is_here: bool) -> Strip:
        palette = self.palette
        title, beside = self._head(self.gathered.found[-1 - self.gathered.rows[index]].article)
        shown, chosen = self.gathered.of_article(index)
        told = f"  {beside}  {chosen} of {shown} " if chosen < shown else f"  {beside}  {shown} "
        ground = palette.chosen if is_here else palette.text
        left: list[Piece] = [
            (f" {cut(title, max(8, width - cell_len(told) - 2))}", palette.chosen if is_here else palette.accent)
        ]
        return between(left, [(told, palette.chosen_quiet if is_here else palette.quiet)], width, ground)
