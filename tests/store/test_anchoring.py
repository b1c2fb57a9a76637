from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.anchoring import CONTEXT, SHORT, find, move, quote
from store.model import Part, Role
from store.text import Span
from tests.conftest import span_of

OLD = "The minister spoke. The minister left. Later the minister denied it."


def part_of(text: str, span: Span) -> Part:
    exact, prefix, suffix = quote(text, span)
    return Part(Role.MENTION, span, exact, prefix, suffix, source=Span(0, 1))


def test_a_quote_has_its_words_and_what_stands_around_them() -> None:
    assert quote(OLD, Span(20, 32)) == ("The minister", "The minister spoke. ", " left. Later the minister denied")
    assert [len(side) for side in quote("x" * 200, Span(90, 100))] == [10, CONTEXT, CONTEXT]


@given(st.text("ab ", max_size=30), st.integers(0, 30), st.integers(1, 6))
def test_whatever_is_found_are_the_words_that_were_sought(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    exact, prefix, suffix = quote(text, span)
    if (found := find(text, exact, prefix, suffix)) is not None:
        assert found == span  # the place itself fits best; another that fits as well leaves none


@given(st.text("ab", min_size=SHORT, max_size=30), st.text("ab", max_size=40))
def test_the_only_occurrence_of_many_words_is_found_whatever_stands_around_it(exact: str, rest: str) -> None:
    text = f"{rest}|{exact.upper()}|{rest}"
    assert find(text, exact.upper(), "no such", "surroundings") == Span(len(rest) + 1, len(rest) + 1 + len(exact))


@given(st.text("ab", min_size=1, max_size=SHORT - 1), st.text("ab", max_size=40))
def test_the_only_occurrence_of_few_words_is_not_enough(exact: str, rest: str) -> None:
    text = f"{rest}|{exact.upper()}|{rest}"
    assert find(text, exact.upper(), "no such", "surroundings") is None
    assert find(text, exact.upper()) is None


def test_few_words_are_found_by_what_is_left_around_them() -> None:
    prefix, suffix = "Said a keeper of the harbour, ", ", on the last morning of May: no"
    for text in (f"New. Keeper of the harbour, Maar{suffix}", f"{prefix}Maar was here, on the last morning of May"):
        assert find(text, "Maar", prefix, suffix) == span_of(text, "Maar")
    for text in ("A harbour, Maar, or so", "Maar"):
        assert find(text, "Maar", prefix, suffix) is None


def test_a_little_more_likeness_is_no_reason_to_choose() -> None:
    assert find("a the x. b  the y.", "the", "qq ", "zz") is None
    words = "it was the last boat of the year"
    prefix = "She had heard what they said: "
    text = f"They said: {words}. He said: {words}."
    assert find(text, words, prefix, ".") is None
    text = f"She had heard what they said: {words}. He said: {words}."
    assert find(text, words, prefix, ".") == span_of(text, words)


def test_white_space_that_another_cleaning_sets_otherwise_is_no_difference() -> None:
    prefix, suffix = "of the coast.\n\n", " said\nthat nobody had come."
    text = "All of the coast.\nMaar said that nobody had come."
    assert find(text, "Maar", prefix, suffix) == span_of(text, "Maar")


def test_the_surroundings_choose_between_occurrences() -> None:
    exact, prefix, suffix = quote(OLD, Span(20, 32))
    new = "Yesterday the minister came. The minister spoke. The minister left. Later the minister denied it."
    found = find(new, exact, prefix, suffix)
    assert found == Span(49, 61)
    assert found is not None
    assert found.of(new) == "The minister"


def test_between_equals_nothing_is_guessed() -> None:
    assert find("boat boat", "boat") is None
    assert find("a boat, a boat, a boat", "boat", "a ", ", a") is None


def test_what_does_not_occur_is_not_found() -> None:
    assert find(OLD, "The ministry") is None
    assert find(OLD, "") is None


def test_overlapping_occurrences_are_all_looked_at() -> None:
    assert find("xxxxaaayyyy", "aa", prefix="xxxx") == Span(4, 6)
    assert find("xxxxaaayyyy", "aa", suffix="yyyy") == Span(5, 7)


def test_all_parts_move_or_none_does() -> None:
    parts = (part_of(OLD, Span(13, 18)), part_of(OLD, span_of(OLD, "denied")))
    moved = move(parts, "Intro. " + OLD)
    assert moved is not None
    assert [(p.exact, p.span, p.source) for p in moved] == [
        ("spoke", Span(20, 25), None),
        ("denied", span_of("Intro. " + OLD, "denied"), None),
    ]
    assert moved[0].prefix == "Intro. The minister "
    assert move(parts, OLD.replace("denied", "confirmed")) is None
