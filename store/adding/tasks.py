"""What is handed to whoever cleans, and what comes back: plain data that can be sent to another process. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from store import likeness
from store.addresses import outlet_key
from store.arriving import Columns, columns_of
from store.cleaning import NO_HABITS, Habits, PageLines, clean
from store.cleaning.html.glancing import glanced_address
from store.cleaning.windows import Page, page_lines
from store.errors import AnnottyError
from store.model import Metadata, RawItem

_PAGES = ("text/html", "application/xhtml+xml")
LARGEST_LOOKED_AT = 1024 * 1024
"""Bytes up to which the lines of a page are looked at before it is cleaned: above, nobody wants to wait for it."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be cleaned, the digest of its bytes, what is known of its outlet's other pages, and its own lines (None:
    nobody has looked at them yet).
    """

    item: RawItem
    sha256: str
    habits: Habits = NO_HABITS
    lines: PageLines | None = None

    def __reduce__(self) -> tuple[Callable[..., Task], tuple[object, ...]]:
        # As plain values: there are thousands a second. Its lines stay here; there they are only known to be known.
        item, meta, habits = self.item, self.item.metadata, self.habits
        told = (meta.title, meta.byline, meta.outlet, meta.url, meta.published, meta.language, meta.updated)
        about = (habits.pages, dict(habits.repeated), dict(habits.rulings)) if habits is not NO_HABITS else None
        sent = (item.raw, item.origin, item.media_type, item.encoding, item.url)
        return _received, (*sent, told, self.sha256, about, self.lines is not None)


_LOOKED_AT = PageLines(frozenset(), frozenset())


def _received(
    raw: bytes,
    origin: str,
    media_type: str | None,
    encoding: str | None,
    url: str | None,
    told: tuple[str, *tuple[str | None, ...]],
    sha256: str,
    about: tuple[int, dict[int, int], dict[int, bool]] | None,
    looked_at: bool,
) -> Task:
    item = RawItem(raw, origin, media_type, encoding, url, Metadata(*told))
    return Task(item, sha256, Habits(*about) if about else NO_HABITS, _LOOKED_AT if looked_at else None)


class Done(NamedTuple):
    """A cleaned item as it is kept, the lines of its page where its task had none (None: they tell nothing of its outlet),
    and the sketch of its text.
    """

    columns: Columns
    lines: PageLines | None
    sketch: tuple[int, ...]


class Failed(NamedTuple):
    """Why an item could not be cleaned, in a sentence."""

    reason: str


Result = Done | Failed


def done(task: Task) -> Result:
    """Clean an item. Raises nothing: whatever is wrong with one item, the others go on."""
    origin = task.item.origin
    try:
        cleaned = clean(task.item, task.habits)
        lines = None
        if task.lines is None:
            lines = page_lines(replace(task.item, media_type=cleaned.media_type, encoding=cleaned.encoding))
        return Done(columns_of(cleaned), lines, likeness.sketch(cleaned.document.text))
    except AnnottyError as error:
        return _failed(str(error))
    except RecursionError:
        return _failed(f"{origin} is nested too deeply to be cleaned")
    except MemoryError:
        return _failed(f"{origin} needs more memory to be cleaned than there is")
    except Exception as error:
        return _failed(f"{origin} could not be cleaned ({type(error).__name__}: {' '.join(str(error).split())[:200]})")


def lost(task: Task, why: str) -> Result:
    """The result of an item that never came back."""
    return _failed(f"{task.item.origin} {why}")


def _failed(sentence: str) -> Failed:
    return Failed(f"{sentence}; nothing of it was added")


def looked_at(item: RawItem) -> Page | None:
    """The lines of a page before it is cleaned, and its outlet; None where they tell nothing, or would take long to read."""
    if len(item.raw) > LARGEST_LOOKED_AT or not (item.encoding or _is_utf8(item.raw)):
        return None
    address = item.metadata.url or item.url
    if address is None and item.media_type in _PAGES:
        address = glanced_address(item.raw.decode("utf-8", "replace"))
    outlet = outlet_key(address, item.metadata.outlet)
    if not outlet:
        return None
    try:
        return Page(outlet, page_lines(item))
    except AnnottyError:
        return None  # cleaning will say what is wrong with it


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
