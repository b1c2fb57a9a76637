"""The power goes while many articles are added or imported: what was named is there, and the same command goes on from there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from store.adding import InThisProcess, add_all, pipeline
from store.formats import jsonl
from store.library import Library
from store.model import Added
from store.sources import read
from tests.power.disk import Happening, Told, cuts
from tests.power.test_power_cuts import ROUNDS, pytestmark, worked
from tests.power.watching import watched
from tests.store.adding.dumps import story
from tests.store.test_acts_at_random import everything, kept, loose

__all__ = ["pytestmark"]
FILES, ROWS, ENTRIES = 8, 12, 6


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    """A folder of pages, a data set and a feed; some rows tell one story."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(FILES):
        (pages / f"{number}.md").write_text(f"# {story(number)}\n", encoding="utf-8")
    rows = tmp_path / "rows.jsonl"
    with rows.open("w") as file:
        for number in range(ROWS):
            words = f"{story(100 + number - number % 2)}\n\nThis is number {number}."
            file.write(json.dumps({"text": words, "url": f"https://site{number % 2}.example/{number}"}) + "\n")
    feed = tmp_path / "feed.xml"
    items = "".join(
        f"<item><title>Entry {number}</title><link>https://feed.example/{number}</link>"
        f"<description>{story(200 + number)}</description></item>"
        for number in range(ENTRIES)
    )
    feed.write_text(f'<rss version="2.0"><channel><title>The Quay Courier</title>{items}</channel></rss>')
    return [str(each) for each in (pages, rows, feed)]


def adding(path: Path, sources: list[str]) -> Iterator[Added]:
    """What `annotty add` does, with what became of each article once it is told."""
    with Library(path, annotator="reader") as library:
        for handled in add_all(library, read(sources, BytesIO()), executor=InThisProcess()):
            assert isinstance(handled.became, Added)
            yield handled.became
        library.catch_up()


def test_what_was_named_is_there_and_adding_again_goes_on_where_the_power_went(
    sources: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 3)
    named: list[str] = []
    titles: set[str] = set()
    (tmp_path / "watched").mkdir()
    with watched(tmp_path / "watched") as watch:
        for number, added in enumerate(adding(tmp_path / "watched" / "l.db", sources)):
            named.append(added.article)
            titles.add(added.title)
            watch.tell(number)
    assert len(named) == FILES + ROWS + ENTRIES
    path, gone_on = tmp_path / "found" / "l.db", set[int]()
    path.parent.mkdir()
    for moment, told, files in cuts(watch.log, round(80 * ROUNDS), 1):
        for name, content in files.items():
            (path.parent / name).write_bytes(content)
        with Library(path) as library:
            here = set(library.article_ids())
            assert set(named[: told + 1]) <= here, moment
            assert library.faults() == []
            assert loose(path) == []
        if len(here) not in gone_on:  # once for each number of those that had come
            gone_on.add(len(here))
            outcomes = Counter(str(added.outcome) for added in adding(path, sources))
            assert outcomes == Counter(known=len(here), added=len(named) - len(here))
            with Library(path) as library:
                assert len(list(library.article_ids())) == len(named)
                assert library.not_indexed() == 0
                assert library.faults() == []
                assert {row.title for row in library.articles()} == titles
        for each in path.parent.iterdir():
            each.unlink()
    assert len(gone_on) > 5, "the power went at different moments"


def test_an_import_is_there_whole_or_not_at_all_and_doing_it_again_adds_nothing_twice(tmp_path: Path) -> None:
    worked(tmp_path, (), 30, 11)
    with Library(tmp_path / "l.db", annotator="reader") as library:
        lines = list(jsonl.export(library, articles=True))
    (tmp_path / "watched").mkdir()
    with watched(tmp_path / "watched") as watch, Library(tmp_path / "watched" / "l.db") as other:
        watch.tell(0)
        other.receive(jsonl.read(lines, "all.jsonl"))
        watch.tell(1)
        whole = kept(everything(other))
    path = tmp_path / "found" / "l.db"
    path.parent.mkdir()
    seen: dict[int, bytes] = {}
    for _, told, files in cuts(watch.log, round(80 * ROUNDS), 2, start=_last_of_creation(watch.log)):
        for name, content in files.items():
            (path.parent / name).write_bytes(content)
        with Library(path) as library:
            number = len(list(library.article_ids()))
            assert number in ((3,) if told == 1 else (0, 3))
            image = library._connection.serialize()
            if seen.setdefault(number, b"") != image:
                seen[number] = image
                assert library.faults() == []
                library.receive(jsonl.read(lines, "all.jsonl"))
                assert sizes(library) == {table: len(rows) for table, rows in whole.items()}
                assert library.faults() == []
        for each in path.parent.iterdir():
            each.unlink()
    assert seen.keys() == {0, 3}


def sizes(library: Library) -> dict[str, int]:
    return {table: len(rows) for table, rows in kept(everything(library)).items()}


def _last_of_creation(log: list[Happening]) -> int:
    return next(moment for moment, what in enumerate(log, 1) if isinstance(what, Told))
