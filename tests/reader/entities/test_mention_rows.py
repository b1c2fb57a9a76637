"""A mention on one line: its sentence around the words that name the entity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.entities import mention_rows
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import MentionRow
from store.tagset import DEFAULT_TAGS
from store.text import Span
from tests.reader.hostile import texts

TAGS = {tag.name: tag for tag in DEFAULT_TAGS}
PALETTE = Palette(Depth.FULL)
SHORT = "Maar said so."
LONG = "On the morning after the storm, as the boats came in one by one, Ilse Maar counted the nets and said nothing."


def test_a_sentence_that_fits_stands_whole() -> None:
    assert mention_rows.in_a_line(SHORT, [Span(0, 4)], 40) == (SHORT, [Span(0, 4)])


def test_a_long_one_is_cut_before_the_words_that_name_somebody_so_that_these_are_seen() -> None:
    start = LONG.index("Ilse")
    words, spans = mention_rows.in_a_line(LONG, [Span(start, start + 9)], 40)
    assert words == "… by one, Ilse Maar counted the nets an…"
    assert [words[each.start : each.end] for each in spans] == ["Ilse Maar"]


@given(texts(60), st.integers(0, 60), st.integers(0, 30), st.integers(1, 90))
def test_whatever_the_sentence_the_words_are_in_it_and_it_has_room(
    sentence: str, start: int, more: int, room: int
) -> None:
    start = min(start, len(sentence))
    span = Span(start, min(start + more, len(sentence)))
    words, spans = mention_rows.in_a_line(sentence, [span], room)
    assert cell_len(words) <= room
    assert all(0 <= each.start < each.end <= len(words) for each in spans)


def test_a_row_underlines_the_words_and_tells_of_the_article_above_and_in_the_foot() -> None:
    row = MentionRow("a", "x", "Boats", "Quay", "2024-07-20", SHORT, (Span(0, 4),), 10, "PERSON")
    found = mention_rows.pieces(
        row, TAGS["PERSON"], 60, PALETTE, colour="blue", chosen=False, selected=False, plain=False
    )
    assert [words for words, look in found if look == PALETTE.text + PALETTE.mention("blue")] == ["Maar"]
    assert mention_rows.heading(row) == "20 Jul 24 · Quay · Boats"
    left, right = mention_rows.told(row, TAGS["PERSON"], PALETTE)
    assert "".join(words for words, _ in (*left, *right)) == "Boats · Quay · 20 Jul 24  person"
    full = mention_rows.beside(row, PALETTE, (40, 2), colour="blue")
    assert ["".join(words for words, _ in each) for each in full] == [SHORT]
