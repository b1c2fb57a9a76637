"""From a claim to a row of the desk: which columns a width has room for, and what stands in them, in looks by name. Pure."""

from __future__ import annotations

from reader.claims import wording
from reader.dates import day
from reader.terminal.cells import cell_len, fit
from store.model import ClaimRow

IN_DISPUTE, PLAIN_IN_DISPUTE = "◆", "="
"""Before a claim that is related to others."""
SELECTED, PLAIN_SELECTED = "▌", "*"
_CERTAINTY, _DATE = 8, 9
_OUTLET_FROM, _OUTLET, _WIDE_OUTLET_FROM, _WIDE_OUTLET = 100, 16, 130, 22
_CERTAINTY_FROM = 60
_LEAST_WHO, _MOST_WHO = 12, 44
_LEAST_MORE = 12
"""Cells behind the figure in which the beginning of what is said is worth telling."""


def pieces(
    told: ClaimRow, width: int, *, chosen: bool, selected: bool = False, plain: bool = False
) -> list[tuple[str, str]]:
    """A row: who ‹ through whom, the figure and what is said, how sure, the outlet, the date; each with the name of its look.

    plain: letters instead of signs.
    """
    text, quiet = ("chosen", "chosen_quiet") if chosen else ("text", "quiet")
    if selected and not chosen:
        text = "accent"
    mark = (PLAIN_SELECTED if plain else SELECTED) if selected else " "
    disputed = (PLAIN_IN_DISPUTE if plain else IN_DISPUTE) if told.dispute is not None else " "
    beside = _beside(told, width)
    room = width - 3 - cell_len(beside)
    by = max(_LEAST_WHO, min(room * 2 // 5, _MOST_WHO))
    what = room - by - 2
    strong = text if chosen or selected else "strong"
    accent = "chosen" if chosen else "accent"
    found = [(mark, accent), (f"{disputed} ", accent)]
    found += [(fit(wording.chain(told), by), text if told.claim.chain else quiet), ("  ", text)]
    figure, more = wording.figure(told), wording.beside_figure(told)
    if figure and more and cell_len(figure) + _LEAST_MORE < what:
        found += [(figure, strong), (fit(f" · {more}", what - cell_len(figure)), quiet)]
    else:
        found.append((fit(figure or wording.said(told), what), strong if figure else text))
    return [*found, (beside, "quiet")]  # the bar ends before: what need not be drawn again makes a step shorter


def _beside(told: ClaimRow, width: int) -> str:
    """What stands at the right: how sure, the outlet, the date."""
    found = ""
    if width >= _CERTAINTY_FROM:
        found += "  " + fit(wording.certainty(told), _CERTAINTY)
    if width >= _OUTLET_FROM:
        cells = _WIDE_OUTLET if width >= _WIDE_OUTLET_FROM else _OUTLET
        found += "  " + fit(_outlet(told.outlet or "", cells), cells)
    return found + "  " + day(told.published, short=True).rjust(_DATE) + " "


def _outlet(name: str, cells: int) -> str:
    """An outlet's name; without its article where that makes it fit."""
    return name if cell_len(name) <= cells else name.removeprefix("The ")
