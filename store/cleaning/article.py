"""A raw item to a cleaned article: chooses the way by media type and checks that something is left to read.

Pure. Holds no rule about what belongs to an article: those stand in the stages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from store.cleaning.decoding import HTML, MARKDOWN, Decoded, decode
from store.cleaning.habits import NO_HABITS, Habits
from store.cleaning.judged import Judged
from store.document import BlockKind, Document
from store.errors import CleaningError
from store.model import Cleaned, Metadata, RawItem, Verdict
from store.text import snap

CLEANER = "annotty-2"

_FIELDS = tuple(each.name for each in fields(Metadata))
_LISTED = 80  # code points of an article's first words that stand for a title
_SEEN = 20 * _LISTED  # code points in which they are looked for
_MOST_LINES = 75_000  # a novel has fewer; to tell more apart would take minutes and gigabytes


def clean(item: RawItem, habits: Habits = NO_HABITS) -> Cleaned:
    """The cleaned article of a raw item; the same bytes and the same habits give the same article.

    habits: what is known of its outlet's other pages. Raises CleaningError where there is no text in it, or none that
    can be read.
    """
    return explained(item, habits)[0]


def explained(item: RawItem, habits: Habits = NO_HABITS) -> tuple[Cleaned, Callable[[], Sequence[Verdict]]]:
    """The cleaned article of a raw item, and what makes the verdict on each line or block of the source, in its order.

    Raises CleaningError as clean does.
    """
    decoded = decode(item)
    if _has_too_many_lines(decoded):
        raise CleaningError(f"{item.origin} has more than {_MOST_LINES:,} lines, as no article has; take it in pieces")
    judged = _judged(decoded, item.origin, habits)
    if not judged.document.text:
        raise CleaningError(f"{item.origin} has no text that can be read once its page furniture is left out")
    metadata, found = _with_what_stands_beside(judged, item)
    if not metadata.title:
        metadata = replace(metadata, title=_first_words(judged.document))
        found["title"] = "its first words"
    cleaned = Cleaned(judged.document, metadata, decoded.media_type, decoded.encoding, CLEANER, found)
    return cleaned, judged.explain


def _has_too_many_lines(decoded: Decoded) -> bool:
    sign = "<" if decoded.media_type == HTML else "\n"
    if decoded.text.count(sign) <= _MOST_LINES:
        return False
    if decoded.media_type == HTML:
        from store.cleaning.html.glancing import glanced_lines

        lines = glanced_lines(decoded.text)
    else:
        lines = (line for line in decoded.text.splitlines() if line and not line.isspace())
    return any(number == _MOST_LINES for number, _ in enumerate(lines))


def _judged(decoded: Decoded, origin: str, habits: Habits) -> Judged:
    if decoded.media_type == HTML:
        from store.cleaning.html.stages import clean_html

        return clean_html(decoded.text, origin, habits)
    if decoded.media_type == MARKDOWN:
        from store.cleaning.markdown.document import clean_markdown

        return clean_markdown(decoded.text, habits)
    from store.cleaning.plain.dump import clean_plain

    return clean_plain(decoded.text, habits)


def _with_what_stands_beside(judged: Judged, item: RawItem) -> tuple[Metadata, dict[str, str]]:
    """The metadata with what was known before the text was read, which goes first; and where each field came from."""
    beside, read = item.metadata, judged.metadata
    known: dict[str, str | None] = {}
    found = {name: judged.found.get(name, "text") for name in _FIELDS if getattr(read, name)}
    for name in _FIELDS:
        value: str | None = getattr(beside, name) or (item.url if name == "url" else None)
        if value:
            found[name] = "source"
        known[name] = value or getattr(read, name)
    return Metadata(known.pop("title") or "", **known), found


def _first_words(document: Document) -> str:
    """What an article without a title is listed by: how its text begins, one line of at most _LISTED code points."""
    first = next((b for b in document.blocks if b.kind is not BlockKind.CAPTION), document.blocks[0])
    words = " ".join(document.text[first.span.start : min(first.span.end, first.span.start + _SEEN)].split())
    if len(words) <= _LISTED:
        return words
    cut = words[: _LISTED - 1]
    whole = cut.rpartition(" ")[0] if words[_LISTED - 1] != " " else cut
    return (whole or words[: snap(words, _LISTED - 1)]).rstrip(" ,;:–—-") + "…"
