"""Folders and files for their owner alone, and what was written of them brought to the disk. Decides nothing about where.

Loads nothing: preferences are kept by it before much else is there.
"""

from __future__ import annotations

import os
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself takes longer to load than a screen to paint
    from pathlib import Path


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone; one that is there stays as it is.

    Raises OSError where it cannot be made.
    """
    if path.is_dir():
        return
    if path.parent != path:
        make_folder(path.parent)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        # SQLite brings the names in a library's folder to the disk; that of the folder itself would be lost with the power.
        with suppress(OSError):
            sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk. Raises OSError where the disk does not take it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
