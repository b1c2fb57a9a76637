"""The numbers that the learned scorer sees of a line."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning.plain.features import features_of
from store.cleaning.plain.learnt import chances_of
from store.cleaning.plain.learnt.measures import NAMES, Page, measured
from store.cleaning.plain.lines import Line, lines_of

SENTENCE = "The ferry to the outer islands was held in the port because of the storm, as the master had said."
LINES = st.one_of(
    st.just(SENTENCE),
    st.sampled_from(["Home", "Log in", "Most read", "Read also:", "- Weather", "12", "Comments (3)", "By Jonna Vik"]),
    st.sampled_from(
        ["Boats for hire at the old pier of Nordhavn", "“We will not wait,” said Ilse Brandt of the union."]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[Line], Page]:
    """The lines of a page, and what the rules could have said of them."""
    texts = draw(st.lists(st.one_of(LINES, st.just("Menu")), max_size=60))
    lines = lines_of("\n".join(texts))
    first, end = sorted((draw(st.integers(0, len(lines))), draw(st.integers(0, len(lines)))))
    ruled = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    return lines, Page((first, end), ruled, draw(st.sampled_from([frozenset[str](), frozenset({"ferry", "islands"})])))


def only(text: str) -> tuple[float, ...]:
    """The numbers of a text's first line."""
    lines = lines_of(text)
    numbers = measured(
        [line.text for line in lines],
        features_of(lines),
        Page((0, len(lines)), [True] * len(lines), frozenset()),
        [0.0] * len(lines),
    )[0]
    assert numbers is not None
    return numbers


@settings(max_examples=40, deadline=None)
@given(pages())
def test_every_line_has_a_number_for_each_name_but_short_ones_far_from_any_sentence(
    page: tuple[list[Line], Page],
) -> None:
    lines, known = page
    features = features_of(lines)
    numbers = measured([line.text for line in lines], features, known, [0.5] * len(lines))
    sentences = [at for at, line in enumerate(features) if line.prose]
    assert len(numbers) == len(lines)
    for at, (line, own) in enumerate(zip(features, numbers, strict=True)):
        lost = line.words < 6 and not any(abs(at - other) <= 10 for other in sentences)
        assert (own is None) == lost
        if own is not None:
            assert len(own) == len(NAMES)
            assert all(isfinite(number) for number in own)


@settings(max_examples=30, deadline=None)
@given(pages())
def test_the_chance_of_every_line_is_one(page: tuple[list[Line], Page]) -> None:
    lines, known = page
    chances = chances_of([line.text for line in lines], features_of(lines), known)
    assert len(chances) == len(lines)
    assert all(0 <= chance <= 1 for chance in chances)


def test_the_names_are_those_of_the_numbers() -> None:
    numbers = dict(zip(NAMES, only(f"{SENTENCE}\nHome\n{SENTENCE}"), strict=True))
    assert (numbers["words"], numbers["chars"]) == (20, len(SENTENCE))
    assert (numbers["words_1_above"], numbers["words_1_below"]) == (-1, 1)
    assert (numbers["from_start"], numbers["from_end"], numbers["place"]) == (0, 2, 0)
    assert (numbers["prose"], numbers["terminal"], numbers["copies"], numbers["next_prose"]) == (1, 1, 2, 2)
    assert (numbers["in_region"], numbers["ruled"], numbers["wording"]) == (1, 1, 0)
    assert numbers["known_words"] == 1  # every word of it stands in the other sentence


@pytest.mark.parametrize(("words", "lines", "lost"), [(5, 9, False), (5, 10, True), (6, 10, False)])
def test_a_line_of_five_words_is_lost_eleven_lines_from_a_sentence(words: int, lines: int, lost: bool) -> None:
    short = " ".join(["quay"] * words)
    for texts, at in ((["Menu", *["Menu"] * lines, SENTENCE], 0), ([SENTENCE, *["Menu"] * lines, "Menu"], -1)):
        texts[at] = short
        read = lines_of("\n".join(texts))
        page = Page((0, len(read)), [True] * len(read), frozenset())
        assert (measured(texts, features_of(read), page, [0.0] * len(read))[at] is None) == lost


def test_neighbours_are_those_within_the_lines_that_the_name_says() -> None:
    menu = ["Menu of the day in the house by the quay"] * 30
    numbers = [dict(zip(NAMES, only("\n".join([SENTENCE, *menu[:gap], SENTENCE])), strict=True)) for gap in range(25)]
    assert [at for at, own in enumerate(numbers) if own["prose_within_3"] == 40] == [0, 1, 2]
    assert [at for at, own in enumerate(numbers) if own["prose_within_8"] == 40] == list(range(8))
    assert [at for at, own in enumerate(numbers) if own["prose_within_20"] == 40] == list(range(20))
    assert [at for at, own in enumerate(numbers) if own["known_near"] == 1] == list(range(6))
