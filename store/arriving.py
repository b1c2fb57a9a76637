"""From a raw item and what cleaning made of it to the article and the source that are kept. Pure; writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from store.addresses import outlet_key
from store.digests import sha256_of
from store.document import Block, BlockKind, Document, Later, Run, SourceMap, Style, StyleKind
from store.model import Article, Carried, Cleaned, Metadata, RawItem, Source, State
from store.text import Span, is_normal, normal_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.cleaning.habits import PageLines

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_sorted_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Structure(NamedTuple):
    """What a text version has besides its words, in JSON, as it is kept."""

    blocks: str
    styles: str
    map: str


class Columns(NamedTuple):
    """A cleaned item as it is kept: plain words, which whoever cleans can make, and which cost little to send.

    metadata: the fields of Metadata in their order, each on one line. found: in JSON. outlet: store.addresses.outlet_key.
    """

    media_type: str
    encoding: str
    text: str
    text_sha256: str
    structure: Structure
    cleaner: str
    metadata: tuple[str | None, ...]
    found: str
    outlet: str

    @property
    def title(self) -> str:
        """What it is listed by."""
        return self.metadata[0] or ""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A cleaned item on its way into the library.

    sha256: the digest of its bytes. lines: those of its page (None: they tell nothing of its outlet). sketch: that of its
    text (None: nobody has made it yet).
    """

    item: RawItem
    sha256: str
    columns: Columns
    lines: PageLines | None = None
    sketch: tuple[int, ...] | None = None

    @staticmethod
    def of(item: RawItem, cleaned: Cleaned) -> Arriving:
        """An item that was cleaned here."""
        return Arriving(item, sha256_of(item.raw), columns_of(cleaned))


def columns_of(cleaned: Cleaned) -> Columns:
    """A cleaned item as it is kept."""
    document, metadata = cleaned.document, _in_normal_form(cleaned.metadata)
    return Columns(
        *(cleaned.media_type, cleaned.encoding, document.text),
        *(sha256_of(document.text.encode()), structure_of(document), cleaned.cleaner),
        (
            *(metadata.title, metadata.byline, metadata.outlet, metadata.url),
            *(metadata.published, metadata.language, metadata.updated),
        ),
        found_json(cleaned.found),
        outlet_key(metadata.url, metadata.outlet),
    )


def structure_of(document: Document | None) -> Structure:
    """The blocks, the styles and the way back to the source, as they are kept."""
    if document is None:
        return Structure("[]", "[]", "[]")
    return Structure(
        _json(list(document.columns.rows())),
        _json([(s.kind.value, s.span.start, s.span.end, s.href) for s in document.styles]) if document.styles else "[]",
        _json([(run.start, run.source_start, run.length) for run in document.source_map.runs]),
    )


def found_json(found: Mapping[str, str]) -> str:
    """Where each field of the metadata came from, as it is kept."""
    return _sorted_json(dict(found))


def carried_of(arriving: Arriving, at: str, new_id: Callable[[], str]) -> Carried:
    """An arriving item as if another library had exported it, new, and of this time."""
    columns = arriving.columns
    document = Document(
        columns.text,
        tuple(Block(BlockKind(k), Span(s, e), level) for k, s, e, level in json.loads(columns.structure.blocks)),
        tuple(Style(StyleKind(k), Span(s, e), href) for k, s, e, href in json.loads(columns.structure.styles)),
        SourceMap(Later(partial(_runs, columns.structure.map))),
    )
    cleaned = Cleaned(
        *(document, Metadata(columns.title, *columns.metadata[1:]), columns.media_type, columns.encoding),
        *(columns.cleaner, json.loads(columns.found)),
    )
    return arrived(arriving.item, cleaned, at, new_id)


def arrived(item: RawItem, cleaned: Cleaned, at: str, new_id: Callable[[], str]) -> Carried:
    """The article, new, and its source, both of this time."""
    source = Source(
        id=new_id(),
        sha256=sha256_of(item.raw),
        raw=item.raw,
        media_type=cleaned.media_type,
        encoding=cleaned.encoding,
        origin=printable(item.origin),
        fetched=at,
    )
    article = Article(
        id=new_id(),
        metadata=_in_normal_form(cleaned.metadata),
        state=State.NEW,
        added=at,
        text_id="",
        text_sha256=sha256_of(cleaned.document.text.encode()),
        cleaner=cleaned.cleaner,
        source_id=source.id,
        source_sha256=source.sha256,
        document=cleaned.document,
        found=cleaned.found,
    )
    return Carried(article, source)


def _in_normal_form(metadata: Metadata) -> Metadata:
    """Metadata each on one line, without the characters that no stored text has."""
    return Metadata(
        _on_one_line(metadata.title) or "",
        *map(_on_one_line, (metadata.byline, metadata.outlet, metadata.url)),
        *map(_on_one_line, (metadata.published, metadata.language, metadata.updated)),
    )


def _on_one_line(words: str | None) -> str | None:
    if not words or _is_plain(words):
        return words
    return normal_form(words).replace("\n", " ")


def printable(origin: str) -> str:
    """A file's name as text: bytes that are no UTF-8, and control characters, as \\xNN."""
    if _is_plain(origin):
        return origin
    told = origin.encode("utf-8", "backslashreplace").decode()
    return "".join(sign if is_normal(sign) and sign != "\n" else f"\\x{ord(sign):02x}" for sign in told)


def _is_plain(words: str) -> bool:
    return is_normal(words) and "\n" not in words


def _runs(stored: str) -> tuple[Run, ...]:
    return tuple(Run(*run) for run in json.loads(stored))
