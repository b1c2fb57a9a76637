"""The index of words is brought up to date while the list is read: in a thread, a dose at a time, while no key is pressed.

A library has articles that the index does not know where many came at once, where another program made it, or after a power
cut. Nothing waits for it; the head tells how far it is.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.sitting import Sitting
from store.errors import AnnottyError

if TYPE_CHECKING:
    from reader.library.screen import LibraryScreen
    from store.library import Library

_FIRST, _EVERY = 1.0, 5.0
"""Seconds until the first look at whether there is anything to take in, and between looks."""
_DOSE = 200
"""Articles whose words are taken in at once; others who write wait for them."""
_STILL = 0.4
"""Seconds after a key until it goes on."""
_AFTER_FAILURE = 60.0
"""Seconds until it is tried again, where the library could not be written to."""
_IN_VAIN = 5
"""After so many doses that left as much as there was before it is given up."""
_LEAVING = 0.05
"""Seconds for which leaving waits; what is under way then was never begun, as after a power cut."""


class CatchingUp:
    """Has the index brought up to date. told: how far it is, in words; empty where it knows every article."""

    def __init__(self, sitting: Sitting, screen: LibraryScreen) -> None:
        self.listing = sitting.listing
        self.screen = screen
        self.told = ""
        self._thread: threading.Thread | None = None
        self._ends = threading.Event()
        self._still_from = 0.0
        self._not_before = 0.0
        self._is_given_up = False
        """Whether all was done that can be, and there is still no index: this SQLite has none."""

    def begin(self) -> None:
        """Look from now on for what is to be taken in."""
        self.screen.set_timer(_FIRST, self.look)
        self.screen.set_interval(_EVERY, self.look)

    def look(self) -> None:
        """Begin, where there is anything to take in and nobody does it."""
        if self._thread is None and time.monotonic() >= self._not_before:
            self.screen.attempt(self._begin)

    def _begin(self) -> None:
        behind = self.listing.not_indexed() > 0 if self._is_given_up else self.listing.is_behind()
        if behind and not self._ends.is_set():
            self._thread = threading.Thread(target=self._work, name="catching up", daemon=True)
            self._thread.start()

    def hold(self) -> None:
        """A key was pressed: what follows from it comes first."""
        self._still_from = time.monotonic() + _STILL

    def close(self) -> None:
        """End it; it goes on where it was the next time."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join(_LEAVING)

    # --- in the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        from store.library import Library

        failed = False
        try:
            with Library(self.listing.path, create=False) as library:
                library.stop_when(self._ends.is_set)
                self._take_in(library)
        except AnnottyError:  # locked, or not to be written to: no reason to disturb who reads
            failed = True
        if not self._ends.is_set():
            with suppress(RuntimeError):  # the app ended meanwhile
                self.screen.call_later(self._is_over, failed)

    def _take_in(self, library: Library) -> None:
        left = library.not_indexed()
        every, in_vain = max(library.count(), left, 1), 0
        while in_vain < _IN_VAIN and not self._ends.is_set():
            began = time.monotonic()
            before, left = left, library.catch_up(_DOSE)
            if not left:
                return
            in_vain = in_vain + 1 if left == before else 0
            every = max(every, left)
            self.screen.call_later(self._tell, 100 * (every - left) // every)
            self._rest(time.monotonic() - began)

    def _rest(self, seconds: float) -> None:
        """As long as a dose took: half of the time is for whoever reads; and until no key was pressed for a moment."""
        self._ends.wait(seconds)
        while (wait := self._still_from - time.monotonic()) > 0 and not self._ends.wait(wait):
            pass

    # --- on the screen ------------------------------------------------------------------------------------------------

    def _tell(self, percent: int) -> None:
        self._show(f"index {percent} %")

    def _is_over(self, failed: bool) -> None:
        self._thread = None
        if failed:
            self._not_before = time.monotonic() + _AFTER_FAILURE
        else:
            self._is_given_up = self.listing.is_behind() and not self.listing.not_indexed()
        if not failed or self.told:
            self._show("")
            self.screen.indexed()

    def _show(self, told: str) -> None:
        if self.told != told:
            self.told = told
            self.screen.head.show(indexing=told)
            self.screen.listed()
