"""Writing a timeline to a file, whole or not at all: what was there before stays until all of it is on the disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a text to a file. Raises OSError where it cannot be written; nothing is left of it then."""
    # Made as any file that a person writes, so that others may read it who could read that one.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
