"""Whoever cleans: what is sent to them at once, and what becomes of the finished where they go away."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import Future

import pytest

from store.adding import Handled, InThisProcess, add_all
from store.adding.tasks import Done, Result, Task, done, looked_at
from store.cleaning import Habits
from store.errors import SourceError
from store.library import Library
from store.model import Metadata, RawItem
from tests.store.adding.dumps import item


class Sized(InThisProcess):
    """Cleans here, in chunks of so many items or bytes, and notes how many are in each."""

    chunk, chunk_bytes, ahead = 3, 5_000, 2

    def __init__(self) -> None:
        self.chunks: list[int] = []

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        self.chunks.append(len(tasks))
        return super().submit(tasks)


def test_what_is_sent_at_once_is_so_many_items_or_so_many_bytes(library: Library) -> None:
    executor = Sized()
    small, large = [item(number, sentences=3) for number in range(7)], [item(number, sentences=90) for number in (8, 9)]
    assert sum(len(one.raw) for one in small[:3]) < 5_000 < len(large[0].raw)
    list(add_all(library, [*small, *large], executor=executor))
    assert executor.chunks == [3, 3, 2, 1]


class GoesAway(InThisProcess):
    """Never cleans its second chunk, and says so when it is given the fifth."""

    ahead = 10

    def __init__(self) -> None:
        self.number = 0
        self.never: Future[list[Result]] = Future()

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        self.number += 1
        if self.number == 5:
            self.never.set_exception(SourceError("the others are gone"))
        return self.never if self.number == 2 else super().submit(tasks)


def test_where_nobody_is_left_to_clean_what_is_finished_is_kept(library: Library) -> None:
    handled: list[Handled] = []

    def add() -> None:
        for one in add_all(library, map(item, range(8)), executor=GoesAway()):
            handled.append(one)

    with pytest.raises(SourceError, match="the others are gone"):
        add()
    assert [one.origin for one in handled] == [item(number).origin for number in (0, 2, 3, 4)]
    assert len(library.articles()) == 4


def test_a_task_that_was_sent_is_the_same_but_for_its_lines() -> None:
    metadata = Metadata("Title", "By", "The Quay", "https://quay.example/1", "2024-07-21", "en", "2024-07-22")
    raw = RawItem(item(1).raw, "a#1", "text/plain", "utf-8", "https://quay.example/1", metadata)
    page = looked_at(raw)
    assert page is not None
    task = Task(raw, "digest", Habits(3, {5: 2}, {7: True}), page.lines)
    sent = pickle.loads(pickle.dumps(task))
    assert (sent.item, sent.sha256, sent.habits) == (task.item, task.sha256, task.habits)
    result = done(sent)
    assert result == done(task)
    assert isinstance(result, Done)
    assert result.lines is None, "they were looked at where it was sent from"
    result = done(pickle.loads(pickle.dumps(Task(raw, "digest"))))
    assert isinstance(result, Done)
    assert result.lines == page.lines
