"""How much of the work in a filter is done: the filter without its states, and the bar."""

from __future__ import annotations

import pytest

from reader.library.filtering.progress import bar, without_states
from store.filters.terms import EVERYTHING, All, Any, InState, Labelled, Not, Term, Words
from store.model import State

NEW, DAM = InState(State.NEW), Words("dam")


@pytest.mark.parametrize(
    ("term", "work"),
    [
        (NEW, EVERYTHING),
        (DAM, DAM),
        (All((NEW, DAM)), DAM),
        (All((Not(InState(State.DONE)), DAM, Labelled("x"))), All((DAM, Labelled("x")))),
        (Any((NEW, InState(State.READING))), EVERYTHING),
        (All((Any((NEW, InState(State.ASIDE))), DAM)), DAM),
        (Any((All((NEW, DAM)), Labelled("x"))), Any((DAM, Labelled("x")))),
        (Not(DAM), Not(DAM)),
    ],
)
def test_the_work_of_a_filter_is_what_fits_it_whatever_its_state(term: Term, work: Term) -> None:
    assert without_states(term) == work


def told(done: int, new: int, deleted: int = 0, *, plain: bool = False) -> str:
    tally = {State.DONE: done, State.NEW: new, State.DELETED: deleted}
    return "".join(text for text, _ in bar(tally, plain=plain))


def test_the_bar_is_full_only_when_all_is_done_and_begun_with_the_first() -> None:
    assert told(41, 79) == "▰▱▱▱▱ 41 of 120 done"
    assert told(0, 3) == "▱▱▱▱▱ 0 of 3 done"
    assert told(1, 999) == "▰▱▱▱▱ 1 of 1,000 done"
    assert told(999, 1) == "▰▰▰▰▱ 999 of 1,000 done"
    assert told(3, 0) == "▰▰▰▰▰ 3 of 3 done"


def test_deleted_articles_are_no_work_and_without_work_there_is_no_bar() -> None:
    assert told(1, 1, 5) == "▰▰▱▱▱ 1 of 2 done"
    assert told(0, 0, 5) == ""


def test_a_terminal_without_such_signs_gets_others() -> None:
    assert told(3, 2, plain=True) == "###-- 3 of 5 done"
