"""Which lines of a dump stand in its gold text, and how well a choice of lines does."""

from __future__ import annotations

import pytest

from store.cleaning.plain.learnt.labels import f1, labels

ONE = "The ferry to the outer islands was held in the port on Friday."
TWO = "Nobody in the town expects that it will sail again before the summer."
GOLD = f"{ONE} What now? {TWO}"


def test_the_same_text_is_all_right_and_another_all_wrong() -> None:
    assert f1(GOLD, GOLD) == 1
    assert f1(GOLD.upper().replace(" ", " — "), GOLD) == 1  # only words count, in whatever letters
    assert f1("Boats for hire at the old pier.", GOLD) == 0
    assert (f1("", ""), f1("", GOLD), f1(GOLD, "")) == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "gold", "right"),
    [
        ("a b c d", "a b c d e", 2 / 3),  # one of one, one of two
        ("a b c d a b c d", "a b c d", 2 / 6),  # said twice, wanted once
        ("a b c", "a b c", 1),  # too short for four words in a row
        ("a b c", "a b c d", 0),
    ],
)
def test_it_counts_four_words_in_a_row_as_often_as_they_stand(text: str, gold: str, right: float) -> None:
    assert f1(text, gold) == pytest.approx(right)


def test_lines_of_the_gold_text_are_told_from_those_around_them() -> None:
    lines = ["Home", "Boats for hire at the old pier", ONE, "", TWO, "All rights reserved by the paper"]
    assert labels(lines, GOLD) == [False, False, True, False, True, False]
    assert labels([], GOLD) == []
    assert labels(lines, "") == [False] * 6


def test_a_line_that_was_changed_a_little_is_the_same_line() -> None:
    begun = f"{ONE} It was told."
    assert labels(
        [begun, f"{ONE} Sign up for all the news of the coast in your inbox at no cost at all, now."], ONE
    ) == [
        True,
        False,
    ]


def test_a_short_line_is_known_by_the_lines_around_it() -> None:
    assert labels(["What now?", ONE, "What now?", TWO, "What now?"], GOLD) == [False, True, True, True, False]
    assert labels(["What now?", TWO, *["Home of the boats of the coast"] * 3, "What now?"], GOLD)[-1] is False


def test_of_lines_that_say_the_same_as_many_as_were_said_and_those_in_the_story() -> None:
    menu = ["Boats for hire at the old pier"] * 8
    assert labels([ONE, *menu, ONE, "What now?", TWO], GOLD) == [*[False] * 9, True, True, True]
    assert labels([ONE, *menu, ONE, TWO], f"{GOLD} {ONE}") == [True, *[False] * 8, True, True]
