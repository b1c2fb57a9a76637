"""The editor that a person has chosen for longer texts: which one it is, and running it on a file nobody else can read.

Knows nothing of screens: whoever runs it has given it the terminal before.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from store.errors import Refused

_FOUND = ("vi", "nano")
"""What is looked for where the environment names none."""
_VARIABLES = ("VISUAL", "EDITOR")


def command(environment: Mapping[str, str]) -> list[str]:
    """The program and its arguments, as the environment names them. Raises Refused where there is none."""
    for variable in _VARIABLES:
        if named := environment.get(variable, "").strip():
            try:
                if parts := shlex.split(named):
                    return parts
            except ValueError as error:
                raise Refused(f"{variable} cannot be read as a command: {error}") from error
    for name in _FOUND:
        if (found := shutil.which(name, path=environment.get("PATH"))) is not None:
            return [found]
    raise Refused("no editor is known: set EDITOR to the one you use")


def run(arguments: Sequence[str], path: Path) -> str:
    """Run an editor on a file until it is left; what went wrong, empty where nothing did."""
    name = Path(arguments[0]).name
    # ctrl+c and ctrl+\ in the editor are the editor's; a handler is not inherited, as being deaf to them would be.
    before = {number: signal.signal(number, _let_pass) for number in (signal.SIGINT, signal.SIGQUIT)}
    try:
        with subprocess.Popen([*arguments, str(path)]) as process:

            def pass_on(number: int, frame: FrameType | None) -> None:
                """Whoever ends us means the editor too, which has the terminal."""
                with suppress(ProcessLookupError):
                    process.send_signal(number)
                handler = before[signal.Signals(number)]
                if callable(handler):
                    handler(number, frame)

            for number in (signal.SIGTERM, signal.SIGHUP):
                if callable(handler := signal.getsignal(number)):
                    before[number] = handler
                    signal.signal(number, pass_on)
            code = process.wait()
    except OSError as error:
        return f"{name} cannot be started: {error.strerror or error}"
    except ValueError as error:
        return f"{name} cannot be started: {error}"
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return f"{name} ended with an error ({code})" if code else ""


def _let_pass(_number: int, _frame: object) -> None:
    pass


def new_file(beside: Path) -> Path:
    """An empty text file in a folder of its own, beside a file; both for this person alone. Raises Refused where that fails."""
    try:
        path = Path(tempfile.mkdtemp(prefix=".annotty-", dir=beside.absolute().parent)) / "note.txt"
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise Refused(f"no file can be made for the note: {error.strerror}") from error
    return path


def write(path: Path, words: str) -> None:
    """Put words into a file, with a line end behind the last. Raises Refused where they cannot be written."""
    try:
        path.write_text(f"{words}\n" if words else "", "utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error


def read(path: Path) -> str:
    """What an editor has left there; bytes that are no UTF-8 become signs. Raises Refused where there is nothing."""
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise Refused(f"the editor left no file to read: {error.strerror}") from error


def remove(path: Path) -> None:
    """Remove a file of new_file and its folder, with whatever an editor has left there; what cannot be removed stays."""
    shutil.rmtree(path.parent, ignore_errors=True)
