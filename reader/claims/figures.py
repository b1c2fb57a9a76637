"""A figure as a person types it: read, or refused rather than guessed at. Pure."""

from __future__ import annotations

import math
import re

from store.errors import Refused

_GROUPS = re.compile("[, \u00a0\u2009\u202f]")
_GROUPED = re.compile(rf"[-+]?\d{{1,3}}({_GROUPS.pattern}\d{{3}})+(\.\d+)?")


def is_figure(typed: str) -> bool:
    """Whether what is typed is a figure, or nothing."""
    try:
        figure(typed)
    except Refused:
        return False
    return True


def figure(typed: str) -> int | float | None:
    """The figure: "1,200" and "1 200" have groups of three, "1,5" is refused. None where nothing is typed. Raises Refused."""
    plain = typed.strip()
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = _GROUPS.sub("", plain)
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(f"“{typed}” is not a figure; write 1200 or 0.5; nothing was saved")
    return number
