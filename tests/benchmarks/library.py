"""The library as a whole, at 10,000, 100,000 and 1,000,000 articles: the list, the filter, a mark's commit, export, adding.

The libraries are invented (tests.benchmarks.large) and made the first time, which takes some minutes and five gigabytes.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from platformdirs import user_cache_path

from store.formats import jsonl
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import words
from tests.benchmarks import adding, listing
from tests.benchmarks.large import Large
from tests.benchmarks.measuring import Bar, Times, note, tell

_MARKED = Large(100_000, 100, 1_000_000)
_IMPORTED = Large(3_000, 100, 30_000)
_COMMITS = 300
_TURNS = 3
# What a line of an export is made of, in the order of the export, each row as a tuple: nobody who writes these lines reads
# less. Entities by their names alone, and the text's digest left out.
_SCAN = """SELECT annotation.*, part.*, claim.*, attribution.*, article.id, title, url, outlet, published, entity.name
    FROM annotation JOIN article ON article.id = annotation.article JOIN part ON part.annotation = annotation.id
    LEFT JOIN claim ON claim.annotation = annotation.id LEFT JOIN attribution ON attribution.claim = annotation.id
    LEFT JOIN entity ON entity.id = annotation.entity
    WHERE status = 'accepted' ORDER BY annotation.article, annotation.id"""
_TABLES = ("annotation", "part", "claim", "attribution", "relation", "entity", "alias")


def run() -> None:
    """Print the table."""
    listing.run()
    with tempfile.TemporaryDirectory(dir=_disk()) as folder:
        _commit(Path(folder))
        _export()
        _import(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        adding.short(Path(folder))


def _disk() -> Path:
    """A folder that lies on a disk: what lies in memory is synced in no time."""
    folder = user_cache_path("annotty", appauthor=False) / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# --- a mark's commit --------------------------------------------------------------------------------------------------


def _commit(folder: Path) -> None:
    path = folder / "commit.db"
    shutil.copyfile(listing.SMALL.library(), path)
    with Library(path, annotator="bench") as library, (folder / "sync").open("wb", buffering=0) as file:
        article = next(library.article_ids())
        spans = list(words(library.article(article).text))
        began, commits = 0.0, list[float]()

        def commit_begins(statement: str) -> None:
            nonlocal began
            if statement == "COMMIT":
                began = time.perf_counter()

        def mark(number: int) -> None:
            library.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, spans[number % len(spans)]),)))
            commits.append(time.perf_counter() - began)

        def sync(_: int) -> None:
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())

        library._connection.set_trace_callback(commit_begins)
        log = path.with_name(f"{path.name}-wal")
        mark(0)
        before = log.stat().st_size
        marks, syncs = _in_turn(_COMMITS, mark, sync)
        written = (log.stat().st_size - before) / _COMMITS / 1024
    note(f"a mark in a library of {listing.SMALL.articles:,} articles on {_device(folder)}")
    tell("a mark saved: median", marks.median, "bare fdatasync", syncs.median, bar=Bar(times=2.5))
    commit = Times(tuple(commits)).median
    tell(f"    of it the COMMIT itself, {written:.0f} KB of the log", commit, "bare fdatasync", syncs.median)
    tell("a mark saved: 99th percentile", marks.worst, "bare fdatasync", syncs.worst)


def _in_turn(rounds: int, *actions: Callable[[int], None]) -> list[Times]:
    """How long each action takes, one after the other in each round, so that what else the disk does hits all of them."""
    taken: list[list[float]] = [[] for _ in actions]
    for number in range(rounds):
        for seconds, action in zip(taken, actions, strict=True):
            began = time.perf_counter()
            action(number)
            seconds.append(time.perf_counter() - began)
    return [Times(tuple(seconds[1:])) for seconds in taken]


def _device(folder: Path) -> str:
    """What the files of a folder lie on, as the system calls it."""
    mounts = (line.split()[:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines())
    device, _, kind = max(
        (mount for mount in mounts if folder.is_relative_to(mount[1])), key=lambda mount: len(mount[1])
    )
    return f"{device} ({kind})"


# --- export, import ---------------------------------------------------------------------------------------------------


def _export() -> None:
    path = _MARKED.library()
    exports, scans, tables = [], [], []
    peak = 0.0
    for _ in range(_TURNS):
        seconds, megabytes, lines = _alone(_exported, path)
        exports.append(seconds)
        peak = max(peak, megabytes)
        scans.append(_alone(_scanned, path)[0])
        tables.append(_alone(_tables, path)[0])
    what = f"export of {lines:,} of {_MARKED.marks:,} marks"
    export, scan = statistics.median(exports), statistics.median(scans)
    tell(f"{what}: seconds", export, "a plain scan of the same rows", scan, unit="s", bar=Bar(times=2))
    tell(f"{what}: seconds", export, "every row of their tables as it lies", statistics.median(tables), unit="s")
    tell(f"{what}: memory resident at most", peak, unit="MB", bar=Bar(at_most=60))


def _import(folder: Path) -> None:
    file, small = folder / "marks.jsonl", _IMPORTED.library()
    with Library(small, create=False) as library, file.open("w", encoding="utf-8") as stream:
        stream.writelines(jsonl.export(library, articles=True))
    seconds, megabytes, marks = _alone(_imported, file)
    what = f"import of {marks:,} marks with {_IMPORTED.articles:,} articles"
    tell(f"{what}: a mark", seconds / marks)
    tell(f"{what}: memory resident at most", megabytes, unit="MB")


def _alone(do: Callable[[Path], int], path: Path) -> tuple[float, float, int]:
    """Do something in a process of its own: seconds, the most megabytes there were, and what it gives."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_timed, args=(do, path, theirs))
    process.start()
    found: tuple[float, float, int] = ours.recv()
    process.join()
    return found


def _timed(do: Callable[[Path], int], path: Path, told: Connection) -> None:
    began = time.perf_counter()
    result = do(path)
    seconds = time.perf_counter() - began
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    told.send((seconds, peak * 1024 / 1e6, result))


def _exported(path: Path) -> int:
    with Library(path, create=False) as library, Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        lines = 0
        for line in jsonl.export(library):
            nowhere.write(line)
            lines += 1
    return lines


def _scanned(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return sum(1 for _ in connection.execute(_SCAN))


def _tables(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return sum(1 for table in _TABLES for _ in connection.execute(f"SELECT * FROM {table}"))


def _imported(file: Path) -> int:
    with Library(file.with_suffix(".db"), annotator="bench") as library, file.open("rb") as lines:
        return library.receive(jsonl.read(lines, file.name)).annotations
