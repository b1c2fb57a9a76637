"""Which reader is for which file: told by its suffix, else by its beginning. A new format is a module and a line here.

Every module named here has a function `items` that is a Reader; none is imported before it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from store.sources.given import Reader

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
"""What a file that is one article is, by its suffix."""

SINGLE = {"text": "text/plain", "html": "text/html", "markdown": "text/markdown"}
"""The same by the name of the format."""

_MIME_HEAD = re.compile(rb"\s*(?:[\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){1,40}", re.I)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.I | re.M)
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}>\s*|<!--[^>]{0,2000}-->\s*){0,5}<(?:rss|feed|rdf:RDF)[\s>]")
_OPML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}>\s*|<!--[^>]{0,2000}-->\s*){0,5}<opml[\s>]")


def _never(_begin: bytes) -> bool:
    return False


def _is_warc(begin: bytes) -> bool:
    return begin.startswith(b"WARC/")


def _is_epub(begin: bytes) -> bool:
    return begin.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in begin[:200]


def _is_parquet(begin: bytes) -> bool:
    return begin.startswith(b"PAR1")


def _is_mhtml(begin: bytes) -> bool:
    head = _MIME_HEAD.match(begin)
    return bool(head and _MULTIPART.search(head.group()))


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of several items, or of one that lies inside its file.

    seeks: it is read from its end, so a stream that cannot be sought in is taken into memory first. in_folders: whether
    it is read where nobody named it; quiet: whether a folder's file that turns out to be something else is passed over.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool] = _never
    seeks: bool = False
    in_folders: bool = True
    quiet: bool = False

    @property
    def reader(self) -> Reader:
        """What reads it."""
        reader: Reader = import_module(f"store.sources.{self.module}").items
        return reader


KINDS = (
    Kind("warc", "warc", (".warc", ".wet"), _is_warc),
    Kind("mhtml", "mhtml", (".mht", ".mhtml"), _is_mhtml),
    Kind("epub", "epub", (".epub",), _is_epub, seeks=True),
    Kind("jsonl", "json_lines", (".jsonl", ".ndjson", ".jsonlines")),
    Kind("json", "json_values", (".json",), quiet=True),
    Kind("csv", "tables", (".csv",)),
    Kind("tsv", "tables", (".tsv", ".tab")),
    Kind("parquet", "parquet", (".parquet", ".pq"), _is_parquet, seeks=True),
    # Only where they are named: a feed's entries and a list's feeds are fetched.
    Kind("feed", "feeds", (".rss", ".atom"), lambda begin: bool(_FEED.match(begin)), in_folders=False),
    Kind("opml", "opml", (".opml",), lambda begin: bool(_OPML.match(begin)), in_folders=False),
)

FORMATS = (*SINGLE, *(kind.name for kind in KINDS))
"""What a format can be called where a person names it."""


def kind_of(name: str, begin: bytes, named: str | None = None) -> Kind | None:
    """The kind of a file by the format that was named, its suffix, or its first bytes; None where it is one article."""
    if named is not None:
        return next((kind for kind in KINDS if kind.name == named), None)
    suffix = PurePath(name).suffix.lower()
    if suffix in MEDIA_TYPES:
        return None
    return next((kind for kind in KINDS if suffix in kind.suffixes), None) or next(
        (kind for kind in KINDS if kind.begins(begin)), None
    )
