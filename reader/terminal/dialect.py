"""What is said to a terminal in another way, or not at all, because it is too old to know the sequence. Draws nothing.

Textual writes for terminals of today, which pass over what they do not know. The Linux console shows parts of some
sequences as letters, and has no second screen; a VT100 switches attributes off only all at once. Who has neither
writes what terminfo has for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MODES = re.compile(r"\x1b\[(?:\?([\d;]*)(?:\$p|([hl]))|[<>=][\d;]*[A-Za-z]|8[hl])")
"""Modes of a terminal's own, questions about them, keyboard protocols, and the order of words."""
_SECOND_SCREEN = "1049"
_CLEARED = "\x1b[m\x1b[H\x1b[J"
_SCROLLING = re.compile(r"\x1b\[(\d+);(\d+)r\x1b\[\d+H\x1b\[(\d*)([ML])\x1b\[r")
"""How reader.wire.difference moves rows within a region."""
_COLUMN = re.compile(r"\x1b\[(\d*)G")
_PEN = re.compile(r"\x1b\[([\d;]*)m")
_ON = {"1": "1", "4": "4", "5": "5", "7": "7", "21": "4"}
_OFF = {"22": "1", "24": "4", "25": "5", "27": "7"}


class Dialect:
    """Says what is written in words that a terminal knows; has_cursor: its cursor can be hidden."""

    def __init__(self, *, old: bool, has_cursor: bool) -> None:
        self._old = old
        self._known = {"7", "25"} if has_cursor else {"7"}
        self._held: frozenset[str] = frozenset()

    def spoken(self, data: str) -> str:
        """The same, as far as it can be said; empty where nothing can."""
        data = _MODES.sub(self._mode, data)
        if self._old:
            data = _SCROLLING.sub(_scrolled, data)
            data = _COLUMN.sub(_column, data)
            data = _PEN.sub(self._pen, data)
        return data

    def _mode(self, found: re.Match[str]) -> str:
        mode, switch = found[1], found[2]
        if switch and mode == _SECOND_SCREEN:
            return _CLEARED
        return found[0] if switch and mode in self._known else ""

    def _pen(self, found: re.Match[str]) -> str:
        held = set(self._held)
        for each in found[1].split(";"):
            if each in ("", "0"):
                held.clear()
            held |= {_ON[each]} if each in _ON else set()
            held -= {_OFF[each]} if each in _OFF else set()
        if held == self._held:
            return "" if held else "\x1b[m"
        self._held = frozenset(held)
        return f"\x1b[{';'.join(['0', *sorted(held)])}m" if held else "\x1b[m"


def dialect_of(environment: Mapping[str, str]) -> Dialect | None:
    """How to speak to the terminal of an environment; None where it is one of today."""
    term = environment.get("TERM", "")
    if term.startswith("linux"):
        return Dialect(old=False, has_cursor=True)
    if term.startswith(("vt1", "vt2", "vt3", "vt4", "vt5", "ansi")):
        return Dialect(old=True, has_cursor=term.startswith(("vt2", "vt3", "vt4", "vt5")))
    return None


def _scrolled(found: re.Match[str]) -> str:
    """Rows moved by going on behind the last of a region, or back before its first."""
    top, bottom, count, way = int(found[1]), int(found[2]), int(found[3] or 1), found[4]
    there, step = (bottom, "\n") if way == "M" else (top, "\x1bM")
    return f"\x1b[{top};{bottom}r\x1b[{there}H{step * count}\x1b[r"


def _column(found: re.Match[str]) -> str:
    right = int(found[1] or 1) - 1
    return f"\r\x1b[{right}C" if right else "\r"
