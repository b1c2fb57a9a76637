from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store.database.connection import connect, left_in_the_log
from store.database.file.fingerprint import APPLICATION_ID, SCHEMA_VERSION
from store.errors import LibraryError
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
from tests.conftest import MakeArticle, OpenLibrary

HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_library_is_opened_durable_and_strict(tmp_path: Path) -> None:
    for _ in range(2):  # when it is made, and when it is opened again
        connection = connect(tmp_path / "library.db")
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
        assert {name: pragma(connection, name) for name in wanted} == wanted
        assert pragma(connection, "application_id") == APPLICATION_ID == 0x616E6E6F
        assert pragma(connection, "user_version") == SCHEMA_VERSION
        connection.close()


def test_nobody_else_may_read_the_file_or_what_stands_beside_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        connection = connect(tmp_path / "library.db")
        with connection:
            connection.execute("UPDATE tag SET label = 'x' WHERE name = 'PERSON'")
        assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
            "library.db": 0o600,
            "library.db-wal": 0o600,
            "library.db-shm": 0o600,
        }
        connection.close()
    finally:
        os.umask(old)


def test_the_folders_above_a_new_library_are_made(tmp_path: Path) -> None:
    connect(tmp_path / "a" / "b" / "library.db").close()
    assert (tmp_path / "a" / "b" / "library.db").is_file()


def test_a_missing_library_is_not_made_where_that_is_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"there is no library at .*`annotty add PATH` makes one"):
        connect(tmp_path / "a" / "library.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [":memory:", "file::memory:?cache=shared", "a b%20?c=#.db"])
def test_a_name_that_means_something_else_to_sqlite_is_a_file_like_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    connection = connect(Path(name))
    connection.execute("UPDATE tag SET label = 'kept' WHERE name = 'PERSON'")
    connection.close()
    connection = connect(tmp_path / name, create=False)
    assert connection.execute("SELECT label FROM tag WHERE name = 'PERSON'").fetchone()[0] == "kept"
    connection.close()


# --- files that are not ours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "words"),
    [
        (SCHEMA_VERSION + 1, r"newer annotty .*nothing was changed. Update annotty"),
        (SCHEMA_VERSION - 1, r"before its first version .*nothing was changed. Write it out with that one"),
    ],
)
def test_a_library_of_another_annotty_is_refused(tmp_path: Path, version: int, words: str) -> None:
    path = tmp_path / "library.db"
    connection = connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=words):
        connect(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("application", [0, 77])
def test_a_database_of_another_program_is_refused(tmp_path: Path, application: int) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA application_id = {application}")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"another program, .*nothing was changed.*--library"):
        connect(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is not a database.\n" * 40)
    before = path.read_bytes()
    with pytest.raises(LibraryError, match=r"not an annotty library .*nothing was changed"):
        connect(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"cannot be opened.*nothing was changed"):
        connect(tmp_path)


def test_a_library_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"no library can be made at .*choose another with --library"):
        connect(tmp_path / "file" / "library.db")


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch(0o644)
    connect(tmp_path / "library.db").close()
    assert mode(tmp_path / "library.db") == 0o600
    assert connect(tmp_path / "library.db", create=False).execute("SELECT count(*) FROM tag").fetchone()[0]


def test_a_library_beside_which_nothing_can_be_written_is_not_called_something_else(library: Library) -> None:
    library.close()
    library.path.with_name(f"{library.path.name}-wal").mkdir()
    with pytest.raises(LibraryError, match="annotty may write neither to it nor beside it"):
        Library(library.path)


@pytest.mark.parametrize("table", ["article", "text", "annotation", "entity", "tag", "change", "change_row"])
def test_a_damaged_library_says_so(library: Library, article: MakeArticle, table: str) -> None:
    home = article()
    library.annotate(home.id, HIGHLIGHT)
    library.close()
    with closing(sqlite3.connect(library.path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
        size = pragma(connection, "page_size")
    assert isinstance(size, int)
    with library.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with (
        pytest.raises(LibraryError, match=r"the library is damaged: .*nothing was changed. Copy the file"),
        Library(library.path) as broken,
    ):
        broken.articles(), broken.article(home.id), broken.annotations(home.id)
        broken.entities(), broken.tags(), broken.changes(), broken.annotate(home.id, HIGHLIGHT)


# --- files that cannot be written ------------------------------------------------------------------------------------

AS_NOBODY = """
import os, sys
import uuid_utils, sqlite_utils, regex
from store.errors import LibraryError
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))
if os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    with Library(sys.argv[1], annotator="reader") as library:
        for article in library.articles():
            library.annotate(article.id, HIGHLIGHT)
    print("saved")
except LibraryError as error:
    print(error)
"""


def run(script: str, *arguments: object) -> str:
    """What a script says that runs in a process of its own, from the project's folder."""
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def open_folder(library: Library, article: MakeArticle) -> Iterator[Path]:
    """A folder that anybody can reach (pytest's own are their owner's), with a library that anybody may write to."""
    article()
    library.close()
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(library.path, folder)
        for path in (folder, *folder.iterdir()):
            path.chmod(0o777)
        yield folder
        folder.chmod(0o700)


def test_a_library_that_may_be_written_to_is(open_folder: Path) -> None:
    assert run(AS_NOBODY, open_folder / "library.db") == "saved\n"


def test_a_read_only_file_is_told_of(open_folder: Path) -> None:
    (open_folder / "library.db").chmod(0o444)
    assert "the library is read-only" in (said := run(AS_NOBODY, open_folder / "library.db"))
    assert "nothing was changed" in said


def test_a_library_out_of_reach_is_told_of(open_folder: Path) -> None:
    open_folder.chmod(0)
    for name in ("library.db", "new.db"):
        path = open_folder / name
        assert run(AS_NOBODY, path) == f"{path} cannot be reached: Permission denied; choose another with --library\n"


def test_a_read_only_folder_is_told_of(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    said = run(AS_NOBODY, open_folder / "library.db")
    assert str(open_folder / "library.db") in said
    assert "nothing was changed" in said
    said = run(AS_NOBODY, open_folder / "new.db")
    assert (
        said
        == f"no library can be made at {open_folder / 'new.db'}: Permission denied; choose another with --library\n"
    )


FULL = """
import resource, sys
from store.errors import LibraryError
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))
with Library(sys.argv[1], annotator="reader") as library:
    (article,) = library.articles()
    saved = library.annotate(article.id, HIGHLIGHT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 ** 15, -1))
    try:
        for _ in range(40):
            saved = library.annotate(article.id, HIGHLIGHT)
            print("saved")
    except LibraryError as error:
        print(error)
    print(len(library.annotations(article.id)))
"""


def test_a_full_disk_is_told_of_and_keeps_what_was_saved(library: Library, article: MakeArticle) -> None:
    home = article()
    library.close()
    *saved, said, count = run(FULL, library.path).splitlines()
    assert "not saved: " in said
    assert "nothing was changed" in said
    with Library(library.path) as again:
        assert len(again.annotations(home.id)) == int(count) == len(saved) + 1
        assert len(list(again.changes())) == len(saved) + 2


# --- several programs at once ----------------------------------------------------------------------------------------

OPEN = """
import sys
from store.library import Library
import sqlite_utils
print("ready", flush=True)
sys.stdin.readline()
for path in sys.argv[1:]:
    with Library(path) as library:
        print(len(library.tags()))
"""
ANNOTATE = """
import sys
from store.library import Library
from store.model import Draft, PartDraft, Role
from store.text import Span
HIGHLIGHT = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 5)),))
with Library(sys.argv[1], annotator=sys.argv[2]) as library:
    (article,) = library.articles()
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(10):
        print(library.annotate(article.id, HIGHLIGHT).id)
"""


def together(script: str, arguments: list[list[object]]) -> list[list[str]]:
    """What each process says when all of them are let go at once."""
    root = Path(__file__).parents[3]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, *map(str, given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=root,
        )
        for given in arguments
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate() for process in running]
    assert [error for _, error in said] == [""] * len(said)
    return [out.splitlines() for out, _ in said]


def test_six_programs_may_open_a_new_library_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / "one.db", tmp_path / "two.db"]
    opened = together(OPEN, [[*paths]] * 6)
    for path in paths:
        with Library(path) as library:
            assert opened == [[str(len(library.tags()))] * 2] * 6
            assert len({tag.name for tag in library.tags()}) == len(library.tags()) > 0


def test_four_programs_that_annotate_at_once_lose_nothing(library: Library, article: MakeArticle) -> None:
    home = article()
    made = together(ANNOTATE, [[library.path, f"annotator {n}"] for n in range(4)])
    assert {a.id for a in library.annotations(home.id)} == {identifier for ids in made for identifier in ids}
    assert len(library.annotations(home.id)) == 40
    assert len([c for c in library.changes() if c.action == "annotate"]) == 40


def test_another_program_sees_a_mark_as_soon_as_it_is_saved(open_library: OpenLibrary, article: MakeArticle) -> None:
    home, other = article(), open_library(annotator="other")
    mine = open_library()
    for _ in range(3):
        made = mine.annotate(home.id, HIGHLIGHT)
        assert made in other.annotations(home.id)


def test_a_history_read_half_way_does_not_stand_in_the_way_of_a_mark(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    home, mine, other = article(), open_library(), open_library(annotator="other")
    for _ in range(3):
        mine.annotate(home.id, HIGHLIGHT)
    half, ids = mine.changes(), mine.article_ids()
    next(half), next(ids)
    other.annotate(home.id, HIGHLIGHT)
    mine.annotate(home.id, HIGHLIGHT)
    assert len(list(half)) == 3


def test_a_read_inside_a_snapshot_sees_one_state(open_library: OpenLibrary, article: MakeArticle) -> None:
    home, mine, other = article(), open_library(), open_library(annotator="other")
    with mine.snapshot():
        before = mine.stats()
        other.annotate(home.id, HIGHLIGHT)
        assert (mine.stats(), mine.annotations(home.id)) == (before, ())
    assert len(mine.annotations(home.id)) == 1


def test_what_is_left_in_the_log_is_brought_into_the_file_by_the_next(library: Library) -> None:
    connection, asked = library._connection, "PRAGMA wal_autocheckpoint"
    usual = connection.execute(asked).fetchone()[0]
    with pytest.raises(KeyError), left_in_the_log(connection):
        assert connection.execute(asked).fetchone()[0] == 0 < usual
        raise KeyError
    assert connection.execute(asked).fetchone()[0] == usual


def test_a_library_that_is_up_to_date_is_opened_without_what_makes_its_tables(library: Library) -> None:
    code = (
        f"import sys, pathlib, store.listing as s; s.Listing(pathlib.Path({str(library.path)!r})); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "store.database.connection" in loaded
    assert not {"store.database.schema", "store.tagset", "store.text"} & set(loaded)
