"""Parquet: a data set in columns, of which only those that are needed are read, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from store.errors import SourceError
from store.model import RawItem
from store.sources.fields import columns_of, guessed
from store.sources.given import Options, Skipped
from store.sources.rows import Numbered, items_of, no_text

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile as _File

_ROWS = 16  # at a time
_PIECE = 65_536  # bytes


def items(stream: BinaryIO, origin: str, options: Options) -> Iterator[RawItem | Skipped]:
    """The rows of a Parquet file, numbered from 1: "rows.parquet#row 5".

    Raises SourceError where pyarrow is not installed, and ValueError or OSError where the file is damaged.
    """
    try:
        import pyarrow as arrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise SourceError('Parquet takes pyarrow to read: pip install "annotty[parquet]"') from None
    try:
        file = ParquetFile(stream, buffer_size=_PIECE, pre_buffer=False)
        names = [str(name) for name in file.schema_arrow.names]
        chosen = guessed(names, options.fields)
        if chosen.text is None and chosen.html is None:
            yield Skipped(origin, f"{origin} {no_text(names)}")
            return
        yield from items_of(_rows(file, columns_of(names, chosen)), origin, options.fields)
    except arrow.ArrowException as error:
        raise ValueError(str(error).partition("\n")[0]) from None


def _rows(file: _File, columns: list[str]) -> Iterator[Numbered]:
    import pyarrow as arrow

    number = 0
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
        for index, field in enumerate(batch.schema):
            if arrow.types.is_timestamp(field.type) and field.type.unit == "ns":
                coarser = arrow.timestamp("us", field.type.tz)  # as fine as Python's times are
                batch = batch.set_column(index, field.name, batch.column(index).cast(coarser, safe=False))
        for row in batch.to_pylist():
            number += 1
            yield Numbered(f"row {number}", row)
