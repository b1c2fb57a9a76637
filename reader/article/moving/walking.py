"""Walking over the page: moves the hand as commands, the mouse and the marks say, and takes the view along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.article.drawing.marks import Mark
from reader.article.drawing.view import ArticleView
from reader.article.marking import drafts
from reader.article.moving import finding_characters, hand, motions
from reader.article.moving.finding_characters import Sought
from reader.article.moving.hand import Hand
from reader.article.moving.places import Kept, Spot
from reader.article.moving.selection import Selection
from reader.article.moving.text_objects import sentence_at, word_at
from reader.commands.keys import Given
from store.errors import Refused
from store.model import Annotation
from store.text import Span

_CLICKED = {2: word_at, 3: sentence_at}
_PAGES = frozenset({"page_down", "page_up", "half_page_down", "half_page_up"})
_JUMPS = frozenset({"text_start", "text_end"})
_HOME = _JUMPS | {"row_start", "row_end"}
_BACK = frozenset(("left", "up", "word_back", "sentence_back", "block_back", "page_up", "half_page_up"))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the hand was, the offset with which the row at the top of the view began, and whether a cursor was seen.

    Not the row itself: rows are cut and counted anew when the window is resized, and when a long text is set whole.
    """

    hand: Hand
    top: int
    shows_cursor: bool = True


class Walker:
    """Has the hand. walked is called with the place that is read whenever it is another; kept outlives the page."""

    def __init__(self, view: ArticleView, walked: Callable[[int], None], kept: Kept) -> None:
        self.view = view
        self.hand = Hand(0)
        self.kept = kept
        self.turn = 0
        """How many marks further than the innermost under the cursor the one in hand is."""
        self._walked = walked
        self._sought: Sought | None = None

    @property
    def cursor(self) -> int:
        """Where the cursor is; while there is none, where it would come back."""
        if self.view.shows_cursor or self.hand.cursor in self.view.sight:
            return self.hand.cursor
        rows = self.view.rows
        return motions.into_rows(rows, self.hand.cursor, self.view.top_row, self.view.top_row, 0)[0]

    @property
    def selected(self) -> Span | None:
        """The words that are selected, without the white space at their edges."""
        return self.hand.span(self.view.document.text)

    @property
    def standing(self) -> Standing:
        """Where the hand is now, to come back to."""
        return Standing(self.hand, self.view.sight.start, self.view.shows_cursor)

    @property
    def spot(self) -> Spot:
        """Where the cursor is now, to jump back to."""
        return Spot(self.cursor, self.view.sight.start)

    def begin(self) -> None:
        """Take the hand to where the view has opened."""
        self.hand = Hand(self.view.cursor)

    def scrolled(self) -> None:
        """Other rows are in sight: without a cursor it is the first of them that is read."""
        if not self.view.shows_cursor:
            self._walked(self.view.sight.start)

    def look_at(self, span: Span, free: range) -> None:
        """Show words in some rows of the view, as many of them as there is room for; the hand stays where it is."""
        view, rows = self.view, self.view.rows
        first, last = (rows.row_of(each) - view.top_row for each in (span.start, max(span.start, span.end - 1)))
        if first < free.start or last >= free.stop - 1:
            # With rows before it, for what it is about, and room behind it for what it begins.
            above = min(len(free) // 3, max(0, len(free) - 1 - (last - first)))
            view.scroll_rows_to(view.top_row + first - free.start - above)
        view.move(rows.nearest_stop(span.start), Selection.of(view.document.text, span), margin=False)

    def go(self, new: Hand, *, margin: bool = True) -> None:
        """Take the hand somewhere; margin: rows around the cursor's are brought into sight too."""
        moved = new.cursor != self.hand.cursor
        if self.hand.selection is not None and new.selection is None:
            self.kept.selection = self.hand.selection
        self.hand = new
        self.view.show_cursor(True)
        self.view.move(new.cursor, new.selection, margin=margin)
        if moved:
            self.turn = 0
            self._walked(new.cursor)

    def go_to(self, offset: int) -> None:
        """Put the cursor at an offset, or before it where no cursor can stand there; nothing is selected then."""
        self.go(Hand(self.view.rows.nearest_stop(offset)))

    def jump_to(self, offset: int) -> None:
        """Put the cursor there, to come back from; what is selected grows or shrinks with it."""
        self._jump(self.hand.to(self.view.rows.nearest_stop(offset)))

    def _jump(self, new: Hand) -> None:
        if new.cursor != self.cursor:
            self.kept.jumps.note(self.spot)
        self.go(new)

    def return_to(self, spot: Spot) -> None:
        """Be where the cursor jumped from, the page as it was then where it can be; a selection is taken along."""
        rows = self.view.rows
        self.view.scroll_rows_to(rows.row_of(spot.top))
        self.go(self.hand.to(rows.nearest_stop(spot.offset)), margin=False)

    def come_back(self, standing: Standing, *, selected: bool) -> None:
        """Be where the hand was, with what was selected then or without; the page as it was, too."""
        self.view.scroll_rows_to(self.view.rows.row_of(standing.top))
        new = standing.hand if selected else Hand(standing.hand.cursor)
        if standing.shows_cursor:
            self.go(new, margin=False)
        else:
            self.hand = new
            self.view.show_cursor(False)
            self.view.move(new.cursor, new.selection)

    def drop(self) -> None:
        """Select nothing."""
        self.go(Hand(self.cursor))

    def select(self, span: Span) -> None:
        """Select these words."""
        self.go(hand.on(span, self.view.document.text))

    def carry_out(self, given: Given) -> bool:
        """Carry out a motion or a command on the selection; whether it was one. Raises Refused where it cannot be."""
        command, height = given.command, self.view.size.height
        rows = self.view.rows if command in _JUMPS else self.view.rows_around(self.cursor)
        if hand.moves(command):
            new = hand.moved(self.hand, rows, command, given.count, height)
            if self.view.may_go_on(rows, new.cursor):  # the motion may have ended there for want of rows
                rows = self.view.rows
                new = hand.moved(self.hand, rows, command, given.count, height)
            if new.cursor == self.hand.cursor and command not in _HOME:
                raise Refused("this is the start" if command in _BACK else "this is the end")
            if command in _PAGES:  # the page moves as far as the cursor does, so that it stays where the eye is
                distance = rows.row_of(new.cursor) - rows.row_of(self.cursor)
                self.view.scroll_rows_to(self.view.top_row + distance)
            (self._jump if command in _JUMPS else self.go)(new)
        elif finding_characters.finds(command):
            self._find(given)
        elif hand.selects(command):
            rows = self.view.rows  # what is selected may reach further than the rows that are set
            last = self.kept.selection
            self.kept.selection = self.hand.selection if command == "select_again" and self.hand.selection else last
            self.go(hand.selected(self.hand, rows, self.view.document, command, given.count, last))
        else:
            return False
        return True

    def _find(self, given: Given) -> None:
        sought = finding_characters.sought_by(given.command, given.argument, self._sought)
        again = given.command.startswith("find_again")
        if not again:
            self._sought = sought
        cursor = finding_characters.find(self.view.rows, self.hand.cursor, sought, given.count or 1, again=again)
        self.go(self.hand.to(cursor))

    def point(self, offset: int, anchor: int | None, clicks: int) -> None:
        """What the mouse says: a place, from where it was dragged, and how often it was clicked."""
        clicked = _CLICKED.get(clicks)
        span = clicked(self.view.document, offset) if clicked is not None else None
        new = Hand(offset)
        if span:
            new = hand.on(span, self.view.document.text)
        elif anchor is not None and anchor != offset:
            new = Hand(offset, Selection(anchor, offset))
        # What is pointed at is in sight: were the page to move, the next click would be on something else.
        self.go(new, margin=False)

    def to_mark(self, find: Callable[[int, str], Mark | None], in_hand: Annotation | None) -> Mark:
        """To the mark that is found from the cursor and the mark in hand. Raises Refused where there is none."""
        at_start = in_hand is not None and drafts.subject_of(in_hand).start == self.cursor
        found = find(self.cursor, in_hand.id if in_hand is not None and at_start else "")
        if in_hand is not None and found is not None and found.id == in_hand.id:
            found = find(self.cursor, in_hand.id)  # the cursor stands inside the mark: it is not the one before
        if found is None:
            raise Refused("no more marks that way")
        self._jump(Hand(self.view.rows.nearest_stop(found.subject.start)))
        self.turn = 0  # the marks in their own order, not as tab has turned them
        return found
