"""Adding, end to end, with cleaning, likeness and the index of words: 20,000 short articles, and 10,000 dumps beside cleaning
alone and bare inserts of their rows; and how long a mark waits that is made meanwhile.
"""

from __future__ import annotations

import gzip
import io
import json
import multiprocessing
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from store.adding import add_all
from store.adding.crew import cores
from store.adding.tasks import Task, done
from store.library import Library
from store.model import Added, RawItem, State
from store.sources import Skipped, read
from tests.benchmarks import shorts
from tests.benchmarks.measuring import Bar, Times, note, tell, words

_SHORT = 20_000
_MEANWHILE = 5_000
_PAUSE = 0.05
"""Seconds between two marks that somebody makes meanwhile."""
_ARTICLES = 10_000
_WORDS = 600
_SITES = 40
_ALONE = 300
_SETTLED = 3_000
"""Articles after which memory should grow no more."""
_ABOVE = ("Skip to main content", "Home", "News", "Sport", "Weather", "Subscribe", "We use cookies to make {} better.")
_BELOW = (
    "Read also:",
    "Ferry fares to rise again in autumn",
    "Mayor opens the new fish market",
    "Sign up for the letter that {} sends every morning and that tells you what matters, free of charge.",
    "© 2024 {}. All rights reserved.",
    "Most read",
    "Storm closes the coast road for the third time this year",
    "Close",
)


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        short(Path(folder))
        _meanwhile(Path(folder))
        _dumps(Path(folder))


def short(folder: Path) -> None:
    rows = folder / "shorts.jsonl"
    shorts.write(rows, _SHORT)
    note(f"{_SHORT:,} short articles of {shorts.WORDS} words, {shorts.OUTLETS} outlets, {cores()} cores")
    before, here, began = _processor(), time.thread_time(), time.perf_counter()
    settled = 0
    with Library(folder / "shorts.db", annotator="bench") as library:
        for number, handled in enumerate(add_all(library, _items(rows)), start=1):
            assert isinstance(handled.became, Added), handled
            if number == _SHORT // 4:
                settled = _memory()
        taken, grown = time.perf_counter() - began, _memory() - settled
        assert library.not_indexed() == 0
    tell(f"a short article added, of {_SHORT:,}", taken / _SHORT, bar=Bar(at_most=1))
    tell("  of it on the processor, all processes", (_processor() - before) / _SHORT, bar=Bar(at_most=1.9))
    tell("  of it on the processor, the one that writes", (time.thread_time() - here) / _SHORT, bar=Bar(at_most=1))
    tell("memory at the end, above that after a quarter", grown, unit="bytes", bar=Bar(at_most=16 * 1024**2))


def _meanwhile(folder: Path) -> None:
    """How long a mark waits that another process makes while articles are added."""
    path = folder / "meanwhile.db"
    with Library(path, annotator="bench") as library:
        items = _items(folder / "shorts.jsonl")
        (first,) = [handled.became for handled in add_all(library, islice(items, 1))]
        assert isinstance(first, Added)
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        other = multiprocessing.get_context("spawn").Process(target=_mark, args=(path, first.article, theirs))
        other.start()
        alone = ours.recv()
        for _ in add_all(library, islice(items, _MEANWHILE)):
            pass
        ours.send(None)
        waited: Times = ours.recv()
        other.join()
    tell("a state set while articles are added, median", waited.median, "while none are", alone.median)
    tell("a state set while articles are added, 99th percentile", waited.worst, bar=Bar(at_most=150))


def _mark(path: Path, article: str, connection: Connection) -> None:
    """Set a state now and then until somebody says that it is enough; send what that took before anything else and then."""
    with Library(path, annotator="reader") as library:
        for is_alone in (True, False):
            taken: list[float] = []
            while len(taken) < 20 if is_alone else not connection.poll(_PAUSE):
                began = time.perf_counter()
                library.set_states([article], (State.DONE, State.READING)[len(taken) % 2])
                taken.append(time.perf_counter() - began)
            connection.send(Times(tuple(taken)))


def _processor() -> float:
    """The seconds of processors that this process and those it has ended took."""
    import resource

    both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def _dumps(folder: Path) -> None:
    dumps = folder / "dumps.jsonl.gz"
    with gzip.open(dumps, "wt", encoding="utf-8", compresslevel=1) as file:
        for number in range(_ARTICLES):
            file.write(json.dumps(_row(number)) + "\n")
    note(f"{_ARTICLES:,} dumps of {_WORDS} words and their page's furniture, {_SITES} sites, {cores()} cores")
    alone = _cleaned_alone(dumps)
    path = folder / "library.db"
    began = time.perf_counter()
    settled = 0
    with Library(path, annotator="bench") as library:
        for number, handled in enumerate(add_all(library, _items(dumps)), start=1):
            assert not isinstance(handled.became, Skipped), handled
            if number == _SETTLED:
                settled = _memory()
        taken = (time.perf_counter() - began) / _ARTICLES
        grown = _memory() - settled
        began = time.perf_counter()
        known = sum(1 for _ in add_all(library, _items(dumps)))
        again = (time.perf_counter() - began) / known
    tell("an article added, of 10,000", taken, "cleaning alone, one process", alone, bar=Bar(at_most=10))
    tell("an article added, of 10,000", taken, "bare inserts of its rows", _bare(path, folder))
    tell("the same again, known", again, "an article added", taken)
    tell(f"memory at the end, above that after {_SETTLED:,}", grown, unit="bytes", bar=Bar(at_most=32 * 1024**2))


def _items(dumps: Path) -> Iterator[RawItem | Skipped]:
    return read([str(dumps)], io.BytesIO())


def _row(number: int) -> dict[str, str]:
    """A dump of a page: a story of its own in the furniture of its site, with dirt such as other tools leave."""
    source = random.Random(number)
    site = f"site{number % _SITES}.example"
    stock = words(400).replace(".", "").split()
    sentences = [" ".join(source.choices(stock, k=15)).capitalize() + "." for _ in range(_WORDS // 15)]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    paragraphs[3] = f"“{paragraphs[3][:-1]},” said Ilse Maar, who keeps the harbour."
    title = f"{' '.join(source.choices(stock, k=7)).capitalize()} {number}"
    head = [title, "byJonna Vik", "21/07/2024", "2 minute read", "Share on Facebook", "The dam. Photo: K. Lind"]
    furniture = ([line.format(site) for line in part] for part in (_ABOVE, _BELOW))
    above, below = ("\n".join(lines) for lines in furniture)
    text = "\n\n".join([above, "\n".join(head), *paragraphs, below])
    dirty = text.replace(" the ", "\u00a0the ", 2).replace("“", "â€œ", 1) if number % 5 == 0 else text
    return {"text": dirty, "url": f"https://www.{site}/2024/{number}"}


def _cleaned_alone(dumps: Path) -> float:
    items = [item for item in islice(_items(dumps), _ALONE + 20) if isinstance(item, RawItem)]
    for item in items[:20]:
        done(Task(item, ""))
    began = time.perf_counter()
    for item in items[20:]:
        done(Task(item, ""))
    return (time.perf_counter() - began) / _ALONE


def _bare(path: Path, folder: Path) -> float:
    """What SQLite takes for the rows alone: the same tables with their triggers and indexes, in batches of 200."""
    from store.database.schema import migrate

    order = ("source", "text", "article", "page", "sketched", "band", "change")
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        migrate(bare, folder / "bare.db")
        bare.execute("ATTACH ? AS made", [str(path)])
        rows = {
            table: bare.execute(f"SELECT * FROM made.{table} ORDER BY rowid").fetchall()
            if table not in ("page", "band")
            else bare.execute(
                f"SELECT * FROM made.{table} ORDER BY {'number' if table == 'band' else 'article'}"
            ).fetchall()
            for table in order
        }
        began = time.perf_counter()
        batches = _ARTICLES // 200
        for batch in range(batches):
            bare.execute("BEGIN IMMEDIATE")
            for table in order:
                size = -(-len(rows[table]) // batches)
                some = rows[table][batch * size : (batch + 1) * size]
                if some:
                    signs = ", ".join("?" * len(some[0]))
                    bare.executemany(f"INSERT INTO main.{table} VALUES ({signs})", some)
            bare.execute("COMMIT")
        return (time.perf_counter() - began) / _ARTICLES


def _memory() -> int:
    """The bytes of memory that this process holds."""
    if Path("/proc/self/statm").exists():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    run()
