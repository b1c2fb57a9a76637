"""The fields of a JSONL line to what the library takes in: an article with its text and source, or a mark. Pure.

Raises FormatError with the path of the field that is wrong, and where Document refuses its blocks, OffsetError.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from store.digests import sha256_of
from store.document import Block, BlockKind, Document, Run, SourceMap, Style, StyleKind
from store.errors import FormatError
from store.formats.fields import Fields
from store.formats.jsonl_marks import annotation_line, entity_of, tag_of
from store.formats.jsonl_writing import OFFSET_UNIT, SCHEMA_VERSION
from store.model import Apart, Article, Carried, Layer, Metadata, Source, State
from store.text import is_boundary

_LABELS_SINCE = 2


class LineType(StrEnum):
    """What a line tells of: an article, a mark of one of the layers, a tag, or an entity that no mark names."""

    ARTICLE = "article"
    HIGHLIGHT = "highlight"
    ENTITY = "entity"
    CLAIM = "claim"
    TAG = "tag"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class KnownText:
    """The text of the article that the file told of last, so that quotes can be held against it."""

    article: str = ""
    sha256: str = ""
    text: str = ""


def carried(line: Fields, known: KnownText) -> tuple[Carried | Apart, KnownText]:
    """What a line brings, and the text that the next line's quotes are held against."""
    version = line.whole("schema", least=1)
    if version > SCHEMA_VERSION:
        raise FormatError(
            f"it was written by a newer annotty (schema {version}, this one reads {SCHEMA_VERSION}); "
            "update annotty to import it"
        )
    kind = line.choice("type", LineType)
    brought: Carried | Apart
    if kind is LineType.TAG:
        brought = Apart(tag_of(line.inner("tag")))
    elif kind is LineType.UNNAMED:
        brought = Apart(entity_of(line.inner("entity")))
    elif kind is LineType.ARTICLE:
        line.only("offset_unit", OFFSET_UNIT)
        brought = told = _article_line(line, version)
        article = told.article
        known = KnownText(article.id, article.text_sha256, article.text) if article.document else known
    else:
        line.only("offset_unit", OFFSET_UNIT)
        brought = mark = annotation_line(line, Layer(kind.value))
        _hold_against(mark, known)
    line.close()
    return brought, known


def _hold_against(brought: Carried, known: KnownText) -> None:
    article, annotation = brought.article, brought.annotation
    if annotation is None or (article.id, article.text_sha256) != (known.article, known.sha256):
        return
    for number, part in enumerate(annotation.parts):
        if part.span.of(known.text) != part.exact:
            raise FormatError(f"parts[{number}].exact is not what stands at {part.span.start}–{part.span.end}")
        if not (is_boundary(known.text, part.span.start) and is_boundary(known.text, part.span.end)):
            raise FormatError(f"parts[{number}] cuts a character that is made of several signs")


# --- articles -----------------------------------------------------------------------------------------------------


def _article_line(line: Fields, version: int) -> Carried:
    text, sha256 = line.text_or_none("text"), line.digest("text_sha256")
    if text is not None and sha256_of(text.encode()) != sha256:
        raise FormatError("text is not the text that text_sha256 was made from")
    document = _document(line, text)
    source = _source(line.inner("source"))
    article = Article(
        id=line.identifier(),
        metadata=Metadata(
            title=line.line("title"),
            byline=line.line_or_none("byline"),
            outlet=line.line_or_none("outlet"),
            url=line.line_or_none("url"),
            published=line.line_or_none("published"),
            language=line.line_or_none("language"),
            updated=line.line_or_none("updated"),
        ),
        state=_state(line),
        added=line.time("added"),
        text_id="",
        text_sha256=sha256,
        cleaner=line.line("cleaner"),
        source_id=source.id,
        source_sha256=source.sha256,
        document=document if text is not None else None,
        found=line.lines("found"),
    )
    return Carried(article, source, labels=_labels(line) if version >= _LABELS_SINCE else ())


def _state(line: Fields) -> State:
    state = line.choice("state", State)
    if state is State.DELETED:
        raise line.wrong("state", "one that an article that is not deleted has")
    return state


def _labels(line: Fields) -> tuple[str, ...]:
    """Labels, in the order in which the library keeps them, whoever wrote the file."""
    labels = sorted(line.names("labels"))
    if twice := next((one for one, other in pairwise(labels) if one == other), None):
        raise FormatError(f"{line.path('labels')} has {twice!r} twice")
    return tuple(labels)


def _document(line: Fields, text: str | None) -> Document:
    blocks, styles = [], []
    for inner in line.inner_list("blocks"):
        blocks.append(Block(inner.choice("kind", BlockKind), inner.span(), inner.whole("level")))
        inner.close()
    for inner in line.inner_list("styles"):
        styles.append(Style(inner.choice("kind", StyleKind), inner.span(), inner.text_or_none("href")))
        inner.close()
    runs = tuple(Run(start, source, length) for start, source, length in line.whole_lists("map", 3))
    ends = (0, *(run.start + run.length for run in runs))
    if any(run.start < end for run, end in zip(runs, ends, strict=False)) or ends[-1] > len(text or ""):
        raise FormatError("map is not a list of runs of the text, in order")
    return Document(text or "", tuple(blocks), tuple(styles), SourceMap(runs))


def _source(inner: Fields) -> Source:
    encoded = inner.text_or_none("raw_base64")
    sha256 = inner.digest("sha256")
    try:
        raw = None if encoded is None else base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise inner.wrong("raw_base64", "base64") from None
    if raw is not None and sha256_of(raw) != sha256:
        raise FormatError(f"{inner.path('raw_base64')} is not the bytes that sha256 was made from")
    source = Source(
        id=inner.identifier(),
        sha256=sha256,
        raw=raw,
        media_type=inner.line("media_type"),
        encoding=inner.line("encoding"),
        origin=inner.line("origin"),
        fetched=inner.time("fetched"),
    )
    inner.close()
    return source
