"""The reading position: kept a moment after the cursor has moved, and when the page is left."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from store.errors import LibraryError
from store.library import Library
from store.model import Article

_SECONDS = 1.0
"""How long after a motion the position is kept; motions that follow within it cost nothing more."""
_GLANCE_SECONDS = 2.0
"""How long a page is looked at before it counts as being read, where nothing is done on it."""


class Bookmark:
    """Keeps the place in one article. later: how something is done after some seconds.

    unsaved: the places, by article, that could not be written because another program was writing.
    """

    def __init__(
        self,
        library: Library,
        article: Article,
        later: Callable[[float, Callable[[], None]], Timer],
        unsaved: dict[str, int],
    ) -> None:
        self._library = library
        self._article = article
        self._later = later
        self._unsaved = unsaved
        self._timer: Timer | None = None
        self._cursor = unsaved.get(article.id, article.position)
        self._is_read = False

    @property
    def position(self) -> int:
        """Where reading stopped."""
        return self._cursor

    def opened(self) -> None:
        """The page is looked at."""
        self._timer = self._later(_GLANCE_SECONDS, self.keep)

    def moved(self, cursor: int) -> None:
        """The cursor is somewhere else."""
        self._cursor = cursor
        if not self._is_read:
            self._is_read = True
            self._stop()
        if self._timer is None:
            self._timer = self._later(_SECONDS, self.keep)

    def keep(self) -> None:
        """Write it down."""
        self._is_read = True
        self._stop()
        if self._article.document is not None and not self._write():
            self.moved(self._cursor)  # another program is writing; a reading position can wait for its turn

    def close(self) -> None:
        """Write down what waits to be, if it can be done at once; a page that was only passed by was not read."""
        if self._timer is not None and self._is_read and self._article.document is not None:
            self._write()
        self._stop()

    def drop(self) -> None:
        """Write nothing more: the article has another text now, in which this place is elsewhere."""
        self._stop()

    def _write(self) -> bool:
        try:
            self._library.set_position(self._article, self._cursor)
        except LibraryError:
            self._unsaved[self._article.id] = self._cursor
            return False
        self._unsaved.pop(self._article.id, None)
        return True

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
