"""How the page looks, by key: the length of its lines, what reading is focused on, and the marks below the text."""

from __future__ import annotations

from collections.abc import Callable

from reader.article.drawing.marks import Marks
from reader.article.drawing.marks_below import MarksBelow, height_for, in_room
from reader.article.drawing.row_painting import GUTTER
from reader.article.moving.text_objects import paragraph_at, sentence_at
from reader.article.page import Page
from reader.commands.hints import Key
from reader.commands.keys import Given
from reader.copying import of_mark
from reader.errors import Unable
from reader.preferences import LEAST_MEASURE, MOST_MEASURE
from reader.sitting import Sitting
from store.document import Document
from store.errors import Refused
from store.text import Span

STEP = 4
"""Cells by which the lines grow or shrink."""
_FOCUSES: tuple[tuple[str, Callable[[Document, int], Span | None]], ...] = (
    ("paragraph", paragraph_at),
    ("sentence", sentence_at),
)


def wider(measure: int, room: int, times: int = 1) -> int:
    """The measure so many steps longer, in cells; never longer than the room."""
    most = max(min(MOST_MEASURE, room), min(measure, room))
    return min(STEP * (min(measure, room) // STEP + times), most)


def narrower(measure: int, room: int, times: int = 1) -> int:
    """The measure so many steps shorter, in cells."""
    now = min(measure, room)
    return max(STEP * (-(-now // STEP) - times), min(LEAST_MEASURE, now))


class Looker:
    """The room of the page in which its looks are changed."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.page = page
        self.below = MarksBelow(sitting.palette)
        self._focus = 0
        """Which of the focuses reading has, from 1; 0: none."""
        self._held: tuple[int, int] | None = None
        """The row at the top as it was left, and the offset with which it began before lines were first changed."""
        self._told: tuple[Marks, Span, str | None, int, str] | None = None
        """What the marks below were told of last."""

    def to_copy(self) -> str:
        """The words that are selected, or those of the mark in hand and where they are from. Raises Refused."""
        article, mark = self.page.article, self.page.mark_in_hand
        if (selected := self.page.selected) is not None:
            return selected.of(article.text)
        if mark is None:
            raise Unable((Key("select"), " selects words to copy"), (Key("next_mark"), " goes to a mark"))
        return of_mark(mark, article.metadata)

    # --- the measure ------------------------------------------------------------------------------------------------

    @property
    def _room(self) -> int:
        return max(1, self.page.view.size.width - GUTTER - 1)

    def do_wider(self, given: Given) -> None:
        """Longer lines."""
        now = min(self.page.view.measure, self._room)
        new = wider(now, self._room, given.count or 1)
        if new == now:
            raise Refused(
                f"no line is longer than {MOST_MEASURE} cells"
                if now >= MOST_MEASURE
                else "the lines are as wide as the window"
            )
        self._set(new)

    def do_narrower(self, given: Given) -> None:
        """Shorter lines."""
        now = min(self.page.view.measure, self._room)
        new = narrower(now, self._room, given.count or 1)
        if new == now:
            raise Refused(f"no line is shorter than {now} cells")
        self._set(new)

    def _set(self, measure: int) -> None:
        view = self.page.view
        held = self._held
        # Rows are cut elsewhere with each step: what is held at the top is the words that began it at first.
        start = held[1] if held is not None and held[0] == view.top_row else view.sight.start
        was_in_sight = view.is_in_sight(view.cursor)
        at_start = view.top_row == 0
        view.set_measure(measure)
        if not at_start:
            view.scroll_rows_to(view.rows.row_of(start))
        self._held = (view.top_row, start)
        if was_in_sight:
            view.keep_cursor_in_sight()
        self.sitting.prefer(measure=measure)
        self.page.say(f"{measure} cells a line")

    # --- the focus --------------------------------------------------------------------------------------------------

    def do_focus(self, _given: Given) -> None:
        """The paragraph alone, then the sentence alone, then all of the text."""
        self._focus = (self._focus + 1) % (len(_FOCUSES) + 1)
        self.page.view.focus_on(None)
        self._focus_here()
        self.page.say(f"focus · this {_FOCUSES[self._focus - 1][0]}" if self._focus else "focus · off")

    def _focus_here(self) -> None:
        """Focus on what is around the cursor, or is read without one; between paragraphs it stays where it was."""
        view = self.page.view
        if not self._focus:
            return
        at = self.page.cursor if view.shows_cursor else view.sight.start
        if view.focused is None or at not in view.focused:
            found = _FOCUSES[self._focus - 1][1](view.document, at)
            if found:
                view.focus_on(found)

    # --- the marks below --------------------------------------------------------------------------------------------

    def do_show_marks(self, _given: Given) -> None:
        """The marks of the rows in sight under the text, or no longer."""
        if self.page.view.notes_at is not None:
            self.page.say("the marks stand beside their lines here")
            return
        if not self._rows_for_marks:
            raise Refused("this window has no room for marks below the text")
        shown = not self.sitting.preferences.marks_below
        self.sitting.prefer(marks_below=shown)
        self.follow()
        self.page.say("marks below" if shown else "marks below · hidden")

    @property
    def _rows_for_marks(self) -> int:
        return height_for(self.page.app.size.height, len(self.page.marks))

    def follow(self) -> None:
        """Go along with the cursor and the rows in sight."""
        self._focus_here()
        view, marks = self.page.view, self.page.view.marks
        # While something is asked, the sheet needs the room; beside the lines they are seen already.
        is_open = self.sitting.preferences.marks_below and view.notes_at is None and self.page.asking.asked is None
        height = self._rows_for_marks if is_open else 0
        self.below.open(height)
        if not height:
            self._told = None
            return
        in_hand = self.page.mark_in_hand if view.shows_cursor else None
        lit = in_hand.id if in_hand is not None else None
        sight = view.sight
        now = (marks, sight, lit, height, self.sitting.palette.theme)
        if self._told is not None and self._told[0] is marks and self._told[1:] == now[1:]:
            return
        self._told = now
        found = {touch.mark.id: touch.mark for touch in marks.touching(sight.start, sight.end)}
        ids = sorted(found, key=lambda each: (found[each].subject.start, -found[each].subject.end, each))
        shown = in_room(len(ids), ids.index(lit) if lit in found else 0, height - 1)
        self.below.show(self.page.marks.below([ids[n] for n in shown], lit), len(ids) - len(shown))
