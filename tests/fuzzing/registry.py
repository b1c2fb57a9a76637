"""Every parser of ours by its name, and the inputs that once went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.fuzzing import of_cleaning, of_formats, of_sources, of_suggesting
from tests.fuzzing.parser import Parser

CORPUS = Path(__file__).parent / "corpus"
"""A folder for each parser, in it a file for each input; of "words.x5000" the bytes are taken so many times."""
_TIMES = re.compile(r"\.x(\d+)")

PARSERS: dict[str, Parser] = {
    parser.name: parser
    for parser in (*of_sources.PARSERS, *of_cleaning.PARSERS, *of_formats.PARSERS, *of_suggesting.PARSERS)
}


def folder_of(parser: Parser) -> Path:
    """Where the inputs of a parser are kept."""
    return CORPUS / parser.name.replace(" ", "-")


def kept(parser: Parser) -> Iterator[tuple[Path, bytes]]:
    """The inputs that are kept of a parser, in order of their files."""
    for path in sorted(folder_of(parser).glob("*")):
        times = _TIMES.fullmatch(path.suffix)
        yield path, path.read_bytes() * (int(times[1]) if times else 1)
