"""CSV and TSV: a data set whose first line names its columns. Holds one row in memory at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
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
        head = next(filter(None, _records(lines, delimiter, wide)), [])
        lines.row_ends()
        names = [cell.strip() if isinstance(cell, str) else "" for cell in head]
        chosen = guessed(names, options.fields)
        if len(names) > _MOST_COLUMNS or (chosen.text is None and chosen.html is None):
            yield Skipped(
                origin,
                f"{origin} was left out: it is not a text, HTML or Markdown file, and as a table it {no_text(names)}",
            )
            return
        yield from items_of(_rows(lines, delimiter, wide, names), origin, options.fields)
    except _RowTooLarge:
        yield Skipped(origin, f"{origin} is not a table: its first line is larger than {megabytes(LARGEST_ROW)}")
    except csv.Error as error:
        yield Skipped(origin, f"{origin} is not a table: {error}")
    finally:
        text.detach()


class _Lines:
    """The lines of a table, the size of each row bounded; those of the row in hand can be read once more."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._taken = 0
        self._row: list[str] = []
        self._again: deque[str] = deque()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(LARGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._taken += len(line)
        if self._taken > LARGEST_ROW:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(65_536)
            raise _RowTooLarge
        self._row.append(line)
        return line

    @property
    def begins_quoted(self) -> bool:
        """Whether the row in hand begins with a quotation mark."""
        return bool(self._row) and self._row[0].startswith('"')

    def row_ends(self) -> None:
        """The next row may be as large again."""
        self._taken = 0
        self._row = []

    def read_again(self) -> None:
        """Go on behind the first line of the row in hand: what was taken for its other lines may be rows."""
        self._again.extendleft(reversed(self._row[1:]))
        self.row_ends()


def _rows(lines: _Lines, delimiter: str, wide: bool, names: list[str]) -> Iterator[Numbered]:
    number = 0
    quoted: bool | None = None  # how the rows of this table begin
    is_lost = False  # among the lines of a broken row, until a row begins as the others do
    records = _records(lines, delimiter, wide)
    while True:
        try:
            record = next(records, None)
        except (csv.Error, _RowTooLarge) as error:
            lines.read_again()
            records = _records(lines, delimiter, wide)
            if not is_lost:
                number += 1
                large = f"is larger than {megabytes(LARGEST_ROW)}; " if isinstance(error, _RowTooLarge) else ""
                why = f"cannot be read: {large}perhaps a quotation mark is not closed in it, or not doubled"
                yield Numbered(f"row {number}", Unreadable(why))
            is_lost = True
            continue
        if record is None:
            return
        begins_quoted = lines.begins_quoted
        lines.row_ends()
        if not record or (is_lost and (len(record) != len(names) or begins_quoted is not bool(quoted))):
            continue
        is_lost = False
        quoted = begins_quoted if quoted is None else quoted
        number += 1
        if any(record[len(names) :]):
            why = f"has {len(record)} cells, but the table {len(names)} columns; perhaps a quotation mark is missing"
            yield Numbered(f"row {number}", Unreadable(why))
            continue
        yield Numbered(f"row {number}", dict(zip(reversed(names), reversed(_filled(record, len(names))), strict=False)))


def _records(lines: _Lines, delimiter: str, wide: bool) -> Iterator[list[str | bytes]]:
    # Strict: where a quotation mark is missing, each row after it would else be taken for the words of another.
    for record in csv.reader(lines, delimiter=delimiter, strict=True):
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
