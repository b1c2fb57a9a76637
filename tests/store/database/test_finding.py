"""What filters choose, held against looking at every article; the orders of a list; and the ways that queries take."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database import finding, whole
from store.document import Document
from store.filters.terms import (
    EVERYTHING,
    All,
    Any,
    Counted,
    Dated,
    InLanguage,
    InState,
    Labelled,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    When,
    Where,
    Words,
)
from store.library import Library
from store.model import (
    Alias,
    Article,
    ArticleSummary,
    Claim,
    Cleaned,
    Draft,
    LinkDraft,
    Metadata,
    NewEntity,
    Order,
    PartDraft,
    RawItem,
    Role,
    Sort,
    State,
)
from tests.conftest import TEXT, CountingClock, CountingIds, MakeArticle, lines_as_blocks, span_of
from tests.store.looking import fitting, seen

DATES = (None, "2024", "2024-07", "2024-07-20", "2024-07-20T23:30:00-05:00", "2024-07-21T01:00:00+03:00", "2023-12-31")
OUTLETS = ("Harbour Post", None, "Évening Courier")
LANGUAGES = ("en", "en-GB", "fr", None)
SAME = "The islanders of the outer skerries woke to a rare sight on Sunday as forty boats came in at once, " * 6


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of several outlets, dates, languages and states, with labels and marks."""
    path = tmp_path_factory.mktemp("made") / "library.db"
    with Library(path, annotator="reader", clock=CountingClock(), ids=CountingIds()) as library:
        homes = []
        for number, (date, outlet) in enumerate(itertools.product(DATES, OUTLETS)):
            text = f"Number {number}\n\nA boat of {number % 5} masts, and {'sails ' * (number % 3)}no more."
            title = f"{'Boats' if number % 4 else 'On the zoo'} {number:02}"
            byline = ("Ilse Maar", None)[number % 2]
            homes.append(put(library, text, Metadata(title, byline, outlet, None, date, LANGUAGES[number % 4])))
        library.set_states(homes[:3], State.DONE)
        library.set_states(homes[3:5], State.ASIDE)
        library.delete_articles(homes[5:6])
        library.label(homes[4:8], "Fähre")
        library.label(homes[7:9], "later")
        mark(library, library.article(homes[9]))
        with library.acting_as("Böb"):
            mark(library, library.article(homes[10]))
        content = PartDraft(Role.CONTENT, span_of(TEXT, "the minister had promised a new ferry"))
        chain = (LinkDraft(NewEntity("Coast Institute", "ORGANISATION")),)
        home = put(library, TEXT, Metadata("A claim"))
        library.annotate(home, Draft("CLAIM", (content,), claim=Claim(), chain=chain))
        library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def full(made: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of it."""
    with Library(shutil.copy(made, tmp_path / "full.db"), annotator="reader") as library:
        yield library


def put(library: Library, text: str, metadata: Metadata) -> str:
    document = Document(text, tuple(lines_as_blocks(text)))
    item = RawItem(f"{metadata.title} {text}".encode(), "page.txt")
    return library.keep(item, Cleaned(document, metadata, "text/plain", "utf-8", "test 1")).article


def mark(library: Library, home: Article) -> None:
    boat = PartDraft(Role.MENTION, span_of(home.text, "boat"))
    library.annotate(home.id, Draft("PERSON", (boat,), NewEntity("Ilse Maar", "PERSON", (Alias("the Mayor"),))))
    library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(home.text, "masts")),)))


LEAVES: tuple[Term, ...] = (
    Words("boat"),
    Words("sails sails"),
    Words("bo", open=True),
    Words("b", open=True),
    Words("boats", Where.TITLE),
    Words("ilse maar", Where.BYLINE),
    Words("evening", Where.OUTLET),
    Words("—"),
    InState(State.NEW),
    InState(State.DONE),
    InState(State.DELETED),
    InLanguage("en"),
    InLanguage("fr"),
    InLanguage(None),
    Labelled("fahre"),
    Labelled("LATER"),
    Labelled(None),
    Labelled("none of them"),
    Dated(When.PUBLISHED, "2024-07-20", "2024-07-20"),
    Dated(When.PUBLISHED, "2024-07-21", None),
    Dated(When.PUBLISHED, None, "2023"),
    Dated(When.PUBLISHED, "2024", "2024"),
    Dated(When.PUBLISHED, "2024-07", "2024-07"),
    Dated(When.PUBLISHED, None, None),
    Dated(When.ADDED, "2024-07-20", "2024-07-20"),
    Dated(When.ADDED, "2024-07-20T09:01", None),
    Dated(When.ADDED, None, "2024-07-20T09:00"),
    Marked(Mark.TAG, "person"),
    Marked(Mark.TAG, "HIGHLIGHT"),
    Marked(Mark.ENTITY, "ilse"),
    Marked(Mark.ENTITY, "the máyor"),
    Marked(Mark.ENTITY, "Coast"),
    Marked(Mark.ANNOTATOR, "bob"),
    Counted(Quantity.MARKS, 1, None),
    Counted(Quantity.MARKS, 0, 0),
    Counted(Quantity.CLAIMS, 1, None),
    Counted(Quantity.ENTITIES, 1, 1),
    Counted(Quantity.HIGHLIGHTS, 1, 5),
    Counted(Quantity.WORDS, 9, 10),
    EVERYTHING,
    Any(()),
)
TERMS: tuple[Term, ...] = (
    *LEAVES,
    *map(Not, LEAVES),
    *(All((Words("sails"), each)) for each in LEAVES),
    *(All((Not(Words("sails")), each)) for each in LEAVES),
    *(Any((Words("sails"), each)) for each in LEAVES),
    *(All((Any((Words("sails"), each)), InState(State.NEW))) for each in LEAVES),
    All((Words("boat"), Not(Words("sails")), Not(InState(State.DONE)), Not(Labelled("later")))),
    Any((InState(State.DONE), InState(State.ASIDE), Marked(Mark.TAG, "PERSON"))),
    Any(tuple(Any((Words(f"{number:02}"), InState(State.ASIDE))) for number in range(0, 60, 2))),
)


@pytest.fixture(params=[(2000, 200), (0, 0)], ids=["few are gathered", "all is walked along"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_FEW", request.param[0])
    monkeypatch.setattr(finding, "_FEW_OF_ALL", request.param[0])
    monkeypatch.setattr(finding, "_LOOKED_UP", request.param[1])


@pytest.mark.usefixtures("few")
def test_a_filter_chooses_what_looking_at_every_article_chooses(full: Library) -> None:
    among = seen(full)
    for term in TERMS:
        expected = fitting(full, term, among)
        assert list(full.numbers(term, each=True)) == expected, term
        assert list(full.numbers(term, most=3, each=True)) == expected[:3], term
        assert full.count(term) == len(expected), term
    full.rebuild_index()
    for term in TERMS:
        assert list(full.numbers(term, each=True)) == fitting(full, term, among), term


def test_a_filter_may_be_deep(full: Library) -> None:
    term: Term = Words("sails")
    for number in range(20):
        term = Not(Any((term, All((Words(f"{number}"), Not(Words("boat")))))))
    assert list(full.numbers(term, each=True)) == fitting(full, term)


def test_words_are_sought_while_another_query_is_open(full: Library) -> None:
    full.rebuild_index()
    for _ in full.changes():
        assert full.count(Words("boats")) == 15


def test_the_states_of_what_a_filter_chooses_are_counted(full: Library) -> None:
    assert full.tally() == {State.NEW: 16, State.DONE: 3, State.ASIDE: 2}
    assert full.tally(Words("sails")) == {State.NEW: 10, State.DONE: 2, State.ASIDE: 1}
    assert full.tally(InState(State.DELETED)) == {State.DELETED: 1}
    assert full.tally(Words("nowhere")) == {}


def rows(library: Library, term: Term, order: Order) -> list[ArticleSummary]:
    numbers = library.numbers(term, order, each=True)
    assert list(library.numbers(term, order, most=5, each=True)) == list(numbers[:5])
    found = library.rows(numbers)
    assert len(found) == len(numbers)
    return [found[number] for number in numbers]


KEYS = {
    Sort.DATE: lambda row: (-row.number,),
    Sort.ADDED: lambda row: ([-ord(sign) for sign in row.added], -row.number),
    Sort.TITLE: lambda row: (row.title.lower(), -row.number),
    Sort.OUTLET: lambda row: ((row.outlet or "").lower().replace("é", "e"), -row.number),
    Sort.STATE: lambda row: (["new", "reading", "done", "aside", "deleted"].index(row.state), -row.number),
    Sort.MARKS: lambda row: (-row.counts.total, -row.number),
    Sort.LANGUAGE: lambda row: (row.language or "", -row.number),
}
UNKNOWN = {Sort.OUTLET: lambda row: not row.outlet, Sort.LANGUAGE: lambda row: row.language is None}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("by", KEYS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_list_stands_in_order_and_what_is_not_known_stands_last(full: Library, by: Sort, turned: bool) -> None:
    for term in (EVERYTHING, Words("boat"), Not(Words("sails")), InState(State.NEW), Labelled(None)):
        found = rows(full, term, Order(by, turned))
        known = sorted(found, key=KEYS[by], reverse=turned)
        assert found == sorted(known, key=UNKNOWN.get(by, lambda _: False))
        assert {row.number for row in found} == set(fitting(full, term))


def test_what_fits_best_comes_first_and_titles_before_all(library: Library, article: MakeArticle) -> None:
    much = article("M\n\nBoat, boat and boat.", metadata=Metadata("Much", published="2020"))
    little = article(f"L\n\nA boat. {TEXT}", metadata=Metadata("Little", published="2021"))
    titled = article(f"T\n\nNothing. {TEXT}", metadata=Metadata("A boat there was", published="2019"))
    article("N\n\nNothing.", metadata=Metadata("None"))
    order = Order(Sort.RANK)
    assert [row.id for row in rows(library, Words("boat"), order)] == [titled.id, much.id, little.id]
    assert [row.id for row in rows(library, Words("boat"), Order(Sort.RANK, turned=True))] == [
        *(little.id, much.id, titled.id)
    ]
    assert [row.id for row in rows(library, All((Words("boat"), Not(Words("there")))), order)] == [much.id, little.id]


def test_of_very_many_hits_those_in_titles_come_first_and_then_the_newest(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_RANKED", 1)
    much = article("M\n\nBoat, boat and boat.", metadata=Metadata("Much", published="2020"))
    little = article(f"L\n\nA boat. {TEXT}", metadata=Metadata("Little", published="2021"))
    titled = article(f"T\n\nNothing. {TEXT}", metadata=Metadata("A boat there was", published="2019"))
    assert [row.id for row in rows(library, Words("boat"), Order(Sort.RANK))] == [titled.id, little.id, much.id]


# --- stories ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(library: Library, article: MakeArticle) -> list[int]:
    """Numbers: one story told three times, by the oldest first; and another."""
    found = []
    for year, extra in ((2020, ""), (2021, "extra "), (2022, "")):
        metadata = Metadata(f"Boats {year}", published=str(year))
        home = article(f"Boats\n\n{extra}{SAME}{year}", metadata=metadata)
        found.append(library.number_of(home.id) or 0)
    alone = article("Alone\n\nA story of its own, extra.", metadata=Metadata("Alone", published="2019"))
    return [*found, library.number_of(alone.id) or 0]


def test_a_story_has_one_row_by_the_article_that_was_here_first(library: Library, told: list[int]) -> None:
    first, second, third, alone = told
    assert [library.rows(told)[number].alike is None for number in told] == [True, False, False, True]
    assert list(library.numbers()) == [first, alone]
    assert list(library.numbers(order=Order(Sort.TITLE))) == [alone, first]
    assert list(library.numbers(each=True)) == [third, second, first, alone]


def test_of_a_story_that_is_filtered_the_first_hit_in_the_order_of_the_list_stands_for_it(
    library: Library, told: list[int]
) -> None:
    first, second, third, alone = told
    assert list(library.numbers(Words("boats"))) == [third]
    assert list(library.numbers(Words("boats"), Order(turned=True))) == [first]
    assert list(library.numbers(Words("extra"))) == [second, alone]
    assert list(library.numbers(Any((Words("extra"), Words("boats", Where.TITLE))))) == [third, alone]
    assert list(library.numbers(Words("boats"), most=1)) == [third]


def test_the_others_of_a_story_are_told_the_first_before_all(library: Library, told: list[int]) -> None:
    first, second, third, alone = told
    row = library.rows(told)
    assert library.stories(told) == {
        first: (row[second], row[third]),
        second: (row[first], row[third]),
        third: (row[first], row[second]),
    }
    assert library.story(row[third].id) == (row[first], row[second])
    assert library.story(row[alone].id) == library.story("nobody") == ()
    library.delete_articles([row[second].id])
    assert library.story(row[third].id) == (row[first],)


# --- the ways that queries take --------------------------------------------------------------------------------------

SORTED = "USE TEMP B-TREE FOR ORDER BY"
THROUGH_ALL = re.compile(r"SCAN (listed|article|text|annotation|source|label)(?! USING)")


def plans(library: Library, term: Term, order: Order) -> Iterator[str]:
    """What SQLite says of each query that a list needs, a line each."""
    asked: list[str] = []
    library._connection.set_trace_callback(asked.append)
    library.numbers(term, order, most=5)
    library._connection.set_trace_callback(None)
    for query in asked:
        if query.startswith(("SELECT", "WITH")):
            yield from (row["detail"] for row in library._connection.execute(f"EXPLAIN QUERY PLAN {query}"))


WALKED: tuple[Term, ...] = (
    EVERYTHING,
    Words("boat"),
    Words("bo", open=True),
    Not(Words("boat")),
    All((Words("boat"), Not(Words("sails")))),
    Any((Words("boat"), Words("sails"))),
    All((Words("boat"), InState(State.NEW))),
    All((Words("bo", open=True), Words("post", Where.OUTLET), InState(State.NEW))),
    All((Words("boat"), Dated(When.PUBLISHED, "2024-07", "2024-07"))),
    All((Words("boat"), Labelled(None))),
    All((Words("boat"), Marked(Mark.TAG, "PERSON"))),
    Any((Words("boat"), InState(State.NEW))),
    Any((InState(State.NEW), InState(State.ASIDE))),
    Words("post", Where.OUTLET),
    InState(State.NEW),
    All((InState(State.NEW), InLanguage("en"))),
    Dated(When.PUBLISHED, "2024-07", "2024-07"),
    All((InState(State.NEW), Dated(When.PUBLISHED, "2024-07", None))),
    Dated(When.PUBLISHED, None, None),
)


@pytest.mark.parametrize("statistics", [False, True])
def test_common_filters_stream_along_an_index_newest_first(
    full: Library, monkeypatch: pytest.MonkeyPatch, statistics: bool
) -> None:
    monkeypatch.setattr(finding, "_FEW", 0)
    monkeypatch.setattr(finding, "_LOOKED_UP", 0)
    if statistics:
        full._connection.execute("ANALYZE")
    for term in WALKED:
        found = list(plans(full, term, Order()))
        assert found
        assert not any(SORTED in line for line in found), (term, found)
        assert not any(THROUGH_ALL.search(line) for line in found), (term, found)


@pytest.mark.parametrize("by", [Sort.TITLE, Sort.OUTLET, Sort.LANGUAGE, Sort.MARKS, Sort.STATE, Sort.ADDED])
@pytest.mark.parametrize("turned", [False, True])
def test_every_order_streams_along_an_index(
    full: Library, monkeypatch: pytest.MonkeyPatch, by: Sort, turned: bool
) -> None:
    monkeypatch.setattr(finding, "_FEW", 0)
    monkeypatch.setattr(finding, "_LOOKED_UP", 0)
    for term in (EVERYTHING, Words("boat"), InState(State.NEW), Labelled(None)):
        found = list(plans(full, term, Order(by, turned)))
        assert not any(SORTED in line for line in found), (term, found)


def test_the_whole_list_is_put_in_order_without_a_look_at_its_rows(full: Library) -> None:
    for by in (Sort.DATE, Sort.TITLE, Sort.OUTLET, Sort.LANGUAGE):
        walks = [line for line in plans(full, EVERYTHING, Order(by)) if "listed" in line]
        assert walks
        assert all("COVERING INDEX" in line or "listed_as_stories" in line for line in walks), walks


@pytest.mark.parametrize(
    "term",
    [
        Labelled("later"),
        Marked(Mark.TAG, "PERSON"),
        Marked(Mark.ENTITY, "ilse"),
        Marked(Mark.ANNOTATOR, "Böb"),
        Counted(Quantity.CLAIMS, 1, None),
        Dated(When.ADDED, "2024-07-20", "2024-07-20"),
        All((Words("boat"), Labelled("later"))),
        All((Words("boat"), InState(State.DONE))),
    ],
)
def test_what_is_rare_is_gathered_by_its_index(full: Library, term: Term) -> None:
    found = list(plans(full, term, Order()))
    assert not any(THROUGH_ALL.search(line) for line in found), found


def test_every_article_of_the_fixture_is_looked_at(full: Library) -> None:
    assert len(seen(full)) == len(DATES) * len(OUTLETS) + 1


def test_the_whole_list_is_the_same_by_itself_and_as_a_filter_that_everything_fits(full: Library) -> None:
    connection = full._connection
    for turned, most in itertools.product((False, True), (None, 3)):
        order = Order(turned=turned)
        assert whole.numbers(connection, most, turned=turned) == finding.numbers(connection, EVERYTHING, order, most)
    assert whole.tally(connection) == finding.tally(connection, EVERYTHING)
    assert list(whole.tally(connection)) == list(finding.tally(connection, EVERYTHING))
    assert len(whole.tally(connection)) > 1
