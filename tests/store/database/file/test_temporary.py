"""Temporary files lie in the library's own folder: SQLite's, and those of an import."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from store.database.connection import connect
from store.database.file.temporary import folder_of, keep_with
from store.database.spool import IN_MEMORY, Spool
from store.library import Library
from tests.conftest import with_library

_FILES = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not _FILES.exists(), reason="this system does not tell which files are open")
SORTED = """WITH RECURSIVE counted (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM counted WHERE n < 20000)
    SELECT count(*) FROM (SELECT hex(randomblob(200)) AS words FROM counted ORDER BY words)"""


def open_files() -> set[Path]:
    """Every file that this process has open, also those that have no name any more."""
    found = set()
    for each in _FILES.iterdir():
        try:
            found.add(Path(str(each.readlink()).removesuffix(" (deleted)")))
        except OSError:  # closed meanwhile
            continue
    return found


def temporary_files_of(connection: sqlite3.Connection) -> set[Path]:
    """Where SQLite lays down what is too much to be sorted in memory."""
    found: set[Path] = set()
    connection.set_progress_handler(lambda: found.update(open_files()), 20_000)
    connection.execute("PRAGMA cache_size = 100")
    connection.execute(SORTED).fetchall()
    connection.set_progress_handler(None, 0)
    return {each for each in found if each.name.startswith("etilqs")}


def test_what_sqlite_sorts_lies_in_the_librarys_folder(tmp_path: Path) -> None:
    home = tmp_path / "it's home"
    home.mkdir()
    connection = connect(with_library(home / "library.db"))
    try:
        assert {each.parent for each in temporary_files_of(connection)} == {home}
    finally:
        connection.close()
    assert sorted(each.name for each in home.iterdir()) == ["library.db"]


def test_where_nothing_can_be_written_sqlite_chooses(tmp_path: Path) -> None:
    connection = sqlite3.connect(":memory:")
    keep_with(connection, tmp_path / "gone" / "library.db")
    assert connection.execute(SORTED).fetchone() == (20000,)
    connection.close()


def test_what_an_import_lays_down_lies_in_the_librarys_folder(tmp_path: Path) -> None:
    with Library(with_library(tmp_path / "library.db")) as library:
        folder = folder_of(library._connection)
        assert folder == tmp_path
        spool = Spool[bytes](folder)
        spool.append(b"x" * (IN_MEMORY + 1))
        (file,) = (each for each in open_files() if each.parent == tmp_path and not each.name.startswith("library"))
        assert not file.exists()
        assert list(spool) == [b"x" * (IN_MEMORY + 1)]


def test_what_is_laid_down_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        spool = Spool[bytes](tmp_path)
        spool.append(b"x" * (IN_MEMORY + 1))
    finally:
        os.umask(before)
    modes = [
        each.stat().st_mode for each in _FILES.iterdir() if each.exists() and str(tmp_path) in str(each.readlink())
    ]
    assert [stat.S_IMODE(mode) for mode in modes] == [0o600]
    assert len(spool) == 1
