"""Files that somebody laid where annotty looks or writes: none is waited for, written through or over that should not be."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from reader.cli.keys import keymap_at
from reader.preferences import Preferences, load
from reader.writing import write, written_whole
from store.backups import naming
from store.errors import NotSaved, Refused
from store.library import Library
from tests.conftest import tables_of
from tests.reader.cli.conftest import Run

WRITERS = (
    ("export", "--output"),
    ("tags", "export"),
    ("timeline", "--format", "json", "Ilse Maar", "--output"),
    ("backup", "--output"),
)


@pytest.fixture
def filled(run: Run, page: Path, place: Path) -> Path:
    """A library with an article and an entity."""
    assert run("add", str(page)).code == 0
    assert run("entities", "add", "Ilse Maar", "--tag", "PERSON").code == 0
    return place


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: str(command[0]))
def test_nothing_is_written_over_a_library_nor_over_what_lies_beside_one(
    run: Run, filled: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    other = tmp_path / "other.db"
    assert run("backup", "--output", str(other)).code == 0
    (tmp_path / "link.db").symlink_to(filled)
    (tmp_path / "second.db").hardlink_to(filled)
    with Library(filled) as library:
        library.label(list(library.article_ids()), "dam")  # it stands in the log alone
        log = filled.with_name(f"{filled.name}-wal")
        assert log.stat().st_size
        before, saved = tables_of(library), log.read_bytes()
        beside = [f"{filled.name}{end}" for end in ("", "-wal", "-shm", "-journal", "-lock")]
        for name in (
            *beside,
            "other.db",
            "other.db-wal",
            "link.db",
            "link.db-wal",
            "second.db",
            f"../{tmp_path.name}/{filled.name}",
        ):
            done = run(*command, str(tmp_path / name))
            assert done.code == 1 and done.err.startswith("annotty: "), name
            assert "library" in done.err or "exists" in done.err
        assert (tables_of(library), log.read_bytes()) == (before, saved)
    assert run("doctor").code == 0
    assert run("doctor", "--library", str(other)).code == 0
    assert not list(tmp_path.glob("*-journal")) + list(tmp_path.glob("*-lock")) + list(tmp_path.glob(".*part*"))


def test_a_file_that_is_only_called_like_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "marks.db").write_text("no database")
    for name in ("marks.db", "marks.db-wal", "notes-journal", "x-lock"):
        write(tmp_path / name, "marks")
        assert (tmp_path / name).read_text() == "marks"


def test_links_are_written_through_to_a_file_and_no_further(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(OSError, match="symbolic links"):
        write(tmp_path / "one", "x")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write(tmp_path / "link", "words")
    assert (tmp_path / "link").is_symlink()
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
    with pytest.raises(OSError, match="directory"):
        write(tmp_path, "x")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "link", "one", "two"]


@pytest.mark.parametrize("name", ["a" * 255, "-rf", "a\nb", "\udcff", "é" * 120, " ", "a\\b", "$(x)"])
def test_any_name_that_a_file_may_have_is_written_whole(tmp_path: Path, name: str) -> None:
    with written_whole(tmp_path / name) as stream:
        stream.write("words")
        assert not (tmp_path / name).exists()
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [(name, "words")]


def test_a_name_that_none_may_have_is_told(run: Run, filled: Path) -> None:
    for name in ("a" * 256, f"{filled}/below", "nowhere/a", "/proc/self/nothing"):
        done = run("export", "--output", name)
        assert (done.code, "Traceback" in done.err) == (1, False), name
    assert run("export", "--output", "-rf").code == 2


def test_full_devices_are_told_and_stay_devices(run: Run, filled: Path) -> None:
    done = run("export", "--articles", "--output", "/dev/full")
    assert (done.code, "No space left" in done.err) == (1, True)
    assert run("export", "--articles", "--output", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


# --- what lies where it is looked for -----------------------------------------------------------------------------


def test_pipes_and_sockets_are_not_waited_for(
    run: Run, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.txt").symlink_to(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "above").symlink_to(tmp_path)
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as own:
        own.bind("sock.txt")
        (folder / "words.txt").write_text("A ferry sails.")
        done = run("add", str(folder))
        assert done.out.count("added ") == 1
        for each in ("pipe.txt", "link.txt", "zero.txt", "sock.txt"):
            assert run("add", each).code == 1
    assert len(run("list").out.splitlines()) == 1


def test_a_pipe_in_place_of_what_a_person_prefers_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "keys.toml")
    os.mkfifo(tmp_path / "preferences.json")
    assert keymap_at(tmp_path / "keys.toml", tuple).faults == ("it is a named pipe, not a file",)
    assert load(tmp_path / "preferences.json") == Preferences()


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "zero", "words"])
def test_whatever_lies_in_place_of_the_lock_is_told_and_left(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")
    lock, kept = filled.with_name(f"{filled.name}-lock"), tmp_path / "kept"
    kept.write_text("words")
    if kind == "pipe":
        os.mkfifo(lock)
    elif kind == "folder":
        lock.mkdir()
    elif kind == "words":
        lock.write_bytes(b"h\x1b[31m\nm\nb\ns\n7\nx\n\x1b]0;x\x07\xe2\x80\xaeu\n2026\n")
    else:
        lock.symlink_to(kept if kind == "link" else "/dev/zero")
    seen = lock.lstat()
    done = run("label", "dam", "--filter", "ferry")
    assert done.code in (1, 3)
    assert "annotty unlock" in done.err
    assert all(sign.isprintable() or sign == "\n" for sign in done.err)
    assert lock.lstat() == seen
    if kind != "folder":
        assert run("unlock", "--yes").code == 0
        assert run("label", "dam", "--filter", "ferry").code == 0
    assert kept.read_text() == "words"


# --- names of bytes, and what the environment says ----------------------------------------------------------------


def test_a_library_whose_name_is_no_text_is_backed_up_and_restored(run: Run, filled: Path, tmp_path: Path) -> None:
    place = filled.rename(tmp_path / "caf\udce9.db")
    for command in (("backup",), ("doctor",), ("list",), ("restore", "--latest", "--yes"), ("undo",)):
        assert run(*command, "--library", str(place)).code == 0, command
    assert len(list((tmp_path / "backups").iterdir())) == 2


@pytest.mark.parametrize(
    "said", ["~nobody-here/x", "relative", "a\nb", "\udcff", "a" * 300, "/dev/null", "/proc/nothing"]
)
def test_any_folder_for_backups_is_taken_or_told_of(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(naming.VARIABLE, said)
    done = run("backup")
    assert done.code == (1 if len(said) > 250 or said.startswith("/") else 0)
    assert "Traceback" not in done.err
    assert run("add", str(tmp_path / "ferry.md")).code == 0, "which backs up by itself"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("HOME", value) for value in ("", "relative", "/nowhere", "\udcff")),
        *((name, "/dev/null") for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "ANNOTTY_CONFIG", "ANNOTTY_STATE")),
        *(("ANNOTTY_CONFIG", value) for value in ("~nobody-here", "/proc/1/root", "a" * 5000, "\udcff")),
        *(("ANNOTTY_JOURNAL", value) for value in ("no such", "; rm", "WAL")),
        *(("TMPDIR", value) for value in ("/nowhere", "/dev/null")),
        *(("COLUMNS", value) for value in ("0", "-1", "9" * 30, "wide")),
        ("TZ", "Nowhere/None"),
        ("EDITOR", "vi; touch made"),
        ("SQLITE_TMPDIR", "/nowhere"),
    ],
)
def test_no_odd_word_in_the_environment_stops_a_command(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    for command in (("list",), ("label", "dam", "--filter", "ferry"), ("keys",)):
        done = run(*command)
        assert (done.code in ((0, 1) if command == ("keys",) else (0,)), "Traceback" in done.err) == (True, False), (
            command
        )
    assert not (tmp_path / "made").exists()


def test_a_mask_that_takes_all_rights_away_keeps_nobody_from_writing(run: Run, filled: Path, tmp_path: Path) -> None:
    before = os.umask(0o777)
    try:
        done = run("export", "--output", str(tmp_path / "marks.jsonl"))
        there = stat.S_IMODE((tmp_path / "marks.jsonl").stat().st_mode)
    finally:
        os.umask(before)
    assert done.code == 0
    assert there & 0o077 == 0


def test_backups_of_other_names_and_links_are_left_alone(run: Run, filled: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("words")
    backups = tmp_path / "elsewhere"
    backups.mkdir()
    (tmp_path / "backups").symlink_to(backups)
    words = {
        f"library-{at}": "no library" for at in ("20200102T000000Z.db", "99999999T999999Z.db", "20200104T000000Z.db\n")
    }
    for name, said in words.items():
        (backups / name).write_text(said)
    (backups / "library-20200103T000000Z.db").mkdir()
    (backups / "library-20200101T000000Z.db").symlink_to(kept)
    planted = {each.name for each in backups.iterdir()}
    (backups / ".library-x.part").symlink_to(kept)
    for _ in range(3):
        assert run("backup", "--keep", "1").code == 0
    assert kept.read_text() == "words"
    left = {each.name for each in backups.iterdir()}
    assert left >= planted
    assert 1 <= len(left - planted) <= 2, "of one second two may be left"
    assert run("restore", "--list").code == 0


def test_the_guards_are_errors_of_ours(filled: Path) -> None:
    with pytest.raises(Refused, match="is a library"):
        write(filled, "x")
    with Library(filled) as library, pytest.raises(NotSaved, match="stand in the way of the library"):
        library.backup(filled.with_name(f"{filled.name}-journal"))
