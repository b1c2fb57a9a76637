"""The backup of the day, made while somebody reads: in a thread that gives way to everything else. Knows nothing of screens.

How one is made, and whether it is due: store.backups.making.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

AFTER = 30.0
"""Seconds after the start: nobody who only looks something up waits for it, or finds the disk at work."""
_A_MOMENT = 0.2
"""Seconds in which what is half made is taken away when annotty is left; what stays, the next backup removes."""
_LAST_IN_LINE = 19


def are_there(library: Path) -> bool:
    """Whether backups of a library lie where they lie by themselves."""
    from store.backups import naming

    folder = naming.place_of(library, os.environ).folder
    if not folder.is_dir():
        return False
    from store.backups.making import kept_in

    return bool(kept_in(library, folder))


class BackingUp:
    """One backup at most of a library, where it is due."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, tell: Callable[[str], None]) -> None:
        """Begin; tell is called in the thread, with why there is none, where there should be one."""
        self._thread = threading.Thread(target=self._make, args=(tell,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """It is not wanted any more."""
        self._is_over.set()
        if self._thread is not None:
            self._thread.join(_A_MOMENT)

    def _make(self, tell: Callable[[str], None]) -> None:
        from store.backups.making import daily_of
        from store.errors import LibraryError

        with suppress(OSError, AttributeError):  # a thread has a rank of its own on Linux alone
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LAST_IN_LINE)
        try:
            daily_of(self._library, lambda: not self._is_over.is_set())
        except LibraryError as error:
            if not self._is_over.is_set():
                tell(str(error))
