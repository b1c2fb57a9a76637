"""Lists of feeds (OPML), as readers of feeds export them: every feed in one, however deep. Knows nothing of articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from store.errors import SourceError
from store.model import RawItem
from store.sources.given import Options, Skipped, megabytes
from store.sources.well_formed import well_formed


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """What the feeds of a list hold, feed by feed. Raises SourceError where it is no list of feeds."""
    from store.sources.feeds import at_address

    raw = stream.read(options.web.largest + 1)
    if len(raw) > options.web.largest:
        raise SourceError(f"it is larger than {megabytes(options.web.largest)}")
    addresses = feeds_of(raw)
    if not addresses:
        yield Skipped(origin, f"{origin} names no feed")
    for address in addresses:
        yield from at_address(address, options)


def feeds_of(raw: bytes) -> list[str]:
    """The addresses of a list's feeds, each once, in its order. Raises SourceError where it is none."""
    root = etree.fromstring(well_formed(raw), etree.XMLParser(resolve_entities=False, no_network=True))
    if etree.QName(root).localname.lower() != "opml":
        raise SourceError("it is not a list of feeds")
    found = []
    for outline in root.iter("{*}outline"):
        named = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        if address := named.get("xmlurl"):
            # As some programs write it: feed://host/path, feed:https://host/path.
            rest = address.removeprefix("feed:")
            found.append(f"http:{rest}" if rest != address and rest.startswith("//") else rest)
    return list(dict.fromkeys(found))
