"""What text may reach a terminal. Knows nothing of articles, and loads nothing: the first rows pass it before all else.

No byte of an article reaches the terminal as a control sequence: every character with power over a terminal or over
the order of a line is shown as a sign of one cell instead. The translation keeps the number of code points, so that
offsets into the text are offsets into what is shown.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from collections.abc import Mapping

REPLACED = "\ufffd"
# Bi-directional support mode (BDSM, ECMA-48 8.3.12 and 7.2.1): set, as it is on every terminal that has it, the terminal
# puts words in order; those without it pass over both.
AS_WRITTEN, IN_ORDER = "\x1b[8l", "\x1b[8h"

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

_LINE: dict[int, int | str] = {**_CONTROLS, **_HIDING, **_INVISIBLE}
_TEXT = _LINE.copy()
del _TEXT[0x0A]

PLAIN_SIGNS = str.maketrans("─│┃║┊▌▏▸▾▴▰▱●◐○◆‹›←→↑↓", "-||#:>_>v^#.*%o*<><>^v")
"""Frames, bars and signs that fonts of old terminals lack, and what stands for them there."""

_COPIED: dict[int, str | None] = {
    **dict.fromkeys([*_CONTROLS, *_HIDING]),
    **dict.fromkeys((0x09, 0x0B, 0x0C, 0x0D), " "),
    **dict.fromkeys((0x0A, 0x2028, 0x2029), "\n"),
}

_JOINER = "\u200d"


def leaves_order(environment: Mapping[str, str]) -> bool:
    """Whether the person wants every row in reading order, to be put in order by the terminal.

    kitty turns words round by itself and takes no order not to; what is turned round twice cannot be read.
    """
    wish = "terminal" if environment.get("TERM") == "xterm-kitty" else ""
    return environment.get("ANNOTTY_BIDI", wish) == "terminal"


def shown(text: str) -> str:
    """Text as a terminal may have it, line feeds kept. As many code points as before."""
    return _without_loose_joiners(text.translate(_TEXT))


def copied(text: str) -> str:
    """Text as it may go where it can be pasted: without whatever acts on a terminal, or hides or reorders words.

    Its lines are kept; pasted into a program, nothing in them ends the paste.
    """
    return text.translate(_COPIED)


def shown_line(text: str) -> str:
    """Text as a single row of a terminal may have it: line feeds become signs too. As many code points as before."""
    return _without_loose_joiners(text.translate(_LINE))


def _without_loose_joiners(text: str) -> str:
    if _JOINER not in text:
        return text
    from reader.terminal.joiners import without_loose_joiners  # it loads regex

    return without_loose_joiners(text)
