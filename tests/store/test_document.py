from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.document import Block, BlockKind, Document, Run, SourceMap, Style, StyleKind
from store.errors import OffsetError
from store.text import Span

TEXT = "Storm over Maar\n\nThe boats came home."
TITLE = Block(BlockKind.TITLE, Span(0, 15))
BODY = Block(BlockKind.PARAGRAPH, Span(17, 37))


@pytest.mark.parametrize("text", ["a\r\nb", "a\tb", "a\x1b[31mb", "a\x00b", "a\u2028b", "a\ud800b"])
def test_a_text_that_is_not_normal_is_no_document(text: str) -> None:
    with pytest.raises(OffsetError, match="normal form"):
        Document(text)


def test_blocks_and_styles_lie_inside_the_text() -> None:
    with pytest.raises(OffsetError, match="behind the text's end at 37"):
        Document(TEXT, (Block(BlockKind.PARAGRAPH, Span(17, 38)),))
    with pytest.raises(OffsetError, match="behind the text's end"):
        Document(TEXT, (), (Style(StyleKind.STRONG, Span(30, 40)),))


def test_blocks_stand_in_order_and_do_not_overlap() -> None:
    with pytest.raises(OffsetError, match="overlap"):
        Document(TEXT, (BODY, TITLE))
    with pytest.raises(OffsetError, match="overlap"):
        Document(TEXT, (TITLE, Block(BlockKind.PARAGRAPH, Span(14, 37))))


def test_the_title_is_the_words_of_the_title_block() -> None:
    assert Document(TEXT, (TITLE, BODY)).title == "Storm over Maar"
    assert Document(TEXT, (BODY,)).title is None


MAPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 5)), min_size=1, max_size=6)


def _runs(steps: list[tuple[int, int, int]]) -> tuple[Run, ...]:
    """Runs in order, with so much left out between them in the text and in the source."""
    starts = accumulate((gap + length for gap, _, length in steps), initial=0)
    sources = accumulate((gap + length for _, gap, length in steps), initial=0)
    return tuple(
        Run(start + gap, source + other, length)
        for start, source, (gap, other, length) in zip(starts, sources, steps, strict=False)
    )


@given(MAPS, st.integers(0, 40), st.integers(0, 40))
def test_the_map_leads_each_letter_back_to_where_it_stands(
    steps: list[tuple[int, int, int]], one: int, two: int
) -> None:
    runs = _runs(steps)
    span = Span(min(one, two), max(one, two))
    places = {run.start + i: run.source_start + i for run in runs for i in range(run.length)}
    first, last = places.get(span.start), places.get(span.end - 1)
    expected = Span(first, last + 1) if span and first is not None and last is not None else None
    assert SourceMap(runs).to_source(span) == expected


@given(MAPS)
def test_what_the_map_says_was_kept_is_every_run_in_order(steps: list[tuple[int, int, int]]) -> None:
    kept = SourceMap(_runs(steps)[::-1]).kept()
    assert sum(len(span) for span in kept) == sum(length for _, _, length in steps)
    assert all(one.end <= two.start for one, two in pairwise(kept))


def test_a_map_that_turns_round_gives_no_place() -> None:
    assert SourceMap((Run(0, 10, 3), Run(3, 0, 3))).to_source(Span(1, 5)) is None
