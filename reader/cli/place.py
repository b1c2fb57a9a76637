"""Which library file a command works on, and opening it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.library import Library


def library_path(arguments: argparse.Namespace, *, default: str = "library.db") -> Path:
    """The file named by --library, else by ANNOTTY_LIBRARY, else `default` in the data folder of the platform."""
    named = arguments.library or os.environ.get("ANNOTTY_LIBRARY")
    if named:
        # A shell leaves the tilde alone in --library=~/x and in many files that set the environment.
        return Path(named).expanduser() if named.startswith("~/") else Path(named)
    from platformdirs import user_data_path

    return user_data_path("annotty", appauthor=False) / default


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Library]:
    """The library at a path. Raises LibraryError where there is none (and create is off) or it cannot be used."""
    from store.library import Library

    with Library(path, create=create) as library:
        yield library
