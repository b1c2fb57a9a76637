"""Verdicts as a table: aligned, no wider than asked for, safe, and told apart without colour."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.cli.explaining import facts, objects, table
from reader.terminal.depth import shown_line
from store.document import BlockKind, Document
from store.model import Cleaned, Metadata, Verdict
from store.text import Span

KEPT = Verdict(3, BlockKind.TITLE, "Ferry sails again", Span(0, 17), "head", "stands above the story")
LEFT = Verdict(114, BlockKind.OTHER_STORY, "Mayor opens the new\nfish market", None, "region", "behind “Read also”")


def test_a_row_says_whether_it_is_kept_its_line_its_kind_who_decided_why_and_its_words() -> None:
    assert list(table([KEPT, LEFT], 100)) == [
        "+   3  title        head    stands above the story  Ferry sails again",
        "- 114  other story  region  behind “Read also”      Mayor opens the new fish market",
    ]


def test_a_line_without_a_number_and_a_source_without_verdicts_are_no_trouble() -> None:
    assert next(table([KEPT._replace(number=0)], 80)).startswith("+ -  title")
    assert list(table([], 80)) == []


VERDICTS = st.builds(
    Verdict,
    st.integers(0, 10**6),
    st.sampled_from(list(BlockKind)),
    st.text(max_size=120),
    st.sampled_from([None, Span(0, 1)]),
    st.text(max_size=30),
    st.text(max_size=90),
)


@settings(max_examples=35)
@given(st.lists(VERDICTS, max_size=5), st.sampled_from([80, 81, 120]))
def test_no_row_is_wider_than_asked_for_or_holds_a_control_character(verdicts: list[Verdict], cells: int) -> None:
    rows = list(table(verdicts, cells))
    assert len(rows) == len(verdicts)
    for row, verdict in zip(rows, verdicts, strict=True):
        assert cell_len(row) <= cells
        assert row == shown_line(row)
        assert row[0] == ("+" if verdict.kept else "-")


def test_what_is_known_stands_with_where_it_came_from() -> None:
    metadata = Metadata("Ferry sails", None, "Nordpost", published="2024-05-03")
    found = {"title": "line 3", "published": "json-ld"}
    assert list(facts(metadata, found)) == [
        "title: Ferry sails  (line 3)",
        "outlet: Nordpost",
        "published: 2024-05-03  (json-ld)",
    ]


def test_objects_carry_the_words_whole_and_the_metadata_come_last() -> None:
    cleaned = Cleaned(Document("Ferry sails again"), Metadata("Ferry"), "text/plain", "utf-8", "c", {"title": "line 3"})
    line, other, last = objects("a.txt", cleaned, [KEPT, LEFT])
    assert (line["type"], line["line"], line["kept"], line["start"], line["end"]) == ("line", 3, True, 0, 17)
    assert (other["words"], other["kept"], other["start"]) == (LEFT.words, False, None)
    assert (last["type"], last["title"], last["byline"], last["found"]) == (
        "metadata",
        "Ferry",
        None,
        {"title": "line 3"},
    )
