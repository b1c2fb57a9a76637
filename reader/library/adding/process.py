"""A process that adds to the library beside annotty: begun, listened to, stopped. Knows nothing of screens.

It has a session of its own and tells what it does into a file without a name, so that it goes on undisturbed when annotty
is left, or dies: nothing that it has added is lost, and what is not added yet is added all the same.
"""

from __future__ import annotations

import codecs
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from reader.library.adding.telling import Told

_AT_ONCE = 1 << 18
"""Bytes that are read of what it tells at a time."""
_BEGINNING = 300
"""Code points of a line that is told as a failure."""


class AddingProcess:
    """One `annotty add` at work. Raises OSError where it cannot be begun."""

    def __init__(self, library: Path, places: Sequence[str]) -> None:
        self.places = tuple(places)
        self.told = Told()
        self._telling: BinaryIO = tempfile.TemporaryFile(dir=library.absolute().parent)  # noqa: SIM115 - the process keeps it
        self._read = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        try:
            self._process = subprocess.Popen(
                command(library, places),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._telling,
                start_new_session=True,
            )
        except OSError:
            self._telling.close()
            raise

    def listen(self) -> bool:
        """Read what it has told since; whether it goes on."""
        code = self._process.poll()  # before the reading: nothing is told behind it
        while piece := os.pread(self._telling.fileno(), _AT_ONCE, self._read):
            self._read += len(piece)
            self._take(self._decoder.decode(piece))
            if code is None:
                return True  # the rest when the keys have had their turn
        if code is None:
            return True
        self._take("\n")
        self._telling.close()
        if code < 0 and not self.told.over:
            self.told = self.told.after(f"the process was ended by signal {-code}; what was added is kept")
        return False

    def _take(self, words: str) -> None:
        *lines, self._rest = (self._rest + words).split("\n")
        for line in lines:
            self.told = self.told.after(line if line.startswith("{") else line[:_BEGINNING])

    def stop(self) -> None:
        """Ask it to stop where it can; what it has added is kept."""
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGINT)

    def let_go(self) -> None:
        """Listen no more; it goes on."""
        self._telling.close()
        _not_waited_for(self._process)


def _not_waited_for(process: subprocess.Popen[bytes]) -> None:
    """The process outlives us; Popen, which would warn of that, is told that it is over."""
    process.returncode = 0


def command(library: Path, places: Sequence[str]) -> list[str]:
    """The command that adds these places, for this Python."""
    python = [sys.executable, "-m", "reader"]
    return [*python, "--library", str(library), "add", "--progress", "json", "--", *places]


def add_by_itself(library: Path, places: Sequence[str]) -> None:
    """Begin to add without anybody who listens. Raises OSError where it cannot be begun."""
    process = subprocess.Popen(
        command(library, places),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _not_waited_for(process)
