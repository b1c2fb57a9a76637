"""Writing a file that takes its place once all of it is on the disk: whatever a person has annotty write."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from store.database.file.overwriting import why_not
from store.errors import Refused
from store.private import sync

_OURS, _UNFINISHED = ".annotty-", ".part"
"""How the name of a file that is being written tells who writes it."""
_OF_THE_NAME = 40
"""Code points of the file's own name that stand in that one: four bytes each at most, and a name has 255."""
_LEFT = 24 * 60 * 60
"""Seconds after which nobody writes there any more."""


@contextmanager
def written_whole(path: Path) -> Iterator[TextIO]:
    """A stream to a file that takes the place of `path` once all is written, and leaves no trace where it was not.

    A new file is its owner's alone; one that was there keeps its permissions. A pipe or a device is written to as it is.
    Raises Refused where a library would be lost by it, OSError that names `path` where it cannot be written.
    """
    try:
        with _written(path) as stream:
            yield stream
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    before = path.stat().st_mode if path.exists() else None
    if before is not None and not stat.S_ISREG(before):
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    if why := why_not(path):
        raise Refused(f"{why}; nothing was written. Choose another file")
    path = _followed(path)
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(  # for its owner alone
        prefix=f".{path.name[:_OF_THE_NAME]}{_OURS}", suffix=_UNFINISHED, dir=path.parent
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


def _followed(path: Path) -> Path:
    """Where links lead, so that a link stays a link. Raises OSError where they lead nowhere."""
    try:
        return path.resolve()
    except RuntimeError:  # how pathlib says it before Python 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def _sweep(folder: Path) -> None:
    """Remove what was left where the power went, or the process was killed, while a file was written; not what may be
    written just now.
    """
    before = time.time() - _LEFT
    with suppress(OSError):
        for each in folder.glob(f".*{_OURS}*{_UNFINISHED}"):
            with suppress(OSError):
                seen = each.lstat()
                if stat.S_ISREG(seen.st_mode) and seen.st_uid == os.geteuid() and seen.st_mtime < before:
                    each.unlink()


def write(path: Path, text: str) -> None:
    """Write a text to a file. Raises as written_whole does; nothing is left of it then."""
    with written_whole(path) as stream:
        stream.write(text)
