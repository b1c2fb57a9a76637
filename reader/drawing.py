"""Rows of the screen from pieces of text: measured in cells, cut where they do not fit, never parsed as markup."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.terminal.cells import SEPARATOR, cut, fit, laid, laid_between, seen

Piece = tuple[str, Style]
__all__ = ["SEPARATOR", "Piece", "between", "cut", "fit", "row", "seen"]


def row(pieces: Iterable[Piece], cells: int, ground: Style) -> Strip:
    """One row of the screen: the pieces from the left, then ground to the edge; what does not fit is cut.

    A piece behind a separator is an addition: it is left out whole, with all that follows, rather than cut; so is any
    piece behind others that only a few cells of would be seen.
    Within a piece words stand in the order of the screen.
    """
    return _strip(laid(pieces, cells, ground), cells)


def between(left: Iterable[Piece], right: Iterable[Piece], cells: int, ground: Style) -> Strip:
    """One row of the screen with pieces at both edges; the left ones give way."""
    return _strip(laid_between(left, [*right], cells, ground), cells)


def _strip(pieces: Iterable[Piece], cells: int) -> Strip:
    return Strip([Segment(text, style) for text, style in pieces], cells)
