"""What undo and redo say: the kind of step, what it was, and where, within a narrow terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from reader.undoing import rows_away, told
from store.model import Change, Deed


def step(deed: Deed, summary: str) -> Change:
    return Change("c", "2024-07-20T09:00:00.000Z", "reader", deed, summary)


@pytest.mark.parametrize(
    ("deed", "summary", "undone"),
    [
        (Deed.ANNOTATE, "person Ilse Maar", "undone · new mark: person Ilse Maar"),
        (Deed.REVISE, "person Ilse Maar", "undone · change of person Ilse Maar"),
        (Deed.DELETE, "claim by the minister", "undone · deleted claim by the minister (it is back)"),
        (Deed.RELATE, "claim by A updates claim by B", "undone · relation: claim by A updates claim by B"),
        (Deed.STATE, "done: “Ferry”", "undone · done: “Ferry”"),
        (Deed.IMPORT, "3 imported marks", "undone · import: 3 imported marks"),
    ],
)
def test_undo_names_the_kind_of_step_and_what_it_was_about(deed: Deed, summary: str, undone: str) -> None:
    assert told(step(deed, summary), redone=False) == undone


def test_a_change_of_a_mark_is_told_by_what_of_it_was_changed() -> None:
    revised = step(Deed.REVISE, "person Ilse Maar")
    assert told(revised, ["note"], redone=False) == "undone · note of person Ilse Maar"
    assert told(revised, ["words", "chain", "claim"], redone=True) == "done again · words and chain of person Ilse Maar"


def test_what_is_done_again_is_not_back() -> None:
    deleted = step(Deed.DELETE, "claim by the minister")
    assert told(deleted, redone=True) == "done again · deleted claim by the minister"
    assert told(step(Deed.ANNOTATE, "person Maar"), redone=True) == "done again · new mark: person Maar"


@pytest.mark.parametrize("deed", list(Deed))
@pytest.mark.parametrize("redone", [True, False])
def test_a_long_summary_gives_way_to_where_it_was(deed: Deed, redone: bool) -> None:
    where = " · 12 rows further down"
    message = told(step(deed, "claim by " + "the minister of harbours " * 5), redone=redone, where=where)
    assert message.endswith(where)
    assert cell_len(message) <= 66
    assert "claim by the m" in message


def test_rows_out_of_sight_are_counted_from_the_edge() -> None:
    assert rows_away(10, 10, 5) == rows_away(14, 10, 5) == ""
    assert rows_away(15, 10, 5) == " · 1 row further down"
    assert rows_away(9, 10, 5) == " · 1 row further up"
    assert rows_away(0, 10, 5) == " · 10 rows further up"
