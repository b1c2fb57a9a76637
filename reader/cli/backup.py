"""Back the library up: a copy of it as it is now, checked after it was written, whole or not at all.

Without --output it lies in the folder backups beside the library, or in the
folder that ANNOTTY_BACKUPS names, and the last 7 that were asked for are kept.
FILE may be a folder: then it is the same there; a file of that name must not be
there yet. Other programs may use the library meanwhile. The file is for you
alone, and is a library: `annotty --library FILE` opens it.

annotty also makes one by itself, once on each day (UTC) on which you use it,
and before it brings an older library up to date; `annotty import`, merge and
mark see to the one of the day as well. ANNOTTY_BACKUPS=0 has it make
none; of a library above 1 GB it makes none unless that names a folder, and
never so that less than 256 MB of the disk are left. What you purge is still in
the backups that were made before.

examples:
  annotty backup
  annotty backup --output /media/stick --keep 3
  annotty backup --output before-the-big-merge.db
  annotty restore --list

exit codes:
  0 done   1 it could not be written   2 wrong usage
  3 the library cannot be used
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import NotSaved

if TYPE_CHECKING:
    from store.backups.making import Kept
    from store.library import Library


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("--output", metavar="FILE", help="the file to write, or the folder to write into")
    parser.add_argument(
        "--keep", metavar="N", type=choosing.number, help="how many that were asked for are kept in the folder (else 7)"
    )


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Make one."""
    if arguments.output and arguments.output.endswith(os.sep) and not Path(arguments.output).is_dir():
        output.problem(f"there is no folder {arguments.output}; no backup was made")
        return 1
    with opened(library_path(arguments)) as library:
        try:
            kept = library.backup(Path(arguments.output) if arguments.output else None, keep=arguments.keep)
        except NotSaved as error:
            output.problem(str(error))
            return 1
    output.line(f"backed up to {kept.path}: {told(kept)}")
    return 0


def told(kept: Kept) -> str:
    """What a backup holds, in words."""
    held = kept.holds
    return f"{choosing.counted(held.articles)}, {held.marks:,} marks, {held.steps:,} steps of the history, {size(kept.bytes)}"


def size(number: int) -> str:
    """Bytes in words."""
    return f"{number / 1e6:,.1f} MB" if number >= 100_000 else f"{number / 1e3:,.0f} kB"


def before_much(library: Library, output: Output) -> None:
    """The backup of the day, before much is written; where none can be made that is said, and nothing is stopped by it."""
    from store.errors import LibraryError

    try:
        library.daily_backup()
    except LibraryError as error:
        output.note(f"note: {error}")
