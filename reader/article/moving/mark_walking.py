"""Going from mark to mark, and through those on the same words."""

from __future__ import annotations

from collections.abc import Callable

from reader.article.drawing.marks import Mark
from reader.article.page import Page
from reader.commands.keys import Given
from store.errors import Refused


class MarkWalker:
    """The room of the page in which marks are gone through."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def do_next_mark(self, _given: Given) -> None:
        """To the next mark."""
        self._to_mark(self.page.view.marks.next)

    def do_previous_mark(self, _given: Given) -> None:
        """To the mark before."""
        self._to_mark(self.page.view.marks.previous)

    def _to_mark(self, find: Callable[[int, str], Mark | None]) -> None:
        found = self.page.walker.to_mark(find, self.page.mark_in_hand)
        self.page.walker.turn = self.page.marks.turn_to(found.id, self.page.view.marks, self.page.cursor)

    def do_other_mark(self, _given: Given) -> None:
        """To the next mark on the same words."""
        if len(self.page.marks_in_hand) < 2:
            which = "other " if self.page.marks_in_hand else ""
            raise Refused(f"there is no {which}mark on these words")
        self.page.walker.turn += 1

    def go_to(self, mark: str) -> None:
        """To a mark by its identifier, and take it in hand; says so where it is not there any more."""
        found = self.page.marks.annotations([mark]).get(mark)
        if found is None:
            self.page.say("that mark is not on this page any more", bad=True)
            return
        self.page.walker.jump_to(found.start)
        self.page.take_in_hand(found)
