"""From an article to a row of the list: which columns a width has room for, and what stands in them. Pure."""

from __future__ import annotations

from collections.abc import Collection

from rich.cells import cell_len

from reader.dates import day
from reader.drawing import Piece, fit
from reader.library.folding import Row
from reader.palette import Palette
from store.model import ArticleSummary, Counts, State

SIGNS = {State.NEW: "●", State.READING: "◐", State.DONE: "○", State.ASIDE: "–", State.DELETED: "×"}
LETTERS = {State.NEW: "N", State.READING: "r", State.DONE: "d", State.ASIDE: "a", State.DELETED: "x"}
"""Where the terminal has no such signs."""

_OUTLET_FROM, _WIDE_OUTLET_FROM = 60, 100
_DATE, _MARKS = 10, 5
_UNDER = "  "
"""Before the title of an article that stands under the first of its group."""


def pieces(row: Row, width: int, palette: Palette, *, chosen: bool, plain: bool = False) -> list[Piece]:
    """A row: state, title, how many tell the same story, outlet, date, marks. plain: letters instead of signs."""
    summary = row.summary
    text = palette.chosen if chosen else palette.text
    if summary.state is State.NEW and not chosen:
        text = palette.strong
    quiet = palette.chosen_quiet if chosen else palette.quiet
    state = palette.chosen if chosen else (palette.accent if summary.state is not State.DONE else palette.quiet)
    outlet = 0 if width < _OUTLET_FROM else 24 if width >= _WIDE_OUTLET_FROM else 17
    sign = f" {row.sign}" if row.sign else ""
    waiting = palette.chosen if chosen else palette.accent
    title = width - 3 - (outlet + 2 if outlet else 0) - _DATE - _MARKS - 3 - len(sign)
    return [
        (f" {(LETTERS if plain else SIGNS)[summary.state]} ", state),
        (fit((_UNDER if row.under else "") + (summary.title or "(no title)"), title), text),
        *([(sign, waiting if row.waits else quiet)] if sign else []),
        *([("  " + fit(_outlet(summary.outlet or "", outlet), outlet), quiet)] if outlet else []),
        ("  " + day(summary.published, short=True).rjust(_DATE - 1), quiet),
        (marks(row.counts).rjust(_MARKS) + " ", quiet),
    ]


def _outlet(name: str, cells: int) -> str:
    """An outlet's name; without its article where that makes it fit."""
    return name if cell_len(name) <= cells else name.removeprefix("The ")


def marks(counts: Counts) -> str:
    """How many marks, a point for none."""
    return str(counts.total) if counts.total else "·"


def tally(summaries: Collection[ArticleSummary]) -> str:
    """The states in words: "3 new · 5 reading · 12 done"."""
    counts = {state: sum(1 for each in summaries if each.state is state) for state in State}
    return " · ".join(f"{count} {state}" for state, count in counts.items() if count)


def same_story(count: int) -> str:
    """That so many other articles tell the same, in words."""
    return "1 other tells the same story" if count == 1 else f"{count:,} others tell the same story"
