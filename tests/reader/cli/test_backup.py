"""Backing up, putting back, and what the doctor says of files and backups, on the command line."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from store.library import Library
from tests.reader.cli.conftest import Run

BACKUP = re.compile(r"library-\d{8}T\d{6}Z(-[a-z]+)?(-\d+)?\.db")


@pytest.fixture
def filled(run: Run, page: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one article."""
    monkeypatch.delenv("ANNOTTY_BACKUPS", raising=False)
    run("add", str(page))
    return place


def titles(path: Path) -> list[str]:
    with Library(path, create=False) as library:
        return sorted(row.title for row in library.articles())


def another(tmp_path: Path) -> str:
    path = tmp_path / "other.md"
    path.write_text("# The light went out\n\nNobody at the harbour could say for how long the light would stay dark.\n")
    return str(path)


def test_one_is_made_listed_and_put_back(run: Run, filled: Path, tmp_path: Path) -> None:
    ran = run("backup")
    kept = next((tmp_path / "backups").iterdir())
    assert BACKUP.fullmatch(kept.name)
    assert ran.out.startswith(f"backed up to {kept}: 1 article, 0 marks, 1 steps of the history, ")
    run("add", another(tmp_path))
    told = run("restore", "--list").out
    assert re.fullmatch(
        rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC +[\d.]+ [kM]B  asked for +1 article, 0 marks  {kept}\n", told
    )
    (as_json,) = map(json.loads, run("restore", "--list", "--json").out.splitlines())
    assert (as_json["path"], as_json["articles"], as_json["why"]) == (str(kept), 1, "asked for")
    ran = run("restore", "--latest")
    assert (ran.code, len(titles(filled))) == (1, 2)
    assert "this would replace" in ran.err
    assert "(2 articles, 0 marks, last changed" in ran.err
    ran = run("restore", str(kept), "--yes")
    assert (ran.code, ran.out) == (0, f"restored  {filled} from {kept}: 1 article, 0 marks\n")
    before = Path(ran.err.strip().removeprefix("what was there before is at "))
    assert before.name.endswith("-restore.db")
    assert len(titles(filled)) == 1
    assert f"by {kept} (" in run("restore", "--latest").err
    assert run("restore", str(before), "--yes").code == 0
    assert len(titles(filled)) == 2
    assert run("doctor").code == 0


def test_where_there_is_none_that_is_whole_nothing_is_put_back(run: Run, filled: Path, tmp_path: Path) -> None:
    assert "no backup is in" in run("restore", "--list").err
    assert run("restore", "--latest", "--yes").code == 3
    assert run("restore").code == 2
    (tmp_path / "backups").mkdir()
    bad = tmp_path / "backups" / "library-20261123T014500Z.db"
    bad.write_text("no library")
    assert "cannot be read" in run("restore", "--list").out
    assert run("restore", "--latest", "--yes").code == run("restore", str(bad), "--yes").code == 3
    assert len(titles(filled)) == 1


def test_what_a_restore_put_aside_is_not_the_latest_and_that_is_said(run: Run, filled: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    run("backup", "--output", str(copy))
    assert run("restore", str(copy), "--yes").code == 0
    ran = run("restore", "--latest", "--yes")
    assert (ran.code, "is only what a restore put aside" in ran.err) == (3, True)


def test_a_library_that_was_lost_is_put_back(run: Run, filled: Path) -> None:
    run("backup")
    filled.unlink()
    assert "but there are backups of it; `annotty restore --list` shows them" in run("list").err
    ran = run("restore", "--latest", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert len(titles(filled)) == 1


def test_it_is_written_to_a_file_or_into_a_folder(run: Run, filled: Path, tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    for _ in range(3):
        assert run("backup", "--output", str(far), "--keep", "2").code == 0
    assert len(list(far.iterdir())) == 2
    assert run("backup", "--output", str(tmp_path / "one.db")).code == 0
    assert titles(tmp_path / "one.db") == titles(filled)
    ran = run("backup", "--output", str(tmp_path / "one.db"))
    assert (ran.code, "is a library" in ran.err) == (1, True)
    assert run("backup", "--output", str(tmp_path / "none" / "one.db")).code == 1
    ran = run("backup", "--output", f"{tmp_path}/none/")
    assert (ran.code, "there is no folder" in ran.err) == (1, True)


def test_before_much_is_written_the_one_of_the_day_is_made(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = tmp_path / "marks.jsonl"
    run("export", "--articles", "--output", str(marks))
    monkeypatch.setenv("ANNOTTY_BACKUPS", "0")
    assert run("import", str(marks)).code == 0
    assert not (tmp_path / "backups").exists()
    monkeypatch.delenv("ANNOTTY_BACKUPS")
    for _ in range(2):
        assert run("import", str(marks)).code == 0
    (kept,) = (tmp_path / "backups").iterdir()
    assert kept.name.endswith("-daily.db")
    monkeypatch.setenv("ANNOTTY_BACKUPS", str(marks))  # a file is there
    ran = run("import", str(marks))
    assert (ran.code, ran.err.startswith("note: no backup can be made in")) == (0, True)


def test_who_purges_is_told_that_backups_hold_it_still(run: Run, filled: Path) -> None:
    run("backup")
    with Library(filled) as library:
        library.delete_articles([row.id for row in library.articles()])
    assert "still hold what was in the library" in run("purge", "--yes").err


# --- the doctor -----------------------------------------------------------------------------------------------------------


def spoil(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection, connection:
        connection.execute(statement)


def test_before_a_repair_the_library_is_backed_up(run: Run, filled: Path, tmp_path: Path) -> None:
    spoil(filled, "UPDATE listed SET claims = 5")
    ran = run("doctor", "--repair")
    (kept,) = (tmp_path / "backups").iterdir()
    assert (ran.code, kept.name.endswith("-repair.db")) == (0, True)
    assert f"backed up to {kept}\n" in ran.err
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT claims FROM listed").fetchone() == (5,)


def test_what_cannot_be_backed_up_is_not_repaired(run: Run, filled: Path, tmp_path: Path) -> None:
    spoil(filled, "UPDATE listed SET claims = 5")
    (tmp_path / "backups").touch()
    ran = run("doctor", "--repair")
    assert (ran.code, "nothing was repaired, for the library is backed up before" in ran.err) == (3, True)
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute("SELECT claims FROM listed").fetchone() == (5,)


def test_what_others_may_read_is_told_and_mended(run: Run, filled: Path, tmp_path: Path) -> None:
    run("backup")
    kept = next((tmp_path / "backups").iterdir())
    for path, mode in ((filled, 0o644), (kept, 0o640), (kept.parent, 0o755)):
        path.chmod(mode)
    ran = run("doctor")
    assert ran.code == 1
    assert all(f"open      others may read or change {each};" in ran.out for each in (filled, kept, kept.parent))
    assert run("doctor", "--repair").code == run("doctor").code == 0
    assert [stat.S_IMODE(each.stat().st_mode) for each in (filled, kept, kept.parent)] == [0o600, 0o600, 0o700]


def test_what_was_left_over_is_told_and_removed(run: Run, filled: Path) -> None:
    old, young = (filled.with_name(f".{filled.name}.{name}.part") for name in ("old", "young"))
    for each in (old, young):
        each.touch(0o600)
    os.utime(old, (0, 0))
    ran = run("doctor")
    assert (ran.code, "left      1 files of work that was broken off" in ran.err) == (0, True)
    run("doctor", "--repair")
    assert (old.exists(), young.exists()) == (False, True)


def test_marks_and_texts_that_are_not_what_they_were_are_told(run: Run, filled: Path, tmp_path: Path) -> None:
    for statement in (
        "DROP TRIGGER text_is_never_edited",
        "DROP TRIGGER source_is_never_edited",
        "UPDATE text SET text = text || '.'",
        "UPDATE source SET raw = x'00'",
    ):
        spoil(filled, statement)
    from store.database.checking import soundness

    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        words = [each.words for each in soundness.faults(connection)]
    assert words == [
        "1 texts are not what they were when they came",
        "the raw bytes of 1 articles are not what they were when they came",
    ]


def test_for_programs_it_says_all_in_one_object(run: Run, filled: Path) -> None:
    run("backup")
    ran = run("doctor", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["sound"], told["articles"], told["faults"]) == (0, True, 1, [])
    assert (told["journal"], len(told["backups"])) == ("log (WAL)", 1)
    assert {"Python", "SQLite", "annotty", "textual"} <= set(told["versions"])
    spoil(filled, "UPDATE listed SET claims = 5")
    ran = run("doctor", "--json")
    assert (ran.code, json.loads(ran.out)["faults"][0]["curable"]) == (1, True)
    assert json.loads(run("doctor", "--json", "--repair").out)["sound"]


def test_how_old_the_newest_backup_is_and_what_others_may_put_there_is_told(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    assert "no backup is in" in run("doctor").err
    run("backup")
    kept = next((tmp_path / "backups").iterdir())
    kept.rename(kept.with_name("library-20200101T000000Z.db"))
    assert re.search(r"the newest backup is \d{4} days old", run("doctor").err)
    tmp_path.chmod(0o777)
    assert f"others may put files into {tmp_path}" in run("doctor").err
    tmp_path.chmod(0o700)
