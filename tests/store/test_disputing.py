"""What hangs together by relations, and its order in time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.disputing import components, in_time, when
from tests.store.suggesting.rows import claim_row

EDGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=14)


@given(st.sets(st.integers(0, 15)), EDGES)
def test_components_are_what_joining_the_ends_of_each_edge_makes(nodes: set[int], edges: list[tuple[int, int]]) -> None:
    joined = {node: frozenset([node]) for node in nodes | {end for edge in edges for end in edge}}
    for one, other in edges:
        both = joined[one] | joined[other]
        joined |= dict.fromkeys(both, both)
    found = components(nodes, edges)
    assert {frozenset(each) for each in found} == set(joined.values())
    assert sum(map(len, found)) == len(joined)


def test_claims_stand_by_what_they_are_about_else_by_when_they_were_said() -> None:
    about = claim_row(1, event="2024-07-14", said="2024-08-01")
    said = claim_row(2, said="2024-07-15", published="2024-09-01")
    printed = claim_row(3, published="2024-07-16")
    undated = claim_row(4)
    assert [when(row) for row in (about, said, printed, undated)] == ["2024-07-14", "2024-07-15", "2024-07-16", None]
    assert [row.number for row in in_time([undated, printed, said, about])] == [1, 2, 3, 4]


def test_claims_of_one_event_stand_in_the_order_in_which_they_were_said() -> None:
    rows = [
        claim_row(1, event="2024-07-14", said="2024-07-18"),
        claim_row(2, event="2024-07-14", said="2024-07-14"),
        claim_row(3, event="2024-07-14", published="2024-07-16"),
    ]
    assert [row.number for row in in_time(rows)] == [2, 3, 1]
