"""What an import brings, laid down before the library is locked for it: however slowly it comes, nobody waits for it."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile

from store.model import Carried

IN_MEMORY = 32 * 1024 * 1024
"""How many bytes are held in memory; what is more lies in a temporary file that has no name."""


@contextmanager
def laid_down(records: Iterable[Carried]) -> Iterator[Iterator[Carried]]:
    """The records again, once all of them have come and been checked by whoever reads them."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        number = 0
        for number, record in enumerate(records, start=1):  # noqa: B007 - how many they were
            pickle.dump(record, file, pickle.HIGHEST_PROTOCOL)
        file.seek(0)
        yield (_next(file) for _ in range(number))


def _next(file: SpooledTemporaryFile[bytes]) -> Carried:
    record = pickle.load(file)  # only what was written above: nobody else can reach the file
    assert isinstance(record, Carried)
    return record
