"""A library over a network: a journal for rolling back, and one program at a time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from store.database.file import one_writer
from store.database.file.homes import LOCK, has_log
from store.database.file.one_writer import Holder
from store.database.merging import other as merging_other
from store.database.newest import newest
from store.errors import LibraryError, NotSaved
from store.library import Library
from store.model import Draft, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, span_of, with_library

ROUNDS = max(1, int(2 * float(os.environ.get("ANNOTTY_ROUNDS", "1"))))
HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),))
PROGRAM = """
import sys
from pathlib import Path
from store.errors import LibraryError
from store.library import Library
try:
    with Library(Path(sys.argv[1]), create=False) as library:
        print("open", flush=True)
        sys.stdin.readline()
        for each in sys.argv[2:]:
            library.label(list(library.article_ids()), each)
except LibraryError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture(autouse=True)
def over_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that nobody knows is taken for one where this is said."""
    monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_library(tmp_path / "network.db")


def beside(path: Path) -> Path:
    return path.with_name(path.name + LOCK)


def program(path: Path, *labels: str, child: bool = False) -> subprocess.Popen[str]:
    """Another program on the library; one that this one did not begin, unless it says so."""
    command = [sys.executable, "-c", PROGRAM, str(path), *labels]
    if not child:
        command = ["sh", "-c", '"$@"; exit', "sh", *command]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def goes_on(other: subprocess.Popen[str]) -> str:
    said, _ = other.communicate("\n")
    assert other.returncode == 0
    return said


def somebody(**told: str) -> Holder:
    mine = one_writer._myself()
    return mine._replace(process="4194305", user="Bo", since="2026-11-22T08:00:00+00:00")._replace(**told)


def leave(path: Path, holder: Holder) -> None:
    """As if a program had died that had the library."""
    beside(path).write_text("".join(f"{line}\n" for line in holder))


def test_it_has_no_log_and_is_durable(path: Path) -> None:
    with Library(path) as library:
        pragma = {
            name: library._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous")
        }
        assert pragma == {"journal_mode": "truncate", "synchronous": 2}
        assert library.network
        assert beside(path).stat().st_mode & 0o777 == 0o600
    assert not has_log(str(path))
    assert {each.name for each in path.parent.iterdir()} <= {path.name, f"{path.name}-journal"}


def test_a_log_is_left_at_the_network_s_edge_and_taken_up_again_on_a_disk(
    path: Path, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    for there in (True, False, True, False):
        monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback" if there else "wal")
        with Library(path) as library:
            one = article(into=library)
            library.annotate(one.id, HIGHLIGHT)
            assert has_log(str(path)) is not there
    with Library(path) as library:
        assert len(list(library.article_ids())) == 4
        assert library.faults() == []


def test_what_stands_in_a_log_that_a_dead_program_left_is_there(
    path: Path, article: MakeArticle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTTY_JOURNAL", "wal")
    with Library(path) as library:
        one = article(into=library)
        copy = tmp_path / "copy.db"
        for suffix in ("", "-wal"):
            copy.with_name(copy.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")
    copy.with_name("copy.db-shm").mkdir()  # memory that is shared is none, as over a network
    with Library(copy) as library:
        assert list(library.article_ids()) == [one.id]
        assert not copy.with_name("copy.db-wal").exists()


def test_a_library_that_a_program_has_open_with_a_log_is_not_brought_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.database import connection

    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    monkeypatch.setenv("ANNOTTY_JOURNAL", "wal")
    with Library(path) as library:
        library.tags()
        monkeypatch.setenv("ANNOTTY_JOURNAL", "rollback")
        with pytest.raises(LibraryError):
            Library(path)
        assert not beside(path).exists()
        library.rebuild_index()


def test_another_program_is_told_who_has_it(path: Path) -> None:
    with Library(path, annotator="Ann"):
        said = goes_on(program(path))
        assert said.startswith(f"LibraryError {path} is open: ")
        assert f"(process {os.getpid()}), since 20" in said
        assert "annotty unlock" not in said, "it is at hand, and can be closed"
        assert newest(str(path), 5) == []
    assert goes_on(program(path)) == "open\n"


def test_all_connections_of_a_program_share_it(path: Path) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(Library(path))
        others: list[str] = []

        def work() -> None:
            with first.another() as another:
                others.append(str(len(another.tags())))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(others) == 4
        assert beside(path).exists()
        second = stack.enter_context(first.another())
        first.close()
        assert beside(path).exists()
        second.rebuild_index()
    assert not beside(path).exists()


def test_a_process_that_a_program_began_writes_beside_it_and_goes_on_when_that_ends(
    path: Path, article: MakeArticle
) -> None:
    library = Library(path)
    one = article(into=library)
    other = program(path, "boats", "harbour", child=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    library.label([one.id], "ferry")
    library.close()
    assert not beside(path).exists()
    assert goes_on(other) == ""
    with Library(path) as library:
        assert set(library.labels()) == {"ferry", "boats", "harbour"}


@pytest.mark.parametrize("told", [{}, {"boot": "another"}, {"boot": "another", "space": "another"}])
def test_a_program_that_is_gone_from_this_machine_has_nothing(path: Path, told: dict[str, str]) -> None:
    leave(path, somebody(**told))
    with Library(path) as library:
        library.rebuild_index()
        assert one_writer.holder_of(path) != somebody(**told)
    assert not beside(path).exists()


def test_a_number_that_another_process_has_by_now_is_not_taken_for_it(path: Path) -> None:
    leave(path, somebody(process=str(os.getppid()), begun="1"))
    with Library(path) as library:
        library.rebuild_index()


@pytest.mark.parametrize("told", [{"host": "farbox"}, {"machine": "another"}, {"space": "another"}])
def test_what_nobody_can_tell_of_stays_until_a_person_says_so(path: Path, told: dict[str, str]) -> None:
    holder = somebody(**told)
    leave(path, holder)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"is open.*Bo on .* since 2026-11-22 08:00 UTC"):
        Library(path)
    assert (path.read_bytes(), one_writer.holder_of(path)) == (before, holder)
    one_writer.unlock(path)
    with Library(path) as library:
        library.rebuild_index()


def test_who_was_taken_for_gone_saves_nothing_any_more(path: Path, article: MakeArticle) -> None:
    with Library(path) as library:
        one = article(into=library)
        one_writer.unlock(path)
        library.label([one.id], "boats")  # nobody took it: it is had again
        assert beside(path).exists()
        leave(path, somebody(host="farbox"))
        with pytest.raises(NotSaved, match=r"not saved: .* is open on another machine: Bo on farbox"):
            library.label([one.id], "harbour")
        assert set(library.labels()) == {"boats"}
    assert one_writer.holder_of(path) == somebody(host="farbox"), "what is another's stays"


def test_a_file_that_says_nothing_is_told_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_writer, "_A_MOMENT", 0.0001)
    for said in (b"", b"\0" * 9, b"\xff\n" * 40, b"x" * 100_000):
        beside(path).write_bytes(said)
        with pytest.raises(LibraryError, match=r"does not say which program has the library.*annotty unlock"):
            Library(path)
        assert one_writer.is_locked(path)


def test_a_name_of_any_characters_is_kept_on_its_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", "Ann\n\u2028\udce4\x1b[31m" + "x" * 99)
    with Library(path) as library:
        library.rebuild_index()
        holder = one_writer.holder_of(path)
        assert holder is not None
        assert "\n" not in holder.told


def test_a_process_that_was_forked_takes_nothing_from_its_parent(path: Path) -> None:
    with Library(path) as library:
        child = os.fork()
        if not child:
            library.close()
            os._exit(0)
        os.waitpid(child, 0)
        holder = one_writer.holder_of(path)
        assert holder is not None
        assert holder.process == str(os.getpid())
        library.rebuild_index()


def test_a_dead_program_s_file_is_cleared_away_and_no_other_in_its_place(path: Path) -> None:
    leave(path, somebody())
    one_writer._clear(beside(path), somebody())
    assert not one_writer.is_locked(path)
    leave(path, living := one_writer._myself())
    one_writer._clear(beside(path), somebody())
    assert one_writer.holder_of(path) == living
    assert {each.name for each in path.parent.iterdir()} == {path.name, beside(path).name}


def test_of_several_that_find_a_dead_program_s_file_one_has_the_library(path: Path) -> None:
    for _ in range(ROUNDS):
        leave(path, somebody())
        others = [program(path) for _ in range(3)]
        said = [other.stdout.readline() for other in others if other.stdout is not None]
        assert sorted(each.split(" ")[0].strip() for each in said) == ["LibraryError", "LibraryError", "open"], said
        for other in others:
            goes_on(other)
        assert {each.name for each in path.parent.iterdir()} <= {path.name, f"{path.name}-journal"}


def test_another_library_without_a_log_is_merged_with_what_is_committed_only(
    tmp_path: Path, path: Path, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging_other, "BUSY_SECONDS", 0.05)
    other = with_library(tmp_path / "other.db")
    with Library(other) as library:
        article(into=library)
    with closing(sqlite3.connect(other, isolation_level=None)) as writer, Library(path) as library:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE article SET title = 'half of it'")
        writer.execute(
            "INSERT INTO setting (name, value) VALUES ('x', hex(zeroblob(100000)))"
        )  # the file is written to
        with pytest.raises(LibraryError):
            library.merge(other)
        writer.execute("ROLLBACK")
        library.merge(other)
        assert [each.title for each in library.articles()] != ["half of it"]
