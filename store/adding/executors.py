"""Who cleans: an executor takes tasks and gives results; and the one way to keep it busy and have them in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Protocol, TypeVar

from store.adding.stopping import Stopping
from store.adding.tasks import Result, Task, done
from store.errors import SourceError

Passed = TypeVar("Passed")


class Executor(Protocol):
    """Cleans tasks somewhere. chunk, chunk_bytes: how much is worth sending at once. ahead: how many chunks to hold in flight."""

    @property
    def chunk(self) -> int: ...
    @property
    def chunk_bytes(self) -> int: ...
    @property
    def ahead(self) -> int: ...
    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        """Clean tasks: a result for each, in their order; what is wrong with one is a result as well."""


class InThisProcess:
    """Cleans at once, in this process: a few items, which another process would take longer to start for."""

    chunk = 1
    chunk_bytes = 1
    ahead = 0

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        """Clean them before it returns."""
        future: Future[list[Result]] = Future()
        future.set_result([done(task) for task in tasks])
        return future


def in_order(
    windows: Iterable[Sequence[Task | Passed]], executor: Executor, stopping: Stopping
) -> Iterator[tuple[Task, Result] | Passed]:
    """The results of tasks, and whatever else stands among them, in the order in which they came.

    The executor's chunks ahead and the window in hand are in memory, and no more. Where somebody wants to stop, what is
    finished still comes, as far as nothing unfinished stands before it. Raises SourceError where nobody is left to clean,
    once all that is finished has come.
    """
    sent: deque[tuple[Sequence[Task | Passed], Future[list[Result]]]] = deque()
    try:
        for window in windows:
            for entries in _chunks(window, executor):
                with stopping.waiting():
                    results = _submitted(entries, executor)
                sent.append((entries, results))
                while len(sent) > executor.ahead or (sent and sent[0][1].done()):
                    yield from _first(sent, stopping)
        while sent:
            yield from _first(sent, stopping)
    except SourceError:  # nobody cleans any more
        for entries, results in sent:
            if results.done() and not results.cancelled() and results.exception() is None:
                yield from _paired(entries, results)
        raise
    except KeyboardInterrupt:
        if not stopping.asked:
            raise
        while sent and sent[0][1].done():
            yield from _paired(*sent.popleft())
    finally:
        for _, results in sent:
            results.cancel()


def _chunks(window: Sequence[Task | Passed], executor: Executor) -> Iterator[Sequence[Task | Passed]]:
    entries: list[Task | Passed] = []
    tasks = size = 0
    for entry in window:
        entries.append(entry)
        if isinstance(entry, Task):
            tasks += 1
            size += len(entry.item.raw)
        if tasks >= executor.chunk or size >= executor.chunk_bytes:
            yield entries
            entries, tasks, size = [], 0, 0
    if entries:
        yield entries


def _submitted(entries: Sequence[Task | Passed], executor: Executor) -> Future[list[Result]]:
    if tasks := [entry for entry in entries if isinstance(entry, Task)]:
        return executor.submit(tasks)
    nothing: Future[list[Result]] = Future()
    nothing.set_result([])
    return nothing


def _first(
    sent: deque[tuple[Sequence[Task | Passed], Future[list[Result]]]], stopping: Stopping
) -> Iterator[tuple[Task, Result] | Passed]:
    entries, results = sent[0]
    with stopping.waiting():
        results.exception()
    sent.popleft()
    yield from _paired(entries, results)


def _paired(entries: Sequence[Task | Passed], results: Future[list[Result]]) -> Iterator[tuple[Task, Result] | Passed]:
    answers = iter(results.result())
    for entry in entries:
        yield (entry, next(answers)) if isinstance(entry, Task) else entry
