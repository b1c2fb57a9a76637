"""The timeline of an entity, or of the dispute that a claim is in: what was said when, by whom, through whom, in which article.

NAME is an entity's name, another name that it has, or its id; CLAIM is the id
of one of the dispute's claims, as `annotty claims` shows it. markdown is a
report with quotes and references, svg a picture that needs nothing besides
itself, json is for programs. Without --format the ending of FILE decides, .md,
.svg or .json; on standard output it is markdown. --output writes the whole
file or none.

examples:
  annotty timeline 'Halvern dam'
  annotty timeline 'Halvern dam' --output dam.svg
  annotty timeline --dispute 01a2b3c4-0000-7000-8000-000000000000 --format json

exit codes:
  0 done   1 the file could not be written   2 wrong usage   3 the library
  cannot be used   4 no such entity or claim, or several
"""

from __future__ import annotations

import argparse
from pathlib import Path

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from store.errors import Refused


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    of = parser.add_mutually_exclusive_group(required=True)
    of.add_argument("name", nargs="?", metavar="NAME", help="an entity")
    of.add_argument("--dispute", metavar="CLAIM", help="the dispute that a claim is in")
    parser.add_argument("--format", choices=("markdown", "svg", "json"), metavar="FORMAT", help="markdown, svg or json")
    parser.add_argument("--output", metavar="FILE", default="-", help="the file to write (else standard output)")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write it."""
    from store import charting
    from store.formats import timelines

    to_file = arguments.output != "-"
    try:
        wanted = arguments.format or (timelines.format_of(arguments.output) if to_file else "markdown")
    except Refused as error:
        output.problem(f"{error}; or say --format")
        return choosing.USAGE
    with opened(library_path(arguments)) as library:
        if arguments.dispute is not None:
            found = charting.of_claim(library, arguments.dispute)
        else:
            found = charting.of_entity(library, library.find_entity(arguments.name).id)
        text = timelines.FORMATS[wanted](found)
        if not to_file:
            output.text(text)
            return 0
    from reader.writing import written_whole

    with written_whole(Path(arguments.output)) as stream:
        stream.write(text)
    output.note(f"{len(found.events)} events written to {arguments.output}")
    return 0
