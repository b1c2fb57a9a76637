"""Bring deleted articles back, in the state that they were in and with all their marks.

A filter chooses among those that are deleted.

examples:
  annotty undelete 01a2b3
  annotty undelete --filter outlet:harbour

exit codes:
  0 done   2 wrong usage   3 the library cannot be used   4 not found; then
  nothing was changed
"""

from __future__ import annotations

import argparse
from dataclasses import replace

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.filters.terms import All, InState
from store.model import State


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_articles(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Bring them back."""
    about = choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        if about.wanted is not None:
            about = replace(about, wanted=All((InState(State.DELETED), about.wanted)))
        articles = choosing.chosen(library, about, output)
        if articles:
            library.restore_articles(articles)
    output.line(f"brought back: {choosing.counted(len(articles))}")
    return 0
