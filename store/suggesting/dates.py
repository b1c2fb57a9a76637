"""Dates as English news prints them, read against the day of publication. Pure; it knows no time zones."""

from __future__ import annotations

import datetime

import regex

from store.text import Span

__all__ = ["DATE", "dates_in", "first_date"]

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d"

# A day, month, or year with its month; weekdays too. The names of months and weekdays are capitalised in English.
DATE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?"
    rf"|(?P<month>{_MONTH}) (?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?"
    rf"|(?P<year>{_YEAR})-(?P<iso_month>\d\d)-(?P<day>\d\d)"
    rf"|(?P<month>{_MONTH}),? (?P<year>{_YEAR})"
    r"|(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    rf")(?![\p{{L}}\p{{N}}])",
    regex.ASCII,  # of \d alone: English dates are written so, and `regex` knows digits that int() does not
)
_PUBLISHED = regex.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", regex.ASCII)
_RELATIVE = regex.compile(r"\b(?:last|next|every|each|by|until|till|before|since|from|of)\s$", regex.IGNORECASE)


# “in July Harbour Minister Vale”: a bare month, told by the word before it; some months are names of people too.
_BARE_MONTH = regex.compile(
    r"(?<=\b(?i:in|since|last|next|this|early|late|mid|until|till|during)[ -])"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?![\p{L}\p{N}]|['’-]\p{L})"
)
# “Bloody Sunday”, “The Sunday Times”: the weekday belongs to a name.
_NAMED_BEFORE = regex.compile(r"\b(?:Bloody|Black|Good|Easter|Holy|Super|Ash|Palm|Shrove|Maundy|Cyber)\s$")
_NAMED_BEHIND = regex.compile(r"\s(?:Times|Post|Telegraph|Mail|Mirror|Express|Herald|Courier|News|Independent|World)\b")


def dates_in(text: str, start: int, end: int) -> list[Span]:
    """The dates between two offsets (code points), bare months among them, without weekdays that belong to a name."""
    found = [
        Span(*match.span())
        for match in DATE.finditer(text, start, end)
        if not match.group("weekday")
        or not (_NAMED_BEFORE.search(text, max(start, match.start() - 9), match.start())
                or _NAMED_BEHIND.match(text, match.end(), end))
    ]  # fmt: skip
    months = [Span(*match.span()) for match in _BARE_MONTH.finditer(text, start, end)]
    return sorted([*found, *(month for month in months if not any(month.overlaps(date) for date in found))])


def first_date(text: str, spans: list[Span], published: str | None) -> str | None:
    """The first date in these spans as ISO 8601, or None.

    A date without a year takes that of publication, or the one before it where it would lie ahead; a weekday is the
    last such day up to a full date of publication.
    """
    for span in spans:
        for match in DATE.finditer(text, span.start, span.end):
            if _RELATIVE.search(text, max(0, match.start() - 8), match.start()):
                continue
            if (date := _iso(match, published)) is not None:
                return date
    return None


def _iso(match: regex.Match[str], published: str | None) -> str | None:
    known = _PUBLISHED.match(published or "")
    if match.group("weekday"):
        return _weekday(match.group("weekday"), known)
    year = int(match.group("year")) if match.group("year") else None
    month = int(match.group("iso_month") or _month(match.group("month")))
    if match.group("day") is None:
        return f"{year:04}-{month:02}"
    day = int(regex.sub(r"\D", "", match.group("day")))
    if year is not None:
        return _checked(year, month, day)
    if known is None:
        return None
    year = int(known.group(1))
    date = _checked(year, month, day)
    # A cited day may lie at most a day ahead of publication (time zones); else it was last year's.
    at = (int(known.group(2) or 12), int(known.group(3) or 31))
    if (month, day) > (at[0], at[1] + 1):
        return _checked(year - 1, month, day)
    return date


def _month(name: str) -> int:
    short = name.lower().rstrip(".")[:3]
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(short))


def _weekday(name: str, known: regex.Match[str] | None) -> str | None:
    if known is None or known.group(3) is None:
        return None
    try:
        day = datetime.date(int(known.group(1)), int(known.group(2)), int(known.group(3)))
        back = (day.weekday() - _WEEKDAYS.index(name.lower())) % 7
        return (day - datetime.timedelta(days=back)).isoformat()
    except (ValueError, OverflowError):
        return None


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
