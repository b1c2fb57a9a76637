"""Processes that add to one library: two of them at once, one that is killed in the middle, one beside somebody who reads."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from store.formats import jsonl
from store.library import Library
from store.model import Draft, PartDraft, Role, State
from store.text import Span
from tests.store.adding.dumps import story

ROWS = 260
_ALIKE = 13
"""One story of so many is told twice, with another end."""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A file of articles of four outlets, some alike."""
    path = tmp_path / "rows.jsonl"
    with path.open("w") as file:
        for number in range(ROWS):
            words = story(number - 1 if number % _ALIKE == 0 and number else number)
            row = {"text": f"{words}\n\nThis is number {number}.", "url": f"https://site{number % 4}.example/{number}"}
            file.write(json.dumps(row) + "\n")
    return path


def adding(library: Path, rows: Path) -> subprocess.Popen[str]:
    """`annotty add` in a process of its own, whose lines come as soon as they are written."""
    command = [sys.executable, "-u", "-m", "reader", "--library", str(library), "add", "--jobs", "1", str(rows)]
    folder = Path(__file__).parents[3]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def is_whole(path: Path) -> None:
    """Everything is there once, in every place where it belongs."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("article", "source", "text", "listed", "indexed"):
            (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert (table, number) == (table, ROWS)
        for count in (
            "SELECT count(*) FROM change WHERE action = 'add'",
            "SELECT count(DISTINCT number) FROM band",
            "SELECT count(*) FROM search WHERE search MATCH 'number'",
        ):
            assert (count, *connection.execute(count).fetchone()) == (count, ROWS)
    with Library(path) as library:
        assert library.not_indexed() == 0
        assert library.index_faults() == []


def test_two_that_add_the_same_at_once_add_everything_once(tmp_path: Path, rows: Path) -> None:
    path = tmp_path / "library.db"
    both = [adding(path, rows) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    outcomes = Counter(line.split()[0] for out, _ in said for line in out.splitlines())
    assert outcomes == {"added": ROWS, "known": ROWS}
    is_whole(path)


def test_two_that_import_the_same_at_once_import_everything_once(tmp_path: Path, rows: Path) -> None:
    with adding(tmp_path / "other.db", rows) as process:
        process.communicate(timeout=120)
    with Library(tmp_path / "other.db") as other:
        article = next(iter(other.article_ids()))
        other.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 3)),)))
        exported = tmp_path / "exported.jsonl"
        exported.write_text("".join(jsonl.export(other, articles=True)))
    path = tmp_path / "library.db"
    command = [sys.executable, "-m", "reader", "--library", str(path), "import", str(exported)]
    folder = Path(__file__).parents[3]
    both = [subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0] for process in both)
    assert said == [
        "imported 0 marks and 0 new articles (1 mark known)\n",
        f"imported 1 mark and {ROWS} new articles\n",
    ]
    with Library(path) as library:
        assert len(list(library.article_ids())) == ROWS
        assert len(library.annotations(article)) == 1
        assert library.not_indexed() == 0
        assert library.faults() == []


def test_one_that_is_killed_leaves_nothing_half_and_the_next_goes_on_from_there(tmp_path: Path, rows: Path) -> None:
    path = tmp_path / "library.db"
    told: list[str] = []
    for lines in (1, 120):
        with adding(path, rows) as process:
            assert process.stdout is not None
            told.extend(process.stdout.readline().split()[1] for _ in range(lines))
            os.kill(process.pid, signal.SIGKILL)
    with closing(sqlite3.connect(path)) as connection:
        here = {identifier for (identifier,) in connection.execute("SELECT id FROM article")}
        assert set(told) <= here, "what was told of is there"
        assert len(here) < ROWS, "it was killed in the middle"
        (waiting,) = connection.execute(
            "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM stale UNION SELECT article FROM indexed)"
        ).fetchone()
        assert waiting == 0, "what the index does not know is marked"
    with adding(path, rows) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    outcomes = Counter(line.split()[0] for line in out.splitlines())
    assert outcomes == {"known": len(here), "added": ROWS - len(here)}
    is_whole(path)


def test_whoever_marks_meanwhile_gets_in(tmp_path: Path, rows: Path) -> None:
    path = tmp_path / "library.db"
    with adding(path, rows) as process, Library(path) as library:
        assert process.stdout is not None
        first = process.stdout.readline().split()[1]
        number = 0
        while process.poll() is None and number < 200:
            library.set_states([first], State.DONE if number % 2 == 0 else State.READING)
            number += 1
        process.communicate(timeout=120)
        assert process.returncode == 0
        assert number > 1
    is_whole(path)
