"""The sheet over the page: on which half it lies, and where the hand comes back to when it goes."""

from __future__ import annotations

from collections.abc import Callable

from reader.article.asking import Asking
from reader.article.drawing.view import ArticleView
from reader.article.lists.listing import Listing
from reader.article.moving.walking import Standing, Walker
from reader.article.sheet import Asked
from reader.article.spreading.lit import Lit
from store.text import Span


class SheetOverPage:
    """Lays what is asked over the half of the page where the words in question are not."""

    def __init__(self, asking: Asking, view: ArticleView, walker: Walker) -> None:
        self._asking = asking
        self._view = view
        self._walker = walker
        self._asked_from: Standing | None = None

    @property
    def subject(self) -> Span:
        """The words in question: those that what is asked knows, those selected, or the cursor."""
        cursor = self._walker.cursor
        return self._asking.subject or self._walker.selected or Span(cursor, cursor)

    def ask(self, asked: Asked, accept: Callable[[Asked], None], revising: str | None) -> None:
        """Ask something; what was asked before it, if anything, was asked from the same place."""
        self._asked_from = self._asked_from or self._walker.standing
        self._asking.ask(asked, accept, revising)
        self.lie_beside(self.subject, anew=True)

    def stand_here(self) -> None:
        """The hand comes back to where it is now."""
        self._asked_from = self._walker.standing

    def lie_beside(self, span: Span, *, anew: bool = False) -> None:
        """Hide none of these words, if that can be; anew: the sheet lies nowhere yet."""
        row_of, top = self._view.rows.row_of, self._view.top_row
        first, last = row_of(span.start) - top, row_of(max(span.start, span.end - 1)) - top
        self._asking.sheet.lie_beside(first, last, self._view.size.height, anew=anew)

    def go_along(self, listing: Listing | Lit) -> None:
        """Show the place that the bar of a list is on beside the sheet; the hand stays where it is."""
        if (entry := listing.entry) is not None:
            self._walker.look_at(entry.span, self._asking.sheet.free_rows(self._view.size.height))
            self.lie_beside(entry.span, anew=True)
        elif self._asked_from is not None:  # nothing is found that could be shown
            self._walker.come_back(self._asked_from, selected=True)
            self.lie_beside(self.subject, anew=True)

    def close(self, *, selected: bool) -> None:
        """Ask nothing any more, and be where the hand was before; with what was selected then, or without."""
        self._asking.dismiss()
        if self._asked_from is not None:
            self._walker.come_back(self._asked_from, selected=selected)
            self._asked_from = None
        elif not selected:
            self._walker.drop()
