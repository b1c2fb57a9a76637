"""What feeds write for people, to plain words, dates and languages. Pure; knows neither feeds nor the web."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from store.dates import is_date

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_UNSEEN = ("script", "style", "noscript", "template", "head")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?", re.I | re.ASCII)
_MARKUP = re.compile(r"[<&]")


def visible_text(html: str) -> str:
    """The words of a piece of HTML, as far as a reader sees them."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    return "".join(str(piece) for piece in root.itertext())


def plain_words(words: str, is_html: bool = True) -> str:
    """Words on one line, without markup."""
    if is_html and _MARKUP.search(words):
        words = visible_text(words)
    return " ".join(words.split())


def day_of(words: str) -> str | None:
    """A date as feeds write it (RFC 822, ISO 8601) in ISO 8601, its time zone kept; None where it is none."""
    words = " ".join(words.split())
    if not words or len(words) > 80:
        return None
    if _DAY.fullmatch(words):
        return words if is_date(words) else None
    try:
        when = datetime.fromisoformat(words)
    except ValueError:
        try:
            when = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        if when.tzinfo is None and words.endswith("-0000"):
            return _told(f"{when.isoformat(timespec='seconds')}Z")
    return _told(when.replace(microsecond=0).isoformat().replace("+00:00", "Z"))


def _told(iso: str) -> str | None:
    return iso if is_date(iso) else None


def language_of(words: str) -> str | None:
    """The ISO 639-1 code of a language as feeds write it ("en-us")."""
    found = _LANGUAGE.fullmatch(words)
    return found[1].lower() if found else None
