"""Which known entities some words mean: by name, alias, acronym, surname or beginnings, and who comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.ranking import SURE, Fit, acronym, compared, matching
from store.model import Alias, Entity
from tests.reader.hostile import texts

INSTITUTE = Entity("1", "Institute for the Study of Harbours", "ORGANISATION", (Alias("the Institute", weak=True),))
MAAR = Entity("2", "Ilse Maar", "PERSON")
MINISTRY = Entity("3", "Ministry of Ferries", "GOVERNMENT", (Alias("the ministry", weak=True),))
JOSE = Entity("4", "José Núñez", "PERSON")
HARBOUR = Entity("5", "Old Harbour", "PLACE")
KNOWN = (INSTITUTE, MAAR, MINISTRY, JOSE, HARBOUR)


def names(words: str) -> list[str]:
    return [match.entity.name for match in matching(words, KNOWN)]


@pytest.mark.parametrize(
    ("words", "entity", "fit"),
    [
        ("Ilse Maar", MAAR, Fit.NAME),
        ("ilse maar", MAAR, Fit.NAME),
        ("the Old Harbour", HARBOUR, Fit.NAME),
        ("Ilse Maar’s", MAAR, Fit.NAME),
        ("jose nunez", JOSE, Fit.NAME),
        ("the Institute", INSTITUTE, Fit.ALIAS),
        ("Ministry", MINISTRY, Fit.ALIAS),
        ("ISH", INSTITUTE, Fit.ACRONYM),
        ("Maar", MAAR, Fit.SURNAME),
        ("Inst Harb", INSTITUTE, Fit.BEGINNINGS),
        ("uñez", JOSE, Fit.WITHIN),
    ],
)
def test_the_likeliest_comes_first_with_how_it_fits(words: str, entity: Entity, fit: Fit) -> None:
    first = matching(words, KNOWN)[0]
    assert (first.entity.name, first.fit) == (entity.name, fit)


def test_a_surname_is_sure_and_the_beginning_of_a_word_is_not() -> None:
    assert matching("Maar", KNOWN)[0].fit <= SURE < matching("Maa", KNOWN)[0].fit


def test_the_last_word_of_what_is_no_person_is_no_surname() -> None:
    assert matching("Harbour", KNOWN)[0].fit > SURE


def test_words_out_of_order_or_of_nobody_fit_nothing() -> None:
    assert names("Maar Ilse") == []
    assert names("Belvedere") == []


def test_without_words_everyone_is_offered_the_ones_of_this_article_first() -> None:
    assert {match.entity.id for match in matching("", KNOWN)} == {"1", "2", "3", "4", "5"}
    ordered = matching("", KNOWN, here={"5"}, mentions={"3": 9})
    assert [match.entity.id for match in ordered][:2] == ["5", "3"]
    assert matching("", KNOWN, tag="PERSON", here={"5"})[0].entity.tag == "PERSON"


def test_those_that_fit_alike_are_ordered_by_tag_then_place_then_marks_then_name() -> None:
    one, two = Entity("a", "Port Ann", "PLACE"), Entity("b", "Port Ann", "ORGANISATION")
    assert matching("port ann", [one, two], tag="ORGANISATION")[0].entity is two
    assert matching("port ann", [one, two], here={"b"})[0].entity is two
    assert matching("port ann", [one, two], mentions={"b": 1})[0].entity is two
    assert matching("port ann", [two, one])[0].entity is two


def test_a_name_that_ends_in_s_with_an_apostrophe_is_found_by_itself() -> None:
    bank = Entity("9", "Lloyd’s", "ORGANISATION")
    assert matching("Lloyd’s", [bank])[0].fit is Fit.NAME


def test_an_acronym_leaves_small_words_out_and_needs_two() -> None:
    assert acronym("institute for the study of harbours") == "ish"
    assert acronym("north-sea board") == "nsb"
    assert acronym("harbour") == ""


def test_names_are_compared_without_case_accents_and_surrounding_spaces() -> None:
    assert compared("  José\u2003NÚÑEZ’s ") == "jose nunez's"


@given(texts(8), st.lists(texts(6), max_size=5))
def test_any_words_and_any_names_can_be_compared(words: str, known: list[str]) -> None:
    entities = [Entity(str(n), name, "PERSON", (Alias(name[::-1]),)) for n, name in enumerate(known)]
    found = matching(words, entities)
    assert len({match.entity.id for match in found}) == len(found)
    assert [match.fit for match in found] == sorted(match.fit for match in found)


@given(st.lists(texts(6).filter(lambda name: compared(name) != ""), min_size=1, max_size=5))
def test_a_name_finds_itself_first(known: list[str]) -> None:
    entities = [Entity(str(n), name, "PLACE") for n, name in enumerate(known)]
    for name in known:
        first = matching(name, entities)[0]
        assert first.fit is Fit.NAME
