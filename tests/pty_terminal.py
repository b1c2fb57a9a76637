"""A terminal of its own for a program: a pseudo-terminal whose bytes are kept and drawn by an emulator.

Nothing sleeps: what is waited for is looked for after every piece that the program writes, until it is there or the
patience is over.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

from tests.forking import fork, start

ESCAPE = "\x1b[27u"
"""The escape key as newer terminals send it: the single byte means something else where another key follows at once."""
PATIENCE = 30.0
"""Seconds after which what was waited for will not come."""


class PtyTerminal:
    """Runs `python -m reader` with some arguments on a terminal of a size; environment is all that it knows.

    anew: in a Python that has loaded nothing yet, for tests that look at how the program loads.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        anew: bool = False,
    ) -> None:
        self.received = b""
        """Every byte that the program wrote."""
        self._rows: list[str] | None = None  # what is shown, put together only where something came: it takes long
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._code: int | None = None
        self._is_gone = False
        base = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        base["ANNOTTY_STATE"] = "/dev/null"  # no folder: nothing that is preferred is kept
        known = {name: value for name, value in (base | dict(environment or {})).items() if value}
        self._terminal, its = pty.openpty()
        # The size must be right before the program asks for it.
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        begin = start if anew else fork
        self._modes = termios.tcgetattr(its)
        self._program = begin(arguments, known, (its, its, its))
        os.close(its)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            self._program.signal(signal.SIGKILL)
            self.end()
        self.hang_up()

    # --- what it shows ------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[str]:
        """The screen, row by row."""
        if self._rows is None:
            # As pyte's own display, which fails where half of a wide character was written over.
            cells, wide = self._screen.buffer, range(self._screen.columns)
            self._rows = ["".join(cells[y][x].data for x in wide) for y in range(self._screen.lines)]
        return self._rows

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(row.rstrip() for row in self.rows)

    def attributes_at(self, words: str) -> frozenset[str]:
        """The attributes (not the colours) of the first letter of some words. Raises ValueError where they are not there."""
        for y, row in enumerate(self.rows):
            if words in row:
                cell = self._screen.buffer[y][row.index(words)]
                names = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
                return frozenset(name for name in names if getattr(cell, name))
        raise ValueError(f"“{words}” is not on the screen:\n{self.text}")

    @property
    def cells(self) -> list[list[tuple[object, ...]]]:
        """Every cell of the screen, row by row: its letter, and its looks as far as they can be seen."""
        return _cells(self._screen)

    def cells_behind(self, written: bytes) -> list[list[tuple[object, ...]]]:
        """What a screen of this size would show if no more than some bytes had been written."""
        screen = pyte.Screen(self._screen.columns, self._screen.lines)
        pyte.ByteStream(screen).feed(written)
        return _cells(screen)

    def ground_at(self, row: int, column: int) -> tuple[str, bool]:
        """What a cell stands on: its colour, and whether it is reversed."""
        cell = self._screen.buffer[row][column]
        return cell.bg, cell.reverse

    @property
    def colours(self) -> set[str]:
        """The colours of everything on the screen."""
        cells = (cell for line in self._screen.buffer.values() for cell in line.values())
        return {colour for cell in cells for colour in (cell.fg, cell.bg)}

    @property
    def is_as_before(self) -> bool:
        """Whether the line settings are those that the program was given."""
        return termios.tcgetattr(self._terminal) == self._modes

    @property
    def process(self) -> int:
        """The identifier of the program's process."""
        return self._program.process

    @property
    def is_stopped(self) -> bool:
        """Whether a signal has stopped the program."""
        return self._program.is_stopped

    def has_ended(self) -> bool:
        """Whether the program has ended; takes nothing of what it writes."""
        return self._program.poll() is not None

    # --- what is done to it ---------------------------------------------------------------------------------------------

    def type(self, keys: str | bytes) -> None:
        """Type keys, as the bytes that a terminal sends for them."""
        os.write(self._terminal, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give it another size."""
        self._rows = None
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def reset(self) -> None:
        """Set the line as it was before, as a shell does for itself."""
        termios.tcsetattr(self._terminal, termios.TCSANOW, self._modes)

    def hang_up(self) -> None:
        """Drop the line: from now on there is no terminal."""
        if not self._is_gone:
            self._is_gone = True
            os.close(self._terminal)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._program.signal(number)

    def read(self, seconds: float) -> bool:
        """Take what the program writes next, waiting so long for it; False at the end."""
        if self._is_gone:
            select.select([], [], [], seconds)
            return False
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return True
        try:
            piece = os.read(self._terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            return False
        self.received += piece
        self._rows = None
        self._stream.feed(piece)
        return bool(piece)

    def until(self, condition: Callable[[], bool]) -> None:
        """Take what the program writes until something holds. Raises AssertionError with the screen where it never does."""
        end = time.monotonic() + PATIENCE
        while not condition():
            alive = self.read(0.02)
            if not condition() and (not alive or time.monotonic() > end):
                what = "waited too long" if alive else "the program ended"
                raise AssertionError(f"{what}; the screen shows:\n{self.text}\nlast bytes: {self.received[-400:]!r}")

    def wait_for(self, words: str) -> None:
        """Wait until some words are on the screen."""
        self.until(lambda: words in self.text)

    def end(self) -> int:
        """Take all that is still written and wait for the end; the exit code, negative for a signal."""
        deadline = time.monotonic() + PATIENCE
        while self._code is None:
            alive = self.read(0.02)
            if (code := self._program.poll()) is not None:
                self._code = code
                while alive and select.select([self._terminal], [], [], 0)[0]:
                    alive = self.read(0)
            elif time.monotonic() > deadline:
                raise AssertionError(f"the program does not end; the screen shows:\n{self.text}")
        return self._code


def _cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """A cell without what cannot be seen of it: the colour of a letter that is not there."""
    is_blank = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return (cell.data, cell.bg) if is_blank else tuple(cell)
