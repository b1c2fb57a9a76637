"""Which files a command works on: the library, and what a person says and prefers; and opening the library."""

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


def keys_path() -> Path:
    """Where a person's keys are looked for: in the folder that ANNOTTY_CONFIG names, else in annotty's of the platform."""
    if named := os.environ.get("ANNOTTY_CONFIG"):
        return Path(named).expanduser() / "keys.toml"
    from platformdirs import user_config_path

    return user_config_path("annotty", appauthor=False) / "keys.toml"


def preferences_path() -> Path:
    """Where preferences are kept: in the folder that ANNOTTY_STATE names, else in annotty's of the platform."""
    if named := os.environ.get("ANNOTTY_STATE"):
        return Path(named).expanduser() / "preferences.json"
    from platformdirs import user_state_path

    return user_state_path("annotty", appauthor=False) / "preferences.json"


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[Library]:
    """The library at a path. Raises LibraryError where there is none (and create is off) or it cannot be used."""
    from store.library import Library

    with Library(path, create=create) as library:
        yield library
