"""Writes to a terminal in a thread of its own, so that one that has stopped reading makes nobody wait. Knows no sequences.

What waits is written in order, and never grows by whole screens: whoever draws asks first whether something waits still.
"""

from __future__ import annotations

import os
import select
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread

_PIECE = 2048
"""Bytes that are handed over at once."""
_SECONDS_BY_FORCE = 0.6
_BETWEEN = 0.01
_ROOM = 0.2
"""How long to wait at once for room, so that it is seen soon when what waits is dropped."""


class Writer(Thread):
    """Writes to a descriptor until it is finished, or the terminal is gone."""

    def __init__(self, descriptor: int, encoding: str) -> None:
        super().__init__(daemon=True, name="annotty-output")  # a terminal that never reads again keeps no process alive
        self._descriptor = descriptor
        self._own = _opened_again(descriptor)
        self._encoding = encoding
        self._changed = Condition()
        self._waiting: list[bytes] = []
        self._is_writing = self._is_over = self._is_last = self._is_dropped = False
        self._when_clear: Callable[[], object] | None = None

    def write(self, words: str) -> None:
        """Have words written behind all that waits; returns at once."""
        with self._changed:
            if words and not self._is_over:
                self._waiting.append(words.encode(self._encoding, "replace"))
                self._changed.notify_all()

    def tell_when_clear(self, told: Callable[[], object]) -> bool:
        """Whether something waits to be written still; where it does, told is called from another thread when nothing does."""
        with self._changed:
            if not self._waits:
                return False
            self._when_clear = told
            return True

    def finish(self, seconds: float, words: str) -> bool:
        """Write the last words and end. Whether all was written within some seconds: else what waited is dropped for them."""
        with self._changed:
            self._when_clear = None
            if self._changed.wait_for(lambda: not self._waits, seconds):
                self._is_dropped = False
            else:
                self._is_dropped = True
                self._waiting.clear()
            was_written = not self._is_dropped
            if not self._is_over:
                self._waiting.append(words.encode(self._encoding, "replace"))
            self._is_over = True
            self._changed.notify_all()
        if was_written:
            self.join(seconds)
        end = time.monotonic() + _SECONDS_BY_FORCE
        while self.is_alive() and time.monotonic() < end:
            with suppress(termios.error):  # what the terminal has not taken makes room
                termios.tcflush(self._descriptor, termios.TCOFLUSH)
            self.join(_BETWEEN)
        return was_written and not self.is_alive()

    def run(self) -> None:
        """Write what waits."""
        try:
            while (piece := self._next()) is not None:
                self._put(piece)
        except OSError:  # the terminal is gone
            with self._changed:
                self._is_over = True
                self._is_writing = False
                self._waiting.clear()
                self._changed.notify_all()
        finally:
            os.close(self._own)

    @property
    def _waits(self) -> bool:
        return bool(self._waiting) or self._is_writing

    def _next(self) -> bytes | None:
        """What is to be written next, waiting for it; None where nothing will come any more."""
        with self._changed:
            self._is_writing = False
            if not self._waiting:
                self._changed.notify_all()
                if (told := self._when_clear) is not None:
                    self._when_clear = None
                    told()
            self._changed.wait_for(lambda: self._waiting or self._is_over)
            if not self._waiting:
                return None
            self._is_writing = True
            self._is_last = self._is_over
            piece = b"".join(self._waiting)
            self._waiting.clear()
            return piece

    def _put(self, piece: bytes) -> None:
        """Write all of it, or as much as was on its way when it was dropped. Raises OSError."""
        at = 0
        while at < len(piece) and (self._is_last or not self._is_dropped):
            try:
                at += os.write(self._own, piece[at : at + _PIECE])
            except BlockingIOError:
                select.select([], [self._own], [], _ROOM)


def _opened_again(descriptor: int) -> int:
    """The same terminal, opened so that writing to it never waits; others who have it are not to find it so.

    Where it cannot be opened it is the descriptor itself, and what waits for a terminal that takes nothing is the thread.
    """
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return os.dup(descriptor)
