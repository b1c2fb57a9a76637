"""A connection that knows which file it was opened on, and whether that still lies where it was. Reads and writes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Placed(sqlite3.Connection):
    """A connection to a file that may be moved, deleted, or lie on a disk that goes away."""

    _path: Path | None = None
    _file: tuple[int, int] = (0, 0)

    def stands_at(self, path: Path) -> None:
        """Remember the file that was opened. Raises OSError where it is not there."""
        self._path, self._file = path, _file_at(path)

    @property
    def what_became_of_it(self) -> str:
        """Why what is written now would not be found by who opens the library again, in words; empty where it would."""
        if self._path is None:
            return ""
        try:
            if _file_at(self._path) == self._file:
                return ""
        except OSError as error:
            why = "" if isinstance(error, FileNotFoundError) else f" ({error.strerror})"
            return f"there is no library at {self._path} any more{why}"
        return f"another file lies at {self._path} by now"


def _file_at(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
