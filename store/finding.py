"""A thread that asks the library while the screen goes on: the newest question breaks off the one before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from store.errors import AnnottyError
from store.listing import Listing

Answer = TypeVar("Answer")
Opened = TypeVar("Opened", bound=Listing)


class Finder(Generic[Opened]):
    """Asks a library's file over a connection of its own. Answers and failures are handed over in the finder's thread."""

    def __init__(self, path: Path, *, opening: Callable[[Path], Opened]) -> None:
        """opening: what it is asked as, Listing or what stands on it; called in the finder's thread."""
        self._path, self._opening = path, opening
        self._changed = threading.Condition()
        self._next: Callable[[], None] | None = None
        self._asked = 0
        self._ends = False
        self._reading: Opened | None = None
        self._thread = threading.Thread(target=self._work, name="finder", daemon=True)
        self._thread.start()

    def ask(
        self,
        question: Callable[[Opened], Iterator[Answer]],
        answer: Callable[[Answer], None],
        failed: Callable[[AnnottyError], None],
    ) -> None:
        """Ask this instead of whatever was asked before; each value that the question yields is handed to answer.

        Nothing of an older question is handed over once this has returned, but what was being handed over already.
        """
        with self._changed:
            self._asked += 1
            number = self._asked

            def work() -> None:
                try:
                    opened = self._open(number)
                    with opened.in_words():
                        for each in question(opened):
                            if number != self._asked:
                                break
                            answer(each)
                except AnnottyError as error:
                    if number == self._asked:
                        failed(error)

            self._next = work
            self._break_off()

    def close(self) -> None:
        """End the thread; what it asks is broken off."""
        with self._changed:
            self._asked += 1
            self._next = None
            self._ends = True
            self._break_off()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _break_off(self) -> None:
        self._changed.notify()
        if self._reading is not None:
            self._reading.interrupt()

    def _open(self, number: int) -> Opened:
        if self._reading is None:
            self._reading = self._opening(self._path)
        self._reading.stop_when(lambda: number != self._asked)
        return self._reading

    def _work(self) -> None:
        while (work := self._wait()) is not None:
            work()
        with self._changed:
            if self._reading is not None:
                self._reading.close()
                self._reading = None

    def _wait(self) -> Callable[[], None] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._ends or self._next is not None)
            work, self._next = self._next, None
            return work
