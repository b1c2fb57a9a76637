"""JSON Lines: a data set with one row a line. A broken line is named, and the others go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from store.errors import SourceError
from store.model import RawItem
from store.sources.given import LARGEST_ROW, Options, Skipped, megabytes
from store.sources.rows import Numbered, Unreadable, items_of

_MARK = b"\xef\xbb\xbf"


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The rows of a JSONL file, numbered by their lines: "rows.jsonl#line 7"."""
    yield from items_of(_rows(stream), origin, options.fields)


def _rows(stream: BinaryIO) -> Iterator[Numbered]:
    number = 0
    while line := stream.readline(LARGEST_ROW + 1):
        number += 1
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise SourceError("it is written in UTF-16; save it as UTF-8 and add that instead")
            line = line.removeprefix(_MARK)
        if len(line) > LARGEST_ROW:
            while line and not line.endswith(b"\n"):
                line = stream.readline(65_536)
            yield Numbered(f"line {number}", Unreadable(f"is larger than {megabytes(LARGEST_ROW)}"))
        elif line.strip():
            yield Numbered(f"line {number}", parsed(line.decode("utf-8", "replace")))


def parsed(text: str) -> object:
    """The value that a text is in JSON; Unreadable where it is none."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        return Unreadable(f"is not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return Unreadable("is JSON nested too deeply to be read")
    except ValueError:
        return Unreadable("holds a number that is too long to be read")
    return value
