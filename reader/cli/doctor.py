"""See whether the library is sound: its file, what its rows name, the list, and the index of words.

It reads all of the file. --repair makes anew what can be made from the
articles: rows of the list, and the index of words, also a half-built one; the
articles and the marks themselves are never touched. What cannot be repaired is
told, and what is to be known of the SQLite that annotty runs on.

examples:
  annotty doctor
  annotty doctor --repair
  annotty doctor --library old.db && cp old.db backup.db

exit codes:
  0 sound, or repaired   1 something is wrong, or not in the index yet   2
  wrong usage   3 the library cannot be used
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened

if TYPE_CHECKING:
    from store.library import Library

WRONG = 1
_DOSE = 1000
"""Articles whose words are taken into the index between two words to whoever watches."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--repair", action="store_true", help="make anew what can be made from the articles")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Look at it, and repair it."""
    path = library_path(arguments)
    with opened(path) as library:
        for warning in library.warnings():
            output.note(f"note      {warning}")
        faults = library.faults()
        if arguments.repair and (library.not_indexed() or any(fault.curable for fault in faults)):
            for fault in faults:
                output.line(f"wrong     {fault.words}")
            _repair(library, output)
            faults = library.faults()
        for fault in faults:
            output.line(f"wrong     {fault.words}")
        left = library.not_indexed()
        if left:
            output.line(f"missing   the words of {choosing.counted(left)} in the index; --repair takes them in")
        if not faults and not left:
            stats = library.stats()
            output.line(f"sound     {path}: {choosing.counted(stats.articles)}, {stats.annotations.total} marks")
            return 0
        if any(not fault.curable for fault in faults):
            output.note(
                "copy the file before anything else; `annotty export --articles` saves what can be read, and "
                "`annotty import` makes a library of that"
            )
        elif faults:
            output.note("annotty doctor --repair makes it anew; no article and no mark is touched")
    return WRONG


def _repair(library: Library, output: Output) -> None:
    library.cure()
    total = left = library.not_indexed()
    while left:
        left = library.catch_up(_DOSE)
        if output.err_is_terminal:
            output.err.write(f"\rindex     {total - left} of {total} ")
            output.err.flush()
    if total and output.err_is_terminal:
        output.err.write("\r\x1b[K")
    output.line(f"repaired  {choosing.counted(total)} taken into the index of words" if total else "repaired")
