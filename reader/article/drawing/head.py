"""The head of the page: outlet, date, byline and who else tells it, quietly; the title too, once it has scrolled away."""

from __future__ import annotations

from collections.abc import Callable

from textual.strip import Strip
from textual.widget import Widget

from reader.article.drawing.row_painting import GUTTER
from reader.dates import day
from reader.drawing import Piece, between, row
from reader.library.rows import same_story
from reader.palette import Palette
from store.model import Article, State

_TOLD = {State.DONE: "done · ", State.ASIDE: "set aside · "}


class PageHead(Widget):
    """Two rows: where this comes from and how far reading has come, and a blank one."""

    DEFAULT_CSS = "PageHead { dock: top; height: 2; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._left: tuple[Piece, ...] = ()
        self._right = ""
        self._margin: Callable[[int], int] = lambda _width: 0
        self._indent = 0
        """The margin as it was told last: that of the same text is another when its lines have another length."""

    def show(self, article: Article, *, title: bool, progress: str, margin: Callable[[int], int]) -> None:
        """Tell of an article; title: also what it is called; margin: that of the text in a width."""
        palette, meta = self.palette, article.metadata
        about = (
            " · ".join(p for p in (meta.outlet, day(meta.published), meta.byline) if p) or "no outlet, date or byline"
        )
        left: list[Piece] = []
        if article.state is State.DELETED:
            left += [("deleted", palette.bad), (" · ", palette.faint)]
        if title:
            left += [(meta.title, palette.text), (" · ", palette.faint)]
        left.append((about, palette.quiet))
        if article.alike:
            left.append((f" · {same_story(len(article.alike))}", palette.quiet))
        state = _TOLD.get(article.state, "")
        self._margin = margin
        new = (tuple(left), state + progress, margin(self.size.width))
        if new != (self._left, self._right, self._indent):
            self._left, self._right, self._indent = new
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one row of words, then a blank."""
        palette, width = self.palette, self.size.width
        if y:
            return row([], width, palette.text)
        indent = (" " * (self._margin(width) + GUTTER), palette.text)
        return between([indent, *self._left], [(f" {self._right} ", palette.faint)], width, palette.text)
