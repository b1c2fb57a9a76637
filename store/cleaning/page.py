"""What a page says about itself: title, byline, outlet, address, date and language from its markup. Pure.

Reads JSON-LD, meta elements and microdata; guesses nothing from the words of the article.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from store.cleaning.dates import iso_date
from store.cleaning.head import byline_of

_WHITE = re.compile(r"\s+")
_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle BlogPosting "
    "LiveBlogPosting SocialMediaPosting TechArticle ScholarlyArticle Report WebPage ReviewNewsArticle Review".split()
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SITE_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—])\s+[^|»·•–—]{2,60}$")
_NO_NAME = re.compile(
    r"https?://|www\.|@|^(?:admin|administrator|editor|staff|webmaster|user\d*|author|none|null)$", re.I
)
_DEEPEST = 40  # levels of JSON-LD


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the markup of a page says.

    headlines are the candidates for its title, likeliest first; heading is its only first-level heading, also where
    that shares no word with the title, unless it bears the site's name.
    """

    headlines: tuple[str, ...] = ()
    heading: str = ""
    title: str = ""
    description: str = ""
    site: str = ""
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


def parsed(source: str) -> HtmlElement:
    """The tree of a page. Raises lxml's errors where nothing can be made of it."""
    text = _XML_DECLARATION.sub("", source, count=1)
    parser = HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    return document_fromstring(text.encode("utf-8", "replace"), parser=parser)


def facts_of(tree: HtmlElement) -> PageFacts:
    """What a page's markup says about it."""
    meta = _meta(tree)
    data = list(_linked_data(tree))
    title = _first(meta, "og:title", "twitter:title", "dc.title", "headline") or _text(tree.find(".//title"))
    headings = [text for h in tree.iter("h1") if (text := _text(h)) and len(text) <= 400][:8]
    declared = [t for t in (_json_text(d.get("headline")) for d in data) if t]
    if not title and declared:
        title = declared[0]
    site = _site(_text(tree.find(".//title")))
    names = {name.lower().removeprefix("the ") for name in (site, _outlet(meta, data) or "")}
    single = [text for h in tree.iter("h1") if not _is_masthead(h) and (text := _text(h)) in headings]
    single = [text for text in single if text.lower().removeprefix("the ") not in names]
    if title:
        named = _without_site(title, [])
        # A heading that shares nothing with the page's own title is its masthead.
        headings = [
            h for h in headings if max(_likeness(h, named), *(_likeness(h, d) for d in declared[:1]), 0.0) >= 0.25
        ]
        headings.sort(key=lambda h: -_likeness(h, named))
    return PageFacts(
        headlines=tuple(headings),
        heading=single[0] if len(single) == 1 else "",
        title=_without_site(title, headings),
        site=site,
        description=_first(meta, "og:description", "description", "twitter:description") or "",
        byline=_byline(tree, meta, data),
        outlet=_outlet(meta, data),
        url=_url(tree, meta),
        published=_published(tree, meta, data),
        language=_language(tree, meta),
    )


def _text(element: HtmlElement | None) -> str:
    return _WHITE.sub(" ", "".join(element.itertext())).strip() if element is not None else ""


def _is_masthead(heading: HtmlElement) -> bool:
    """Whether a heading stands at the head of the whole page and not of its article."""
    around = {element.tag for element in heading.iterancestors()}
    return "nav" in around or ("header" in around and not around & {"article", "main"})


def _likeness(one: str, other: str) -> float:
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) / len(mine) if mine and theirs else 0.0


def _without_site(title: str, headings: list[str]) -> str:
    for heading in headings:
        if title.lower().startswith(heading.lower()) and len(heading) > 12:
            return heading
    tail = _SITE_TAIL.search(title)
    if tail is None:
        return title
    cut = title[: tail.start()]
    # Of few words, what stands behind a dash may belong to the title: "Harbour - a history".
    named = len(cut.split()) >= 3 or "|" in tail.group() or cut in headings or _is_name(_site(title))
    return cut if named and cut.strip() else title


def _site(title: str) -> str:
    """What stands behind the last dash or bar of a title."""
    tail = _SITE_TAIL.search(title)
    return tail.group().strip(" |»·•-–—") if tail else ""


def _is_name(words: str) -> bool:
    """Whether words could be the name of a site: few, and each with a capital."""
    return len(words.split()) <= 3 and all(word[0].isupper() or not word[0].isalpha() for word in words.split())


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = _WHITE.sub(" ", element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (key := element.get(attribute)) and content:
                found.setdefault(key.strip().lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *keys: str) -> str | None:
    return next((meta[key][0] for key in keys if key in meta), None)


# --- JSON-LD -----------------------------------------------------------------------------------------------------


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """The JSON-LD objects that describe an article; articles proper before mere pages."""
    found: list[dict[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            data: object = json.loads(script.text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_articles(data, 0))
    found.sort(key=lambda d: "WebPage" in _types(d))
    yield from found


def _types(data: dict[str, object]) -> list[str]:
    kind = data.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _articles(data: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:200]:
            yield from _articles(entry, depth + 1)
    elif isinstance(data, dict):
        if _ARTICLES.intersection(_types(data)):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data:
                yield from _articles(data[key], depth + 1)


def _json_text(value: object) -> str:
    return _WHITE.sub(" ", html.unescape(value)).strip() if isinstance(value, str) else ""


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [_json_text(value)] if _json_text(value) else []
    if isinstance(value, list):
        return [name for entry in value[:20] for name in _names(entry)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return []


# --- single facts ------------------------------------------------------------------------------------------------


def _byline(tree: HtmlElement, meta: dict[str, list[str]], data: list[dict[str, object]]) -> str | None:
    candidates = [", ".join(dict.fromkeys(_names(d.get("author") or d.get("creator")))) for d in data]
    for key in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
    ):
        candidates.append(", ".join(dict.fromkeys(meta.get(key, []))))
    for element in tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name') "
        "or contains(@class, 'article__author')][position()<=5]"
    ):
        candidates.append(_text(element)[:160])
    for candidate in candidates:
        name = byline_of(candidate) or candidate.strip(" ,")
        if name and 2 < len(name) <= 160 and not _NO_NAME.search(name) and not any(c.isdigit() for c in name):
            return name
    return None


def _outlet(meta: dict[str, list[str]], data: list[dict[str, object]]) -> str | None:
    if name := _first(meta, "og:site_name"):
        return name[:120]
    for entry in data:
        if names := _names(entry.get("publisher")):
            return names[0][:120]
    return (_first(meta, "application-name", "publisher", "dc.publisher") or "")[:120] or None


def _url(tree: HtmlElement, meta: dict[str, list[str]]) -> str | None:
    found = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in (*found, _first(meta, "og:url", "twitter:url") or ""):
        address = address.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(address) <= 2000:
            return address
    return None


def hostname_of(url: str | None) -> str | None:
    """The host of an address without its "www."."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _published(tree: HtmlElement, meta: dict[str, list[str]], data: list[dict[str, object]]) -> str | None:
    candidates = [_json_text(d.get("datePublished") or d.get("dateCreated")) for d in data]
    for key in (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "publishdate", "pubdate",
        "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
        "publish-date", "publication_date", "publish_date", "cxenseparse:recs:publishtime", "article.published",
    ):  # fmt: skip
        candidates.extend(meta.get(key, [])[:1])
    times = tree.xpath("//time[@datetime]")
    marked = [t for t in times if t.get("pubdate") is not None or "publish" in " ".join(t.values()).lower()]
    inside = tree.xpath("//article//time[@datetime]|//header//time[@datetime]|//main//time[@datetime]")
    for element in [*marked, *inside[:1], *(times if len(times) == 1 else [])]:
        candidates.append(element.get("datetime") or "")
    return next((date for c in candidates if c and (date := iso_date(c))), None)


def _language(tree: HtmlElement, meta: dict[str, list[str]]) -> str | None:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    value = (declared or _first(meta, "content-language", "language", "og:locale") or "").strip().replace("_", "-")
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value) else None


ERRORS = (etree.LxmlError, ValueError, TypeError, RecursionError, AttributeError, AssertionError, KeyError, IndexError)
