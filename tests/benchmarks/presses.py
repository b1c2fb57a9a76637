"""Bytes that each kind of key press sends over the line at 80x24, beside vim, less and newsboat in ptys of the same kind.

On the list beside newsboat's articles, on the page beside vim and less on the same words. What only annotty has stands alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks import peers
from tests.benchmarks.driven import FULL, SIXTEEN, Driven
from tests.benchmarks.large import Large
from tests.benchmarks.libraries import made
from tests.benchmarks.measuring import Bar, tell
from tests.benchmarks.page import LARGE

_LISTED = Large(1_000, 20)
_STRETCH, _LINE = 200_000, 2_000
_IDLE = 3.0
_ROUNDS = 5
_PATIENCE = 0.8
"""Seconds after which a key is taken to be silent."""
_QUIET = 0.15
"""Seconds without a byte after which an answer is whole."""
_STARTED = 1.5
"""Seconds without a byte after which a program has surely started."""
_DOWN, _ENTER, _ESCAPE, _PAGE_DOWN = b"\x1b[B", b"\r", b"\x1b", b"\x1b[6~"
_FIRST_ENTRIES = b"\r"
"""Opens newsboat's one feed."""


@dataclass(frozen=True, slots=True)
class Press:
    """A kind of key press: keys that are measured, keys that bring everything back and are not, and what peers press."""

    what: str
    keys: bytes
    back: bytes = b""
    theirs: tuple[tuple[str, bytes, bytes], ...] = ()
    bar: Bar | None = None


_ON_THE_LIST = (
    Press("a row down", _DOWN, theirs=(("newsboat", _DOWN, b""),), bar=Bar(at_most=300)),
    Press("a page down", _PAGE_DOWN, theirs=(("newsboat", _PAGE_DOWN, b""),)),
    Press("the filter, opened", b"/", _ESCAPE),
    Press("a letter in it", b"/g", _ESCAPE + _ESCAPE),
    Press("a row selected", b" ", b" "),
    Press("an article opened", _ENTER, b"q", (("newsboat", _ENTER, b"q"),)),
    Press("the list of actions", b":", _ESCAPE),
    Press("the help", b"\x1bOP", _ESCAPE),
)
_ON_THE_PAGE = (
    Press("a character on", b"l", theirs=(("vim", b"l", b""),)),
    Press("a word on", b"w", theirs=(("vim", b"w", b""),)),
    Press("a row down", b"j", theirs=(("vim", b"j", b""), ("less", b"j", b""))),
    Press("a page down", _PAGE_DOWN, theirs=(("vim", b"\x06", b""), ("less", b" ", b""))),
    Press("a selection by a word", b"vw", _ESCAPE, (("vim", b"vw", _ESCAPE),)),
    Press("the next hit of a search", b"n", theirs=(("vim", b"n", b""), ("less", b"n", b""))),
    Press("a highlight made", b"vwH", b"u"),
    Press("the form of a claim", b"c", _ESCAPE),
    Press("the picker of an entity", b"vwP", _ESCAPE + _ESCAPE),
)
_SOUGHT = b"/the\r"


def run() -> None:
    """Print the table, for true colour and for 16 colours."""
    large = made(*LARGE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = folder / "stretch.txt"
        text.write_text(peers.wrapped(large.text[large.middle - _STRETCH : large.middle + _STRETCH]))
        listed = folder / "listed.db"
        shutil.copyfile(_LISTED.library(), listed)
        boat = {"newsboat": peers.newsboat(_LISTED.articles, folder / "boat")} if shutil.which("newsboat") else {}
        readers = {"vim": peers.vim(text, _LINE), "less": peers.less(text, _LINE)}
        others = {name: command for name, command in readers.items() if command is not None}
        for depth, environment in (("true colour", FULL), ("16 colours", SIXTEEN)):
            home = str(folder / "boat") if boat else name
            _tell(f"list, {depth}", peers.annotty(listed), b"", _ON_THE_LIST, boat, _FIRST_ENTRIES, home, environment)
            library = large.copy(folder, middle=True)
            page = peers.annotty(library, large.article(library))
            _tell(f"page, {depth}", page, _SOUGHT, _ON_THE_PAGE, others, _SOUGHT, name, environment)


def _tell(
    where: str,
    ours: Sequence[str],
    first: bytes,
    presses: Sequence[Press],
    theirs: Mapping[str, Sequence[str]],
    their_first: bytes,
    home: str,
    environment: Mapping[str, str],
) -> None:
    with ExitStack() as stack:
        driven = stack.enter_context(Driven(ours, home, environment))
        others = {name: stack.enter_context(Driven(each, home, environment)) for name, each in theirs.items()}
        for each, keys in ((driven, first), *((other, their_first) for other in others.values())):
            each.settle(_STARTED)
            each.type(keys)
            each.settle(_STARTED)
        idle = driven.settle(_IDLE) if driven.is_ready(_IDLE) else 0
        tell(f"{where}: idle for {_IDLE:.0f} s", idle, unit="bytes", bar=Bar(at_most=0))
        for press in presses:
            size = _size(driven, press.keys, press.back)
            told = [(name, _size(others[name], keys, back)) for name, keys, back in press.theirs if name in others]
            if not told:
                tell(f"{where}: {press.what}", size, unit="bytes", bar=press.bar)
            for name, figure in told:
                tell(f"{where}: {press.what}", size, name, figure, unit="bytes", bar=press.bar)


def _size(driven: Driven, keys: bytes, back: bytes) -> float:
    """Bytes that follow keys, the median of some rounds."""
    return sorted(_sizes(driven, keys, back))[_ROUNDS // 2]


def _sizes(driven: Driven, keys: bytes, back: bytes) -> Iterator[int]:
    for _ in range(_ROUNDS):
        yield driven.answer(partial(driven.type, keys), patience=_PATIENCE, quiet=_QUIET).size
        if back:
            for key in _one_by_one(back):
                driven.answer(partial(driven.type, key), patience=_PATIENCE, quiet=_QUIET)


def _one_by_one(keys: bytes) -> list[bytes]:
    """Keys apart: an escape that comes with a letter would be another key."""
    return [bytes([each]) for each in keys]
