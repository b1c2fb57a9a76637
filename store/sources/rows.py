"""The rows of a data set, whatever it was written in, to raw items. Pure: reads no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from store.model import Metadata, RawItem
from store.sources.fields import (
    Row,
    address_of,
    date_of,
    guessed,
    inside,
    language_of,
    outlet_of,
    short_of,
    value_of,
    whole,
    words_of,
)
from store.sources.given import LARGEST, Fields, Skipped, megabytes

NAME_ONE = "name one with --text-field or --html-field"
_PATIENCE = 10  # rows at the beginning that give nothing, before a file is held for something else
_LISTED = 12  # names of fields in a message
_LONGEST_ID = 200


class Numbered(NamedTuple):
    """A row and its place in its file ("line 7"); in the row's stead a sentence's end where it cannot be read."""

    place: str
    row: object


def items_of(rows: Iterable[Numbered], origin: str, fields: Fields) -> Iterator[RawItem | Skipped]:
    """The items of a data set's rows, one by one; a row that gives none comes as Skipped, and the others go on.

    Where its first rows all give nothing the file is something else: it is given up with one Skipped for all of it.
    """
    held: list[Skipped] | None = []
    names: tuple[str, ...] = ()
    chosen = Fields()
    for place, row in rows:
        if isinstance(row, Mapping):
            if (these := tuple(name for name, value in row.items() if value not in (None, ""))) != names:
                names, chosen = these, guessed(map(str, these), fields)
                if chosen.text is None and chosen.html is None:
                    chosen = guessed(map(str, row), fields)  # to say which one is empty
            item = item_of(row, f"{origin}#{place}", chosen, fields)
        else:
            why = row if isinstance(row, Unreadable) else "is not an object with named fields"
            item = Skipped(f"{origin}#{place}", f"{origin}#{place} {why}")
        if held is None:
            yield item
        elif isinstance(item, RawItem):
            yield from held
            held = None
            yield item
        else:
            held.append(item)
            if len(held) == _PATIENCE:
                reason = held[0].reason.removeprefix(held[0].origin).strip()
                yield Skipped(
                    origin,
                    f"{origin} was given up after {_PATIENCE} rows without an article: {place_of(held[0], origin)} {reason}",
                )
                return
    yield from held or ()


class Unreadable(str):
    """Why a row cannot be read, as the end of a sentence that begins with its place."""

    __slots__ = ()


def place_of(skipped: Skipped, origin: str) -> str:
    """Where in its file something was skipped."""
    return skipped.origin.removeprefix(f"{origin}#")


def item_of(row: Row, origin: str, chosen: Fields, given: Fields) -> RawItem | Skipped:
    """The raw item of a row whose fields are chosen; given: those of them that a person named."""
    if "offset_unit" in row and "schema" in row:
        return Skipped(origin, f"{origin} is a mark or an article that annotty exported; use annotty import")
    if chosen.html is None and chosen.text is None:
        return Skipped(origin, f"{origin} {no_text(map(str, row))}")
    (raw, encoding), media_type = _raw(value_of(row, chosen.html)), "text/html"
    if not raw.strip():
        (raw, encoding), media_type = _raw(value_of(row, chosen.text)), "text/plain"
    if not raw.strip():
        return Skipped(origin, f"{origin} has nothing in {' and '.join(n for n in (chosen.html, chosen.text) if n)}")
    if len(raw) > LARGEST:
        return Skipped(origin, f"{origin} is larger than {megabytes(LARGEST)}")
    if given.id is not None and (told := _id(value_of(row, given.id))):
        origin = f"{origin.rpartition('#')[0]}#{told}"
    beside = inside(row)
    metadata = _metadata(row, beside, chosen, guessed(map(str, beside), given))
    return RawItem(raw, origin, media_type, encoding, metadata.url, metadata)


def _raw(value: object) -> tuple[bytes, str | None]:
    """The bytes of a text and their encoding; bytes that a row holds are left as they are, in whatever encoding."""
    if isinstance(value, bytes):
        return value, None
    return whole(words_of(value)).encode(), "utf-8"


def no_text(names: Iterable[str]) -> str:
    """That no field of these is known to hold a text, as the end of a sentence."""
    listed = [whole(" ".join(name.split())[:40]) for name in names]
    some = ", ".join(listed[:_LISTED]) + (" …" if len(listed) > _LISTED else "")
    return f"has no field that is known to hold a text (it has {some or 'none'}); {NAME_ONE}"


def _metadata(row: Row, beside: Row, chosen: Fields, chosen_beside: Fields) -> Metadata:
    page = row.get("html")
    address = address_of(value_of(row, chosen.url)) or address_of(value_of(beside, chosen_beside.url))
    if address is None and isinstance(page, Mapping):
        address = address_of(page.get("responded_url")) or address_of(page.get("requested_url"))
    where = (row, chosen), (beside, chosen_beside)
    return Metadata(
        title=next((t for r, c in where if (t := short_of(value_of(r, c.title)))), ""),
        byline=next((b for r, c in where if (b := short_of(value_of(r, c.byline)))), None),
        outlet=next((o for r, c in where if (o := outlet_of(value_of(r, c.outlet)))), None),
        url=address,
        published=next((d for r, c in where if (d := date_of(value_of(r, c.published)))), None),
        language=next((n for r, c in where if (n := language_of(value_of(r, c.language)))), None),
        updated=next((d for r, c in where if (d := date_of(value_of(r, c.updated)))), None),
    )


def _id(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    words = whole(" ".join(str(value)[: _LONGEST_ID + 1].split()))
    return words if 0 < len(words) <= _LONGEST_ID else None
