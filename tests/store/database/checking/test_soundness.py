"""Whether a library is sound, and what of it can be made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from store.database.checking import soundness
from store.database.checking.soundness import warnings
from store.filters.terms import Words
from store.library import Library
from store.model import Draft, PartDraft, Role, State
from store.text import Span
from tests.conftest import MakeArticle

HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))


@pytest.fixture
def marked(library: Library, article: MakeArticle) -> Library:
    """A library with two articles, one of them marked and done."""
    home = article("Water rises at the levee")
    article("Another story of something else")
    library.annotate(home.id, HIGHLIGHT)
    library.set_state(home.id, State.DONE)
    return library


def spoil(library: Library, *statements: str) -> None:
    with closing(sqlite3.connect(library.path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_library_has_no_faults(marked: Library) -> None:
    assert marked.faults() == []
    marked.cure()
    assert marked.faults() == []


@pytest.mark.parametrize(
    ("spoiling", "told"),
    [
        ("UPDATE listed SET highlights = 7, claims = 2", "the marks of 2 articles are counted wrongly"),
        ("UPDATE listed SET state = 'aside'", "2 articles are listed in a state"),
        ("UPDATE listed SET language = 'xx', alike = 'x'", "2 articles are listed in a state, a language or a story"),
        ("DELETE FROM listed", "2 articles are missing in the list"),
    ],
)
def test_what_the_list_has_wrong_is_made_anew(marked: Library, spoiling: str, told: str) -> None:
    before = {row.id: row for row in marked.articles()}
    spoil(marked, spoiling)
    faults = marked.faults()
    assert told in " ".join(fault.words for fault in faults)
    assert all(fault.curable for fault in faults)
    marked.cure()
    marked.catch_up()
    assert marked.faults() == []
    assert {row.id: row for row in marked.articles()} == before
    assert len(marked.numbers(Words("levee"))) == 1


def test_an_index_that_lost_articles_is_made_anew(marked: Library) -> None:
    spoil(marked, "DELETE FROM indexed")
    assert [fault.curable for fault in marked.faults()] == [True] * len(marked.faults()) != []
    marked.cure()
    assert marked.catch_up() == 0
    assert marked.faults() == []
    assert len(marked.numbers(Words("levee"))) == 1


def test_rows_that_name_what_is_not_there_are_told_and_cannot_be_cured(marked: Library) -> None:
    spoil(marked, "INSERT INTO label (article, name) VALUES ('gone', 'dam')")
    fault, *_ = marked.faults()
    assert fault.words == "rows of label name article that are not there"
    assert not fault.curable


def test_a_damaged_file_is_told(marked: Library) -> None:
    spoil(
        marked,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '(state,', '(title,') WHERE name = 'listed_by_state'",
    )
    with closing(sqlite3.connect(marked.path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        faults = soundness.faults(connection)
    assert faults[0].words.startswith("the file is damaged: ")
    assert not faults[0].curable


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        *(((3, 40, 1), True), ((3, 44, 5), True), ((3, 45, 0), True), ((3, 51, 0), True), ((3, 51, 2), True)),
        *(((3, 44, 6), False), ((3, 50, 7), False), ((3, 51, 3), False), ((3, 52, 0), False)),
    ],
)
def test_a_sqlite_that_may_lose_what_was_written_is_named(version: tuple[int, int, int], has_it: bool) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        told = " ".join(warnings(connection, version))
    assert ("WAL-reset" in told) == has_it
    assert not has_it or ".".join(map(str, version)) in told
