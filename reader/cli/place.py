"""Which files a command works on: the library, and what a person says and prefers; and opening the library."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.folders import keys_in, library_in, preferences_in

if TYPE_CHECKING:
    import argparse

    from store.library import Library


def library_path(arguments: argparse.Namespace, *, default: str = "library.db") -> Path:
    """The file named by --library, else by ANNOTTY_LIBRARY, else `default` in the data folder of the platform."""
    return Path(library_in(os.environ, arguments.library, default))


def keys_path() -> Path:
    """Where a person's keys are looked for: in the folder that ANNOTTY_CONFIG names, else in annotty's of the platform."""
    return Path(keys_in(os.environ))


def preferences_path() -> Path:
    """Where preferences are kept: in the folder that ANNOTTY_STATE names, else in annotty's of the platform."""
    return Path(preferences_in(os.environ))


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Library]:
    """The library at a path. Raises LibraryError where there is none (and create is off) or it cannot be used;
    also where what was done with it failed on rows that contradict one another.
    """
    from store.errors import LibraryError
    from store.library import Library

    try:
        found = Library(path, create=create)
    except LibraryError as error:
        if os.path.lexists(path) or not _is_backed_up(path):
            raise
        raise LibraryError(
            f"there is no library at {path}, but there are backups of it; `annotty restore --list` shows them"
        ) from error
    with found as library:
        if library.network is not None:
            _tell_once(path, library.network)
        with library.in_words():
            yield library


def _is_backed_up(path: Path) -> bool:
    from reader.backing_up import are_there  # only where a library is gone

    return are_there(path)


def _tell_once(path: Path, network: str) -> None:
    from reader.cli.output import Output  # only over a network
    from reader.network import in_full, tell_once

    if tell_once(path, network):
        Output.of_this_process().note(in_full(path, network))
