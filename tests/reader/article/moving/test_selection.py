from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving.selection import Selection, trim
from store.document import Document
from store.text import Span, is_boundary
from tests.reader.article.documents import ACCENTED, FAMILY, FLAG, documents


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


@given(documents(), st.integers(0, 250), st.integers(0, 250))
def test_a_selection_is_the_same_whichever_end_moves(page: Document, one: int, two: int) -> None:
    span = Selection(one, two).span(page.text)
    assert span == Selection(two, one).span(page.text)
    assert is_boundary(page.text, span.start)
    assert is_boundary(page.text, span.end)
    assert Selection.of(page.text, span).span(page.text) == span
