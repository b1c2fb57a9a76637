"""What a page's markup states of its author, outlet, address, dates and language, and where each is stated. Pure.

Reads JSON-LD, meta elements and microdata; a date is the article's own, never that of another story or a copyright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from store.cleaning.dates import iso_date
from store.cleaning.html.linked import Linked, names_of, text_of
from store.cleaning.plain.head import byline_of
from store.model import Metadata

_WHITE = re.compile(r"\s+")
_NO_NAME = re.compile(
    r"https?://|www\.|@|^(?:admin|administrator|(?:the )?(?:editors?|editorial)(?: (?:team|board|staff))?|"
    r"staff(?: (?:writer|reporter))?|"
    r"webmaster|user\d*|authors?|by|none|null|undefined|unknown|guest|redaktion|redaction|redacci[oó]n|"
    r"share.*|follow.*)$",
    re.I,
)
_WEEKDAY = re.compile(r"[\s,|-]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_AUTHOR_ELEMENTS = (
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name') "
    "or contains(@class, 'article__author')]"
)
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "publishdate",
    "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "dc.date", "dcterms.date", "date", "publish-date", "publication_date", "publish_date", "publish-time", "pub_date",
    "article_date_original", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate", "citation_date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified", "datemodified",
    "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "article.updated", "revised", "updated_time",
)  # fmt: skip
_ELSEWHERE = frozenset({"aside", "nav", "footer"})
_RELATED = re.compile(r"related|teaser|recommend|promo|comment|sidebar|latest|popular|card", re.I)
_OTHERS = frozenset({"comments", "comment-list", "commentlist", "related", "sidebar", "disqus_thread"})
_MANY_NAMES = 12  # words


@dataclass(slots=True)
class Markup:
    """The elements of a page that speak about it, gathered in one pass."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    times: list[HtmlElement] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    title: HtmlElement | None = None

    @staticmethod
    def of(tree: HtmlElement) -> Markup:
        """What speaks about a page in its tree."""
        markup = Markup()
        for element in tree.iter("meta", "script", "h1", "time", "link", "title"):
            match element.tag:
                case "meta":
                    markup._take_meta(element)
                case "script":
                    if element.text and "ld+json" in (element.get("type") or "").lower():
                        markup.scripts.append(element.text)
                case "h1":
                    markup.headings.append(element)
                case "time":
                    markup.times.append(element)
                case "link":
                    if (element.get("rel") or "").lower() == "canonical" and (href := element.get("href")):
                        markup.canonical.append(href.strip())
                case _:
                    if markup.title is None:
                        markup.title = element
        return markup

    def _take_meta(self, element: HtmlElement) -> None:
        content = _WHITE.sub(" ", element.get("content") or "").strip()
        if not content:
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if key := element.get(attribute):
                self.meta.setdefault(key.strip().lower(), []).append(content)

    def first(self, *keys: str) -> str | None:
        """The first meta element of one of these names that says something."""
        return next((self.meta[key][0] for key in keys if key in self.meta), None)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated (all but the title), and where, by the name of the field."""

    metadata: Metadata
    found: dict[str, str]


def stated(tree: HtmlElement, markup: Markup, data: Sequence[Linked], site: str) -> Stated:
    """What a page states. data: the articles of its JSON-LD; site: the name that its title ends in."""
    outlet, of_outlet = _outlet(markup, data)
    byline, of_byline = _byline(tree, markup, data, {name.casefold() for name in (outlet, site) if name})
    url, of_url = _url(markup)
    published, of_published = _date(tree, markup, data, updated=False)
    updated, of_updated = _date(tree, markup, data, updated=True)
    if updated == published:
        updated, of_updated = None, ""
    language, of_language = _language(tree, markup)
    found = {
        "outlet": of_outlet,
        "byline": of_byline,
        "url": of_url,
        "published": of_published,
        "updated": of_updated,
        "language": of_language,
    }
    told = Metadata("", byline, outlet, url, published, language, updated)
    return Stated(told, {name: where for name, where in found.items() if where})


def _byline(tree: HtmlElement, markup: Markup, data: Sequence[Linked], outlets: set[str]) -> tuple[str | None, str]:
    last: tuple[str | None, str] = (None, "")
    for candidate, where in _writers(tree, markup, data):
        name = byline_of(candidate) or candidate.strip(" ,|·•-–—")
        name = _WEEKDAY.sub("", name)
        if not _is_name(name):
            continue
        if not any(outlet in name.casefold() for outlet in outlets):
            return name, where
        if last[0] is None:
            last = (name, where)  # the outlet's own name, where nobody else is named
    return last


def _writers(tree: HtmlElement, markup: Markup, data: Sequence[Linked]) -> Iterator[tuple[str, str]]:
    for entry in data:
        yield ", ".join(dict.fromkeys(names_of(entry.get("author") or entry.get("creator")))), "json-ld"
    for key in _AUTHORS:
        if key in markup.meta:
            yield ", ".join(dict.fromkeys(markup.meta[key])), f"meta {key}"
    elements: list[HtmlElement] = tree.xpath(_AUTHOR_ELEMENTS)
    for element in elements[:8]:
        if not _is_elsewhere(element):
            where = "rel=author" if element.get("rel") == "author" else "the page's byline"
            yield _WHITE.sub(" ", "".join(element.itertext())).strip()[:160], where


def _is_name(name: str) -> bool:
    if not 2 < len(name) <= 160 or _NO_NAME.search(name) or any(c.isdigit() for c in name):
        return False
    words = name.split()
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    if len(words) > _MANY_NAMES and name.count(",") * 3 < len(words) - 3:
        return False
    return not cased or sum(word[0].isupper() for word in cased) * 2 >= len(cased)


def _outlet(markup: Markup, data: Sequence[Linked]) -> tuple[str | None, str]:
    if name := markup.first("og:site_name"):
        return name[:120], "og:site_name"
    for entry in data:
        if names := names_of(entry.get("publisher")):
            return names[0][:120], "json-ld"
    for key in ("application-name", "publisher", "dc.publisher"):
        if name := markup.first(key):
            return name[:120], f"meta {key}"
    return None, ""


def _url(markup: Markup) -> tuple[str | None, str]:
    found = [(address, "canonical") for address in markup.canonical]
    found += [(markup.first(key) or "", key) for key in ("og:url", "twitter:url")]
    for address, where in found:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(address) <= 2000:
            return address, where
    return None, ""


def hostname_of(url: str | None) -> str | None:
    """The host of an address without its "www."."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _date(tree: HtmlElement, markup: Markup, data: Sequence[Linked], *, updated: bool) -> tuple[str | None, str]:
    for value, where in _dates(tree, markup, data, updated):
        if value and (date := iso_date(value)):
            return date, where
    return None, ""


def _dates(tree: HtmlElement, markup: Markup, data: Sequence[Linked], updated: bool) -> Iterator[tuple[str, str]]:
    for entry in data:
        value = entry.get("dateModified") if updated else entry.get("datePublished") or entry.get("dateCreated")
        yield text_of(value), "json-ld"
    for key in _UPDATED if updated else _PUBLISHED:
        if key in markup.meta:
            yield markup.meta[key][0], f"meta {key}"
    wanted = "dateModified" if updated else "datePublished"
    marked: list[HtmlElement] = tree.xpath(f"//*[@itemprop='{wanted}']")
    for element in marked[:4]:
        if not _is_elsewhere(element):
            yield element.get("datetime") or element.get("content") or "".join(element.itertext()), "microdata"
    yield from _times(markup, updated)


def _times(markup: Markup, updated: bool) -> Iterator[tuple[str, str]]:
    times = [t for t in markup.times if t.get("datetime") and not _is_elsewhere(t)]
    named = [(t, " ".join(str(value) for value in t.values()).lower()) for t in times]
    for time, names in named:
        if (
            ("updat" in names or "modif" in names)
            if updated
            else ("publish" in names or time.get("pubdate") is not None)
        ):
            yield time.get("datetime") or "", "time element"
    if updated:
        return
    inside = [t for t in times if any(a.tag in ("article", "header", "main") for a in t.iterancestors())]
    for time in inside[:1] or (times if len(times) == 1 else []):
        yield time.get("datetime") or "", "time element"


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands in what is not the article: a sidebar, a list of stories, comments."""
    inside = True  # the innermost article that it stands in
    for around in element.iterancestors():
        names = f"{around.get('class') or ''} {around.get('id') or ''}"
        if around.tag in ("main", "body"):
            return False
        if around.tag == "article":
            inside = False
        elif not inside:
            if around.tag in ("li", "aside") or _OTHERS.intersection(names.lower().split()):
                return True
        elif around.tag == "li":
            if around.find(".//h3") is not None or around.find(".//h2") is not None:
                return True  # of a list of stories, and not of who and when
        elif around.tag in _ELSEWHERE or _RELATED.search(names):
            return True
    return False


def _language(tree: HtmlElement, markup: Markup) -> tuple[str | None, str]:
    declared = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    candidates = [(declared or "", "html lang")]
    candidates += [(markup.first(key) or "", key) for key in ("content-language", "language", "og:locale")]
    for value, where in candidates:
        value = value.strip().replace("_", "-")
        if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
            return value, where
    return None, ""
