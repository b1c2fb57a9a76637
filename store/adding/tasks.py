"""What is handed to whoever cleans, and what comes back: plain data that can be sent to another process. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from store import likeness
from store.cleaning import NO_HABITS, Habits, PageLines, clean, decode
from store.cleaning.decoding import HTML
from store.cleaning.windows import page_lines
from store.errors import AnnottyError
from store.model import Cleaned, RawItem

LARGEST_LOOKED_AT = 1024 * 1024
"""Bytes up to which the lines of a page are looked at before it is cleaned: above, nobody wants to wait for it."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be cleaned, the digest of its bytes, and what is known of its outlet's other pages."""

    item: RawItem
    sha256: str
    habits: Habits = NO_HABITS


class Done(NamedTuple):
    """A cleaned item, the lines of its page (None: they tell nothing of its outlet), and the sketch of its text."""

    cleaned: Cleaned
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
        known = replace(task.item, media_type=cleaned.media_type, encoding=cleaned.encoding)
        lines = None if cleaned.media_type == HTML else page_lines(known)
        return Done(cleaned, lines, likeness.sketch(cleaned.document.text))
    except AnnottyError as error:
        return Failed(str(error))
    except RecursionError:
        return Failed(f"{origin} is nested too deeply to be cleaned; nothing of it was added")
    except MemoryError:
        return Failed(f"{origin} needs more memory to be cleaned than there is; nothing of it was added")
    except Exception as error:
        return Failed(f"{origin} could not be cleaned ({type(error).__name__}: {error}); nothing of it was added")


def lost(task: Task, why: str) -> Result:
    """The result of an item that never came back."""
    return Failed(f"{task.item.origin} {why}; nothing of it was added")


def looked_at(item: RawItem) -> PageLines | None:
    """The lines of a page before it is cleaned; None where they tell nothing, or would take long to read."""
    if len(item.raw) > LARGEST_LOOKED_AT or not (item.encoding or _is_utf8(item.raw)):
        return None
    try:
        return None if decode(item).media_type == HTML else page_lines(item)
    except AnnottyError:
        return None  # cleaning will say what is wrong with it


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
