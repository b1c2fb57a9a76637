"""A command that is ended from outside: by ctrl+c however early, by a polite kill, by a line that drops."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from reader.cli import main
from reader.cli.ending import Ended, ended_in_order
from reader.writing import written_whole
from store.library import Library


class _Interrupting:
    """Ctrl+c is pressed while a module is loaded."""

    def __init__(self, name: str) -> None:
        self._name = name

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: object = None) -> ModuleSpec | None:
        if name == self._name:
            raise KeyboardInterrupt
        return None


@pytest.fixture(autouse=True)
def nobody_has_a_way_to_end() -> Iterator[None]:
    """An application that ran in this process leaves its own."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("arguments", "module"), [(["list"], "reader.cli.running"), ([], "reader.first.starting")])
def test_interrupted_before_much_of_it_is_loaded_it_says_so(
    arguments: list[str], module: str, place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(sys, "meta_path", [_Interrupting(module), *sys.meta_path])
    assert main(arguments) == 130
    assert capfd.readouterr().err == "annotty: interrupted\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_ended_says_by_what_and_keeps_nothing_of_what_it_had_begun(
    number: signal.Signals, place: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / "marks.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "reader", "import", str(pipe)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as importing, pipe.open("wb"):  # waits until it reads
        importing.send_signal(number)
        assert importing.wait() == 128 + number
        assert importing.stderr is not None
        assert importing.stderr.read().decode() == (
            f"annotty: ended by {number.name}; what was not finished was not kept\n"
        )
    with Library(place) as library:
        assert library.faults() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_file_that_was_being_written_leaves_nothing_where_the_process_is_ended(
    number: signal.Signals, tmp_path: Path
) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text("as it was")
    with pytest.raises(Ended) as ended, ended_in_order(), written_whole(path) as stream:
        stream.write("half")
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)  # a second one changes nothing
    assert ended.value.code == 128 + number
    assert signal.getsignal(number) == signal.SIG_DFL
    assert [each.name for each in tmp_path.iterdir()] == ["marks.jsonl"]
    assert path.read_text() == "as it was"


def test_what_ignores_the_end_of_the_line_goes_on_doing_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with ended_in_order():
        os.kill(os.getpid(), signal.SIGHUP)


def test_what_a_killed_process_left_is_swept_when_it_is_a_day_old_and_nothing_else_is(tmp_path: Path) -> None:
    kept = {".marks.jsonl.annotty-1.part", "notes.part", ".others.jsonl.x1.part", ".folder.annotty-3.part"}
    for name in (*kept - {".folder.annotty-3.part"}, ".other.jsonl.annotty-2.part"):
        (tmp_path / name).write_text("half")
    (tmp_path / ".folder.annotty-3.part").mkdir()
    old = time.time() - 2 * 24 * 60 * 60
    for name in kept - {".marks.jsonl.annotty-1.part"} | {".other.jsonl.annotty-2.part"}:
        os.utime(tmp_path / name, (old, old))
    name = "報" * 80 + ".jsonl"  # 246 bytes
    with written_whole(tmp_path / name) as stream:
        stream.write("whole")
    assert {each.name for each in tmp_path.iterdir()} == kept | {name}
