"""The desks with a million mentions, fifty thousand entities and two hundred thousand claims: opened, filtered, changed.

What the library answers is measured in a process of its own, which has nothing else in it: its first answer takes the loading
of the modules with it. Then the desks on the screen, by real keys.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from store.errors import FilterError
from store.filters.keys import Subject
from store.filters.parsing import parse
from store.knowing import Knowing
from store.library import Library
from store.model import ClaimOrder, ClaimSort, EntityOrder, EntitySort
from tests.benchmarks import catalogued, listing, measuring, peers
from tests.benchmarks.driven import Driven
from tests.benchmarks.measuring import Bar, Times, note, tell

_TODAY = date(2026, 11, 22)
_SCREENFUL = 60
_OPENED, _FILTERED, _OFFERED, _UNITED, _MEMORY = 0.3, 100, 30, 1, 150
"""The bars: seconds, milliseconds twice, seconds, megabytes."""
_ENTITY_QUERIES = (
    "ruleand",
    "drim pai",
    "tag:PERSON ko",
    "mentions:>50 -tag:PLACE",
    "seen:2026-10 chou",
    "alias:kutrirn",
    "id:any brush",
    "id:Q41",
    "reliability:B thou",
    "harbour office",
    "note:spring",
    "shes or quearn",
    "articles:<3",
    "seen:none",
    "notaword",
    "зуг",
    "的堐",
)
"""What people type, with words that stand in many names, in few, and in none."""
_CLAIM_QUERIES = (
    "people killed",
    "chos drusk",
    "traifarn",
    "notaword",
    "的人",
    "source:people",
    "source:southar figure:>500",
    "entity:southar",
    "unit:houses -source:people",
    "figure:10..100 certainty:probable",
    "relation:contradicts",
    "relation:none links:>1",
    "outlet:bajeir",
    "date:2026-10 lorn",
    "event:2024-07 polarity:negative",
    "state:new lang:en",
    "annotator:ilse or boats",
    "title:flour",
)
_ENTITY_ROWS, _CLAIM_ROWS = slice(2, 22), slice(2, 13)
"""Where the rows of each desk stand on a screen of 24 rows; below those of claims stands, a moment later, what is told of one."""
_PART = "part"
_FIRST_OF = "annotty · library"

Result = TypeVar("Result")


def run() -> None:
    """Print the table."""
    made = catalogued.library()
    note(f"{catalogued.MENTIONS:,} mentions, {catalogued.CLAIMS:,} claims, {catalogued.ENTITIES:,} entities")
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        path = Path(folder) / "library.db"
        shutil.copy(made, path)
        for part in ("entities", "claims", "changes"):
            subprocess.run([sys.executable, "-m", "tests.benchmarks.desks", _PART, part, str(path)], check=True)
        _on_the_screen(path, Path(folder))


# --- what the library answers -----------------------------------------------------------------------------------------


def _entities(path: Path) -> None:
    """The desk of entities and the picker, as the library answers."""
    began = time.perf_counter()
    library = Knowing(path)
    numbers = library.entity_numbers()
    library.entity_rows(numbers[:_SCREENFUL])
    tell("entities: opened, the first rows there", time.perf_counter() - began, unit="s", bar=Bar(at_most=_OPENED))
    for order in EntitySort:
        taken = measuring.times(partial(library.entity_numbers, order=EntityOrder(order)), 5)
        tell(f"entities: all in order of {order}", taken.median)
    _tell_typed("entities: filter as it is typed, any order", list(_typed_entities(library)))
    article = library.mention_articles(library.mentions(catalogued.named(0))[:1])[0]
    names = [row.entity.name for row in library.entity_rows(numbers[:: len(numbers) // 20]).values()]
    offered = [
        _timed(partial(library.offered, words, tag="PERSON", article=article))[0]
        for name in names
        for words in ("", *accumulate(name), f"{name}’s", name.split()[-1])
    ]
    tell("picker: offered as it is typed: median", Times(tuple(offered)).median)
    tell("picker: offered as it is typed: 95th percentile", _percentile(offered), bar=Bar(at_most=_OFFERED))
    took, mentions = _timed(lambda: library.mentions(catalogued.named(1)))
    tell(f"mentions of an entity, {len(mentions):,}", took, unit="s", bar=Bar(at_most=_OPENED))
    tell("… the first of them in their sentences", _timed(lambda: library.mention_rows(mentions[:_SCREENFUL]))[0])
    _tell_memory("entities")
    library.close()


def _typed_entities(library: Knowing) -> Iterator[float]:
    """Seconds to each answer of the desk from two letters on, in every order."""
    for order in EntitySort:
        for query in _ENTITY_QUERIES:
            for words in (query[:end] for end in range(2, len(query) + 1)):
                term = parse(words, _TODAY, typing=True, subject=Subject.ENTITIES)
                began = time.perf_counter()
                library.entity_rows(library.entity_numbers(term, EntityOrder(order))[:_SCREENFUL])
                yield time.perf_counter() - began


def _claims(path: Path) -> None:
    """The desk of claims, as the library answers: opened, in order, filtered; a dispute, and what may be related."""
    began = time.perf_counter()
    library = Knowing(path)
    numbers = library.claim_numbers()
    library.claim_rows(numbers[:_SCREENFUL])
    tell("claims: opened, the first rows there", time.perf_counter() - began, unit="s", bar=Bar(at_most=_OPENED))
    for order in ClaimSort:
        tell(f"claims: all in order of {order}", _timed(partial(library.claim_numbers, order=ClaimOrder(order)))[0])
    first, whole = zip(*_typed_claims(library), strict=True)
    _tell_typed("claims: filter as it is typed, the first rows", first)
    tell("claims: … all of them: median", Times(whole).median)
    disputes = [_timed(partial(library.dispute, each))[0] for each in library.disputes(200)]
    tell("claims: a dispute", Times(tuple(disputes)).median)
    tell("claims: pairs suggested among the newest", _timed(library.pairs)[0], unit="s")
    some = [row.id for row in library.claim_rows(numbers[:: len(numbers) // 20]).values()]
    tell(
        "claims: pairs suggested of one", Times(tuple(_timed(partial(library.pairs, each))[0] for each in some)).median
    )
    _tell_memory("claims")
    library.close()


def _typed_claims(library: Knowing) -> Iterator[tuple[float, float]]:
    """Seconds to the first rows of each answer of the desk from two letters on, and to all of it: by date as it is typed, in
    the other orders when it is whole.
    """
    for order in map(ClaimOrder, ClaimSort):
        for query in _CLAIM_QUERIES:
            ends = range(2, len(query) + 1) if order == ClaimOrder() else [len(query)]
            for words in (query[:end] for end in ends):
                try:
                    term = parse(words, _TODAY, typing=True, subject=Subject.CLAIMS)
                except FilterError:  # half of a key and a blank are told as wrong at once
                    continue
                began = time.perf_counter()
                library.claim_rows(library.claim_numbers(term, order, most=_SCREENFUL))
                first = time.perf_counter() - began
                yield first, _timed(partial(library.claim_numbers, term, order))[0]


def _changes(path: Path) -> None:
    """Uniting two entities of ten thousand mentions, and what follows."""
    with Library(path, create=False, annotator="bench") as library:
        one, other = catalogued.named(0), catalogued.named(1)
        number = len(library.mentions(other))
        tell(f"two entities united, {number:,} mentions", _timed(lambda: library.unite(one, other))[0], unit="s",
             bar=Bar(at_most=_UNITED))  # fmt: skip
        tell("… the desks settled behind it", _timed(library.settle)[0], unit="s")
        tell("… taken back", _timed(library.undo)[0], unit="s")
        library.settle()
        tell("settled: nothing to do", _timed(library.settle)[0])
        _tell_memory("changes")


# --- the desks on the screen ------------------------------------------------------------------------------------------


def _on_the_screen(path: Path, folder: Path) -> None:
    """Each desk from the key that opens it to its rows, its filter as it is typed, and the memory of the whole program."""
    _on_its_desk("entities", b"e", path, folder, _ENTITY_QUERIES, _ENTITY_ROWS)
    _on_its_desk("claims", b"c", path, folder, _CLAIM_QUERIES, _CLAIM_ROWS)


def _on_its_desk(desk: str, key: bytes, path: Path, folder: Path, queries: Sequence[str], list_rows: slice) -> None:
    driven = Driven(peers.annotty(path), str(folder))
    try:
        driven.until(_FIRST_OF)
        driven.settle(2.0)
        took = driven.answers([key], quiet=0.25).every[0].seconds
        tell(f"{desk}: on the screen from its key on", took, unit="s", bar=Bar(at_most=_OPENED))
        typed = listing.typed(driven, queries, list_rows)
        _tell_typed(f"{desk}: on the screen, filter from two letters on", typed.later)
        for name, megabytes in zip(("now", "at most"), driven.memory(), strict=True):
            tell(f"{desk}: memory resident {name}", megabytes, unit="MB", bar=Bar(at_most=_MEMORY))
    finally:
        driven.close()


# --- telling ----------------------------------------------------------------------------------------------------------


def _timed(action: Callable[[], Result]) -> tuple[float, Result]:
    began = time.perf_counter()
    found = action()
    return time.perf_counter() - began, found


def _percentile(seconds: Sequence[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * 0.95))]


def _tell_typed(what: str, seconds: Sequence[float]) -> None:
    tell(f"{what}: median", Times(tuple(seconds)).median)
    tell(f"{what}: 95th percentile", _percentile(seconds), bar=Bar(at_most=_FILTERED))


def _tell_memory(what: str) -> None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = (int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    tell(f"{what}: memory resident at most, the library alone", peak * 1024 / 1e6, unit="MB", bar=Bar(at_most=_MEMORY))


if __name__ == "__main__":
    {"entities": _entities, "claims": _claims, "changes": _changes}[sys.argv[2]](Path(sys.argv[3]))
