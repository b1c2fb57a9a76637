"""Open annotty on its list of articles, or on one of them.

examples:
  annotty                        the list
  annotty open 01a2b3            the article whose id begins or ends like that
  annotty open --desk entities   who and what is named, over the list
  annotty --library war.db       another library; it is made where there is none

Hebrew and Arabic words are put in order for terminals that do not do so, and
others are told not to. For one that cannot be told, ANNOTTY_BIDI=terminal
leaves the order to it; in kitty set force_ltr instead, or that.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import TYPE_CHECKING

from reader.cli.keys import keymap_at
from reader.cli.output import Output
from reader.cli.place import keys_path, library_path, preferences_path
from reader.colours import cannot_place_its_cursor, charset_in
from store.listing import Listing

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from reader.first.painting import Painted
    from store.library import Library

NO_TERMINAL = 2
_INSTEAD = "annotty list, show and export work without one"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal, for selecting with it"
    )
    parser.add_argument("--desk", choices=("entities", "claims"), help="open on the desk of entities, or of claims")
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="an article's id, or how it begins or ends")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Open the application; returns its exit code."""
    if not is_on_a_terminal(output):
        return refuse(output, _INSTEAD)
    path = library_path(arguments)
    return open_application(path, arguments.article, desk=arguments.desk, mouse=not arguments.no_mouse)


def open_list(path: Path, output: Output, painted: Painted | None) -> int:
    """Open the application on a library's list; painted: what stands on the terminal already."""
    if not is_on_a_terminal(output):
        return refuse(output, _INSTEAD)
    return open_application(path, painted=painted)


def is_on_a_terminal(output: Output) -> bool:
    """Whether there is a terminal to read keys from, and one on which something can be drawn."""
    return _has_terminal(output) and not cannot_place_its_cursor(os.environ)


def _has_terminal(output: Output) -> bool:
    return output.out_is_terminal and sys.stdin is not None and sys.stdin.isatty()


def refuse(output: Output, instead: str) -> int:
    """Say that there is no terminal, or that nothing can be drawn on this one, and what works without one."""
    needed = "that can place its cursor" if _has_terminal(output) else "to read from and to write to"
    output.problem(f"this needs a terminal {needed}; {instead}")
    return NO_TERMINAL


def open_application(
    path: Path,
    article: str | None = None,
    *,
    desk: str | None = None,
    mouse: bool = True,
    painted: Painted | None = None,
) -> int:
    """The application on a library, until it is left; desk: entities or claims, to be opened first.

    Raises NotFound where the article is not there.
    """
    gc.disable()  # nothing that is loaded becomes garbage, and looking for some takes a tenth of the time
    _load_asyncio()
    _speak_as_the_terminal_does()
    with Listing(path, create=True) as listing:
        found = _whole(listing).find_id(article) if article else None
        from reader.app import AnnottyApp  # Textual takes half a second that no other command needs
        from reader.backing_up import BackingUp
        from reader.preferences import load, save

        kept, backing_up = preferences_path(), BackingUp(path)
        preferences = load(kept)
        app = AnnottyApp(
            listing,
            article=found,
            desk=desk,
            keymap=keymap_at(keys_path(), lambda: _whole(listing).tags()),
            preferences=preferences,
            remember=lambda preferences: save(kept, preferences),
            painted=painted,
            said=_said_once(listing),
            back_up=backing_up.begin,
        )
        app.run(mouse=mouse and preferences.mouse)
        backing_up.end()
        gc.freeze()  # all that is there goes with the process; the interpreter would look through it three times
        return app.return_code or 0


def _speak_as_the_terminal_does() -> None:
    """In the encoding that the locale names, also where that locale is not installed here."""
    if not (charset := charset_in(os.environ)):
        return
    from reader.terminal.spelling import codec_of

    for stream in (sys.__stdin__, sys.__stderr__):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=codec_of(charset), errors="replace")


def _said_once(listing: Listing) -> str:
    if listing.network is None:
        return ""
    from reader.network import in_short, tell_once

    return in_short(listing.network) if tell_once(listing.path, listing.network) else ""


def _whole(listing: Listing) -> Library:
    from store.library import Library  # the list is there without it

    return Library(listing)


def _load_asyncio() -> None:
    """asyncio as it is where there is no TLS, which nobody asks of it here: OpenSSL takes 4 MB and 8 ms.

    Whoever fetches from the web loads ssl for itself.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python is told that there is no such module
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
