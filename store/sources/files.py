"""Files, folders and standard input to raw items, one in memory at a time.

Reads and names; decodes nothing, cleans nothing, writes nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from store.model import RawItem

STANDARD_INPUT = "-"
LARGEST = 64 * 1024 * 1024  # bytes; far above any article, far below what would fill the memory

_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
# What a file without a suffix may begin with and still be taken from a folder.
_SNIFF = 4096


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read: where it was looked for, and a sentence that says why."""

    origin: str
    reason: str


def files(paths: Iterable[str], stdin: BinaryIO) -> Iterator[RawItem | Skipped]:
    """The raw items at some paths, in their order; "-" is standard input, a folder is everything text-like below it.

    Folders are walked in sorted order without hidden files and without following links to folders. What cannot be
    read comes as Skipped; nothing is raised for it, and the others go on.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _from_standard_input(stdin)
        else:
            yield from _from_path(path)


def _from_standard_input(stdin: BinaryIO) -> RawItem | Skipped:
    try:
        raw = stdin.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return Skipped(STANDARD_INPUT, f"standard input cannot be read: {_why(error)}")
    if len(raw) > LARGEST:
        return Skipped(
            STANDARD_INPUT, f"standard input is larger than {LARGEST // 1024**2} MB; nothing of it was added"
        )
    return RawItem(raw, STANDARD_INPUT)


def _from_path(path: str) -> Iterator[RawItem | Skipped]:
    try:
        # Expanded as a shell would, for paths that come from elsewhere.
        place = Path(path).expanduser() if path.startswith("~") else Path(path)
        mode = place.stat().st_mode
    except (OSError, ValueError, RuntimeError) as error:
        yield Skipped(path, f"{path} cannot be read: {_why(error)}")
        return
    if stat.S_ISDIR(mode):
        yield from _from_folder(place)
    else:
        yield _from_file(place, named=True)


def _from_folder(folder: Path) -> Iterator[RawItem | Skipped]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield Skipped(str(folder), f"{folder} cannot be listed: {_why(error)}")
        return
    for entry in found:
        place = folder / entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _from_folder(place)
            elif entry.is_file() and _is_text_like(place):
                yield _from_file(place, named=False)
        except OSError as error:
            yield Skipped(str(place), f"{place} cannot be read: {_why(error)}")


def _is_text_like(place: Path) -> bool:
    """Whether a file of a folder is meant: by its suffix, or without one by how it begins."""
    suffix = place.suffix.lower()
    if suffix:
        return suffix in _MEDIA_TYPES
    with place.open("rb") as stream:
        begin = stream.read(_SNIFF)
    return bool(begin) and b"\0" not in begin


def _from_file(place: Path, named: bool) -> RawItem | Skipped:
    """One file; named: whether a person asked for this very file (then its suffix may be any)."""
    origin = str(place)
    try:
        # Not to be caught by a named pipe that nobody writes to.
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Skipped(origin, f"{origin} is {_what(status.st_mode)}, not a file; use - to read from a pipe")
            if status.st_size > LARGEST:
                return Skipped(origin, f"{origin} is larger than {LARGEST // 1024**2} MB; split it and add the pieces")
            raw = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return Skipped(origin, f"{origin} cannot be read: {_why(error)}")
    media_type = _MEDIA_TYPES.get(place.suffix.lower()) if named or place.suffix else None
    return RawItem(raw, origin, media_type)


def _what(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
