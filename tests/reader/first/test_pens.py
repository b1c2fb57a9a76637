"""The pens of the first screen: those that the application draws with."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from rich.color import ColorSystem

from reader.colours import LOOKS
from reader.first.pens import RESET, change, pen
from reader.palette import Palette
from reader.preferences import THEMES
from reader.terminal.depth import Depth
from reader.wire.pen import pen_of

SYSTEMS = {Depth.FULL: ColorSystem.TRUECOLOR, Depth.INDEXED: ColorSystem.EIGHT_BIT}


@pytest.mark.parametrize(("depth", "theme"), [*product(Depth, THEMES)])
def test_a_look_is_painted_as_it_is_drawn(depth: Depth, theme: str) -> None:
    palette = Palette(depth, theme)
    for look in LOOKS:
        drawn = pen_of(palette.look(look), SYSTEMS.get(depth, ColorSystem.STANDARD))
        assert ";".join(filter(None, pen(look, depth.value, theme))) == drawn.parameters, look


@pytest.mark.parametrize("depth", [depth.value for depth in Depth])
def test_the_way_from_a_pen_to_another_leaves_nothing_of_the_first(depth: str) -> None:
    pens = [pen(look, depth, "dark") for look in LOOKS]
    for old, new in pairwise([*pens, RESET, *reversed(pens), RESET]):
        assert held(old, change(old, new)) == new


def held(old: tuple[str, str, str], sequence: str) -> tuple[str, ...]:
    """The pen of a terminal that held another, after a sequence."""
    if not sequence:
        return old
    words = sequence.removeprefix("\x1b[").removesuffix("m")
    now = ["", "", ""] if not words or words.startswith(";") else [*old]
    parameters = [each for each in words.split(";") if each]
    while parameters:
        first = parameters.pop(0)
        if first in ("38", "48"):
            more = parameters[: 4 if parameters[0] == "2" else 2]
            del parameters[: len(more)]
            now[1 if first == "38" else 2] = ";".join([first, *more])
        elif len(first) == 1:
            now[0] = ";".join(filter(None, [now[0], first]))
        else:
            now[1 if int(first) < 40 else 2] = first
    return tuple(now)
