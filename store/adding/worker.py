"""A process that does what it is sent, one item after another, until nobody is there to send any.

It has a session of its own, so that no ctrl+c reaches it; and it lets itself be killed by the alarm clock, which no
regular expression and no library can hold up.
"""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

READY, BEGUN = "ready", "begun"
MEMORY = 4 * 1024**3
"""Bytes of address space above which an item is refused rather than the machine brought down."""


def main(descriptor: int, seconds: float) -> None:
    """Serve the other end of a connection; an item that takes longer than some seconds ends the process."""
    import store.adding.tasks  # noqa: F401 - loaded before the first item's time runs

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    _limit_memory()
    with suppress(EOFError, OSError), Connection(descriptor) as connection:
        connection.send(READY)
        while True:
            work, items = connection.recv()
            connection.send(BEGUN)
            for item in items:
                signal.setitimer(signal.ITIMER_REAL, seconds)
                result = work(item)
                signal.setitimer(signal.ITIMER_REAL, 0)
                connection.send(result)


def _limit_memory() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
