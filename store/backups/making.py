"""Making backups of a library, by the names and rules of store.backups.naming: whole or not at all, checked, few kept."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from store.backups import naming
from store.backups.naming import Backup, Why
from store.database import backing
from store.database.backing import Holds
from store.database.file.overwriting import why_not
from store.errors import LibraryError, NotSaved
from store.private import make_folder, sync


class Kept(NamedTuple):
    """A backup that was made, and what it holds."""

    path: Path
    holds: Holds
    bytes: int


def kept_in(library: Path, folder: Path) -> list[Backup]:
    """The backups of a library in a folder by their names, the newest first; none where it cannot be read."""
    try:
        return naming.among(library, (each for each in folder.iterdir() if each.is_file() and not each.is_symlink()))
    except OSError:
        return []


def back_up(
    library: Path,
    folder: Path,
    why: Why = Why.ASKED,
    *,
    keep: int = naming.KEEP,
    at: datetime | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> Kept:
    """Back a library up in a folder, which is made where it is missing; of its kind so many are kept then.

    Raises NotSaved where there is no room, LibraryError where the library cannot be read or the folder not be written to,
    backing.Unwanted where it is not wanted any more; nothing is kept then.
    """
    with _our_turn(library, folder):
        return _back_up(library, folder, why, keep, at or datetime.now(UTC), wanted)


def _back_up(library: Path, folder: Path, why: Why, keep: int, at: datetime, wanted: Callable[[], bool]) -> Kept:
    number = 0
    while (place := folder / naming.name_of(library, at, why, number)).exists():
        number += 1
    made = write(library, place, wanted)
    for old in naming.superfluous(kept_in(library, folder), why, keep):
        if old.path != place and backing.is_ours(old.path):
            with suppress(OSError):
                old.path.unlink()
    return made


def write(library: Path, place: Path, wanted: Callable[[], bool] = lambda: True) -> Kept:
    """Write a copy of a library to a file that is not there yet: whole and checked, or not at all. Raises as back_up does."""
    if why := why_not(place):
        raise NotSaved(f"no backup was made: {why}; choose another file")
    _see_room(library, place)
    start, end = naming.part_of(place.name[:100])
    try:
        handle, name = tempfile.mkstemp(prefix=start, suffix=end, dir=place.parent)  # for its owner alone
    except OSError as error:
        raise NotSaved(f"no backup can be made in {place.parent}: {error.strerror}") from error
    os.close(handle)
    beside = Path(name)
    try:
        holds = backing.copy(library, beside, wanted)
        sync(beside)
        _name(beside, place)
        sync(place.parent)
        return Kept(place, holds, place.stat().st_size)
    except OSError as error:
        raise NotSaved(f"no backup was made at {place}: {error.strerror}") from error
    finally:
        for left in (beside, beside.with_name(f"{beside.name}-journal")):
            with suppress(OSError):
                left.unlink()


def _name(beside: Path, place: Path) -> None:
    """Give a file its name, unless another has it."""
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if place.exists():
            raise FileExistsError(17, "there is a file of that name") from None
        beside.rename(place)


def _see_room(library: Path, place: Path) -> None:
    """Raises NotSaved where the disk would be full."""
    try:
        free = shutil.disk_usage(place.parent).free
    except OSError as error:
        raise NotSaved(f"no backup can be made in {place.parent}: {error.strerror}") from error
    if free < (needed := backing.size(library) + naming.LEFT_FREE):
        raise NotSaved(
            f"no backup was made: {free / 1e6:,.0f} MB are free at {place.parent}, and {needed / 1e6:,.0f} MB are needed,"
            f" for the disk is not to be full then; choose another place with --output or {naming.VARIABLE}"
        )


@contextmanager
def _our_turn(library: Path, folder: Path) -> Iterator[None]:
    """One program at a time makes backups in a folder; what another left half made is taken away."""
    try:
        make_folder(folder)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise NotSaved(f"no backup can be made in {folder}: {error.strerror}") from error
    try:
        with suppress(OSError):  # a file system without such locks
            fcntl.flock(handle, fcntl.LOCK_EX)
            for each in left_over(library, folder):
                each.unlink()
        yield
    finally:
        os.close(handle)


def left_over(library: Path, folder: Path) -> list[Path]:
    """What is left in a folder of backups that were not finished; one may be in the making."""
    try:
        return [each for each in folder.iterdir() if naming.is_left_over(library, each.name)]
    except OSError:
        return []


def daily_of(library: Path, wanted: Callable[[], bool] = lambda: True) -> Kept | None:
    """Back a library up where none was made on this day (UTC) and something was done since the last one; None where none is
    due, or nobody wants any. Of the demo there is none.

    Raises as back_up does, and NotSaved where the library is larger than what is backed up without being asked.
    """
    if naming.is_off(os.environ):
        return None
    place = naming.place_of(library, os.environ)
    try:
        return _daily(library, place, wanted)
    except backing.Unwanted:
        return None


def _daily(library: Path, place: naming.Place, wanted: Callable[[], bool]) -> Kept | None:
    if not _is_due(library, place.folder):
        return None
    if not place.named and (size := backing.size(library)) > naming.LARGEST:
        raise NotSaved(
            f"no daily backup: the library has {size / 1e9:,.1f} GB; name a folder for them in {naming.VARIABLE}, "
            "or say `annotty backup`"
        )
    with _our_turn(library, place.folder):
        if not _is_due(library, place.folder):
            return None  # another program was quicker
        return _back_up(library, place.folder, Why.DAILY, naming.KEEP, datetime.now(UTC), wanted)


def _is_due(library: Path, folder: Path) -> bool:
    here = kept_in(library, folder)
    if not naming.is_due(here, datetime.now(UTC)):
        return False
    from store.demo import ANNOTATOR

    now = backing.holds(library)
    return (
        bool(now.steps) and not any(_is_as(each, now) for each in here[:1]) and not backing.is_demo(library, ANNOTATOR)
    )


def _is_as(backup: Backup, now: Holds) -> bool:
    try:
        return backing.holds(backup.path) == now
    except LibraryError:
        return False
