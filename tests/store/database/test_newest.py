"""The newest articles, read before anything else is loaded: those that the list begins with, or none at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database.newest import Article, newest, said_in
from store.filters.terms import EVERYTHING
from store.library import Library
from store.model import Draft, Metadata, PartDraft, Role, State
from tests.conftest import TEXT, MakeArticle, span_of

TITLES = ("Ferry sails", "港でフェリーが再び出る", "Gate three")


@pytest.fixture
def filled(library: Library, article: MakeArticle) -> Library:
    """Three stories, the second told twice; marks, a label, states, and one that was deleted."""
    made = []
    for day, title in enumerate((*TITLES, "Ferry, again", "Gone")):
        outlet = "The Harbour Post" if day else None
        about = Metadata(title, outlet=outlet, published=f"2024-07-{day + 1:02}", language="en")
        made.append(article(f"{title}\n\n{TEXT}", metadata=about))
    for each, words in ((made[1], "Coast Institute"), (made[3], "Ilse Maar")):
        place = span_of(each.text, words)
        library.annotate(each.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, place),)))
    library.set_state(made[0].id, State.DONE)
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("DELETE FROM likeness")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE listed SET alike = ? WHERE article = ?", [made[1].id, made[3].id])
        connection.execute("UPDATE listed SET state = 'deleted' WHERE article = ?", [made[4].id])
        connection.execute("INSERT INTO label (article, name) VALUES (?, 'dam'), (?, 'boats')", [made[2].id] * 2)
    return library


def test_they_are_what_the_list_begins_with(filled: Library) -> None:
    numbers = filled.numbers(EVERYTHING)
    rows, stories = filled.rows(numbers), filled.stories(numbers)
    found = newest(str(filled.path), 10)
    assert [each.title for each in found] == [rows[number].title for number in numbers]
    for each, number in zip(found, numbers, strict=True):
        row, others = rows[number], stories.get(number, ())
        assert (each.outlet, each.published, each.state) == (row.outlet, row.published, row.state)
        assert (each.language, tuple(each.labels)) == (row.language, row.labels)
        assert each.others == len(others)
        assert each.marked == row.counts.total + sum(other.counts.total for other in others)
        assert each.waits == any(other.state is not State.DONE for other in others)
    assert [each.others for each in found] == [0, 1, 0]


def test_there_are_no_more_than_are_asked_for(filled: Library) -> None:
    assert [each.title for each in newest(str(filled.path), 1)] == [TITLES[2]]


@pytest.mark.parametrize("pragma", ["application_id = 7", "user_version = 3", "user_version = 5"])
def test_a_library_that_is_none_of_ours_or_of_another_time_has_none(filled: Library, pragma: str) -> None:
    filled.close()
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute(f"PRAGMA {pragma}")
    assert newest(str(filled.path), 10) == []


def test_what_is_no_library_has_none_and_nothing_is_made(tmp_path: Path) -> None:
    assert newest(str(tmp_path / "missing.db"), 10) == []
    (tmp_path / "notes.db").write_text("words " * 1000)
    assert newest(str(tmp_path / "notes.db"), 10) == []


def test_a_word_is_taken_out_of_json_and_nothing_out_of_what_is_none() -> None:
    assert said_in('{"theme": "light", "measure": 7}', "$.theme") == "light"
    assert [said_in(each, "$.theme") for each in ('{"theme": 7}', "[]", "{", "")] == ["", "", "", ""]


def test_reading_the_first_rows_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("words " * 1000)
    newest(str(tmp_path / "missing.db"), 10)
    assert [each.name for each in tmp_path.iterdir()] == ["notes.db"]


@pytest.mark.parametrize("name", ["100%?.db", "a#b c.db", "häfen.db", os.fsdecode(b"\xff\xfe.db"), "x;y&mode=rw.db"])
def test_a_library_may_have_any_name(filled: Library, tmp_path: Path, name: str) -> None:
    filled.close()
    filled.path.rename(tmp_path / name)
    found: list[Article] = newest(str(tmp_path / name), 10)
    assert len(found) == len(TITLES)


def test_one_that_is_being_written_is_read_as_it_was(filled: Library) -> None:
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE listed SET state = 'deleted'")
        assert len(newest(str(filled.path), 10)) == len(TITLES)
