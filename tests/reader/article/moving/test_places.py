"""The jump list against a plain model of vim's, and what it refuses."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving.places import Jumps, Spot


def spot(offset: int) -> Spot:
    return Spot(offset, max(0, offset - 5))


def jumped(*offsets: int) -> Jumps:
    jumps = Jumps()
    for offset in offsets:
        jumps.note(spot(offset))
    return jumps


def test_back_and_forward_go_over_where_the_cursor_jumped_from() -> None:
    jumps = jumped(10, 20)
    assert jumps.back(spot(30)) == spot(20)
    assert jumps.back(spot(20)) == spot(10)
    assert jumps.back(spot(10)) is None
    assert [jumps.forward(), jumps.forward(), jumps.forward()] == [spot(20), spot(30), None]


def test_counts_go_over_several_and_too_many_change_nothing() -> None:
    jumps = jumped(10, 20, 30)
    assert jumps.back(spot(40), 9) is None
    assert jumps.spots == [spot(10), spot(20), spot(30)]
    assert jumps.back(spot(40), 3) == spot(10)
    assert jumps.forward(2) == spot(30)
    assert jumps.forward(2) is None
    assert jumps.forward(1) == spot(40)


def test_a_jump_from_a_place_gone_back_to_begins_at_the_newest_again() -> None:
    jumps = jumped(10, 20)
    assert jumps.back(spot(30)) == spot(20)
    jumps.note(spot(20))
    assert jumps.back(spot(50)) == spot(20)
    assert jumps.before == spot(50)


def test_no_place_stands_there_twice_and_the_oldest_are_forgotten() -> None:
    assert [each.offset for each in jumped(10, 20, 10).spots] == [20, 10]
    many = jumped(*range(150))
    assert [each.offset for each in many.spots] == list(range(50, 150))
    assert many.back(spot(7), 100) is None
    assert many.back(spot(7), 99) == spot(51)


def test_without_a_jump_there_is_no_way_back() -> None:
    assert Jumps().back(spot(3)) is None
    assert Jumps().forward() is None
    assert jumped(3).back(spot(3)) is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["jump", "back", "forward"]), st.integers(0, 12), st.integers(1, 3)), max_size=60
    )
)
def test_whatever_is_done_back_and_forward_again_is_the_same_place(steps: list[tuple[str, int, int]]) -> None:
    jumps, here, been = Jumps(), 0, {0}
    for what, offset, count in steps:
        if what == "jump":
            jumps.note(spot(here))
            here = offset
        else:
            there = jumps.back(spot(here), count) if what == "back" else jumps.forward(count)
            here = there.offset if there else here
        been.add(here)
        offsets = [each.offset for each in jumps.spots]
        assert len(set(offsets)) == len(offsets) <= 100
        assert set(offsets) <= been
    older = jumps.back(spot(here))
    if older is not None:
        newer = jumps.forward()
        assert newer is not None
        assert jumps.back(newer) == older
