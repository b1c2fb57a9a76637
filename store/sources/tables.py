"""CSV and TSV: a data set whose first line names its columns. Holds one row in memory at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from store.model import RawItem
from store.sources.beginnings import looked_at
from store.sources.fields import guessed
from store.sources.given import LARGEST_ROW, Options, Skipped, megabytes
from store.sources.rows import Numbered, Unreadable, items_of, no_text

_DELIMITERS = ",;\t|"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-16, as spreadsheets write "Unicode text"
_MOST_COLUMNS = 10_000


class _RowTooLarge(Exception):
    """A row goes on for longer than any row should."""


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The rows of a table, numbered from 1 below the line that names the columns: "table.csv#row 5"."""
    begin, stream = looked_at(stream, seeks=False)
    wide = begin.startswith(_WIDE)
    if begin.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    # In other encodings each byte stands for itself until its cell is known: a table may be in any.
    text = io.TextIOWrapper(stream, "utf-16" if wide else "latin-1", errors="replace", newline="")
    lines = _Lines(text)
    first = begin.decode("utf-16" if wide else "latin-1", "replace").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_ROW + 1))
    try:
        names = [cell.strip() if isinstance(cell, str) else "" for cell in next(_records(lines, delimiter, wide), [])]
        chosen = guessed(names, options.fields)
        if len(names) > _MOST_COLUMNS or (chosen.text is None and chosen.html is None):
            yield Skipped(
                origin,
                f"{origin} was left out: it is no text, HTML or Markdown file, and as a table it {no_text(names)}",
            )
            return
        yield from items_of(_rows(lines, delimiter, wide, names), origin, options.fields)
    except _RowTooLarge:
        yield Skipped(origin, f"{origin} is no table: its first line is larger than {megabytes(LARGEST_ROW)}")
    except csv.Error as error:
        yield Skipped(origin, f"{origin} is no table: {error}")
    finally:
        text.detach()


class _Lines:
    """The lines of a table, the size of each row bounded."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._taken = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LARGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._taken += len(line)
        if self._taken > LARGEST_ROW:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(65_536)
            self._taken = 0
            raise _RowTooLarge
        return line

    def row_ends(self) -> None:
        """The next row may be as large again."""
        self._taken = 0


def _rows(lines: _Lines, delimiter: str, wide: bool, names: list[str]) -> Iterator[Numbered]:
    number = 0
    records = _records(lines, delimiter, wide)
    while True:
        number += 1
        try:
            record = next(records, None)
        except csv.Error as error:
            yield Numbered(f"row {number}", Unreadable(f"cannot be read: {error}"))
            records = _records(lines, delimiter, wide)
            continue
        except _RowTooLarge:
            why = f"is larger than {megabytes(LARGEST_ROW)}; perhaps a quotation mark is not closed"
            yield Numbered(f"row {number}", Unreadable(why))
            records = _records(lines, delimiter, wide)
            continue
        if record is None:
            return
        yield Numbered(f"row {number}", dict(zip(reversed(names), reversed(_filled(record, len(names))), strict=False)))


def _records(lines: _Lines, delimiter: str, wide: bool) -> Iterator[list[str | bytes]]:
    for record in csv.reader(lines, delimiter=delimiter):
        lines.row_ends()
        if record:
            yield list(record) if wide else [_cell(words) for words in record]


def _filled(record: list[str | bytes], size: int) -> list[str | bytes]:
    return (record + [""] * (size - len(record)))[:size]


def _cell(words: str) -> str | bytes:
    """What a cell's bytes say in UTF-8; the bytes themselves where they are something else."""
    if words.isascii():
        return words
    raw = words.encode("latin-1")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
