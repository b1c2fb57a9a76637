"""Write the accepted marks as JSONL, one on a line; with --articles, every article before its marks.

All of the library, or the articles that a filter chooses with their marks. Each
line stands alone; jsonl.schema.json in the package store.formats says what is
on it. A file made with --articles holds all that another library needs, states
and labels too, and of a whole library its tag set and entities without a mark;
else that library knows the articles by name until their files are added.
Deleted articles are left out, and so are relations to marks that are not in the
file. --output writes the whole file or none: what was there before stays until
then; a new file is for you alone (0600).

examples:
  annotty export --output marks.jsonl
  annotty export --articles --output everything.jsonl
  annotty export --articles 'label:dam date:2024-07' | ssh desk annotty import -
  annotty export | jq -r 'select(.type == "claim") | .parts[0].exact'
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.cli import choosing
from reader.cli.output import Output
from reader.cli.place import library_path, opened
from reader.writing import written_whole
from store.filters.terms import EVERYTHING

if TYPE_CHECKING:
    from store.filters.terms import Term
    from store.library import Library


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    choosing.take_filter(parser)
    parser.add_argument("--output", metavar="FILE", default="-", help="the file to write (else standard output)")
    parser.add_argument("--articles", action="store_true", help="the articles too, with their texts and raw bytes")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the lines."""
    from store.formats import jsonl

    wanted = choosing.term_of(arguments.filter, output)
    with opened(library_path(arguments)) as library:
        only = None if wanted == EVERYTHING else _chosen(library, wanted, output)
        with closing(jsonl.export(library, articles=arguments.articles, only=only)) as lines:
            if arguments.output == "-":
                for line in lines:
                    output.text(line)
                return 0
            with written_whole(Path(arguments.output)) as stream:
                number = _write(lines, stream)
    output.note(f"{number} {'line' if number == 1 else 'lines'} written to {arguments.output}")
    return 0


def _chosen(library: Library, wanted: Term, output: Output) -> Iterator[str]:
    """The identifiers of the articles that a filter chooses, few in memory at a time."""
    choosing.catch_up(library, output)
    numbers = library.numbers(wanted, each=True)
    return (
        article
        for start in range(0, len(numbers), choosing.AT_ONCE)
        for article in library.articles_of(numbers[start : start + choosing.AT_ONCE])
    )


def _write(lines: Iterable[str], stream: TextIO) -> int:
    number = 0
    for number, line in enumerate(lines, start=1):  # noqa: B007 - how many they were
        stream.write(line)
    return number
