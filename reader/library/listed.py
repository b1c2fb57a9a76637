"""What the rooms of the list need of it. A room carries out commands: it has a method do_x(given) for a command named x."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Protocol

from textual.app import App
from textual.timer import Timer
from textual.widget import Widget

from reader.commands.hints import Words
from reader.foot import Foot
from reader.library.head import ListHead

if TYPE_CHECKING:
    from reader.library.at_work import AtWork
    from store.filters.terms import Term
    from store.library import Library
    from store.model import Order


class Listed(Protocol):
    """The list as its rooms see it."""

    foot: Foot
    head: ListHead
    at_work: AtWork

    @property
    def library(self) -> Library:
        """The library."""

    @property
    def app(self) -> App[object]:
        """The application, which has the terminal."""

    @property
    def is_current(self) -> bool:
        """Whether it is the screen that is seen."""

    @property
    def filtered(self) -> str:
        """The words of the filter in force; empty where every article is in the list."""

    @property
    def term(self) -> Term:
        """What they mean."""

    @property
    def order(self) -> Order:
        """The order in force."""

    @property
    def article_in_hand(self) -> str | None:
        """The chosen article."""

    def show_filter(self, term: Term, words: str, order: Order | None) -> None:
        """Bring a filter into force; order None: as it is. Cheap: the library is asked in a thread of its own."""

    def selected(self) -> tuple[str, ...]:
        """The selected articles, else the chosen one; with all that its row hides."""

    @property
    def selected_count(self) -> int:
        """How many rows are selected; 0: the chosen one counts."""

    def drop_selection(self) -> bool:
        """Select nothing; whether something was selected."""

    def lay_over(self, widget: Widget) -> Widget:
        """Let a widget lie over the rows; gives what it lies in."""

    def library_changed(self) -> None:
        """Read again what is shown."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def worded(self, words: Words) -> str:
        """A text with the keys that this person presses for what it names."""

    def after_command(self) -> None:
        """Bring head and foot up to date."""

    def attempt(self, action: Callable[[], None]) -> object:
        """Do something; where the library refuses, the foot says so."""

    def act(self, action: Callable[[], None]) -> object:
        """Do what a person asked for; where the library does not take it, it is held."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Do something every so many seconds."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Do something after so many seconds."""

    def run_worker(self, work: Coroutine[None, None, None]) -> object:
        """Do something while keys are read; it ends with the screen."""
