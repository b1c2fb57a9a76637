"""Marking every occurrence of a name in a library, in one step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database import finding
from store.document import Document
from store.errors import NotFound, Refused
from store.filters.terms import InState, Term, Where, Words
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Article,
    Cleaned,
    Deed,
    Draft,
    EntityDraft,
    Layer,
    Metadata,
    NewEntity,
    PartDraft,
    RawItem,
    Role,
    State,
)
from store.occurring import Names, Occurrence
from store.text import Span
from tests.conftest import MakeArticle, OpenLibrary, span_of
from tests.store.formats.libraries import empty_library, exported

TEXT = "Vale at the levee\n\nAnna Vale met the crew. Vale’s boat sank, and VALE sang of vales.\n\nNobody saw Vale."


@pytest.fixture
def articles(library: Library, article: MakeArticle) -> list[Article]:
    """Three articles; the last has nothing to do with her."""
    return [article(TEXT), article("A late word\n\nAnna Vale had left."), article("Choir\n\nA choir sang in Valeria.")]


def found(
    library: Library, names: Names, within: Term | str | None = None, *, layer: Layer = Layer.ENTITY
) -> list[Occurrence]:
    looked = (
        library.occurrences(names, layer=layer) if within is None else library.occurrences(names, within, layer=layer)
    )
    return [each for some in looked for each in some.found]


def marks(library: Library, article: Article) -> list[Annotation]:
    return sorted(library.annotations(article.id), key=lambda each: each.start)


def mark(library: Library, article: Article, words: str, tag: str = "PERSON") -> Annotation:
    return library.annotate(article.id, Draft(tag, (PartDraft(Role.MENTION, span_of(article.text, words)),)))


VALE = Names(["Vale", "Anna Vale"])


def test_every_occurrence_is_found_and_marked_in_one_step(library: Library, articles: list[Article]) -> None:
    entity = library.add_entity(EntityDraft("Anna Vale", "PERSON", (Alias("Vale"),)))
    before = exported(library)
    places = found(library, VALE)
    assert [each.exact for each in places] == ["Anna Vale", "Vale", "Anna Vale", "Vale", "VALE", "Vale"]
    assert library.spread(places, "PERSON", entity.id) == 6
    made = marks(library, articles[0])
    assert [each.quote for each in made] == ["Vale", "Anna Vale", "Vale", "VALE", "Vale"]
    assert {each.entity.id for each in made if each.entity} == {entity.id}
    change = next(library.changes())
    assert (change.action, change.summary, change.article) == (Deed.SPREAD, "6 × person Anna Vale", None)
    after = exported(library)
    library.undo()
    assert exported(library) == before
    library.redo()
    assert exported(library) == after


def test_what_is_made_is_what_marking_one_by_one_would_make(library: Library, articles: list[Article]) -> None:
    by_hand = mark(library, articles[0], "Anna Vale")
    library.undo()
    library.spread(found(library, Names(["Anna Vale"]), articles[0].id), "PERSON")
    (made,) = marks(library, articles[0])
    assert replace(made, id="", created="", updated="") == replace(by_hand, id="", created="", updated="")
    assert made.parts[0].source is not None


def test_existing_marks_are_left_alone_and_overlapped_by_none(library: Library, articles: list[Article]) -> None:
    first = mark(library, articles[0], "Anna Vale met")
    mark(library, articles[0], "Vale at the levee", "HIGHLIGHT")
    places = found(library, VALE, articles[0].id)
    assert [each.exact for each in places] == ["Vale", "Vale", "VALE", "Vale"]
    library.spread(places, "PERSON")
    assert found(library, VALE, articles[0].id) == []
    assert library.annotation(first.id) == first


def test_what_was_marked_meanwhile_is_passed_over(library: Library, articles: list[Article]) -> None:
    places = found(library, VALE, articles[0].id)
    mark(library, articles[0], "VALE")
    assert library.spread([*places, *places], "PERSON") == 4
    assert library.spread(places, "PERSON") == 0
    assert next(library.changes()).summary.startswith("4 ×")


def test_places_in_a_text_that_is_another_now_are_passed_over(library: Library, articles: list[Article]) -> None:
    places = [replace(each, text_id="gone") for each in found(library, VALE, articles[0].id)]
    moved = [replace(each, span=Span(each.span.start + 1, each.span.end + 1)) for each in found(library, VALE)]
    assert library.spread([*places, *moved], "PERSON") == 0
    assert all(change.action is Deed.ADD for change in library.changes())


def test_articles_that_were_deleted_meanwhile_are_passed_over(library: Library, articles: list[Article]) -> None:
    places = found(library, VALE)
    library.delete_articles([articles[0].id])
    assert library.spread(places, "PERSON") == 1
    library.restore_articles([articles[0].id])
    assert marks(library, articles[0]) == []


def test_highlights_lie_beside_names(library: Library, articles: list[Article]) -> None:
    library.spread(found(library, VALE), "PERSON")
    places = found(library, VALE, layer=Layer.HIGHLIGHT)
    assert library.spread(places, "HIGHLIGHT") == 6


def test_where_it_is_looked_is_an_article_or_a_filter(library: Library, articles: list[Article]) -> None:
    library.set_state(articles[0].id, State.DONE)
    assert {each.article for each in found(library, VALE)} == {articles[0].id, articles[1].id}
    assert {each.article for each in found(library, VALE, InState(State.NEW))} == {articles[1].id}
    assert {each.article for each in found(library, VALE, Words("levee", Where.TITLE))} == {articles[0].id}
    library.delete_articles([articles[1].id])
    assert {each.article for each in found(library, VALE)} == {articles[0].id}
    with pytest.raises(NotFound):
        found(library, VALE, "nowhere")


def test_articles_that_the_index_does_not_know_are_looked_through(
    library: Library, articles: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_SCANNED", 0)  # where there are many of them, a filter leaves them out
    every = found(library, VALE)
    library.rebuild_index()
    assert library.not_indexed() == 3
    assert found(library, VALE) == every
    library.catch_up(1)
    assert found(library, VALE) == every
    with closing(sqlite3.connect(library.path)) as other, other:
        other.execute("DELETE FROM setting WHERE name = 'search'")
    assert found(library, VALE) == every


def test_a_new_entity_is_made_with_the_marks_and_goes_with_them(library: Library, articles: list[Article]) -> None:
    library.spread(found(library, VALE), "PERSON", NewEntity("Anna Vale", "PERSON"))
    assert [each.name for each in library.entities()] == ["Anna Vale"]
    library.undo()
    assert library.entities() == ()


def test_one_place_is_told_as_one_mark_of_its_article(library: Library, articles: list[Article]) -> None:
    library.spread(found(library, VALE, articles[1].id), "PERSON")
    change = next(library.changes())
    assert (change.summary, change.article) == ("person Anna Vale", articles[1].id)


@pytest.mark.parametrize("tag", ["CLAIM", "NOTHING"])
def test_what_cannot_be_spread_is_refused(tag: str, library: Library, articles: list[Article]) -> None:
    before = list(library.changes())
    with pytest.raises(Refused):
        library.spread(found(library, VALE), tag)
    with pytest.raises(Refused):
        library.spread(found(library, VALE), "PERSON", "nobody")
    with pytest.raises(Refused):
        found(library, Names(["…"]))
    assert list(library.changes()) == before


def test_others_marks_stay_when_a_step_is_taken_back(
    library: Library, open_library: OpenLibrary, articles: list[Article]
) -> None:
    library.spread(found(library, Names(["Anna Vale"])), "PERSON")
    other = open_library(annotator="other")
    made = mark(other, articles[0], "Nobody")
    library.undo()
    assert [each.id for each in marks(library, articles[0])] == [made.id]


def kept(library: Library, text: str) -> Article:
    item = RawItem(text.encode(), "page.txt")
    return library.article(
        library.keep(item, Cleaned(Document(text), Metadata("Orrin"), "text/plain", "utf-8", "1")).article
    )


@given(
    st.lists(st.sampled_from(["Vale", "VALE", "Anna Vale", "Anna", "levee", "7", "。", "水"]), min_size=1, max_size=12)
)
def test_undo_gives_back_what_was_there_to_the_byte(words: list[str]) -> None:
    text = " ".join(words) + ".\n\n" + ", ".join(reversed(words))
    with empty_library() as library:
        article = kept(library, text)
        if "Anna" in words:
            mark(library, article, "Anna", "HIGHLIGHT")
        before = exported(library)
        places = found(library, VALE)
        assert library.spread(places, "PERSON") == len(places)
        made = [each for each in marks(library, article) if each.layer is Layer.ENTITY]
        assert [each.quote for each in made] == [span.of(text) for span in VALE.spans(text)]
        if made:
            after = exported(library)
            library.undo()
            assert exported(library) == before
            library.redo()
            assert exported(library) == after
            library.undo()
        assert exported(library) == before
