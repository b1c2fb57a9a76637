"""Which field of a data set's row is the text, the address, the title …: guessed by the names that data sets use. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields as fields_of_a_class

from store.sources.given import Fields

Row = Mapping[str, object]

# In the order in which they are tried. Compared without case, spaces, hyphens and underscores.
_NAMES: Mapping[str, tuple[str, ...]] = {
    key: tuple(names.split())
    for key, names in {
        "html": "html rawhtml htmlcontent contenthtml pagehtml bodyhtml sourcehtml htmlbody",
        "text": "text maintext plaintext articletext fulltext bodytext contenttext cleantext cleanedtext rawtext rawcontent "
        "articlebody articlecontent newscontent content article body maincontent document story data",
        "url": "url articleurl pageurl sourceurl canonicalurl weburl respondedurl targeturi warctargeturi permalink uri link "
        "externalurl address source",
        "title": "title headline articletitle newstitle webtitle pagetitle heading",
        "published": "published datepublish datepublished publishdate publisheddate publishedat publishingdate pubdate "
        "publicationdate webpublicationdate articledate date",
        "updated": "updated updatedat datemodified datemodify modified modifieddate lastmodified",
        "byline": "byline authors author creator writer journalist",
        "outlet": "outlet publisher sitename newsoutlet newspaper publication sourcename sourcedomain source site domain",
        "language": "language lang languagecode langcode",
    }.items()
}
# Beside these a date is that of a crawl and says nothing of the article.
_CRAWL = frozenset("dump warcrecordid warcfilename warcdate".split())
_INSIDE = ("meta", "metadata")  # where Prodigy, doccano and others keep what is known beside the text
_PUNCTUATION = re.compile(r"[\s_.-]+")
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f]{3,8000}", re.I)
_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T?\d{4,6}Z?)?")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_LONGEST = 2000  # code points of a title or another short field
_MILLISECONDS = 100_000_000_000  # what is more is no number of seconds of our time


def guessed(names: Iterable[str], given: Fields) -> Fields:
    """The fields of rows with these names: those that are given, and the likeliest for the others.

    A text that is given is read instead of html that is not, and the other way round.
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_plain(name), name)
    chosen: dict[str, str | None] = {}
    for field in fields_of_a_class(Fields):
        by_hand = getattr(given, field.name)
        if by_hand is None and not (field.name in ("text", "html") and (given.text or given.html)):
            by_hand = next((known[name] for name in _NAMES.get(field.name, ()) if name in known), None)
            if (
                by_hand is not None
                and field.name == "published"
                and _plain(by_hand) == "date"
                and _CRAWL & known.keys()
            ):
                by_hand = None
        chosen[field.name] = by_hand
    return Fields(**chosen)


def columns_of(names: Iterable[str], chosen: Fields) -> list[str]:
    """Those of a table's columns in which something of the fields can stand."""
    names = list(names)
    wanted = {value for field in fields_of_a_class(Fields) if (value := getattr(chosen, field.name))}
    wanted |= {value.partition(".")[0] for value in wanted}
    kept = {n for key in ("url", "outlet") for n in names if _plain(n) in _NAMES[key]}
    return [name for name in names if name in wanted or name in kept or _plain(name) in _INSIDE]


def inside(row: Row) -> Row:
    """What a row keeps beside its text in a field of its own; empty where there is none."""
    for name, value in row.items():
        if _plain(name) in _INSIDE and isinstance(value, Mapping):
            return value
    return {}


def value_of(row: Row, name: str | None) -> object:
    """The value of a field by its name, or by a path to it ("meta.url"); None where there is none."""
    if name is None:
        return None
    if name in row:
        return row[name]
    value: object = row
    for step in name.split("."):
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    return value


def words_of(value: object, depth: int = 0) -> str:
    """A text that may stand in paragraphs of their own: strings as they are, lists with a blank line between.

    Of an object that has a body in sections, those; of any other, nothing.
    """
    if isinstance(value, str):
        return value
    if depth > 5:
        return ""
    if isinstance(value, Mapping):
        names = ("content",) if "content" in value else ("headline", "summary", "sections", "paragraphs")
        value = [value[name] for name in names if name in value]
    if isinstance(value, (list, tuple)):
        return "\n\n".join(words for piece in value if (words := words_of(piece, depth + 1)).strip())
    return ""


def short_of(value: object) -> str | None:
    """A name or a title: one line; lists joined by commas, of an object its name."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("name", "title") if isinstance(value.get(name), str)), None)
    elif isinstance(value, (list, tuple)):
        value = ", ".join(found for piece in value[:20] if not isinstance(piece, list) and (found := short_of(piece)))
    value = _decoded(value)
    if not isinstance(value, str):
        return None
    words = whole(" ".join(value[: _LONGEST * 2].split()))
    return words if words and len(words) <= _LONGEST else None


def address_of(value: object) -> str | None:
    """A web address; None where it is none."""
    value = _decoded(value)
    if not isinstance(value, str):
        return None
    value = value.strip()
    return whole(value) if _ADDRESS.fullmatch(value) else None


def outlet_of(value: object) -> str | None:
    """An outlet's name: what is no address."""
    name = short_of(value)
    return None if name is None or address_of(name) else name


def language_of(value: object) -> str | None:
    """An ISO 639-1 code; None where the value is written in another way."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 40 else None
    return match.group(1).lower() if match else None


def date_of(value: object) -> str | None:
    """A date in ISO 8601, where it is clear: a date, a number of seconds or milliseconds since 1970, or words."""
    if isinstance(value, (dt.date, dt.datetime)):
        value = value.isoformat()
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        return _moment(value)
    if not isinstance(value, str) or len(value) > 200:
        return None
    from store.cleaning.dates import iso_date
    from store.dates import is_date

    if compact := _COMPACT_DAY.fullmatch(value.strip()):
        value = "-".join(compact.groups())
    found = iso_date(value)
    return found if found and is_date(found) else None


def _moment(seconds: float) -> str | None:
    if not 10_000_000 < seconds < 5_000 * _MILLISECONDS:  # also what is no number
        return None
    if seconds > _MILLISECONDS:
        seconds /= 1000
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return None


def whole(text: str) -> str:
    """A text whose halves of surrogate pairs, which nothing can store, are replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _decoded(value: object) -> object:
    """The words in bytes; any other value as it is."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _plain(name: str) -> str:
    return _PUNCTUATION.sub("", name).lower()
