"""Ctrl+C while articles are added: what is finished is kept, and nothing is torn in the middle."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self


class Stopping:
    """A wish to stop. As a context it takes ctrl+c for one; a second ctrl+c is a KeyboardInterrupt wherever it meets us."""

    def __init__(self) -> None:
        self.asked = False
        """Whether somebody wants to stop."""
        self._is_waiting = False
        self._is_ours = False

    def __enter__(self) -> Self:
        self._is_ours = threading.current_thread() is threading.main_thread()
        if self._is_ours:
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_ours:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """What is done inside may be broken off: raises KeyboardInterrupt as soon as somebody wants to stop."""
        self._is_waiting = True
        try:
            if self.asked:
                raise KeyboardInterrupt
            yield
        finally:
            self._is_waiting = False

    def _ask(self, _signal: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if self._is_waiting or again:
            raise KeyboardInterrupt
