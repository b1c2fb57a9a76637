"""Take deleted articles out of the library for good: their sources, texts, marks and labels, and what the history says of them.

It cannot be undone, and asks first. Entities that only their marks named, and
that nobody wrote anything about, go with them. The library's file is written
anew, so that no word of them is left in it: that takes room for it twice, and
no other program may be reading the library at that moment. Backups that were
made before still hold them.

exit codes: 0 done, 1 not done, 2 wrong usage, 3 the library cannot be used.

examples:
  annotty purge
  annotty purge --older 30d --yes
"""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.cli.output import Output
from reader.cli.place import library_path, opened

if TYPE_CHECKING:
    from store.database.purging import Purged

_AGE = re.compile(r"(\d{1,4})([dwy])")
_DAYS = {"d": 1, "w": 7, "y": 365}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument(
        "--older", metavar="AGE", type=_age, help="only what was deleted so long ago or longer: 30d, 4w, 1y"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Purge, where the person says so."""
    with opened(library_path(arguments)) as library:
        going = library.purgeable(arguments.older)
        if going.articles and not arguments.yes and not _is_wanted(going, output):
            output.problem("nothing was purged")
            return 1
        purged = library.purge(arguments.older)
        kept = library.backups()
    if not purged.articles:
        output.note("no deleted article is here" + (" that is old enough" if arguments.older else ""))
        return 0
    entities = f", {_count(purged.entities, 'entity', 'entities')} that only those named" if purged.entities else ""
    output.line(f"purged {_told(purged)}{entities}; {_size(purged.bytes)} of the disk are free again")
    if kept:
        output.note(f"the backups in {kept[0].path.parent} still hold what was in the library when they were made")
    return 0


def _is_wanted(going: Purged, output: Output) -> bool:
    """Whether a person at a terminal says yes; a script says --yes."""
    if not (output.err_is_terminal and output.out_is_terminal):
        output.problem(f"{_told(going)} would go for good; say --yes")
        return False
    output.flush()
    output.err.write(f"Purge {_told(going)} for good? This cannot be undone. [y/N] ")
    output.err.flush()
    try:
        return input().strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _told(purged: Purged) -> str:
    marks = f" with {_count(purged.marks, 'mark')}" if purged.marks else ""
    return f"{_count(purged.articles, 'deleted article')}{marks}"


def _count(number: int, word: str, words: str = "") -> str:
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 100_000 else f"{number / 1e3:,.0f} kB"


def _age(words: str) -> timedelta:
    if not (found := _AGE.fullmatch(words)):
        raise argparse.ArgumentTypeError(f"{words} is no age: write 30d, 4w or 1y")
    return timedelta(days=int(found[1]) * _DAYS[found[2]])
