"""Feeds (RSS, Atom) to raw items: each entry's own text where it is the whole article, else the page it links to.

feedparser reads what the feed says, out of memory: it neither opens files nor fetches.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from urllib.parse import urljoin, urlsplit

from store.addresses import outlet_key
from store.errors import SourceError
from store.model import Metadata, RawItem
from store.sources.feed_words import day_of, language_of, plain_words, visible_text
from store.sources.fetching import Fetched, fetched
from store.sources.given import Options, Skipped, megabytes
from store.sources.locations import location
from store.sources.web import feed_named_by, is_feed, page_at, skipped
from store.sources.well_formed import well_formed

WHOLE = 1000
"""Visible characters from which on an entry's text may be the article; a shorter one is a teaser, or soon fetched."""

# feedparser takes 50 µs for an element and 10 for an escaped sign; feeds have a tenth of these.
_MOST_TAGS, _MOST_SIGNS = 100_000, 500_000
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\b(?:read|see) more|continue reading|read the (?:full|rest)\b.{0,80}|weiterlesen|mehr lesen"
    r"|lire la suite|leer más|seguir leyendo|читать далее)[\s\W]*$",
    re.I,
)
# What WordPress puts below a teaser and below a whole article alike.
_FOOTER = re.compile(r"The post\b[^\n]{0,500}\bappeared first on\b[^\n]{0,300}$", re.I)


class Entry(NamedTuple):
    """What a feed says of one article; name: its identifier, or its number; words, in a media type, are "" for none."""

    name: str
    link: str
    metadata: Metadata
    words: str
    media_type: str
    whole: bool


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The articles of a feed in a file. Raises SourceError where it is no feed or too large."""
    raw = stream.read(options.web.largest + 1)
    if len(raw) > options.web.largest:
        raise SourceError(f"it is larger than {megabytes(options.web.largest)}")
    yield from _articles(read_feed(raw), origin, options)


def at_address(address: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The articles of the feed at an address, or of the feed that a page there names; nothing is raised for it."""
    try:
        found = fetched(address, options)
        if not is_feed(found) and (named := feed_named_by(found)):
            found = fetched(location(named, location(found.url)).url, options)
    except SourceError as error:
        yield skipped(address, error)
    else:
        yield from entries(found.raw, address, options, found)


def entries(raw: bytes, origin: str, options: Options, found: Fetched) -> Iterator[RawItem | Skipped]:
    """The articles of a feed that was fetched; nothing is raised for it."""
    try:
        told = read_feed(raw, found.url, found.encoding)
    except SourceError as error:
        yield skipped(origin, error)
    else:
        yield from _articles(told, origin, options)


def _articles(told: list[Entry], origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    if not told:
        yield Skipped(origin, f"{origin} is a feed without entries", failed=False)
    for entry in told:
        place = entry.link or f"{origin}#{entry.name}"
        if entry.whole or (entry.words and not entry.link):
            if options.known(place):
                yield Skipped(place, f"{place} is known; it was not read again", failed=False)
            else:
                raw = entry.words.encode("utf-8", "replace")
                yield RawItem(raw, place, entry.media_type, "utf-8", entry.link or None, entry.metadata)
        elif entry.link:
            page = page_at(entry.link, options, entry.metadata)
            if isinstance(page, Fetched):
                yield Skipped(entry.link, f"{entry.link} is a feed itself; add it by its own address")
            else:
                yield page
        else:
            yield Skipped(place, f"{place} has neither text nor a link")


def read_feed(raw: bytes, address: str = "", charset: str | None = None) -> list[Entry]:
    """What a feed says of its articles, each link once. Raises SourceError where it is no feed."""
    import feedparser

    plain = well_formed(raw, charset)
    if plain.count(b"<") > _MOST_TAGS or plain.count(b"&") > _MOST_SIGNS:
        raise SourceError("it has more parts than a feed may have")
    try:
        told = feedparser.parse(
            # A stream, for feedparser takes bytes for a file's name first.
            io.BytesIO(plain),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # whatever feedparser comes to where a feed says what no feed does
        raise SourceError("it says what no feed says, and cannot be read") from error
    if not told.version and not told.entries:
        raise SourceError("it is not a feed, and names none")
    home, found = _words(told.feed, "link"), dict[str, Entry]()
    for number, entry in enumerate(told.entries, 1):
        read = _entry(entry, told.feed, urljoin(address, home), f"entry {number}", told.version.startswith("rss"))
        found.setdefault(read.link or read.name, read)
    return list(found.values())


def _entry(entry: dict[str, object], feed: dict[str, object], home: str, name: str, is_rss: bool) -> Entry:
    link = _joined(home, _words(entry, "feedburner_origlink") or _words(entry, "link"))
    words, media_type = max(_texts(entry), key=lambda text: len(text[0]), default=("", ""))
    visible = visible_text(words) if media_type == "text/html" else words
    visible = visible.strip()
    published, updated = day_of(_words(entry, "published")), day_of(_words(entry, "updated"))
    if published is None and is_rss:
        published, updated = updated, None  # RSS has one date, by whatever name
    metadata = Metadata(
        title=_titled(entry),
        byline=_authors(entry),
        outlet=_outlet(entry, feed, home, link),
        url=link or None,
        published=published,
        language=language_of(_words(_dict(entry, "title_detail"), "language") or _words(feed, "language")),
        updated=updated if updated != published else None,
    )
    whole = len(visible) >= WHOLE and not _CUT.search(_FOOTER.sub("", visible[-WHOLE:])[-200:])
    return Entry(_words(entry, "id") or name, link, metadata, words, media_type, whole)


def _joined(home: str, link: str) -> str:
    try:
        full = urljoin(home, link) if link else ""
        return full if urlsplit(full).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _texts(entry: dict[str, object]) -> Iterator[tuple[str, str]]:
    """What an entry has of the article's text, with its media type: its content, and its summary."""
    content = entry.get("content")
    for part in [*(content if isinstance(content, list) else []), entry.get("summary_detail")]:
        if isinstance(part, dict) and (words := _words(part, "value")):
            yield words, "text/plain" if _words(part, "type") == "text/plain" else "text/html"


def _titled(entry: dict[str, object]) -> str:
    title = _words(entry, "title")
    return plain_words(title, is_html=_words(_dict(entry, "title_detail"), "type") != "text/plain")


def _authors(entry: dict[str, object]) -> str | None:
    """The names of an entry's authors; addresses of mail are none."""
    told = entry.get("authors")
    names = [_words(author, "name") for author in told if isinstance(author, dict)] if isinstance(told, list) else []
    names = [plain_words(name) for name in names or [_words(entry, "author")]]
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name)) or None


def _outlet(entry: dict[str, object], feed: dict[str, object], home: str, link: str) -> str | None:
    """Who published an entry: the source that it names, else the feed, unless it links to other people's pages."""
    if source := plain_words(_words(_dict(entry, "source"), "title")):
        return source
    ours, theirs = outlet_key(home, None), outlet_key(link, None)
    if ours and theirs and not (f".{ours}".endswith(f".{theirs}") or f".{theirs}".endswith(f".{ours}")):
        return None
    return plain_words(_words(feed, "title")) or None


def _words(told: dict[str, object], name: str) -> str:
    # Not told.get: feedparser's own gives other names' values, with a warning.
    value = dict.get(told, name)
    return value.strip() if isinstance(value, str) else ""


def _dict(told: dict[str, object], name: str) -> dict[str, object]:
    value = dict.get(told, name)
    return value if isinstance(value, dict) else {}
