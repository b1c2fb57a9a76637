"""A program in a pty of its own: its keys, what it writes and when. Judges nothing.

Every piece is kept with the time at which it came. Where a marker has to be found on the screen, an emulator draws the
pieces afterwards, so that drawing takes no time from what is measured, and words that a program did not write again
because they stood there already are found too.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

QUIET = 0.04
"""Seconds without a byte after which an answer is taken to be whole; they are not part of its time."""
PATIENCE = 2.0
"""Seconds after which a key that has written nothing is taken to be silent."""
_SILENT_IN_A_ROW = 3
"""Silent keys after which the rest of a series is not waited for."""

FULL: Mapping[str, str] = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
SIXTEEN: Mapping[str, str] = {"TERM": "xterm", "COLORTERM": ""}


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed a key: seconds until its last byte, and how many bytes; none: the key was silent."""

    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to several keys; silent ones are in no figure, but counted."""

    every: tuple[Answer, ...]

    @property
    def loud(self) -> tuple[Answer, ...]:
        """Those with bytes."""
        return tuple(answer for answer in self.every if answer.size)

    @property
    def silent(self) -> int:
        """How many keys wrote nothing."""
        return len(self.every) - len(self.loud)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(answer.seconds for answer in self.loud)

    @property
    def worst(self) -> float:
        """Seconds, the 99th percentile."""
        taken = sorted(answer.seconds for answer in self.loud)
        return taken[min(len(taken) - 1, int(len(taken) * 0.99))]

    @property
    def size(self) -> float:
        """Bytes, the median."""
        return statistics.median(answer.size for answer in self.loud)


class _Screen(pyte.Screen):
    """pyte's, but for sequences that ask a terminal how it sends keys, which look like colours to it."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Set colours, where it is about them."""
        if not private:
            super().select_graphic_rendition(*attributes)


class Driven:
    """Runs a command at 80x24; environment: what it knows beside PATH, LANG and a home folder of its own."""

    def __init__(self, command: Sequence[str], home: str, environment: Mapping[str, str] = FULL) -> None:
        base = {"PATH": os.environ["PATH"], "HOME": home, "ANNOTTY_STATE": home, "LANG": "C.UTF-8"}
        known = {name: value for name, value in (base | dict(environment)).items() if value}
        self._screen = _Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._pieces: list[tuple[float, bytes]] = []
        self.late = 0
        """How many answers went on after they were taken to be whole."""
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _set_size(0, 80, 24)  # it must be right before the program asks for it
            os.execvpe(command[0], list(command), known)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End it, whatever it is at."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    # --- what it writes ---------------------------------------------------------------------------------------------

    def take(self, most: int = 65536) -> int:
        """Take what is there, waiting for it; how many bytes. Raises ChildProcessError where the program has ended."""
        try:
            piece = os.read(self.fd, most)
        except OSError:  # how Linux says that the other side is closed
            piece = b""
        if not piece:
            raise ChildProcessError(f"the program ended; its screen was:\n{self.text()}")
        self._pieces.append((time.perf_counter(), piece))
        return len(piece)

    def is_ready(self, seconds: float) -> bool:
        """Whether bytes come within so many seconds."""
        return bool(select.select([self.fd], [], [], seconds)[0])

    def settle(self, quiet: float = QUIET) -> int:
        """Take bytes until there are none for so many seconds; how many they were."""
        size = 0
        while self.is_ready(quiet):
            size += self.take()
        return size

    def frames(self) -> Iterator[tuple[float, list[str]]]:
        """Draw the pieces that are not drawn yet: when each came, and the rows of the screen then."""
        for at, piece in self._pieces:
            self._stream.feed(piece)
            yield at, list(self._screen.display)
        self._pieces.clear()

    def text(self) -> str:
        """The screen."""
        self._drawn_until("")
        return "\n".join(row.rstrip() for row in self._screen.display)

    def until(self, marker: str, since: float | None = None, seconds: float = 60.0) -> float:
        """Seconds since a time (the start) until words were on the screen. Raises TimeoutError."""
        since = self.began if since is None else since
        while time.perf_counter() - since < seconds:
            if self.is_ready(QUIET):
                self.take()
            elif (seen := self._drawn_until(marker)) is not None:
                return seen - since
        raise TimeoutError(f"{marker!r} did not come within {seconds} s; the screen:\n{self.text()}")

    def came(self, *markers: bytes, seconds: float = 60.0) -> list[float]:
        """Seconds from the start until each of some bytes had come, one behind the other. Raises TimeoutError."""
        found: list[float] = []
        waiting, written, at = [*markers], b"", 0
        while waiting:
            if time.perf_counter() - self.began > seconds:
                raise TimeoutError(f"{waiting[0]!r} did not come within {seconds} s; the screen:\n{self.text()}")
            if not self.is_ready(QUIET):
                continue
            self.take()
            when, piece = self._pieces[-1]
            written += piece
            while waiting and (place := written.find(waiting[0], at)) >= 0:
                at = place + len(waiting.pop(0))
                found.append(when - self.began)
        return found

    def _drawn_until(self, marker: str) -> float | None:
        """Draw the pieces that are not drawn yet; when the one came after which a marker stood there."""
        seen = None
        for at, piece in self._pieces:
            self._stream.feed(piece)
            if marker and seen is None and any(marker in row for row in self._screen.display):
                seen = at
        self._pieces.clear()
        return seen

    # --- what is done to it -------------------------------------------------------------------------------------------

    def type(self, keys: bytes) -> None:
        """Type keys, as the bytes that a terminal sends for them."""
        os.write(self.fd, keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give it another size; the kernel sends the signal."""
        self.text()
        self._screen.resize(rows, columns)
        _set_size(self.fd, columns, rows)

    def answer(self, act: Callable[[], None], *, patience: float = PATIENCE, quiet: float = QUIET) -> Answer:
        """Do something and time what follows it, to the last byte."""
        if self.is_ready(0):
            self.late += 1
            self.settle(quiet)
        began = last = time.perf_counter()
        act()
        size, wait = 0, patience
        while self.is_ready(wait):
            size += self.take()
            last, wait = time.perf_counter(), quiet
        return Answer(last - began, size)

    def answers(
        self, keys: Sequence[bytes], *, rounds: int = 1, patience: float = PATIENCE, quiet: float = QUIET
    ) -> Answers:
        """The answers to keys pressed one after the other, all of them so many times."""
        found: list[Answer] = []
        for key in list(keys) * rounds:
            found.append(self.answer(partial(self.type, key), patience=patience, quiet=quiet))
            if not any(answer.size for answer in found[-_SILENT_IN_A_ROW:]) and len(found) >= _SILENT_IN_A_ROW:
                break
        return Answers(tuple(found))

    def memory(self) -> tuple[float, float]:
        """Resident megabytes (10^6 bytes): now, and the most there were."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        lines = dict(line.split(":", 1) for line in status.splitlines())
        now, peak = (int(lines[name].split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
        return now, peak


def _set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
