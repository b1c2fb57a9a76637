"""Work on all cores: a few processes of our own, each with a thread here that feeds it and takes what it gives.

A process that dies, or that one item holds for too long, costs that item; another process takes its place.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar, cast

from store.adding.tasks import Result, Task, done, lost
from store.adding.worker import READY
from store.errors import SourceError

T = TypeVar("T")
R = TypeVar("R")

CHUNK, CHUNK_BYTES = 32, 64 * 1024
"""So many short items, or so much of longer ones, keep a process busy for longer than it waits for the next."""
AHEAD = 4
"""Chunks in flight for each process: enough that none waits while a batch is written."""
SECONDS = 60.0
"""How long the work on one item may take."""


class Crew:
    """An executor of several processes. jobs: how many (None: one for each core). seconds: what one item may take.

    Closed by close, or as a context; the processes are started when there is something to do.
    """

    chunk = CHUNK
    chunk_bytes = CHUNK_BYTES

    def __init__(self, jobs: int | None = None, seconds: float = SECONDS) -> None:
        count = jobs or cores()
        self.ahead = AHEAD * count
        self._queue: SimpleQueue[Callable[[_Hand], None] | None] = SimpleQueue()
        self._hands = [_Hand(seconds) for _ in range(count)]
        self._threads = [threading.Thread(target=self._serve, args=[hand], daemon=True) for hand in self._hands]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def processes(self) -> list[int]:
        """The processes that are running, by their numbers."""
        return [hand.process.pid for hand in self._hands if hand.process is not None]

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        """Clean tasks as soon as a process is free."""
        return self.run(done, tasks, lost)

    def run(self, work: Callable[[T], R], items: Sequence[T], gone: Callable[[T, str], R]) -> Future[list[R]]:
        """Do some work on each of some items as soon as a process is free; the results, in their order.

        work: a function of a module, which raises nothing. gone: makes the result of an item whose work ended the
        process or took too long; it is told which, in the words that follow "the item …".
        """
        future: Future[list[R]] = Future()

        def serve(hand: _Hand) -> None:
            if not future.set_running_or_notify_cancel():
                return
            results: list[R] = []
            try:
                while len(results) < len(items):
                    results.extend(hand.work(work, items[len(results) :], gone))
                future.set_result(results)
            except BaseException as error:
                future.set_exception(error)

        self._queue.put(serve)
        return future

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for _ in self._threads:
            self._queue.put(None)
        for hand in self._hands:
            hand.end()
        for thread in self._threads:
            thread.join()

    def _serve(self, hand: _Hand) -> None:
        while (serve := self._queue.get()) is not None:
            serve(hand)


class _Hand:
    """One process at a time, and the connection to it."""

    def __init__(self, seconds: float) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._seconds = seconds
        self._lock = threading.Lock()
        self._is_ended = False

    def work(self, work: Callable[[T], R], items: Sequence[T], gone: Callable[[T, str], R]) -> list[R]:
        """The results of the first of these items, and of more: as many as come before the process ends.

        Raises SourceError where no process can be started.
        """
        results: list[R] = []
        try:
            connection = self._begun(work, items)
            while len(results) < len(items):
                results.append(cast("R", connection.recv()))
        except (EOFError, OSError):
            results.append(gone(items[len(results)], self._what_happened()))
        return results

    def _begun(self, work: Callable[[T], R], items: Sequence[T]) -> Connection:
        """Send the work; where the process ended before it began, to another one once: no item is at fault then."""
        if self._connection is not None:
            try:
                return self._sent(self._connection, work, items)
            except (EOFError, OSError):
                self._what_happened()
        self._connection = self._started()
        return self._sent(self._connection, work, items)

    def _sent(self, connection: Connection, work: Callable[[T], R], items: Sequence[T]) -> Connection:
        connection.send((work, items))
        connection.recv()
        return connection

    def end(self) -> None:
        """End the process for good; who waits for it is told that it ended."""
        with self._lock:
            self._is_ended = True
            if self.process is not None:
                self.process.kill()
                self.process.wait()

    def _started(self) -> Connection:
        ours, theirs = Pipe()
        number = str(theirs.fileno())
        with self._lock, theirs:
            if self._is_ended:
                raise SourceError("nothing more is cleaned: adding was stopped")
            self.process = subprocess.Popen(
                # Not from the folder that somebody happens to be in, which may hold a module of any name.
                [sys.executable, "-P", "-m", "store.adding.worker", number, str(self._seconds)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        try:
            is_ready = ours.recv() == READY
        except (EOFError, OSError):
            is_ready = False
        if not is_ready:
            ours.close()
            code = self.process.wait()
            raise SourceError(
                f"no process for cleaning can be started (exit code {code}); --jobs 1 does without, try that"
            )
        return ours

    def _what_happened(self) -> str:
        assert self.process is not None
        assert self._connection is not None
        self._connection.close()
        self._connection = None
        self.process.kill()  # where it lives on, nobody could reach it
        code = self.process.wait()
        with self._lock:
            self.process = None
        if code == -signal.SIGALRM:
            return f"takes longer than {self._seconds:g} seconds to clean"
        ended = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"ended the process that cleaned it ({ended})"


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
