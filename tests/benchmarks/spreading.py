"""Every occurrence of a name in 100,000 articles: found, marked, taken back.

The library is invented (tests.benchmarks.large), and a copy of it is written to.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

from store.library import Library
from store.model import NewEntity
from store.occurring import Names
from tests.benchmarks.large import Large
from tests.benchmarks.measuring import Bar, note, tell

_LARGE = Large(100_000, 20)
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_LOOKED_AT = 5_000
Result = TypeVar("Result")


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=user_cache_path("annotty", appauthor=False) / "benchmarks") as folder:
        path = Path(folder) / "library.db"
        shutil.copy(_LARGE.library(), path)
        name, seconds, naive = _scanned(path)
        with Library(path, create=False, annotator="bench") as library:
            names = Names([name])
            took, found = _timed(lambda: [each for looked in library.occurrences(names) for each in looked.found])
            articles = len({each.article for each in found})
            note(f"{_LARGE.name}; the name stands {len(found):,} times in {articles:,} of them, re finds {naive:,}")
            tell(
                "every occurrence found",
                took,
                "every text read and searched by re",
                seconds,
                unit="s",
                bar=Bar(times=1),
            )
            took, first = _timed(lambda: next(library.occurrences(names)))
            tell(f"the first {len(first.found):,} of them", took)
            took, number = _timed(lambda: library.spread(found, "PERSON", NewEntity(name, "PERSON")))
            tell(f"{number:,} marked in one step", took, unit="s", bar=Bar(at_most=10))
            tell("… and taken back", _timed(library.undo)[0], unit="s")


def _scanned(path: Path) -> tuple[str, float, int]:
    """The name that stands there most, and how long it takes to go through all texts for it, and how often it stands there."""
    with closing(sqlite3.connect(path)) as connection:
        some = connection.execute("SELECT text FROM text LIMIT ?", [_LOOKED_AT])
        ((name, _),) = Counter(each for (text,) in some for each in _NAME.findall(text)).most_common(1)
        sought = re.compile(rf"(?<!\w){name}(?!\w)")
        return name, *_timed(
            lambda: sum(len(sought.findall(text)) for (text,) in connection.execute("SELECT text FROM text"))
        )


def _timed(action: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    result = action()
    return time.perf_counter() - began, result
