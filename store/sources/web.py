"""Pages of the web to raw items, one in memory at a time. Decides what of an answer is a page; fetches through fetching.

Asks for nothing but the addresses it is given and the feeds that they name: no pictures, no scripts, no next pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from store.errors import SourceError
from store.model import Metadata, RawItem
from store.sources.fetching import Fetched, fetched
from store.sources.given import Options, Skipped
from store.sources.kinds import SINGLE, kind_of

_FEED = "feed"
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"})
_FEEDS = frozenset({"application/rss+xml", "application/x-rss+xml", "application/atom+xml", "application/rdf+xml"})
_XML = frozenset({"application/xml", "text/xml"})
_WHAT = {
    "application/pdf": "a PDF file",
    "application/json": "data (JSON)",
    "application/epub+zip": "an EPUB book",
    "application/octet-stream": "a file of no known kind",
    "application/zip": "a ZIP archive",
    "application/gzip": "a gzip archive",
    "application/x-gzip": "a gzip archive",
}
_GROUPS = {"image": "a picture", "video": "a video", "audio": "sound", "font": "a font"}


def pages(addresses: Iterable[str], options: Options) -> Iterator[RawItem | Skipped]:
    """The pages at some http or https addresses, in their order; of a feed its entries. Nothing is raised for them.

    The asked address is the item's origin, the one that redirects led to its url. Where options.feed is set, a page
    stands for the first feed that it names.
    """
    from store.sources import feeds

    for address in addresses:
        address = address.strip()
        if options.feed or options.format == _FEED:
            yield from feeds.at_address(address, options)
            continue
        answer = page_at(address, options)
        if isinstance(answer, Fetched):
            yield from feeds.entries(answer.raw, address, options, answer)
        else:
            yield answer


def page_at(address: str, options: Options, beside: Metadata | None = None) -> RawItem | Skipped | Fetched:
    """The page at an address; beside: what is known of it from elsewhere. What was fetched, where it is a feed."""
    if options.known(address):
        return Skipped(address, f"{address} is known; it was not fetched again", failed=False)
    try:
        found = fetched(address, options)
    except SourceError as error:
        return skipped(address, error)
    if is_feed(found):
        return found
    media_type = found.media_type
    if media_type is not None and media_type not in _PAGES:
        what = _WHAT.get(media_type) or _GROUPS.get(media_type.partition("/")[0]) or media_type
        return Skipped(address, f"{address} is {what}, not a page; if there is text in it, save it and add the file")
    media_type = SINGLE.get(options.format or "", media_type)
    return RawItem(found.raw, address, media_type, found.encoding, found.url, beside or Metadata())


def skipped(address: str, error: SourceError) -> Skipped:
    """An address that could not be read, and why."""
    return Skipped(address, f"{address} cannot be read: {error}")


def is_feed(found: Fetched) -> bool:
    """Whether an answer is a feed, as declared, or by its beginning where that says little."""
    if found.media_type in _FEEDS:
        return True
    if found.media_type in _XML or found.media_type in _PAGES or found.media_type is None:
        kind = kind_of("", found.raw[:4096])
        return kind is not None and kind.name == _FEED
    return False


def feed_named_by(page: Fetched) -> str | None:
    """The address of the first feed that a page names, as it is written there."""
    parser = etree.HTMLParser(encoding=page.encoding if _is_encoding(page.encoding) else None, huge_tree=False)
    try:
        root = etree.fromstring(page.raw, parser)
    except (etree.LxmlError, ValueError):
        return None
    for link in root.iter("link") if root is not None else ():
        relations = str(link.get("rel", "")).lower().split()
        if "alternate" in relations and str(link.get("type", "")).strip().lower() in _FEEDS and link.get("href"):
            return str(link.get("href"))
    return None


def _is_encoding(name: str | None) -> bool:
    try:
        etree.HTMLParser(encoding=name)
    except LookupError:
        return False
    return True
