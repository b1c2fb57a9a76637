"""Articles that are written together: what comes of them is what comes of them one by one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from random import Random

import pytest

from store.arriving import Arriving, carried_of
from store.document import Block, BlockKind, Document, Run, SourceMap, Style, StyleKind
from store.library import Library
from store.model import Added, Cleaned, Metadata, Outcome, RawItem
from store.text import Span
from tests.conftest import OpenLibrary


def version(source: Random) -> str:
    """A version of one of three stories, with other words here and there: some are alike, some nearly."""
    told = source.randrange(3)
    words = [f"s{told}w{number}" for number in range(120)]
    for _ in range(source.randrange(16)):
        words[source.randrange(120)] = f"x{source.randrange(40)}"
    return " ".join(words)


def arriving(number: int, text: str) -> Arriving:
    cleaned = Cleaned(Document(text), Metadata(title=str(number)), "text/plain", "utf-8", "test 1")
    return Arriving.of(RawItem(text.encode(), f"{number}.txt"), cleaned)


def alike(library: Library, given: Sequence[Arriving], at_once: int) -> dict[str, tuple[str, float]]:
    """What each article is like, by their titles, where so many come at once."""
    for at in range(0, len(given), at_once):
        library.keep_all(given[at : at + at_once])
    with closing(sqlite3.connect(library.path)) as connection:
        rows = connection.execute(
            "SELECT one.title, first.title, score FROM likeness JOIN article AS one ON one.id = likeness.article"
            " JOIN article AS first ON first.id = likeness.first"
        )
        return {title: (first, score) for title, first, score in rows}


@pytest.mark.parametrize("seed", range(4))
def test_they_tell_the_same_stories(open_library: OpenLibrary, seed: int) -> None:
    source = Random(seed)
    given = [arriving(number, version(source)) for number in range(40)]
    alone = alike(open_library("alone.db"), given, 1)
    assert alone
    assert alike(open_library("some.db"), given, 7) == alone
    assert alike(open_library("all.db"), given, 40) == alone


def test_the_same_bytes_twice_among_them_are_one_article(library: Library) -> None:
    one, other = arriving(1, "one story"), arriving(2, "another story")
    kept = library.keep_all([one, other, one])
    assert [each.outcome for each in kept] == [Outcome.ADDED, Outcome.ADDED, Outcome.KNOWN]
    assert kept[0].article == kept[2].article
    assert [change.article for change in library.changes()] == [kept[1].article, kept[0].article]


def test_what_is_kept_is_what_was_cleaned(library: Library) -> None:
    text = "A title\n\nWords that were said “twice”."
    document = Document(
        text,
        (Block(BlockKind.TITLE, Span(0, 7)), Block(BlockKind.LIST_ITEM, Span(9, len(text)), 2)),
        (Style(StyleKind.LINK, Span(9, 14), "https://example.org/é"), Style(StyleKind.STRONG, Span(15, 19))),
        SourceMap((Run(0, 3, 7), Run(9, 20, len(text) - 9))),
    )
    metadata = Metadata(
        "A\ttitle\r\nof two lines", "By\x00line", "Outlet", "https://example.org/1", "2024-07", "en", None
    )
    cleaned = Cleaned(document, metadata, "text/html", "cp1252", "test 1", {"title": "og:title", "byline": "line 3"})
    item = RawItem(b"raw", "folder/\udce9t\u00e9\x07.html")
    (added,) = library.keep_all([Arriving.of(item, cleaned)])
    assert isinstance(added, Added)
    kept = library.article(added.article)
    assert kept.document == document
    assert kept.metadata == Metadata(
        "A title of two lines", "By\ufffdline", "Outlet", "https://example.org/1", "2024-07", "en", None
    )
    assert dict(kept.found) == dict(cleaned.found)
    source = library.source(kept)
    assert (source.raw, source.media_type, source.encoding) == (b"raw", "text/html", "cp1252")
    assert source.origin == "folder/\\udce9té\\x07.html"
    again = carried_of(Arriving.of(item, cleaned), kept.added, iter(["s", "a"]).__next__).article
    assert (again.document, again.metadata, again.found) == (kept.document, kept.metadata, kept.found)
    assert (again.text_sha256, again.source_sha256) == (kept.text_sha256, kept.source_sha256)


def test_what_a_new_article_costs_does_not_grow_with_the_library(library: Library) -> None:
    def steps(number: int) -> int:
        """How much SQLite has to do for one more article."""
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        library._connection.set_progress_handler(count, 10)
        library.keep_all([arriving(number, f"story {number}")])
        library._connection.set_progress_handler(None, 0)
        return counted

    library.keep_all([arriving(number, f"story {number}") for number in range(10)])
    few = steps(10)
    for kept in library.keep_all([arriving(number, f"story {number}") for number in range(20, 420)]):
        library.set_position(library.article(kept.article), 1)
    assert steps(421) < 1.5 * few
