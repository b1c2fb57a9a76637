"""Putting a backup in a library's place: what was there is backed up first, and nobody writes to what is there no longer."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from store.backups import naming
from store.backups.making import back_up
from store.backups.naming import Why
from store.database import backing
from store.database.backing import Holds
from store.database.file.refusing import refuse_what_is_no_file
from store.errors import LibraryError, NotSaved
from store.private import make_folder, sync

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a library."""


def restore(library: Path, backup: Path, folder: Path) -> tuple[Holds, Path | None]:
    """Put a copy of a backup in a library's place; what it holds, and the backup of what was there before, if anything was.

    folder: where that goes. A library that is damaged is moved there as it is. One of an older schema is brought up to date
    when it is opened. Raises LibraryError where the backup is damaged or none, the library is open in another program, or
    there is no room; nothing is changed then.
    """
    library = Path(os.path.realpath(library))  # a link stays a link
    held = _checked(library, backup)
    fresh = _copied(backup, library)
    try:
        if not library.exists() or not library.stat().st_size:
            _take_place(fresh, library)
            return held, None
        try:
            before = back_up(library, folder, Why.RESTORE).path
        except NotSaved:
            raise
        except LibraryError:
            before = _put_aside(library, folder)
        try:
            with backing.taken_over(library) as leave:
                fresh.replace(library)
                sync(library.parent)
                leave()
        except backing.Damaged:
            _take_place(fresh, library)
    except OSError as error:
        raise NotSaved(f"not restored: {error.strerror} at {error.filename or library}; nothing was changed") from error
    finally:
        with suppress(OSError):
            fresh.unlink()
    return held, before


def _checked(library: Path, backup: Path) -> Holds:
    try:
        refuse_what_is_no_file(backup)
        if not backup.exists():
            raise LibraryError(f"there is no backup at {backup}; `annotty restore --list` shows those that are")
        if library.exists() and library.samefile(backup):
            raise LibraryError(f"{backup} is this very library; nothing was changed")
        if (log := backup.with_name(f"{backup.name}-wal")).exists() and log.stat().st_size:
            raise LibraryError(
                f"{backup} is open in another program, or was left in a hurry; `annotty backup` copies such one"
            )
    except OSError as error:
        raise LibraryError(f"{backup} cannot be reached: {error.strerror}; nothing was changed") from error
    return backing.check(backup)


def _copied(backup: Path, library: Path) -> Path:
    """A copy of a backup in the library's folder, on the disk. Raises NotSaved where there is no room."""
    try:
        make_folder(library.parent)
        start, end = naming.part_of(library.name[:100])
        handle, name = tempfile.mkstemp(prefix=start, suffix=end, dir=library.parent)  # for its owner alone
    except OSError as error:
        raise NotSaved(f"not restored: {error.strerror} at {library.parent}; nothing was changed") from error
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as to, backup.open("rb") as of:
            shutil.copyfileobj(of, to, 1 << 20)
            to.flush()
            os.fsync(to.fileno())
        backing.check(fresh)
    except BaseException as error:
        with suppress(OSError):
            fresh.unlink()
        if isinstance(error, OSError):
            raise NotSaved(f"not restored: {error.strerror} at {library.parent}; nothing was changed") from error
        raise
    return fresh


def _take_place(fresh: Path, library: Path) -> None:
    """Put a file in the place of one that nobody uses. Its log goes first: it would be read into the new one."""
    for ending in _BESIDE:
        library.with_name(library.name + ending).unlink(missing_ok=True)
    fresh.replace(library)
    sync(library.parent)


def _put_aside(library: Path, folder: Path) -> Path:
    """Copy a damaged library as it is, with its log. Raises NotSaved where there is no room."""
    at, number = datetime.now(UTC), 0
    try:
        make_folder(folder)
        while (place := folder / naming.name_of(library, at, Why.DAMAGED, number)).exists():
            number += 1
        for ending in ("", "-wal"):
            if (of := library.with_name(library.name + ending)).exists():
                to = place.with_name(place.name + ending)
                with (
                    of.open("rb") as source,
                    os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as kept,
                ):
                    shutil.copyfileobj(source, kept, 1 << 20)
                    kept.flush()
                    os.fsync(kept.fileno())
        sync(folder)
    except OSError as error:
        raise NotSaved(f"not restored: {error.strerror} at {folder}; nothing was changed") from error
    return place
