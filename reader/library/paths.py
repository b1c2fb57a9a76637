"""Completing the path of a file while it is typed: the folder is read in a thread, however slow it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from itertools import islice
from pathlib import Path
from typing import Protocol

from reader.article.sheet import Asked
from reader.commands.hints import Key
from reader.errors import Unable
from reader.library.naming import Known, Naming
from reader.library.sheet_over_list import SheetOverList

_MOST_READ, _MOST_SHOWN = 20_000, 200
"""Entries of a folder that are looked at, and that are shown."""
ADDRESSES = ("http://", "https://")


class Runs(Protocol):
    """The screen on which a path is typed."""

    def run_worker(self, work: Coroutine[None, None, None]) -> object:
        """Do something while keys are read; it ends with the screen."""

    def after_command(self) -> None:
        """Bring the foot up to date."""


class Paths:
    """Follows a line in which a path is typed, and shows the files that begin so."""

    def __init__(self, screen: Runs, asking: SheetOverList) -> None:
        self._screen = screen
        self._asking = asking
        self._wanted: str | None = None

    def follow(self, asked: Asked) -> None:
        """The line has another state."""
        if not isinstance(asked, Naming) or asked.typing.fresh or asked.typing.text == self._wanted:
            return
        self._wanted = asked.typing.text
        self._screen.run_worker(self._look(asked.typing.text))

    async def _look(self, typed: str) -> None:
        known = await asyncio.to_thread(known_paths, typed)
        asked = self._asking.asked
        if isinstance(asked, Naming):
            self._asking.becomes(asked.known_now(typed, known))
            self._screen.after_command()


def place_of(words: str) -> Path:
    """The path that was typed, a folder of one's own at its beginning written out; one of nobody stays as it is."""
    return Path(os.path.expanduser(words))  # noqa: PTH111 - pathlib raises where nobody is called so


def file_of(words: str) -> Path:
    """The file whose path was typed, there or not. Raises Unable where it can be none, or is a folder, a pipe, a device."""
    path = place_of(words)
    try:
        if not words or path.is_dir():
            raise Unable("it needs the name of a file", (Key("dismiss"), " leaves it"))
        if path.exists() and not path.is_file():
            raise Unable(f"{path.name} is not a file")
    except (OSError, ValueError) as error:  # a name too long, a folder that is closed to us
        raise Unable(f"{path.name[:40]}: {getattr(error, 'strerror', None) or error}") from error
    return path


def known_paths(typed: str) -> Known:
    """The files and folders whose paths begin so, folders with a slash at the end; hidden ones where a dot was typed."""
    if typed.startswith(ADDRESSES) or "\0" in typed:
        return ()
    folder, _, beginning = typed.rpartition("/")
    before = typed[: len(typed) - len(beginning)]
    place = os.path.expanduser(before or "./") if folder or before else "."  # noqa: PTH111 - the text is kept as typed
    try:
        with os.scandir(place) as entries:
            found = [
                (f"{before}{each.name}{'/' if each.is_dir() else ''}", "")
                for each in islice(entries, _MOST_READ)
                if each.name.startswith(beginning) and (beginning or not each.name.startswith("."))
            ]
    except OSError:
        return ()
    return sorted(found, key=lambda each: (each[0].rstrip("/").casefold(), each[0]))[:_MOST_SHOWN]
