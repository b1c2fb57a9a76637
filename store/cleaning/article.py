"""A raw item to a cleaned article: chooses the way by media type and checks that something is left to read.

Pure. Holds no rule about what belongs to an article: those stand in the stages.
"""

from __future__ import annotations

from dataclasses import replace

from store.cleaning.decoding import HTML, MARKDOWN, Decoded, decode
from store.cleaning.lines import lines_of
from store.cleaning.mapping import DraftBlock, assembled
from store.cleaning.masthead import outlet_of
from store.cleaning.plain import read
from store.document import BlockKind, Document
from store.errors import CleaningError
from store.model import Cleaned, Metadata, RawItem
from store.text import snap

CLEANER = "annotty-1"

_LISTED = 80  # code points of an article's first words that stand for a title


def clean(item: RawItem) -> Cleaned:
    """The cleaned article of a raw item; the same bytes give the same article.

    Raises CleaningError where there is no text in it, or none that can be read.
    """
    decoded = decode(item)
    if decoded.media_type == HTML:
        from store.cleaning.html import clean_html

        document, metadata = clean_html(decoded.text, item.origin)
    elif decoded.media_type == MARKDOWN:
        from store.cleaning.markdown import clean_markdown

        document, metadata = clean_markdown(decoded.text)
    else:
        document, metadata = clean_plain(decoded)
    if not document.text:
        raise CleaningError(
            f"{item.origin} has no text that can be read once its page furniture is left out; nothing was added"
        )
    if not metadata.title:
        metadata = replace(metadata, title=_first_words(document))
    return Cleaned(document, metadata, decoded.media_type, decoded.encoding, CLEANER)


def _first_words(document: Document) -> str:
    """What an article without a title is listed by: how its text begins, one line of at most _LISTED code points."""
    first = next((b for b in document.blocks if b.kind is not BlockKind.CAPTION), document.blocks[0])
    words = " ".join(first.span.of(document.text).split())
    if len(words) <= _LISTED:
        return words
    cut = words[: _LISTED - 1]
    whole = cut.rpartition(" ")[0] if words[_LISTED - 1] != " " else cut
    return (whole or words[: snap(words, _LISTED - 1)]).rstrip(" ,;:–—-") + "…"


def clean_plain(decoded: Decoded) -> tuple[Document, Metadata]:
    """The document and metadata of a plain-text dump."""
    lines = lines_of(decoded.text)
    reading = read(lines)
    drafts = [DraftBlock(entry.kind, entry.line.content) for entry in reading.lines if entry.kept]
    metadata = Metadata(
        title=reading.title,
        byline=reading.byline,
        outlet=outlet_of([entry.line.text for entry in reading.lines if not entry.kept], [line.text for line in lines]),
        published=reading.published,
        language="en" if reading.english else None,
    )
    return assembled(drafts), metadata
