"""A text made by hand, without a page around it: its head is read and every other line stays."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import clean
from store.document import BlockKind
from store.model import Cleaned, RawItem
from tests.store.cleaning.dumps import AFTER, BODY, HEADING

HEADLINES = (
    "Zebra parade cancelled",
    "Port of Nordhavn shuts after talks fail",
    "Share prices of the ferries fall as talks go on",
    "Will the ferries sail?",
    "“Not another summer”",
    "Fog",
    "Nordhavn: what the dockers asked for, and what they got",
)
STORY = (
    *BODY,
    *AFTER,
    "It rained all night.",
    "“No,” she said.",
)
BYLINES = ("By Jo Brown", "by Ada One and Bo Two", "Written by Jo Brown", "By Jo Brown, harbour reporter", "byJo Brown")
NAMES = ("Jo Brown", "Ada One and Bo Two", "Jo Brown", "Jo Brown", "Jo Brown")
DATES = (
    "20 July 2024",
    "July 20, 2024",
    "2024-07-20",
    "20/07/2024",
    "Published 20 July 2024",
    "Saturday, 20 July 2024",
)
STANDFIRSTS = (
    "The ferries stay in port, and the islands wait for their bread",
    "Both sides blame each other for the delay, and nobody has a way out.",
)


def cleaned(text: str) -> Cleaned:
    return clean(RawItem(text.encode(), "note.txt", "text/plain", "utf-8"))


def blocks(result: Cleaned) -> list[str]:
    return [block.span.of(result.document.text) for block in result.document.blocks]


def kinds(result: Cleaned) -> list[BlockKind]:
    return [block.kind for block in result.document.blocks]


@settings(deadline=None)
@given(
    headline=st.sampled_from(HEADLINES),
    story=st.lists(st.sampled_from(STORY), min_size=1, max_size=len(STORY), unique=True),
    byline=st.sampled_from([None, *range(len(BYLINES))]),
    date=st.sampled_from([None, *DATES]),
    standfirst=st.sampled_from([None, *STANDFIRSTS]),
    date_first=st.booleans(),
    glues=st.lists(st.sampled_from(["\n", "\n\n", "\r\n"]), min_size=20, max_size=20),
)
def test_the_head_is_read_and_every_paragraph_stays(
    headline: str,
    story: list[str],
    byline: int | None,
    date: str | None,
    standfirst: str | None,
    date_first: bool,
    glues: list[str],
) -> None:
    story = [BODY[0], *(line for line in story if line != BODY[0])]
    told = [line for line in (None if byline is None else BYLINES[byline], date) if line]
    lines = [headline, *([standfirst] if standfirst else []), *(reversed(told) if date_first else told), *story]
    result = cleaned("".join(line + glue for line, glue in zip(lines, glues, strict=False)))
    assert result.metadata.title == result.document.title == headline
    assert result.metadata.byline == (None if byline is None else NAMES[byline])
    assert result.metadata.published == (date and "2024-07-20")
    assert blocks(result) == [headline, *([standfirst] if standfirst else []), *story]
    if standfirst and told:
        assert kinds(result)[1] is BlockKind.STANDFIRST


@pytest.mark.parametrize("count", range(1, 9))
def test_a_headline_that_shares_no_word_with_the_story_is_its_title(count: int) -> None:
    story = (STORY * 2)[:count] if count <= len(STORY) else STORY
    text = "\n\n".join(["Zebra parade cancelled", "By Jo Brown", "20 July 2024", *story])
    metadata = cleaned(text).metadata
    assert (metadata.title, metadata.byline, metadata.published) == ("Zebra parade cancelled", "Jo Brown", "2024-07-20")


@pytest.mark.parametrize(
    "lines",
    [
        ["A first line", "A second line of words, somewhat longer than the first.", "Third."],
        ["Hello world", "It is a small thing."],
        ["Fog", "Fog on the water", "fog on the quay", "nothing to see", "nobody to say"],
        ["One line only"],
        ["It rained.", "It rained.", "It rained."],
        ["Bread: two loaves", "Milk", "Call Ada at noon"],
        ["A heading and nothing else", "Another heading"],
    ],
)
def test_of_a_very_short_text_no_line_is_lost(lines: list[str]) -> None:
    assert blocks(cleaned("\n".join(lines))) == lines


@pytest.mark.parametrize(
    "furniture", ["Share this article", "Read more", "Most read", "Subscribe to our newsletter", "3 min read"]
)
def test_a_line_of_the_page_below_costs_the_story_neither_its_title_nor_a_paragraph(furniture: str) -> None:
    text = "\n\n".join(["Zebra parade cancelled", "By Jo Brown", "20 July 2024", *BODY, furniture])
    result = cleaned(text)
    assert blocks(result) == ["Zebra parade cancelled", *BODY]
    assert (result.metadata.byline, result.metadata.published) == ("Jo Brown", "2024-07-20")


def test_a_byline_and_a_date_are_read_without_a_title() -> None:
    result = cleaned("\n\n".join(["By Jo Brown", "20 July 2024", *BODY]))
    assert (result.metadata.byline, result.metadata.published) == ("Jo Brown", "2024-07-20")
    assert blocks(result) == list(BODY)


def test_a_line_under_the_title_that_says_more_than_its_date_stays() -> None:
    result = cleaned("\n\n".join(["Zebra parade cancelled", "Nordhavn, 20 July 2024", *BODY]))
    assert result.metadata.published == "2024-07-20"
    assert "Nordhavn, 20 July 2024" in blocks(result)


def test_the_dates_of_a_diary_stay() -> None:
    lines = ["Diary of a strike", "20 July 2024", "We waited all day.", "21 July 2024", "We waited again."]
    assert blocks(cleaned("\n".join(lines))) == [lines[0], *lines[2:]]


def test_the_part_of_the_paper_above_the_headline_is_not_the_title() -> None:
    assert cleaned("\n\n".join(["Business", "Ferry owners pay less than before", *BODY])).metadata.title == (
        "Ferry owners pay less than before"
    )


def test_headings_and_lists_are_told_apart() -> None:
    items = ["• Three per cent more", "• A ferry in winter"]
    result = cleaned("\n".join(["Zebra parade cancelled", "", BODY[0], "", HEADING, "", AFTER[0], *items]))
    told = (BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.PARAGRAPH)
    assert kinds(result) == [*told, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_a_short_line_before_wrapped_ones_is_not_joined_to_them() -> None:
    words = " ".join(BODY).split()
    wrapped = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    result = cleaned("\n".join(["Zebra parade cancelled", "By Jo Brown", "", *wrapped]))
    assert blocks(result) == ["Zebra parade cancelled", " ".join(words)]
    assert result.metadata.byline == "Jo Brown"


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "text/markdown"])
def test_a_text_without_a_title_is_listed_by_its_first_words(media_type: str) -> None:
    result = clean(RawItem(BODY[0].encode(), "note", media_type))
    assert result.metadata.title == "Talks between the port of Nordhavn and its dockers broke down on Friday, the…"
    assert BlockKind.TITLE not in kinds(result)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("It rained.", "It rained."),
        ("雨" * 200, "雨" * 79 + "…"),
        ("a" * 80, "a" * 80),
        ("b" * 79 + " c.", "b" * 79 + "…"),
    ],
)
def test_first_words_that_stand_for_a_title_are_cut_between_words(text: str, title: str) -> None:
    assert cleaned(text).metadata.title == title


def test_a_text_larger_than_a_note_is_read_as_a_dump() -> None:
    menu = [f"Part {number} of the paper" for number in range(30)]
    lines = ["Zebra parade cancelled", "", *itertools.chain.from_iterable((line, "") for line in BODY), *menu]
    assert blocks(cleaned("\n".join(lines))) == ["Zebra parade cancelled", *BODY]
