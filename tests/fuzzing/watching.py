"""One input through a parser: what it raised, whether it kept within its time and memory, and which lines it reached."""

from __future__ import annotations

import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple, Protocol

from tests.fuzzing.parser import Parser

HOUSE = Path(__file__).parents[2]
_OURS = (f"{HOUSE / 'store'}/", f"{HOUSE / 'reader'}/")
SECONDS = 5.0
"""Of the processor, for one input. The largest that is made takes a hundredth of it on a slow machine."""
ROOM = 2**31
"""Bytes that a parser may ask for beside what the process has already: address space, of which C libraries take much."""
_OFTEN = 400  # calls of a function without a new line, after which only some are looked at


class _Traced(Protocol):
    """What looks at the lines of a function."""

    def __call__(self, frame: FrameType, event: str, arg: object, /) -> _Traced | None: ...


class TooSlow(BaseException):
    """It went on for longer than it may; no Exception, so that nobody takes it for a fault of the input."""


class Fault(NamedTuple):
    """What went wrong, and where in our code: two inputs with the same of both show one fault."""

    what: str
    where: str
    told: str


@contextmanager
def bounded(seconds: float = SECONDS, room: int = ROOM) -> Iterator[None]:
    """Hold what is done here to some seconds of the processor and bytes of memory. Raises TooSlow or MemoryError."""

    def over(*_: object) -> None:
        raise TooSlow

    before, (soft, hard) = signal.signal(signal.SIGPROF, over), resource.getrlimit(resource.RLIMIT_AS)
    here = (
        int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if sys.platform == "linux" else 0
    )
    if here:
        resource.setrlimit(resource.RLIMIT_AS, (here + room, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def fault_of(parser: Parser, raw: bytes) -> Fault | None:
    """What is wrong with how a parser takes an input; None where it gives an answer or refuses it with our words."""
    try:
        parser.take(raw)
    except parser.refusals:
        return None
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return _fault(error)
    return None


def _fault(error: BaseException) -> Fault:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)] or list(frames)
    last = ours[-1]
    where = f"{last.filename.removeprefix(f'{HOUSE}/')}:{last.name}"
    if isinstance(error, TooSlow):
        where = where.partition(":")[0]
    told = "".join(traceback.format_list(frames[-12:])) + f"{type(error).__name__}: {str(error)[:300]}"
    return Fault(type(error).__name__, where, told)


class Lines:
    """Counts lines of ours that were not reached before.

    A function of which every line was reached is not looked at again, and one that shows nothing new only now and then:
    that makes looking cheap.
    """

    def __init__(self) -> None:
        self.reached = 0
        self._rest: dict[CodeType, set[int]] = {}
        self._calls: dict[CodeType, int] = {}

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Count what is reached meanwhile."""
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)

    def _called(self, frame: FrameType, _event: str, _: object) -> _Traced | None:
        code = frame.f_code
        rest = self._rest.get(code)
        if rest is None:
            ours = code.co_filename.startswith(_OURS)
            rest = self._rest[code] = {line for *_, line in code.co_lines() if line} if ours else set()
        if not rest:
            return None
        self._calls[code] = calls = self._calls.get(code, 0) + 1
        return self._at if calls < _OFTEN or calls % 16 == 0 else None

    def _at(self, frame: FrameType, event: str, _: object) -> _Traced | None:
        rest = self._rest[frame.f_code]
        if event == "line" and frame.f_lineno in rest:
            rest.discard(frame.f_lineno)
            self.reached += 1
            self._calls[frame.f_code] = 0
        return self._at if rest else None


def modules_run(parser: Parser) -> set[str]:
    """The files of ours of which a function ran while a parser took its seeds, as paths in the house."""
    found: set[str] = set()

    def called(frame: FrameType, _event: str, _: object) -> None:
        if frame.f_code.co_name != "<module>":
            found.add(frame.f_code.co_filename)

    sys.setprofile(called)
    try:
        for raw in parser.seeds:
            fault_of(parser, raw)
    finally:
        sys.setprofile(None)
    return {name.removeprefix(f"{HOUSE}/") for name in found if name.startswith(_OURS)}
