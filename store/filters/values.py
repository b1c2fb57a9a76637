"""What stands behind a key: dates, numbers, states and names, and what they mean. Pure; knows nothing of parentheses."""

from __future__ import annotations

import calendar
import unicodedata
from datetime import date, timedelta

import regex

from store.filters.scanning import Given
from store.filters.terms import (
    Counted,
    Dated,
    Figured,
    Having,
    InLanguage,
    InState,
    Labelled,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    Trait,
    When,
)
from store.model import Certainty, Polarity, RelationKind, State

_SIGN = r"(?P<sign>>=|<=|>|<|=|≥|≤)?"
_DAY = (
    r"(?:(?!0000)[0-9]{4}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12][0-9]|3[01]))?)?"
    r"|today|yesterday|week|month|year|[1-9][0-9]{0,3}d)"
)
_DATE = regex.compile(rf"none|{_SIGN}(?P<one>{_DAY})|(?P<first>{_DAY})?\.\.\.?(?P<last>{_DAY})?")
_COUNT = r"[0-9]{1,18}"
_NUMBER = regex.compile(rf"{_SIGN}(?P<one>{_COUNT})|(?P<first>{_COUNT})?\.\.\.?(?P<last>{_COUNT})?")
_FIGURE = r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?:\.[0-9]{1,12})?"
_FIGURED = regex.compile(rf"{_SIGN}(?P<one>{_FIGURE})|(?P<first>{_FIGURE})?\.\.\.?(?P<last>{_FIGURE})?")
_LANGUAGE = regex.compile(r"none|any|[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?")
_DASHES = str.maketrans({"–": "..", "—": "..", "‑": "-", "‐": "-", "−": "-"})
_DATES = "2024, 2024-07 or 2024-07-20, two of them with .. between, >2024-07, today, yesterday, week, month, 7d or none"

HAVING_WORDS = frozenset({"unit", "alias"})
"""Keys behind which words may stand, or any, or none."""
_TRAITS = {
    Trait.CERTAINTY: [each.value for each in Certainty],
    Trait.POLARITY: [each.value for each in Polarity],
    Trait.RELATION: [each.value for each in RelationKind],
    Trait.RELIABILITY: list("abcdef"),
}
"""The values of those that have few."""
_ALWAYS = frozenset({Trait.CERTAINTY, Trait.POLARITY})
"""Every claim has these."""


def meaning(key: str, given: Given, today: date) -> Term | None:
    """The term that a key and its value are; None where the value is not finished. Raises FilterError."""
    match key:
        case "date" | "added" | "event" | "said" | "seen":
            return _dated(When(key), given, today)
        case "state":
            return _in_state(given)
        case "lang":
            return _in_language(given)
        case "label":
            return _labelled(given)
        case "entity":
            return Marked(Mark.ENTITY, given.text)  # by how a name begins: what is typed may be all of it
        case "tag" | "annotator":
            return None if given.unfinished else Marked(Mark(key), given.text)
        case "figure":
            return _figured(given)
        case "certainty" | "polarity" | "relation" | "reliability" | "id" | "unit" | "alias":
            return _having(Trait(key), given)
    return _counted(Quantity(key), given)


def _in_state(given: Given) -> Term | None:
    word = given.text.casefold()
    if word in tuple(State):
        return InState(State(word))
    if given.unfinished and any(state.startswith(word) for state in State):
        return None
    return given.refuse(f"there is no state {given.text}; state: is new, reading, done, aside or deleted")


def _in_language(given: Given) -> Term | None:
    word = _plain(given.text)
    if _LANGUAGE.fullmatch(word) is None:
        if given.unfinished and _LANGUAGE.fullmatch(word, partial=True):
            return None
        given.refuse(f"lang: wants a language's code, like en, de or ru, or none; {given.text} is none")
    if word in ("none", "any"):
        return InLanguage(None) if word == "none" else Not(InLanguage(None))
    return InLanguage(regex.split("[-_]", word)[0])


def _labelled(given: Given) -> Term | None:
    if given.unfinished:
        return None
    if not given.quoted and given.text in ("any", "none"):
        return Labelled(None) if given.text == "any" else Not(Labelled(None))
    return Labelled(given.text)


def _having(what: Trait, given: Given) -> Term | None:
    word = " ".join(regex.split(r"[\s_-]+", _plain(given.text)))
    if what in HAVING_WORDS or (what not in _ALWAYS and not given.quoted and word in ("any", "none")):
        return Having(what, None) if word == "any" else Not(Having(what, None))
    if what is Trait.ID:
        return None if given.unfinished else Having(what, given.text.strip().casefold())
    values = _TRAITS[what]
    fitting = [value for value in values if value.startswith(word)]
    if word in values or len(fitting) == 1:
        return Having(what, word if word in values else fitting[0])
    others = [] if what in _ALWAYS else ["any", "none"]
    if given.unfinished and (fitting or any(each.startswith(word) for each in others)):
        return None
    *but_one, last = [*values, *others]
    return given.refuse(f"{what}: is {', '.join(but_one)} or {last}; {given.text} is none of them")


def _figured(given: Given) -> Term | None:
    text = _plain(given.text).translate(_DASHES)
    if not given.quoted and text in ("any", "none"):
        return Figured() if text == "any" else Not(Figured())
    found = _FIGURED.fullmatch(text)
    if found is None or found.group("one", "first", "last") == (None, None, None):
        begun = any(each.startswith(text) for each in ("any", "none")) or _FIGURED.fullmatch(text, partial=True)
        if given.unfinished and begun:
            return None
        given.refuse(f"figure: wants a number, as in figure:63, figure:>50 or figure:10..100; {given.text} is none")
    if found["one"] is None:
        least, most = (_number(found[side]) if found[side] else None for side in ("first", "last"))
        if least is not None and most is not None and most < least:
            given.refuse(f"{most} is less than {least}; write figure:{most}..{least}")
        return Figured(least, most)
    number = _number(found["one"])
    match found["sign"]:
        case ">" | ">=" | "≥" as sign:
            return Figured(number, None, beyond=sign == ">")
        case "<" | "<=" | "≤" as sign:
            return Figured(None, number, beyond=sign == "<")
    return Figured(number, number)


def _number(words: str) -> int | float:
    plain = words.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _counted(what: Quantity, given: Given) -> Term | None:
    found = _NUMBER.fullmatch(text := _plain(given.text).translate(_DASHES))
    if found is None or found.group("one", "first", "last") == (None, None, None):
        if given.unfinished and _NUMBER.fullmatch(text, partial=True):
            return None
        given.refuse(f"{what}: wants a number, as in {what}:0, {what}:>5 or {what}:2..5; {given.text} is none")
    if found["one"] is None:
        least, most = int(found["first"] or 0), int(found["last"]) if found["last"] else None
        if most is not None and most < least:
            given.refuse(f"{most} is less than {least}; write {what}:{most}..{least}")
        return Counted(what, least, most)
    number = int(found["one"])
    match found["sign"]:
        case ">":
            return Counted(what, number + 1, None)
        case ">=" | "≥":
            return Counted(what, number, None)
        case "<" if number == 0:
            given.refuse(f"nothing is less than 0; write {what}:0")
        case "<":
            return Counted(what, 0, number - 1)
        case "<=" | "≤":
            return Counted(what, 0, number)
    return Counted(what, number, number)


def _dated(when: When, given: Given, today: date) -> Term | None:
    found = _DATE.fullmatch(text := _plain(given.text).translate(_DASHES))
    if found is None or text in ("..", "..."):
        if given.unfinished and _DATE.fullmatch(text, partial=True):
            return None
        given.refuse(f"{given.text} is no date; {when}: wants {_DATES}")
    if text == "none":
        return Dated(when, None, None)
    if found["one"] is None:
        first = _days(found["first"], given, today)[0] if found["first"] else None
        last = _days(found["last"], given, today)[1] if found["last"] else None
        if first and last and first[: len(last)] > last[: len(first)]:
            given.refuse(f"{last} is before {first}; write {when}:{found['last']}..{found['first']}")
        return Dated(when, first, last)
    first, last = _days(found["one"], given, today)
    match found["sign"]:
        case ">":
            return Dated(when, _beside(last, 1, given), None)
        case ">=" | "≥":
            return Dated(when, first, None)
        case "<":
            return Dated(when, None, _beside(first, -1, given))
        case "<=" | "≤":
            return Dated(when, None, last)
    return Dated(when, first, last)


def _days(words: str, given: Given, today: date) -> tuple[str, str]:
    """The first and the last day, month or year of what people call a date."""
    try:
        match words:
            case "today" | "yesterday":
                day = str(today - timedelta(days=words == "yesterday"))
                return day, day
            case "week":
                monday = today - timedelta(days=today.weekday())
                return str(monday), str(monday + timedelta(days=6))
            case "month" | "year":
                part = str(today)[: 7 if words == "month" else 4]
                return part, part
        if words.endswith("d"):
            return str(today - timedelta(days=int(words[:-1]) - 1)), str(today)
    except OverflowError:
        given.refuse(f"{words} leads to where no calendar goes")
    year, *rest = words.split("-")
    whole = "-".join([year, *(part.zfill(2) for part in rest)])
    if len(rest) == 2 and int(rest[1]) > (length := calendar.monthrange(int(year), int(rest[0]))[1]):
        given.refuse(f"there is no {whole}; that month has {length} days")
    return whole, whole


def _beside(moment: str, steps: int, given: Given) -> str:
    """The year, month or day after one, or before it."""
    months = int(moment[:4]) * 12 + (int(moment[5:7]) - 1 + steps if len(moment) == 7 else 12 * steps)
    if len(moment) < 10 and 12 <= months < 120000:
        return f"{months // 12:04}-{months % 12 + 1:02}"[: len(moment)]
    try:
        if len(moment) == 10:
            return str(date.fromisoformat(moment) + timedelta(days=steps))
    except OverflowError:
        pass
    return given.refuse(f"no calendar goes further than {moment}")


def _plain(text: str) -> str:
    """Full-width figures and signs as plain ones, in small letters."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
