"""Add articles: plain text, HTML or Markdown, from files, folders (with all below them) or standard input (-).

Each gives one line: what became of it (added; known: the same bytes are here;
completed: only its name was), its id, its title, and where it came from. What
cannot be read is named on standard error, and the others go on; the exit code
is 1 then.

examples:
  annotty add report.html notes.txt
  annotty add saved-pages/
  curl -s https://example.org/report | annotty add -
"""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from reader.cli.output import Output, standard_input
from reader.cli.place import library_path, opened
from store.errors import AnnottyError, LibraryError
from store.model import Added, RawItem

if TYPE_CHECKING:
    from store.library import Library
    from store.sources import Skipped

IN_PART = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Add what can be read; returns 1 where something could not."""
    from store.sources import files

    done: Counter[str] = Counter()
    with opened(library_path(arguments), create=True) as library:
        for item in files(arguments.paths, standard_input()):
            outcome = _add(library, item)
            if isinstance(outcome, str):
                done["skipped"] += 1
                output.note(f"skipped   {item.origin}: {outcome.removeprefix(item.origin).lstrip(' :')}")
            else:
                done[outcome.outcome] += 1
                title = " ".join(outcome.title.split()) or "(no title)"
                output.line(f"{outcome.outcome:9} {outcome.article}  {title}  ({item.origin})")
                if outcome.orphans:
                    output.note(f"marks that wait for words which its text does not have: {' '.join(outcome.orphans)}")
    output.note(_sum(done))
    return IN_PART if done["skipped"] else 0


def _add(library: Library, item: RawItem | Skipped) -> Added | str:
    """What became of an item, or why it could not be added. Raises LibraryError, for then the others cannot either."""
    if not isinstance(item, RawItem):
        return item.reason
    try:
        return library.add(item)
    except LibraryError:
        raise
    except AnnottyError as error:
        return str(error)


def _sum(done: Counter[str]) -> str:
    if not done:
        return "nothing to add was found there"
    words = {"added": "added", "completed": "completed", "known": "known", "skipped": "could not be read"}
    return ", ".join(f"{done[outcome]} {word}" for outcome, word in words.items() if done[outcome])
