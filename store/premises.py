"""What lies around a library: who may read its files, what is left of work that was broken off, room, and backups.

Looks, and mends what --repair may: permissions, and leftovers that nobody is at work on any more. Reads no library.
"""

from __future__ import annotations

import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.backups import naming
from store.backups.making import kept_in, left_over

_BESIDE = ("-wal", "-shm", "-journal", "-lock")
"""What lies beside a library while it is open."""
_OURS = "annotty"
"""How a folder is called that annotty made for itself."""
_OLD = 86_400
"""Seconds after which nobody is at work on a file any more that was to get another name."""
_DAYS = 7
"""Of use without a backup, after which that is told."""


class Premises(NamedTuple):
    """Files and folders that others may read or change, and what is left over; notes, each in a sentence."""

    open_to_others: tuple[Path, ...]
    left: tuple[Path, ...]
    notes: tuple[str, ...]


def look(library: Path, environment: Mapping[str, str]) -> Premises:
    """What is to be known. Raises OSError where nothing can be seen."""
    library = library.resolve()
    place = naming.place_of(library, environment)
    return Premises(
        tuple(each for each, allowed in _private(library, place) if _mode(each) & 0o777 & ~allowed),
        tuple(_left(library, place)),
        tuple(_notes(library, place, environment)),
    )


def mend(premises: Premises) -> None:
    """Take from others what they may do, and leftovers away. Raises OSError where that is not ours to do."""
    for path in premises.open_to_others:
        path.chmod(0o700 if path.is_dir() else 0o600)
    for path in premises.left:
        path.unlink(missing_ok=True)


def _private(library: Path, place: naming.Place) -> Iterator[tuple[Path, int]]:
    """What should be its owner's alone, and what of it may be done. A folder that a person made is the person's affair."""
    for path in (library, *(library.with_name(library.name + ending) for ending in _BESIDE)):
        if path.exists():
            yield path, 0o600
    for folder in (library.parent if library.parent.name == _OURS else None, place.folder):
        if folder is not None and folder.is_dir():
            yield folder, 0o700
    for each in kept_in(library, place.folder):
        yield each.path, 0o600


def _left(library: Path, place: naming.Place) -> Iterator[Path]:
    before = time.time() - _OLD
    beside = (
        each
        for each in library.parent.iterdir()
        if each.name.startswith(f".{library.name}.") and each.name.endswith((".part", ".part-journal"))
    )
    for each in (*beside, *left_over(library, place.folder)):
        if each.is_file() and not each.is_symlink() and each.stat().st_mtime < before:
            yield each


def _notes(library: Path, place: naming.Place, environment: Mapping[str, str]) -> Iterator[str]:
    parent = _mode(library.parent)
    if parent & (stat.S_IWGRP | stat.S_IWOTH) and not parent & stat.S_ISVTX:
        yield f"others may put files into {library.parent}, and take the library away; chmod go-w takes that from them"
    size = library.stat().st_size
    if (free := shutil.disk_usage(library.parent).free) < size + naming.LEFT_FREE:
        yield f"{free / 1e6:,.0f} MB of the disk are free; the library has {size / 1e6:,.0f} MB, and no backup would be made"
    newest = next(iter(kept_in(library, place.folder)), None)
    if naming.is_off(environment):
        yield f"no backups are made by themselves: {naming.VARIABLE} is 0"
    elif not place.named and size > naming.LARGEST:
        yield f"no daily backup is made of so large a library, unless {naming.VARIABLE} names a folder for it"
    if newest is None:
        yield f"no backup is in {place.folder}; `annotty backup` makes one"
    elif (days := (datetime.now(UTC) - newest.at).days) > _DAYS:
        yield f"the newest backup is {days} days old; `annotty backup` makes one"


def _mode(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_mode
    return 0


def journal_of(path: Path) -> str:
    """How a library's file is written: with a log beside it, or with a journal."""
    with path.open("rb") as file:
        return "log (WAL)" if file.read(20)[18:19] == b"\2" else "rollback journal"
