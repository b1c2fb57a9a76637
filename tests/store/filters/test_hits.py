"""Where the words of a filter stand in a text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.filters.hits import hits, placed, sentence_of
from store.filters.parsing import parse
from store.filters.terms import Where
from store.searching import sought, words_of
from store.text import Span, is_boundary

TODAY = date(2026, 11, 22)
TEXT = (
    "The minister met with sheltered bloggers.\n\n"
    "Nobody spoke. A shelter at Málaga’s airfield, “the  shelter”, was promised to bloggers in C++ for 60% of it.\n"
    "Air-raid shelters: air\nraid."
)
LETTERS = st.sampled_from(
    [
        *"abAB -.,’\n+#%",
        "é",
        "e\u0301",
        "ß",
        "ﬁ",
        "½",
        "水",
        "火",
        "ก",
        "ำ",
        "\u00ad",
        "🏴",
        "к",
        "й",
        "İ",
        "ǅ",
        "क",
        "्",
        "ष",
    ]
)


def has(words: Sequence[str], sought: Sequence[str], *, is_open: bool = False) -> bool:
    """Whether some words stand next to one another among others, as the index tells it."""
    found = (words[at : at + len(sought)] for at in range(len(words) - len(sought) + 1))
    return any(
        each[:-1] == sought[:-1] and (each[-1].startswith(sought[-1]) if is_open else each[-1] == sought[-1])
        for each in found
    )


def lit(words: str, text: str = TEXT, where: Where = Where.ANYWHERE, *, typing: bool = False) -> list[str]:
    return [span.of(text) for span in hits(parse(words, TODAY, typing=typing), text, where)]


def test_words_are_found_whole_in_any_case_and_with_any_accents() -> None:
    assert lit("SHELTER malaga") == ["shelter", "Málaga", "shelter"]
    assert lit("ministe") == []
    assert lit("minister", typing=True) == ["minister"]


def test_an_open_word_is_lit_to_its_end() -> None:
    assert lit("shelt", typing=True) == ["sheltered", "shelter", "shelter", "shelters"]
    assert lit('"a shelt*"') == ["A shelter"]


def test_a_letter_that_is_typed_first_lights_nothing_yet() -> None:
    assert lit("m", typing=True) == []
    assert lit('"air r', typing=True) == ["Air", "air"]


def test_a_phrase_is_found_over_white_space_and_signs() -> None:
    assert lit('"air raid"') == lit("air-raid") == ["Air-raid", "air\nraid"]
    assert lit('"airfield the shelter"') == ["airfield, “the  shelter"]
    assert lit("c++ 60%") == ["C++", "60%"]


def test_a_script_without_blanks_is_found_too() -> None:
    text = "部长承诺修建防空洞。"
    assert lit("防空", text) == ["防空"]
    assert lit("长承诺 空洞", text) == ["长承诺", "空洞"]


def test_only_what_an_article_may_have_is_lit() -> None:
    assert lit("minister -shelter -(nobody or spoke) state:new") == ["minister"]
    assert lit("minister or nobody") == ["minister", "Nobody"]
    assert lit("state:new") == []


def test_words_of_a_title_are_lit_in_a_title_alone() -> None:
    assert lit("title:minister nobody") == ["Nobody"]
    assert lit("title:minister nobody", where=Where.TITLE) == ["minister", "Nobody"]
    assert lit("outlet:minister", where=Where.TITLE) == []


def test_hits_that_overlap_are_one() -> None:
    text = "one two three two three four"
    assert lit('"one two" "two three" three', text) == ["one two three", "two three"]
    assert lit('"a a"', "a a a b a") == ["a a a"]


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    found = sentence_of(parse("shelter bloggers", TODAY), TEXT)
    assert found.words.startswith("A shelter at Málaga’s")
    assert found.words.endswith("60% of it.")
    assert [span.of(found.words) for span in found.lit] == ["shelter", "shelter", "bloggers"]


def test_where_no_word_stands_the_beginning_is_shown() -> None:
    assert sentence_of(parse("state:new", TODAY), TEXT, 15).words == "The minister …"
    assert sentence_of(parse("zebra", TODAY), "A short one.").words == "A short one."
    assert sentence_of(parse("zebra", TODAY), "").words == ""


def test_a_title_that_is_shown_already_is_passed_over() -> None:
    text = "Zebra seen\n\nNobody knows. A zebra was seen."
    assert sentence_of(parse("zebra", TODAY), text).words == "Zebra seen"
    assert sentence_of(parse("zebra", TODAY), text, title="Zebra seen").words == "A zebra was seen."
    assert sentence_of(parse("seen zebra", TODAY), "Zebra seen", title="Zebra seen").words == ""


def test_a_long_sentence_is_cut_around_its_hit() -> None:
    text = f"{'before ' * 100}the zebra {'behind ' * 100}"
    found = sentence_of(parse("zebra", TODAY), text, 60)
    assert found.words.startswith("… before")
    assert found.words.endswith("behind …")
    assert len(found.words) <= 64
    assert [span.of(found.words) for span in found.lit] == ["zebra"]


def test_a_text_without_any_blank_is_cut_too() -> None:
    found = sentence_of(parse("水", TODAY), "火" * 9000 + "水" + "火" * 9000, 60)
    assert [span.of(found.words) for span in found.lit] == ["水"]
    assert len(found.words) <= 64


@settings(max_examples=35, deadline=None)
@given(st.lists(LETTERS, max_size=40).map("".join) | st.text(max_size=40))
def test_the_words_of_a_text_are_those_of_the_index(text: str) -> None:
    found = list(placed(text))
    assert [word for word, _, _ in found] == words_of(text)
    for word, start, end in found:
        assert is_boundary(text, start)
        assert is_boundary(text, end)
        assert has(words_of(text[start:end]), [word])


@settings(max_examples=35, deadline=None)
@given(
    st.lists(LETTERS, max_size=40).map("".join), st.lists(LETTERS, min_size=1, max_size=4).map("".join), st.booleans()
)
def test_what_the_index_finds_is_lit_and_nothing_else(text: str, words: str, is_open: bool) -> None:
    quoted = '"' + words + ('*"' if is_open else '"')
    found = hits(parse(quoted, TODAY), text)
    wanted, goes_on = sought(words, is_open=is_open)
    assert bool(found) == (bool(wanted) and has(words_of(text), wanted, is_open=goes_on))
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=35, deadline=None)
@given(
    st.lists(LETTERS, max_size=60).map("".join),
    st.lists(LETTERS, min_size=1, max_size=3).map("".join),
    st.integers(4, 40),
)
def test_what_is_shown_is_lit_where_its_words_stand(text: str, words: str, most: int) -> None:
    found = sentence_of(parse(f'"{words}"', TODAY), text, most)
    assert len(found.words) <= most + 4 + 40
    for span in found.lit:
        assert 0 <= span.start < span.end <= len(found.words)
    assert Span(0, 0) not in found.lit


@pytest.mark.parametrize("words", ["a", '"a a a a a a a a"', "水*", '"a a*"', "水"])
def test_a_very_long_text_is_looked_through_once(words: str) -> None:
    assert hits(parse(words, TODAY), "a " * 20_000 + "水" * 20_000)
