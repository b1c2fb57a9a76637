"""Writing a file that takes its place once all of it is on the disk: whatever a person has annotty write."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from store.private import sync


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A stream to a file that takes the place of `path` once all is written, and leaves no trace where it was not.

    A new file is its owner's alone; one that was there keeps its permissions. A pipe or a device is written to as it is.
    """
    before = path.stat().st_mode if path.exists() else None
    if before is not None and not stat.S_ISREG(before):
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    path = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(  # for its owner alone
        prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent
    )
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            if before is not None:
                os.fchmod(stream.fileno(), stat.S_IMODE(before))
            os.fsync(stream.fileno())
        beside.replace(path)
        sync(path.parent)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write(path: Path, text: str) -> None:
    """Write a text to a file. Raises OSError where it cannot be written; nothing is left of it then."""
    with written_whole(path) as stream:
        stream.write(text)
