"""The real command line: as a process with pipes, as a process on a terminal, and in this process where that is enough."""

from __future__ import annotations

import os
import pty
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from reader.cli import main
from tests.forking import fork

_PATIENCE = 60.0
"""Seconds after which a command will not end."""


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it wrote."""

    code: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str) -> Ran: ...


class Start(Protocol):
    def __call__(self, *arguments: str | bytes, stdin: bytes = b"", environment: Mapping[str, str] = {}) -> Ran: ...


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file for a library, named by ANNOTTY_LIBRARY; home and data folders are the test's own, the terminal always the same."""
    for name in os.environ:
        if name.startswith("LC_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    monkeypatch.delenv("TERM_PROGRAM_VERSION", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ANNOTTY_LIBRARY", str(tmp_path / "library.db"))
    return tmp_path / "library.db"


@pytest.fixture
def run(place: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def run_here(*arguments: str) -> Ran:
        capfd.readouterr()
        code = main(arguments)
        written = capfd.readouterr()
        return Ran(code, written.out, written.err)

    return run_here


@pytest.fixture
def start(place: Path) -> Start:
    """Runs a command as a process of its own, with pipes."""

    def start_one(*arguments: str | bytes, stdin: bytes = b"", environment: Mapping[str, str] = {}) -> Ran:
        (its_in, given), (out, its_out), (err, its_err) = (os.pipe() for _ in range(3))
        program = fork(arguments, os.environ | dict(environment), (its_in, its_out, its_err))
        for each in (its_in, its_out, its_err):
            os.close(each)
        with ThreadPoolExecutor(3) as readers:
            writing = readers.submit(_write, given, stdin)
            written = [readers.submit(_read, each) for each in (out, err)]
            try:
                writing.result(_PATIENCE)
                shown, told = (each.result(_PATIENCE) for each in written)
            except TimeoutError:
                program.signal(signal.SIGKILL)
                raise
        return Ran(program.wait(), shown.decode(), told.decode())

    return start_one


def on_a_terminal(*arguments: str, typed: bytes = b"") -> tuple[int, bytes]:
    """Runs a command on a terminal of its own: its exit code, and every byte that the terminal was sent."""
    terminal, its = pty.openpty()
    os.write(terminal, typed)
    program = fork(arguments, os.environ, (its, its, its))
    os.close(its)
    received = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not piece:
            break
        received += piece
    os.close(terminal)
    return program.wait(), received


def _write(stream: int, given: bytes) -> None:
    with os.fdopen(stream, "wb") as pipe, suppress(BrokenPipeError):
        pipe.write(given)


def _read(stream: int) -> bytes:
    with os.fdopen(stream, "rb") as pipe:
        return pipe.read()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A Markdown file as an outlet might dump it."""
    path = tmp_path / "ferry.md"
    path.write_text(
        "# Ferry will sail again, says minister\n\n"
        "The Coast Institute reported on 3 May that islanders claimed the minister had promised a new ferry.\n\n"
        "“We will not wait,” said Ilse Maar, who keeps the harbour, “for another winter without a boat.”\n",
        encoding="utf-8",
    )
    return path
