"""Walking over the page: moves the hand as commands, the mouse and the marks say, and takes the view along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.article import hand, marking
from reader.article.hand import Hand
from reader.article.painting import Mark
from reader.article.selection import Selection, sentence_at, word_at
from reader.article.view import ArticleView
from store.errors import Refused
from store.model import Annotation
from store.text import Span

_CLICKED = {2: word_at, 3: sentence_at}
_PAGES = frozenset({"page_down", "page_up", "half_page_down", "half_page_up"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the hand was, and the row at the top of the view then."""

    hand: Hand
    top: int


class Walker:
    """Has the hand. walked is called with the cursor whenever it is somewhere else."""

    def __init__(self, view: ArticleView, walked: Callable[[int], None]) -> None:
        self.view = view
        self.hand = Hand(0)
        self.turn = 0
        """How many marks further than the innermost under the cursor the one in hand is."""
        self._walked = walked

    @property
    def cursor(self) -> int:
        """Where the cursor is."""
        return self.hand.cursor

    @property
    def selected(self) -> Span | None:
        """The words that are selected, without the white space at their edges."""
        return self.hand.span(self.view.document.text)

    @property
    def standing(self) -> Standing:
        """Where the hand is now, to come back to."""
        return Standing(self.hand, self.view.top_row)

    def begin(self) -> None:
        """Take the hand to where the view has opened."""
        self.hand = Hand(self.view.cursor)

    def go(self, new: Hand) -> None:
        """Take the hand somewhere."""
        moved = new.cursor != self.hand.cursor
        self.hand = new
        self.view.move(new.cursor, new.selection)
        if moved:
            self.turn = 0
            self._walked(new.cursor)

    def go_to(self, offset: int) -> None:
        """Put the cursor at an offset, or before it where no cursor can stand there; nothing is selected then."""
        self.go(Hand(self.view.rows.nearest_stop(offset)))

    def come_back(self, standing: Standing, *, selected: bool) -> None:
        """Be where the hand was, with what was selected then or without; the page as it was, too."""
        self.view.scroll_rows_to(standing.top)
        self.go(standing.hand if selected else Hand(standing.hand.cursor))

    def drop(self) -> None:
        """Select nothing."""
        self.go(Hand(self.cursor))

    def select(self, span: Span) -> None:
        """Select these words."""
        self.go(hand.on(span, self.view.document.text))

    def carry_out(self, command: str, count: int | None) -> bool:
        """Carry out a motion or a command on the selection; whether it was one. Raises Refused where there is no such thing."""
        rows = self.view.rows
        if hand.moves(command):
            before = rows.row_of(self.cursor)
            new = hand.moved(self.hand, rows, command, count, self.view.size.height)
            if command in _PAGES:  # the page moves as far as the cursor does, so that it stays where the eye is
                self.view.scroll_rows_to(self.view.top_row + rows.row_of(new.cursor) - before)
            self.go(new)
        elif hand.selects(command):
            changed = hand.selected(self.hand, rows, self.view.document, command)
            if changed is None:
                raise Refused("there is nothing of that kind under the cursor")
            self.go(changed)
        else:
            return False
        return True

    def point(self, offset: int, anchor: int | None, clicks: int) -> None:
        """What the mouse says: a place, from where it was dragged, and how often it was clicked."""
        clicked = _CLICKED.get(clicks)
        span = clicked(self.view.document, offset) if clicked is not None else None
        if span:
            self.select(span)
        elif anchor is not None and anchor != offset:
            self.go(Hand(offset, Selection(anchor, offset)))
        else:
            self.go(Hand(offset))

    def to_mark(self, find: Callable[[int, str], Mark | None], in_hand: Annotation | None) -> Mark:
        """To the mark that is found from the cursor and the mark in hand. Raises Refused where there is none."""
        at_start = in_hand is not None and marking.subject_of(in_hand).start == self.cursor
        found = find(self.cursor, in_hand.id if in_hand is not None and at_start else "")
        if found is None:
            raise Refused("no more marks that way")
        self.go_to(found.subject.start)
        self.turn = 0  # the marks in their own order, not as tab has turned them
        return found
