"""`annotty add` with many articles: stopped and run again, watched on a terminal, read by a script."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import progress
from reader.cli.progress import Course, line, sizes_of
from store.library import Library
from tests.pty_terminal import PtyTerminal
from tests.reader.cli.conftest import Run, on_a_terminal
from tests.store.adding.dumps import page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of dumps, enough to be interrupted among."""
    place = tmp_path / "dumps"
    place.mkdir()
    for number in range(600):
        (place / f"{number:03}.txt").write_bytes(page(number, sentences=30))
    return place


def test_interrupted_it_keeps_what_it_told_and_goes_on_from_there(place: Path, folder: Path, run: Run) -> None:
    command = [sys.executable, "-u", "-m", "reader", "add", "--jobs", "2", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    with process, process.stdout, process.stderr:
        rest, err = process.stdout.read(), process.stderr.read()
    told = [each.split()[1] for each in (first + rest).splitlines()]
    assert process.returncode == 130
    assert 0 < len(told) < 600
    assert err.splitlines() == [
        f"{len(told)} added",
        "stopped; what is named is kept, and the same command goes on from there",
    ]
    with Library(place, create=False) as library:
        assert list(library.article_ids()) == told
    again = run(
        "add", "--jobs", "1", str(folder / "000.txt"), *(str(folder / f"{number:03}.txt") for number in (598, 599))
    )
    assert [each.split()[0] for each in again.out.splitlines()] == ["known", "added", "added"]


def test_ctrl_c_on_a_terminal_leaves_no_traceback(place: Path, folder: Path) -> None:
    with PtyTerminal(["--library", str(place), "add", str(folder)]) as terminal:
        terminal.wait_for("added ")
        terminal.type("\x03")
        assert terminal.end() == 130
        assert b"Traceback" not in terminal.received
        assert "stopped; what is named is kept" in terminal.text


def test_on_a_terminal_the_first_are_named_and_a_script_has_every_one(
    place: Path, folder: Path, tmp_path: Path, run: Run
) -> None:
    few = [str(folder / f"{number:03}.txt") for number in range(25)]
    code, received = on_a_terminal("add", "--jobs", "1", *few)
    shown = re.sub(rb"\r(?!\n)[^\n]*?\r(?!\n)", b"", received).decode().split("\r\n")
    assert code == 0
    assert sum("added  " in each for each in shown) >= 20
    assert sum(bool(re.search(r"added +[0-9a-f-]{36}", each)) for each in shown) == 20
    assert "…" in shown
    assert shown[-2].endswith("25 added")
    assert len(run("add", "--jobs", "1", *few).out.splitlines()) == 25


def test_quiet_names_only_what_was_skipped(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("add", "--quiet", str(folder / "001.txt"), str(tmp_path / "gone.txt"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"skipped   {tmp_path}/gone.txt: cannot be read: no such file or directory\n"


def test_a_format_that_nobody_knows_is_wrong_usage(run: Run, folder: Path) -> None:
    ran = run("add", "--format", "pdf", str(folder))
    assert ran.code == 2
    assert "--format pdf is not known; it is one of text, html, markdown" in ran.err


def test_the_fields_of_rows_can_be_named(run: Run, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"inner": {"words": page(1).decode()}, "head": "A ferry for Halvern"}))
    ran = run("add", "--text-field", "inner.words", "--title-field", "head", str(rows))
    assert "A ferry for Halvern" in ran.out


# --- the line -----------------------------------------------------------------------------------------------------


def test_the_line_says_how_many_how_fast_how_much_and_how_long() -> None:
    assert line("1,200 added", 1200, 10.0, 0.25, "crawl/a.warc.gz#record 12", 100) == (
        "1,200 added  120/s  25%  0:30 left  crawl/a.warc.gz#record 12"
    )
    assert line("3 added", 3, 0.5, None, "a.txt", 80) == "3 added  a.txt"
    assert line("3 added", 3, 0.5, None, "a.txt", 12) == "3 added"
    assert line("9 added", 9, 4.0, 0.001, "a.txt", 80) == "9 added  2.2/s  0%  a.txt"


@pytest.mark.parametrize("width", range(1, 60))
def test_the_line_is_never_as_wide_as_the_terminal(width: int) -> None:
    from rich.cells import cell_len

    assert cell_len(line("12 added", 12, 5.0, 0.5, "水の新聞/とても長い名前.html", width)) < max(width, 2)


def test_nothing_of_a_name_has_power_over_the_terminal() -> None:
    told = line("1 added", 1, 2.0, None, "\x1b]0;mine\x07\u202e.txt", 80)
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_the_share_is_told_by_the_bytes_of_the_files(tmp_path: Path) -> None:
    for name, size in (("a.txt", 100), ("b.jsonl", 300), ("c.warc.gz", 600)):
        (tmp_path / name).write_bytes(b"x" * size)
    course = Course(sizes_of([str(tmp_path)]))
    shares = []
    for origin, size in (("a.txt", 100), ("b.jsonl#1", 120), ("b.jsonl#2", 500), ("c.warc.gz#1", 5000)):
        course.passed(str(tmp_path / origin), size)
        shares.append(course.share)
    assert shares == [0.1, 0.22, 0.4, 0.4]


def test_where_a_share_cannot_be_told_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    assert sizes_of([str(tmp_path), "-"]) == {}
    assert sizes_of(["https://quay.example/"]) == {}
    assert Course({}).share is None
    monkeypatch.setattr(progress, "_MOST_FILES", 0)
    assert sizes_of([str(tmp_path)]) == {}


# --- clusters ------------------------------------------------------------------------------------------------------


def test_jobs_and_a_scheduler_cannot_both_say_who_cleans(run: Run, folder: Path) -> None:
    done = run("add", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1", str(folder))
    assert done.code == 2
    assert "--jobs and --scheduler" in done.err


def test_a_scheduler_that_cannot_be_reached_is_told_in_one_line(run: Run, folder: Path) -> None:
    pytest.importorskip("distributed")
    done = run("add", "--scheduler", "somewhere", str(folder))
    assert done.code == 1
    assert done.out == ""
    assert done.err == ("annotty: somewhere is no address of a scheduler; it looks like tcp://10.0.0.5:8786\n")
