"""Work on a Dask cluster: chunks of tasks go to its workers, cleaned articles come back. Takes the extra `cluster`.

Each worker cleans in processes of its own (store.adding.crew), so that an item that ends a process, or holds it for too
long, costs itself and no worker. What a worker was at when it died, the scheduler gives to another. Whoever can reach the
scheduler can run what they like on its workers: it belongs in a network that one trusts.
"""

from __future__ import annotations

import logging
import pickle
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Protocol, Self, cast

from store.adding.crew import Crew
from store.adding.tasks import Result, Task, lost
from store.errors import SourceError

CHUNK, CHUNK_BYTES = 64, 512 * 1024
AHEAD = 3
"""Chunks in flight for each thread of a worker: enough that none waits for the next to travel."""
_PATIENCE = 10.0
"""Seconds to wait for a scheduler that answers, and then for a worker."""
_ADDRESS = re.compile(r"[a-z]+://[^\s/]+:\d+", re.I)
_OURS = "annotty"
_lock = threading.Lock()


class _Promise(Protocol):
    """What Dask calls a future, as far as it is asked here."""

    @property
    def status(self) -> str: ...
    def result(self) -> bytes: ...
    def exception(self) -> BaseException | None: ...
    def add_done_callback(self, then: Callable[[_Promise], None]) -> None: ...


class _Client(Protocol):
    """Dask's client, as far as it is asked here: most of its own methods have no types."""

    def submit(self, function: Callable[[bytes], bytes], sent: bytes, *, pure: bool) -> _Promise: ...
    def wait_for_workers(self, n_workers: int, timeout: float) -> None: ...
    def run(self, function: Callable[[str], str], given: str, *, on_error: str) -> dict[str, object]: ...
    def nthreads(self) -> dict[str, int]: ...
    def close(self, timeout: float) -> None: ...


class Cluster:
    """An executor of the workers behind a scheduler, closed as a context. Raises SourceError where there is no scheduler at
    the address, it has no worker, or a worker has another annotty or none.
    """

    chunk = CHUNK
    chunk_bytes = CHUNK_BYTES

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = _reached(address)
        self._is_closed = False
        try:
            self.ahead = AHEAD * _threads(self._client, address)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        """Clean tasks as soon as a worker is free; the future raises SourceError where the scheduler is gone."""
        future: Future[list[Result]] = Future()
        future.set_running_or_notify_cancel()
        self._send(tasks, _Answer(future, len(tasks)), 0)
        return future

    def close(self) -> None:
        """Let go of the scheduler; what is under way is dropped."""
        self._is_closed = True
        self._client.close(timeout=2)

    def _send(self, tasks: Sequence[Task], answer: _Answer, at: int, behind: Sequence[Task] = ()) -> None:
        """Have some tasks cleaned, and behind them others one by one."""
        try:
            # As bytes: nobody on the way takes them apart, and the scheduler holds them until they are done.
            sent = self._client.submit(work, pickle.dumps(list(tasks), 5), pure=False)
        except Exception as error:
            answer.fail(self._gone(error))
            return
        answer.under_way(at, sent)
        sent.add_done_callback(lambda done: self._came(tasks, answer, at, behind, done))

    def _came(self, tasks: Sequence[Task], answer: _Answer, at: int, behind: Sequence[Task], done: _Promise) -> None:
        if self._is_closed:
            answer.fail(SourceError("nothing more is cleaned: adding was stopped"))
            return
        try:
            if done.status == "finished":
                answer.take(at, cast("list[Result]", pickle.loads(done.result())))
                self._send_next(behind, answer, at + len(tasks))
                return
            error = done.exception() if done.status == "error" else None
        except BaseException as failed:  # in a thread of Dask's, where nobody else would hear of it
            error = failed
        if type(error).__name__ != "KilledWorker":
            answer.fail(self._gone(error))
        elif len(tasks) == 1:
            answer.take(at, [lost(tasks[0], "ended every worker that cleaned it")])
            self._send_next(behind, answer, at + 1)
        else:
            # One of them is at fault. One after the other: Dask blames whatever is at the worker that dies.
            self._send_next(tasks, answer, at)

    def _send_next(self, tasks: Sequence[Task], answer: _Answer, at: int) -> None:
        if tasks:
            self._send(tasks[:1], answer, at, tasks[1:])

    def _gone(self, error: BaseException | None) -> SourceError:
        if isinstance(error, ModuleNotFoundError):
            return SourceError(f"a worker of {self.address} cannot clean: {error}; install annotty there")
        told = (
            f" ({' '.join(str(error).split())[:200]})"
            if error and type(error).__name__ != "FutureCancelledError"
            else ""
        )
        return SourceError(
            f"the scheduler at {self.address} is gone{told}; what was finished is kept, and the same command goes on from there"
        )


class _Answer:
    """The results of a chunk as they come, in their places, and the future that has them when all are there."""

    def __init__(self, future: Future[list[Result]], number: int) -> None:
        self._future = future
        self._results: list[Result | None] = [None] * number
        self._promises: dict[int, object] = {}
        self._lock = threading.Lock()

    def under_way(self, at: int, promise: object) -> None:
        """Hold what Dask promised: it forgets the work of those that nobody holds."""
        with self._lock:
            if not self._future.done() and self._results[at] is None:
                self._promises[at] = promise

    def take(self, at: int, results: Sequence[Result]) -> None:
        """Results have come, of the items from a place on."""
        with self._lock:
            self._results[at : at + len(results)] = results
            self._promises.pop(at, None)
            told = [result for result in self._results if result is not None]
            if len(told) == len(self._results) and not self._future.done():
                self._future.set_result(told)

    def fail(self, error: SourceError) -> None:
        """Nothing more will come."""
        with self._lock:
            self._promises.clear()
            if not self._future.done():
                self._future.set_exception(error)


def work(sent: bytes) -> bytes:
    """What a worker does: clean tasks in processes of its own."""
    tasks = cast("list[Task]", pickle.loads(sent))
    with _lock:
        crew = _crew()
    return pickle.dumps(crew.submit(tasks).result(), 5)


@cache
def _crew() -> Crew:
    from distributed import get_worker

    return Crew(get_worker().state.nthreads)


def _reached(address: str) -> _Client:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise SourceError('a scheduler takes Dask to be reached: pip install "annotty[cluster]"') from None
    if not _ADDRESS.fullmatch(address):
        raise SourceError(f"{address} is no address of a scheduler; it looks like tcp://10.0.0.5:8786")
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "distributed.comm.tcp"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is said once, in plain words
    try:
        return cast("Callable[..., _Client]", Client)(address, timeout=_PATIENCE, set_as_default=False, name=_OURS)
    except (OSError, ValueError, TimeoutError) as error:
        why = " ".join(str(error).split())[:200]
        raise SourceError(f"no scheduler answers at {address}: {why}; start one with: dask scheduler") from None


def _threads(client: _Client, address: str) -> int:
    """How many threads the workers have; raises SourceError where one of them cannot clean as this annotty does."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        raise SourceError(
            f"the scheduler at {address} has no workers; start some with: dask worker {address}"
        ) from None
    ours = version(_OURS)
    there = client.run(version, _OURS, on_error="return")
    for worker, found in there.items():
        if isinstance(found, PackageNotFoundError):
            raise SourceError(f"the worker {worker} has no annotty; install annotty {ours} there")
        if isinstance(found, BaseException):
            raise SourceError(f"the worker {worker} does not answer: {found}")
        if found != ours:
            raise SourceError(f"the worker {worker} has annotty {found}, and here it is {ours}; install the same there")
    return max(1, sum(client.nthreads().values()))
