"""Loads modules while nothing else is done: what will be needed soon, and takes so long that a key would wait for it."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

IDLE_SECONDS = 0.5
"""How long after a screen has come something is loaded behind it."""
THE_FILTER = ("reader.library.filtering.filterer", "store.filters.parsing")
THE_LIBRARY = "store.library"
"""All that is done to a library, for the first key that does something."""
THE_PAGE = "reader.article.screen"
THE_DESKS = ("reader.entities.screen", "reader.claims.desk", "store.database.desks.entities")
GUESSES = "store.suggesting.claims"
"""The word lists behind the guesses take 3 MB: whoever only looks at the list is spared them."""


def load(*modules: str) -> None:
    """Load modules one after the other, in a thread of its own."""
    Thread(target=lambda: [import_module(each) for each in modules], daemon=True).start()
