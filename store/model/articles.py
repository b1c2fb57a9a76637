"""Articles and where they come from: raw items, what cleaning makes of them, their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from store.document import BlockKind, Document
from store.model.listed import State
from store.text import Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; None or "" where nothing says it.

    published and updated: ISO 8601 as precise as known, with the time zone where it was given. language: an ISO 639-1
    code.
    """

    title: str = ""
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class RawItem:
    """Bytes as they came, before anything is known of them.

    origin: where they were found, in words that find them again: a path, an address, "archive.warc.gz#record 12", or
    "-" for standard input. media_type and encoding: as declared from outside (None: not declared). url: the address
    that they were published at. metadata: what stands beside them (a feed's entry, a row's columns); it goes before
    what the page says of itself wherever it says something.
    """

    raw: bytes
    origin: str
    media_type: str | None = None
    encoding: str | None = None
    url: str | None = None
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What cleaning makes of a raw item: the document, its metadata, and how the bytes were read.

    found: where each known field of the metadata came from ("line 3", "og:title", "json-ld", "feed"), by its name.
    """

    document: Document
    metadata: Metadata
    media_type: str
    encoding: str
    cleaner: str
    found: Mapping[str, str] = field(default_factory=dict)


class Verdict(NamedTuple):
    """What cleaning decided about one line or block of a source, and why.

    number: its line in the decoded source, from 1 (0: not known). span: where its words stand in the cleaned text; None
    where they do not. stage: the step of the pipeline that decided. reason: some plain words.
    """

    number: int
    kind: BlockKind
    words: str
    span: Span | None
    stage: str
    reason: str

    @property
    def kept(self) -> bool:
        """Whether its words stand in the text."""
        return self.span is not None


@dataclass(frozen=True, slots=True)
class Source:
    """The raw bytes of an article, as they came; raw is None where an import brought only their digest."""

    id: str
    sha256: str
    raw: bytes | None
    media_type: str
    encoding: str
    origin: str
    fetched: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the current version of its text.

    document is None where an import brought marks before the text itself; text_sha256 and source_sha256 are known
    even then.
    position is the code point at which reading stopped. found: where each field of the metadata came from, by its name.
    alike: the other articles that tell the same story, by identifier, the one that was here first before the others.
    """

    id: str
    metadata: Metadata
    state: State
    added: str
    text_id: str
    text_sha256: str
    cleaner: str
    source_id: str
    source_sha256: str
    document: Document | None
    position: int = 0
    found: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The cleaned text; empty where it is not here."""
        return self.document.text if self.document else ""
