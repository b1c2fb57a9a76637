"""What cleaning an article again changes: its new words and what is known about it, and an account of it. Pure.

Decides nothing about a line, and knows nothing of where articles are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from store.arriving import arrived
from store.comparing import lines_changed
from store.correcting import corrected
from store.model import Annotation, Article, Cleaned, Metadata, Part, RawItem, Source

_BESIDE = "source"  # where a field was found that stood beside the raw item


class FieldChange(NamedTuple):
    """A field of the metadata by its name, with what it said and what it says."""

    field: str
    before: str | None
    after: str | None


class Moved(NamedTuple):
    """A mark, and its parts in the new version; None where its words are not there for sure."""

    mark: Annotation
    parts: tuple[Part, ...] | None


@dataclass(frozen=True, slots=True)
class Recleaned:
    """What became of one article that was cleaned again.

    text_id: its current text version now. gone and come: lines of the text that are no longer, and not yet, there.
    moved: how many marks stand in the new version with their words; found: those among them that had waited for words.
    orphaned: the marks that lost theirs, by identifier; they stay on the version they were made on. reason: why the
    article was passed over; "" where it was not.
    """

    article: str
    title: str
    text_id: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    moved: int = 0
    found: int = 0
    orphaned: tuple[str, ...] = ()
    reason: str = ""

    @property
    def changed(self) -> bool:
        """Whether its text or what is known about it is another now."""
        return bool(self.gone or self.come or self.fields)


class Orphan(NamedTuple):
    """A mark whose words are not in its article's current text.

    near: about where they would stand in it (a code point), as far as what stood around them tells.
    """

    annotation: Annotation
    title: str
    near: int


def item_of(article: Article, source: Source, raw: bytes) -> RawItem:
    """The raw item that an article was made from, with what stood beside it: its fields that no page said.

    Of an article that does not say where its fields were found only the address is taken for such.
    """
    beside = {name for name, place in article.found.items() if place == _BESIDE} or ({"url"} - article.found.keys())
    metadata = Metadata(**{name: value for name, value in asdict(article.metadata).items() if name in beside})
    return RawItem(raw, source.origin, source.media_type or None, source.encoding or None, None, metadata)


def renewed(article: Article, cleaned: Cleaned, values: Mapping[str, str | None]) -> Article:
    """An article as it is cleaned now; values: the fields that readers corrected. Its text_id stays that of the old text.

    A field that nothing says now and that nobody knows the origin of stays as it was.
    """
    item = RawItem(b"", "")
    fresh = arrived(item, cleaned, "", str).article
    known = {
        name: value
        for name, value in asdict(article.metadata).items()
        if value and name not in article.found and getattr(fresh.metadata, name) is None
    }
    new = replace(
        article,
        metadata=replace(fresh.metadata, **known),
        text_sha256=fresh.text_sha256,
        cleaner=fresh.cleaner,
        document=fresh.document,
        found=fresh.found,
    )
    return corrected(new, values)


def is_other(old: Article, new: Article) -> bool:
    """Whether the words or the metadata differ; that a field was found elsewhere, or the kind of a block, is no matter."""
    return old.text_sha256 != new.text_sha256 or old.metadata != new.metadata


def account(old: Article, new: Article, moves: Sequence[Moved]) -> Recleaned:
    """What became of an article and its marks."""
    gone, come = lines_changed(old.text, new.text) if old.text_sha256 != new.text_sha256 else ((), ())
    before, after = asdict(old.metadata), asdict(new.metadata)
    return Recleaned(
        article=old.id,
        title=new.metadata.title,
        text_id=new.text_id,
        gone=gone,
        come=come,
        fields=tuple(FieldChange(name, before[name], after[name]) for name in before if before[name] != after[name]),
        moved=sum(parts is not None for _, parts in moves),
        found=sum(parts is not None and mark.text_id != old.text_id for mark, parts in moves),
        orphaned=tuple(mark.id for mark, parts in moves if parts is None and mark.text_id == old.text_id),
    )


def passed_over(article: Article, reason: str) -> Recleaned:
    """That an article was left as it is, and why."""
    return Recleaned(article.id, article.metadata.title, article.text_id, reason=reason)


def told(what: str, all_of_it: Iterable[Recleaned]) -> str:
    """A summary: what was done, and what became of the marks."""
    done = list(all_of_it)
    moved, lost = sum(each.moved for each in done), sum(len(each.orphaned) for each in done)
    besides = [f"{moved} mark{'' if moved == 1 else 's'} moved"] if moved else []
    if lost:
        besides.append(f"{lost} without {'its' if lost == 1 else 'their'} words now")
    return ", ".join([what, *besides])
