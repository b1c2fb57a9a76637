"""The pens of the first screen, as reader.wire.pen has them, and the way from one to the next. Loads nothing."""

from __future__ import annotations

from reader.colours import LOOKS, SCHEMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    Pen = tuple[str, str, str]

RESET = ("", "", "")
"""Attributes, ink and ground as parameters of SGR; empty: as the terminal is."""
_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}
_COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_INK, _GROUND = 30, 40


def pen(look: str, depth: str, theme: str) -> Pen:
    """The pen for a look in a theme and depth of colour (reader.colours). Raises KeyError for a look that is not there."""
    many, sixteen, none = LOOKS[look]
    scheme = SCHEMES.get((theme, depth))
    words = many.format_map(scheme) if scheme else none if depth == "none" else sixteen
    attributes, colours, base = [], ["", ""], _INK
    for word in words.split():
        if word == "on":
            base = _GROUND
        elif word in _ATTRIBUTES:
            attributes.append(_ATTRIBUTES[word])
        elif word not in ("default", "none"):
            colours[base == _GROUND] = _colour(word, base)
    return ";".join(sorted(attributes, key=int)), colours[0], colours[1]


def change(old: Pen, new: Pen) -> str:
    """The sequence from one pen to another; empty where they are the same."""
    if old == new:
        return ""
    if old[0] == new[0] and all(after or not before for before, after in zip(old, new, strict=True)):
        changed = [after for before, after in zip(old, new, strict=True) if after != before]
    else:
        changed = ["", *filter(None, new)]
    return f"\x1b[{';'.join(changed)}m"


def _colour(word: str, base: int) -> str:
    if word.startswith("#"):
        return f"{base + 8};2;{int(word[1:3], 16)};{int(word[3:5], 16)};{int(word[5:7], 16)}"
    if word.startswith("color("):
        return f"{base + 8};5;{word[6:-1]}"
    return str(base + _COLOURS.index(word))
