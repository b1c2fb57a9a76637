from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.anchoring import CONTEXT, find, move, quote
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


@given(st.text("ab", min_size=1, max_size=8), st.text("ab", max_size=40))
def test_the_only_occurrence_is_found_whatever_stands_around_it(exact: str, rest: str) -> None:
    text = f"{rest}|{exact.upper()}|{rest}"
    assert find(text, exact.upper(), "no such", "surroundings") == Span(len(rest) + 1, len(rest) + 1 + len(exact))


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
    assert find("xaaay", "aa", prefix="x") == Span(1, 3)
    assert find("xaaay", "aa", suffix="y") == Span(2, 4)


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
