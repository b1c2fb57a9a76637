"""Dates as pages print them, to ISO 8601. Pure.

Reads only lines that are about nothing but a date: a date inside a sentence belongs to the story.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from store.dates import is_date

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK = (
    r"(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"|(?P<hour2>1?\d)\s*(?P<half2>[ap]\.?\s?m\b\.?)"
)
_ZONE = r"\(?(?P<zone>(?:(?:GMT|UTC)\s?)?[+-]\d\d?(?::?\d\d)?|Z\b|[A-Z]{2,4}\b)\)?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_YEAR}[-/.](?P<m>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)(?:T(?=\d))?",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_DAY}-{_MONTH}-{_YEAR}\b",
        rf"(?<!\d)(?P<a>[0-3]?\d)(?P<mark>[/.-])(?P<b>[0-3]?\d)(?P=mark){_YEAR}(?!\d)",
    )
)
_TIME = re.compile(rf"(?:{_CLOCK})(?:\s*{_ZONE})?", re.I)
_LABEL = re.compile(
    r"\b(?P<label>(?:first |last |originally )?(?:published|posted|updated|modified|edited|created|date|dated|issued|released|"
    r"publication date|release date|aired|uploaded))\b(?:\s+(?:on|at))?\s*:?",
    re.I,
)
# What may stand beside a date on its line and still leave the line about nothing but the date.
_BESIDE = re.compile(
    r"\b(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\b\.?|\b(?:at|on|as of|and|by|in|local|time)\b"
    r"|\b\d{1,2}\s*min(?:ute)?s?\.?(?:\s+read)?\b|\breading time\b|\bread\b|[\s,.;:|·•–—()/@-]+",
    re.I,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?$")
_OFFSETS = {
    "Z": "Z", "UTC": "Z", "GMT": "Z", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00",
    "EEST": "+03:00", "MSK": "+03:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that a line prints: ISO 8601, whether it is labelled as that of an update, and whether its order of day
    and month is a guess."""

    iso: str
    updated: bool = False
    unsure: bool = False
    rest: str = ""


_DIGIT = re.compile(r"\d")


def printed_date(line: str, others: str = "") -> PrintedDate | None:
    """The date on a line; rest is what the line says besides (labels, weekdays and times left out).

    A date such as 07/08/2024 is read with the help of other dates on the page (others: ISO dates in any text); where
    nothing helps, only its year is given.
    """
    if len(line) > 200 or not _DIGIT.search(line):
        return None
    for pattern in _DATES:
        if match := pattern.search(line):
            break
    else:
        return None
    day = _day(match, others)
    if day is None:
        return None
    iso, unsure = day
    before, after = line[: match.start()], line[match.end() :]
    clock = _TIME.search(after) or _TIME.search(before)
    if clock and not unsure and (when := _clock(clock)):
        iso += "T" + when
        if clock.string is after:
            after = after[: clock.start()] + " " + after[clock.end() :]
        else:
            before = before[: clock.start()] + " " + before[clock.end() :]
    label = _LABEL.search(before)
    updated = bool(label and re.match(r"(?:last )?(?:updated|modified|edited)", label.group("label"), re.I))
    rest = _BESIDE.sub(" ", _LABEL.sub(" ", f"{before} {after}")).strip()
    return PrintedDate(iso, updated, unsure, rest)


def _day(match: re.Match[str], others: str) -> tuple[str, bool] | None:
    found = match.groupdict()
    year = int(found["year"])
    if found.get("month"):
        return _iso(year, _MONTHS.index(found["month"][:3].lower()) + 1, int(found["day"]))
    if found.get("m"):
        return _iso(year, int(found["m"]), int(found["day"]))
    one, two = int(found["a"]), int(found["b"])
    readings = {r[0] for r in (_iso(year, two, one), _iso(year, one, two)) if r}
    if found["mark"] == "." and (read := _iso(year, two, one)):
        return read  # nobody writes the month first with points
    if len(readings) > 1:
        readings = {r for r in readings if r in others} or readings
    if not readings:
        return None
    return (readings.pop(), False) if len(readings) == 1 else (str(year), True)


def _iso(year: int, month: int, day: int) -> tuple[str, bool] | None:
    try:
        return dt.date(year, month, day).isoformat(), False
    except ValueError:
        return None


def _clock(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    hour = int(found["hour"] or found["hour2"])
    half = (found["half"] or found["half2"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23:
        return None
    zone = (found["zone"] or "").upper()
    if offset := _OFFSET.search(zone):
        hours, minutes = int(offset["hours"]), int(offset["minutes"] or 0)
        zone = f"{offset['sign']}{hours:02}:{minutes:02}" if hours < 24 and minutes < 60 else ""
    else:
        zone = _OFFSETS.get(zone, "")
    return f"{hour:02}:{int(found['minute'] or 0):02}{zone}"  # figures of any script


def iso_date(value: str) -> str | None:
    """A machine-readable date as a page's metadata gives it, to ISO 8601; None where it is none."""
    value = value.strip()
    if match := _ISO.match(value):
        year, month, day = (int(piece) for piece in match["date"].split("-"))
        if _iso(year, month, day) is None or not 1500 <= year <= 2200:
            return None
        zone = match["zone"] or ""
        if len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        timed = f"{match['date']}T{match['time']}{zone}"
        return timed if match["time"] and is_date(timed) else match["date"]
    if re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?", value):
        return value
    found = printed_date(value)
    return found.iso if found and not found.unsure else None
