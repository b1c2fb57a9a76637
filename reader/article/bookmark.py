"""The reading position: kept a moment after the cursor has moved, and when the page is left."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from store.errors import LibraryError
from store.library import Library
from store.model import Article

_SECONDS = 1.0
"""How long after a motion the position is kept; motions that follow within it cost nothing more."""


class Bookmark:
    """Keeps the place in one article. later: how something is done after some seconds."""

    def __init__(self, library: Library, article: Article, later: Callable[[float, Callable[[], None]], Timer]) -> None:
        self._library = library
        self._article = article
        self._later = later
        self._timer: Timer | None = None
        self._cursor = article.position

    def moved(self, cursor: int) -> None:
        """The cursor is somewhere else."""
        self._cursor = cursor
        if self._timer is None:
            self._timer = self._later(_SECONDS, self.keep)

    def keep(self) -> None:
        """Write it down."""
        self.stop()
        if self._article.document is None:
            return
        try:
            self._library.set_position(self._article, self._cursor)
        except LibraryError:
            self.moved(self._cursor)  # another program is writing; a reading position can wait for its turn

    def close(self) -> None:
        """Write down what waits to be, if it can be done at once."""
        if self._timer is not None:
            self.keep()
            self.stop()

    def stop(self) -> None:
        """Nothing is waited for any more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
