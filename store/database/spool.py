"""Records that are too many to be held in memory: laid down in a temporary file in their order, and read again."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Generic, TypeVar, cast

IN_MEMORY = 16 * 1024 * 1024
"""How many bytes are held in memory; what is more lies in a temporary file that has no name."""

Kept = TypeVar("Kept")


class Spool(Generic[Kept]):
    """Records in the order in which they were put here; to be read when the last one is in."""

    def __init__(self, folder: Path | None) -> None:
        """folder: where they are laid down; None: where the machine has its temporary files."""
        self._file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY, dir=None if folder is None else str(folder))  # noqa: SIM115 - closed with this object
        self._number = 0
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return self._number

    def append(self, record: Kept) -> None:
        """Put a record behind the others."""
        pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
        self._number += 1

    def __iter__(self) -> Iterator[Kept]:
        self._file.seek(0)
        for _ in range(self._number):
            # Only what was written above: nobody else can reach the file.
            yield cast("Kept", pickle.load(self._file))


@contextmanager
def laid_down(records: Iterable[Kept], folder: Path) -> Iterator[Iterator[Kept]]:
    """What an import brings, once all of it has come and been checked by whoever reads it: before the library is locked for
    it, so that nobody waits for it however slowly it comes. folder: the library's.
    """
    spool = Spool[Kept](folder)
    for record in records:
        spool.append(record)
    yield iter(spool)
