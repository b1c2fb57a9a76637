"""Whatever bytes a reader is given, it gives items or what it skipped, raises nothing, and keeps no more than a record."""

from __future__ import annotations

import gzip
import io
import random
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import RawItem
from store.sources import Options, Skipped, read
from store.sources.given import LARGEST, LARGEST_ROW, USUAL
from store.sources.kinds import KINDS
from tests.store.sources.making import PAGE, book, packed, record, saved_page, taken

COUNT = 100  # times 100,000 letters: 10 MB
LOCAL = [kind.name for kind in KINDS if kind.name not in ("feed", "opml")]
WHOLE = {
    "warc": record(PAGE) + record(PAGE, status="404 No"),
    "warc.gz": packed(record(PAGE), record(PAGE)),
    "epub": book({"one.xhtml": PAGE, "two.xhtml": PAGE}),
    "mhtml": saved_page(("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", b"PHA+QTwvcD4=")),
    "jsonl": b'{"text": "A ferry.", "date": "2024-05-03", "meta": {"url": "https://a.example"}}\n' * 3,
    "json": b'[{"text": ["A ferry.", "Two."], "authors": [{"name": "Ilse"}]}, {"html": {"content": "<p>"}}]',
    "csv": b'text,url,date\n"A\nferry",https://a.example,2024\n\xff,,\n',
}


def parquet() -> bytes:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(arrow.table({"text": ["One.", "Two."], "url": ["https://a.example", None]}), out)
    return out.getvalue()


def holds(raw: bytes, name: str | None) -> None:
    for item in taken("-", stdin=raw, options=Options(format=name)):
        assert isinstance(item, RawItem | Skipped)
        item.origin.encode()
        assert str(item.metadata if isinstance(item, RawItem) else item.reason).encode()


@settings(max_examples=35, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([*LOCAL, None]))
def test_any_bytes_are_read_or_skipped(raw: bytes, name: str | None) -> None:
    holds(raw, name)
    holds(gzip.compress(raw)[: len(raw) + 5], name)


@settings(max_examples=35, deadline=None)
@given(st.data())
def test_a_file_that_is_damaged_anywhere_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*WHOLE, "parquet"]))
    raw = bytearray(parquet() if name == "parquet" else WHOLE[name])
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    start, end = sorted((data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, len(raw)))))
    if data.draw(st.booleans()):
        del raw[start:end]
    holds(bytes(raw), name.partition(".")[0])


def peak_of(place: Path) -> tuple[int, int]:
    """How many items a file gives, and how many bytes were held at most while they were read and dropped."""
    next(read([str(place)], io.BytesIO(), USUAL))  # what its libraries keep of themselves is there already
    tracemalloc.start()
    try:
        count = sum(isinstance(item, RawItem) for item in read([str(place)], io.BytesIO(), USUAL))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def noise(count: int, size: int) -> Iterator[bytes]:
    """Bodies that hardly compress, each of so many letters."""
    chance = random.Random(4)
    body = chance.randbytes(size // 2).hex().encode()
    for number in range(count):
        yield body[number:] + body[:number]


def test_memory_is_that_of_a_record_and_not_of_the_file(tmp_path: Path) -> None:
    with (tmp_path / "a.warc.gz").open("wb") as stream:
        for body in noise(COUNT, 100_000):
            stream.write(gzip.compress(record(b"<p>" + body), 1))
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", 1) as stream:
        for body in noise(COUNT, 100_000):
            stream.write(b'{"text": "' + body + b'"}\n')
    with gzip.open(tmp_path / "a.csv.gz", "wb", 1) as stream:
        stream.write(b"text\n")
        for body in noise(COUNT, 100_000):
            stream.write(b'"' + body + b'"\n')
    (tmp_path / "a.json").write_bytes(
        b"[" + b",".join(b'{"text": "' + body + b'"}' for body in noise(COUNT, 100_000)) + b"]"
    )
    for name in ("a.warc.gz", "a.jsonl.gz", "a.csv.gz", "a.json"):
        count, peak = peak_of(tmp_path / name)
        assert count == COUNT
        assert peak < 4_000_000, name


def test_memory_is_bounded_by_the_largest_record_there_may_be(tmp_path: Path) -> None:
    squeezed = zlib.compressobj(1, wbits=31)
    bomb = b"".join(squeezed.compress(bytes(2**20)) for _ in range(400)) + squeezed.flush()
    (tmp_path / "a.warc").write_bytes(record(PAGE) + record(bomb, head="Content-Encoding: gzip\r\n"))
    line = gzip.compress(b"x" * 2**20, 1)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "A ferry."}\n') + line * 100)
    for name, most in (("a.warc", 2.5 * LARGEST), ("a.jsonl.gz", 2.5 * LARGEST_ROW)):
        count, peak = peak_of(tmp_path / name)
        assert count == 1
        assert peak < most, name


def test_memory_of_parquet_is_that_of_a_page_of_its_columns(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import ParquetWriter

    schema = arrow.schema([("text", arrow.string()), ("other", arrow.string())])
    with ParquetWriter(tmp_path / "a.parquet", schema, use_dictionary=False, write_batch_size=4) as writer:
        bodies = [body.decode() for body in noise(COUNT, 100_000)]
        writer.write_table(arrow.table([bodies, bodies], schema=schema))
    del bodies, writer
    held = arrow.total_allocated_bytes()
    most = 0
    for item in read([str(tmp_path / "a.parquet")], io.BytesIO(), USUAL):
        assert isinstance(item, RawItem)
        most = max(most, arrow.total_allocated_bytes() - held)
    assert 0 < most < 8_000_000
    assert peak_of(tmp_path / "a.parquet")[1] < 4_000_000
