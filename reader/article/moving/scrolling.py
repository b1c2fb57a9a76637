"""Scrolling: the room of the page for z t, ctrl+e and their like, and for the pager, which reads without a cursor.

In the pager keys that go by rows, pages and paragraphs scroll; every other key that needs a cursor brings it back first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.article.drawing.set_rows import MARGIN_ROWS
from reader.article.moving import motions
from reader.article.moving.hand import Hand
from reader.article.page import Page
from reader.commands import GOING, MARKING, MOTIONS, SELECTING
from reader.commands.keys import Given
from reader.sitting import Sitting
from store.errors import Refused

# How far the keys scroll: rows, and parts of a page.
_DISTANCES: Mapping[str, tuple[int, float]] = MappingProxyType(
    {
        "down": (1, 0.0),
        "up": (-1, 0.0),
        "scroll_down": (1, 0.0),
        "scroll_up": (-1, 0.0),
        "page_down": (0, 1.0),
        "page_up": (0, -1.0),
        "half_page_down": (0, 0.5),
        "half_page_up": (0, -0.5),
    }
)
_WITHOUT_CURSOR = frozenset(
    ("outline", "list_marks", "list_links", "next_article", "previous_article", "search", "search_back")
)
_ON_WORDS = frozenset(each.name for each in MARKING) - {"next_mark", "previous_mark"} | {"mark"}
"""The commands that do something to what is under the cursor."""
_WITH_CURSOR = frozenset(each.name for each in (*MOTIONS, *SELECTING, *GOING, *MARKING)) - _WITHOUT_CURSOR


class Scroller:
    """The room of the page in which it is scrolled, with a cursor or without."""

    def __init__(self, sitting: Sitting, page: Page) -> None:
        self.sitting = sitting
        self.page = page

    # --- with a cursor ----------------------------------------------------------------------------------------------

    def do_row_to_top(self, given: Given) -> None:
        """The cursor's row to the top, less the rows that are kept in sight above it."""
        self._bring(given, lambda row, _height, margin: row - margin)

    def do_row_to_middle(self, given: Given) -> None:
        """The cursor's row to the middle."""
        self._bring(given, lambda row, height, _margin: row - height // 2)

    def do_row_to_bottom(self, given: Given) -> None:
        """The cursor's row to the bottom, less the rows that are kept in sight below it."""
        self._bring(given, lambda row, height, margin: row - height + 1 + margin)

    def _bring(self, given: Given, top: Callable[[int, int, int], int]) -> None:
        """Scroll to where top says; a count is the row to bring there, from 1."""
        view, walker = self.page.view, self.page.walker
        rows, hand = view.rows, walker.hand  # the rows first: while they are not all set, they are not counted from 0
        before = view.top_row
        if given.count:
            row = min(given.count, rows.height) - 1
            hand = hand.to(*motions.into_rows(rows, hand.cursor, row, row, hand.goal))
        wanted = top(rows.row_of(hand.cursor), view.size.height, self._margin)
        view.scroll_rows_to(wanted)
        walker.go(hand)
        if view.top_row == before != wanted and not given.count:
            raise Refused("the page goes no further that way")

    def do_scroll_down(self, given: Given) -> None:
        """Rows further down; the cursor goes along only where it would leave the sight."""
        self._scroll(given)
        self._keep_in_sight()

    def do_scroll_up(self, given: Given) -> None:
        """Rows further up."""
        self._scroll(given)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        view, walker = self.page.view, self.page.walker
        rows = view.rows
        top, bottom = view.top_row, view.top_row + view.size.height - 1
        first = top + self._margin if top > 0 else 0
        last = bottom - self._margin if bottom + 1 < rows.height else bottom
        cursor, goal = motions.into_rows(rows, walker.hand.cursor, first, last, walker.hand.goal)
        if cursor != walker.hand.cursor:
            walker.go(walker.hand.to(cursor, goal))

    @property
    def _margin(self) -> int:
        return min(MARGIN_ROWS, max(0, self.page.view.size.height - 1) // 2)

    # --- without one ------------------------------------------------------------------------------------------------

    def do_pager(self, _given: Given) -> None:
        """Read without a cursor, or with it again; pages will open so."""
        if self.page.view.shows_cursor:
            self.begin()
        else:
            self._bring_back()
        self.sitting.prefer(pager=not self.page.view.shows_cursor)

    def begin(self) -> None:
        """Read without a cursor, and without anything selected."""
        if self.page.walker.hand.selection is not None:
            self.page.walker.drop()
        self.page.view.show_cursor(False)

    def take(self, given: Given) -> bool:
        """Scroll, where there is no cursor and the key goes by rows; whether it did. Brings the cursor back where it is needed.

        Raises Refused where the page goes no further.
        """
        command = given.command
        if self.page.view.shows_cursor:
            return False
        if command in _DISTANCES:
            self._scroll(given)
        elif command in ("text_start", "text_end"):
            end = 0 if command == "text_start" else self.page.view.rows.height
            self._scroll_to(given.count - 1 if given.count else end)
        elif command in ("block_forward", "block_back"):
            self._scroll_by_blocks(given)
        elif command in _ON_WORDS:
            # Who has not seen where the cursor is has not said what is to be marked.
            self._bring_back()
            self.page.say("the cursor is here · once more does it")
        else:
            if command in _WITH_CURSOR:
                self._bring_back()
            return False
        return True

    def _bring_back(self) -> None:
        walker = self.page.walker
        walker.go(Hand(walker.cursor), margin=False)

    def _scroll(self, given: Given) -> None:
        view = self.page.view
        height = view.rows.height  # the rows first: while they are not all set, they are not counted from 0
        rows, pages = _DISTANCES[given.command]
        distance = (rows + round(pages * max(1, view.size.height - 2))) * (given.count or 1)
        self._scroll_to(max(-1, min(view.top_row + distance, height)))

    def _scroll_to(self, row: int) -> None:
        view, before = self.page.view, self.page.view.top_row
        view.scroll_rows_to(row)
        if view.top_row == before:
            raise Refused("this is the end" if row > before else "this is the start")

    def _scroll_by_blocks(self, given: Given) -> None:
        """The beginning of that many blocks on, or back, to the top."""
        view, count = self.page.view, given.count or 1
        rows = view.rows
        first = rows.line(min(view.top_row, rows.height - 1)).start
        index = rows.block_of(first)
        back = given.command == "block_back"
        if back:
            begins = index >= 0 and rows.row_of(rows.blocks[index].span.start) == view.top_row
            index -= count - (not begins)
        else:
            index += count
        if 0 <= index < len(rows.blocks):
            self._scroll_to(rows.row_of(rows.blocks[index].span.start))
        else:
            self._scroll_to(0 if back else rows.height)
