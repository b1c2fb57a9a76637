"""Where the names of somebody stand in a text."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Alias, Entity
from store.occurring import Names, names_of, occurrence
from store.text import Span, is_boundary


def found(text: str, *names: str, whole: bool = False, taken: tuple[Span, ...] = ()) -> list[str]:
    return [span.of(text) for span in Names(names, whole=whole).spans(text, taken)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Vale, VALE (Vale) and vale, Vales, Valeria", ["Vale"], ["Vale", "VALE", "Vale"]),
        ("the levee, Levee and THE LEVEE", ["levee"], ["levee", "Levee", "LEVEE"]),
        ("River Watch, river watch", ["river watch"], ["River Watch", "river watch"]),
        ("Vale's boat, Vale’s, the Vales’", ["Vale"], ["Vale", "Vale"]),
        ("Orrin's Inn and Orrin", ["Orrin", "Orrin's Inn"], ["Orrin's Inn", "Orrin"]),
        ("Anna Vale and Vale", ["Vale", "Anna Vale"], ["Anna Vale", "Vale"]),
        ("Anna\u00a0Vale, Anna  Vale, Anna\nVale", ["Anna Vale"], ["Anna\u00a0Vale", "Anna  Vale"]),
        ("O’Dell and O'Dell", ["O'Dell"], ["O’Dell", "O'Dell"]),
        ("O’Dell, l’Orrin, d'Orrin, L’Orrin", ["Dell", "Orrin"], ["Orrin", "Orrin", "Orrin"]),
        ("U.S. troops, U.S.-led, U.S.A", ["U.S."], ["U.S.", "U.S."]),
        ("Jose\u0301, José, JOSÉ, Jose", ["José"], ["Jose\u0301", "José", "JOSÉ"]),
        ("Orrin-led, ex-Orrin, Orrin_2", ["Orrin"], ["Orrin", "Orrin"]),
        ("東京都は東京、東", ["東京"], ["東京", "東京"]),
        ("アメリカンとアメリカ、NATO軍", ["アメリカ", "NATO"], ["アメリカ", "NATO"]),
        ("เขาไปมอสโกแล้ว", ["มอสโก"], ["มอสโก"]),
        ("Orrin\u0301 is another, so is Ze\u0301Orrin", ["Orrin"], []),
        ("ที่มอสโก", ["มอสโก"], ["มอสโก"]),
        ("nothing", ["", "…", " - "], []),
    ],
)
def test_a_name_is_found_as_a_person_would_mark_it(text: str, names: list[str], expected: list[str]) -> None:
    assert found(text, *names) == expected


def test_a_person_is_not_found_in_a_name_that_goes_on_behind_a_hyphen() -> None:
    text = "Vale-Orme, Kim-Vale, Vale-led, ex-Vale, US-Vale"
    assert len(found(text, "Vale")) == 5
    assert found(text, "Vale", whole=True) == ["Vale"] * 3


def test_what_is_taken_is_passed_over() -> None:
    text = "Vale met Vale and Anna Vale"
    first, last = Span(0, 4), Span(18, 27)
    assert Names(["Vale", "Anna Vale"]).spans(text, [last, first]) == [Span(9, 13)]
    assert Names(["Vale", "Anna Vale"]).spans(text, [Span(0, len(text))]) == []


def test_weak_names_are_left_out_unless_asked_for() -> None:
    entity = Entity("1", "Anna Vale", "PERSON", (Alias("Vale"), Alias("the minister", weak=True)))
    assert names_of(entity) == ("Anna Vale", "Vale")
    assert names_of(entity, weak=True) == ("Anna Vale", "Vale", "the minister")


def test_an_occurrence_tells_the_words_around_it_as_far_as_its_line_goes() -> None:
    text = "First line\nSo Vale said.\nLast line"
    told = occurrence("article", "text", text, Span(14, 18))
    assert (told.before, told.exact, told.behind) == ("So ", "Vale", " said.")
    long = occurrence("article", "text", f"{'a ' * 500}Vale{' b' * 500}", Span(1000, 1004))
    assert len(long.before) == len(long.behind) == 100


NAMES = ["Vale", "Anna Vale", "Vale Anna", "levee", "MoD", "Or", "Orme", "水門", "門"]
PIECES = [
    *NAMES, "VALE", "vale", "LEVEE", "Anna", "orme", " ", " ", " ", "-", "’s ", "'s ", ", ", "\n", "_", "7", "ß", "\u0301",
    "門", "👩‍👩‍👧", "ー", "e",
]  # fmt: skip
_LETTER = r"[\p{L}\p{N}_]"
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(max_examples=60)
@given(TEXTS, st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.lists(st.tuples(*[st.integers(0, 40)] * 2)))
def test_every_occurrence_stands_for_itself_and_none_is_missed(
    text: str, names: list[str], taken: list[tuple[int, int]]
) -> None:
    marked = [Span(min(each), max(each)) for each in taken]
    spans = Names(names).spans(text, marked)
    ways = {way for name in names for way in (name, name.upper(), *([name.capitalize()] if name.islower() else []))}
    for span in spans:
        assert span.of(text) in ways
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        if span.of(text)[0].isascii():
            assert not re.match(r"[A-Za-z0-9_ß]", text[span.start - 1 : span.start])
            assert not re.match(r"[A-Za-z0-9_ß]", text[span.end : span.end + 1])
    every = [*spans, *(each for each in marked if each)]
    for index, span in enumerate(spans):
        assert not any(span.overlaps(other) for other in every[index + 1 :])
    for way in ways:
        for match in regex.finditer(rf"(?<!{_LETTER}\p{{M}}*){regex.escape(way)}(?!{_LETTER})", text):
            span = Span(*match.span())
            if is_boundary(text, span.start) and is_boundary(text, span.end):
                longer = Names(names).spans(text)
                assert span in spans or any(span.overlaps(each) for each in (*marked, *longer))
