"""The first count in the words of a claim: its number, how it is bounded, and what it counts.

Pure; reads English. It does not convert units and leaves out years, dates, clock times, ages and ordinals.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from store.model import Bound
from store.suggesting.dates import DATE

__all__ = ["FIGURE", "Count", "counts", "figure_at", "first_count"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its bound and unit; unit is None where the words name none."""

    quantity: int | float
    bound: Bound
    unit: str | None


_ONES = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
    "score": 20,
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "tn": 1_000_000_000_000,
}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH", "₽": "RUB", "₹": "INR"}
_NAMES = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "rouble": "RUB",
    "ruble": "RUB",
    "hryvnia": "UAH",
}
_CODES = "USD|EUR|GBP|CHF|JPY|RUB|UAH|CNY|INR"

# Who denies that a border is passed says that it may be reached: "no more than 89" is at most 89.
_NOT = r"(?:no|not|never|without|\p{Ll}{1,6}n[’']t)"
_MORE, _LESS = r"more than|over|above|in excess of|exceed(?:s|ed|ing)?", r"fewer than|less than|under|below"
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_MOST, rf"up to|as many as|as much as|at most|{_NOT} (?:{_MORE})|a maximum of|within|maximum"),
    (Bound.AT_LEAST, rf"at least|{_NOT} (?:{_LESS})|a minimum of|minimum"),
    (Bound.MORE_THAN, rf"{_MORE}|upwards of"),
    (Bound.LESS_THAN, _LESS),
    (Bound.ABOUT, r"about|around|some|nearly|almost|roughly|approximately|an estimated|estimated|close to|circa|"
     r"in the region of|something like|c\.|~"),
)  # fmt: skip
_BOUND = "|".join(f"(?P<{bound.name}>{words})" for bound, words in _BOUNDS)
_SMALL = (
    rf"(?:{'|'.join(_TENS)})(?:[-‐‑ ](?:{'|'.join(list(_ONES)[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
)
_COUNT = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}_])(?:(?:{_BOUND})\s+)?"
    rf"(?P<money>(?:US|C|A|CA|AU)?[{''.join(_SIGNS)}]\s?|(?:{_CODES})\s?)?"
    r"(?P<number>(?<![\p{L}\p{N}.,:/\-–])"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?)"
    rf"|(?P<small>{_SMALL})|(?P<article>an?(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b)))"
    r"(?:[\s\u00a0-]?(?P<scale>(?:hundred|thousand|million|billion|trillion|dozen|score)\b|(?<=\d)(?:mn|bn|tn|m|k)\b))?"
    rf"(?:\s(?:and\s)?(?P<rest>{_SMALL})\b)?"
    r")(?![\p{L}\p{N}_/:°]|[-‐‑–](?:\p{L}|\d)|,\d|\.\d)",
    regex.IGNORECASE | regex.VERSION1,
)
# Trailing bounds: "63 or more soldiers", "89, at most".
_TRAILING = regex.compile(r"\s+or\s+(?:(more|above|over)|(fewer|less|below))\b", regex.IGNORECASE)
# "25 to 30 million trees": the lower end, with the scale and the unit of the upper one.
_RANGE = regex.compile(
    r"\s(?:to|or)\s(?:\d[\d,]*(?:\.\d+)?)(?:\s(?P<scale>hundred|thousand|million|billion|trillion|dozen)\b|(?<!\s(?:19|20)\d\d))(?![\d:])",
    regex.IGNORECASE,
)
# “higher than the first figure of 89”: a comparison bounds the number that it is made with.
FIGURE = r"(?:number|figure|toll|total|count|tally|estimate|record|sum)s?"
_COMPARED = regex.compile(
    rf"\b(?P<not>{_NOT}\s(?:\p{{Ll}}+ly\s)?)?(?:"
    r"(?:(?P<over>larger|higher|greater|bigger|worse)|(?P<under>smaller|lower))\sthan\s"
    rf"(?:(?:[^,;:.“”\"\n]{{0,60}}\s)?{FIGURE}\b(?:[^,;:.“”\"\n]{{0,50}}\s(?:of|at))?\s)?"
    rf"|(?:(?P<over>more)|(?P<under>less|fewer))\sthan\s(?:[^,;:.“”\"\n]{{0,60}}\s)?{FIGURE}\b"
    r"(?:[^,;:.“”\"\n]{0,50}\s(?:of|at))?\s"
    rf"|(?:(?P<over>above|exceed(?:s|ed|ing)?|over)|(?P<under>below|under))\s(?:the|its|an?)\s(?:\p{{Ll}}+\s){{0,3}}{FIGURE}\b"
    r"(?:[^,;:.“”\"\n]{0,50}\s(?:of|at))?\s)$",
    regex.IGNORECASE,
)
_PERCENT = regex.compile(r"\s?%|\s?per\s?cent\b|\s?percentage points?\b|\s?pc\b", regex.IGNORECASE)
_CURRENCY = regex.compile(
    rf"\s(?:US |Canadian |Australian )?(?P<name>{'|'.join(_NAMES)})s?\b|\s?(?P<code>{_CODES})\b", regex.IGNORECASE
)
_CLOCK = regex.compile(r"\s?(?:a\.?m\b|p\.?m\b|o[’']clock\b|GMT\b|UTC\b|CET\b|hrs?\b)", regex.IGNORECASE)
_AGE = regex.compile(r"\s?[-‐‑ ]?\s?years?[-‐‑ ]old|\s+years? of age", regex.IGNORECASE)
_AGED = regex.compile(r"\b(?:aged?|age of|ages)\s+$", regex.IGNORECASE)
_APPOSED_AGE = regex.compile(r"\p{Lu}[\p{L}’'-]+(?: \(|, )$")
_NAMED = regex.compile(
    r"(?:\b(?:No|Nos|(?i:Article|Section|Chapter|Room|Flight|Route|Highway|Page|Pier|Unit|Resolution|Brigade|Gate|Line|"
    r"Level|Phase|Apollo|season|episode|series|volume|stage|week|Boeing|Airbus|number))\.?\s|#)$"
)
_YEAR_BEFORE = regex.compile(
    r"\b(?:in|since|by|until|till|from|during|before|after|of|early|late|mid|to|and|between|for|through|the|summer|spring|"
    r"autumn|winter|fall|end of)[ -]$",
    regex.IGNORECASE,
)
_PRONOUN_ONE = regex.compile(
    r"\s(?:of|another|day|time|side|hand|thing|more|such|that|who|which|way|point|can|could|must|should|would|may|"
    r"might|has|had|is|was|after|by|in|on|at|to|prominent|senior)\b",
    regex.IGNORECASE,
)
_ONE_DOES = regex.compile(r"\s\p{Ll}+[^su\W]s\b(?![’'])")
# “Windows 10”, “Euro 6”: the number belongs to a name, unless a place stands there (“in Marn 40 barges sank”).
_PRODUCT = regex.compile(r"\P{L}(?<!\b(?:in|at|of|from|on|near|to|since)\s)\p{Lu}\p{Ll}+\s$")
_UNIT = regex.compile(r"\s(?P<words>[\p{L}\p{M}][\p{L}\p{M}’'\-]*(?:\s[\p{L}\p{M}][\p{L}\p{M}’'\-]*){0,3})")
_UNIT_STOPS = frozenset(
    "were was are is be been being have has had will would could should may might must can did do does died fell rose "
    "went came got left said say says killed injured wounded hurt dead missing lost found arrested detained sank burned "
    "of in on at to from by for with within without after before during since until than that which who whose whom "
    "where when while as and or but if because into onto over under near between among across against along around "
    "so not also only still now then there here this these those the a an its his her their our your my it he she "
    "they we you i per each every all both today yesterday tomorrow last next ago later earlier out up down off back "
    "took take takes made make makes gave give gives held hold needed need remained remain escaped fled survived "
    "perished drowned voted attended signed began started ended compared respectively instead alone just even "
    "about nearly almost according more less fewer too".split()
)  # fmt: skip
# Code points that are looked at before a number and behind it: `regex` may look through all there are.
_BEFORE, _BEHIND = 300, 300
_FILLERS = frozenset("more other of the its his her their our".split())


def first_count(words: str) -> Count | None:
    """The first count in a stretch of words, or None where it has none."""
    return next(counts(words), None)


def counts(words: str) -> Iterator[Count]:
    """The counts in a stretch of words, in order."""
    return (count for _, count in _counted(words))


def figure_at(words: str, offset: int) -> tuple[int, int] | None:
    """Where the count around an offset stands, from its number to the end of its unit, and without what bounds it.

    Offsets are code points; one on the words that bound it ("up to") or between its number and its unit is on it too.
    """
    for match, count in _counted(words):
        start = match.start("money" if match.group("money") else "number")
        end = match.end()
        for behind in (_RANGE, _TRAILING, _PERCENT, _CURRENCY):
            if found := behind.match(words, end, end + _BEHIND):
                end = found.end()
        following = _UNIT.match(words, end)
        if count.unit and following and count.unit in following.group():
            end = words.index(count.unit, end) + len(count.unit)
        if match.start() <= offset < end:
            return start, end
    return None


def _counted(words: str) -> Iterator[tuple[regex.Match[str], Count]]:
    dates = [match.span() for match in DATE.finditer(words)]
    for match in _COUNT.finditer(words):
        start, end = match.span("number")
        if any(a < end and start < b for a, b in dates):
            continue
        if (count := _read(words, match)) is not None:
            yield match, count


def _read(words: str, match: regex.Match[str]) -> Count | None:
    end = match.end()
    before = words[max(0, match.start("number") - _BEFORE) : match.start("number")]
    if (
        _CLOCK.match(words, end)
        or _AGE.match(words, end)
        or _AGED.search(before)
        or _NAMED.search(before)
        or (
            match.group("digits")
            and _bound(match) is Bound.EXACTLY
            and not match.group("scale")
            and not match.group("money")
            and _PRODUCT.search(before)
        )
    ):
        return None
    value = _value(match)
    if value is None or not math.isfinite(value):
        return None
    money = match.group("money")
    bound = _bound(match)
    if bound is Bound.EXACTLY and (compared := _COMPARED.search(words, max(0, match.start() - 160), match.start())):
        over, denied = bool(compared.group("over")), bool(compared.group("not"))
        bound = (Bound.AT_MOST if over else Bound.AT_LEAST) if denied else Bound.MORE_THAN if over else Bound.LESS_THAN
    if not match.group("scale") and not before.endswith("from ") and (span := _RANGE.match(words, end)):
        value *= _SCALES.get((span.group("scale") or "").lower(), 1)
        bound, end = Bound.AT_LEAST, span.end()
    unit: str | None = None
    if trailing := _TRAILING.match(words, end, end + _BEHIND):
        bound = Bound.AT_LEAST if trailing.group(1) else Bound.AT_MOST
        end = trailing.end()
    if money:
        unit = _SIGNS.get(money.strip()[-1]) or money.strip().upper()
    elif percent := _PERCENT.match(words, end):
        unit = "percentage points" if "point" in percent.group() else "%"
    elif currency := _CURRENCY.match(words, end):
        unit = (currency.group("code") or _NAMES[currency.group("name").lower()]).upper()
    else:
        if _is_year(match, before) or _is_apposed_age(words, match, before) or _is_article_like(words, match):
            return None
        unit = _unit(words, end)
    return Count(value, bound, unit)


def _value(match: regex.Match[str]) -> int | float | None:
    scale_word = (match.group("scale") or "").lower()
    scale = _SCALES.get(scale_word, 1)
    digits = match.group("digits")
    value: int | float
    if digits:
        plain = regex.sub(r"[,\s\u00a0\u202f\u2009]", "", digits)
        # `regex` knows digits of a newer Unicode than this Python, whose value nobody can tell.
        if len(plain) > 18 or not plain.replace(".", "").isdecimal():
            return None
        value = round(float(plain) * scale, 6) if "." in plain else int(plain) * scale
    else:
        value = (_small(match.group("small")) if match.group("small") else 1) * scale
    if rest := match.group("rest"):
        if scale == 1:
            return None
        value += _small(rest)
    return int(value) if value == int(value) else value


def _small(word: str) -> int:
    pieces = regex.split(r"[-‐‑ ]", word.lower())
    return sum(_TENS.get(piece, 0) or _ONES.get(piece, 0) for piece in pieces)


def _bound(match: regex.Match[str]) -> Bound:
    return next((bound for bound, _ in _BOUNDS if match.group(bound.name)), Bound.EXACTLY)


def _is_year(match: regex.Match[str], before: str) -> bool:
    digits = match.group("digits")
    if not digits or match.group("scale") or len(digits) != 4 or not digits.isdigit():
        return False
    if not 1500 <= int(digits) <= 2100:
        return False
    if _bound(match) is not Bound.EXACTLY:
        return False
    following = _UNIT.match(match.string, match.end())
    counted = following is not None and following.group("words").split()[0].lower() not in _UNIT_STOPS
    return bool(_YEAR_BEFORE.search(before)) or not counted


def _is_apposed_age(words: str, match: regex.Match[str], before: str) -> bool:
    """“Anna Vale, 43, said”: a bare number between commas or brackets behind a name."""
    return words[match.end() : match.end() + 1] in {",", ")"} and bool(_APPOSED_AGE.search(before))


def _is_article_like(words: str, match: regex.Match[str]) -> bool:
    if match.group("number").lower() != "one":
        return False
    if _bound(match) is not Bound.EXACTLY:
        return True  # "over one house", "about one thing": the small word is a preposition
    return (
        bool(_PRONOUN_ONE.match(words, match.end()) or _ONE_DOES.match(words, match.end()))
        or _UNIT.match(words, match.end()) is None
    )


def _unit(words: str, end: int) -> str | None:
    """The noun behind a number with the words that lead to it: “Russian soldiers”, “square miles”."""
    following = _UNIT.match(words, end)
    if following is None:
        return None
    kept: list[str] = []
    for word in following.group("words").split():
        if not kept and word.lower() in _FILLERS:
            continue
        if word.lower() in _UNIT_STOPS or regex.search(r"[’'](?:s|t|re|ve|ll|d)?$", word):
            break
        kept.append(word)
        if word.endswith("s") and not word.endswith(("ss", "us", "ous")):
            break
    return " ".join(kept) or None
