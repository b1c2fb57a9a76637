"""Take in all that another library has: articles, marks, entities, labels, queues and the history; that library is not changed.

Articles are the same by the bytes they came from, all else by its id. Where
both changed the same field the later change wins, and both stand in the
history. Merging twice changes nothing, and in whatever order libraries are
merged the same comes out. It is one transaction: done whole, or not at all.

exit codes: 0 done, 1 the two contradict each other, 2 wrong usage, 3 one of
the libraries cannot be used.

examples:
  annotty merge laptop.db
  annotty --library desk.db merge /media/stick/laptop.db
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.backup import before_much
from reader.cli.output import Output
from reader.cli.place import library_path, opened

if TYPE_CHECKING:
    from store.joining import Merged

_OFTEN = 0.2
"""Seconds between two lines of progress."""
_SHOWN = 20
"""The most marks without words whose ids are told."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("other", metavar="OTHER.db", type=Path, help="the file of the other library")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Merge."""
    with opened(library_path(arguments), create=True) as library:
        before_much(library, output)
        progress, clear = _progress(output)
        try:
            merged = library.merge(Path(os.path.expanduser(arguments.other)), progress)  # noqa: PTH111 - pathlib raises for ~nobody
        finally:
            clear()
        if merged.is_nothing:
            output.line(f"all of {arguments.other.name} is here already")
            return 0
        output.line(f"merged {arguments.other.name}: {_told(merged)}")
        if merged.orphans:
            which = " ".join(merged.orphans[:_SHOWN]) + (" …" if len(merged.orphans) > _SHOWN else "")
            output.note(
                f"{_count(len(merged.orphans), 'mark')} kept without words in the text that is here now: {which}"
            )
        library.catch_up(merged.articles + merged.others)
    return 0


def _told(merged: Merged) -> str:
    return ", ".join(
        _count(number, *words)
        for number, *words in (
            (merged.articles, "new article"),
            (merged.marks, "new mark"),
            (merged.changed, "mark changed", "marks changed"),
            (merged.gone, "mark gone", "marks gone"),
            (merged.others, "other thing changed", "other things changed"),
            (merged.steps, "step of history", "steps of history"),
        )
        if number
    )


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def _progress(output: Output) -> tuple[Callable[[str, int, int], None], Callable[[], None]]:
    """What is being done, on one line of a terminal that is written over; and what takes it away."""
    if not output.err_is_terminal:
        return (lambda *_: None), (lambda: None)
    last = 0.0

    def tell(what: str, done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done and now - last < _OFTEN:
            return
        last = now
        output.err.write(f"\r\x1b[K{what}{f'  {done:,} of {of:,}' if of else ''}")
        output.err.flush()

    def clear() -> None:
        output.err.write("\r\x1b[K")
        output.err.flush()

    return tell, clear
