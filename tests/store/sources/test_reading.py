"""Whatever is named is read as what it is: by its suffix, its beginning or the format that was named."""

from __future__ import annotations

import builtins
import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from store.model import RawItem
from store.sources import FORMATS, Fields, Options, Skipped, files
from store.sources.given import LARGEST
from tests.store.sources.making import PAGE, book, packed, raws, reasons, record, saved_page, taken


def laid(folder: Path, *names: str, raw: bytes = b"text") -> None:
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)


def found(folder: Path, pattern: str) -> list[str]:
    return [Path(item.origin).relative_to(folder).as_posix() for item in taken(folder / pattern)]


def test_a_glob_takes_what_it_matches_in_order(tmp_path: Path) -> None:
    laid(tmp_path, "b.html", "a.html", "sub/c.html", "sub/deep/d.html", "sub/e.txt", ".hidden/f.html", ".g.html")
    assert found(tmp_path, "*.html") == ["a.html", "b.html"]
    assert found(tmp_path, "**/*.html") == ["a.html", "b.html", "sub/c.html", "sub/deep/d.html"]
    assert found(tmp_path, "sub/*") == ["sub/c.html", "sub/deep/d.html", "sub/e.txt"]
    assert found(tmp_path, "**") == ["a.html", "b.html", "sub/c.html", "sub/deep/d.html", "sub/e.txt"]
    assert found(tmp_path, "[ab].html") == ["a.html", "b.html"]


def test_a_glob_passes_over_what_belongs_to_saved_pages_and_does_not_follow_links(tmp_path: Path) -> None:
    laid(tmp_path, "sub/Talks.html", "sub/Talks_files/frame.html", "sub/Talks_files/x.png", "sub/my_files/a.html")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert found(tmp_path, "**/*.html") == ["sub/Talks.html", "sub/my_files/a.html"]
    assert found(tmp_path, "**/*") == ["sub/Talks.html", "sub/my_files/a.html"]


def test_a_glob_that_matches_nothing_or_is_none_is_told(tmp_path: Path) -> None:
    (reason,) = reasons(taken(tmp_path / "*.html"))
    assert reason.endswith("*.html matches no file")
    (reason,) = reasons(taken(tmp_path / "**.html"))
    assert "**.html" in reason


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    laid(tmp_path, "a[1].txt", "a1.txt")
    assert found(tmp_path, "a[1].txt") == ["a[1].txt"]


def test_a_folder_is_read_with_its_archives_books_and_data_sets(tmp_path: Path) -> None:
    laid(tmp_path, "crawl.warc.gz", raw=packed(record(PAGE)))
    laid(tmp_path, "holm.epub", raw=book({"one.xhtml": PAGE}))
    laid(tmp_path, "page.mhtml", raw=saved_page(("Content-Type: text/html", PAGE)))
    laid(tmp_path, "rows.jsonl", raw=b'{"text": "A ferry."}\n')
    laid(tmp_path, "rows.json", raw=b'[{"text": "A ferry."}]')
    laid(tmp_path, "rows.tsv", raw=b"id\ttext\n1\tA ferry.\n")
    laid(tmp_path, "settings.json", raw=b'{"colour": "blue"}')
    laid(tmp_path, "broken.json", raw=b"{")
    laid(tmp_path, "empty.jsonl", raw=b"")
    laid(tmp_path, "feed.rss", "feeds.opml", raw=b"<rss></rss>")
    items = taken(tmp_path)
    assert [Path(item.origin).name for item in items if isinstance(item, RawItem)] == [
        "crawl.warc.gz#record 1",
        "one.xhtml",
        "page.mhtml",
        "rows.json#item 1",
        "rows.jsonl#line 1",
        "rows.tsv#row 1",
    ]
    assert [Path(item.origin).name for item in items if isinstance(item, Skipped)] == ["feed.rss", "feeds.opml"]


def test_a_compressed_page_is_the_page(tmp_path: Path) -> None:
    laid(tmp_path, "page.html.gz", raw=gzip.compress(PAGE))
    assert taken(tmp_path) == [RawItem(PAGE, str(tmp_path / "page.html.gz"), "text/html")]


def test_what_is_compressed_and_too_large_is_not_unpacked(tmp_path: Path) -> None:
    laid(tmp_path, "page.txt.gz", raw=gzip.compress(bytes(LARGEST + 1), 1))
    (reason,) = reasons(taken(tmp_path / "page.txt.gz"))
    assert "larger than 64 MB" in reason


def test_a_compressed_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    laid(tmp_path, "page.txt.gz", raw=gzip.compress(PAGE)[:-9])
    (reason,) = reasons(taken(tmp_path / "page.txt.gz"))
    assert "page.txt.gz cannot be read" in reason
    lines = b'{"text": "A ferry."}\n' * 2000
    laid(tmp_path, "rows.jsonl.gz", raw=gzip.compress(lines)[:-9])
    items = taken(tmp_path / "rows.jsonl.gz")
    assert len(raws(items)) > 1000
    assert len(reasons(items)) == 1
    assert "what came before was read" in reasons(items)[0]


@pytest.mark.parametrize(
    ("raw", "origin"),
    [
        (packed(record(PAGE)), "-#record 1"),
        (record(PAGE), "-#record 1"),
        (book({"one.xhtml": PAGE}), "-#OEBPS/one.xhtml"),
        (saved_page(("Content-Type: text/html", PAGE)), "-"),
    ],
)
def test_standard_input_is_known_by_its_beginning(raw: bytes, origin: str) -> None:
    (item,) = taken("-", stdin=raw)
    assert isinstance(item, RawItem)
    assert (item.raw, item.origin) == (PAGE, origin)


def test_standard_input_is_read_as_the_format_that_is_named() -> None:
    rows = b'{"text": "One."}\n{"text": "Two."}\n'
    assert taken("-", stdin=rows) == [RawItem(rows, "-")]
    assert raws(taken("-", stdin=rows, options=Options(format="jsonl"))) == [b"One.", b"Two."]
    assert raws(taken("-", stdin=gzip.compress(rows), options=Options(format="jsonl"))) == [b"One.", b"Two."]
    assert taken("-", stdin=PAGE, options=Options(format="text")) == [RawItem(PAGE, "-", "text/plain")]


def test_a_file_is_read_as_the_format_that_is_named(tmp_path: Path) -> None:
    laid(tmp_path, "rows.txt", raw=b'{"text": "One."}\n')
    assert raws(taken(tmp_path / "rows.txt", options=Options(format="jsonl"))) == [b"One."]
    assert set(FORMATS) >= {"html", "text", "markdown", "jsonl", "json", "csv", "parquet", "warc", "epub", "mhtml"}


def test_what_a_glob_matches_is_read_as_the_format_that_is_named_and_what_a_folder_holds_as_what_it_is(
    tmp_path: Path,
) -> None:
    laid(tmp_path, "rows.txt", raw=b'{"text": "One."}\n')
    assert raws(taken(tmp_path / "*.txt", options=Options(format="jsonl"))) == [b"One."]
    assert raws(taken(tmp_path, options=Options(format="jsonl"))) == [b'{"text": "One."}\n']


def test_rows_that_zstd_compressed_are_read(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    raw = arrow.compress(b'{"text": "One."}\n' * 3, codec="zstd", asbytes=True)
    laid(tmp_path, "rows.jsonl.zst", raw=raw + raw)
    assert raws(taken(tmp_path)) == [b"One."] * 6
    laid(tmp_path, "cut.jsonl.zst", raw=raw[:-6])
    (reason,) = reasons(taken(tmp_path / "cut.jsonl.zst"))
    assert "cannot be read" in reason


def test_an_empty_input_of_any_format_is_told_so() -> None:
    for name in ("warc", "epub", "mhtml", "jsonl", "json", "csv", "tsv", "parquet"):
        (reason,) = reasons(taken("-", stdin=b"", options=Options(format=name)))
        assert reason == "- is empty: there is nothing to read in it"


@pytest.mark.parametrize(("name", "library"), [("warc", "warcio"), ("parquet", "pyarrow")])
def test_a_library_that_is_not_installed_is_named_with_the_command(
    name: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(module: str, *rest: object) -> object:
        if module.partition(".")[0] == library:
            raise ImportError(module)
        return real(module, *rest)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(builtins, "__import__", without)
    raw = {"warc": record(PAGE), "parquet": b"PAR1" * 4}[name]
    (reason,) = reasons(taken("-", stdin=raw, options=Options(format=name)))
    assert f'pip install "annotty[{name}]"' in reason


def test_the_readers_are_not_imported_before_they_are_needed() -> None:
    script = (
        "import sys, store.sources; print(sorted({'csv', 'email', 'zipfile', 'pyarrow', 'warcio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_files_reads_without_options(tmp_path: Path) -> None:
    laid(tmp_path, "a.txt")
    with (tmp_path / "a.txt").open("rb") as stream:
        assert raws(files(["-"], stream)) == [b"text"]
    assert Options().fields == Fields()
