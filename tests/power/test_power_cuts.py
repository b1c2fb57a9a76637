"""The power is cut at random moments of real work: nothing that was told as saved is lost, nothing is half there or damaged.

The same looking finds losses and damage where SQLite is told to be less careful, which shows that it can.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.document import Block, BlockKind, Document
from store.library import Library
from store.model import Cleaned, RawItem
from store.text import Span
from tests.conftest import CountingClock, CountingIds
from tests.power.watching import sqlite, watched
from tests.power.working import Prepared, Work, Worker, day, found_after
from tests.store.acts import ARTICLES, morning
from tests.store.test_acts_at_random import beginning

ROUNDS = float(os.environ.get("ANNOTTY_ROUNDS", "1"))
pytestmark = pytest.mark.skipif(sqlite() is None, reason="this Python lets nobody at its SQLite's functions")


def cuts(number: int) -> int:
    return round(number * ROUNDS)


def told(*pragmas: str) -> Prepared:
    def tell(library: Library) -> None:
        for pragma in pragmas:
            library._connection.execute(f"PRAGMA {pragma}")

    return tell


@cache
def morning_file() -> bytes:
    """The file of a library with three articles and marks of all kinds."""
    raw, articles = beginning()
    clock, ids = CountingClock(), CountingIds()
    for _ in range(200):
        clock(), ids()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "l.db"
        path.write_bytes(raw)
        with Library(path, annotator="reader", clock=clock, ids=ids) as library:
            morning(library, articles)
            library.settle()
            library.catch_up()
        return path.read_bytes()


def worked(folder: Path, pragmas: Sequence[str], acts: int, seed: int) -> Work:
    """A day of so many acts at a library that was there in the morning."""
    path = folder / "l.db"
    path.write_bytes(morning_file())
    return day(path, acts, seed, prepared=told(*pragmas))


@pytest.mark.parametrize(
    ("journal", "pragmas", "seed"),
    [
        ("wal", (), 1),
        ("wal", ("wal_autocheckpoint = 60",), 2),
        ("wal", ("wal_autocheckpoint = 8",), 3),
        ("rollback", (), 4),
        ("rollback", ("cache_size = 20", "cache_spill = 10"), 5),
    ],
)
def test_whenever_the_power_goes_nothing_that_was_told_as_saved_is_lost_or_damaged(
    journal: str, pragmas: Sequence[str], seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTTY_JOURNAL", journal)
    work = worked(tmp_path, pragmas, 90, seed)
    found = found_after(work, cuts(300), seed, walked=3)
    assert found.where == []
    assert len(found.walked) == 3


def test_nor_while_a_library_is_made_and_gets_its_first_articles(tmp_path: Path) -> None:
    with watched(tmp_path) as watch:
        worker = Worker(tmp_path / "l.db", watch, told())
        for number, (text, metadata) in enumerate(ARTICLES):
            block = Block(BlockKind.PARAGRAPH, Span(0, len(text)))
            cleaned = Cleaned(Document(text, (block,)), metadata, "text/plain", "utf-8", "test 1")
            item = RawItem(b"%d " % number + text.encode(), "page.txt")
            worker.does(partial(worker.library.keep, item, cleaned))
            worker.open_again()
        worker.library.close()
    assert found_after(worker.work, cuts(150), 7).where == []


@pytest.mark.parametrize(
    ("pragmas", "some"),
    [
        (("synchronous = OFF", "wal_autocheckpoint = 20"), {"lost", "corrupt"}),
        (("journal_mode = DELETE", "synchronous = OFF"), {"lost", "corrupt"}),
        (("synchronous = NORMAL",), {"lost"}),
        (("journal_mode = DELETE", "synchronous = FULL"), {"lost"}),
    ],
)
def test_what_is_less_careful_is_found_out(pragmas: Sequence[str], some: set[str], tmp_path: Path) -> None:
    """The last two keep the file sound, and lose what was told of last: of a rollback journal the deletion is not synced."""
    work = worked(tmp_path, pragmas, 40, 6)
    found = found_after(work, 120, 6)
    assert found.counts.keys() - {"well"} == some
