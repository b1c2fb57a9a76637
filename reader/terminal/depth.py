"""The terminal: what it can show, and the filter at its border through which all goes that Textual writes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from reader.colours import depth_in, plain_signs
from reader.terminal.border import shown, shown_line

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color
    from textual.filter import LineFilter

    from reader.terminal.spelling import Spelling

__all__ = ["Depth", "border", "depth_of", "plain_signs", "shown", "shown_line"]


class Depth(Enum):
    """How many colours the terminal has: full (24 bits), 256, its own 16, or none."""

    FULL = "full"
    INDEXED = "indexed"
    SIXTEEN = "sixteen"
    NONE = "none"


def border(spelling: Spelling | None = None) -> LineFilter:
    """A Textual line filter through which every row of every widget passes on its way out, also those not written here.

    spelling: how the terminal has things written; None where it has all signs and letters.
    """
    from rich.segment import Segment as RichSegment
    from textual.filter import LineFilter as TextualFilter

    needs = spelling if spelling is not None and (spelling.plain or spelling.codec != "utf-8") else None

    def written(text: str) -> str:
        line = shown_line(text)
        return line if needs is None else needs.line(line)

    class Border(TextualFilter):
        """Lets nothing but shown text through."""

        def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's shape
            return [
                segment
                if segment.control or (segment.text.isascii() and segment.text.isprintable())
                else RichSegment(written(segment.text), segment.style)
                for segment in segments
            ]

    return Border()


def depth_of(environment: Mapping[str, str]) -> Depth:
    """How many colours the terminal says it has (NO_COLOR: https://no-color.org)."""
    return Depth(depth_in(environment))
