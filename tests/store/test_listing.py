from __future__ import annotations

import pytest

from store.filters.terms import Words
from store.library import Library
from store.listing import Listing
from store.model import Draft, Metadata, NewEntity, Order, PartDraft, Queue, Role, Sort, State
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of


@pytest.fixture
def filled(library: Library, article: MakeArticle) -> Library:
    """Three articles with what completion can offer of them."""
    homes = [
        article(metadata=Metadata("One", outlet="Évening Post", language="en", published="2020")),
        article(metadata=Metadata("Two", outlet="evening post", language="en-GB", published="2021")),
        article(metadata=Metadata("Three", outlet="Harbour Wire", language="fr")),
        article(metadata=Metadata("Four")),
    ]
    library.label([homes[0].id], "Élections")
    library.label([homes[1].id, homes[2].id], "eleven")
    library.keep_queue(Queue("Evening", "outlet:evening", Order(Sort.TITLE)))
    draft = Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),), NewEntity("Ilse Maar", "PERSON"))
    library.annotate(homes[0].id, draft)
    return library


@pytest.mark.parametrize(
    ("key", "beginning", "values"),
    [
        ("outlet", "", ["evening post", "Harbour Wire"]),
        ("outlet", "EVE", ["evening post"]),
        ("outlet", "wire", []),
        ("label", "éle", ["Élections", "eleven"]),
        ("lang", "e", ["en", "en-GB"]),
        ("annotator", "", ["reader"]),
        ("queue", "eve", ["Evening"]),
        ("tag", "per", ["PERSON"]),
        ("entity", "ilse m", ["Ilse Maar"]),
        ("state", "d", ["done", "deleted"]),
        ("state", "", [state.value for state in State]),
        ("nonsense", "", []),
    ],
)
def test_values_are_offered_by_how_they_begin(filled: Library, key: str, beginning: str, values: list[str]) -> None:
    assert filled.values(key, beginning) == values
    assert filled.values(key, beginning, 1) == values[:1]


def test_rows_are_found_by_their_numbers(filled: Library) -> None:
    numbers = filled.numbers(each=True)
    rows = filled.rows([*numbers, 12345])
    assert [rows[number].title for number in numbers] == ["Two", "One", "Four", "Three"]
    assert [filled.number_of(rows[number].id) for number in numbers] == list(numbers)
    assert filled.number_of("nobody") is None


def test_texts_are_read_from_their_beginning(filled: Library) -> None:
    homes = [row.id for row in filled.articles()]
    assert filled.texts_of([*homes, "nobody"], 11) == dict.fromkeys(homes, TEXT[:11])
    assert filled.text_of(homes[0]) == TEXT
    assert filled.text_of("nobody") == ""


def test_a_change_by_another_is_seen_and_ones_own_is_not(filled: Library, open_library: OpenLibrary) -> None:
    other = open_library()
    here, there = filled.seen_change(), other.seen_change()
    filled.label([filled.articles()[0].id], "new")
    assert filled.seen_change() == here
    assert other.seen_change() != there


def test_an_article_that_is_new_is_in_the_list_of_another_at_once(filled: Library, open_library: OpenLibrary) -> None:
    other = open_library()
    before = list(other.numbers(Words("ferry"), each=True))
    filled.set_state(filled.articles()[0].id, State.DELETED)
    assert len(other.numbers(Words("ferry"), each=True)) == len(before) - 1


def test_whoever_has_the_list_open_goes_on_with_the_whole_library(library: Library, article: MakeArticle) -> None:
    home = article("A boat").id
    with Listing(library.path) as listing:
        change = listing.seen_change()
        whole = Library(listing, annotator="reader")
        whole.set_state(home, State.DONE)
        assert listing.tally() == {State.DONE: 1}
        assert listing.seen_change() == change, "it is one connection: nobody else has written"
        assert whole.path == library.path
