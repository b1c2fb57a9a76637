"""The words of an article beside the list: in lines that fit, with what was sought lit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.library.measures import preview_below, preview_beside
from reader.library.preview import lit_lines
from store.text import Span

WORDS = st.text(alphabet="ab \n漢é", max_size=60)


@given(WORDS, st.integers(2, 12))
def test_every_word_stands_in_a_line_that_fits(words: str, room: int) -> None:
    lines = ["".join(part for part, _ in line) for line in lit_lines(words, (), room)]
    assert all(0 < cell_len(line) <= room and line.strip() == line for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@given(WORDS, st.integers(2, 12), st.data())
def test_what_is_lit_is_lit_in_whichever_line_it_stands(words: str, room: int, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=6)))
    lit = tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))
    found = "".join(part for line in lit_lines(words, lit, room) for part, is_lit in line if is_lit)
    expected = "".join(words[span.start : span.end] for span in lit)
    assert "".join(found.split()) == "".join(expected.split())


def test_lines_break_between_words_and_between_paragraphs() -> None:
    assert lit_lines("the gate was\nshut", (Span(4, 8),), 9) == [
        [("the ", False), ("gate", True)],
        [("was", False)],
        [("shut", False)],
    ]


def test_an_empty_line_stands_between_paragraphs_where_there_is_room() -> None:
    words = "one two\nthree\n\nfour five six"
    lines = ["".join(part for part, _ in line) for line in lit_lines(words, (), 9, apart=True)]
    assert lines == ["one two", "", "three", "", "four five", "six"]


@pytest.mark.parametrize(
    ("size", "beside", "below", "sought"),
    [
        *(((80, 24), 0, 0, 3), ((119, 29), 0, 0, 3), ((119, 30), 0, 3, 3), ((80, 19), 0, 0, 0)),
        *(((120, 24), 48, 0, 0), ((140, 40), 56, 0, 0), ((300, 60), 72, 0, 0)),
    ],
)
def test_the_preview_stands_beside_the_list_or_below_it_where_there_is_room_or_words_are_sought(
    size: tuple[int, int], beside: int, below: int, sought: int
) -> None:
    assert preview_beside(size[0]) == beside
    assert [preview_below(*size), preview_below(*size, sought=True)] == [below, sought]
