"""Writing some articles to a file, whole or not at all. Reads the library through a connection of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def write_out(library: Path, path: Path, articles: Sequence[str]) -> None:
    """Write articles with their marks as JSONL to a file, in whose place nothing is put before all of it is there.

    Raises OSError where it cannot be written, LibraryError where the library cannot be read.
    """
    from store.formats import jsonl
    from store.library import Library

    # Made as any file that a person writes, so that others may read it who could read that one.
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file, Library(library, create=False) as here:
            file.writelines(jsonl.export(here, articles=True, only=articles))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
