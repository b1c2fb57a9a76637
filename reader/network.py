"""What a person is told, once, of a library that lies on a network: that it is slower there, and what can be done."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from reader.folders import preferences_in
from store.private import make_folder

_TOLD = "network"
"""The file, beside the preferences, of the libraries that a person was told of: a path a line."""


def in_full(path: Path, network: str) -> str:
    """For the command line."""
    return (
        f"{path} lies on {network}: over a network one program at a time may have a library open, and each save takes longer. "
        "On a disk of this machine it is faster and safer: `annotty backup --output FILE` copies it, `annotty --library FILE` "
        "opens the copy. (This is said once.)"
    )


def in_short(network: str) -> str:
    """For the foot of a screen."""
    return f"on {network}: one program at a time · annotty backup --output copies it"


def tell_once(path: Path, network: str | None) -> bool:
    """Whether a person is to be told of a library now: it lies on a network, and they were not told before.

    Where that cannot be remembered, they are told each time.
    """
    if network is None:
        return False
    told, here = Path(preferences_in(os.environ)).with_name(_TOLD), os.path.realpath(path)
    line = here.encode("unicode_escape", "backslashreplace").decode()
    try:
        known = told.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        known = []
    if line in known:
        return False
    with suppress(OSError):
        make_folder(told.parent)
        with os.fdopen(os.open(told, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{line}\n")
    return True
