"""Has the rows of a desk settled: what was marked since a desk was open last is put in order. A few at once, many in a thread.

While many are settled the desk shows them as they stand, and its head tells how far it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from reader.commands.hints import Words
from reader.library.head import ListHead
from store.errors import AnnottyError, NotSaved

if TYPE_CHECKING:
    from store.library import Library

_FEW = 200
"""So many are settled before a key is read again."""
_DOSE = 500
"""Others who write wait for so many."""
_LEAVING = 0.05
"""Seconds for which leaving waits; what is under way then is done anew the next time."""


class Unsettled(Protocol):
    """The desk as the settler sees it."""

    head: ListHead

    @property
    def library(self) -> Library:
        """The library."""

    def settled(self) -> None:
        """All rows are what they should be."""

    def say(self, message: Words, *, bad: bool = False) -> None:
        """Say something in the foot."""

    def call_later(self, callback: Callable[..., object], *arguments: object) -> bool:
        """Do something when what is waiting is done; from any thread."""


class Settler:
    """Settles for a desk."""

    def __init__(self, screen: Unsettled) -> None:
        self.screen = screen
        self._thread: threading.Thread | None = None
        self._ends = threading.Event()

    def settle(self) -> None:
        """Settle what there is; where it is much, or another program writes, later. Raises LibraryError."""
        if self._thread is None and self._is_left():
            self._thread = threading.Thread(target=self._work, name="settling", daemon=True)
            self._thread.start()

    def _is_left(self) -> bool:
        try:
            return bool(self.screen.library.settle(_FEW))
        except NotSaved:
            return True

    def close(self) -> None:
        """End it; it goes on where it was the next time."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join(_LEAVING)

    # --- in the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        said = ""
        try:
            with self.screen.library.another() as library:
                library.stop_when(self._ends.is_set)
                every = library.unsettled()
                while (left := library.settle(_DOSE)) and not self._ends.is_set():
                    every = max(every, left)
                    self.screen.call_later(self._tell, f"putting in order {100 * (every - left) // every} %")
        except AnnottyError as error:
            said = str(error)
        if not self._ends.is_set():
            with suppress(RuntimeError):  # the app ended meanwhile
                self.screen.call_later(self._is_over, said)

    # --- on the screen ------------------------------------------------------------------------------------------------

    def _tell(self, told: str) -> None:
        self.screen.head.show(indexing=told)

    def _is_over(self, said: str) -> None:
        self._thread = None
        self._tell("")
        if said:
            self.screen.say(said, bad=True)
        else:
            self.screen.settled()
