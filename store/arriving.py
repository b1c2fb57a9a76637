"""From a raw item and what cleaning made of it to the article and the source that are kept. Pure; writes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from store.model import Article, Carried, Cleaned, Metadata, RawItem, Source, State
from store.text import is_normal, normal_form

if TYPE_CHECKING:
    from store.cleaning.habits import PageLines


@dataclass(frozen=True, slots=True)
class Arriving:
    """A cleaned item on its way into the library.

    lines: those of its page (None: they tell nothing of its outlet). sketch: that of its text, where it was made already.
    """

    item: RawItem
    cleaned: Cleaned
    lines: PageLines | None = None
    sketch: tuple[int, ...] | None = None


def arrived(item: RawItem, cleaned: Cleaned, at: str, new_id: Callable[[], str]) -> Carried:
    """The article, new, and its source, both of this time."""
    source = Source(
        id=new_id(),
        sha256=hashlib.sha256(item.raw).hexdigest(),
        raw=item.raw,
        media_type=cleaned.media_type,
        encoding=cleaned.encoding,
        origin=_printable(item.origin),
        fetched=at,
    )
    article = Article(
        id=new_id(),
        metadata=_in_normal_form(cleaned.metadata),
        state=State.NEW,
        added=at,
        text_id="",
        text_sha256=hashlib.sha256(cleaned.document.text.encode()).hexdigest(),
        cleaner=cleaned.cleaner,
        source_id=source.id,
        source_sha256=source.sha256,
        document=cleaned.document,
        found=cleaned.found,
    )
    return Carried(article, source)


def _in_normal_form(metadata: Metadata) -> Metadata:
    """Metadata each on one line, without the characters that no stored text has."""
    return Metadata(*(words and normal_form(words).replace("\n", " ") for words in astuple(metadata)))


def _printable(origin: str) -> str:
    """A file's name as text: bytes that are no UTF-8, and control characters, as \\xNN."""
    told = origin.encode("utf-8", "backslashreplace").decode()
    return "".join(sign if is_normal(sign) and sign != "\n" else f"\\x{ord(sign):02x}" for sign in told)
