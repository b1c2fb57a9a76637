"""A backup is whole, checked and its owner's alone, or it is not there; a backup that is put back is the library it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.backups import making, naming
from store.backups.making import back_up, daily_of, kept_in, write
from store.backups.naming import VARIABLE, Why
from store.backups.restoring import restore
from store.database.backing import Unwanted, check, holds
from store.database.backing import copy as copied
from store.errors import LibraryError, NotSaved
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
from tests.conftest import MakeArticle, OpenLibrary

DAY = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def marked(library: Library, article: MakeArticle) -> Library:
    home = article()
    library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),), note="first"))
    return library


@pytest.fixture
def folder(library: Library) -> Path:
    return library.path.parent / "backups"


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("article", "annotation", "part", "change", "change_row", "text", "source", "listed", "search_data")
        return {each: connection.execute(f"SELECT * FROM {each}").fetchall() for each in tables}


def notes(library: Library) -> list[str]:
    return [mark.note for row in library.articles() for mark in library.annotations(row.id)]


def mark_more(library: Library, note: str) -> None:
    draft = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),), note=note)
    library.annotate(library.articles()[0].id, draft)


# --- making one -----------------------------------------------------------------------------------------------------------


def test_a_backup_holds_what_the_library_holds_and_is_its_owners_alone(
    marked: Library, folder: Path, open_umask: None
) -> None:
    kept = marked.backup()
    assert kept.path.parent == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert [each.path for each in marked.backups()] == [kept.path]
    assert (kept.holds.articles, kept.holds.marks, kept.holds.steps) == (1, 1, 2)
    assert rows(kept.path) == rows(marked.path)
    assert sorted(each.name for each in folder.iterdir()) == [kept.path.name]
    with Library(kept.path, annotator="reader") as opened:
        assert opened.faults() == []
        assert opened.undo()


def test_it_is_made_while_another_writes_and_is_of_one_moment(marked: Library, folder: Path) -> None:
    over = threading.Event()

    def go_on() -> None:
        with marked.another() as other:
            while not over.is_set():
                mark_more(other, "more")

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        for number in range(3):
            kept = back_up(marked.path, folder, at=DAY + timedelta(seconds=number))
            with Library(kept.path, create=False) as opened:
                assert opened.faults() == []
    finally:
        over.set()
        writer.join()


def test_to_a_file_that_is_there_none_is_written(marked: Library, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    for place in (there, marked.path):
        with pytest.raises(NotSaved, match=r"no backup was made.*(is a library|File exists)"):
            write(marked.path, place)
    assert there.read_text() == "mine"
    assert notes(marked) == ["first"]
    assert list(tmp_path.glob(".*")) == []


def test_the_disk_is_not_filled(marked: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "LEFT_FREE", 1 << 60)
    with pytest.raises(NotSaved, match=r"MB are free at .*, and .* MB are needed"):
        marked.backup()
    assert list(folder.iterdir()) == []


def test_one_that_is_not_wanted_any_more_leaves_nothing(marked: Library, folder: Path) -> None:
    asked: list[int] = []

    def wanted() -> bool:
        asked.append(1)
        return len(asked) < 3

    with pytest.raises(Unwanted):
        back_up(marked.path, folder, wanted=wanted)
    assert list(folder.iterdir()) == []


def test_a_library_that_is_damaged_is_not_backed_up_as_if_it_were_whole(marked: Library, folder: Path) -> None:
    marked.close()
    with closing(sqlite3.connect(marked.path)) as connection, connection:
        connection.execute("INSERT INTO label (article, name) VALUES ('gone', 'dam')")
    with pytest.raises(LibraryError, match="damaged: rows of label name article that are not there"):
        back_up(marked.path, folder)
    assert list(folder.iterdir()) == []


def test_a_copy_that_lacks_something_is_not_kept(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    target.touch()
    lacking = holds(marked.path)._replace(marks=0)
    monkeypatch.setattr("store.database.backing.check", lambda *_: lacking)
    with pytest.raises(
        LibraryError, match=r"the backup holds 1 articles, 0 marks and 2 steps, the library 1 articles, 1"
    ):
        copied(marked.path, target)


# --- the old ones -----------------------------------------------------------------------------------------------------------


def test_the_last_ones_of_a_kind_are_kept_and_what_is_not_ours_is_never_touched(marked: Library, folder: Path) -> None:
    migrated = back_up(marked.path, folder, Why.MIGRATION, at=DAY - timedelta(days=99)).path
    foreign = folder / naming.name_of(marked.path, DAY - timedelta(days=98), Why.DAILY)
    foreign.write_text("somebody else's, though it is called like ours")
    linked = folder / naming.name_of(marked.path, DAY - timedelta(days=97), Why.DAILY)
    linked.symlink_to(marked.path)
    for day in range(5):
        back_up(marked.path, folder, Why.DAILY, keep=3, at=DAY + timedelta(days=day))
    ours = [each.path for each in kept_in(marked.path, folder) if each.path not in (migrated, foreign)]
    assert [path.name[8:16] for path in ours] == ["20261105", "20261104", "20261103"]
    assert migrated.exists()
    assert foreign.read_text().startswith("somebody")
    assert linked.is_symlink()
    assert notes(marked) == ["first"]


def test_two_of_one_second_are_two(marked: Library, folder: Path) -> None:
    made = [back_up(marked.path, folder, at=DAY).path for _ in range(3)]
    assert [each.path for each in kept_in(marked.path, folder)] == made[::-1]


def test_what_is_left_of_one_that_was_broken_off_goes_with_the_next(marked: Library, folder: Path) -> None:
    folder.mkdir()
    start, end = naming.part_of(naming.name_of(marked.path, DAY, Why.DAILY))
    for name in (f"{start}x{end}", f"{start}x{end}-journal", ".else.part"):
        (folder / name).touch()
    kept = marked.backup()
    assert sorted(each.name for each in folder.iterdir()) == [".else.part", kept.path.name]


# --- every day --------------------------------------------------------------------------------------------------------------


def test_once_a_day_one_is_made_where_something_was_done(marked: Library, folder: Path) -> None:
    back_up(marked.path, folder, Why.DAILY, at=DAY)
    assert daily_of(marked.path) is None, "nothing was done since"
    mark_more(marked, "second")
    kept = daily_of(marked.path)
    assert kept is not None
    assert kept.holds.marks == 2
    mark_more(marked, "third")
    assert daily_of(marked.path) is None, "one was made on this day"
    assert [each.why for each in marked.backups()] == [Why.DAILY, Why.DAILY]


def test_of_nothing_of_the_demo_and_for_who_wants_none_there_is_none(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store import demo

    assert library.daily_backup() is None
    with library.acting_as(demo.ANNOTATOR):
        article()
    assert library.daily_backup() is None
    assert not (library.path.parent / "backups").exists()
    monkeypatch.setenv(VARIABLE, "0")
    assert library.daily_backup() is None


def test_who_does_not_want_it_any_more_gets_none(marked: Library, folder: Path) -> None:
    assert marked.daily_backup(lambda: False) is None
    assert list(folder.iterdir()) == []


def test_a_large_library_is_backed_up_where_a_folder_is_named_for_it(
    marked: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "LARGEST", 1)
    with pytest.raises(NotSaved, match="no daily backup: the library has"):
        marked.daily_backup()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "far"))
    kept = marked.daily_backup()
    assert kept is not None
    assert kept.path.parent.parent == tmp_path / "far"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "far", kept.path.parent)] == [0o700, 0o700]


# --- put back ---------------------------------------------------------------------------------------------------------------


def test_a_backup_that_is_put_back_is_the_library_it_was(marked: Library, folder: Path, open_umask: None) -> None:
    kept = marked.backup()
    was = rows(marked.path)
    mark_more(marked, "second")
    now = rows(marked.path)
    marked.close()
    held, before = restore(marked.path, kept.path, folder)
    assert held == kept.holds
    assert before is not None
    assert rows(before) == now
    assert rows(marked.path) == was
    assert stat.S_IMODE(marked.path.stat().st_mode) == 0o600
    restore(marked.path, before, folder)
    with Library(marked.path) as again:
        assert sorted(notes(again)) == ["first", "second"]
        assert again.faults() == []
    assert [each.name for each in marked.path.parent.iterdir() if each.name.startswith(".")] == []


def test_it_is_put_back_where_no_library_is(marked: Library, folder: Path, tmp_path: Path) -> None:
    kept = marked.backup()
    marked.close()
    for place in (tmp_path / "new" / "library.db", tmp_path / "empty.db"):
        if place.name == "empty.db":
            place.touch()
        assert restore(place, kept.path, folder)[1] is None
        assert rows(place) == rows(kept.path)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_through_a_link_the_file_is_replaced_and_the_link_stays(marked: Library, folder: Path, tmp_path: Path) -> None:
    kept = marked.backup()
    mark_more(marked, "second")
    marked.close()
    link = tmp_path / "link.db"
    link.symlink_to(marked.path)
    restore(link, kept.path, folder)
    assert link.is_symlink()
    assert rows(marked.path) == rows(kept.path)


def test_while_another_program_has_it_open_nothing_is_put_back(marked: Library, folder: Path) -> None:
    kept = marked.backup()
    mark_more(marked, "second")
    with pytest.raises(LibraryError, match=r"another program has .* open; nothing was changed"):
        restore(marked.path, kept.path, folder)
    mark_more(marked, "third")
    assert sorted(notes(marked)) == ["first", "second", "third"]


def test_who_waited_for_the_old_file_does_not_write_to_it(marked: Library, tmp_path: Path) -> None:
    """It has a file that bears no name any more: whatever it wrote there would be lost."""
    from store.database.backing import taken_over
    from store.database.file.refusing import refuse_what_is_not_ours

    marked.close()
    fresh = tmp_path / "fresh.db"
    write(marked.path, fresh)
    with closing(sqlite3.connect(marked.path, isolation_level=None)) as waiting:
        with taken_over(marked.path) as leave:
            fresh.replace(marked.path)
            leave()
        with pytest.raises(LibraryError, match="not an annotty library"):
            refuse_what_is_not_ours(waiting, marked.path)
    with Library(marked.path) as library:
        assert library.faults() == []


@pytest.mark.parametrize(
    "spoilt", [b"", b"no library", b"SQLite format 3\x00" + b"\xff" * 5000], ids=["empty", "text", "damaged"]
)
def test_what_is_no_whole_backup_is_not_put_back(marked: Library, folder: Path, tmp_path: Path, spoilt: bytes) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(spoilt)
    for backup in (bad, tmp_path / "gone.db", marked.path, tmp_path):
        with pytest.raises(LibraryError):
            restore(marked.path, backup, folder)
    assert notes(marked) == ["first"]
    assert not folder.exists()


def test_a_backup_with_a_page_that_is_damaged_is_not_put_back(marked: Library, folder: Path) -> None:
    kept = marked.backup()
    raw = bytearray(kept.path.read_bytes())
    raw[len(raw) // 2 :] = b"\xaa" * (len(raw) - len(raw) // 2)
    kept.path.write_bytes(raw)
    with pytest.raises(LibraryError):
        check(kept.path)
    with pytest.raises(LibraryError):
        restore(marked.path, kept.path, folder)
    assert notes(marked) == ["first"]


@pytest.mark.parametrize("how", ["its beginning", "its middle"])
def test_a_damaged_library_is_put_aside_as_it_is(marked: Library, folder: Path, how: str) -> None:
    kept = marked.backup()
    marked.close()
    raw = bytearray(marked.path.read_bytes())
    start, end = (0, 4096) if how == "its beginning" else (8192, len(raw))
    raw[start:end] = b"\xaa" * (end - start)
    marked.path.write_bytes(raw)
    _, before = restore(marked.path, kept.path, folder)
    assert before is not None
    assert before.read_bytes() == raw
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    assert rows(marked.path) == rows(kept.path)


def test_one_of_an_older_log_beside_it_is_not_read_into_the_new_file(marked: Library, folder: Path) -> None:
    kept = marked.backup()
    was = rows(marked.path)
    marked.close()
    with closing(sqlite3.connect(marked.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO setting VALUES ('x', 'y')")
        log = marked.path.with_name(f"{marked.path.name}-wal")
        left = log.read_bytes()
    log.write_bytes(left)  # as a program leaves it that was killed
    restore(marked.path, kept.path, folder)
    assert not log.exists()
    assert rows(marked.path) == was


def test_library_of_another_hand_is_found_by_its_folder(open_library: OpenLibrary, tmp_path: Path) -> None:
    one, two = open_library("one.db"), open_library("two.db")
    one.backup()
    assert two.backups() == []
    assert len(one.backups()) == 1
    assert making.left_over(one.path, tmp_path / "none") == []
