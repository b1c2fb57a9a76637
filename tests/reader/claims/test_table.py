"""A dispute as a table in time: its columns, what is told once, and how the claims stand to one another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.claims.table import Table, lay_out
from store.model import Attribution, Bound, Certainty, Claim, Dispute, RelationKind
from tests.reader.claims.claims import claim_row, dispute_of
from tests.reader.hostile import texts


def figure(number: int, bound: Bound = Bound.EXACTLY, unit: str = "soldiers killed", said: str = "2023-01-01") -> Claim:
    chain = (Attribution(0, label="Ministry of Defence", said=said),)
    return Claim(
        quantity=number, bound=bound, unit=unit, certainty=Certainty.CERTAIN, event_from="2023-01-01", chain=chain
    )


STRIKE = dispute_of(
    claim_row("1", figure(63)),
    claim_row("2", figure(400, Bound.AT_MOST), "the other side"),
    claim_row("3", figure(89, said="2023-01-04")),
    claim_row("4", figure(89, Bound.MORE_THAN), "a broadcaster", "a correspondent"),
    relations=(
        ("3", RelationKind.UPDATES, "1"),
        ("2", RelationKind.CONTRADICTS, "3"),
        ("4", RelationKind.CONTRADICTS, "3"),
    ),
)


def rows_of(table: Table, chosen: int | None = None) -> list[str]:
    count = len(table.dispute.claims)
    return ["".join(words for words, _ in table.row(at, chosen=chosen)) for at in range(count)]


def test_a_dispute_says_each_figure_with_its_bound_who_said_it_and_what_it_does_to_another() -> None:
    table = lay_out(STRIKE, 80)
    heading = "".join(words for words, _ in table.heading())
    assert heading.split() == ["said", "soldiers", "killed", "who", "certainty"]
    first, second, third, fourth = rows_of(table)
    assert first.split()[:4] == ["1", "Jan", "23", "63"]
    assert "≤ 400" in second and "the other side" in second and "contradicts 89" in second
    assert third.split()[:4] == ["4", "Jan", "23", "89"] and "updates 63" in third
    assert "> 89" in fourth and "a correspondent ‹" in fourth and "contradicts 89" in fourth


def test_a_wide_table_has_columns_for_those_through_whom_it_came_and_for_the_outlet() -> None:
    table = lay_out(STRIKE, 140)
    assert [column.heading for column in table.columns] == [
        "said",
        "soldiers killed",
        "who",
        "through",
        "certainty",
        "article in",
        "",
    ]
    assert "a correspondent" in rows_of(table)[3] and "a broadcaster" in rows_of(table)[3]


def test_when_it_happened_has_a_column_only_where_that_is_not_the_same_for_all() -> None:
    other = replace(STRIKE.claims[1], claim=replace(STRIKE.claims[1].claim, event_from="2023-01-02"))
    claims = (STRIKE.claims[0], other)
    assert [column.heading for column in lay_out(Dispute(claims, ()), 140).columns[:2]] == ["when", "said"]
    assert lay_out(Dispute(claims, ()), 80).columns[0].heading == "when"


def test_without_any_date_there_is_no_column_for_it() -> None:
    undated = replace(claim_row("1", Claim(gist="so it is"), "somebody"), published=None)
    assert [column.heading for column in lay_out(dispute_of(undated), 100).columns] == ["what", "who", "article in", ""]


def test_a_figure_of_another_unit_names_it() -> None:
    odd = claim_row("5", figure(140, unit="dead or missing"), "the command")
    told = rows_of(lay_out(dispute_of(*STRIKE.claims, odd), 140))
    assert "140 dead or missing" in told[4]
    assert "soldiers killed" not in told[0]


def test_signs_tell_how_the_others_stand_to_the_claim_in_hand() -> None:
    assert [told[1] for told in rows_of(lay_out(STRIKE, 80), chosen=2)] == ["↓", "≠", "▸", "≠"]
    assert [told[1] for told in rows_of(lay_out(STRIKE, 80), chosen=0)] == ["▸", " ", "↑", " "]


@given(st.lists(st.tuples(texts(), texts()), min_size=1, max_size=4), st.integers(60, 200))
def test_any_dispute_fits_its_width(said: list[tuple[str, str]], width: int) -> None:
    claims = [claim_row(str(at), Claim(gist=gist), who, who) for at, (who, gist) in enumerate(said)]
    ends = tuple((str(at), RelationKind.SAME_AS, "0") for at in range(1, len(claims)))
    table = lay_out(dispute_of(*claims, relations=ends), width)
    assert all(cell_len(told) <= width for told in rows_of(table, chosen=0))
