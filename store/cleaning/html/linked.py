"""A page's JSON-LD: the objects in it that describe an article, and what they say. Pure.

Broken data is passed over; how deep and how much is looked at is bounded.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence

_WHITE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHORTCODE = re.compile(r"\[/?[a-z_]{2,30}(?:\s[^\[\]]{0,500})?\]")
_PAGES = frozenset({"WebPage", "ItemPage", "CollectionPage"})
_ARTICLES = (
    frozenset(
        "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle BlogPosting "
        "LiveBlogPosting SocialMediaPosting TechArticle ScholarlyArticle Report ReviewNewsArticle Review "
        "AdvertiserContentArticle MedicalScholarlyArticle SatiricalArticle".split()
    )
    | _PAGES
)
_DEEPEST = 40  # levels
_MOST = 200  # entries of a list
_LARGEST = 2_000_000  # characters of one script

Linked = Mapping[str, object]


def linked_data(scripts: Sequence[str]) -> list[Linked]:
    """The objects in some JSON-LD scripts that describe an article; articles proper before mere pages."""
    found: list[Linked] = []
    for script in scripts:
        if len(script) > _LARGEST:
            continue
        try:
            data: object = json.loads(script.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_articles(data, 0))
    found.sort(key=lambda entry: bool(_PAGES.intersection(_types(entry))))
    return found


def _types(data: Linked) -> list[str]:
    kind = data.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _articles(data: object, depth: int) -> Iterator[Linked]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:_MOST]:
            yield from _articles(entry, depth + 1)
    elif isinstance(data, dict):
        if _ARTICLES.intersection(_types(data)):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _articles(data[key], depth + 1)


def text_of(value: object) -> str:
    """A string of the data as it reads: entities resolved, white space folded; empty where it is none."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(value)
    return _WHITE.sub(" ", text).strip()


def names_of(value: object) -> list[str]:
    """The names in a value: a string, an object with a name, or several of them."""
    if isinstance(value, str):
        return [text_of(value)] if text_of(value) else []
    if isinstance(value, list):
        return [name for entry in value[:20] for name in names_of(entry)]
    if isinstance(value, dict):
        return names_of(value.get("name"))
    return []


def body_of(data: Sequence[Linked]) -> str:
    """The letters of the longest article body, without white space and tags; empty where none is given."""
    bodies = [body for entry in data for key in ("articleBody", "text") if isinstance(body := entry.get(key), str)]
    body = max(bodies, key=len, default="")
    if not body:
        return ""
    body = html.unescape(body)
    if "<" in body:
        body = html.unescape(_TAG.sub(" ", body))
    return "".join(_SHORTCODE.sub(" ", body).split())
