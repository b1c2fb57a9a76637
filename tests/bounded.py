"""Something done in a process of its own that has little time and memory: what a hostile file must not use up."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from store.errors import AnnottyError

SECONDS = 10
"""Of processor time; what is done takes a hundredth of it."""
_MORE = 768 * 1024**2  # bytes of addresses beside those that this process has already
FINE, REFUSED, ENDED = "fine", "refused:", "ended:"


def within_bounds(action: Callable[[], object]) -> str:
    """What became of an action: FINE; REFUSED with the words of an error of ours; any other error ("TypeError: … at …"); or
    ENDED with the signal that ended it, where it took too long or the like.
    """
    told, tells = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if not process:
        os.close(told)
        _limit()
        words = _told_of(action)
        os.write(tells, words.encode("utf-8", "backslashreplace")[:4000])
        os._exit(0)
    os.close(tells)
    with os.fdopen(told, "rb") as pipe:
        words = pipe.read().decode("utf-8", "replace")
    _, status = os.waitpid(process, 0)
    return words if words and not status else f"{ENDED} {os.waitstatus_to_exitcode(status)}"


def _limit() -> None:
    size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _MORE, -1))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(3 * SECONDS)  # of waiting
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _told_of(action: Callable[[], object]) -> str:
    try:
        action()
    except AnnottyError as error:
        return f"{REFUSED} {type(error).__name__}: {error}"
    except BaseException as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {error} at {where.filename}:{where.lineno}"
    return FINE
