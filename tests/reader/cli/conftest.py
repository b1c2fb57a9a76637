"""The real command line: as a process with pipes, as a process on a terminal, and in this process where that is enough."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from reader.cli import main


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
    """A file for a library, named by ANNOTTY_LIBRARY, with home and data folders that are the test's own."""
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
        done = subprocess.run(
            [sys.executable, "-m", "reader", *arguments],
            input=stdin,
            capture_output=True,
            env=os.environ | dict(environment),
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return start_one


def on_a_terminal(*arguments: str) -> tuple[int, bytes]:
    """Runs a command on a terminal of its own: its exit code, and every byte that the terminal was sent."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-m", "reader", *arguments])
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
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), received


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
