"""Dates as a reader of news writes them. Pure."""

from __future__ import annotations

_MONTHS = "January February March April May June July August September October November December".split()


def day(iso: str | None, *, short: bool = False) -> str:
    """A date of the world in words, as precise as it is known: "20 July 2024", "July 2024"; short: "20 Jul 24"."""
    if not iso:
        return ""
    pieces = iso[:10].split("-")
    if not all(piece.isdecimal() for piece in pieces) or len(pieces) > 3:
        return iso
    year, *rest = pieces
    if rest and not 1 <= int(rest[0]) <= 12:
        return iso
    month = _MONTHS[int(rest[0]) - 1] if rest else ""
    if short:
        month, year = month[:3], year[-2:] if rest else year
    number = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(piece for piece in (number, month, year) if piece)
