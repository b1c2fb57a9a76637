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
    assert names(read(tmp_path), tmp_path) == ["a.md", "b.txt", "sub/README", "sub/c.htm", "z.markdown"]


def test_a_file_of_a_folder_that_is_no_text_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    for name, raw in (
        ("program", b"\x7fELF\0\0"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj"),
        ("letter.rtf", rb"{\rtf1 Dear Ada"),
        ("figures.csv", b"a,b\n1,2\n"),
    ):
        (tmp_path / name).write_bytes(raw)
    taken, *others = read(tmp_path)
    assert isinstance(taken, RawItem)
    assert names(others, tmp_path) == ["figures.csv", "letter.rtf", "program", "report.pdf"]
    assert all(isinstance(item, Skipped) and item.reason.startswith(item.origin) for item in others)
    assert all(isinstance(item, Skipped) and "not a text, HTML or Markdown" in item.reason for item in others)


def test_a_file_of_a_folder_whose_suffix_says_nothing_is_taken_if_it_holds_text(tmp_path: Path) -> None:
    (tmp_path / "notes.log").write_bytes(b"a note")
    (tmp_path / "wide").write_bytes("a note".encode("utf-16"))
    (tmp_path / "empty.log").write_bytes(b"")
    assert read(tmp_path) == [
        RawItem(b"a note", str(tmp_path / "notes.log")),
        RawItem("a note".encode("utf-16"), str(tmp_path / "wide")),
    ]


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    for name in (
        "Talks.html",
        "Talks_files/frame.html",
        "Talks_files/saved.bin",
        "photo.JPG",
        "style.css",
        "x.js",
        "f.woff2",
    ):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"\0text")
    assert names(read(tmp_path), tmp_path) == ["Talks.html"]


def test_a_folder_that_is_only_called_like_that_is_walked(tmp_path: Path) -> None:
    for name in ("Talks.html", "Talks_notes/a.txt", "my_files/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert names(read(tmp_path), tmp_path) == ["Talks.html", "Talks_notes/a.txt", "my_files/b.txt"]


def test_a_link_in_a_folder_to_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (skipped,) = read(tmp_path)
    assert isinstance(skipped, Skipped)
    assert "gone.txt cannot be read" in skipped.reason


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
