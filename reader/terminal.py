"""The border to the terminal: what text may reach it, and what it can show. Knows nothing of articles.

No byte of an article reaches the terminal as a control sequence: every character with power over a terminal or over
the order of a line is shown as a sign of one cell instead. The translation keeps the number of code points, so that
offsets into the text are offsets into what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.color import Color
    from textual.filter import LineFilter

REPLACED = "\ufffd"


class Depth(Enum):
    """How many colours the terminal has: full (24 bits), 256, its own 16, or none."""

    FULL = "full"
    INDEXED = "indexed"
    SIXTEEN = "sixteen"
    NONE = "none"


# C0 → control pictures (U+2400…), DEL → ␡, C1 → U+FFFD; LF is left to the caller, who knows where lines end.
_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), REPLACED)
# Bidirectional controls reorder a line (CVE-2021-42574); line and paragraph separators end one; tags and interlinear
# signs hide text; lone surrogates cannot be encoded at all.
_HIDING = dict.fromkeys(
    [
        *(0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)),
        *(0x2028, 0x2029, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xD800, 0xE000)),
    ],
    REPLACED,
)
# Characters without a width that can make two different names look alike; the joiners need a closer look.
_INVISIBLE = dict.fromkeys((0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2060, 0x2061), "·")
_INVISIBLE |= dict.fromkeys((0x2062, 0x2063, 0x2064, 0x3164, 0xFEFF, 0xFFA0), "·")

_LINE: Mapping[int, int | str] = _CONTROLS | _HIDING | _INVISIBLE
_TEXT: Mapping[int, int | str] = {code: sign for code, sign in _LINE.items() if code != 0x0A}

# A zero-width joiner takes the width of whatever follows it where cells are counted (by rich, and by some terminals),
# so it stays only between emoji; elsewhere its quiet sibling, which does nothing to widths, stands for it.
_JOINER, _NON_JOINER = "\u200d", "\u200c"
_JOINED = regex.compile(
    rf"\p{{Extended_Pictographic}}\p{{GCB=Extend}}*+{_JOINER}(?=\p{{Extended_Pictographic}})(*SKIP)(*FAIL)|{_JOINER}"
)


def shown(text: str) -> str:
    """Text as a terminal may have it, line feeds kept. As many code points as before."""
    return _without_loose_joiners(text.translate(_TEXT))


def shown_line(text: str) -> str:
    """Text as a single row of a terminal may have it: line feeds become signs too. As many code points as before."""
    return _without_loose_joiners(text.translate(_LINE))


def _without_loose_joiners(text: str) -> str:
    return _JOINED.sub(_NON_JOINER, text) if _JOINER in text else text


def border() -> LineFilter:
    """A Textual line filter through which every row of every widget passes on its way out, also those not written here."""
    from rich.segment import Segment as RichSegment
    from textual.filter import LineFilter as TextualFilter

    class Border(TextualFilter):
        """Lets nothing but shown text through."""

        def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's shape
            return [
                segment
                if segment.control or (segment.text.isascii() and segment.text.isprintable())
                else RichSegment(shown_line(segment.text), segment.style)
                for segment in segments
            ]

    return Border()


def depth_of(environment: Mapping[str, str]) -> Depth:
    """How many colours the terminal says it has (NO_COLOR: https://no-color.org)."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term in ("dumb", "vt100", "vt220"):
        return Depth.NONE
    if environment.get("COLORTERM", "") in ("truecolor", "24bit") or "direct" in term:
        return Depth.FULL
    if "256color" in term:
        return Depth.INDEXED
    return Depth.SIXTEEN


def plain_signs(environment: Mapping[str, str]) -> bool:
    """Whether letters should stand for signs that the terminal may lack: the Linux console, and locales without UTF-8."""
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    return environment.get("TERM") == "linux" or not any(utf in locale.lower() for utf in ("utf-8", "utf8"))
