"""Articles that tell the same story: linked to the one that was here first, however they came, and anew when a text changes."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.database import likenesses
from store.database.transactions import writing
from store.library import Library
from store.likeness import ALIKE, likeness
from store.model import Carried
from tests.conftest import MakeArticle, OpenLibrary
from tests.store import stories
from tests.store.stories import VARIANTS, story, text_of

TOLD = story(Random(1))
FIRST = text_of(TOLD)
COPIES = [text_of(change(TOLD, Random(2))) for change in VARIANTS.values()]
OTHER = text_of(stories.another_of_the_event(TOLD, Random(3)))
LONG_AGO = "2020-01-01T00:00:00.000Z"


@pytest.fixture
def connection(library: Library) -> sqlite3.Connection:
    """The one that the library has open."""
    return library._connection


def groups(library: Library) -> dict[str, str | None]:
    """Each article's first, by its identifier."""
    return {each.id: each.alike for each in library.articles()}


def change_text(connection: sqlite3.Connection, article: str, text: str) -> likenesses.Likeness | None:
    """A new version of an article's text, as a new cleaning makes it."""
    numbers = itertools.count(connection.total_changes)
    version = f"version {next(numbers)}"
    with writing(connection):
        connection.execute(
            "INSERT INTO text (id, article, sha256, cleaner, created, text, blocks, styles, map)"
            " VALUES (?, ?, printf('%064d', ?), '', '', ?, '[]', '[]', '[]')",
            [version, article, next(numbers), text],
        )
        connection.execute("UPDATE article SET text = ? WHERE id = ?", [version, article])
        return likenesses.remember(connection, article, text)


def test_copies_point_to_the_article_that_was_here_first(library: Library, article: MakeArticle) -> None:
    first = article(FIRST)
    copies = [article(text) for text in COPIES]
    other = article(OTHER)
    assert groups(library) == {first.id: None, other.id: None} | {each.id: first.id for each in copies}
    assert library.article(first.id).alike == tuple(each.id for each in copies)
    assert library.article(copies[1].id).alike == (first.id, *(each.id for each in copies if each != copies[1]))
    assert library.article(other.id).alike == ()
    assert library.stats().alike == len(COPIES)


def test_what_is_imported_is_linked_too(library: Library, article: MakeArticle, open_library: OpenLibrary) -> None:
    first, copy = article(FIRST), article(COPIES[0])
    other = open_library("other.db")
    other.receive(Carried(each, library.source(each)) for each in (first, copy))
    assert groups(other) == {first.id: None, copy.id: first.id}


def test_the_score_is_how_much_both_have_in_common(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    first, copy = article(FIRST), article(COPIES[1])
    row = connection.execute("SELECT * FROM likeness").fetchone()
    assert tuple(row) == (copy.id, first.id, pytest.approx(likeness(first.text, copy.text)))
    assert ALIKE < row["score"] < 1


def test_to_remember_the_same_text_again_changes_nothing(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    first, copy = article(FIRST), article(COPIES[0])
    before = connection.total_changes
    with writing(connection):
        assert likenesses.remember(connection, first.id, first.text) is None
        again = likenesses.remember(connection, copy.id, copy.text)
    assert again is not None
    assert (again.article, again.first) == (copy.id, first.id)
    assert connection.total_changes == before


def test_an_article_whose_text_becomes_another_leaves_its_group(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    first, copy = article(FIRST), article(COPIES[0])
    assert change_text(connection, copy.id, OTHER) is None
    assert groups(library) == {first.id: None, copy.id: None}
    found = change_text(connection, copy.id, COPIES[2])
    assert found is not None
    assert found.first == first.id


def test_a_group_whose_first_leaves_it_finds_itself_anew(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    first, *others = [article(text) for text in (FIRST, *COPIES[:3])]
    change_text(connection, first.id, OTHER)
    assert groups(library) == {first.id: None, others[0].id: None} | {each.id: others[0].id for each in others[1:]}
    change_text(connection, first.id, FIRST)
    assert groups(library) == {first.id: None} | {each.id: first.id for each in others}


def test_one_that_was_here_longer_takes_the_place_of_the_first(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    older, *others = [article(text) for text in (OTHER, *COPIES[:3])]
    assert groups(library)[others[1].id] == others[0].id
    change_text(connection, older.id, FIRST)
    assert groups(library) == {older.id: None} | {each.id: older.id for each in others}


def test_a_group_follows_no_saga_that_changes_from_day_to_day(library: Library, article: MakeArticle) -> None:
    days = [stories.paragraph(Random(number)) for number in range(36)]
    first, between, last = (article(text_of(days[at : at + 20])) for at in (0, 8, 16))
    assert likeness(first.text, last.text) < ALIKE
    assert likeness(between.text, last.text) >= ALIKE
    assert groups(library) == {first.id: None, between.id: first.id, last.id: None}


def test_words_that_stand_on_every_page_link_nothing_and_find_nothing(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    notice = text_of([stories.paragraph(Random(number)) for number in range(500, 504)])
    told = [article(f"{text_of(story(Random(100 + number)))}\n\n{notice}") for number in range(30)]
    everywhere, in_a_few = 1, 2
    rows = [*((everywhere, each.id) for each in told), *((in_a_few, each.id) for each in told[:4])]
    with writing(connection):
        connection.executemany("INSERT INTO band (band, number) SELECT ?, number FROM sketched WHERE article = ?", rows)
    assert likenesses._firsts(connection, "new", [everywhere]) == []
    assert likenesses._firsts(connection, "new", [everywhere, in_a_few]) == [each.id for each in told[:4]]
    copy = article(told[25].text.replace(notice, "They have another one."))
    assert groups(library) == {each.id: None for each in told} | {copy.id: told[25].id}


def test_of_a_page_that_comes_sixty_times_all_are_linked(library: Library, article: MakeArticle) -> None:
    first, *others = [article(FIRST) for _ in range(60)]
    assert groups(library) == {first.id: None} | {each.id: first.id for each in others}


def test_an_article_without_words_is_alike_to_none(library: Library, article: MakeArticle) -> None:
    article(""), article("—"), article("")
    assert set(groups(library).values()) == {None}


def test_of_what_is_forgotten_nothing_is_left_and_others_keep_theirs(
    library: Library, article: MakeArticle, connection: sqlite3.Connection
) -> None:
    first, second = article(FIRST), article(text_of(story(Random(77))))
    article("—")
    bands = [set(likenesses._bands_of(connection, each.id)) for each in (first, second)]
    assert [len(each) > 8 for each in bands] == [True, True]
    with writing(connection):
        likenesses.forget(connection, first.id)
    assert likenesses._bands_of(connection, first.id) == []
    assert {band for (band,) in connection.execute("SELECT band FROM band")} == bands[1]
    copy = article(f"Again\n\n{FIRST}")
    assert groups(library) == dict.fromkeys(groups(library))
    assert set(likenesses._bands_of(connection, copy.id)) & bands[0]


def test_candidates_are_found_by_index_alone(library: Library, connection: sqlite3.Connection) -> None:
    told: list[str] = []
    connection.set_trace_callback(told.append)
    with writing(connection):
        likenesses._firsts(connection, "", (1, 2))
        likenesses.forget(connection, "")
        likenesses.others(connection, "")
    connection.set_trace_callback(None)
    plans = [
        row["detail"]
        for statement in told
        if statement.startswith(("SELECT", "DELETE"))
        for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]
    assert any("USING PRIMARY KEY (band=?)" in plan for plan in plans)
    tables = ("band", "sketched", "likeness", "article", "it", "text")
    assert [plan for plan in plans if plan.startswith(tuple(f"SCAN {table}" for table in tables))] == []


@pytest.fixture
def made(library: Library, article: MakeArticle) -> Iterator[Callable[[int], str]]:
    """Articles by number, made when they are first asked for."""
    known: dict[int, str] = {}

    def one(number: int) -> str:
        if number not in known:
            known[number] = article("a text to begin with").id
        return known[number]

    yield one


TEXTS = [FIRST, OTHER, *COPIES, text_of(story(Random(8)))]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, len(TEXTS) - 1)), max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_groups_stay_flat_and_true_whatever_texts_become(
    library: Library, made: Callable[[int], str], connection: sqlite3.Connection, steps: list[tuple[int, int]]
) -> None:
    for number, text in steps:
        change_text(connection, made(number), TEXTS[text])
    rows = connection.execute("SELECT * FROM likeness").fetchall()
    pointing = {row["article"] for row in rows}
    for row in rows:
        one, first = library.article(row["article"]), library.article(row["first"])
        assert row["first"] not in pointing
        assert (first.added, first.id) < (one.added, one.id)
        assert row["score"] == pytest.approx(likeness(one.text, first.text))
        assert row["score"] >= ALIKE
