"""Screens of styled rows for tests of what is written: how they are invented, and how a terminal's screen is compared."""

from __future__ import annotations

from collections.abc import Sequence

import pyte
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from reader.wire.frame import Frame
from reader.wire.memory import Memory

SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)
CERTAIN = "   aab.─…é漢한"
UNCERTAIN = ("e\u0301", "❤\ufe0f", "👨\u200d👩\u200d👧", "👍🏽", "🇳🇴", "क्षि", "☕", "𒐫", "\u0301", "漢\u0301", "👍")

Rows = Sequence[Strip]

_COLOURS = st.sampled_from([None, None, "#8fb6ee", "red", "default", "bright_black", "color(94)"])
_GROUNDS = st.sampled_from([None, None, "default", "#15171c", "#15171c", "blue", "color(236)"])
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike", "conceal", "overline", "underline2")


@st.composite
def styles(draw: st.DrawFn) -> Style | None:
    """Any style that Textual may draw with."""
    if draw(st.booleans()):
        return draw(st.sampled_from([None, Style.parse("#d8d5cc on #15171c"), Style.parse("bold on #15171c")]))
    attributes = draw(st.sets(st.sampled_from(_ATTRIBUTES), max_size=3))
    link = draw(st.sampled_from([None, None, "https://ferry.example/"]))
    return Style(
        color=draw(_COLOURS), bgcolor=draw(_GROUNDS), link=link, meta={"at": 1}, **dict.fromkeys(attributes, True)
    )


@st.composite
def strips(draw: st.DrawFn, width: int, *, certain: bool) -> Strip:
    """A row of the screen, exactly so wide."""
    words = st.text(CERTAIN, min_size=1, max_size=6)
    if not certain:
        words = st.one_of(words, st.sampled_from(UNCERTAIN))
    segments = draw(st.lists(st.builds(Segment, words, styles(), st.none()), max_size=4))
    return Strip(segments).adjust_cell_length(width, draw(styles())).crop(0, width)


@st.composite
def two_screens(draw: st.DrawFn, *, certain: bool = False) -> tuple[int, Rows, Rows]:
    """A width, a screen, and another or what became of it: rows moved up or down, some of them others."""
    width, height = draw(st.integers(1, 14)), draw(st.integers(1, 8))
    some = draw(st.lists(strips(width, certain=certain), min_size=1, max_size=4))
    rows = st.sampled_from(some)
    old = draw(st.lists(rows, min_size=height, max_size=height))
    new = [*old]
    if draw(st.booleans()):
        top, bottom = sorted(draw(st.tuples(st.integers(0, height), st.integers(0, height))))
        count = draw(st.integers(0, max(0, bottom - top)))
        fresh = draw(st.lists(rows, min_size=count, max_size=count))
        region = new[top:bottom]
        new[top:bottom] = region[count:] + fresh if draw(st.booleans()) else fresh + region[: len(region) - count]
    for y in draw(st.sets(st.integers(0, height - 1), max_size=3)):
        new[y] = draw(strips(width, certain=certain))
    return width, old, new


def layout(rows: Rows, width: int) -> LayoutUpdate:
    """What Textual's compositor makes of rows that are drawn anew."""
    return LayoutUpdate([[row] for row in rows], Region(0, 0, width, len(rows)))


def frame(rows: Rows, width: int, system: ColorSystem = ColorSystem.TRUECOLOR) -> Frame:
    """The frame of a screen."""
    memory = Memory(system)
    memory.sequence(layout(rows, width))
    assert memory.frame is not None
    return memory.frame


class Terminal:
    """A terminal of some size; wraps: whether it goes on in the next row by itself (the driver switches that off)."""

    def __init__(self, width: int, height: int, *, wraps: bool = False) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self._stream.feed("\x1b[?7h" if wraps else "\x1b[?7l")
        self._stream.feed("\x1b[1;7;31;44m" + "#" * width + "\x1b[m\x1b[H")  # that something stood there before

    def feed(self, sequence: str) -> None:
        """Write to it, as a terminal line would: a line feed becomes two characters."""
        self._stream.feed(sequence.replace("\n", "\r\n"))

    @property
    def is_at_rest(self) -> bool:
        """Whether the pen is reset and no region set."""
        attributes = self.screen.cursor.attrs
        return self.screen.margins is None and attributes == self.screen.default_char._replace(data=attributes.data)

    @property
    def looks(self) -> list[list[tuple[object, ...]]]:
        """What can be seen of each cell."""
        return looks(self.screen)


def looks(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """What can be seen of each cell of a terminal's screen: of a blank, its ground and what is drawn through it."""
    return [[_look(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _look(cell: pyte.screens.Char) -> tuple[object, ...]:
    if cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough):
        return (" ", cell.bg)
    return tuple(cell)
