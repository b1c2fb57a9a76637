"""The colours of the themes, for terminals that have many. Says which colour, not where it is used (see reader.colours)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader import colours


def _of_tags(blue: str, cyan: str, magenta: str, green: str, red: str, yellow: str, white: str) -> Mapping[str, str]:
    return MappingProxyType(
        {
            "blue": blue,
            "cyan": cyan,
            "magenta": magenta,
            "green": green,
            "red": red,
            "yellow": yellow,
            "white": white,
        }
    )


class Scheme(NamedTuple):
    """A theme. inks and tints are by the colour of a tag: of its mentions, and behind its highlights."""

    paper: str
    ink: str
    bright: str
    soft: str
    quiet: str
    faint: str
    aside: str
    accent: str
    good: str
    bad: str
    key: str
    bar: str
    bar_ink: str
    bar_quiet: str
    sheet: str
    field: str
    cursor: str
    cursor_ink: str
    selection: str
    selection_ink: str
    hit: str
    hit_ink: str
    content: str
    content_twice: str
    content_highlighted: str
    lit: str
    lit_highlighted: str
    lit_ink: str
    cue: str
    lit_cue: str
    inks: Mapping[str, str]
    tints: Mapping[str, str]


DARK = Scheme(
    **colours.DARK,
    inks=_of_tags("#9cc0f5", "#86cfcf", "#d5b0e8", "#a6d492", "#f3a79d", "#e3c06c", "#c9cdd6"),
    tints=_of_tags("#1f3358", "#14403f", "#402a50", "#233f1e", "#512926", "#3a3f10", "#363a45"),
)

LIGHT = Scheme(
    **colours.LIGHT,
    inks=_of_tags("#174a8c", "#0b5557", "#6a2c86", "#255a1c", "#95241c", "#6b4e00", "#41454e"),
    tints=_of_tags("#d2e2fa", "#c9ebea", "#ecd9f5", "#d5ecca", "#fad7d1", "#eef0a3", "#e0e1e4"),
)


def _indexed(*numbers: int) -> Mapping[str, str]:
    return _of_tags(*(f"color({number})" for number in numbers))


DARK_INDEXED = Scheme(
    **colours.DARK_INDEXED,
    inks=_indexed(153, 122, 219, 156, 217, 222, 252),
    tints=_indexed(18, 24, 53, 22, 88, 58, 240),
)

LIGHT_INDEXED = Scheme(
    **colours.LIGHT_INDEXED,
    inks=_indexed(25, 23, 54, 22, 88, 58, 239),
    tints=_indexed(189, 195, 225, 194, 224, 228, 252),
)
