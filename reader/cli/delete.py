"""Delete articles: out of every list, with their marks, until `annotty undelete` brings them back or `annotty purge` comes.

One step of the history, however many articles it is; `u` in annotty takes it
back.

examples:
  annotty delete 01a2b3
  annotty delete --filter 'words:<30 marks:0'
  annotty list state:deleted

exit codes:
  0 done   2 wrong usage   3 the library cannot be used   4 not found; then
  nothing was changed
"""

from __future__ import annotations

import argparse

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_articles(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Delete them."""
    about = choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        articles = choosing.chosen(library, about, output)
        if articles:
            library.delete_articles(articles)
    output.line(f"deleted: {choosing.counted(len(articles))}")
    return 0
