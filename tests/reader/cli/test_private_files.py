"""Whatever a command writes is its owner's alone, with no help from the umask; and it is written whole or not at all."""

from __future__ import annotations

import os
import select
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.preferences import Preferences, save
from reader.writing import write
from store.library import Library
from tests.forking import fork
from tests.reader.cli.conftest import Run


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """What in a folder others may do something with, and its permissions."""
    return {
        str(each.relative_to(folder)): oct(stat.S_IMODE(each.lstat().st_mode))
        for each in folder.rglob("*")
        if each.lstat().st_mode & 0o077
    }


def test_every_file_that_a_command_writes_is_for_its_owner_alone(
    run: Run, tmp_path: Path, no_umask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANNOTTY_BACKUPS", raising=False)
    home = tmp_path / "home"
    monkeypatch.setenv("ANNOTTY_LIBRARY", str(home / "data" / "annotty" / "library.db"))
    page = tmp_path / "page.md"
    page.write_text("# Ferry will sail again\n\nThe Coast Institute reported that Ilse Maar waits for a ferry.\n")
    page.chmod(0o600)
    out = home / "out"
    out.mkdir(parents=True)
    home.chmod(0o700)
    out.chmod(0o700)
    commands = (
        ("add", str(page)),
        ("entities", "add", "Ilse Maar", "--tag", "PERSON"),
        ("mark", "Ilse Maar", "--all"),
        ("label", "dam", "--filter", "ferry"),
        ("state", "done", "--filter", "ferry"),
        ("queue", "keep", "dam", "label:dam"),
        ("backup",),
        ("backup", "--output", str(out / "copy.db")),
        ("export", "--output", str(out / "marks.jsonl")),
        ("export", "--articles", "--output", str(out / "all.jsonl")),
        ("timeline", "Ilse Maar", "--output", str(out / "timeline.svg")),
        ("timeline", "Ilse Maar", "--output", str(out / "timeline.md")),
        ("tags", "export", str(out / "tags.toml")),
        ("--library", str(home / "new" / "folder" / "library.db"), "import", str(out / "all.jsonl")),
        ("--library", str(home / "new" / "folder" / "library.db"), "merge", str(out / "copy.db")),
        ("--library", str(home / "demo" / "demo.db"), "demo", "--no-open"),
        ("reclean",),
        ("undo",),
        ("redo",),
        ("delete", "--filter", "ferry"),
        ("purge", "--yes"),
        ("doctor", "--repair"),
        ("restore", "--latest", "--yes"),
    )
    failed = {" ".join(each): ran.err for each in commands if (ran := run(*each)).code}
    assert failed == {}
    with Library(home / "data" / "annotty" / "library.db") as library:
        library.catch_up()
        assert open_to_others(home) == {}, "while it is open, with its log"
    assert save(home / "state" / "annotty" / "preferences.json", Preferences())
    assert open_to_others(home) == {}


def test_a_file_that_was_there_keeps_its_permissions(run: Run, page: Path, tmp_path: Path) -> None:
    run("add", str(page))
    there = tmp_path / "marks.jsonl"
    there.write_text("before")
    there.chmod(0o640)
    assert run("export", "--articles", "--output", str(there)).code == 0
    assert (stat.S_IMODE(there.stat().st_mode), there.read_text()[0]) == (0o640, "{")


def test_an_export_that_is_killed_leaves_the_file_that_was_there_or_all_of_the_new_one(
    run: Run, place: Path, tmp_path: Path
) -> None:
    run("demo", "--no-open", "--library", str(place))
    out = tmp_path / "marks.jsonl"
    run("export", "--articles", "--output", str(out))
    whole, cut = out.read_text(), 0
    for number in range(round(4 * float(os.environ.get("ANNOTTY_ROUNDS", "1")))):
        out.write_text("what was there before")
        null = os.open(os.devnull, os.O_RDWR)
        program = fork(("export", "--articles", "--output", str(out)), os.environ, (null, null, null))
        os.close(null)
        while program.poll() is None and len(list(tmp_path.glob(".marks.jsonl.*"))) == cut:
            select.select([], [], [], 0.001)  # until it has begun to write
        select.select([], [], [], number / 500)
        program.signal(signal.SIGKILL)
        program.wait()
        assert out.read_text() in ("what was there before", whole)
        cut = len(list(tmp_path.glob(".marks.jsonl.*")))
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in tmp_path.glob(".marks.jsonl.*"))


def test_what_cannot_be_written_to_its_end_leaves_nothing(tmp_path: Path) -> None:
    there = tmp_path / "there.md"
    write(there, "before")
    with pytest.raises(UnicodeEncodeError):
        write(there, "\ud800")
    assert (there.read_text(), [each.name for each in tmp_path.iterdir()]) == ("before", ["there.md"])
