"""The program in processes that are forked from one in which it is loaded already: loading takes longer than most tests look.

What a process finds is what `python -m reader` finds: arguments, environment, folder, streams, and a terminal as its own;
and it ends as that does. How the program loads is seen only by tests that start it anew.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import os
import pickle
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

_LOADED = """reader.app reader.article.screen store.adding.pipeline store.backups.making store.cleaning.html.stages
store.cleaning.plain.dump store.database.schema store.filters.hits store.formats.jsonl store.sources.json_lines
sqlite_utils trafilatura""".split()
"""With these and all commands there is hardly anything left to be loaded."""
_HOUSE = Path(__file__).parents[1]
_LOADED_IN = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
_LOOKED_AT = ("PYTHON", "TEXTUAL", "ANNOTTY_BIDI")
"""How the names begin that are looked at while the program loads."""
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")
_LENGTH = struct.Struct("!I")
_WORD = 12  # bytes of each word about a process
_STOPPED, _CONTINUED = b"stopped", b"continued"


@dataclass(frozen=True)
class _Wanted:
    """What a process is to be started with; its streams come beside it."""

    arguments: tuple[str | bytes, ...]
    environment: Mapping[str, str]
    folder: str


class Running(Protocol):
    """A process that runs the program."""

    process: int
    """Its identifier."""

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""

    def wait(self) -> int:
        """Wait for the end; the exit code, negative for a signal."""

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""

    @property
    def is_stopped(self) -> bool:
        """Whether a signal has stopped it."""


class _Forked:
    """What is known of a process by the one that forked it: a word for each thing that becomes of it."""

    def __init__(self, process: int, told: int) -> None:
        self.process = process
        self._told = os.fdopen(told, "rb", buffering=0)
        self._code: int | None = None
        self._is_stopped = False

    def _listen(self) -> None:
        while self._code is None and select.select([self._told], [], [], 0)[0]:
            word = self._told.read(_WORD).strip()
            self._is_stopped = word == _STOPPED
            if word not in (_STOPPED, _CONTINUED):
                self._code = int(word)
                self._told.close()

    def poll(self) -> int | None:
        self._listen()
        return self._code

    def wait(self) -> int:
        while (code := self.poll()) is None:
            select.select([self._told], [], [])
        return code

    def signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process, number)

    @property
    def is_stopped(self) -> bool:
        self._listen()
        return self._is_stopped

    def __del__(self) -> None:
        self._told.close()


class _Started:
    """A process of our own."""

    def __init__(self, process: int) -> None:
        self.process = process
        self._code: int | None = None

    def poll(self) -> int | None:
        if self._code is None:
            process, status = os.waitpid(self.process, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if process else None
        return self._code

    def wait(self) -> int:
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return self._code

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.process, number)

    @property
    def is_stopped(self) -> bool:
        return os.waitid(os.P_PID, self.process, os.WSTOPPED | os.WNOHANG | os.WNOWAIT) is not None


Streams = tuple[int, int, int]
"""What becomes a process's input, output and errors; where the first is a terminal, it becomes the process's own."""


def start(arguments: Sequence[str | bytes], environment: Mapping[str, str], streams: Streams) -> Running:
    """Start the program in a Python that has loaded nothing yet."""
    program = [sys.executable, "-m", "reader", *arguments]
    process = os.fork()
    if not process:
        _take(streams)
        os.execve(sys.executable, program, dict(environment))
    return _Started(process)


def fork(arguments: Sequence[str | bytes], environment: Mapping[str, str], streams: Streams) -> Running:
    """Start the program as start does, from where it is loaded already if nothing that it looks at while it loads is any
    other.
    """
    if any(name.startswith(_LOOKED_AT) for name in environment) or environment.get("TERM") == "xterm-kitty":
        return start(arguments, environment, streams)
    line = _parent()
    told, tells = os.pipe()
    request = pickle.dumps(_Wanted(tuple(arguments), dict(environment), str(Path.cwd())))
    try:
        socket.send_fds(line, [_LENGTH.pack(len(request)), request], [*streams, tells])
    finally:
        os.close(tells)
    return _Forked(int(line.recv(16)), told)


@cache
def _parent() -> socket.socket:
    """The line to the process that forks; it ends with this one."""
    ours, its = socket.socketpair(socket.AF_UNIX)
    environment = {"PATH": os.environ["PATH"], **_LOADED_IN}
    with its:
        parent = subprocess.Popen(
            [sys.executable, "-m", "tests.forking", str(its.fileno())],
            cwd=_HOUSE,
            env=environment,
            pass_fds=[its.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end() -> None:
        ours.close()
        parent.wait()

    atexit.register(end)
    return ours


# --- the process that forks ---------------------------------------------------------------------------------------------


def _serve(line: socket.socket) -> _Wanted | None:
    """Fork for every request, and tell how each process ended. Returns None at the end; in a fork, what it is to be."""
    tellers: dict[int, int] = {}
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    while True:
        ready, _, _ = select.select([line.fileno(), woken], [], [])
        if woken in ready:
            os.read(woken, 64)
            _tell(tellers)
        if line.fileno() not in ready:
            continue
        length, descriptors, _, _ = socket.recv_fds(line, _LENGTH.size, 4)
        if not length:
            return None
        request = line.recv(_LENGTH.unpack(length)[0], socket.MSG_WAITALL)
        *streams, tells = descriptors
        process = os.fork()
        if not process:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for each in (line.detach(), woken, wakes, tells, *tellers.values()):
                os.close(each)
            return _become(pickle.loads(request), streams)
        for each in streams:
            os.close(each)
        tellers[process] = tells
        line.send(str(process).encode())


def _tell(tellers: dict[int, int]) -> None:
    """Tell what became of processes since."""
    while tellers:
        process, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
        if not process:
            return
        is_over = not os.WIFSTOPPED(status) and not os.WIFCONTINUED(status)
        word = _STOPPED if os.WIFSTOPPED(status) else _CONTINUED
        if is_over:
            word = str(os.waitstatus_to_exitcode(status)).encode()
        with suppress(BrokenPipeError):  # nobody wants to know
            os.write(tellers[process], word.ljust(_WORD))
        if is_over:
            os.close(tellers.pop(process))


def _take(streams: Sequence[int]) -> None:
    """Make them this process's own."""
    os.setsid()
    if os.isatty(streams[0]):
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in {*streams} - {0, 1, 2}:
        os.close(stream)


def _become(wanted: _Wanted, streams: Sequence[int]) -> _Wanted:
    """Take the streams, the environment and the folder that were wanted."""
    _take(streams)
    os.environ.clear()
    os.environ.update(wanted.environment)
    said = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    if not os.environ.get("LC_ALL") and "utf" not in said.lower():
        os.environ["LC_CTYPE"] = "C.UTF-8"  # what Python does before anything else (PEP 538)
    os.chdir(wanted.folder)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        errors, often = getattr(sys, name).errors, 1 if name == "stderr" else -1
        stream = os.fdopen(number, "w" if number else "r", often, errors=errors, closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    return wanted


if __name__ == "__main__":
    import importlib
    import pkgutil

    import reader.cli

    _commands = (f"reader.cli.{each.name}" for each in pkgutil.iter_modules(reader.cli.__path__))
    for _name in (*_LOADED, *_commands):
        importlib.import_module(_name)
    gc.freeze()  # what is loaded stays, and is not copied to be looked through
    if (_wanted := _serve(socket.socket(fileno=int(sys.argv[1])))) is not None:
        sys.argv = ["reader", *map(os.fsdecode, _wanted.arguments)]
        runpy.run_module("reader", run_name="__main__", alter_sys=True)
