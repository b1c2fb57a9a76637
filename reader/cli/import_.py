"""Read marks, and articles where the file has them, from JSONL that annotty exported: all of a file, or nothing.

What is here already is known by its id, articles by the bytes they came from; of
a mark that is here, the one changed last is kept. Marks whose article has another
text here are found again by their words; those that cannot be are kept, and named.

examples:
  annotty import marks.jsonl
  annotty --library copy.db import everything.jsonl
  ssh desk annotty export | annotty import -
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reader.cli.output import Output, standard_input
from reader.cli.place import library_path, opened
from store.errors import SourceError
from store.model import Imported


def configure(parser: argparse.ArgumentParser) -> None:
    """Name its arguments."""
    parser.add_argument("file", metavar="FILE", help="a JSONL file, or - for standard input")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Take the file in. Raises FormatError that names the line where it is not what the format says."""
    from store.formats import jsonl

    with _lines(arguments.file) as stream, opened(library_path(arguments), create=True) as library:
        imported = library.receive(jsonl.read(stream, arguments.file))
    output.line(_sum(imported))
    if imported.orphans:
        output.note(
            f"{_marks(len(imported.orphans))} could not be found in the texts that are here; kept without a place:"
        )
        for orphan in imported.orphans:
            output.note(f"  {orphan}")
    return 0


@contextmanager
def _lines(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield standard_input()
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror}; nothing was imported") from error
    with stream:
        yield stream


def _sum(imported: Imported) -> str:
    articles = f"{imported.articles} new {'article' if imported.articles == 1 else 'articles'}"
    besides = [
        f"{number} {word}"
        for number, word in ((imported.updated, "brought up to date"), (imported.known, "known"))
        if number
    ]
    return f"imported {_marks(imported.annotations)} and {articles}" + (f" ({', '.join(besides)})" if besides else "")


def _marks(number: int) -> str:
    return f"{number} {'mark' if number == 1 else 'marks'}"
