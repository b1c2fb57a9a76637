from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.nearness import LONG, SHORT, Folded, errors_allowed, places

WORDS = "the harbour master counted twelve lost boats before the storm came back"
LETTERS = st.text("abc ", min_size=25, max_size=60)


def distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, start=1):
        before, row[0] = row[0], at
        for index, another in enumerate(other, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (sign != another))
    return row[-1]


def test_the_shorter_the_words_the_less_may_differ() -> None:
    allowed = [errors_allowed(length) for length in range(300)]
    shares = [errors / length for length, errors in enumerate(allowed) if length]
    assert set(allowed[:SHORT]) == {0}
    assert (allowed[25], allowed[50], allowed[LONG], allowed[200]) == (1, 3, 10, 20)
    assert allowed == sorted(allowed)
    assert max(shares) == 0.1


@settings(max_examples=35)
@given(LETTERS, LETTERS, LETTERS)
def test_each_way_differs_by_as_much_as_it_says(words: str, before: str, behind: str) -> None:
    text = f"{before}{words[:11]}X{words[12:]}{behind}"
    found = places(words, text, 0, len(text))
    assert found
    for way in found[0]:
        assert distance(words, text[way.start : way.end]) == way.errors
    assert found[0][0].errors <= 1


@settings(max_examples=40, deadline=None)
@given(st.text("abc ", min_size=25, max_size=27), st.integers(0, 2), st.text("abc ", max_size=6))
def test_no_place_with_fewer_errors_is_missed(words: str, cut: int, around: str) -> None:
    text = around + words[cut:] + around
    most = errors_allowed(len(words))
    least = min(
        distance(words, text[start:end])
        for start in range(len(text))
        for end in range(start + len(words) - most, start + len(words) + most + 1)
    )
    found = places(words, text, 0, len(text))
    assert found is not None
    assert (found[0][0].errors if found else None) == (least if least <= most else None)


def test_places_are_given_once_the_nearest_first() -> None:
    text = f"{WORDS.replace('twelve', 'twolve')} / {WORDS} / {WORDS.replace('counted', 'coumtid')}"
    found = places(WORDS, text, 0, len(text))
    assert found is not None
    assert [ways[0].errors for ways in found] == [0, 1, 2]
    assert all(len({way.errors for way in ways}) == 1 for ways in found)


def test_too_much_that_is_alike_is_not_looked_at() -> None:
    text = "a b " * 100_000
    assert places("a b " * 8, text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("12\xa0boats", "12 boats"),
        ("har\xadbour\u200b wall", "harbour wall"),
        ("the har-\nbour", "the harbour"),
        ("so - \n\nnot", "so - not"),
        ("“It’s late…” – «he»", '"It\'s late..." - "he"'),
        ("two  \n spaces", "two spaces"),
    ],
)
def test_what_one_cleaning_sets_otherwise_than_another_is_folded_alike(text: str, folded: str) -> None:
    assert Folded(text).text == folded


@settings(max_examples=35)
@given(st.text("ab -\n\xad…“\xa0", max_size=30))
def test_a_folded_stretch_leads_back_to_what_was_folded(text: str) -> None:
    folded = Folded(text)
    for start in range(len(folded.text)):
        span = folded.origin(start, start + 1)
        assert len(span) == 1
        sign = folded.text[start]
        assert span.of(text) in {" ": " \n\xa0", '"': "“", ".": "…"}.get(sign, sign)
        assert folded.position(span.start) <= start
