"""JSON that is no JSON Lines: a list of rows, one row alone, or a list inside an object. Holds one row in memory at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from store.model import RawItem
from store.sources.fields import guessed
from store.sources.given import LARGEST_ROW, Fields, Options, Skipped, megabytes
from store.sources.rows import Numbered, Unreadable, items_of

_BETWEEN = re.compile(r"[\s,]*")
_LISTS = ("articles", "data", "items", "rows", "results", "docs", "documents", "entries", "news")
_PIECE = 65_536  # bytes
_NEAR = 16  # characters before the end, in which a word or an escape may be cut rather than wrong
_CUT = "Unterminated string"


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The rows of a JSON file, numbered from 1: "rows.json#item 3"."""
    yield from items_of(_rows(stream, options.fields), origin, options.fields)


def _rows(stream: BinaryIO, fields: Fields) -> Iterator[Numbered]:
    number = 0
    for value in _values(stream):
        for row in _unpacked(value, fields):
            number += 1
            yield Numbered(f"item {number}", row)


def _unpacked(value: object, fields: Fields) -> Iterator[object]:
    """The rows in an object that holds a list of them and no text of its own; else the object itself."""
    if isinstance(value, Mapping):
        chosen = guessed((str(name) for name, held in value.items() if not isinstance(held, list)), fields)
        rows = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)
        if rows is not None and chosen.text is None and chosen.html is None and any(isinstance(r, dict) for r in rows):
            yield from rows
            return
    yield value


def _values(stream: BinaryIO) -> Iterator[object]:
    """The values of a list, or those that follow one another, as far as they can be read."""
    mark = stream.read(2)
    encoding = "utf-16" if mark in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    decode = codecs.getincrementaldecoder(encoding)("replace").decode
    scan = json.JSONDecoder().raw_decode
    text, at, ended, depth = decode(mark), 0, False, -1
    while True:
        space = _BETWEEN.match(text, at)
        at = space.end() if space else at
        why = ""
        if at < len(text):
            if depth < 0:
                depth = int(text[at] == "[")
                at += depth
                continue
            if depth and text[at] == "]":
                return
            try:
                value, end = scan(text, at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith(_CUT) or error.pos > len(text) - _NEAR
                if ended or not cut:
                    why = f"is not JSON: {error.msg}"
            except RecursionError:
                why = "is JSON nested too deeply to be read"
            except ValueError:
                why = "holds a number that is too long to be read"
            else:
                if ended or end < len(text):
                    yield value
                    at = end
                    continue
            if not why and len(text) - at > LARGEST_ROW:
                why = f"is larger than {megabytes(LARGEST_ROW)}"
        elif ended:
            return
        if why:
            yield Unreadable(f"{why}; what follows it was not read")
            return
        piece = stream.read(max(_PIECE, len(text) - at))
        ended = not piece
        text, at = text[at:] + decode(piece, ended), 0
