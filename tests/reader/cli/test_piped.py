"""Lines from a pipe: whole, numbered, told when no more come, and no longer than they may be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.cli import piped
from store.cleaning.streaming import Line


def from_file(path: Path, content: bytes) -> list[Line | None]:
    path.write_bytes(content)
    with path.open("rb") as stream:
        return list(piped.lines(stream.fileno()))


def test_lines_are_numbered_as_they_stand_and_blank_ones_left_out(tmp_path: Path) -> None:
    assert from_file(tmp_path / "rows", b"a\n\n \r\n b\r\nlast") == [Line(1, b"a"), Line(4, b"b"), Line(5, b"last")]
    assert from_file(tmp_path / "rows", b"") == []


def test_a_line_longer_than_what_is_read_at_once_comes_whole(tmp_path: Path) -> None:
    long = b"x" * 1_000_000
    assert from_file(tmp_path / "rows", b"a\n" + long + b"\nb") == [Line(1, b"a"), Line(2, long), Line(3, b"b")]


@pytest.mark.parametrize("end", [b"\nafter", b""])
def test_a_line_longer_than_any_article_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr(piped, "LARGEST", 1024**2)
    found = from_file(tmp_path / "rows", b"a\n" + b"x" * (1024**2 + 1) + end)
    assert found[1] == Line(2, b"", "it is longer than 1 MB")
    assert found[2:] == ([Line(3, b"after")] if end else [])


def test_a_pipe_that_stays_open_tells_once_that_no_more_comes_for_now() -> None:
    out, into = os.pipe()
    try:
        os.write(into, b"a\nb\nhal")
        lines = piped.lines(out)
        assert [next(lines), next(lines), next(lines)] == [Line(1, b"a"), Line(2, b"b"), None]
        os.write(into, b"f\n")
        assert next(lines) == Line(3, b"half")
        os.close(into)
        assert list(lines) == []
    finally:
        os.close(out)
