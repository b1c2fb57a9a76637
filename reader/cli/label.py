"""Give articles a label, or take it from them; without arguments, list the labels and how many articles have each.

One step of the history, however many articles it is; `u` in annotty takes it
back. --json lists the labels as an object: label, number of articles.

examples:
  annotty label
  annotty label dam 01a2b3 01a2b4
  annotty label dam --filter 'title:dam or title:levee'
  annotty label dam --remove --filter label:dam

exit codes:
  0 done   1 refused: a label needs a name   2 wrong usage   3 the library
  cannot be used   4 not found; then nothing was changed
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the label")
    choosing.take_articles(parser)
    parser.add_argument("--remove", action="store_true", help="take it from them")
    parser.add_argument("--json", action="store_true", help="the labels as an object")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Label them, or list the labels."""
    if arguments.name is None:
        with opened(library_path(arguments)) as library:
            _list(library.labels(), arguments, output)
        return 0
    about = choosing.asked(arguments, output)
    with opened(library_path(arguments)) as library:
        articles = choosing.chosen(library, about, output)
        if articles:
            (library.unlabel if arguments.remove else library.label)(articles, arguments.name)
    deed = "taken from" if arguments.remove else "given to"
    output.line(f"{arguments.name}: {deed} {choosing.counted(len(articles))}")
    return 0


def _list(labels: Mapping[str, int], arguments: argparse.Namespace, output: Output) -> None:
    if arguments.json:
        output.text(json.dumps(labels, ensure_ascii=False, indent=2) + "\n")
        return
    for label, number in labels.items():
        output.line(f"{number:7}  {label}")
