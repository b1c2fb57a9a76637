"""What every source is given and gives besides raw items: options, bounds, and what was skipped. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from store.model import RawItem
from store.sources.manners import WebOptions

STANDARD_INPUT = "-"
LARGEST = 64 * 1024 * 1024  # bytes of one item; far above any article, far below what would fill the memory
LARGEST_ROW = 16 * 1024 * 1024  # bytes of one JSON value, which takes up to twenty times as much once it is parsed


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read: where it was looked for, and a sentence that says why.

    failed is False where nothing went wrong: it counts what an archive holds besides pages.
    """

    origin: str
    reason: str
    failed: bool = True


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a data set's row is which: names as the rows have them ("meta.url" is one inside another).

    None: guessed. Where text or html is named, only that is read; id, which is never guessed, then tells the row in its
    origin instead of its number.
    """

    text: str | None = None
    html: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read what is named.

    format: what it is, whatever its name and beginning say (a name of store.sources.FORMATS); None: told by them.
    allow_private: whether addresses of this machine and its network may be fetched. feed: whether addresses are those
    of feeds, or of pages that name theirs. known: whether what an address leads to is here already: it comes as Skipped,
    not failed, and is not fetched. web: for how long, how much and how often hosts are asked.
    """

    format: str | None = None
    fields: Fields = Fields()
    allow_private: bool = False
    feed: bool = False
    known: Callable[[str], bool] = lambda _address: False
    web: WebOptions = field(default_factory=WebOptions)


USUAL = Options()
"""Nothing said: everything is told by its name and its beginning."""


class Reader(Protocol):
    """Reads one format: a stream of bytes to its items, one in memory at a time.

    Raises OSError, EOFError, ValueError, zlib.error or SourceError where the stream cannot be read on; who calls it says so.
    """

    def __call__(self, stream: BinaryIO, origin: str, options: Options, /) -> Iterator[RawItem | Skipped]:
        """The items of a stream that was found at origin."""


def megabytes(size: int) -> str:
    """A bound in words: "64 MB"."""
    return f"{size // 1024**2} MB"
