"""What a file to be written must not take the place of: a library, another database, what lies beside one. Changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

from store.database.file.homes import LOCK

_BEGINS = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal", LOCK)
"""What SQLite, or annotty, has beside a database while it is open; some of it holds what was saved last."""


def why_not(path: Path) -> str:
    """Why nothing else should be written at a path, in words; empty where nothing is against it."""
    real = os.path.realpath(path)
    if _is_a_database(real):
        return f"{path} is a library, or another database"
    for ending in _BESIDE:
        if real.endswith(ending) and _is_a_database(library := real.removesuffix(ending)):
            return f"{path} would stand in the way of the library {library}, which keeps a file of that name while it is open"
    return ""


def _is_a_database(path: str) -> bool:
    try:
        if not Path(path).is_file():  # a named pipe would be waited for
            return False
        with Path(path).open("rb") as file:
            return file.read(len(_BEGINS)) == _BEGINS
    except (OSError, ValueError):
        return False
