"""Real conditions in which a library takes nothing: another program writes, the disk is full, read-only, or gone."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pytest

from store.library import Library

_NOBODY = 65534
_TURNS = 0.3
"""How often a lock that comes and goes by chance is taken, or let go, at one moment."""


@contextmanager
def another_writes(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program is in the middle of writing, until it commits."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@contextmanager
def no_file_grows() -> Iterator[None]:
    """No file may become larger than a kilobyte (RLIMIT_FSIZE), as where a quota is used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(megabytes: int = 4) -> Iterator[Path]:
    """A disk of its own, in memory. Skips the test where none may be mounted."""
    with TemporaryDirectory() as name:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", name], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("no disk may be mounted here")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """Nothing more has room on a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions hold, also where the tests are run by root, for whom none do."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@contextmanager
def read_only_copy(library: Library) -> Iterator[Library]:
    """A copy of a library that is closed, in a file that may only be read."""
    with TemporaryDirectory() as name:
        path = Path(name) / "library.db"
        Path(name).chmod(0o777)
        shutil.copy(library.path, path)
        path.chmod(0o444)
        with as_nobody(), Library(path, annotator="reader") as copy:
            yield copy


@contextmanager
def folder_away(path: Path) -> Iterator[None]:
    """The folder of a file is not where it was, as where a disk was taken out."""
    folder = path.parent
    elsewhere = folder.rename(folder.with_name(f"{folder.name} elsewhere"))
    try:
        yield
    finally:
        elsewhere.rename(folder)


class Lock:
    """Another program that begins to write, and is done, by chance; chances None: there is none.

    held: how often somebody waited for it.
    """

    def __init__(self, path: Path, chances: random.Random | None) -> None:
        self.held = 0
        self._chances = chances
        self._other = sqlite3.connect(path, isolation_level=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._other.close()

    def turn(self) -> None:
        """A moment passes."""
        if self._chances is None or self._chances.random() > _TURNS:
            return
        if self._other.in_transaction:
            self.let_go()
        else:
            self._other.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        """It is done."""
        if self._other.in_transaction:
            self._other.execute("COMMIT")
