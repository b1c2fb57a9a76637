"""Files, folders, globs and standard input to raw items, one in memory at a time.

Finds and opens; what a file holds is read by the module of its format. Decodes nothing, cleans nothing, writes nothing.
"""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path, PurePath
from typing import BinaryIO

from store.errors import SourceError
from store.model import RawItem
from store.sources.beginnings import SNIFF, Begun, begun
from store.sources.given import LARGEST, STANDARD_INPUT, USUAL, Options, Skipped, megabytes
from store.sources.kinds import MEDIA_TYPES, SINGLE, Kind, kind_of

__all__ = ["LARGEST", "STANDARD_INPUT", "Skipped", "files"]

# What lies beside saved pages: passed over without a word, for nobody means it and there is much of it.
_ASSETS = frozenset(
    ".css .js .mjs .map .wasm .download .png .jpg .jpeg .gif .svg .webp .avif .bmp .ico .tif .tiff .heic .psd "
    ".woff .woff2 .ttf .otf .eot .mp3 .m4a .ogg .wav .flac .mp4 .m4v .webm .mov .avi .mkv .vtt .srt".split()
)
# Text for programs and not for readers.
_DATA = frozenset(".xml .rss .atom .opml .yaml .yml .toml .ini .cfg .sql .bib .tex .ipynb".split())
_DATA |= frozenset(".py .ts .sh .bat .c .h .cpp .java .go .rs .rb .php".split())
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, which is full of zero bytes
_NO_PLAIN_TEXT = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"%!PS")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_DEEPEST = 100  # folders in one another; nobody keeps articles deeper, and each costs a part of the stack
_WILD = frozenset("*?[")


def files(paths: Iterable[str], stdin: BinaryIO, options: Options = USUAL) -> Iterator[RawItem | Skipped]:
    """The raw items at some paths, in their order; "-" is standard input, a folder is everything text-like below it.

    A path with *, ? or [ in it that names no file is a glob, "**" in it any folders between; what it matches is taken as
    if it had been found in a folder, unless a format is named. Folders are walked in sorted order without hidden files
    and without following links to folders; what their files are, only their names and beginnings say. What cannot be read
    comes as Skipped; nothing is raised for it, and the others go on. Of a folder's other files, those that belong to saved
    pages (pictures, styles, scripts) and empty ones are passed over; the rest comes as Skipped too.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _from_standard_input(stdin, options)
        else:
            yield from _from_path(path, options)


def _from_standard_input(stdin: BinaryIO, options: Options) -> Iterator[RawItem | Skipped]:
    try:
        opened = begun(stdin, STANDARD_INPUT, seeks=False)
        kind = kind_of("", opened.begin, options.format)
        if kind is not None:
            yield from _read(opened, STANDARD_INPUT, kind, options)
            return
        raw = opened.stream.read(LARGEST + 1)
    except (OSError, EOFError, ValueError, zlib.error, SourceError) as error:
        yield Skipped(STANDARD_INPUT, f"standard input cannot be read: {_why(error)}")
        return
    if len(raw) > LARGEST:
        yield Skipped(STANDARD_INPUT, f"standard input is larger than {megabytes(LARGEST)}; nothing of it was added")
    else:
        yield RawItem(raw, STANDARD_INPUT, SINGLE.get(options.format or ""))


def _from_path(path: str, options: Options) -> Iterator[RawItem | Skipped]:
    try:
        # Expanded as a shell would, for paths that come from elsewhere.
        place = Path(path).expanduser() if path.startswith("~") else Path(path)
        mode = place.stat().st_mode
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, OSError) and not _WILD.isdisjoint(path):
            yield from _from_glob(path, options)
        else:
            yield Skipped(path, f"{path} cannot be read: {_why(error)}")
        return
    if stat.S_ISDIR(mode):
        yield from _from_folder(place, options)
    else:
        yield from _from_file(place, options)


def _from_glob(path: str, options: Options) -> Iterator[RawItem | Skipped]:
    place = Path(path).expanduser() if path.startswith("~") else Path(path)
    wild = next(i for i, part in enumerate(place.parts) if not _WILD.isdisjoint(part))
    base, rest = Path(*place.parts[:wild]), place.parts[wild:]
    deep = "**" in rest
    pattern = "/".join((*rest, "*") if rest[-1] == "**" else rest)
    try:
        found = sorted({match for match in base.glob(pattern) if not _is_hidden(match.relative_to(base), rest)})
    except (OSError, ValueError, NotImplementedError, RecursionError) as error:
        yield Skipped(path, f"{path} cannot be looked for: {_why(error)}")
        return
    if not found:
        yield Skipped(path, f"{path} matches no file")
    for match in found:
        try:
            if match.is_dir():
                if not deep:  # as a shell would name it; with **, what lies in it was matched by itself
                    yield from _from_folder(match, options)
            elif match.suffix.lower() not in _ASSETS and not _is_in_a_pages_folder(match, base):
                yield from _from_folder_file(match, options) if options.format is None else _from_file(match, options)
        except OSError as error:
            yield Skipped(str(match), f"{match} cannot be read: {_why(error)}")


def _is_hidden(match: PurePath, wanted: tuple[str, ...]) -> bool:
    return any(part.startswith(".") and part not in wanted for part in match.parts) and not wanted[-1].startswith(".")


def _is_in_a_pages_folder(match: Path, base: Path) -> bool:
    above = [parent for parent in match.parents if parent.is_relative_to(base)]
    return any(
        folder.name.endswith("_files") and _belongs_to_a_page(folder.name, {entry.name for entry in parent.iterdir()})
        for folder, parent in pairwise(above)
    )


def _from_folder(folder: Path, options: Options, depth: int = 0) -> Iterator[RawItem | Skipped]:
    if depth > _DEEPEST:
        yield Skipped(str(folder), f"{folder} lies more than {_DEEPEST} folders deep; name it itself to read it")
        return
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
                    yield from _from_folder(place, options, depth + 1)
            elif place.suffix.lower() in _ASSETS:
                continue
            elif entry.is_file():
                yield from _from_folder_file(place, options)
            elif entry.is_symlink() and not place.exists():
                yield Skipped(str(place), f"{place} cannot be read: it is a link to what is not there")
        except OSError as error:
            yield Skipped(str(place), f"{place} cannot be read: {_why(error)}")


def _belongs_to_a_page(name: str, beside: set[str]) -> bool:
    """Whether a folder is what a browser saved beside a page ("Report_files" beside "Report.html")."""
    page, mark, rest = name.rpartition("_")
    return bool(mark) and rest == "files" and any(page + suffix in beside for suffix in _PAGE_SUFFIXES)


def _from_folder_file(place: Path, options: Options) -> Iterator[RawItem | Skipped]:
    """A file found in a folder, taken if its suffix or its beginning shows what it is; nothing if it is empty."""
    if place.suffix.lower() not in MEDIA_TYPES:
        with place.open("rb") as stream:
            if not stream.read(1):
                return
    yield from _from_file(place, options, named=False)


def _reads_like_text(begin: bytes) -> bool:
    if begin.startswith(_BYTE_ORDER_MARKS):
        return True
    return b"\0" not in begin and not begin.startswith(_NO_PLAIN_TEXT)


def _from_file(place: Path, options: Options, named: bool = True) -> Iterator[RawItem | Skipped]:
    """The items of one file, whatever its suffix if it was named."""
    origin = str(place)
    try:
        # Not to be caught by a named pipe that nobody writes to.
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                what = _what(status.st_mode)
                yield Skipped(origin, f"{origin} is {what}, not a file; use - to read from a pipe")
                return
            opened = begun(stream, place.name, seeks=True)
            suffix = PurePath(opened.name).suffix.lower()
            kind = kind_of(opened.name, opened.begin, options.format if named else None)
            if kind is not None and (named or kind.in_folders):
                yield from _read(opened, origin, kind, options, quiet=kind.quiet and not named)
            elif not named and suffix not in MEDIA_TYPES and (suffix in _DATA or not _reads_like_text(opened.begin)):
                what = "it is not a text, HTML or Markdown file"
                if kind is not None:
                    what = "feeds and lists of feeds are read only where they are named themselves"
                yield Skipped(origin, f"{origin} was left out: {what}")
            else:
                media_type = SINGLE.get(options.format or "") if named else None
                yield _whole(opened, origin, status.st_size, media_type or MEDIA_TYPES.get(suffix))
    except (OSError, EOFError, ValueError, zlib.error, SourceError) as error:
        yield Skipped(origin, f"{origin} cannot be read: {_why(error)}")


def _whole(opened: Begun, origin: str, size: int, media_type: str | None) -> RawItem | Skipped:
    raw = b"" if opened.seeks and size > LARGEST else opened.stream.read(LARGEST + 1)
    if len(raw) > LARGEST or (opened.seeks and size > LARGEST):
        return Skipped(origin, f"{origin} is larger than {megabytes(LARGEST)}; split it and add the pieces")
    return RawItem(raw, origin, media_type)


def _read(opened: Begun, origin: str, kind: Kind, options: Options, quiet: bool = False) -> Iterator[RawItem | Skipped]:
    """What the reader of its kind finds in a stream; quiet: nothing at all, where it finds nothing at its beginning."""
    if len(opened.begin) < SNIFF and not opened.begin.strip(b"\0 \t\r\n"):
        yield Skipped(origin, f"{origin} is empty: there is nothing to read in it")
        return
    stream = opened.stream
    found = False
    try:
        if kind.seeks and not opened.seeks:
            stream = _in_memory(stream, kind)
        for item in kind.reader(stream, origin, options):
            found = found or isinstance(item, RawItem)
            if quiet and not found:
                return
            yield item
    except SourceError as error:
        yield Skipped(origin, f"{origin} cannot be read: {error}")
    except (OSError, EOFError, ValueError, zlib.error) as error:
        if not quiet or found:
            told = "breaks off or is damaged; what came before was read" if found else "cannot be read"
            yield Skipped(origin, f"{origin} {told}: {_why(error)}")


def _in_memory(stream: BinaryIO, kind: Kind) -> BinaryIO:
    from io import BytesIO

    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise SourceError(
            f"it is larger than {megabytes(LARGEST)}, and {kind.name} is read from its end; save it as a file, not "
            "compressed, and add that"
        )
    return BytesIO(raw)


def _what(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    words = " ".join(str(error).split()) or "it ends too early"
    return words if len(words) <= 200 else words[:199] + "…"
