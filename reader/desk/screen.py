"""A desk on the screen: head, filter, rows and what is told beside them, foot. What its rows are, its stock says.

A desk of entities or of claims is a subclass: it gives its stock and its place, and has the commands that are its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Generic

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from reader.commands import Place
from reader.commands.keys import Given
from reader.copying import of_row
from reader.desk.at_rest import REST, AtRest
from reader.desk.beside import Beside
from reader.desk.desk_rows import DeskRows
from reader.desk.lister import DeskLister
from reader.desk.over_desk import OverDesk
from reader.desk.settler import Settler
from reader.desk.stock import Asked, In, Row, Stock
from reader.library.arranged_view import ArrangedView
from reader.library.at_work import AtWork
from reader.library.head import ListHead
from reader.library.measures import preview_below, preview_beside
from reader.library.picking import RowPicker
from reader.rows_view import row_after
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import AnnottyError, Refused
from store.filters.everything import EVERYTHING

if TYPE_CHECKING:
    from store.filters.terms import Term


class DeskScreen(CommandScreen, Generic[Row, In]):
    """Rows of a stock, and what is done with them. at: the place in which its keys are pressed."""

    DEFAULT_CSS = "DeskScreen > Container { height: 1fr; layers: base sheet; overflow: hidden; }"

    def __init__(
        self, sitting: Sitting, stock: Stock[Row, In], at: Place, *, term: Term = EVERYTHING, words: str = ""
    ) -> None:
        """term and words: the filter that is in force at first."""
        super().__init__(sitting)
        self.stock, self._at = stock, at
        first = next(order for order, _ in stock.orders.values())
        self.head = ListHead(sitting.palette, stock.name)
        self.rows = DeskRows(sitting.palette, stock, first, lambda: self.library, plain=sitting.plain)
        self.beside = Beside(sitting.palette)
        asked = Asked(first, term=term, words=words, grouped=stock.grouped_at_first)
        self.lister = DeskLister(self, stock, self.rows, self.head, asked)
        self.at_rest = AtRest(self, stock, self.beside, lambda: self.rows.row_chosen, lambda: self.lister.is_large)
        self.picker = RowPicker(self.rows, self.lister)
        self.settler = Settler(self)
        self.at_work = AtWork(self)
        self.over = OverDesk(sitting, self, stock.subject)
        self.rooms = (self.lister, self.picker, self.over)
        self._rest: Timer | None = None
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Head, filter, rows and what is beside them, foot."""
        yield self.head
        yield self.over.row
        with Container():
            yield self.rows
            yield self.beside
        yield self.foot

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""
        rows = self.query_one(Container)
        rows.mount(widget)
        return rows

    def on_mount(self) -> None:
        """Settle and read."""
        self.sitting.from_desk = True
        self.attempt(self.settler.settle)
        self.attempt(self.lister.begin)
        self.rows.focus()
        self.after_command()

    def on_unmount(self) -> None:
        """Let the threads go."""
        self.settler.close()
        self.lister.close()
        self.at_rest.close()
        self.over.close()

    def on_resize(self, event: events.Resize) -> None:
        """Share the room between the rows and what is beside them."""
        width, height = event.size
        if self.stock.may_be_beside():
            below = preview_below(width, height, sought=self.stock.wants_rows_below)
            self.beside.stand(beside=preview_beside(width), below=below)
        self._tell_beside_soon()

    def on_screen_suspend(self, _event: events.ScreenSuspend) -> None:
        """Another screen is shown."""
        self._was_left = True

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Marks may have been made while another screen was shown."""
        if self._was_left:
            self.attempt(self.library_changed)

    # --- what is there ------------------------------------------------------------------------------------------------

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where every row is there."""
        return self.lister.asked.words

    @property
    def term(self) -> Term:
        """What they mean."""
        return self.lister.asked.term

    def show_filter(self, term: Term, words: str, _order: None = None) -> None:
        """Bring a filter into force. The library is asked in a thread of its own."""
        self.attempt(lambda: self.lister.show(term, words))

    @property
    def row_in_hand(self) -> Row:
        """What the bar is on. Raises Refused where there is nothing."""
        if (found := self.rows.row_chosen) is None:
            raise Refused(f"there is nothing here; the desk of {self.stock.name} is empty")
        return found

    def to_copy(self) -> str:
        """What the row says that the bar is on. Raises Refused where there is nothing."""
        return of_row(self.row_in_hand)

    @property
    def selected_count(self) -> int:
        """How many rows are selected; 0: the one that the bar is on counts."""
        return self.picker.count

    @property
    def selected(self) -> list[Row]:
        """The selected rows, else the one that the bar is on."""
        return self.rows.rows_of(self.picker.numbers)

    def choose(self, number: int | None) -> None:
        """Put the bar on a row by its number, where it is there."""
        stop = None if number is None else self.rows.arrangement.stop_of(number)
        if stop is not None:
            self.rows.choose(stop)

    def listed(self) -> None:
        """Other rows are there, or how many there are is known now."""
        found, of = len(self.rows.arrangement.numbers), self.lister.rows_of_all
        if of is not None:
            self.over.counted(found, of)
        number = found if of is None else of
        name = self.stock.one if number == 1 else self.stock.name
        self.head.show(counted=f"{number:,}{' …' if of is None else ''} {name}")
        self._tell()

    def settled(self) -> None:
        """All rows are what they should be: read them again."""
        self.rows.renew()
        self.attempt(self.lister.ask)

    def library_changed(self) -> None:
        """Read the rows again."""
        self.settler.settle()
        self.settled()
        self.after_command()

    def others_changed_it(self) -> None:
        """Show what is there now; where even that fails, the message that is there stays."""
        with suppress(AnnottyError):
            self.library_changed()

    def changed(self, said: str) -> None:
        """Something was changed here: read it again, and say so."""
        self.picker.clear()
        self.library_changed()
        self.say(said)

    # --- what is told -------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The desk, or what is typed or asked over it."""
        return self.over.place or self._at

    def after_command(self) -> None:
        """Tell of what the bar is on."""
        self._tell()

    def _tell(self) -> None:
        self._tell_foot()
        self._tell_beside_soon()

    def _tell_foot(self) -> None:
        is_empty = not self.rows.arrangement.stops
        if is_empty:
            self._tell_none()
        if self.over.tell_foot():
            return
        if self.keys.awaits(self._at) == "sort":
            self.foot.show_status([("sort by", self.palette.text)])
            extra = [(letter, name) for letter, (_, name) in self.stock.orders.items()]
            self.foot.show_keys(
                self._at, extra=extra, unable=[each.name for each in self.sitting.keymap.commands(self._at)]
            )
            return
        chosen = None if is_empty else self.rows.row_chosen
        left, right = ([], []) if chosen is None else self.stock.told(chosen, self.palette)
        before = self.at_work.words or (self.worded(self.picker.hint) if self.picker.count else "")
        if before:
            left = [(before, self.palette.accent), (" · ", self.palette.quiet), *left]
        self.foot.show_status(left, right)
        self.foot.show_keys(self._at, unable=self.unable(is_empty=is_empty))

    def unable(self, *, is_empty: bool) -> Sequence[str]:
        """The commands that mean nothing now, and are not shown in the foot."""
        cannot = [] if self.filtered or self.picker.count else ["unfilter"]
        return [*cannot, "pick", "sort", "unfilter"] if is_empty and not self.filtered else cannot

    def _tell_none(self) -> None:
        told = self.stock.none_fits if self.filtered else self.stock.empty
        if self.over.place is not None:
            told = told[:1]
        self.rows.empty = tuple(map(self.worded, told))
        self.rows.refresh()

    def _tell_beside_soon(self) -> None:
        if not self.stock.may_be_beside():
            return
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self.tell_beside)

    def tell_beside(self) -> None:
        """Tell beside the rows of what the bar is on."""
        self.attempt(self.at_rest.tell)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def on_arranged_view_picked(self, message: ArrangedView.Picked) -> None:
        """The mouse chose a row; twice: it is opened."""
        self.rows.choose(message.chosen)
        self.after_command()
        if message.clicks > 1:
            self.attempt(self.open_row)

    def open_row(self) -> None:
        """Go into the row that the bar is on."""
        raise NotImplementedError

    def typed(self, character: str) -> bool:
        """Letters of the filter, or of what is asked."""
        return self.over.typed(character)

    def pasted(self, words: str) -> None:
        """Words for the filter, or for what is asked."""
        self.over.pasted(words)

    def carry_out(self, given: Given) -> None:
        """Motions move the bar; the rest have methods."""
        if self.over.takes(given):
            return
        rows, arrangement = self.rows, self.rows.arrangement
        page = rows.size.height - 1
        if given.command in ("page_down", "page_up", "half_page_down", "half_page_up") and arrangement.stops:
            here = arrangement.row_of(rows.chosen)
            found = row_after(given.command, given.count, at=here, page=page, rows=arrangement.rows)
            rows.choose(arrangement.nearest(found or 0, upwards=given.command.endswith("up")))
        elif (
            stop := row_after(given.command, given.count, at=rows.chosen, page=page, rows=arrangement.stops)
        ) is not None:
            rows.choose(stop)
        else:
            super().carry_out(given)

    def do_unfilter(self, _given: Given) -> None:
        """Drop the selection; where there is none, the filter; where there is none either, go back."""
        if not self.picker.clear() and not self.over.drop_filter():
            self.do_leave(_given)

    def do_leave(self, _given: Given) -> None:
        """Back to where it was opened; what is being changed is waited for."""
        if self.at_work.words:
            raise Refused(f"{self.at_work.words} wait for it")
        self.dismiss()

    def do_undo(self, _given: Given) -> None:
        """Take the last change back, whatever it was."""
        self.at_work.undo(partial(self._tell_step, redone=False))

    def do_redo(self, _given: Given) -> None:
        """Do it again."""
        self.at_work.redo(partial(self._tell_step, redone=True))

    def opened(self, screen: Callable[[], CommandScreen]) -> None:
        """Show another screen over this one; who leaves it comes back here."""
        self.app.push_screen(screen())
