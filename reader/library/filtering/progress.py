"""How much of what fits a filter is done: the filter without its states, and the bar that shows it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from store.filters.terms import EVERYTHING, All, InState, Not, Term
from store.filters.terms import Any as AnyOf
from store.model import State

_CELLS = 5
_FULL, _EMPTY = "▰", "▱"
_PLAIN_FULL, _PLAIN_EMPTY = "#", "-"
"""Where the terminal has no such signs."""


def says_state(term: Term) -> bool:
    """Whether a filter asks how far reading has come."""
    match term:
        case InState():
            return True
        case Not(inner):
            return says_state(inner)
        case All(terms) | AnyOf(terms):
            return any(map(says_state, terms))
        case _:
            return False


def without_states(term: Term) -> Term:
    """A filter without what it says of states: the work that it is a part of."""
    match term:
        case InState():
            return EVERYTHING
        case Not(inner):
            return EVERYTHING if says_state(inner) else term
        case All(terms):
            left = tuple(bare for each in terms if (bare := without_states(each)) != EVERYTHING)
            return left[0] if len(left) == 1 else All(left)
        case AnyOf(terms):
            either = tuple(map(without_states, terms))
            return EVERYTHING if EVERYTHING in either else AnyOf(either)
        case _:
            return term


def bar(tally: Mapping[State, int], *, plain: bool = False) -> list[tuple[str, str]]:
    """How many of all are done: "▰▰▱▱▱ 41 of 120 done", words with the names of their looks; nothing where there are none."""
    total = sum(count for state, count in tally.items() if state is not State.DELETED)
    if not total:
        return []
    done = tally.get(State.DONE, 0)
    cells = done * _CELLS // total or (1 if done else 0)  # one done is seen, and all are seen when all are
    full, empty = (_PLAIN_FULL, _PLAIN_EMPTY) if plain else (_FULL, _EMPTY)
    return [
        (full * cells, "accent"),
        (empty * (_CELLS - cells), "faint"),
        (f" {done:,} of {total:,} done", "quiet"),
    ]
