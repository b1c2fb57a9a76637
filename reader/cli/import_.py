"""Read marks, and articles where the file has them, from JSONL that annotty exported: all of a file, or nothing.

A mark or entity that is here is known by its id, an article by the bytes it
came from. Of a mark, the state changed last is kept. An entity that is here
stays as it is, and gets the other names that the file has for it; so does an
article, and gets the labels; tags stay as they are, unless no article is here.
Marks whose article has another text here are found again by their words; those
that cannot be are kept, and named. The whole file is read before the library is
touched.

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

from reader.cli import choosing
from reader.cli.backup import before_much
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
        before_much(library, output)
        imported = library.receive(jsonl.read(stream, arguments.file))
        if imported.articles or imported.completed:
            choosing.catch_up(library, output)
    output.line(_sum(imported))
    if imported.orphans:
        number, which = _count(len(imported.orphans), "mark"), " ".join(imported.orphans)
        output.note(f"{number} not found in the texts that are here, kept without a place: {which}")
    if imported.unmet:
        number = _count(imported.unmet, "relation")
        output.note(f"{number} left out: the other end is not here; import that first, then this file again")
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
    besides = [
        words
        for number, words in (
            (imported.completed, f"the text of {_count(imported.completed, 'article')} that had none"),
            (imported.updated, f"{_count(imported.updated, 'mark')} brought up to date"),
            (imported.known, f"{_count(imported.known, 'mark')} known"),
        )
        if number
    ]
    more = f" ({', '.join(besides)})" if besides else ""
    return f"imported {_count(imported.annotations, 'mark')} and {_count(imported.articles, 'new article')}{more}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
