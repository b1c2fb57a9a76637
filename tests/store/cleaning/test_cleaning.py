"""What holds for every cleaning, whatever comes in."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import CLEANER, clean, decode
from store.document import BlockKind, Document
from store.errors import CleaningError
from store.model import Cleaned, RawItem
from store.text import is_boundary, normal_form
from tests.store.cleaning.dumps import BODY, DIRTY, TITLE

MANY_LINED = (BlockKind.CODE, BlockKind.TABLE)
TYPES = st.sampled_from([None, "text/plain", "text/html", "text/markdown"])
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                TITLE,
                *BODY,
                "By Ada One",
                "3 May 2024",
                "Read also:",
                "• item",
                "Photo: A/B",
                "Close",
                "",
                "Comments (3)",
            ]
        ),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<h1>",
                "<ul><li>",
                "<table><tr><td>",
                "<pre>a\nb</pre>",
                "<br>",
                "&nbsp;",
                "<!--",
                "<a href='x'>",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=14,
).map("\n".join)


def check(document: Document) -> None:
    text = document.text
    assert text == text.strip()
    assert text == normal_form(text)
    assert document.blocks[0].span.start == 0
    assert document.blocks[-1].span.end == len(text)
    for block in document.blocks:
        words = block.span.of(text)
        assert words == words.strip()
        assert words
        assert is_boundary(text, block.span.start)
        assert is_boundary(text, block.span.end)
        assert "\n" not in words or block.kind in MANY_LINED
    for one, two in pairwise(document.blocks):
        listed = one.kind is two.kind is BlockKind.LIST_ITEM
        assert text[one.span.end : two.span.start] == ("\n" if listed else "\n\n")


@settings(deadline=None)
@given(st.binary(max_size=300), TYPES)
def test_any_bytes_give_a_document_or_a_refusal(raw: bytes, media_type: str | None) -> None:
    item = RawItem(raw, "x", media_type)
    try:
        first = clean(item)
    except CleaningError as error:
        assert "x" in str(error)
        return
    check(first.document)
    assert clean(item) == first
    assert first.cleaner == CLEANER


@settings(deadline=None, max_examples=35)
@given(PIECES, TYPES)
def test_any_text_gives_a_document_that_leads_back_letter_for_letter(text: str, media_type: str | None) -> None:
    item = RawItem(text.encode("utf-8", "replace"), "x", media_type, "utf-8")
    try:
        result = clean(item)
    except CleaningError:
        return
    check(result.document)
    source = decode(RawItem(item.raw, "x", result.media_type, result.encoding)).text
    for run in result.document.source_map.runs:
        assert result.document.text[run.start :][: run.length] == source[run.source_start :][: run.length]


def plain(text: str) -> Cleaned:
    return clean(RawItem(text.encode(), "dump.txt", "text/plain", "utf-8"))


def test_of_a_plain_text_every_kept_letter_has_its_place() -> None:
    document = plain(DIRTY.replace("\n", "\r\n")).document
    mapped = sum(run.length for run in document.source_map.runs)
    between = sum(two.span.start - one.span.end for one, two in pairwise(document.blocks))
    assert mapped + between == len(document.text)


def test_cleaning_a_cleaned_text_takes_nothing_more_from_it() -> None:
    once = plain(DIRTY).document.text
    assert plain(once).document.text == once


def test_a_long_text_on_one_line_is_read_whole() -> None:
    text = "The word of the day is that it was so. " * 20_000
    assert plain(text).document.text == text.strip()


def test_a_block_never_opens_with_a_mark_that_combines_with_nothing() -> None:
    assert plain("\u0301\u0301the mark\n\n\u200dthe joiner").document.text == "the mark\n\nthe joiner"
