"""Say how far the reading of articles has come: new, reading, done, aside (set aside), deleted.

One step of the history, however many articles it is; `u` in annotty takes it
back. Any other state brings deleted articles back.

examples:
  annotty state done 01a2b3 01a2b4
  annotty state aside --filter 'outlet:harbour date:<2024 state:new'
  annotty list state:new | grep -i football | annotty state done -

exit codes:
  0 done   2 wrong usage   3 the library cannot be used   4 not found; then
  nothing was changed
"""

from __future__ import annotations

import argparse

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.model import State


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("state", choices=[each.value for each in State], metavar="STATE", help=", ".join(State))
    choosing.take_articles(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Set the state."""
    about = choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        articles = choosing.chosen(library, about, output)
        if articles:
            library.set_states(articles, State(arguments.state))
    output.line(f"{arguments.state}: {choosing.counted(len(articles))}")
    return 0
