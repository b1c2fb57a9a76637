"""JSON at the border: a line is parsed to plain objects, and every field is taken out with its type checked.

Knows nothing of any format. What is wrong is said with the path of the field, as in "parts[0].start is missing".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

import regex

from store.dates import is_date
from store.drafting import on_one_line
from store.errors import FormatError
from store.model import LARGEST
from store.text import Span, is_normal

Kind = TypeVar("Kind", bound=StrEnum)

_ID = regex.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_DIGEST = regex.compile(r"[0-9a-f]{64}")
_TIME = regex.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", regex.ASCII)
_BARE = regex.compile(r"[A-Za-z_]\w*(\[\d+\])?", regex.ASCII)
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
# A line stays a line for whoever splits at more than LF, and no control character reaches a terminal by `cat`.
_ESCAPED = regex.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def dump(value: Mapping[str, object]) -> str:
    """A value as compact JSON on one line, without a line end; keys in the order in which they stand."""
    return escaped(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def escaped(text: str) -> str:
    """JSON in which every character is escaped that JSON lets stand and a line or a terminal does not."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def load(text: str) -> Fields:
    """The fields of a JSON object. Raises FormatError where the text is something else."""
    try:
        value: object = json.loads(text, parse_constant=_not_json, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error.msg} (character {error.pos + 1})") from None
    except (ValueError, RecursionError) as error:  # digits without end, brackets without end
        raise FormatError(f"not JSON that can be read: {error}") from None
    return Fields(value, "")


def _not_json(word: str) -> object:
    raise FormatError(f"not JSON: {word} is no number")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise FormatError(f"{_cut(next(n for n in names if names.count(n) > 1))} stands there twice")
    return found


def _cut(value: object) -> str:
    """A value in few enough signs for a message."""
    text = repr(value) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


class Fields:
    """The fields of one JSON object, taken out one by one; close() refuses those that nobody asked for.

    All methods raise FormatError where a field is missing or is not what is asked for.
    """

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise FormatError(f"{path or 'the line'} is {_cut(value)}, not an object")
        self._path = path
        self._values: dict[str, object] = value
        self._left = set(self._values)

    def close(self) -> None:
        """Say that no other fields may stand here."""
        if self._left:
            raise FormatError(f"{self.path(min(self._left))} is no field of this format")

    def path(self, name: str) -> str:
        """Where a field stands, for a message."""
        shown = name if _BARE.fullmatch(name) else _cut(name)
        return f"{self._path}.{shown}" if self._path else shown

    def wrong(self, name: str, wanted: str) -> FormatError:
        """What to raise where a field is not what is wanted."""
        return FormatError(f"{self.path(name)} is {_cut(self._values.get(name))}, not {wanted}")

    def _take(self, name: str) -> object:
        self._left.discard(name)
        try:
            return self._values[name]
        except KeyError:
            raise FormatError(f"{self.path(name)} is missing") from None

    def _absent(self, name: str) -> bool:
        return self._take(name) is None

    # --- words ------------------------------------------------------------------------------------------------------

    def text(self, name: str, wanted: str = "a text") -> str:
        """A string that can be written as UTF-8."""
        value = self._take(name)
        if not isinstance(value, str):
            raise self.wrong(name, wanted)
        if not value.isascii() and _SURROGATE.search(value):
            raise FormatError(f"{self.path(name)} has half of a surrogate pair")
        return value

    def text_or_none(self, name: str, wanted: str = "a text or null") -> str | None:
        """A string, or None for null."""
        return None if self._absent(name) else self.text(name, wanted)

    def normal(self, name: str) -> str:
        """A string in the normal form of stored text."""
        value = self.text(name)
        return value if is_normal(value) else self._refuse(name, "in the normal form of a text")

    def line(self, name: str) -> str:
        """A string in the normal form, on one line."""
        value = self.normal(name)
        return self._refuse(name, "on one line") if "\n" in value else value

    def line_or_none(self, name: str) -> str | None:
        """A string in the normal form on one line, or None for null."""
        return None if self._absent(name) else self.line(name)

    def label(self, name: str) -> str:
        """Words in the normal form on one line, one space between each two."""
        value = self.line(name)
        return value if value == on_one_line(value) else self._refuse(name, "words with one space between each two")

    def name(self, name: str, most: int = LARGEST) -> str:
        """Words as in label, and at least one; most: their code points."""
        value = self.label(name)
        if not value:
            raise self.wrong(name, "a text that is not empty")
        if len(value) > most:
            raise FormatError(f"{self.path(name)} has {len(value)} characters, and {most} at most are kept")
        return value

    def name_or_none(self, name: str) -> str | None:
        """Words as in label, and at least one, or None for null."""
        return None if self._absent(name) else self.name(name)

    def matching(self, name: str, pattern: regex.Pattern[str], wanted: str) -> str:
        """A string that a pattern matches as a whole."""
        value = self.text(name, wanted)
        return value if pattern.fullmatch(value) else self._refuse(name, wanted)

    def choice(self, name: str, kind: type[Kind]) -> Kind:
        """One of the words of an enumeration."""
        value = self._take(name)
        if isinstance(value, str) and value in kind._value2member_map_:
            return kind(value)
        raise self.wrong(name, f"one of {', '.join(kind)}")

    def choice_or_none(self, name: str, kind: type[Kind]) -> Kind | None:
        """One of the words of an enumeration, or None for null."""
        return None if self._absent(name) else self.choice(name, kind)

    def _refuse(self, name: str, wanted: str) -> str:
        raise self.wrong(name, wanted)

    def identifier(self, name: str = "id") -> str:
        """What something is known by."""
        return self.matching(name, _ID, "an identifier (letters, digits, - . _, 64 at most)")

    def digest(self, name: str) -> str:
        """A SHA-256."""
        return self.matching(name, _DIGEST, "a SHA-256 in 64 small hexadecimal digits")

    def time(self, name: str) -> str:
        """A time in UTC, to the millisecond."""
        return self.matching(name, _TIME, "a time in UTC such as 2026-11-22T09:56:36.123Z")

    def date_or_none(self, name: str) -> str | None:
        """A date of the world, as precise as it is known, or None for null."""
        if self._absent(name):
            return None
        value = self.text(name)
        return value if is_date(value) else self._refuse(name, "a date such as 2024, 2024-07 or 2024-07-20")

    # --- figures ----------------------------------------------------------------------------------------------------

    def whole(self, name: str, least: int = 0, most: int = LARGEST) -> int:
        """A whole number."""
        value = self._take(name)
        wanted = f"a whole number from {least}" + (f" to {most}" if most < LARGEST else "")
        # A JSON true is an int to Python.
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(name, wanted)
        return value

    def whole_or_none(self, name: str, least: int = 0, most: int = LARGEST) -> int | None:
        """A whole number, or None for null."""
        return None if self._absent(name) else self.whole(name, least, most)

    def span(self) -> Span:
        """The fields start and end, code points."""
        start, end = self.whole("start"), self.whole("end")
        if end < start:
            raise self.wrong("end", f"at or behind start ({start})")
        return Span(start, end)

    def number_or_none(self, name: str) -> int | float | None:
        """A number, or None for null."""
        value = self._take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(name, "a number or null")
        if isinstance(value, float) and not math.isfinite(value):
            raise self.wrong(name, "a number or null")
        if isinstance(value, int) and abs(value) > LARGEST:
            raise self.wrong(name, "a number that can be kept exactly")
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self._take(name)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def only(self, name: str, value: str) -> None:
        """A field that has but one value."""
        if self._take(name) != value:
            raise self.wrong(name, _cut(value))

    # --- what is nested ---------------------------------------------------------------------------------------------

    def inner(self, name: str) -> Fields:
        """The fields of an object."""
        return Fields(self._take(name), self.path(name))

    def inner_or_none(self, name: str) -> Fields | None:
        """The fields of an object, or None for null."""
        return None if self._absent(name) else self.inner(name)

    def inner_list(self, name: str) -> Iterable[Fields]:
        """The fields of each object of a list."""
        return [Fields(item, f"{self.path(name)}[{n}]") for n, item in enumerate(self._list(name))]

    def lines(self, name: str) -> dict[str, str]:
        """An object whose keys and values are all strings in the normal form, each on one line."""
        inner = self.inner(name)
        return {inner.key(key): inner.line(key) for key in inner._values}

    def names(self, name: str) -> list[str]:
        """A list of words, each as in name."""
        items = Fields({f"{name}[{number}]": item for number, item in enumerate(self._list(name))}, self._path)
        return [items.name(each) for each in items._values]

    def whole_lists(self, name: str, length: int) -> Iterable[tuple[int, ...]]:
        """A list of lists of that many whole numbers."""
        found = []
        for number, item in enumerate(self._list(name)):
            figures = item if isinstance(item, list) else []
            checked = tuple(f for f in figures if isinstance(f, int) and not isinstance(f, bool) and 0 <= f <= LARGEST)
            if len(checked) != length or len(figures) != length:
                raise FormatError(f"{self.path(name)}[{number}] is {_cut(item)}, not {length} whole numbers")
            found.append(checked)
        return found

    def key(self, name: str) -> str:
        """A field's own name, where names are data."""
        if _SURROGATE.search(name):
            raise FormatError(f"{self.path(name)} has half of a surrogate pair")
        if not is_normal(name) or "\n" in name:
            raise FormatError(f"{self.path(name)} is not in the normal form of a text, on one line")
        return name

    def _list(self, name: str) -> list[object]:
        value = self._take(name)
        if not isinstance(value, list):
            raise self.wrong(name, "a list")
        return value
