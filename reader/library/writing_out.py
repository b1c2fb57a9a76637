"""Writing some articles to a file, whole or not at all. Reads the library through a connection of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.writing import written_whole


def write_out(library: Path, path: Path, articles: Sequence[str]) -> None:
    """Write articles with their marks as JSONL to a file, in whose place nothing is put before all of it is there.

    Raises OSError where it cannot be written, LibraryError where the library cannot be read.
    """
    from store.formats import jsonl
    from store.library import Library

    with written_whole(path) as file, Library(library, create=False) as here:
        file.writelines(jsonl.export(here, articles=True, only=articles))
