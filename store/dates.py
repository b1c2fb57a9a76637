"""Dates of the world (published, said, happened): ISO 8601, as precise as they are known. Pure."""

from __future__ import annotations

import re
from datetime import datetime

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)
_FIRST = "2024-01-01"


def is_date(words: str) -> bool:
    """Whether words are a year, a month, a day, or a day with a time, with or without a zone."""
    if _DATE.fullmatch(words) is None:
        return False
    try:
        datetime.fromisoformat(words + _FIRST[len(words) :])
    except ValueError:
        return False
    return True
