"""The raw source of an article, with what cleaning left out dimmed: nothing is hidden from the reader."""

from __future__ import annotations

import re
from bisect import bisect_right

from textual.app import ComposeResult
from textual.strip import Strip

from reader.article.setting.layout import Layout
from reader.article.setting.typesetting import lay_out
from reader.commands import Place
from reader.commands.keys import Given
from reader.drawing import Piece, row
from reader.palette import Palette
from reader.rows_view import RowsView
from reader.screen import CommandScreen
from reader.sitting import Sitting
from reader.terminal import shown
from store.document import Document
from store.model import Article, RawItem
from store.text import Span, normal_form

_MEASURE = 100
_INDENT = 3


def same_length(decoded: str) -> str:
    """A decoded source in the normal form with every offset kept: the CR of a CR LF becomes a space."""
    return normal_form(re.sub("\r(?=\n)", " ", decoded))


class SourceView(RowsView):
    """The decoded source; kept: the stretches of it that stand in the text, in order."""

    def __init__(self, palette: Palette, decoded: str, kept: tuple[Span, ...]) -> None:
        super().__init__(palette)
        self.document = Document(same_length(decoded))
        self._starts = [span.start for span in kept]
        self._kept = kept
        self.rows: Layout = lay_out(self.document, _MEASURE)

    @property
    def count(self) -> int:
        """The rows."""
        return self.rows.height

    def lay_out(self, width: int) -> None:
        """Wrap at the width."""
        self.rows = lay_out(self.document, max(8, width - _INDENT - 1), _MEASURE)

    def draw(self, index: int, width: int) -> Strip:
        """Kept words as they are read, the rest dimmed and behind a sign that can be seen without colour."""
        line = self.rows.line(index)
        pieces: list[Piece] = []
        at, any_kept = line.start, False
        while at < line.end:
            position = bisect_right(self._starts, at) - 1
            inside = position >= 0 and at < self._kept[position].end
            following = self._starts[position + 1] if position + 1 < len(self._starts) else line.end
            end = min(line.end, self._kept[position].end if inside else following)
            any_kept = any_kept or inside
            pieces.append((shown(self.document.text[at:end]), self.palette.text if inside else self.palette.faint))
            at = end
        sign = " " if any_kept or line.end == line.start else "·"
        return row([(f" {sign} ", self.palette.faint), *pieces], width, self.palette.text)


class SourceScreen(CommandScreen):
    """The source of one article."""

    def __init__(self, sitting: Sitting, article: Article, cursor: int) -> None:
        super().__init__(sitting)
        from store.cleaning import decode

        source = self.library.source(article)
        self._about = f"raw source · {source.media_type} · {source.encoding} · {source.origin}"
        if source.raw is None:
            decoded, self._about = "", "the raw source is not in this library; add the original file to have it here"
        else:
            decoded = decode(RawItem(source.raw, source.origin, source.media_type, source.encoding)).text
        runs = article.document.source_map if article.document else None
        self._first = runs.to_source(Span(cursor, cursor + 1)) if runs and cursor < len(article.text) else None
        self.view = SourceView(self.palette, decoded, runs.kept() if runs else ())

    def compose(self) -> ComposeResult:
        """Rows and foot."""
        yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Begin where the cursor was in the text."""
        self.view.focus()
        self.foot.show_status([(self._about, self.palette.quiet)], [("  dimmed: left out", self.palette.faint)])
        self.foot.show_keys(Place.SOURCE)
        self.call_after_refresh(self._to_cursor)

    def _to_cursor(self) -> None:
        if self._first is not None:
            self.view.go(self.view.rows.row_of(self._first.start) - self.view.size.height // 3)

    @property
    def place(self) -> Place:
        """The source."""
        return Place.SOURCE

    def carry_out(self, given: Given) -> None:
        """Page through, or leave."""
        if not self.view.page(given.command, given.count):
            super().carry_out(given)

    def do_text(self, _given: Given) -> None:
        """Back to the text."""
        self.dismiss()

    def do_leave(self, _given: Given) -> None:
        """Back to the text."""
        self.dismiss()
