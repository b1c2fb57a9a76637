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
# What lies beside saved pages: passed over without a word, for nobody means it and there is much of it.
_ASSETS = frozenset(
    ".css .js .mjs .map .json .wasm .download .png .jpg .jpeg .gif .svg .webp .avif .bmp .ico .tif .tiff .heic .psd "
    ".woff .woff2 .ttf .otf .eot .mp3 .m4a .ogg .wav .flac .mp4 .m4v .webm .mov .avi .mkv .vtt .srt".split()
)
# Text for programs and not for readers.
_DATA = frozenset(".csv .tsv .jsonl .ndjson .xml .rss .atom .yaml .yml .toml .ini .cfg .sql .bib .tex .ipynb".split())
_DATA |= frozenset(".py .ts .sh .bat .c .h .cpp .java .go .rs .rb .php".split())
_SNIFF = 4096  # bytes at the start of a file whose name does not say what it is
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, which is full of zero bytes
_NO_PLAIN_TEXT = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"%!PS")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class Skipped:
    """What could not be read: where it was looked for, and a sentence that says why."""

    origin: str
    reason: str


def files(paths: Iterable[str], stdin: BinaryIO) -> Iterator[RawItem | Skipped]:
    """The raw items at some paths, in their order; "-" is standard input, a folder is everything text-like below it.

    Folders are walked in sorted order without hidden files and without following links to folders. What cannot be
    read comes as Skipped; nothing is raised for it, and the others go on. Of a folder's other files, those that belong
    to saved pages (pictures, styles, scripts) and empty ones are passed over; the rest comes as Skipped too.
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
        yield _from_file(place)


def _from_folder(folder: Path) -> Iterator[RawItem | Skipped]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield Skipped(str(folder), f"{folder} cannot be listed: {_why(error)}")
        return
    names = {entry.name for entry in found}
    for entry in found:
        place = folder / entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                if not _belongs_to_a_page(entry.name, names):
                    yield from _from_folder(place)
            elif place.suffix.lower() in _ASSETS:
                continue
            elif entry.is_file():
                if (taken := _from_folder_file(place)) is not None:
                    yield taken
            elif entry.is_symlink() and not place.exists():
                yield Skipped(str(place), f"{place} cannot be read: it is a link to what is not there")
        except OSError as error:
            yield Skipped(str(place), f"{place} cannot be read: {_why(error)}")


def _belongs_to_a_page(name: str, beside: set[str]) -> bool:
    """Whether a folder is what a browser saved beside a page ("Report_files" beside "Report.html")."""
    page, mark, rest = name.rpartition("_")
    return bool(mark) and rest == "files" and any(page + suffix in beside for suffix in _PAGE_SUFFIXES)


def _from_folder_file(place: Path) -> RawItem | Skipped | None:
    """A file found in a folder, taken if its suffix or its beginning shows a text; None if there is nothing in it."""
    suffix = place.suffix.lower()
    if suffix in _MEDIA_TYPES:
        return _from_file(place)
    with place.open("rb") as stream:
        begin = stream.read(_SNIFF)
    if not begin:
        return None
    if suffix in _DATA or not _reads_like_text(begin):
        return Skipped(str(place), f"{place} was left out: it is no text, HTML or Markdown file")
    return _from_file(place)


def _reads_like_text(begin: bytes) -> bool:
    if begin.startswith(_BYTE_ORDER_MARKS):
        return True
    return b"\0" not in begin and not begin.startswith(_NO_PLAIN_TEXT)


def _from_file(place: Path) -> RawItem | Skipped:
    """One file, whatever its suffix."""
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
    return RawItem(raw, origin, _MEDIA_TYPES.get(place.suffix.lower()))


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
