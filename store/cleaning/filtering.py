"""Rows with the text or the HTML of an article in, rows with its clean text and what is known of it out. Pure.

Knows nothing of files, processes or the terminal. Decides no line: it asks the cleaner, with what other rows of the
same outlet tell of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from store.addresses import outlet_key
from store.cleaning.article import CLEANER, clean
from store.cleaning.dates import printed_date
from store.cleaning.decoding import HTML, PLAIN, decode
from store.cleaning.habits import NO_HABITS, Habits
from store.cleaning.windows import Outlets, Page, page_lines, windows
from store.dates import is_date
from store.document import Block, BlockKind, Document
from store.errors import CleaningError, FormatError
from store.model import Cleaned, Metadata, RawItem

Row = Mapping[str, object]

OWN = (
    *("id", "text", "title", "byline", "published", "updated", "outlet", "language", "url"),
    *("blocks", "cleaner", "found", "error"),
)
"""The fields of a row that is given out; one of the same name that came in gives way."""

_KINDS = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}

# What is written on an article, and below its pictures, is no part of what it says.
_NOT_BODY = frozenset({BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Wanted:
    """How rows are read and written.

    text_field: the field that holds the text (None: html, else text). as_read: the text as the library keeps it, with
    title and captions, and not the body alone.
    """

    text_field: str | None = None
    as_read: bool = False


class Answer(NamedTuple):
    """A row that is given out, and why it holds an error instead of a text; "" where it does not."""

    row: dict[str, object]
    problem: str = ""


def cleaned_rows(rows: Iterable[Row], wanted: Wanted = Wanted(), *, alone: bool = False) -> Iterator[Answer]:
    """The answer to each row, in order; rows of one outlet help each other unless each is taken alone.

    Looks ahead as far as a window goes (see store.cleaning.windows). Raises nothing for a row.
    """
    outlets = Outlets()
    for window in windows(enumerate(rows, 1), lambda numbered: _size(numbered[1], wanted)):
        pages = [None if alone else page_of(row, number, wanted) for number, row in window.items]
        for (number, row), habits in zip(window.items, outlets.habits(pages), strict=True):
            yield answer(row, number, wanted, habits)


def together(rows: Sequence[Row]) -> list[str]:
    """The body of each row's article; "" where there is none."""
    return [str(given.row.get("text", "")) for given in cleaned_rows(rows)]


def page_of(row: Row, number: int, wanted: Wanted) -> Page | None:
    """The lines of a row and its outlet; None where it names none, or cannot be read (answer says why)."""
    outlet = outlet_key(_words(row, "url"), _words(row, "outlet"))
    if not outlet:
        return None
    try:
        return Page(outlet, page_lines(_item(row, number, wanted)))
    except Exception:
        return None


def answer(row: Row, number: int, wanted: Wanted, habits: Habits = NO_HABITS) -> Answer:
    """What is given out for a row; number: which it is, from 1, for a row without an id. Raises nothing for a row."""
    try:
        told = _cleaned(_item(row, number, wanted), habits, wanted)
    except (FormatError, CleaningError) as error:
        return failed(row, number, wanted, str(error))
    except Exception as error:  # what no row should do to a parser, and what must not end the others if one does
        return failed(row, number, wanted, f"{_name(row, number)} could not be cleaned: {error!r}")
    return Answer(_identified(row, number) | told | _carried(row, wanted))


def failed(row: Row, number: int, wanted: Wanted, problem: str) -> Answer:
    """What is given out for a row that cannot be cleaned."""
    return Answer(_identified(row, number) | {"error": problem} | _carried(row, wanted), problem)


def body_of(document: Document) -> tuple[str, list[int | None]]:
    """What an article says, without its title, byline, date and captions; and where each of its blocks stands in that
    (code points; None for one that does not).
    """
    parts: list[str] = []
    starts: list[int | None] = []
    at, before = 0, -1
    for index, block in enumerate(document.blocks):
        if block.kind in _NOT_BODY:
            starts.append(None)
            continue
        if parts:
            glue = _between(document, before, index)
            parts.append(glue)
            at += len(glue)
        parts.append(block.span.of(document.text))
        starts.append(at)
        at += len(block.span)
        before = index
    return "".join(parts), starts


def _between(document: Document, before: int, index: int) -> str:
    if before + 1 == index:
        return document.text[document.columns.ends[before] : document.columns.starts[index]]
    return "\n\n"


# --- a row that comes in ------------------------------------------------------------------------------------------


def _item(row: Row, number: int, wanted: Wanted) -> RawItem:
    """A row as a raw item. Raises FormatError where it has no text."""
    field = _field(row, wanted)
    words = row.get(field)
    if not isinstance(words, str):
        what = f"is {_KINDS.get(type(words), 'null')}, not text" if field in row else "is missing"
        raise FormatError(f"{_name(row, number)}: “{field}” {what}")
    return RawItem(
        _encoded(words),
        _name(row, number),
        HTML if field == "html" else PLAIN,
        "utf-8",
        _words(row, "url"),
        _said(row),
    )


def _said(row: Row) -> Metadata:
    """What a row says of its article, which goes before what the text says."""
    title, byline, outlet, language = (_words(row, name) for name in ("title", "byline", "outlet", "language"))
    published, updated = _date(row, "published"), _date(row, "updated")
    return Metadata(title or "", byline, outlet, _words(row, "url"), published, language, updated)


def _date(row: Row, name: str) -> str | None:
    words = _words(row, name)
    if words is None or is_date(words):
        return words
    printed = printed_date(words)
    return printed.iso if printed else None


def _field(row: Row, wanted: Wanted) -> str:
    if wanted.text_field is not None:
        return wanted.text_field
    return "html" if row.get("html") or ("text" not in row and "html" in row) else "text"


def _encoded(words: str) -> bytes:
    try:
        return words.encode()
    except UnicodeEncodeError:  # halves of characters, which JSON can hold and no text has
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _words(row: Row, name: str) -> str | None:
    value = row.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _name(row: Row, number: int) -> str:
    identifier = row.get("id")
    return f"line {number}" if identifier in (None, "") else f"line {number} ({identifier})"


def _size(row: Row, wanted: Wanted) -> int:
    return len(_words(row, _field(row, wanted)) or "")


# --- a row that is given out --------------------------------------------------------------------------------------


def _identified(row: Row, number: int) -> dict[str, object]:
    identifier = row.get("id")
    return {"id": number if identifier is None else identifier}


def _carried(row: Row, wanted: Wanted) -> dict[str, object]:
    left = (*OWN, _field(row, wanted))
    return {name: value for name, value in row.items() if name not in left}


def _cleaned(item: RawItem, habits: Habits, wanted: Wanted) -> dict[str, object]:
    if not item.raw.strip(b"\0 \t\r\n"):
        return _nothing(item)
    try:
        return _told(clean(item, habits), wanted)
    except CleaningError:
        decode(item)  # raises again what is wrong with the item itself
        return _nothing(item)


def _nothing(item: RawItem) -> dict[str, object]:
    """For a row in which there is nothing to read: no error, for a page may well hold no article."""
    return _fields("", item.metadata, [], {})


def _told(cleaned: Cleaned, wanted: Wanted) -> dict[str, object]:
    document = cleaned.document
    if wanted.as_read:
        text, starts = document.text, list[int | None](document.columns.starts)
    else:
        text, starts = body_of(document)
    blocks = [_block(block, document, start) for block, start in zip(document.blocks, starts, strict=True)]
    return _fields(text, cleaned.metadata, blocks, cleaned.found)


def _block(block: Block, document: Document, start: int | None) -> dict[str, object]:
    end = None if start is None else start + len(block.span)
    words = block.span.of(document.text)
    return {"kind": block.kind.value, "level": block.level, "text": words, "start": start, "end": end}


def _fields(
    text: str, metadata: Metadata, blocks: Sequence[dict[str, object]], found: Mapping[str, str]
) -> dict[str, object]:
    known = asdict(metadata)
    about = {name: known[name] for name in ("title", "byline", "published", "updated", "outlet", "language", "url")}
    return {"text": text} | about | {"blocks": blocks, "cleaner": CLEANER, "found": dict(sorted(found.items()))}
