from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article.setting.typesetting import lay_out
from reader.article.setting.window import GROUP, Setting
from store.document import Block, BlockKind, Document
from store.text import Span
from tests.reader.article.documents import HARD, KINDS, LATIN, document, passages

pieces = st.lists(st.tuples(st.sampled_from(KINDS), passages([*LATIN, *HARD])), min_size=3, max_size=9)
gaps = st.sampled_from(["\n\n", "\n"])


def long_document(some: list[tuple[BlockKind, str]], gap: str) -> Document:
    """A document that is too long to be set at once, of blocks of every kind and of scripts of every kind."""
    found = [(kind, words.strip() or "one") for kind, words in some]
    size = sum(len(words) + len(gap) for _, words in found)
    return document(*(found * (70_000 // size + 1)), gap=gap)


@settings(max_examples=12)
@given(pieces, gaps, st.integers(8, 90), st.floats(0, 1), st.integers(1, 60))
def test_a_window_shows_what_the_whole_will_show_there(
    some: list[tuple[BlockKind, str]], gap: str, width: int, part: float, rows: int
) -> None:
    page = long_document(some, gap)
    around = round(part * len(page.text))
    setting = Setting(page, width, 72, around=around, rows=rows)
    whole = lay_out(page, width)
    window, first = setting.layout, setting.first_block
    assert not setting.is_whole
    assert first % GROUP == 0
    shift = whole.first_row(first) - window.first_row(0)
    for row in range(window.height):
        one, two = window.line(row), whole.line(row + shift)
        assert (one.start, one.end, one.indent, one.marker) == (two.start, two.end, two.indent, two.marker)
        assert window.cells(row) == whole.cells(row + shift)
    here = whole.row_of(around) - shift
    assert here >= min(rows, whole.row_of(around))
    assert window.height - here >= min(rows, whole.height - whole.row_of(around))


@settings(max_examples=4)
@given(pieces, gaps, st.integers(8, 90))
def test_what_is_set_in_slices_is_what_is_set_at_once(some: list[tuple[BlockKind, str]], gap: str, width: int) -> None:
    page = long_document(some, gap)
    setting = Setting(page, width, 72, around=0, rows=24)
    while not setting.go_on():
        assert not setting.is_whole
    whole = lay_out(page, width)
    assert list(setting.layout.lines) == list(whole.lines)
    assert list(Setting(page, width, 72, around=9, rows=24, blocks=setting.blocks).finish().lines) == list(whole.lines)


def test_a_short_document_and_one_of_a_single_block_are_set_at_once() -> None:
    assert Setting(document("one", "two"), 40, 72, around=0, rows=24).is_whole
    assert Setting(document("word " * 20_000), 40, 72, around=0, rows=24).is_whole
    assert Setting(Document(""), 40, 72, around=0, rows=24).is_whole


def test_words_outside_the_blocks_are_set_too() -> None:
    text = "\n".join(["inside", "outside"] * 6_000)
    starts = range(0, len(text), 15)
    page = Document(text, tuple(Block(BlockKind.PARAGRAPH, Span(n, n + 6)) for n in starts))
    setting = Setting(page, 40, 72, around=len(text) // 2, rows=30)
    whole = lay_out(page, 40)
    assert not setting.is_whole
    row = setting.layout.row_of(len(text) // 2)
    drawn = [setting.layout.line(row + n) for n in range(20)]
    there = whole.row_of(len(text) // 2)
    assert [(each.start, each.end) for each in drawn] == [
        (each.start, each.end) for each in (whole.line(there + n) for n in range(20))
    ]
    assert list(setting.finish().lines) == list(whole.lines)
