"""A row of the desk of entities, what the foot tells of it, and what stands beside the rows."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.drawing import Piece
from reader.entities import rows
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import Alias, Entity, EntityRow, EntitySort, MentionRow
from store.tagset import DEFAULT_TAGS
from store.text import Span

TAGS = {tag.name: tag for tag in DEFAULT_TAGS}
MAAR = Entity("2", "Ilse Maar", "PERSON", (Alias("Maar"), Alias("the harbour master", weak=True)), reliability="B")
ROW = EntityRow(7, MAAR, 1204, 12, "2024-07-01", "2024-07-20T10:00")
PALETTE = Palette(Depth.FULL)


def drawn(row: EntityRow, width: int, *, selected: bool = False, plain: bool = False) -> str:
    tag = TAGS[row.entity.tag]
    found = rows.pieces(row, tag, width, PALETTE, chosen=False, selected=selected, plain=plain)
    return "".join(words for words, _ in found)


def words_of(told: list[list[Piece]]) -> list[str]:
    return ["".join(words for words, _ in row) for row in told]


def test_a_row_tells_who_what_how_often_and_when_last() -> None:
    row = drawn(ROW, 90)
    assert row.startswith(" p Ilse Maar  Maar · the harbour master ")
    assert row.endswith("  person         1,204 in 12     20 Jul 24 ")


@pytest.mark.parametrize("width", [20, 56, 72, 80, 140])
def test_rows_are_as_wide_as_there_is_room_whoever_stands_in_them(width: int) -> None:
    unnamed = EntityRow(8, Entity("3", "K" * 200, "GOVERNMENT"), 0, 0, None, None)
    wide = EntityRow(9, Entity("4", "港湾局" * 30, "ORGANISATION"), 3, 2, None, None)
    assert {cell_len(drawn(row, width)) for row in (ROW, unnamed, wide)} == {
        width if width > 30 else cell_len(drawn(ROW, width))
    }


def test_a_selected_row_is_told_by_a_sign() -> None:
    assert drawn(ROW, 80, selected=True).startswith("▌p ")
    assert drawn(ROW, 80, selected=True, plain=True).startswith("*p ")


def test_who_is_named_nowhere_is_said_to_be() -> None:
    row = EntityRow(8, Entity("3", "Jonas Brandt", "PERSON"), 0, 0, None, None)
    assert "·" in drawn(row, 80)
    left, right = rows.told(row, PALETTE)
    assert words_of([left, right]) == ["Jonas Brandt", "  named nowhere"]
    left, right = rows.told(ROW, PALETTE)
    assert words_of([left, right]) == [
        "Ilse Maar · Maar · the harbour master",
        "  1,204 mentions in 12 articles",
    ]


def test_beside_the_rows_stands_what_is_known_and_each_sentence_once_under_its_article() -> None:
    sentence = "Maar said that Maar would stay."
    mention = MentionRow("a", "x", "Boats", "Quay", "2024-07-20", sentence, (Span(0, 4),), 10, "PERSON")
    again = MentionRow("b", "x", "Boats", "Quay", "2024-07-20", sentence, (Span(15, 19),), 10, "CLAIM", claim=True)
    other = MentionRow("c", "y", "Nets", "Quay", "2024-07-19", "Nobody saw Maar.", (Span(11, 15),), 5, "PERSON")
    told = words_of(rows.beside(ROW, TAGS["PERSON"], [mention, again, other], PALETTE, (50, 30)))
    assert told[:6] == [
        "Ilse Maar",
        "person · 1,204 mentions in 12 articles",
        "seen 1 Jul 24 to 20 Jul 24",
        "also    Maar",
        "weakly  the harbour master",
        "rated   B usually reliable",
    ]
    assert told[6:] == ["", "20 Jul 24 · Quay · Boats", sentence, "", "19 Jul 24 · Quay · Nets", "Nobody saw Maar."]


def test_beside_the_rows_nothing_stands_that_has_no_room() -> None:
    long = "word " * 200
    mention = MentionRow("a", "x", "Boats", None, None, long, (Span(0, 4),), 10, "PERSON")
    for height in range(14):
        told = rows.beside(ROW, TAGS["PERSON"], [mention] * 3, PALETTE, (30, height))
        assert all(cell_len(row) <= 30 for row in words_of(told))
        assert len(told) <= max(height, 6)


def test_every_order_has_words() -> None:
    told = {rows.in_order(by, turned=turned) for by in EntitySort for turned in (False, True)}
    assert len(told) == 2 * len(EntitySort)
