from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.selection import (
    Selection,
    name_at,
    paragraph_at,
    quotation_at,
    sentence_at,
    text_object,
    trim,
    word_at,
)
from store.document import BlockKind, Document
from store.text import Span, is_boundary, snap
from tests.reader.article.documents import ACCENTED, FAMILY, FLAG, document, documents

OBJECTS = [around + kind for around in "ia" for kind in 'wnspq"']


def quote(page: Document, offset: int | str, keys: str) -> str | None:
    at = page.text.index(offset) if isinstance(offset, str) else offset
    span = text_object(page, at, keys)
    return span.of(page.text) if span is not None else None


# --- selections ------------------------------------------------------------------------------------------------------


def test_a_selection_holds_the_cluster_under_its_head_and_under_its_anchor() -> None:
    text = f"a{FAMILY}b"
    assert Selection(0, 1).span(text) == Selection(1, 0).span(text) == Span(0, len(text) - 1)
    assert Selection(1, 1).span(text).of(text) == FAMILY


def test_swapping_ends_selects_the_same_and_moves_the_other_end() -> None:
    one = Selection(2, 5)
    assert one.swapped() == Selection(5, 2)
    assert one.swapped().span("abcdefgh") == one.span("abcdefgh")
    assert one.swapped().moved(0) == Selection(5, 0)


def test_a_selection_made_of_a_span_covers_it() -> None:
    text = f"the {ACCENTED} is shut"
    span = Span(4, 4 + len(ACCENTED))
    assert Selection.of(text, span) == Selection(4, 7)
    assert Selection.of(text, span).span(text) == span


def test_a_selection_takes_a_text_object_in_and_keeps_its_moving_end() -> None:
    text = "one two three four"
    assert Selection(5, 9).grown(text, Span(4, 13)) == Selection(4, 12)
    assert Selection(9, 5).grown(text, Span(4, 13)) == Selection(12, 4)


def test_trimming_drops_the_white_space_at_the_edges_only() -> None:
    text = "  one  two \n"
    assert trim(text, Span(0, 12)) == Span(2, 10)
    assert trim(text, Span(5, 7)) == Span(5, 5)


def test_trimming_takes_a_cut_cluster_whole() -> None:
    text = f"{ACCENTED} {FAMILY} {FLAG}"
    first, last = text.index("\u0301"), text.index(FAMILY) + 2
    assert trim(text, Span(first, last)).of(text) == f"e\u0301 {FAMILY}"
    assert trim(text, Span(first - 1, first)).of(text) == "e\u0301"


# --- text objects ----------------------------------------------------------------------------------------------------

TEXT = document(
    (BlockKind.TITLE, "Institute for the Study of Tides"),
    "Dr. Ilse K. Maar asked why. “We said ‘no’, and “never” too,” she wrote.  Then silence",
    'The van de Velde family, of the Coast Institute, said: "Not now" and left 5" of rope.',
    "“It went on",
)


def test_a_word_is_what_stands_between_spaces_and_punctuation() -> None:
    assert quote(TEXT, "asked", "iw") == "asked"
    assert quote(TEXT, ". “We", "iw") is None
    assert word_at(document(f"a {ACCENTED}s b"), 5) == Span(2, 8)


def test_a_word_with_its_space_takes_the_space_before_only_where_none_stands_behind() -> None:
    assert quote(TEXT, "wrote", "aw") == " wrote"
    assert quote(TEXT, "asked", "aw") == "asked "
    assert quote(TEXT, "silence", "aw") == " silence"


@pytest.mark.parametrize("inside", ["Institute", "for", "Study", "Tides"])
def test_a_name_reaches_over_small_words(inside: str) -> None:
    assert quote(TEXT, inside, "in") == "Institute for the Study of Tides"


def test_a_name_reaches_over_initials_and_stops_at_punctuation_and_common_words() -> None:
    assert quote(TEXT, "Ilse", "in") == "Ilse K. Maar"
    assert quote(TEXT, "Velde", "in") == "The van de Velde"
    assert quote(TEXT, "Coast", "in") == "Coast Institute"
    assert quote(TEXT, "family", "in") == "family"
    assert quote(TEXT, "of the Coast", "in") == "of"
    assert name_at(TEXT, TEXT.text.index(". “We")) is None


def test_a_sentence_ends_where_the_next_begins() -> None:
    assert quote(TEXT, "Maar", "is") == "Dr. Ilse K. Maar asked why."
    assert quote(TEXT, "Maar", "as") == "Dr. Ilse K. Maar asked why. "
    assert quote(TEXT, "  Then", "is") == "“We said ‘no’, and “never” too,” she wrote."
    assert quote(TEXT, "silence", "as") == "  Then silence"


def test_a_sentence_far_from_its_beginning_is_found_whole() -> None:
    long = f"It went on {'and so on ' * 900}to the end."
    assert quote(document(f"Begun. {long} Done."), "to the end", "is") == long


def test_a_paragraph_is_its_block() -> None:
    assert quote(TEXT, "Study", "ip") == quote(TEXT, "Study", "ap") == "Institute for the Study of Tides"
    assert paragraph_at(TEXT, TEXT.text.index("\n")) is None


def test_a_quotation_is_the_innermost_one() -> None:
    assert quote(TEXT, "never", 'i"') == "never"
    assert quote(TEXT, "never", 'a"') == "“never”"
    assert quote(TEXT, "said ‘no’", 'i"') == "We said ‘no’, and “never” too,"
    assert quote(TEXT, "“We", "iq") == "We said ‘no’, and “never” too,"
    assert quote(TEXT, "she wrote", 'i"') is None


def test_straight_marks_open_and_close_by_turns_and_inches_are_no_quotation() -> None:
    assert quote(TEXT, "now", 'i"') == "Not now"
    assert quote(TEXT, "now", 'a"') == '"Not now"'
    assert quote(TEXT, "rope", 'i"') is None


def test_a_quotation_that_its_block_leaves_open_runs_to_the_end_of_the_block() -> None:
    assert quote(TEXT, "went on", 'i"') == "It went on"
    assert quote(document("“one “two”"), "one", 'i"') == "one “two”"
    assert quotation_at(document("„eins“ zwei"), 8) is None


def test_objects_in_a_text_without_blocks_stay_on_their_line() -> None:
    page = Document("one two\nthree “four\nfive” six")
    assert quote(page, "three", "ip") == "three “four"
    assert quote(page, "four", 'i"') == "four"
    assert quote(page, "one", "aw") == "one "


def test_other_keys_are_refused() -> None:
    for keys in ("", "i", "xw", "iz"):
        with pytest.raises(KeyError):
            text_object(TEXT, 0, keys)


# --- what holds for every text ---------------------------------------------------------------------------------------


@given(documents(), st.integers(0, 250), st.integers(0, 250))
def test_a_trimmed_span_cuts_no_cluster_and_has_no_white_space_at_its_edges(page: Document, one: int, two: int) -> None:
    text = page.text
    span = Span(*sorted((min(one, len(text)), min(two, len(text)))))
    found = trim(text, span)
    assert is_boundary(text, found.start)
    assert is_boundary(text, found.end)
    assert span.of(text).strip() in found.of(text)
    assert trim(text, found) == found
    if found and len(found) > 1:
        assert not (text[found.start].isspace() and is_boundary(text, found.start + 1))


@given(documents(), st.integers(0, 250), st.sampled_from(OBJECTS))
def test_a_text_object_is_around_its_offset_inside_one_block_and_of_whole_clusters(
    page: Document, offset: int, keys: str
) -> None:
    offset = snap(page.text, offset)
    span = text_object(page, offset, keys)
    if span is None:
        return
    assert 0 <= span.start <= span.end <= len(page.text)
    assert is_boundary(page.text, span.start)
    assert is_boundary(page.text, span.end)
    if keys[0] == "a" and keys[1] in "wnq":
        assert offset in span
    if page.blocks:
        assert any(block.span.covers(span) for block in page.blocks)
    inner = text_object(page, offset, "i" + keys[1])
    assert inner is not None
    assert span.covers(inner)


@given(documents(), st.integers(0, 250), st.integers(0, 250))
def test_a_selection_is_the_same_whichever_end_moves(page: Document, one: int, two: int) -> None:
    span = Selection(one, two).span(page.text)
    assert span == Selection(two, one).span(page.text)
    assert is_boundary(page.text, span.start)
    assert is_boundary(page.text, span.end)
    assert Selection.of(page.text, span).span(page.text) == span


@given(documents(), st.integers(0, 250))
def test_a_sentence_lies_in_its_paragraph_and_a_word_in_its_name(page: Document, offset: int) -> None:
    sentence, paragraph = sentence_at(page, offset), paragraph_at(page, offset)
    if sentence and paragraph:
        assert paragraph.covers(sentence)
    word, name = word_at(page, offset), name_at(page, offset)
    assert (word is None) == (name is None)
    if word and name:
        assert name.covers(word)
