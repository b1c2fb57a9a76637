"""A reader's word against the cleaner's: about a line of one article or of all of its outlet's, or about a field. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from typing import NamedTuple

from store.dates import is_date
from store.drafting import on_one_line
from store.errors import Refused
from store.model import Article, Metadata

CORRECTED = ("title", "byline", "outlet", "published", "updated", "language")
"""The fields of the metadata that a reader can correct."""
LINE = "line"
KEEP, LEAVE_OUT = "keep", "leave out"
READER = "reader"
"""What an article says of where a field was found that a reader corrected."""

_LANGUAGE = re.compile("[a-z]{2,3}")
_LETTER = re.compile(r"[^\W_]")
_SHOWN = 40  # code points of a line or a value that a summary shows


class Correction(NamedTuple):
    """What a reader corrected.

    article or outlet: what it is about, one of the two; outlet is an outlet's key. field: LINE, or one of CORRECTED.
    line: the words of the line. value: KEEP or LEAVE_OUT for a line, else what the field says (None: nothing).
    """

    id: str
    article: str | None
    outlet: str | None
    field: str
    line: str
    value: str | None
    annotator: str
    created: str

    def told(self) -> str:
        """What it said, in the few words of a summary."""
        if self.field == LINE:
            return f"{'took in' if self.value == KEEP else 'left out'} “{short(self.line)}”"
        return f"{self.field}: “{short(self.value)}”" if self.value else f"{self.field}: none"


def checked_line(words: str) -> str:
    """The words of a line as they are remembered. Raises Refused where there is nothing in them to know it by."""
    words = on_one_line(words)
    if not _LETTER.search(words):
        raise Refused("this line has no letters or figures to know it by; nothing was changed")
    return words


def checked_value(field: str, value: str | None) -> str | None:
    """What a field is to say, on one line; None where it is empty. Raises Refused where it cannot say that."""
    if field not in CORRECTED:
        raise Refused(f"{field} cannot be corrected, only {', '.join(CORRECTED)}; nothing was changed")
    value = on_one_line(value or "") or None
    if value is None and field == "title":
        raise Refused("an article needs a title; nothing was changed")
    if value is not None and field in ("published", "updated") and not is_date(value):
        raise Refused(
            f"“{short(value)}” is no date: write 2024-07-20, 2024-07, 2024 or 2024-07-20T15:04+02:00; nothing was changed"
        )
    if value is not None and field == "language" and not _LANGUAGE.fullmatch(value):
        raise Refused(f"“{short(value)}” is no language: write its code, as en or de; nothing was changed")
    return value


def about_line(corrections: Iterable[Correction], words: str) -> list[Correction]:
    """Those that say something of the line with these words, or of one that says the same."""
    from store.cleaning.habits import line_key

    return [each for each in corrections if each.field == LINE and line_key(each.line) == line_key(words)]


def rulings_of(corrections: Iterable[Correction], key: Callable[[str], int]) -> dict[int, bool]:
    """Whether lines belong to an article's text, by their key: what was said last of it alone, else of its outlet."""
    lines = [each for each in corrections if each.field == LINE]
    return {key(each.line): each.value == KEEP for each in sorted(lines, key=lambda each: each.article is not None)}


def check_that_it_holds(correction: Correction, text: str) -> None:
    """Raises Refused where the line of a correction does not stand in the text that was made by it, or still does."""
    from store.cleaning.habits import line_key

    key = line_key(correction.line)
    if any(line_key(line) == key for line in text.split("\n")) is (correction.value == KEEP):
        return
    what = "taken in: it is no line of its own" if correction.value == KEEP else "left out: the text needs it"
    raise Refused(f"“{short(correction.line)}” cannot be {what}; nothing was changed")


def corrected(article: Article, values: Mapping[str, str | None]) -> Article:
    """An article with the fields that readers corrected."""
    if not values:
        return article
    metadata = Metadata(**{**asdict(article.metadata), **values})
    return replace(article, metadata=metadata, found={**article.found, **dict.fromkeys(values, READER)})


def values_of(corrections: Iterable[Correction]) -> dict[str, str | None]:
    """What corrections, oldest first, say of the fields of an article."""
    return {each.field: each.value for each in corrections if each.field != LINE}


def short(words: str | None) -> str:
    """Words as a summary shows them."""
    words = words or ""
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
