"""Which known entities some words mean: by name, alias, acronym, surname or beginnings, and who comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Alias, Entity, Fit
from store.ranking import SURE, acronyms, compared, ranked
from tests.reader.hostile import texts

INSTITUTE = Entity("1", "Institute for the Study of Harbours", "ORGANISATION", (Alias("the Institute", weak=True),))
MAAR = Entity("2", "Ilse Maar", "PERSON")
MINISTRY = Entity("3", "Ministry of Ferries", "GOVERNMENT", (Alias("the ministry", weak=True),))
JOSE = Entity("4", "José Núñez", "PERSON")
HARBOUR = Entity("5", "Old Harbour", "PLACE")
KNOWN = (INSTITUTE, MAAR, MINISTRY, JOSE, HARBOUR)


def names(words: str) -> list[str]:
    return [offer.entity.name for offer in ranked(words, KNOWN)]


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
        ("MoF", MINISTRY, Fit.ACRONYM),
        ("Maar", MAAR, Fit.SURNAME),
        ("Inst Harb", INSTITUTE, Fit.BEGINNINGS),
        ("uñez", JOSE, Fit.WITHIN),
    ],
)
def test_the_likeliest_comes_first_with_how_it_fits(words: str, entity: Entity, fit: Fit) -> None:
    first = ranked(words, KNOWN)[0]
    assert (first.entity.name, first.fit) == (entity.name, fit)


def test_a_surname_is_sure_and_the_beginning_of_a_word_is_not() -> None:
    assert ranked("Maar", KNOWN)[0].fit <= SURE < ranked("Maa", KNOWN)[0].fit


def test_the_last_word_of_what_is_no_person_is_no_surname() -> None:
    assert ranked("Harbour", KNOWN)[0].fit > SURE


def test_words_out_of_order_or_of_nobody_fit_nothing() -> None:
    assert names("Maar Ilse") == []
    assert names("Belvedere") == []


def test_without_words_everyone_is_offered_the_ones_of_this_article_first() -> None:
    assert {offer.entity.id for offer in ranked("", KNOWN)} == {"1", "2", "3", "4", "5"}
    ordered = ranked("", KNOWN, tag="PERSON", here={"5"}, recent=["1", "4"], mentions={"3": 9})
    assert [offer.entity.id for offer in ordered] == ["5", "1", "4", "3", "2"]
    assert [offer.here for offer in ordered] == [True, False, False, False, False]


def test_those_that_fit_alike_are_ordered_by_tag_place_latest_use_marks_name_and_age() -> None:
    one, two = Entity("a", "Port Ann", "PLACE"), Entity("b", "Port Ann", "ORGANISATION")
    assert ranked("port ann", [one, two], tag="ORGANISATION")[0].entity is two
    assert ranked("port ann", [one, two], here={"b"})[0].entity is two
    assert ranked("port ann", [one, two], recent=["b"], mentions={"a": 1})[0].entity is two
    assert ranked("port ann", [one, two], mentions={"b": 1})[0].entity is two
    assert ranked("port ann", [two, one])[0].entity is one


def test_a_name_that_ends_in_s_with_an_apostrophe_is_found_by_itself() -> None:
    bank = Entity("9", "Lloyd’s", "ORGANISATION")
    assert ranked("Lloyd’s", [bank])[0].fit is Fit.NAME


def test_an_acronym_has_the_small_words_or_leaves_them_out_and_needs_two_letters() -> None:
    assert acronyms("institute for the study of harbours") == ("ish", "iftsoh")
    assert acronyms("north sea board") == ("nsb",)
    assert acronyms("harbour") == ()


def test_a_long_name_fits_whoever_is_known_by_its_first_letters() -> None:
    assert ranked("Ministry of Ferries", [Entity("9", "MoF", "GOVERNMENT")])[0].fit is Fit.ACRONYM


def test_two_letters_do_not_fit_within_a_word() -> None:
    assert [offer.entity for offer in ranked("ar", KNOWN)] == []
    assert ranked("arb", KNOWN)[0].fit is Fit.WITHIN


def test_names_are_compared_without_case_accents_signs_and_surrounding_spaces() -> None:
    assert compared("  José\u2003NÚÑEZ-Lund. ") == "jose nunez lund"
    assert compared("The —Board") == "board"
    assert compared("—") == "-"


@given(texts(8), st.lists(texts(6), max_size=5))
def test_any_words_and_any_names_can_be_compared(words: str, known: list[str]) -> None:
    entities = [Entity(str(n), name, "PERSON", (Alias(name[::-1]),)) for n, name in enumerate(known)]
    found = ranked(words, entities)
    assert len({offer.entity.id for offer in found}) == len(found)
    assert [offer.fit for offer in found] == sorted(offer.fit for offer in found)


@given(st.lists(texts(6).filter(lambda name: compared(name) != ""), min_size=1, max_size=5))
def test_a_name_finds_itself_first(known: list[str]) -> None:
    entities = [Entity(str(n), name, "PLACE") for n, name in enumerate(known)]
    for name in known:
        first = ranked(name, entities)[0]
        assert first.fit is Fit.NAME
