"""How a person likes to read: what keys change and what is remembered from one sitting to the next.

The file is read with patience: what it lacks or says wrongly is as annotty has it by itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypedDict

from store.private import make_folder

THEMES = ("dark", "light", "terminal")
LEAST_MEASURE, MOST_MEASURE = 40, 120
"""Cells of a line: narrower nothing can be read, wider no eye finds the next one."""
_MOST_BYTES = 1_000_000
"""Of a file that is ours; a larger one is something else."""


class Preferences(NamedTuple):
    """measure: the most cells of a line. theme: one of THEMES, empty where none was chosen: then the terminal decides.

    pager: reading begins without a cursor. marks_below: the foot shows the marks of the rows in sight. mouse: annotty has the
    mouse, else the terminal.
    """

    measure: int = 72
    theme: str = ""
    pager: bool = False
    marks_below: bool = False
    mouse: bool = True


class Changes(TypedDict, total=False):
    """Some of what Preferences hold."""

    measure: int
    theme: str
    pager: bool
    marks_below: bool
    mouse: bool


def preferences_of(said: Mapping[str, object]) -> Preferences:
    """What is said, brought into range; what is unknown or of the wrong kind is left as it is by itself."""
    usual = Preferences()
    measure, theme = said.get("measure"), said.get("theme")
    pager, marks_below, mouse = said.get("pager"), said.get("marks_below"), said.get("mouse")
    return Preferences(
        measure=min(max(measure, LEAST_MEASURE), MOST_MEASURE)
        if isinstance(measure, int) and not isinstance(measure, bool)
        else usual.measure,
        theme=theme if isinstance(theme, str) and theme in THEMES else usual.theme,
        pager=pager if isinstance(pager, bool) else usual.pager,
        marks_below=marks_below if isinstance(marks_below, bool) else usual.marks_below,
        mouse=mouse if isinstance(mouse, bool) else usual.mouse,
    )


def changed(preferences: Preferences, changes: Changes) -> Preferences:
    """Preferences with some changed, all of them in range."""
    return preferences_of({**preferences._asdict(), **changes})


def load(path: Path) -> Preferences:
    """What a file says; one that is missing or damaged says nothing, and all is as annotty has it by itself."""
    try:
        if not path.is_file():  # a named pipe would be waited for
            return Preferences()
        with path.open("rb") as file:
            said: object = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return preferences_of(said) if isinstance(said, dict) else Preferences()


def save(path: Path, preferences: Preferences) -> bool:
    """Write them for the next sitting, whole or not at all, readable by their owner alone; whether it could be done."""
    import tempfile  # it takes 6 ms, and nothing is kept before a key was pressed

    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # for its owner alone
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(preferences._asdict(), indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        return False
    return True
