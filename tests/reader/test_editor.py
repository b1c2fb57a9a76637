"""The editor of one's own: which one it is, what it is given, and what becomes of what it leaves."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from reader import editor
from store.errors import Refused


def script(path: Path, body: str) -> Path:
    """An executable shell script."""
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_visual_goes_before_editor_and_both_may_have_arguments() -> None:
    assert editor.command({"VISUAL": "code --wait", "EDITOR": "ed"}) == ["code", "--wait"]
    assert editor.command({"VISUAL": " ", "EDITOR": "'my editor' -x"}) == ["my editor", "-x"]


def test_without_them_what_is_there_is_taken(tmp_path: Path) -> None:
    nano = script(tmp_path / "nano", "")
    assert editor.command({"PATH": str(tmp_path)}) == [str(nano)]
    vi = script(tmp_path / "vi", "")
    assert editor.command({"PATH": str(tmp_path)}) == [str(vi)]


def test_where_there_is_none_or_it_is_no_command_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="set EDITOR"):
        editor.command({"PATH": str(tmp_path)})
    with pytest.raises(Refused, match="EDITOR cannot be read as a command"):
        editor.command({"EDITOR": "vi 'half"})


def test_the_file_is_for_this_person_alone_and_goes_with_its_folder(tmp_path: Path) -> None:
    path = editor.new_file(tmp_path / "library.db")
    editor.write(path, "one\ntwo")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.parent.parent == tmp_path
    assert path.suffix == ".txt"
    assert path.read_text() == "one\ntwo\n"
    (path.parent / "note.txt~").touch()
    editor.remove(path)
    assert not path.parent.exists()
    editor.remove(path)


def test_it_is_run_without_a_shell_on_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a note; rm.txt"
    path.write_text("before")
    program = script(tmp_path / "edit", 'printf "%s|" "$@" > "$2.args"; printf after > "$2"')
    assert editor.run([str(program), "$HOME"], path) == ""
    assert path.read_text() == "after"
    assert Path(f"{path}.args").read_text() == f"$HOME|{path}|"


def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    assert editor.run([str(script(tmp_path / "bad", "exit 3"))], path) == "bad ended with an error (3)"
    assert editor.run(["/nowhere/ed"], path) == "ed cannot be started: No such file or directory"
    assert "cannot be started" in editor.run([str(tmp_path)], path)
    with pytest.raises(Refused, match="no file to read"):
        editor.read(path)


def test_an_interrupt_in_the_editor_is_the_editors_and_ours_is_as_before(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    before = signal.getsignal(signal.SIGINT)
    program = script(tmp_path / "edit", 'kill -INT $PPID; trap "echo heard > $1; exit 0" INT; kill -INT $$; sleep 9')
    assert editor.run([str(program)], path) == ""
    assert path.read_text() == "heard\n"
    assert signal.getsignal(signal.SIGINT) is before


def test_bytes_that_are_no_utf_8_become_signs(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"\xef\xbb\xbfne\xe9")
    assert editor.read(path) == "ne\ufffd"
