"""An occurrence in its sentence as a row: the name in its column, as much of the words around it as there is room for. Pure."""

from __future__ import annotations

from rich.style import Style

from reader.drawing import Piece, cut, fit
from reader.terminal.cells import cell_len
from reader.terminal.depth import shown_line
from store.occurring import Occurrence
from store.text import previous_grapheme, sentences

TAKEN, LEFT_OUT = "+", "-"
"""The signs of what will be marked, and of what will not."""
_BEFORE = 0.4
"""So much of a row stands before the name."""
_SIGN = 3


def around(occurrence: Occurrence) -> tuple[str, str]:
    """What stands before and behind a name in its sentence."""
    whole = occurrence.before + occurrence.exact + occurrence.behind
    start, end = len(occurrence.before), len(occurrence.before) + len(occurrence.exact)
    for sentence in sentences(whole):
        if sentence.start <= start and end <= sentence.end:
            return whole[sentence.start : start], whole[end : sentence.end]
    return occurrence.before, occurrence.behind


def sentence_row(
    occurrence: Occurrence, cells: int, look: Style, strong: Style, *, sign: Piece | None = None
) -> list[Piece]:
    """A row of so many cells; sign: what stands before it."""
    before, behind = around(occurrence)
    room = cells - (_SIGN if sign is not None else 0)
    left = int(room * _BEFORE)
    name = cut(shown_line(occurrence.exact), max(8, room - left))
    head: list[Piece] = [] if sign is None else [(fit(f" {sign[0]}", _SIGN), sign[1])]
    rest = max(0, room - left - cell_len(name))
    return [*head, (_ending(before, left), look), (name, strong), (fit(behind, rest), look)]


def _ending(words: str, cells: int) -> str:
    """The end of some words in exactly so many cells."""
    at, taken = len(words), 0
    while at > 0:
        before = previous_grapheme(words, at)
        width = cell_len(shown_line(words[before:at]))
        if taken + width > cells:
            break
        at, taken = before, taken + width
    shown = shown_line(words[at:])
    if at > 0 and shown:
        shown = "…" + shown_line(words[at:])[1:]
    return " " * max(0, cells - cell_len(shown)) + shown
