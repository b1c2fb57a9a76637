"""A full disk, a quota, a file that is read-only, damaged or gone: told in a banner, nothing shown as saved, tried again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.article.marking.note import NoteForm
from reader.library.screen import LibraryScreen
from store.library import Library
from store.model import State
from tests.conftest import MakeArticle
from tests.reader.holding.conditions import another_writes, folder_away, full, no_file_grows, read_only_copy, small_disk
from tests.reader.holding.test_holding import GAVE_UP, MARK
from tests.reader.session import Session, Start

AGAIN = f"then {GAVE_UP}"


def told(session: Session, reason: str) -> bool:
    """Whether the banner gives this reason."""
    return session.rows[-2].startswith(" not saved") and reason in session.rows[-2] and GAVE_UP in session.rows[-1]


async def test_a_quota_that_is_used_up_is_told_of_and_what_was_written_stays_in_its_form(
    start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press(*MARK, "a", " seen at sea")
        start.library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with no_file_grows():
            await session.press("enter")
            assert told(session, "the disk did not take it")
            await session.press("enter", "enter")
            assert told(session, "tried 3 times")
            await session.press("escape")
            assert session.said == "not saved · left as it was"
            form = session.page.asking.asked
            assert isinstance(form, NoteForm)
            assert form.note == "seen at sea"
        await session.press("enter")
        assert session.said.startswith("saved") or "note" in session.said
        assert [each.note for each in start.library.annotations(one.id)] == ["seen at sea"]


async def test_a_full_disk_is_told_of_and_it_is_saved_when_there_is_room_again(
    start: Start, article: MakeArticle, library: Library
) -> None:
    one = article()
    library.close()
    with small_disk() as disk:
        shutil.copy(library.path, disk / "library.db")
        with Library(disk / "library.db", annotator="reader") as there:
            async with start(one.id, library=there) as session:
                with full(disk):
                    await session.press(*MARK)
                    assert told(session, "the disk is full")
                    assert session.rows[-1].startswith(f" free some space, {AGAIN}")
                    await session.press("escape", "escape", "j", "f1", "j", "q", "q")
                    assert isinstance(session.screen, LibraryScreen)
                    await session.press("x")
                    assert told(session, "the disk is full")
                await session.press("enter")
                assert session.said == "saved · done"
            assert there.state(one.id) is State.DONE
            assert not list(there.annotations(one.id))
            assert not there.faults()


async def test_a_file_that_may_only_be_read_is_read_and_says_so_when_something_is_to_be_saved(
    start: Start, article: MakeArticle, library: Library
) -> None:
    one = article()
    library.close()
    with read_only_copy(library) as copy:
        async with start(one.id, library=copy) as session:
            await session.press(*MARK)
            assert told(session, "the library is read-only")
            await session.press("escape", "escape", "q", "@", " sea", "enter")
            assert told(session, "the library is read-only")
            await session.press("escape", "escape", "enter")
            assert "Nobody at the harbour" in session.text


@pytest.mark.parametrize("what", ["folder", "file", "other"])
async def test_a_file_that_is_not_there_any_more_takes_nothing_that_nobody_would_find(
    start: Start, article: MakeArticle, library: Library, what: str, tmp_path: Path
) -> None:
    one = article()
    home = tmp_path / "home"
    home.mkdir()
    library.close()
    path = Path(shutil.copy(library.path, home / "library.db"))
    with Library(path, annotator="reader") as there:
        async with start(one.id, library=there) as session:
            if what == "folder":
                with folder_away(path):
                    await session.press(*MARK)
                    assert told(session, "there is no library at")
                    await session.press("j")
                    assert told(session, "there is no library at")
            else:
                away = path.rename(tmp_path / "elsewhere.db")
                if what == "other":
                    shutil.copy(library.path, path)
                await session.press(*MARK)
                assert told(session, "another file lies at" if what == "other" else "there is no library at")
                away.replace(path)
            await session.press("enter")
            assert session.said.startswith("saved · highlight")
        assert len(there.annotations(one.id)) == 1


async def test_a_library_that_is_damaged_meanwhile_says_so_and_ends_nothing(
    start: Start, article: MakeArticle, library: Library
) -> None:
    article()
    article()
    async with start() as session:
        library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = library.path.read_bytes()
        library.path.write_bytes(pages[:4096] + b"\xa5" * (len(pages) - 4096))
        library._connection.execute("PRAGMA shrink_memory")
        said = set()
        for keys in (["enter"], ["escape", "x"], ["escape", "j"], ["c"], ["escape", "/", " dam"], ["escape"]):
            await session.press(*keys)
            said.add(" ".join(session.rows[-2:]))
            await session.pilot.resize_terminal(70 + len(keys), 24)
        assert any("the library is damaged" in each and GAVE_UP in each for each in said)
        assert not session.app._exit
        assert isinstance(session.screen, LibraryScreen)


@pytest.mark.parametrize("keys", [["escape", "escape", "escape"], ["ctrl+c"]])
async def test_a_note_that_was_not_taken_and_is_left_is_kept_in_a_file(
    keys: list[str], start: Start, article: MakeArticle
) -> None:
    one = article()
    async with start(one.id) as session:
        await session.press(*MARK, "a", " seen at sea")
        with another_writes(start.library.path):
            await session.press("enter")
            assert session.screen.is_holding
            for key in keys:
                await session.press(key)
        (kept,) = start.library.path.parent.glob(".annotty-*/note.txt")
        assert kept.read_text() == "seen at sea\n"
        if "ctrl+c" not in keys:
            assert str(kept)[:20] in session.said
