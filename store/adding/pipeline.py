"""The way of an item into the library: known already, or cleaned with its outlet's habits, and kept in batches.

Every item that comes in comes out, in its order, once what became of it is on disk.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from store.adding.crew import Crew
from store.adding.executors import Executor, InThisProcess, in_order
from store.adding.latecomers import Latecomers
from store.adding.stopping import Stopping
from store.adding.tasks import Done, Failed, Result, Task, looked_at
from store.arriving import Arriving
from store.cleaning.windows import Outlets, Window, windows
from store.errors import Refused, SourceError
from store.model import Added, RawItem
from store.sources import Skipped

if TYPE_CHECKING:
    from store.cleaning.habits import PageLines
    from store.library import Library
    from store.recleaning import Recleaned

FEW = 16
FEW_BYTES = 4 * 1024 * 1024
"""Items that are cleaned here sooner than other processes start; larger ones had better not be: what takes too long, or
more memory than there is, costs a process.
"""
BATCH = 160
BATCH_CHARACTERS = 500_000
BATCH_BYTES = 8 * 1024 * 1024
BATCH_SECONDS = 1.0
"""A batch is written once it has so many articles, so much text, so many bytes, or was begun so long ago: in some 150 ms, for
whoever makes a mark meanwhile waits that long. Larger ones are quicker by a tenth, smaller ones slower by a fifth.
"""
_GAP = 0.002
"""Seconds between two batches in which others get in."""
WINDOW = 256
WINDOW_SECONDS = 1.0
"""Items are looked at together, so that pages of an outlet help each other: so many, or what came in so long."""


class Handled(NamedTuple):
    """What became of the item that was found at origin; size: how many bytes it had."""

    origin: str
    became: Added | Skipped
    size: int = 0


def add_all(
    library: Library,
    items: Iterable[RawItem | Skipped],
    *,
    executor: Executor | None = None,
    stopping: Stopping | None = None,
    again: Callable[[Recleaned], None] = lambda _: None,
) -> Iterator[Handled]:
    """Add items; what became of each, in their order, once it is on disk.

    executor: who cleans (None: this process where they are few, else a process for each core). stopping: whoever may
    want to stop; what is finished by then is kept. again: told of articles that were here and that nobody has touched,
    which are cleaned again where their outlet is known better now. Raises LibraryError where the library cannot be
    written; what was told of before is kept then. Raises SourceError where nobody is left to clean; what is finished is
    kept then.
    """
    stopping = stopping or Stopping()
    come: Iterator[Window[RawItem | Skipped]] = windows(_coming(items, stopping), _size)
    if (first := next(come, None)) is None:
        return
    with ExitStack() as stack:
        if executor is None:
            # A window as small as this that nothing slow has closed is all that there is.
            few = len(first.items) <= FEW and not first.paused and sum(map(_size, first.items)) <= FEW_BYTES
            executor = InThisProcess() if few else stack.enter_context(Crew())
        latecomers = Latecomers(library)
        outlets = Outlets(latecomers.pages)
        prepared = (_prepared(library, outlets, window.items) for window in chain([first], come))
        yield from _kept(library, latecomers, in_order(prepared, executor, stopping))
    for outlet, articles in latecomers.knew_less():
        if stopping.asked:
            return
        library.refresh([outlet], again, among=articles)


def _coming(items: Iterable[RawItem | Skipped], stopping: Stopping) -> Iterator[RawItem | Skipped | None]:
    """The items until somebody wants to stop; None where those that came should wait no longer for those that come."""
    source = iter(items)
    number, began = 0, time.monotonic()
    while True:
        try:
            with stopping.waiting():
                item = next(source, None)
        except KeyboardInterrupt:
            if not stopping.asked:
                raise
            return
        if item is None:
            return
        yield item
        number += 1
        if number == WINDOW or time.monotonic() - began > WINDOW_SECONDS:
            yield None
            number, began = 0, time.monotonic()


def _size(item: RawItem | Skipped) -> int:
    return len(item.raw) if isinstance(item, RawItem) else 0


def _prepared(library: Library, outlets: Outlets, items: Sequence[RawItem | Skipped]) -> list[Task | Handled]:
    """What is to be done with a window of items; those that are here, or could not be read, are handled already."""
    digests = [hashlib.sha256(item.raw).hexdigest() if isinstance(item, RawItem) else "" for item in items]
    known = library.known(digests)
    pages = [
        looked_at(item) if isinstance(item, RawItem) and sha256 not in known else None
        for item, sha256 in zip(items, digests, strict=True)
    ]
    rulings = {outlet: library.outlet_rulings(outlet) for outlet in {page.outlet for page in pages if page}}
    entries: list[Task | Handled] = []
    for item, sha256, page, habits in zip(items, digests, pages, outlets.habits(pages), strict=True):
        if isinstance(item, Skipped):
            entries.append(Handled(item.origin, item))
        elif sha256 in known:
            entries.append(Handled(item.origin, known[sha256], len(item.raw)))
        else:
            if page:
                habits = replace(habits, rulings=rulings[page.outlet])
            entries.append(Task(item, sha256, habits, page.lines if page else None))
    return entries


def _kept(
    library: Library, latecomers: Latecomers, results: Iterable[tuple[Task, Result] | Handled]
) -> Iterator[Handled]:
    """Write what was cleaned, batch by batch."""
    batch: list[tuple[Task, Result] | Handled] = []
    size = characters = 0
    began = 0.0
    source = iter(results)
    while True:
        failed: SourceError | None = None
        try:
            result = next(source, None)
        except SourceError as error:
            result, failed = None, error
        if result is None:
            break
        began = began if batch else time.monotonic()
        batch.append(result)
        if not isinstance(result, Handled):
            size += len(result[0].item.raw)
            characters += len(result[1].columns.text) if isinstance(result[1], Done) else 0
        is_full = len(batch) >= BATCH or characters >= BATCH_CHARACTERS or size >= BATCH_BYTES
        if is_full or time.monotonic() - began >= BATCH_SECONDS:
            yield from _written(library, latecomers, batch)
            batch, size, characters = [], 0, 0
            time.sleep(_GAP)
    yield from _written(library, latecomers, batch)
    if failed is not None:
        raise failed


def _written(library: Library, latecomers: Latecomers, batch: Sequence[tuple[Task, Result] | Handled]) -> list[Handled]:
    arriving = [
        Arriving(task.item, task.sha256, result.columns, _lines(task, result), result.sketch)
        for task, result in (each for each in batch if not isinstance(each, Handled))
        if isinstance(result, Done)
    ]
    added = iter(_added(library, arriving))
    handled: list[Handled] = []
    for each in batch:
        if isinstance(each, Handled):
            handled.append(each)
            continue
        task, result = each
        origin = task.item.origin
        became = Skipped(origin, result.reason) if isinstance(result, Failed) else next(added)
        if isinstance(became, Added) and isinstance(result, Done) and _lines(task, result) is not None:
            latecomers.came(became.article, result.columns.outlet, task.habits.pages)
        handled.append(Handled(origin, became, len(task.item.raw)))
    return handled


def _lines(task: Task, done: Done) -> PageLines | None:
    """The lines of a page: those that were looked at before it was cleaned, or else after that."""
    return done.lines if task.lines is None else task.lines


def _added(library: Library, arriving: Sequence[Arriving]) -> list[Added | Skipped]:
    """Keep a batch; where the library refuses it, one by one, so that it costs only what was refused."""
    try:
        return list(library.keep_all(arriving))
    except Refused as error:
        if len(arriving) == 1:
            return [Skipped(arriving[0].item.origin, f"{arriving[0].item.origin} was refused: {error}")]
    return [one for each in arriving for one in _added(library, [each])]
