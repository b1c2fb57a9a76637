"""What a page says about itself: its title, and what store.cleaning.html.stated reads from its markup. Pure.

Guesses nothing from the words of the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from store.cleaning.html.linked import body_of, linked_data, text_of
from store.cleaning.html.stated import Markup, Stated, stated
from store.model import Metadata

_WHITE = re.compile(r"\s+")
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_SUBSET = re.compile(r"\s*<!doctype\b[^<>\[\]]{0,2000}\[", re.I)
_SUBSET_END = re.compile(r"\]\s*>")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[^<>]{20000,}>")
_LONG = 20_000  # characters of a tag
_MOST_ATTRIBUTES = 1_000
_SITE_TAIL = re.compile(r"\s+(?:[|»·•]|[-–—])\s+[^|»·•–—]{2,60}$")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the markup of a page says.

    headlines are the candidates for its title, likeliest first; heading is its only first-level heading, also where
    that shares no word with the title, unless it bears the site's name. title_found: where title came from. told and
    found: what else is stated, and where. body: the letters of the article as the page's own data has it.
    """

    headlines: tuple[str, ...] = ()
    heading: str = ""
    title: str = ""
    title_found: str = ""
    description: str = ""
    site: str = ""
    told: Metadata = field(default_factory=Metadata)
    found: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


def parsed(source: str) -> HtmlElement:
    """The tree of a page. Raises lxml's errors where nothing can be made of it."""
    text = source
    if any(len(piece) - piece.rfind("<") > _LONG for piece in source.split(">") if len(piece) > _LONG):
        text = _LONG_TAG.sub(_without_attributes, source)
    if declaration := _XML_DECLARATION.match(text):
        text = text[declaration.end() :]
    if (subset := _SUBSET.match(text)) and (end := _SUBSET_END.search(text, subset.end())):
        text = text[end.end() :]  # XML's own declarations, which a reader of HTML takes for words
    text = text.replace("\0", " ")
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    # One class for all elements, looked up in C: making them is what reading a tree costs.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return document_fromstring(text.encode("utf-8", "replace"), parser=parser)


def _without_attributes(tag: re.Match[str]) -> str:
    """A tag with so many attributes that a parser would take minutes over them, without them; else as it is."""
    return f"<{tag.group(1)}>" if tag.group().count("=") > _MOST_ATTRIBUTES else tag.group()


def facts_of(tree: HtmlElement) -> PageFacts:
    """What a page's markup says about it."""
    markup = Markup.of(tree)
    data = linked_data(markup.scripts)
    own = _text(markup.title)
    title, where = _declared_title(markup, own)
    headings = [text for h in markup.headings if (text := _text(h)) and len(text) <= 400][:8]
    declared = [text for entry in data if (text := text_of(entry.get("headline")))]
    if not title and declared:
        title, where = declared[0], "json-ld"
    if title and len(data) > 1:
        # Of several articles in the data, the page is about the one that bears its title.
        data.sort(key=lambda entry: -_likeness(text_of(entry.get("headline")), title))
    site = _site(own)
    told: Stated = stated(tree, markup, data, site)
    names = {name.lower().removeprefix("the ") for name in (site, told.metadata.outlet or "")}
    single = [text for h in markup.headings if not _is_masthead(h) and (text := _text(h)) in headings]
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
        title_found=where,
        site=site,
        description=markup.first("og:description", "description", "twitter:description") or "",
        told=told.metadata,
        found=told.found,
        body=body_of(data),
    )


def _declared_title(markup: Markup, own: str) -> tuple[str, str]:
    for name in ("og:title", "twitter:title", "dc.title", "headline"):
        if title := markup.first(name):
            return title, name
    return own, "title"


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


ERRORS = (etree.LxmlError, ValueError, TypeError, RecursionError, AttributeError, AssertionError, KeyError, IndexError)
