"""Many items into a library: in order, in batches, each once, whatever is wrong with one of them."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future

import pytest

from store.adding import Handled, InThisProcess, Stopping, add_all, pipeline, tasks
from store.adding.crew import Crew
from store.adding.tasks import Done, Result, Task
from store.arriving import columns_of
from store.cleaning import Habits, clean, line_key
from store.document import Document
from store.errors import LibraryError
from store.library import Library
from store.model import Added, Cleaned, Deed, Draft, Metadata, Outcome, PartDraft, RawItem, Role
from store.recleaning import Recleaned
from store.sources import Skipped
from store.text import Span
from tests.conftest import OpenLibrary
from tests.store.adding.dumps import FURNITURE_ABOVE, FURNITURE_BELOW, item, page, story

FURNITURE = (*FURNITURE_ABOVE, *FURNITURE_BELOW)

HERE = InThisProcess()


class Counting(InThisProcess):
    """Cleans here, and counts what it is given."""

    def __init__(self) -> None:
        self.origins: list[str] = []

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        self.origins.extend(task.item.origin for task in tasks)
        return super().submit(tasks)


def outcomes(handled: Iterable[Handled]) -> list[str]:
    return [one.became.outcome if isinstance(one.became, Added) else "skipped" for one in handled]


def test_everything_comes_out_in_the_order_in_which_it_came(library: Library) -> None:
    missing = Skipped("gone.txt", "gone.txt cannot be read")
    binary = RawItem(b"%PDF-1.7", "a.pdf")
    given: list[RawItem | Skipped] = [
        item(1),
        missing,
        item(2),
        binary,
        *(item(number) for number in range(3, 40)),
        item(1),
    ]
    with Crew(2) as crew:
        handled = list(add_all(library, given, executor=crew))
    assert [one.origin for one in handled] == [one.origin for one in given]
    assert outcomes(handled) == ["added", "skipped", "added", "skipped", *["added"] * 37, "known"]
    ids = [one.became.article for one in handled if isinstance(one.became, Added)]
    assert ids[:-1] == sorted(ids[:-1])
    assert ids[-1] == ids[0]
    assert all(
        story(number).split("\n\n")[1] in library.article(each).text
        for number, each in zip((1, 2), ids[:2], strict=True)
    )


def test_an_article_is_the_same_as_when_it_is_added_alone(library: Library, open_library: OpenLibrary) -> None:
    alone, many = open_library("alone.db"), library
    for number in range(20):
        alone.add(item(number))
    with Crew(2) as crew:
        list(add_all(many, map(item, range(20)), executor=crew))

    def told(from_: Library) -> list[tuple[object, ...]]:
        found = map(from_.article, from_.article_ids())
        return [(each.text, each.document, each.metadata, each.cleaner, dict(each.found)) for each in found]

    assert told(many) == told(alone)
    assert [change.action for change in many.changes()] == [Deed.ADD] * 20
    assert {change.article for change in many.changes()} == set(many.article_ids())


def test_what_is_known_is_not_cleaned_again(library: Library) -> None:
    first, second = Counting(), Counting()
    list(add_all(library, map(item, range(10)), executor=first))
    handled = list(add_all(library, map(item, range(5, 15)), executor=second))
    assert outcomes(handled) == ["known"] * 5 + ["added"] * 5
    assert second.origins == [item(number).origin for number in range(10, 15)]


def test_the_same_bytes_twice_in_one_run_are_one_article(library: Library) -> None:
    handled = list(add_all(library, [item(1), item(2), item(1)], executor=HERE))
    assert outcomes(handled) == ["added", "added", "known"]
    assert len(library.articles()) == 2


def test_batches_are_written_as_they_fill_and_the_rest_at_the_end(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 4)
    monkeypatch.setattr(pipeline, "WINDOW", 4)
    monkeypatch.setattr(pipeline, "BATCH_SECONDS", 1e9)
    seen: list[int] = []
    with sqlite3.connect(library.path) as other:
        for _ in add_all(library, map(item, range(10)), executor=HERE):
            seen.append(other.execute("SELECT count(*) FROM article").fetchone()[0])
    assert seen == [4] * 4 + [8] * 4 + [10] * 2


def test_a_batch_that_is_full_of_bytes_is_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_BYTES", 1)
    monkeypatch.setattr(pipeline, "BATCH_SECONDS", 1e9)
    seen = [len(library.articles()) for _ in add_all(library, map(item, range(3)), executor=HERE)]
    assert seen == [1, 2, 3]


def test_a_batch_that_is_full_of_text_is_written(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH_CHARACTERS", 1)
    monkeypatch.setattr(pipeline, "BATCH_SECONDS", 1e9)
    seen = [len(library.articles()) for _ in add_all(library, map(item, range(3)), executor=HERE)]
    assert seen == [1, 2, 3]


def test_an_item_that_takes_too_long_costs_itself_only(library: Library) -> None:
    lines = (
        f"The ferry sails again, he said for the {number}th time, and nobody in the town believed him."
        for number in range(70_000)
    )
    endless = RawItem("\n".join(lines).encode(), "endless.txt", "text/plain", "utf-8")
    with Crew(1, seconds=2) as crew:
        handled = list(add_all(library, [item(1), endless, item(2)], executor=crew))
    assert outcomes(handled) == ["added", "skipped", "added"]
    assert handled[1].became == Skipped(
        "endless.txt", "endless.txt takes longer than 2 seconds to clean; nothing of it was added"
    )


def test_a_library_that_refuses_one_article_keeps_the_others_of_its_batch(library: Library) -> None:
    with sqlite3.connect(library.path) as other:
        other.execute(
            "CREATE TRIGGER no_third BEFORE INSERT ON source WHEN new.origin LIKE '%#3'"
            " BEGIN SELECT raise(ABORT, 'nobody wants the third story'); END"
        )
    handled = list(add_all(library, map(item, range(1, 6)), executor=HERE))
    assert outcomes(handled) == ["added", "added", "skipped", "added", "added"]
    assert isinstance(handled[2].became, Skipped)
    assert "nobody wants the third story" in handled[2].became.reason
    assert len(library.articles()) == 4


def test_a_locked_library_keeps_what_was_told_and_nothing_else(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    monkeypatch.setattr(pipeline, "WINDOW", 2)
    library._connection.execute("PRAGMA busy_timeout = 1")
    coming = add_all(library, map(item, range(6)), executor=HERE)
    told = [next(coming), next(coming)]
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="another program is writing"):
        list(coming)
    other.execute("ROLLBACK")
    other.close()
    assert outcomes(told) == ["added", "added"]
    assert len(library.articles()) == 2
    assert outcomes(add_all(library, map(item, range(6)), executor=HERE)) == ["known"] * 2 + ["added"] * 4


def test_who_wants_to_stop_has_what_is_finished(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "WINDOW", 4)
    stopping = Stopping()

    def endless() -> Iterator[RawItem]:
        number = 0
        while True:
            if number == 10:
                stopping.asked = True
            yield item(number)
            number += 1

    handled = list(add_all(library, endless(), executor=HERE, stopping=stopping))
    assert outcomes(handled) == ["added"] * 8
    assert len(library.articles()) == 8


def test_an_interrupt_that_nobody_asked_for_is_passed_on(library: Library) -> None:
    def broken() -> Iterator[RawItem]:
        yield item(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(add_all(library, broken(), executor=HERE))
    assert library.articles() == ()


def test_few_items_start_no_process_and_many_do(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Crew] = []

    class Watched(Crew):
        def __init__(self) -> None:
            started.append(self)
            super().__init__(1)

    monkeypatch.setattr(pipeline, "Crew", Watched)
    assert outcomes(add_all(library, map(item, range(pipeline.FEW)))) == ["added"] * pipeline.FEW
    assert started == []
    list(add_all(library, map(item, range(100, 101 + pipeline.FEW))))
    assert len(started) == 1
    monkeypatch.setattr(pipeline, "FEW_BYTES", len(item(200).raw) - 1)
    list(add_all(library, [item(200)]))
    assert len(started) == 2, "what may take long is not cleaned where nothing can end it"


def test_nothing_is_nothing(library: Library) -> None:
    assert list(add_all(library, [])) == []


def test_marks_that_waited_for_their_text_find_it_among_many(library: Library, open_library: OpenLibrary) -> None:
    from store.formats import jsonl

    there = open_library("there.db")
    article = there.add(item(3)).article
    mark = there.annotate(article, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 3)),)))
    library.receive(jsonl.read(list(jsonl.export(there)), "marks"))
    handled = list(add_all(library, map(item, range(5)), executor=HERE))
    assert outcomes(handled) == ["added"] * 3 + ["completed", "added"]
    assert library.annotation(mark.id).quote == "The"
    assert outcomes(add_all(library, [item(3)], executor=HERE)) == ["known"]


# --- habits -------------------------------------------------------------------------------------------------------


class Habitual(Counting):
    """Keeps the habits that tasks came with."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks: list[Task] = []

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        self.tasks.extend(tasks)
        return super().submit(tasks)


def test_pages_that_come_together_tell_of_their_outlets_habits(library: Library) -> None:
    executor = Habitual()
    given = [item(number, site=("quay.example", "www.hill.example")[number % 2]) for number in range(8)]
    list(add_all(library, given, executor=executor))
    for task in executor.tasks:
        assert task.habits.pages == 3
        assert task.habits.repeated == {line_key(line): 3 for line in (*FURNITURE_ABOVE, *FURNITURE_BELOW)}


def test_later_runs_know_the_pages_of_earlier_ones(library: Library) -> None:
    list(add_all(library, [item(number, site="quay.example") for number in range(3)], executor=HERE))
    executor = Habitual()
    list(add_all(library, [item(9, site="www.quay.example"), item(10)], executor=executor))
    known, unknown = executor.tasks
    assert (known.habits.pages, unknown.habits.pages) == (3, 0)
    assert set(known.habits.repeated.values()) == {3}


def test_what_readers_decided_about_an_outlets_lines_goes_with_its_pages(library: Library) -> None:
    with sqlite3.connect(library.path) as other:
        other.executemany(
            "INSERT INTO correction (id, outlet, field, line, value, annotator, created)"
            " VALUES (?, 'quay.example', 'line', ?, ?, 'x', ?)",
            [
                ("1", "boats for hire at the old pier", "keep", "1"),
                ("2", "boats for hire at the old pier", "leave out", "2"),
            ],
        )
    executor = Habitual()
    list(add_all(library, [item(1, site="quay.example"), item(2, site="hill.example")], executor=executor))
    assert executor.tasks[0].habits.rulings == {line_key("Boats for hire at the old pier"): False}
    assert executor.tasks[1].habits.rulings == {}


def test_the_newest_pages_of_an_outlet_are_remembered(library: Library) -> None:
    given = [item(number, site="quay.example", sentences=3) for number in range(70)]
    list(add_all(library, given, executor=HERE))
    pages = list(library.outlet_pages("quay.example").values())
    assert len(pages) == 64
    from store.cleaning import PageLines

    assert pages[-1] == PageLines.of(line for line in page(69, 3).decode().splitlines() if line.strip())
    assert pages[0] == PageLines.of(line for line in page(6, 3).decode().splitlines() if line.strip())


def test_an_outlet_that_only_its_page_names_is_remembered(library: Library) -> None:
    named = RawItem(page(1), "1.txt", "text/plain", metadata=Metadata(outlet="The  Quay Courier"))
    list(add_all(library, [named, item(2)], executor=HERE))
    assert len(library.outlet_pages("the quay courier")) == 1


def test_a_page_that_is_too_large_to_be_looked_at_is_cleaned_without_habits(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LARGEST_LOOKED_AT", len(page(3)) - 1)
    executor = Habitual()
    given = [item(1, site="quay.example", sentences=6), item(2, site="quay.example", sentences=6)]
    list(add_all(library, [*given, item(3, site="quay.example")], executor=executor))
    assert [task.habits.pages for task in executor.tasks] == [1, 1, 0]
    assert len(library.outlet_pages("quay.example")) == 3


def test_articles_that_came_before_their_outlet_was_known_are_cleaned_again(library: Library) -> None:
    asked: list[tuple[str, int]] = []

    def refreshed(outlets: Iterable[str], tell: object = None, *, among: frozenset[str] = frozenset()) -> int:
        asked.extend((outlet, len(among)) for outlet in outlets)
        return 0

    library.refresh = refreshed  # type: ignore[assignment, method-assign]  # what it does is tested where it stands

    def add(numbers: Iterable[int], site: str) -> list[tuple[str, int]]:
        asked.clear()
        list(add_all(library, [item(number, site=site) for number in numbers], executor=HERE))
        return list(asked)

    assert add([1], "quay.example") == []
    assert add([2], "quay.example") == [], "a line on one other page tells nothing"
    assert add([3], "quay.example") == [("quay.example", 2)]
    assert add(range(10, 20), "hill.example") == [], "they came together, and all know of all"
    assert add(range(20, 30), "hill.example") == [], "what was known was enough"
    assert add(range(30, 40), "quay.example") == [("quay.example", 3)]


def test_what_an_outlet_prints_on_every_page_leaves_the_articles_that_came_first_too(library: Library) -> None:
    told: list[Recleaned] = []
    for number in range(12):
        list(add_all(library, [item(number, site="quay.example")], executor=HERE, again=told.append))
    texts = [library.article(each).text for each in library.article_ids()]
    together = [clean(item(number), Habits(11, dict.fromkeys(map(line_key, FURNITURE), 11))) for number in range(12)]
    assert texts[:4] == [cleaned.document.text for cleaned in together[:4]]


# --- many ---------------------------------------------------------------------------------------------------------


class OneWord(InThisProcess):
    """Cleans every item to one word: what is measured is not the cleaning."""

    def submit(self, tasks: Sequence[Task]) -> Future[list[Result]]:
        cleaned = Cleaned(Document("word"), Metadata(title="word"), "text/plain", "utf-8", "test 1")
        future: Future[list[Result]] = Future()
        future.set_result([Done(columns_of(cleaned), None, ()) for _ in tasks])
        return future


def test_memory_does_not_grow_with_what_is_added(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "WINDOW", 16)
    monkeypatch.setattr(pipeline, "BATCH", 16)
    size = 100_000
    given = (RawItem((b"%05d" % number) * (size // 5), f"large#{number}") for number in range(200))
    held: list[int] = []
    tracemalloc.start()
    try:
        for number, _ in enumerate(add_all(library, given, executor=OneWord())):
            if number in (31, 159):
                held.append(tracemalloc.get_traced_memory()[0])
                tracemalloc.reset_peak()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert held[1] - held[0] < 5 * size, "128 more items stay nowhere"
    assert peak < 16 * 5 * size


def test_the_story_stands_in_the_text(library: Library) -> None:
    (handled,) = add_all(library, [item(1)], executor=HERE)
    assert isinstance(handled.became, Added)
    assert handled.became.outcome is Outcome.ADDED
    assert story(1).split("\n\n")[1] in library.article(handled.became.article).text
