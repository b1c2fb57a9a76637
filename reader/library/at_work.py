"""Changes of many articles: made in a thread, over a connection of its own, while keys are read. Decides nothing of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from reader.commands.hints import Words
from store.errors import AnnottyError, LibraryError, Refused

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Change

_MANY = 300
"""Changing so many articles takes longer than a blink."""
Result = TypeVar("Result")


class Working(Protocol):
    """The screen on which changes are asked for."""

    @property
    def library(self) -> Library:
        """The library."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def after_command(self) -> None:
        """Bring head and foot up to date."""

    def act(self, action: Callable[[], None]) -> object:
        """Do what a person asked for; where the library refuses, the foot says so."""

    def hold(self, action: Callable[[], object], error: LibraryError, *, waited: float | None = None) -> None:
        """Hold what was asked for, to be tried again; waited: so many seconds were waited for another program."""

    def run_worker(self, work: Coroutine[None, None, None]) -> object:
        """Do something while keys are read; it ends with the screen."""


class AtWork:
    """Carries changes out, one at a time. words: what is being done; empty where nothing is."""

    def __init__(self, screen: Working) -> None:
        self.screen = screen
        self.words = ""

    def do(
        self,
        count: int,
        words: str,
        act: Callable[[Library], Result],
        done: Callable[[Result], None],
        *,
        put_back: Callable[[], None] = lambda: None,
    ) -> None:
        """Change so many articles or rows, and hand what came of it to done: at once, or later where they are many.

        put_back: shows what it was asked with again, where the library did not take it later. Raises Refused while another
        such change is being made, and, at once or later, what act raises.
        """
        if self.words:
            raise Refused(f"{self.words} wait for it; nothing else was changed")
        if count < _MANY:
            done(act(self.screen.library))
            return
        self.words = words
        self.screen.say(words)
        self.screen.run_worker(self._carry_out(count, words, act, done, put_back))

    def undo(self, done: Callable[[Change], None]) -> None:
        """Take a step back, as do does."""
        rows = self.screen.library.rows_ahead(redone=False, most=_MANY)
        self.do(rows, "taking it back …", lambda library: library.undo(), done)

    def redo(self, done: Callable[[Change], None]) -> None:
        """Do it again."""
        rows = self.screen.library.rows_ahead(redone=True, most=_MANY)
        self.do(rows, "doing it again …", lambda library: library.redo(), done)

    async def _carry_out(
        self,
        count: int,
        words: str,
        act: Callable[[Library], Result],
        done: Callable[[Result], None],
        put_back: Callable[[], None],
    ) -> None:
        def work() -> Result:
            with self.screen.library.another() as library, library.in_words():
                return act(library)

        began = time.monotonic()
        try:
            result = await asyncio.to_thread(work)
        except LibraryError as error:
            self.words = ""
            put_back()
            again = partial(self.do, count, words, act, done, put_back=put_back)
            self.screen.hold(again, error, waited=time.monotonic() - began)
        except AnnottyError as error:
            self.words = ""
            self.screen.act(partial(_raise, error))
        else:
            self.words = ""
            self.screen.act(partial(done, result))
        self.screen.after_command()


def _raise(error: AnnottyError) -> NoReturn:
    raise error
