"""The finder's thread: the newest question is answered, and what it broke off is silent."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from store.database.transactions import reading as snapshot
from store.errors import AnnottyError, LibraryError, NotFound
from store.filters.terms import Words
from store.finding import Finder
from store.library import Library
from store.listing import Listing
from tests.conftest import MakeArticle

LONG = 20.0


@pytest.fixture
def finder(library: Library) -> Iterator[Finder[Listing]]:
    finder = Finder(library.path, opening=Listing)
    yield finder
    finder.close()


def count(reading: Listing) -> Iterator[int]:
    yield reading.count()


def endless(reading: Listing) -> Iterator[int]:
    """A query that never ends by itself."""
    with snapshot(reading._connection):
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        reading._connection.execute(numbers).fetchone()
    yield 0


def test_what_a_question_yields_is_handed_over_in_the_finders_thread(
    library: Library, article: MakeArticle, finder: Finder[Listing]
) -> None:
    home = article("A boat").id
    answers: Queue[object] = Queue()

    def question(reading: Listing) -> Iterator[object]:
        yield list(reading.numbers(Words("boat")))
        yield reading.number_of(home)

    finder.ask(question, lambda value: answers.put((value, threading.current_thread().name)), answers.put)
    number = library.number_of(home)
    assert [answers.get(timeout=LONG) for _ in range(2)] == [([number], "finder"), (number, "finder")]


def test_the_newest_question_breaks_off_the_one_before(
    library: Library, article: MakeArticle, finder: Finder[Listing]
) -> None:
    article("A boat")
    answers: Queue[object] = Queue()
    begun = threading.Event()

    def question(reading: Listing) -> Iterator[int]:
        begun.set()
        yield from endless(reading)

    finder.ask(question, answers.put, answers.put)
    assert begun.wait(LONG)
    finder.ask(count, answers.put, answers.put)
    assert answers.get(timeout=LONG) == 1
    assert answers.empty()


def test_a_query_that_begins_after_its_question_was_dropped_is_broken_off_too(
    library: Library, article: MakeArticle, finder: Finder[Listing]
) -> None:
    article("A boat")
    answers: Queue[object] = Queue()
    begun, asked = threading.Event(), threading.Event()

    def late(reading: Listing) -> Iterator[int]:
        begun.set()
        asked.wait(LONG)
        yield from endless(reading)

    finder.ask(late, answers.put, answers.put)
    assert begun.wait(LONG)
    finder.ask(count, answers.put, answers.put)
    asked.set()
    assert answers.get(timeout=LONG) == 1


def test_a_failure_is_handed_over_and_the_next_question_answered(
    library: Library, article: MakeArticle, finder: Finder[Listing]
) -> None:
    answers: Queue[object] = Queue()

    def failing(reading: Listing) -> Iterator[int]:
        if not reading.count():
            raise NotFound("nobody")
        yield 0

    finder.ask(failing, answers.put, answers.put)
    assert isinstance(answers.get(timeout=LONG), AnnottyError)
    finder.ask(count, answers.put, answers.put)
    assert answers.get(timeout=LONG) == 0


def test_a_library_that_is_not_there_is_told_of_at_each_question(tmp_path: Path) -> None:
    finder, answers = Finder(tmp_path / "none.db", opening=Listing), Queue[object]()
    for _ in range(2):
        finder.ask(count, answers.put, answers.put)
        assert isinstance(answers.get(timeout=LONG), LibraryError)
    finder.close()


def test_closing_breaks_off_what_is_asked_and_lets_go_of_the_file(library: Library, article: MakeArticle) -> None:
    finder = Finder(library.path, opening=Listing)
    begun = threading.Event()
    answers: Queue[object] = Queue()

    def question(reading: Listing) -> Iterator[int]:
        begun.set()
        while True:
            yield reading.count()

    finder.ask(question, answers.put, answers.put)
    assert begun.wait(LONG)
    finder.close()
    assert not any(thread.name == "finder" for thread in threading.enumerate())
    before = answers.qsize()
    finder.ask(count, answers.put, answers.put)
    assert answers.qsize() == before
