"""Files, folders and standard input come as raw items; what cannot be read comes with its reason."""

import io
import os
from pathlib import Path

import pytest

from store.model import RawItem
from store.sources import Skipped, files
from store.sources.files import LARGEST


def read(*paths: object, stdin: bytes = b"") -> list[RawItem | Skipped]:
    return list(files([str(path) for path in paths], io.BytesIO(stdin)))


def names(items: list[RawItem | Skipped], folder: Path) -> list[str]:
    return [Path(item.origin).relative_to(folder).as_posix() for item in items]


def test_a_file_comes_with_its_bytes_and_the_media_type_of_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.HTML").write_bytes(b"<p>\xff")
    assert read(tmp_path / "a.HTML") == [RawItem(b"<p>\xff", str(tmp_path / "a.HTML"), "text/html")]


def test_a_file_that_is_named_may_have_any_suffix(tmp_path: Path) -> None:
    (tmp_path / "notes.log").write_bytes(b"x")
    assert read(tmp_path / "notes.log") == [RawItem(b"x", str(tmp_path / "notes.log"))]


def test_a_folder_is_walked_in_order_and_only_for_texts(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.htm", ".hidden.txt", ".git/d.txt", "e.png", "sub/README", "z.markdown"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"text")
    (tmp_path / "program").write_bytes(b"\x7fELF\0\0")
    assert names(read(tmp_path), tmp_path) == ["a.md", "b.txt", "sub/README", "sub/c.htm", "z.markdown"]


def test_a_link_to_a_folder_above_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(read(tmp_path), tmp_path) == ["a.txt"]


def test_a_dash_is_standard_input(tmp_path: Path) -> None:
    assert read("-", stdin=b"hello") == [RawItem(b"hello", "-")]


def test_what_is_missing_is_skipped_with_its_reason_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    missing, found = read(tmp_path / "none.txt", tmp_path / "a.txt")
    assert isinstance(missing, Skipped)
    assert "none.txt cannot be read: no such file" in missing.reason
    assert isinstance(found, RawItem)


def test_a_named_pipe_is_skipped_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (skipped,) = read(tmp_path / "pipe.txt")
    assert isinstance(skipped, Skipped)
    assert "named pipe" in skipped.reason
    assert read(tmp_path) == []


def test_a_device_is_skipped() -> None:
    (skipped,) = read("/dev/zero")
    assert isinstance(skipped, Skipped)
    assert "device" in skipped.reason


def test_a_file_too_large_is_skipped_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    (skipped,) = read(tmp_path / "large.txt")
    assert isinstance(skipped, Skipped)
    assert "64 MB" in skipped.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    (skipped,) = read(tmp_path / "a.txt")
    assert isinstance(skipped, Skipped)
    assert "permission denied" in skipped.reason


def test_a_name_that_no_file_can_have_is_skipped() -> None:
    assert all(isinstance(item, Skipped) for item in read("a\0b", "~nobody-here/x", "x" * 5000))


def test_items_come_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    stream = files([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], io.BytesIO())
    next(iter(stream))
    (tmp_path / "b.txt").write_bytes(b"2")
    assert [type(item) for item in stream] == [RawItem]
