from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving.text_objects import (
    block_at,
    name_at,
    paragraph_at,
    quotation_at,
    sentence_at,
    text_object,
    word_at,
)
from store.document import Block, BlockKind, Document
from store.text import Span, is_boundary, snap
from tests.reader.article.documents import ACCENTED, document, documents

OBJECTS = [around + kind for around in "ia" for kind in 'wnspqb"']


def quote(page: Document, offset: int | str, keys: str) -> str | None:
    at = page.text.index(offset) if isinstance(offset, str) else offset
    span = text_object(page, at, keys)
    return span.of(page.text) if span is not None else None


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


LIST, PARAGRAPH, QUOTED = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.QUOTATION


def test_a_block_is_the_whole_list_or_quotation_and_any_other_block_by_itself() -> None:
    page = document(
        (LIST, "one"), (LIST, "two"), (PARAGRAPH, "three"), (PARAGRAPH, "four"), (QUOTED, "five"), (LIST, "six")
    )
    assert quote(page, "two", "ib") == quote(page, "one", "ab") == "one\n\ntwo"
    assert [quote(page, word, "ib") for word in ("three", "four", "five", "six")] == ["three", "four", "five", "six"]
    assert block_at(page, page.text.index("\n")) is None
    assert quote(Document("one two\nthree"), "two", "ib") == "one two"


def test_a_quotation_in_an_endless_paragraph_is_found_without_reading_all_of_it() -> None:
    page = document(f"“open {'word ' * 400_000}“said” {'word ' * 400_000}”")
    assert quote(page, "said", 'a"') == "“said”"
    assert quote(page, "word", 'i"') is None


def test_a_quotation_further_out_is_found_where_the_inner_one_is_had_already() -> None:
    at = TEXT.text.index("never")
    inner = quotation_at(TEXT, at, False)
    assert inner is not None
    outer = quotation_at(TEXT, at, False, inner)
    assert outer is not None
    assert outer.of(TEXT.text) == "We said ‘no’, and “never” too,"
    assert quotation_at(TEXT, at, False, outer) is None


# --- what holds for every text ---------------------------------------------------------------------------------------


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
    if page.blocks and keys[1] != "b":
        assert any(block.span.covers(span) for block in page.blocks)
    inner = text_object(page, offset, "i" + keys[1])
    assert inner is not None
    assert span.covers(inner)


@given(documents(), st.integers(0, 250))
def test_a_sentence_lies_in_its_paragraph_and_a_word_in_its_name(page: Document, offset: int) -> None:
    sentence, paragraph = sentence_at(page, offset), paragraph_at(page, offset)
    if sentence and paragraph:
        assert paragraph.covers(sentence)
    word, name = word_at(page, offset), name_at(page, offset)
    assert (word is None) == (name is None)
    if word and name:
        assert name.covers(word)


@given(st.lists(st.sampled_from([LIST, PARAGRAPH, QUOTED]), min_size=1, max_size=8), st.data())
def test_blocks_are_parted_where_the_kind_changes_and_only_there(kinds: list[BlockKind], data: st.DataObject) -> None:
    page = document(*((kind, f"b{number}") for number, kind in enumerate(kinds)))
    at = data.draw(st.integers(0, len(kinds) - 1))
    span = block_at(page, page.blocks[at].span.start)
    assert span is not None
    taken: list[Block] = [block for block in page.blocks if span.covers(block.span)]
    assert page.blocks[at] in taken
    assert {block.kind for block in taken} == {kinds[at]}
    if kinds[at] is PARAGRAPH:
        assert len(taken) == 1
    else:
        around = [
            block for block in page.blocks if block.span.end == span.start - 2 or block.span.start == span.end + 2
        ]
        assert all(block.kind is not kinds[at] for block in around)
