from __future__ import annotations

import pytest

from store.filters.settling import asks_for_deleted, has_words, in_title, parts_of, strands
from store.filters.terms import EVERYTHING, All, Any, InState, Labelled, Not, Term, Where, Words
from store.model import State

BOAT, FERRY, NEW = Words("boat"), Words("ferry"), InState(State.NEW)
NOTHING_YET = (Words("—"), Words("f", open=True), Words("", open=True))


@pytest.mark.parametrize(
    ("term", "parts"),
    [
        (EVERYTHING, ()),
        (BOAT, (BOAT,)),
        (All((BOAT, All((NEW, FERRY)))), (BOAT, NEW, FERRY)),
        (Any((BOAT,)), (BOAT,)),
        (Any(()), (Any(()),)),
        (Not(Not(BOAT)), (Not(Not(BOAT)),)),
        (Any((EVERYTHING, BOAT)), (Any((EVERYTHING, BOAT)),)),
    ],
)
def test_a_filter_has_parts_that_must_all_fit(term: Term, parts: tuple[Term, ...]) -> None:
    assert parts_of(term) == parts


@pytest.mark.parametrize("nothing", NOTHING_YET)
def test_what_asks_for_nothing_yet_is_left_out_wherever_it_stands(nothing: Words) -> None:
    assert parts_of(nothing) == parts_of(Not(nothing)) == parts_of(Any((nothing, Not(nothing)))) == ()
    assert parts_of(All((BOAT, Not(nothing)))) == parts_of(Any((nothing, BOAT))) == (BOAT,)
    assert parts_of(All((NEW, Any((nothing, BOAT, FERRY))))) == (NEW, Any((BOAT, FERRY)))


def test_a_word_of_two_letters_is_asked_for() -> None:
    assert parts_of(Words("fe", open=True)) == (Words("fe", open=True),)


def test_words_are_found_in_a_filter_however_deep() -> None:
    assert has_words(All((NEW, Any((Not(BOAT), NEW)))))
    assert not has_words(All((NEW, Not(Labelled(None)))))


def test_deleted_articles_are_asked_for_by_name_alone() -> None:
    assert asks_for_deleted(Any((BOAT, Not(InState(State.DELETED)))))
    assert not asks_for_deleted(All((BOAT, Not(NEW))))


def test_words_are_sought_in_the_title_but_for_those_that_must_not_stand_anywhere() -> None:
    outlet = Words("post", Where.OUTLET)
    asked = All((Words("boat", open=True), Any((FERRY, outlet)), Not(BOAT)))
    titled = All((Words("boat", Where.TITLE, True), Any((Words("ferry", Where.TITLE), outlet)), Not(BOAT)))
    assert in_title(asked) == titled


def test_alternatives_are_each_joined_with_the_rest() -> None:
    assert strands((BOAT, Any((NEW, All((FERRY, Labelled(None))))))) == [(NEW, BOAT), (FERRY, Labelled(None), BOAT)]
    assert strands((BOAT, NEW)) == [(BOAT, NEW)]
