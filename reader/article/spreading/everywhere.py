"""Every occurrence of a name in many articles: found in a thread while they are shown, thinned out by keys, marked at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from reader.article.spreading.aim import Aim, counted, told
from reader.article.spreading.gathered import At, Gathered
from reader.article.spreading.places_view import PlacesView
from reader.commands import Place
from reader.commands.hints import Hint, Key
from reader.commands.keys import Given
from reader.dates import day
from reader.drawing import Piece
from reader.errors import Unable
from reader.library.at_work import AtWork
from reader.line_editing import CARET, Typing
from reader.screen import CommandScreen
from reader.sitting import Sitting
from store.errors import AnnottyError, Refused
from store.filters.everything import EVERYTHING
from store.filters.terms import InState
from store.model import State
from store.spreading import Looked

if TYPE_CHECKING:
    from store.filters.terms import Term


class Scope(NamedTuple):
    """The articles in which it is looked, and what they are called."""

    name: str
    term: Term


def scopes_of(sitting: Sitting) -> tuple[Scope, ...]:
    """Where it can be looked: in the new articles, in all, and in those that the list shows, where that has a filter."""
    words, term = sitting.in_force()
    found = (Scope("new articles", InState(State.NEW)), Scope("all articles", EVERYTHING))
    return found if term == EVERYTHING else (*found, Scope(f"articles that fit {words}", term))


class EverywhereScreen(CommandScreen):
    """marked: how many were marked when it is left."""

    def __init__(
        self,
        sitting: Sitting,
        aim: Aim,
        scopes: Sequence[Scope],
        at: int,
        *,
        left_out: Iterable[At] = (),
        is_weak: bool = False,
    ) -> None:
        """at: which of the scopes is looked through first. is_weak: the weak names are sought too."""
        super().__init__(sitting)
        self.aim, self.marked = aim, 0
        self.view = PlacesView(self.palette, self._head_of)
        self.at_work = AtWork(self)
        self.view.show(Gathered(left_out))
        self._scopes, self._at, self._is_weak = tuple(scopes), at, is_weak
        self._typing: Typing | None = None
        self._heads: dict[str, tuple[str, str]] = {}
        self._asked = 0
        """Which search is wanted, the newest the highest; -1: none is any more."""
        self._looked: tuple[int, int] | None = None
        """How many articles have been looked through, of how many; None: all."""

    def compose(self) -> ComposeResult:
        """Rows and foot."""
        yield self.view
        yield self.foot

    def on_mount(self) -> None:
        """Look for them."""
        self.view.focus()
        self._look()
        self.after_command()

    def on_unmount(self) -> None:
        """Nobody wants to know any more."""
        self._asked = -1

    @property
    def place(self) -> Place:
        """What is shown, or the words that are typed."""
        return Place.EVERYWHERE if self._typing is None else Place.FILTER

    @property
    def scope(self) -> Scope:
        """Where it is looked."""
        return self._scopes[self._at]

    # --- looking ------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._asked += 1
        self._looked = (0, 0)
        self.view.show(Gathered(self.view.gathered.left_out))
        self.run_worker(self._look_through(self._asked))

    async def _look_through(self, asked: int) -> None:
        names, term = self.aim.names(weak=self._is_weak), self.scope.term

        def work() -> None:
            with self.library.another() as library:
                library.stop_when(lambda: self._asked != asked)
                for looked in library.occurrences(names, term, layer=self.aim.tag.layer):
                    if self._asked != asked:
                        return
                    with suppress(RuntimeError):  # the app ended meanwhile
                        self.call_later(self._take, asked, looked)

        error: AnnottyError | None = None
        try:
            await asyncio.to_thread(work)
        except AnnottyError as caught:
            error = caught
        self.call_later(self._is_over, asked, error)

    def _take(self, asked: int, looked: Looked) -> None:
        if asked != self._asked:
            return
        self._looked = looked.articles, looked.of
        if looked.found:
            self.view.gathered.add(looked.found)
            self.view.grown()
        self.after_command()

    def _is_over(self, asked: int, error: AnnottyError | None) -> None:
        if asked == self._asked:
            self._looked = None
            if error is not None:
                self.say(str(error), bad=True)
            self.after_command()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _head_of(self, article: str) -> tuple[str, str]:
        if article not in self._heads:
            number = self.sitting.listing.number_of(article)
            row = self.sitting.listing.rows([number]).get(number) if number is not None else None
            beside = told((row.outlet or "", day(row.published, short=True))) if row else ""
            self._heads[article] = row.title if row else "", beside
        return self._heads[article]

    def after_command(self) -> None:
        """Say in the foot what was found, and what can be done with it."""
        palette, gathered, line = self.palette, self.view.gathered, self._typing
        if line is not None:
            before, behind = line.seen(40)
            left: list[Piece] = [("filter ", palette.accent), (f"{before}{CARET}{behind}", palette.text)]
        else:
            names = told((f"every “{self.aim.called}” in {self.scope.name}", "weak names too" if self._is_weak else ""))
            left = [(told((names, f"with {gathered.words}" if gathered.words else "")), palette.strong)]
        none = Hint.of(f"nothing more to mark in {self.scope.name}", (Key("next_scope"), " looks elsewhere"))
        self.view.tell_none("looking …" if self._looked is not None else self.worded(none))
        places = counted(gathered.shown, "place")
        if gathered.number < gathered.shown:
            places = f"{gathered.number:,} of {places}"
        self.foot.show_status(left, [(f"  {told((places, self._progress))}", palette.quiet)])
        unable = {"weak_names"} if not self.aim.weak else set()
        self.foot.show_keys(
            self.place,
            unable,
            typing=line is not None,
            accept="show these" if line is not None else f"mark {gathered.number:,}",
        )

    @property
    def _progress(self) -> str:
        if self._looked is None:
            return counted(self.view.gathered.articles, "article")
        looked, of = self._looked
        return f"{100 * looked // of} % looked through" if of else "looking …"

    # --- keys ---------------------------------------------------------------------------------------------------------

    def typed(self, character: str) -> bool:
        """Words to be shown, while they are typed."""
        if self._typing is None:
            return False
        self._typing = self._typing.typed(character)
        return True

    def pasted(self, words: str) -> None:
        """The same."""
        self.typed(words)

    def carry_out(self, given: Given) -> None:
        """Type, move the bar, or what has a method."""
        if self._typing is not None and given.command not in ("accept", "dismiss", "help"):
            self._typing = self._typing.commanded(given.command) or self._typing
        elif not self.view.move(given.command, given.count):
            super().carry_out(given)

    def do_leave_out(self, _given: Given) -> None:
        """Leave this one out, or take it in again; on the head of an article all of it."""
        if self.view.count:
            self.view.gathered.toggle(self.view.bar)
            if self.view.gathered.rows[self.view.bar] >= 0:
                self.view.move("down", 1)
            self.view.refresh()

    def do_leave_out_article(self, _given: Given) -> None:
        """The whole article."""
        if self.view.count:
            self.view.gathered.toggle_article(self.view.bar)
            self.view.refresh()

    def do_leave_out_all(self, _given: Given) -> None:
        """All that is shown, or none of it."""
        self.view.gathered.toggle_all()
        self.view.refresh()

    def do_weak_names(self, _given: Given) -> None:
        """Look again, by other names."""
        if not self.aim.weak:
            raise Refused(f"“{self.aim.called}” has no weak names")
        self._is_weak = not self._is_weak
        self._look()

    def do_next_scope(self, _given: Given) -> None:
        """Look in other articles."""
        self._at = (self._at + 1) % len(self._scopes)
        self._look()

    def do_filter(self, _given: Given) -> None:
        """Type the words that are to be shown."""
        self._typing = Typing.of(self.view.gathered.words, fresh=True)

    def do_accept(self, _given: Given) -> None:
        """Show what has the words that were typed; or mark what is shown and not left out."""
        if self._typing is not None:
            words, self._typing = self._typing.text, None
            self._filter(words)
            return
        if self._looked is not None:
            raise Unable("it is still being looked for", (Key("dismiss"), " leaves it"))
        chosen = self.view.gathered.chosen
        if not chosen:
            raise Refused("there is nothing to mark")
        tag, entity = self.aim.tag.name, self.aim.entity
        doing = f"marking {counted(len(chosen), 'place')} …"
        self.at_work.do(len(chosen), doing, lambda library: library.spread(chosen, tag, entity), self._done)

    def _filter(self, words: str) -> None:
        gathered = self.view.gathered
        gathered.filter(words)
        if words.strip() and not gathered.shown:
            gathered.filter("")
            self.say(Hint.of(f"none of them has “{words}” in its sentence"), bad=True)
        self.view.show(gathered)

    def _done(self, number: int) -> None:
        self.marked = number
        self.dismiss()

    def do_dismiss(self, _given: Given) -> None:
        """Out of the words that are typed; else back, and nothing is marked."""
        if self._typing is not None:
            self._typing = None
        elif self.at_work.words:
            raise Refused(f"{self.at_work.words} that is one step now, which undo takes back")
        elif self.view.gathered.words:
            self._filter("")
        else:
            self._asked = -1
            self.dismiss()
