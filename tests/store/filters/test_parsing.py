"""What a filter means, and what is said where it means nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FilterError
from store.filters.parsing import DEEPEST, KEYS, MOST_TERMS, parse
from store.filters.terms import (
    EVERYTHING,
    All,
    Any,
    Counted,
    Dated,
    InLanguage,
    InState,
    Labelled,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    When,
    Where,
    Words,
)
from store.model import State
from tests.store.filters.written import FILTERS

TODAY = date(2026, 11, 22)  # a Sunday


def read(words: str) -> Term:
    return parse(words, TODAY)


def typed(words: str) -> Term:
    return parse(words, TODAY, typing=True)


def wrong(words: str, *, typing: bool = False) -> tuple[str, str]:
    """What of a filter is wrong, and what is said about it."""
    with pytest.raises(FilterError) as raised:
        parse(words, TODAY, typing=typing)
    return words[raised.value.start : raised.value.end], str(raised.value)


@pytest.mark.parametrize(
    "words", ["", "   ", "()", "(())", '""', '"', "“", "-", "*", "- -", "* ** -*", "...", "-()", "(-"]
)
def test_what_has_no_letter_and_no_figure_says_nothing(words: str) -> None:
    assert read(words) == typed(words) == EVERYTHING


def test_all_words_must_be_there() -> None:
    assert read("shelter  bloggers") == All((Words("shelter"), Words("bloggers")))


@pytest.mark.parametrize(
    "word",
    *[
        [
            "multi-agent",
            "don't",
            "don’t",
            "C++",
            "C#",
            "AND",
            "NOT",
            "NEAR/3",
            "http://x",
            "12:30",
            "x:y",
            "--x",
            "a:b:c",
        ]
    ],
)
def test_what_looks_like_a_language_of_other_programs_is_a_word(word: str) -> None:
    assert read(word) == Words(word)
    assert read(f"{word} {word}") == All((Words(word), Words(word)))


@pytest.mark.parametrize("word", ['5"', 'a"b', "f(x)", "f(x", "x)", ":x)", "a)b", "(", "tag's", "^x", "{x}", "x;y"])
def test_signs_inside_a_word_belong_to_it(word: str) -> None:
    assert read(f"a {word}") == All((Words("a"), Words(word))) or word == "("


@pytest.mark.parametrize("pair", ['""', "“”", "„“", "«»", "»«", "「」", "＂＂", "”“", '“"'])
def test_quotation_marks_of_any_make_a_phrase(pair: str) -> None:
    assert read(f"{pair[0]}held  two\nmeetings{pair[1]}") == Words("held two meetings")
    assert read(f"a -{pair[0]}no one{pair[1]}b") == All((Words("a"), Not(Words("no one")), Words("b")))


def test_a_quotation_that_is_not_closed_goes_to_the_end() -> None:
    assert read('a "held two state:new') == All((Words("a"), Words("held two state:new")))
    assert typed('a "held tw') == All((Words("a"), Words("held tw", open=True)))
    assert typed('a "held tw"') == All((Words("a"), Words("held tw")))


@pytest.mark.parametrize(("key", "where"), [("title", Where.TITLE), ("outlet", Where.OUTLET), ("by", Where.BYLINE)])
def test_words_are_sought_where_a_key_says(key: str, where: Where) -> None:
    assert read(f"{key}:harbour") == Words("harbour", where)
    assert read(f'{key.upper()}："harbour post"') == Words("harbour post", where)
    assert read(f"-{key}:harbour") == Not(Words("harbour", where))
    assert typed(f"{key}:harb") == Words("harb", where, open=True)


def test_the_last_word_is_open_while_it_is_typed() -> None:
    assert typed("shelter blog") == All((Words("shelter"), Words("blog", open=True)))
    assert typed("shelter blog ") == All((Words("shelter"), Words("blog")))
    assert typed("shelter (blog") == All((Words("shelter"), Words("blog", open=True)))
    assert typed("(shelter blog)") == All((Words("shelter"), Words("blog")))


def test_what_a_minus_leaves_out_is_left_out_once_it_is_whole() -> None:
    assert typed("a -s") == All((Words("a"), Not(Words("s"))))
    assert typed("a -(b or (c s") == read("a -(b or (c s))")


def test_a_star_behind_a_word_leaves_it_open() -> None:
    assert read("shelt*") == Words("shelt", open=True)
    assert read('"air shelt*"') == Words("air shelt", open=True)
    assert read("title:shelt*") == Words("shelt", Where.TITLE, open=True)
    assert read("s*t") == Words("s*t")
    assert read("shelt *") == Words("shelt")


def test_or_joins_what_stands_beside_it() -> None:
    assert read("a or b OR c d") == All((Any((Words("a"), Words("b"), Words("c"))), Words("d")))
    assert read("a or (b c)") == Any((Words("a"), All((Words("b"), Words("c")))))
    assert read("-a or state:new") == Any((Not(Words("a")), InState(State.NEW)))
    assert read("(a or b) or c") == Any((Words("a"), Words("b"), Words("c")))


def test_or_is_a_word_where_it_has_nothing_to_join() -> None:
    assert read("or") == Words("or")
    assert read("or a") == All((Words("or"), Words("a")))
    assert read('a "or" b') == All((Words("a"), Words("or"), Words("b")))
    assert read("a -or b") == All((Words("a"), Not(Words("or")), Words("b")))
    assert read("title:or") == Words("or", Where.TITLE)


def test_an_or_whose_other_side_is_still_to_come_is_passed_over() -> None:
    assert read("a or") == read("(a or )") == Words("a")
    assert typed("a or state:n") == Words("a")


def test_parentheses_take_several_as_one() -> None:
    assert read("-(a b)") == Not(All((Words("a"), Words("b"))))
    assert read("a -(b or c) d") == All((Words("a"), Not(Any((Words("b"), Words("c")))), Words("d")))
    assert read("（a b） or c") == Any((All((Words("a"), Words("b"))), Words("c")))
    assert read("(title:a)") == Words("a", Where.TITLE)
    assert read("(f(x) or b)") == Any((Words("f(x)"), Words("b")))


def test_what_stands_in_parentheses_for_nothing_stands_as_without() -> None:
    assert read("((a) (b (c)))") == All((Words("a"), Words("b"), Words("c")))
    assert read("-(-a)") == Words("a")
    assert read("-(-(a b))") == All((Words("a"), Words("b")))


def test_parentheses_need_not_be_closed() -> None:
    assert read("(a or (b c") == read("(a or (b c))")
    assert read("a) b") == All((Words("a)"), Words("b")))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024", "2024", "2024"),
        ("2024-07", "2024-07", "2024-07"),
        ("2024-7-5", "2024-07-05", "2024-07-05"),
        ("=2024", "2024", "2024"),
        ("2024-07..2024-08", "2024-07", "2024-08"),
        ("2024-07–2024-08", "2024-07", "2024-08"),
        ("2024-07…2024-08", "2024-07", "2024-08"),
        ("2024..2024-02-29", "2024", "2024-02-29"),
        ("2024..", "2024", None),
        ("..2024-08", None, "2024-08"),
        (">2024-07", "2024-08", None),
        (">2024-12", "2025-01", None),
        (">2024", "2025", None),
        (">2024-02-28", "2024-02-29", None),
        (">=2024-07", "2024-07", None),
        ("≥2024-07", "2024-07", None),
        ("<2024-01", None, "2023-12"),
        ("<2024-03-01", None, "2024-02-29"),
        ("<=2024-07", None, "2024-07"),
        ("２０２４－０７", "2024-07", "2024-07"),
        ("today", "2026-11-22", "2026-11-22"),
        ("Yesterday", "2026-11-21", "2026-11-21"),
        ("week", "2026-11-16", "2026-11-22"),
        ("month", "2026-11", "2026-11"),
        ("year", "2026", "2026"),
        ("1d", "2026-11-22", "2026-11-22"),
        ("7d", "2026-11-16", "2026-11-22"),
        (">yesterday", "2026-11-22", None),
        ("<week", None, "2026-11-15"),
        (">week", "2026-11-23", None),
        ("2026-10..today", "2026-10", "2026-11-22"),
        ("none", None, None),
    ],
)
def test_dates_are_read_as_precise_as_they_are(words: str, first: str | None, last: str | None) -> None:
    assert read(f"date:{words}") == Dated(When.PUBLISHED, first, last)
    assert read(f'added:"{words}"') == Dated(When.ADDED, first, last)


@pytest.mark.parametrize(
    "words", ["2", "20", "202", "2024-", "2024-0", "2024-1-", "to", "wee", ">", ">2", "<=", "7", "2024-07..2"]
)
def test_a_date_is_waited_for_while_it_is_typed(words: str) -> None:
    assert typed(f"a date:{words}") == Words("a")
    assert words in wrong(f"a date:{words}")[0]


@pytest.mark.parametrize(
    "words",
    [
        "2024-13",
        "2024-02-30",
        "0000",
        "soon",
        "2024..2023",
        "2024-08..2024-07",
        "..",
        "20.07.2024",
        "2024-1-1T",
        ">9999",
        "<0001",
        "9999-12-31..x",
    ],
)
def test_what_is_no_date_is_told(words: str) -> None:
    place, said = wrong(f"a date:{words} b")
    assert place == words
    assert "date" in said or "no calendar" in said or "there is no" in said


def test_a_date_that_ends_before_it_begins_is_told_the_right_way_round() -> None:
    assert "write date:2024-07..2024-08" in wrong("date:2024-08..2024-07")[1]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("0", 0, 0),
        ("5", 5, 5),
        ("=5", 5, 5),
        (">0", 1, None),
        (">=5", 5, None),
        ("<5", 0, 4),
        ("<=5", 0, 5),
        ("2..5", 2, 5),
        ("2..", 2, None),
        ("..5", 0, 5),
        ("≥5", 5, None),
        ("≤5", 0, 5),
        ("＞５", 6, None),
    ],
)
@pytest.mark.parametrize("what", [each for each in Quantity if each in KEYS])
def test_numbers_have_borders(what: Quantity, words: str, least: int, most: int | None) -> None:
    assert read(f"{what}:{words}") == Counted(what, least, most)


@pytest.mark.parametrize("words", ["many", "-1", "1.5", "<0", "5..2", "..", ">", "9" * 19, "1,000"])
def test_what_is_no_number_is_told(words: str) -> None:
    place, said = wrong(f"claims:{words}")
    assert place == words
    assert "claims:" in said


def test_states_languages_labels_and_marks() -> None:
    assert read("state:NEW") == InState(State.NEW)
    assert read("state:deleted") == InState(State.DELETED)
    assert read("lang:EN") == InLanguage("en")
    assert read("lang:pt-BR") == InLanguage("pt")
    assert read("lang:none") == InLanguage(None)
    assert read("lang:any") == Not(InLanguage(None))
    assert read("label:dam") == Labelled("dam")
    assert read("label:any") == read("-label:none") == Labelled(None)
    assert read('label:"any"') == Labelled("any")
    assert read("tag:PERSON") == Marked(Mark.TAG, "PERSON")
    assert read('entity:"Jonna Vik"') == Marked(Mark.ENTITY, "Jonna Vik")
    assert read("annotator:jonna") == Marked(Mark.ANNOTATOR, "jonna")


@pytest.mark.parametrize(
    "words", ["state:", "state:n", "lang:e", "label:da", "tag:PER", "claims:", "claims:>", "title:"]
)
def test_a_value_is_waited_for_while_it_is_typed(words: str) -> None:
    assert typed(f"a {words}") == Words("a")


def test_a_state_that_is_whole_counts_at_once() -> None:
    assert typed("state:new") == InState(State.NEW)
    assert typed('entity:"Jonna V') == Marked(Mark.ENTITY, "Jonna V")
    assert typed("tag:PERSON ") == Marked(Mark.TAG, "PERSON")
    assert typed('entity:"Jonna Vik"') == Marked(Mark.ENTITY, "Jonna Vik")


def test_a_state_that_there_is_not_is_told_with_those_that_there_are() -> None:
    assert wrong("a state:open b") == ("open", "there is no state open; state: is new, reading, done, aside or deleted")
    assert wrong("state:x", typing=True)[0] == "x"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("autlet", "outlet"), ("tags", "tag"), ("Titel", "title"), ("author", "by"), ("language", "lang")],
)
def test_a_key_that_there_is_not_is_told_with_the_one_that_was_meant(written: str, meant: str) -> None:
    place, said = wrong(f"a -{written}:x b")
    assert place == f"{written}:"
    assert said.startswith(f"there is no key {written}:, did you mean {meant}: (")


@pytest.mark.parametrize("words", ["http://x", "12:30", "tags:", "re:x", "Breaking:news", "tags://x"])
def test_words_with_a_colon_that_are_like_no_key_are_words(words: str) -> None:
    assert read(words) == Words(words)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_wants_its_value_right_behind_it(key: str) -> None:
    for words in (f"{key}: x", f"-{key}:", f"({key}:)", f'{key}:""'):
        place, said = wrong(words)
        assert place.startswith(f"{key}:")
        assert KEYS[key].values.split("  ")[0] in said


@pytest.mark.parametrize("key", KEYS)
def test_the_examples_of_each_key_mean_something(key: str) -> None:
    for example in KEYS[key].values.split("  "):
        assert read(example if ":" in example else f"{key}:{example}") not in (EVERYTHING, Words(example))


def test_parentheses_behind_a_key_are_told() -> None:
    place, said = wrong("title:(a or b)")
    assert place == "(a"
    assert "(title:… or title:…)" in said


def test_there_are_borders_that_nobody_meets_by_typing() -> None:
    assert isinstance(read("a " * MOST_TERMS), All)
    assert wrong("a " * MOST_TERMS + "b c")[0] == "b"
    assert read("(" * DEEPEST + "a") == Words("a")
    assert wrong("(" * (DEEPEST + 1) + "a")[0] == "("


@pytest.mark.parametrize(
    "piece", ['"', "“a", "(", ")", "()", "-", "-(", "a:", "a" * 9, " ", "or ", "title:", "*", '"" ', "9:"]
)
def test_a_very_long_filter_is_read_or_refused_like_any_other(piece: str) -> None:
    for typing in (False, True):
        try:
            parse(piece * 20_000, TODAY, typing=typing)
        except FilterError as error:
            assert 0 <= error.start < error.end <= len(piece) * 20_000


@settings(max_examples=35, deadline=None)
@given(FILTERS | st.text(max_size=30), st.booleans())
def test_whatever_is_typed_is_read_or_told_with_its_place(words: str, typing: bool) -> None:
    try:
        term = parse(words, TODAY, typing=typing)
    except FilterError as error:
        assert 0 <= error.start < error.end <= len(words)
        assert re.search(r"\w", str(error))
    else:
        assert hash(term) == hash(parse(words, TODAY, typing=typing))


@settings(max_examples=35, deadline=None)
@given(FILTERS)
def test_a_term_has_no_more_levels_than_it_needs(words: str) -> None:
    try:
        term = read(words)
    except FilterError:
        return
    assert term == EVERYTHING or _is_flat(term)


def _is_flat(term: Term) -> bool:
    match term:
        case All(terms):
            return len(terms) > 1 and all(_is_flat(each) and not isinstance(each, All) for each in terms)
        case Any(terms):
            return len(terms) > 1 and all(_is_flat(each) and not isinstance(each, Any) for each in terms)
        case Not(inner):
            return _is_flat(inner) and not isinstance(inner, Not)
    return True
