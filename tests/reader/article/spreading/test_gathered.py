"""The occurrences in many articles, in rows, and which of them are left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article.spreading.gathered import Gathered
from store.occurring import Occurrence
from store.text import Span


def place(article: str, start: int, words: str = "") -> Occurrence:
    return Occurrence(article, "t", Span(start, start + 4), words, "Vale", ".")


def gathered(*articles: int) -> Gathered:
    """So many occurrences in each article, which came one article after another."""
    made = Gathered()
    for article, number in enumerate(articles):
        made.add([place(str(article), 10 * n, f"word{n} ") for n in range(number)])
    return made


def test_each_article_has_a_head_above_its_occurrences() -> None:
    made = gathered(2, 1)
    assert list(made.rows) == [-1, 0, 1, -3, 2]
    assert (made.shown, made.number, made.articles) == (3, 3, 2)


def test_what_comes_of_an_article_later_stands_below_the_same_head() -> None:
    made = Gathered()
    made.add([place("a", 0)])
    made.add([place("a", 10), place("b", 0)])
    assert list(made.rows) == [-1, 0, 1, -3, 2]


def test_one_is_left_out_or_a_whole_article_or_all() -> None:
    made = gathered(2, 2)
    made.toggle(1)
    assert [each.span.start for each in made.chosen] == [10, 0, 10]
    made.toggle_article(2)
    assert {each.article for each in made.chosen} == {"1"}
    assert made.of_article(0) == (2, 0)
    made.toggle(0)
    assert made.number == 4
    made.toggle_all()
    assert made.chosen == []
    made.toggle_all()
    assert made.number == 4


def test_what_is_shown_has_the_words_and_that_alone_is_chosen() -> None:
    made = gathered(3, 1, 2)
    made.toggle(2)
    made.filter("WORD1")
    assert [each.article for each in made.chosen] == ["2"]
    assert list(made.rows) == [-2, 1, -6, 5]
    made.toggle_all()
    made.filter("")
    assert [each.span.start for each in made.chosen] == [0, 20, 0, 0]


def test_more_that_comes_while_words_are_sought_is_shown_where_it_has_them() -> None:
    made = gathered(1)
    made.filter("late")
    made.add([place("x", 0, "too late "), place("x", 10, "early ")])
    assert [made.found[row].before for row in made.rows if row >= 0] == ["too late "]


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from("ota f"), st.integers(0, 30)), max_size=12),
)
def test_the_figures_are_always_those_of_what_is_shown(articles: list[int], steps: list[tuple[str, int]]) -> None:
    made = gathered(*articles)
    left: set[int] = set()
    for what, at in steps:
        row = at % len(made.rows) if made.rows else 0
        if what == "o" and made.rows:
            made.toggle(row)
        elif what == "t" and made.rows:
            made.toggle_article(row)
        elif what == "a":
            made.toggle_all()
        elif what == "f":
            made.filter(f"word{at % 3}" if at % 2 else "")
        left = {index for index in range(len(made.found)) if made.is_left(index)}
        shown = [row for row in made.rows if row >= 0]
        assert (made.shown, made.number) == (len(shown), len([each for each in shown if each not in left]))
        assert made.chosen == [made.found[each] for each in shown if each not in left]
