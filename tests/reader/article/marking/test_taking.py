"""What a tag key takes where nothing is selected: names, dates whole, figures with their unit, titles, else the word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.marking.taking import taken_at
from store.document import Block, BlockKind, Document, Style, StyleKind
from store.tagset import DEFAULT_TAGS
from store.text import Span, is_boundary, normal_form
from tests.conftest import TEXT, lines_as_blocks, span_of
from tests.reader.hostile import texts

TAGS = {tag.key: tag for tag in DEFAULT_TAGS}


def taken(text: str, at: str, key: str | None = None) -> str | None:
    """What is taken with the cursor on the first character of some words."""
    span = taken_at(Document(text, tuple(lines_as_blocks(text))), text.index(at), TAGS[key] if key else None)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("at", "words"),
    [("oast Inst", "Coast Institute"), ("aar", "Ilse Maar"), ("islanders", "islanders"), ("lost boats", "lost")],
)
def test_a_tag_key_takes_the_name_under_the_cursor_else_the_word(at: str, words: str) -> None:
    assert taken(TEXT, at) == words
    for key in "POMULBWE":
        assert taken(TEXT, at, key) == words


def test_between_words_there_is_nothing_to_take() -> None:
    for key in (None, *"PDQK"):
        assert taken(TEXT, "\n", key) is None
        assert taken_at(Document(""), 0, TAGS[key] if key else None) is None


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("She left on 20 July 2024 by boat.", "July", "20 July 2024"),
        ("She left on 20 July 2024 by boat.", "on", "20 July 2024"),
        ("She left on Tuesday.", "on", "Tuesday"),
        ("It sank on Tuesday, 20 July 2024, off Marn.", "Tues", "Tuesday, 20 July 2024"),
        ("They met at 10:30 a.m. by the quay.", "30", "10:30 a.m."),
        ("They met at 10.30 by the quay.", "30", "10.30"),
        ("It closed two weeks ago.", "weeks", "two weeks ago"),
        ("It closed in early July.", "early", "early July"),
        ("It closed in 2019, then again.", "2019", "2019"),
        ("Of the 2019 boats, few were left.", "few", "few"),
        ("Nobody sailed last summer.", "last", "last summer"),
        ("It has stood since the 1990s.", "1990", "the 1990s"),
        ("Nobody sailed at all.", "sailed", "sailed"),
    ],
)
def test_the_key_of_dates_takes_the_whole_expression_of_time(text: str, at: str, words: str) -> None:
    assert taken(text, at, "D") == words


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("It spoke of up to 400 soldiers at the quay.", "400", "400 soldiers"),
        ("It spoke of up to 400 soldiers at the quay.", "up to", "400 soldiers"),
        ("It spoke of up to 400 soldiers at the quay.", "soldiers", "400 soldiers"),
        ("It cost $3.5 million in all.", "million", "$3.5 million"),
        ("Prices rose by 20 per cent.", "per", "20 per cent"),
        ("Some 25 to 30 million trees fell.", "30", "25 to 30 million trees"),
        ("Forty-two boats sank.", "two", "Forty-two boats"),
        ("It was 40 more fishing boats.", "more", "40 more fishing boats"),
        ("It was in 2019 that boats sank.", "2019", "2019"),
        (TEXT, "to 40", "40"),
        (TEXT, "12 lost", "12"),
        (TEXT, "boats", "boats"),
    ],
)
def test_the_key_of_quantities_takes_the_figure_with_what_it_counts(text: str, at: str, words: str) -> None:
    assert taken(text, at, "Q") == words


def test_the_key_of_works_takes_what_stands_in_italics_or_in_quotation_marks() -> None:
    text = "He read “The Long Winter” and Harbour Songs, then said “We will not wait,” and left."
    slanted = span_of(text, "Harbour Songs, then")
    document = Document(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), (Style(StyleKind.EMPHASIS, slanted),))

    def found(at: str) -> str | None:
        span = taken_at(document, text.index(at), TAGS["K"])
        return span.of(text) if span else None

    assert found("Long") == "The Long Winter"
    assert found("Songs") == "Harbour Songs, then"
    assert found("not wait") == "not"
    assert found("left") == "left"


def test_far_into_a_very_long_line_dates_and_figures_are_found_whole() -> None:
    text = "word " * 5000 + "on Tuesday, 20 July 2024 up to 400 soldiers came " + "word " * 5000
    assert taken(text, "July", "D") == "Tuesday, 20 July 2024"
    assert taken(text, "400", "Q") == "400 soldiers"


@given(texts(60).map(normal_form), st.integers(0, 70), st.sampled_from([None, *TAGS]))
def test_what_is_taken_from_any_text_is_whole_clusters_around_the_cursor(text: str, at: int, key: str | None) -> None:
    span = taken_at(Document(text), at, TAGS[key] if key else None)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
