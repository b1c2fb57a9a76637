"""From the chance of each line to the lines that are kept."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning.plain.learnt import decided

LINES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 90)), max_size=40)


def kept(*lines: tuple[float, int]) -> list[bool]:
    """What is decided about lines, each given as its chance and its words."""
    return decided([chance for chance, _ in lines], [words for _, words in lines])


@settings(max_examples=50)
@given(LINES)
def test_what_is_sure_is_kept_and_what_is_unlikely_is_not(lines: list[tuple[float, int]]) -> None:
    told = kept(*lines)
    assert len(told) == len(lines)
    for (chance, _), keep in zip(lines, told, strict=True):
        assert keep or chance <= 0.5
        assert not keep or chance >= 0.15


@settings(max_examples=50)
@given(LINES)
def test_of_two_lines_on_the_same_ground_the_likelier_is_kept_first(lines: list[tuple[float, int]]) -> None:
    told = kept(*lines)
    unlikely = [chance for (chance, _), keep in zip(lines, told, strict=True) if keep and chance <= 0.4]
    if unlikely:  # it was kept for its chance, not for where it stands
        assert all(keep for (chance, _), keep in zip(lines, told, strict=True) if chance >= min(unlikely))


def test_of_no_lines_none_are_kept() -> None:
    assert decided([], []) == []


def test_a_doubtful_line_is_kept_where_the_story_stands_and_nowhere_else() -> None:
    story, furniture, doubtful = (0.9, 40), (0.05, 30), (0.42, 5)
    page = [doubtful, *[furniture] * 9, story, doubtful, story, *[furniture] * 9, doubtful]
    assert [at for at, keep in enumerate(kept(*page)) if keep] == [10, 11, 12]


def test_a_stretch_begins_behind_what_speaks_against_it() -> None:
    doubtful, story = (0.42, 5), (0.9, 40)
    assert kept(story, *[(0.01, 60)] * 2, doubtful, story, doubtful, story)[3:] == [False, True, True, True]


def test_a_line_below_what_is_doubtful_is_left_out_inside_the_story_too() -> None:
    assert kept((0.9, 40), (0.38, 5), (0.9, 40)) == [True, False, True]


def test_where_hardly_anything_is_likely_the_best_that_there_is_is_kept() -> None:
    assert kept((0.02, 9), (0.3, 40), (0.28, 30), (0.02, 9)) == [False, True, True, False]
    assert kept((0.02, 9), (0.14, 40), (0.1, 30)) == [False, False, False]


def test_where_enough_is_sure_less_is_not_looked_for() -> None:
    # A long line far away would be worth having, were there no forty words that are sure.
    away = [(0.0, 60)] * 3
    assert kept((0.9, 40), *away, (0.45, 80)) == [True, *[False] * 4]
    assert kept((0.9, 39), *away, (0.45, 80)) == [True, False, False, False, True]


def test_a_stretch_of_many_lines_speaks_by_their_words_up_to_sixty_of_each() -> None:
    far = (0.01, 60)
    doubtful = (0.44, 10)
    two = [(0.7, 60), doubtful, (0.7, 60)]
    one = [(0.75, 6000), doubtful, (0.4, 3)]
    told = kept(*two, *[far] * 4, *one)
    assert told[:3] == [True, True, True]
    assert told[-3:] == [True, False, False]
