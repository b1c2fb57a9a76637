"""The front matter of a Markdown file: "key: value" lines between two lines of dashes. Pure.

Reads what is simple; anything that needs a YAML parser is passed over.
"""

from __future__ import annotations

import re

from store.cleaning.dates import iso_date
from store.model import Metadata

_FENCE = re.compile(r"(?:\ufeff)?---[ \t]*(?:\r\n?|\n)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.M)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)$")
_LONGEST = 20_000  # characters

_TITLE = ("title", "headline")
_BYLINE = ("byline", "author", "authors", "by")
_PUBLISHED = ("published", "date", "publish_date", "published_at", "pubdate")
_UPDATED = ("updated", "modified", "lastmod", "last_modified", "updated_at", "date_modified")
_OUTLET = ("outlet", "publisher", "site", "site_name", "publication", "source")
_URL = ("url", "canonical", "canonical_url", "link", "source_url", "source")
_LANGUAGE = ("lang", "language", "locale")


def front_matter(source: str) -> tuple[Metadata, int]:
    """What the front matter says, and the offset at which the text begins (0 where there is none)."""
    fence = _FENCE.match(source)
    end = _END.search(source, fence.end(), fence.end() + _LONGEST) if fence else None
    if fence is None or end is None:
        return Metadata(), 0
    values: dict[str, list[str]] = {}
    key = ""
    for line in re.split(r"\r\n?|\n", source[fence.end() : end.start()]):
        if pair := _PAIR.match(line):
            key = pair.group(1).strip().lower().replace(" ", "_").replace("-", "_")
            values[key] = _list(pair.group(2) or "")
        elif (item := _ITEM.match(line)) and key:
            values[key].append(_plain(item.group(1)))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return Metadata(), 0  # a rule above prose, and no front matter
    if not values:
        return Metadata(), 0
    url = next((v for v in _all(values, _URL) if v.startswith(("http://", "https://"))), None)
    outlet = next((v for v in _all(values, _OUTLET) if not v.startswith(("http://", "https://"))), None)
    metadata = Metadata(
        title=next(iter(_all(values, _TITLE)), ""),
        byline=", ".join(next((values[k] for k in _BYLINE if values.get(k)), [])).removeprefix("By ").strip() or None,
        outlet=outlet,
        url=url,
        published=next((d for v in _all(values, _PUBLISHED) if (d := iso_date(v))), None),
        updated=next((d for v in _all(values, _UPDATED) if (d := iso_date(v))), None),
        language=next((v.replace("_", "-") for v in _all(values, _LANGUAGE)), None),
    )
    return metadata, end.end()


def _all(values: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [v for key in keys for v in values.get(key, []) if v]


def _list(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_plain(entry) for entry in value[1:-1].split(",") if entry.strip()]
    return [_plain(value)] if value else []


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return value.strip()
