"""Which claims are offered as related, and how: what is offered should mostly be right."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Bound, ClaimRow, Mode, Polarity, RelationKind
from store.suggesting.relating import agree, comparable, likely
from tests.store.suggesting.rows import claim_row

DAY = "2024-03-02"
FIRST = claim_row(
    1, "12 boats were lost", who="Harbour Office", figure=12, unit="boats lost", event=DAY, said="2024-03-02"
)


def kind(one: ClaimRow, other: ClaimRow) -> RelationKind | None:
    found = likely(one, other)
    return None if found is None else found.kind


def test_one_source_that_says_another_figure_later_updates_it() -> None:
    later = claim_row(
        2, "It is 19 now", who="Harbour Office", figure=19, unit="boats lost", event=DAY, said="2024-03-04"
    )
    found, turned = likely(FIRST, later), likely(later, FIRST)
    assert found is not None
    assert turned is not None
    assert found.kind is turned.kind is RelationKind.UPDATES
    assert (found.turned, turned.turned) == (True, False)
    assert found.why == "the same source, another figure later: 19 boats lost after 12"


def test_figures_of_two_sources_that_cannot_both_be_true_contradict_one_another() -> None:
    other = claim_row(2, "forty vessels", who="Fishermen", figure=40, unit="boats lost", event="2024-03-03")
    assert kind(FIRST, other) is RelationKind.CONTRADICTS


@pytest.mark.parametrize(
    ("figure", "bound", "expected"),
    [
        (12, Bound.EXACTLY, RelationKind.SUPPORTS),
        (10, Bound.AT_LEAST, RelationKind.SUPPORTS),
        (20, Bound.AT_LEAST, RelationKind.CONTRADICTS),
        (12.5, Bound.ABOUT, RelationKind.SUPPORTS),
        (3, Bound.AT_LEAST, None),  # true of nearly everything
        (14, Bound.AT_MOST, None),
        (40, Bound.AT_MOST, RelationKind.CONTRADICTS),  # nobody says "up to 40" of 12
        (12, Bound.MORE_THAN, RelationKind.CONTRADICTS),
        (11, Bound.MORE_THAN, RelationKind.SUPPORTS),
        (12, Bound.LESS_THAN, RelationKind.CONTRADICTS),
        (13, Bound.LESS_THAN, None),
        (12, Bound.AT_LEAST, RelationKind.SUPPORTS),
        (12, Bound.AT_MOST, RelationKind.SUPPORTS),
    ],
)
def test_a_bound_says_what_a_figure_agrees_with(figure: float, bound: Bound, expected: RelationKind | None) -> None:
    assert (
        kind(FIRST, claim_row(2, who="Fishermen", figure=figure, unit="boats lost", bound=bound, event=DAY)) is expected
    )


@pytest.mark.parametrize(
    ("bound", "against"),
    [
        (Bound.MORE_THAN, {(12, Bound.EXACTLY), (12, Bound.LESS_THAN), (12, Bound.AT_MOST)}),
        (Bound.LESS_THAN, {(12, Bound.EXACTLY), (12, Bound.MORE_THAN), (12, Bound.AT_LEAST), (13, Bound.EXACTLY)}),
    ],
)
def test_more_or_less_than_a_figure_is_not_that_figure(bound: Bound, against: set[tuple[int, Bound]]) -> None:
    def row(number: int, figure: int, bound: Bound) -> ClaimRow:
        return claim_row(number, who=f"{number}", figure=figure, unit="boats lost", bound=bound, event=DAY)

    others = [(12, each) for each in Bound] + [(13, Bound.EXACTLY)]
    assert {other for other in others if not agree(row(1, 12, bound), row(2, *other))} == against
    found = likely(FIRST, row(2, 12, bound))
    assert found is not None
    assert found.why == f"another figure: 12 and {bound} 12 boats lost"


@pytest.mark.parametrize(
    "other",
    [
        claim_row(2, "40 boats were lost", who="Fishermen", figure=40, unit="boats lost", event="2024-05-02"),
        claim_row(2, "40 boats were found", who="Fishermen", figure=40, unit="boats found", event=DAY),
        claim_row(2, "40 crates", who="Fishermen", figure=40, unit="crates", event=DAY),
        claim_row(2, "many boats were lost", who="Fishermen", event=DAY),
        claim_row(2, "40 were lost", who="Fishermen", figure=40, event=DAY),
    ],
)
def test_figures_of_other_things_or_of_another_time_say_nothing(other: ClaimRow) -> None:
    assert kind(FIRST, other) is None


def test_a_unit_that_may_count_anything_needs_words_in_common() -> None:
    fish = claim_row(1, "30 per cent of the herring came back", figure=30, unit="%", event=DAY, who="a")
    trains = claim_row(2, "trains are late in 45 per cent of cases", figure=45, unit="%", event=DAY, who="b")
    herring = claim_row(3, "12 per cent of the herring came back", figure=12, unit="%", event=DAY, who="c")
    assert kind(fish, trains) is None
    assert kind(fish, herring) is RelationKind.CONTRADICTS


def test_in_one_article_a_figure_without_a_unit_counts_what_is_counted_near_it() -> None:
    rows = [
        claim_row(97, "63 soldiers died", who="Ministry", figure=63, unit="soldiers", article="one"),
        claim_row(158, "to 89", who="Ministry", figure=89, unit="soldiers", article="one"),
        claim_row(243, "up to 400", who="the other side", figure=400, bound=Bound.AT_MOST, article="one"),
    ]
    found = [likely(one, other) for one, other in combinations(rows, 2)]
    assert [each and each.kind for each in found] == [
        RelationKind.UPDATES,
        RelationKind.CONTRADICTS,
        RelationKind.CONTRADICTS,
    ]
    assert kind(rows[0], claim_row(5000, "up to 400", who="x", figure=400, bound=Bound.AT_MOST, article="one")) is None


WORDS = "the harbour master promised a new ferry before winter"


def test_much_the_same_words_are_the_same_or_support_one_another() -> None:
    one = claim_row(1, WORDS, who="Ilse Maar", published=DAY)
    again = claim_row(
        2, "a new ferry was promised before the winter by the harbour master", who="Ilse Maar", published=DAY
    )
    another = claim_row(3, WORDS, who="Tomas Orr", published=DAY)
    assert kind(one, again) is RelationKind.SAME_AS
    assert kind(one, another) is RelationKind.SUPPORTS
    assert kind(one, claim_row(4, WORDS, who="Tomas Orr", published="2021-01-01")) is None


@pytest.mark.parametrize(
    "other",
    [
        claim_row(2, WORDS, who="Tomas Orr", published=DAY, polarity=Polarity.NEGATIVE),
        claim_row(2, WORDS, who="Tomas Orr", published=DAY, mode=Mode.DENIES),
        claim_row(2, "the harbour master never promised a new ferry before winter", who="Tomas Orr", published=DAY),
    ],
)
def test_much_the_same_words_of_which_one_says_that_it_is_not_so_contradict_one_another(other: ClaimRow) -> None:
    assert kind(claim_row(1, WORDS, who="Ilse Maar", published=DAY), other) is RelationKind.CONTRADICTS


@pytest.mark.parametrize(
    "content", ["a new ferry", "the harbour", "no ferry came", "", "the mayor opened the harbour", "winter was mild"]
)
def test_a_few_words_in_common_say_nothing(content: str) -> None:
    one = claim_row(1, WORDS, who="Ilse Maar", published=DAY)
    assert kind(one, claim_row(2, content, who="Tomas Orr", published=DAY)) is None


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("soldiers killed", "Soldier killed", 1),
        ("soldiers", "soldiers killed", 0.6),
        ("soldiers killed", "soldiers wounded", 0),
        ("km", None, 0),
        ("", "", 0),
    ],
)
def test_units_are_compared_by_what_they_count(one: str, other: str | None, share: float) -> None:
    assert comparable(one, other) == comparable(other, one) == share


FIGURES = st.builds(
    claim_row,
    st.integers(0, 9),
    st.sampled_from(["boats lost at sea", WORDS, "北京 ", "no boats"]),
    who=st.sampled_from(["", "a", "b"]),
    figure=st.none() | st.integers(-5, 50) | st.floats(-1e9, 1e9),
    unit=st.sampled_from([None, "boats lost", "%"]),
    bound=st.sampled_from(Bound),
    event=st.sampled_from([None, DAY, "2024", "sometime", "2024-13-45", ""]),
    said=st.sampled_from([None, "2024-03", "x"]),
    published=st.sampled_from([None, "2024-03-02T10:00:00+02:00", "0000"]),
    article=st.sampled_from([None, "one"]),
)


@given(FIGURES, FIGURES)
def test_two_claims_are_related_the_same_way_from_either_end(one: ClaimRow, other: ClaimRow) -> None:
    here, there = likely(one, other), likely(other, one)
    assert (here and here.kind) == (there and there.kind)
    assert agree(one, other) == agree(other, one)
    if here is not None:
        assert there is not None
        assert 0 < here.score <= 1
        assert here.score == pytest.approx(there.score)
        assert here.kind is not RelationKind.UPDATES or here.turned != there.turned
