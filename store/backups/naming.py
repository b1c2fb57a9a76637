"""Backups of a library: what they are called, where they lie, which are kept, and when one is due. Reads and writes nothing.

A name tells the library, the time and why it was made: library-20261123T014500Z.db, library-20261123T014500Z-daily.db.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from store.digests import sha256_of

FOLDER = "backups"
"""Beside the library."""
VARIABLE = "ANNOTTY_BACKUPS"
"""Of the environment: another folder for backups, or 0 for none that nobody asked for."""
KEEP = 7
"""So many of each kind are kept, where nothing else is said."""
LARGEST = 1_000_000_000
"""Bytes of the largest library that is backed up without being asked, unless a folder was named for it."""
LEFT_FREE = 256_000_000
"""Bytes of the disk that a backup leaves free."""

_TIME = "%Y%m%dT%H%M%SZ"


class Why(StrEnum):
    """Why a backup was made; empty where somebody asked for it."""

    ASKED = ""
    DAILY = "daily"
    MIGRATION = "migration"
    RESTORE = "restore"
    REPAIR = "repair"
    DAMAGED = "damaged"


_KEPT_FOR_EVER = frozenset({Why.MIGRATION, Why.DAMAGED})


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its name. at: when it was made, UTC. number: tells apart those of one second and kind."""

    path: Path
    at: datetime
    why: Why
    number: int = 0

    @property
    def _order(self) -> tuple[datetime, int, str]:
        return self.at, self.number, self.path.name


@dataclass(frozen=True, slots=True)
class Place:
    """Where the backups of a library lie. named: the person said so."""

    folder: Path
    named: bool = False


def place_of(library: Path, environment: Mapping[str, str]) -> Place:
    """Where the backups of a library lie. In a folder that was named, each library has one of its own."""
    library = Path(os.path.realpath(library))
    named = environment.get(VARIABLE, "")
    if named in ("", "0"):
        return Place(library.parent / FOLDER)
    own = f"{library.stem}-{sha256_of(str(library).encode('utf-8', 'surrogateescape'))[:8]}"
    # "~nobody" is left as it stands where nobody is called so.
    return Place(Path(os.path.expanduser(named)).absolute() / own, named=True)  # noqa: PTH111 - pathlib raises there


def is_off(environment: Mapping[str, str]) -> bool:
    """Whether none is to be made that nobody asked for."""
    return environment.get(VARIABLE) == "0"


def name_of(library: Path, at: datetime, why: Why, number: int = 0) -> str:
    """What a backup is called. number: above 0 where there is one of that second and kind already."""
    ending = (f"-{why}" if why else "") + (f"-{number}" if number else "")
    return f"{_stem(library)}-{at.astimezone(UTC).strftime(_TIME)}{ending}.db"


def among(library: Path, files: Iterable[Path]) -> list[Backup]:
    """The backups of a library among files by their names, the newest first."""
    kinds = "|".join(why for why in Why if why)
    pattern = re.compile(rf"{re.escape(_stem(library))}-(\d{{8}}T\d{{6}}Z)(?:-({kinds}))?(?:-(\d+))?\.db", re.ASCII)
    found = []
    for path in files:
        if told := pattern.fullmatch(path.name):
            try:
                at = datetime.strptime(told[1], _TIME).replace(tzinfo=UTC)
            except ValueError:
                continue  # a month 13
            found.append(Backup(path, at, Why(told[2] or ""), int(told[3] or 0)))
    return sorted(found, key=lambda each: each._order, reverse=True)


def is_left_over(library: Path, name: str) -> bool:
    """Whether a file by its name is what is left of a backup that was not finished."""
    return name.startswith(f".{_stem(library)}-") and name.endswith((".part", ".part-journal"))


def part_of(name: str) -> tuple[str, str]:
    """How the name begins and ends under which a backup is written until it is whole."""
    return f".{name}.", ".part"


def superfluous(backups: Iterable[Backup], why: Why, keep: int = KEEP) -> list[Backup]:
    """Which of one kind may go so that so many are left, the oldest; those before a migration never do."""
    if why in _KEPT_FOR_EVER:
        return []
    return sorted((each for each in backups if each.why is why), key=lambda each: each._order, reverse=True)[keep:]


def is_due(backups: Iterable[Backup], now: datetime) -> bool:
    """Whether none was made on this day (UTC) yet."""
    day = now.astimezone(UTC).date()
    return all(each.at.date() != day for each in backups)


def _stem(library: Path) -> str:
    """A library that is called otherwise has backups that are called otherwise."""
    if library.suffix == ".db":
        return library.stem
    return library.name if library.suffix else f"{library.name}."
