"""What the view of a dispute and the list of pairs do alike: a table, two claims side by side below it, and what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.timer import Timer

from reader.article.sheet import Asked
from reader.claims.beside_view import ClaimsBeside, rows_below
from reader.claims.relating import Relating
from reader.claims.sides import side_of
from reader.claims.table_view import TableHead, TableView
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.desk.sheet_screen import SheetScreen
from reader.drawing import Piece
from reader.rows_view import row_after
from reader.sitting import Sitting
from store.errors import NotFound
from store.model import ClaimRow

_AT_REST = 0.06
"""Seconds without a key after which claims are read for what stands below; while a key is held nobody could read them."""


class TableScreen(SheetScreen):
    """Head, table, claims side by side, foot. at: the place in which its keys are pressed."""

    DEFAULT_CSS = "TableScreen > Container { height: 1fr; layers: base sheet; overflow: hidden; }"

    def __init__(self, sitting: Sitting, at: Place) -> None:
        super().__init__(sitting, at)
        self.head = TableHead(sitting.palette)
        self.table = TableView(sitting.palette)
        self.beside = ClaimsBeside(sitting.palette)
        self.relating = Relating(sitting, self.ask, self.changed)
        self._rest: Timer | None = None
        self._was_left = False

    def compose(self) -> ComposeResult:
        """Head, table and what is below it, foot."""
        yield self.head
        with Container():
            yield self.table
            yield self.beside
        yield self.foot

    def on_mount(self) -> None:
        """Read, and look from now on for what other programs write."""
        self.look_from_now()
        self.attempt(self.read)
        self.table.focus()
        self.after_command()

    def on_resize(self, event: events.Resize) -> None:
        """Share the room between the table and the claims below it."""
        self.beside.stand(beside=0, below=rows_below(event.size.height))
        self.lay_out()
        self.tell_beside_soon()

    def on_screen_suspend(self, _event: events.ScreenSuspend) -> None:
        """Another screen is shown."""
        self._was_left = True

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Marks may have been made while another screen was shown."""
        if self._was_left:
            self.library_changed()

    # --- what a subclass says -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Bring what was read onto the screen, as its width allows."""
        raise NotImplementedError

    def told(self) -> tuple[list[Piece], list[Piece]]:
        """What the foot tells, left and right."""
        raise NotImplementedError

    def unable(self) -> Sequence[str]:
        """The commands that mean nothing now."""
        raise NotImplementedError

    def sides(self) -> tuple[Sequence[ClaimRow], str, int | None]:
        """The claims that stand below, how they stand to one another, and which of two keys act on."""
        raise NotImplementedError

    # --- what is told -------------------------------------------------------------------------------------------------

    def library_changed(self) -> None:
        """Read it again."""
        self.attempt(self.read)
        self.after_command()

    def others_changed_it(self) -> None:
        """Show what is there now."""
        self.call_later(self.library_changed)

    def changed(self, said: str) -> None:
        """Something was changed here: read it again, and say so."""
        self.library_changed()
        self.say(said)

    def after_command(self) -> None:
        """Tell of what the bar is on."""
        if self.tell_asked():
            return
        left, right = self.told()
        if begun := self.relating.begun:
            how = Hint.of((Key("relate"), " on the other claim"), (Key("relate"), " here drops it"))
            left, right = [(f"{begun} …", self.palette.accent)], [(f"  {self.worded(how)}", self.palette.quiet)]
        self.foot.show_status(left, right)
        self.foot.show_keys(self.at, unable=self.unable())
        self.tell_beside_soon()

    def tell_beside_soon(self) -> None:
        """Show the claims below, once no key has come for a moment."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_AT_REST, lambda: self.attempt(self.tell_beside))

    def tell_beside(self) -> None:
        """Show the claims below."""
        if not self.beside.display:
            return
        claims, between, in_hand = self.sides()
        try:
            shown = [side_of(self.library, each) for each in claims]
        except NotFound:  # somebody deleted it; it goes when this is read again
            shown, between, in_hand = [], "", None
        self.beside.show_sides(shown, between, in_hand)

    # --- asking -------------------------------------------------------------------------------------------------------

    def ask(self, asked: Asked, accept: Callable[[Asked], None]) -> None:
        """Ask something over the table; it goes with the answer, also where that is refused."""

        def accepted(answer: Asked) -> None:
            with self.asking.answered():
                accept(answer)

        self.asking.ask(asked, accepted)

    def carry_out(self, given: Given) -> None:
        """What is asked takes its commands, motions move the bar; the rest have methods."""
        if self.takes(given):
            return
        table = self.table
        target = row_after(given.command, given.count, at=table.at, page=table.size.height - 1, rows=table.count)
        if target is not None:
            table.choose(target)
        else:
            super().carry_out(given)

    def on_table_view_picked(self, message: TableView.Picked) -> None:
        """The mouse chose a row; twice: it is opened."""
        self.table.choose(message.at)
        self.after_command()
        if message.clicks > 1:
            self.attempt(self.open_row)

    # --- commands -----------------------------------------------------------------------------------------------------

    def open_row(self) -> None:
        """Go into the row that the bar is on."""
        raise NotImplementedError

    def open_claim(self, claim: ClaimRow) -> None:
        """The page, at a claim; who leaves it comes back here."""
        from reader.article.screen import PageScreen

        self.app.push_screen(PageScreen(self.sitting, claim.article, mark=claim.id))

    def do_leave(self, _given: Given) -> None:
        """Back to where it was opened."""
        self.dismiss()
