"""A polite kill and a dropped line end a command in order: what it began is taken back, as it is where it fails."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

_DEADLY = (signal.SIGTERM, signal.SIGHUP)


class Ended(SystemExit):
    """Somebody, or the end of the terminal, ended the process; its code is the one that shells give for that signal."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.code: int = 128 + number
        self.by = signal.Signals(number).name


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Raises Ended inside where the process is to end; a second signal changes nothing of that.

    What ignores a signal, as below nohup, goes on doing so; who has a way of its own to end keeps it.
    """
    this = os.getpid()

    def end(number: int, _frame: object) -> None:
        if os.getpid() != this:  # a process that was forked from this one has nothing to take back
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        for each in _DEADLY:
            signal.signal(each, signal.SIG_IGN)
        raise Ended(number)

    taken = [number for number in _DEADLY if signal.getsignal(number) == signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in taken:
            if signal.getsignal(number) in (end, signal.SIG_IGN):
                signal.signal(number, signal.SIG_DFL)
