"""The colours of the themes, for terminals that have many. Says which colour, not where it is used.

A colour is "#rrggbb", or "color(n)" for terminals with 256 of them, where the nearest one would not be told apart from
its neighbours. Grounds are so close to the paper that every ink can be read on each of them; a test computes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


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


@dataclass(frozen=True)
class Scheme:
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
    paper="#16181d",
    ink="#d6d3ca",
    bright="#f2efe6",
    soft="#c1bfb7",
    quiet="#9095a0",
    faint="#6b707b",
    aside="#666a74",
    accent="#e6b552",
    good="#a6d492",
    bad="#f3a79d",
    key="#c9ccd3",
    bar="#2b303b",
    bar_ink="#f2efe6",
    bar_quiet="#abafb8",
    sheet="#1e2128",
    field="#343b4b",
    cursor="#e8e4d8",
    cursor_ink="#16181d",
    selection="#34466f",
    selection_ink="#ffffff",
    hit="#c9a227",
    hit_ink="#16181d",
    content="#29251c",
    content_twice="#383020",
    content_highlighted="#4a4a12",
    lit="#4d3a17",
    lit_highlighted="#603d0a",
    lit_ink="#fff5dc",
    cue="#e6b552",
    lit_cue="#ffd479",
    inks=_of_tags("#9cc0f5", "#86cfcf", "#d5b0e8", "#a6d492", "#f3a79d", "#e3c06c", "#c9cdd6"),
    tints=_of_tags("#1f3358", "#14403f", "#402a50", "#233f1e", "#512926", "#3a3f10", "#363a45"),
)

LIGHT = Scheme(
    paper="#f8f5ec",
    ink="#24262b",
    bright="#0f1013",
    soft="#464a52",
    quiet="#5f636c",
    faint="#84888f",
    aside="#878a8f",
    accent="#855100",
    good="#2a661f",
    bad="#a3271e",
    key="#33363d",
    bar="#e0dac8",
    bar_ink="#0f1013",
    bar_quiet="#4e525b",
    sheet="#efeadc",
    field="#cfd9ea",
    cursor="#2f333b",
    cursor_ink="#f8f5ec",
    selection="#b4cbf2",
    selection_ink="#0f1013",
    hit="#f2b632",
    hit_ink="#1b1400",
    content="#f1e8d2",
    content_twice="#e8dab8",
    content_highlighted="#e3e08c",
    lit="#f6d796",
    lit_highlighted="#f0c64e",
    lit_ink="#241a00",
    cue="#7a4a00",
    lit_cue="#5e3600",
    inks=_of_tags("#174a8c", "#0b5557", "#6a2c86", "#255a1c", "#95241c", "#6b4e00", "#41454e"),
    tints=_of_tags("#d2e2fa", "#c9ebea", "#ecd9f5", "#d5ecca", "#fad7d1", "#eef0a3", "#e0e1e4"),
)


def _indexed(*numbers: int) -> Mapping[str, str]:
    return _of_tags(*(f"color({number})" for number in numbers))


DARK_INDEXED = Scheme(
    paper="color(234)",
    ink="color(253)",
    bright="color(231)",
    soft="color(251)",
    quiet="color(247)",
    faint="color(243)",
    aside="color(242)",
    accent="color(221)",
    good="color(156)",
    bad="color(217)",
    key="color(251)",
    bar="color(238)",
    bar_ink="color(231)",
    bar_quiet="color(250)",
    sheet="color(235)",
    field="color(240)",
    cursor="color(254)",
    cursor_ink="color(234)",
    selection="color(25)",
    selection_ink="color(231)",
    hit="color(178)",
    hit_ink="color(234)",
    content="color(236)",
    content_twice="color(238)",
    content_highlighted="color(239)",
    lit="color(52)",
    lit_highlighted="color(58)",
    lit_ink="color(230)",
    cue="color(221)",
    lit_cue="color(228)",
    inks=_indexed(153, 122, 219, 156, 217, 222, 252),
    tints=_indexed(18, 24, 53, 22, 88, 58, 240),
)

LIGHT_INDEXED = Scheme(
    paper="color(255)",
    ink="color(235)",
    bright="color(16)",
    soft="color(238)",
    quiet="color(241)",
    faint="color(244)",
    aside="color(244)",
    accent="color(94)",
    good="color(22)",
    bad="color(88)",
    key="color(236)",
    bar="color(252)",
    bar_ink="color(16)",
    bar_quiet="color(239)",
    sheet="color(254)",
    field="color(189)",
    cursor="color(236)",
    cursor_ink="color(255)",
    selection="color(153)",
    selection_ink="color(16)",
    hit="color(214)",
    hit_ink="color(16)",
    content="color(253)",
    content_twice="color(223)",
    content_highlighted="color(192)",
    lit="color(222)",
    lit_highlighted="color(221)",
    lit_ink="color(16)",
    cue="color(58)",
    lit_cue="color(52)",
    inks=_indexed(25, 23, 54, 22, 88, 58, 239),
    tints=_indexed(189, 195, 225, 194, 224, 228, 252),
)
