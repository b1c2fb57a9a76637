"""Completing the path of a file while it is typed: the folder is read in a thread, however slow it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from itertools import islice
from typing import Protocol

from reader.article.sheet import Asked
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
