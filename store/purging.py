"""Taking deleted articles out of an open library for good: which they are, and that the history tells of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from store.database.recording import Action, recording
from store.model import Deed
from store.renewing import Renewing

if TYPE_CHECKING:
    from store.database.purging import Purged

_ALWAYS = "9"
"""Behind every time."""


class Purging(Renewing):
    """What cannot be undone."""

    def purgeable(self, older: timedelta | None = None) -> "Purged":
        """What purge would take out: articles that were deleted this long ago or longer (None: at any time)."""
        from store.database import purging  # the app needs none of it

        articles = self._deleted_for(older)
        return purging.Purged(len(articles), purging.marks_on(self._connection, articles))

    def purge(self, older: timedelta | None = None) -> "Purged":
        """Take deleted articles out of the file, with their sources, texts, marks, labels and steps of the history.

        Entities that only their marks named, and that nobody wrote anything about, go as well. One transaction; then the
        file is written anew, so that no word of them is left in it: where that fails LibraryError says so, and purge does
        it the next time. older: those that were deleted this long ago or longer (None: at any time).
        """
        from store.database import purging

        size = _size(self.path)
        with recording(self._connection) as action:
            articles = self._deleted_for(older)
            purged = purging.purge(self._connection, articles) if articles else purging.Purged()
            if articles:
                self._tell_purged(action, len(articles))
        if purging.has_traces(self._connection):
            self.settle()  # the rows of the desks have words of the articles too
            purging.clear_traces(self._connection)
        return purging.Purged(purged.articles, purged.marks, purged.entities, max(0, size - _size(self.path)))

    def _deleted_for(self, older: timedelta | None) -> list[str]:
        from store.database import purging

        if older is None:
            return purging.deleted_before(self._connection, _ALWAYS)
        at = datetime.fromisoformat(self._clock()).astimezone(UTC) - older
        return purging.deleted_before(self._connection, at.isoformat(timespec="milliseconds"))

    def _tell_purged(self, action: Action, number: int) -> None:
        self._tell(action, Deed.PURGE, f"purged {number} article{'' if number == 1 else 's'}", None)


def _size(path: Path) -> int:
    return path.stat().st_size
