"""Rows of the screen from pieces of text: measured in cells, cut where they do not fit, never parsed as markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.bidi import in_visual_order
from reader.terminal import shown_line

Piece = tuple[str, Style]
SEPARATOR = " · "
_ENDS_NOTHING = " ·‹:"
"""What would stand alone before an ellipsis."""
_FAR, _CODE_POINTS = 200, 8
"""The code points of a text that are looked at: so many, and so many for each cell; a cluster may have several."""
_LEAST = 8
"""The cells in which the beginning of a piece still says something."""


def seen(text: str, cells: int) -> str:
    """As much of a text as may be seen in so many cells, as a terminal may have it: a long one is not measured whole."""
    return shown_line(text[: _FAR + _CODE_POINTS * max(0, cells)])


def fit(text: str, cells: int) -> str:
    """Text in exactly that many cells: cut with an ellipsis where it is longer, filled with spaces where it is shorter."""
    text = seen(text, cells)
    if cells <= 0:
        return ""
    if cell_len(text) > cells:
        text = set_cell_size(text, cells - 1).rstrip(_ENDS_NOTHING) + "…"
    return set_cell_size(text, cells)


def cut(text: str, cells: int) -> str:
    """Text in at most that many cells, with an ellipsis where it was longer."""
    return fit(text, cells).rstrip()


def row(pieces: Iterable[Piece], cells: int, ground: Style) -> Strip:
    """One row of the screen: the pieces from the left, then ground to the edge; what does not fit is cut.

    A piece behind a separator is an addition: it is left out whole, with all that follows, rather than cut; so is any
    piece behind others that only a few cells of would be seen.
    Within a piece words stand in the order of the screen.
    """
    segments: list[Segment] = []
    room = cells
    for text, style in pieces:
        if room <= 0:
            break
        text = seen(text, cells)
        width = cell_len(text)
        if width > room:
            if text.startswith(SEPARATOR) or (segments and room < _LEAST):
                break
            text, width = fit(text, room), room
        if text:
            segments.append(Segment(in_visual_order(text), style))
            room -= width
    if room > 0:
        segments.append(Segment(" " * room, ground))
    return Strip(segments, cells)


def between(left: Iterable[Piece], right: Iterable[Piece], cells: int, ground: Style) -> Strip:
    """One row of the screen with pieces at both edges; the left ones give way."""
    right = [(seen(text, cells), style) for text, style in right if text]
    taken = sum(cell_len(text) for text, _ in right)
    if taken >= cells:
        return row(right, cells, ground)
    return Strip.join([row(left, cells - taken, ground), row(right, taken, ground)])
