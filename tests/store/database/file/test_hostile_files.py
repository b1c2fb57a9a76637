"""A file that somebody else made to do harm, opened as a library: refused in words, or harmless; in bounded time and memory."""

from __future__ import annotations

import os
import random
import socket
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from store.database.connection import connect
from store.database.file.fingerprint import APPLICATION_ID, FINGERPRINTS, SCHEMA_VERSION, fingerprint, made_in
from store.database.newest import newest
from store.database.offered import KINDS, offered
from store.errors import LibraryError
from store.library import Library
from store.model import Alias, Claim, Draft, LinkDraft, NewEntity, PartDraft, Role
from store.text import Span
from tests.bounded import ENDED, FINE, REFUSED, within_bounds
from tests.conftest import MakeArticle

ROUNDS = int(os.environ.get("ANNOTTY_ROUNDS", "1"))
ENDLESS = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT"


@pytest.fixture
def filled(library: Library, article: MakeArticle) -> Path:
    """A library of two articles with marks of all kinds and an index of words, closed."""
    one, _ = article(), article("Dam holds\n\nThe dam held.")
    maar = NewEntity("Ilse Maar", "PERSON", (Alias("Maar"),))
    whole = (PartDraft(Role.CONTENT, Span(0, 20)),)
    library.annotate(one.id, Draft("PERSON", (PartDraft(Role.MENTION, Span(0, 5)),), maar))
    library.annotate(
        one.id, Draft("CLAIM", whole, claim=Claim(gist="it sails"), chain=(LinkDraft(label="a minister"),))
    )
    library.label([one.id], "ferries")
    library.catch_up()
    library.settle()
    library.close()
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return library.path


def use(path: Path) -> None:
    """All that is done with a library by whoever opens, reads and marks it."""
    newest(str(path), 20)
    for kind in KINDS:
        offered(str(path), kind, "")
    with Library(path, create=False) as library:
        library.rows(library.numbers()), library.tally(), library.stats(), library.tags(), library.labels()
        for identifier in library.article_ids():
            article = library.article(identifier)
            library.annotations(identifier), library.parts(article), library.source(article)
            list(library.changes(identifier))
            library.annotate(identifier, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 3)),)))
        library.undo()
        library.entities(), library.claim_rows(library.claim_numbers()), library.entity_rows(library.entity_numbers())
        list(library.exported_articles()), list(library.exported_marks())
        library.faults()


def test_the_library_of_these_tests_can_be_used(filled: Path) -> None:
    assert within_bounds(lambda: use(filled)) == FINE


# --- what it is made of ---------------------------------------------------------------------------------------------


def test_the_fingerprint_is_that_of_the_tables_which_are_made(filled: Path) -> None:
    """Where the schema is changed on purpose: this is the fingerprint of its new version."""
    with closing(sqlite3.connect(filled)) as connection:
        assert fingerprint(made_in(connection)) == FINGERPRINTS[SCHEMA_VERSION]


def test_it_is_the_same_with_and_without_the_indexes_of_words_and_statistics(tmp_path: Path, filled: Path) -> None:
    fresh = connect(tmp_path / "fresh.db")
    wanted = FINGERPRINTS[SCHEMA_VERSION]
    assert fingerprint(made_in(fresh)) == wanted
    fresh.close()
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        assert connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search_data'").fetchone()
        connection.execute("ANALYZE")
        connection.execute("VACUUM INTO ?", [str(tmp_path / "copy.db")])
    connect(tmp_path / "copy.db", create=False).close()


def in_the_place_of(name: str, view: str) -> str:
    """Statements that put a view where a table was, as SQLite itself would not let them."""
    return f"""DELETE FROM sqlite_schema WHERE tbl_name = '{name}';
        INSERT INTO sqlite_schema VALUES ('view', '{name}', '{name}', 0, 'CREATE VIEW {name} AS {view}')"""


def added(kind: str, name: str, statement: str, table: str = "") -> str:
    return f"""INSERT INTO sqlite_schema VALUES ('{kind}', '{name}', '{table or name}', 0, '{statement.replace("'", "''")}')"""


SCHEMAS: dict[str, str] = {
    # statements that make the schema of a library another one; written past SQLite's own rules
    "a list without end": in_the_place_of(
        "listed",
        f"{ENDLESS} n AS number, n AS article, ''new'' AS state, NULL AS alike, 0 AS highlights,"
        " 0 AS mentions, 0 AS claims FROM t",
    ),
    "articles without end": in_the_place_of("article", f"{ENDLESS} n AS id, n AS title FROM t"),
    "labels without end": in_the_place_of("label", f"{ENDLESS} n AS article, n AS name FROM t"),
    "settings without end": in_the_place_of("setting", f"{ENDLESS} n AS name, n AS value FROM t"),
    "huge values": in_the_place_of("label", "SELECT hex(zeroblob(400000000)) AS article, 1 AS name"),
    "migrations without end, under a name that is left out": added(
        "table", "_sqlite_migrations", f"CREATE VIEW _sqlite_migrations AS {ENDLESS} n FROM t"
    ),
    "a view that says it is an index of words": added("table", "search", f"CREATE VIEW search AS {ENDLESS} n FROM t"),
    "one view more": added("view", "more", "CREATE VIEW more AS SELECT 1"),
    "one table more": "CREATE TABLE more (a TEXT)",
    "a trigger that writes": (
        "CREATE TRIGGER more AFTER INSERT ON annotation BEGIN DELETE FROM label; UPDATE article SET title = 'x'; END"
    ),
    "a trigger that loads a library": (
        "CREATE TRIGGER more AFTER INSERT ON annotation BEGIN SELECT load_extension('/tmp/x.so'); END"
    ),
    "a trigger without end": (
        f"CREATE TRIGGER more AFTER INSERT ON annotation BEGIN INSERT INTO label SELECT n, n FROM ({ENDLESS} n FROM t); END"
    ),
    "one of our triggers gone": "DROP TRIGGER text_is_never_edited",
    "one of our triggers gutted": (
        "DROP TRIGGER text_is_never_edited; CREATE TRIGGER text_is_never_edited BEFORE UPDATE ON text BEGIN SELECT 1; END"
    ),
    "one of our tables gone": "DROP TABLE label",
    "one of our indexes gone": "DROP INDEX article_by_added",
    "an index on an expression": "CREATE INDEX more ON article (replace(title, 'a', hex(zeroblob(1000000))))",
    "a column that is computed": "ALTER TABLE article ADD COLUMN more AS (hex(zeroblob(500000000)))",
    "a check that never ends": (
        "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (name <> '''')', 'CHECK (like(zeroblob(9), name))')"
        " WHERE name = 'label'"
    ),
    "a table that takes anything": "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'article'",
    "columns of other names": "UPDATE sqlite_schema SET sql = replace(sql, 'title', 'titel') WHERE name = 'article'",
    "a virtual table of a kind that is not there": added(
        "table", "more", "CREATE VIRTUAL TABLE more USING nothing_like_it(a)"
    ),
    "an index of words that reads another table's": added(
        "table", "more", "CREATE VIRTUAL TABLE more USING fts5(a, content='article')"
    ),
    "a virtual table in the place of one of ours": "DELETE FROM sqlite_schema WHERE tbl_name = 'label';"
    + added("table", "label", "CREATE VIRTUAL TABLE label USING fts5(article, name)"),
    "rows below the index of words that are others": (
        "UPDATE sqlite_schema SET sql = replace(sql, 'block BLOB', 'block BLOB CHECK (abs(block))')"
        " WHERE name = 'search_data'"
    ),
    "a name that is no text": "UPDATE sqlite_schema SET name = x'ff00fe' WHERE name = 'label'",
    "a statement that is no text": "UPDATE sqlite_schema SET sql = x'c3284352' WHERE name = 'label'",
    "a statement behind a zero byte": "UPDATE sqlite_schema SET sql = sql || char(0) || ' and more' WHERE name = 'label'",
    "a statement that is a number": "UPDATE sqlite_schema SET sql = 7 WHERE name = 'label'",
    "two statements": "UPDATE sqlite_schema SET sql = sql || '; DROP TABLE article' WHERE name = 'label'",
    "roots that are out of the file": "UPDATE sqlite_schema SET rootpage = 99999999 WHERE type = 'table'",
    "twenty thousand views": (
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20000)"
        " INSERT INTO sqlite_schema SELECT 'view', 'v' || n, 'v' || n, 0, 'CREATE VIEW v' || n || ' AS SELECT 1' FROM t"
    ),
    "no version": f"PRAGMA user_version = 0; {added('view', 'more', 'CREATE VIEW more AS SELECT 1')}",
}


def make_hostile(path: Path, statements: str) -> None:
    """Another schema in a library's file, as a tool of the attacker would write it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 10**9)
        connection.execute("PRAGMA writable_schema = ON")
        connection.executescript(statements)
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


@pytest.mark.parametrize("statements", SCHEMAS.values(), ids=SCHEMAS)
def test_tables_that_are_not_ours_are_not_read(filled: Path, tmp_path: Path, statements: str) -> None:
    make_hostile(filled, statements)
    before = filled.read_bytes()
    assert within_bounds(lambda: _assert_nothing(filled)) == FINE
    assert within_bounds(lambda: use(filled)).startswith(f"{REFUSED} LibraryError: ")
    with Library(tmp_path / "mine.db") as mine:
        assert within_bounds(lambda: mine.merge(filled)).startswith(f"{REFUSED} LibraryError: ")
    assert filled.read_bytes() == before


def _assert_nothing(path: Path) -> None:
    assert newest(str(path), 20) == []
    assert [found for kind in KINDS if (found := offered(str(path), kind, ""))] == []


def test_what_is_not_ours_is_named(filled: Path) -> None:
    make_hostile(filled, 'CREATE VIEW "my \x1b[31m view" AS SELECT 1')
    with pytest.raises(LibraryError, match=r"has a view that annotty did not make, or not so: my .* view; nothing was"):
        connect(filled)
    make_hostile(filled, 'DROP VIEW "my \x1b[31m view"; DROP INDEX article_by_added')
    with pytest.raises(LibraryError, match="lacks the index article_by_added"):
        connect(filled)


def test_a_library_that_says_it_is_one_and_is_empty_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION}")
    with pytest.raises(LibraryError, match="is not an annotty library: lacks the"):
        connect(path)


# --- what its rows hold -----------------------------------------------------------------------------------------------


def without_rules(path: Path, statement: str) -> None:
    """Do something that no rule of the tables would allow, and put the rules back as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        kept = connection.execute("SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema").fetchall()
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema WHERE type = 'trigger'")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', ' ') WHERE sql LIKE '%) STRICT'")
        connection.execute("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT,', ' ') WHERE sql LIKE '%) STRICT,%'")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA synchronous = OFF")
        with suppress(sqlite3.IntegrityError):  # keys are held to be what they are in any table
            connection.execute(statement)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_schema")
        connection.executemany(
            "INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?, ?)", kept
        )


VALUES = (
    "NULL",
    "''",
    "-9223372036854775808",
    "9e999",
    "x'ff00fe'",
    "CAST(x'c328ff' AS TEXT)",
    "char(0) || 'a'",
    "char(27) || ']52;c;cGF5bG9hZA==' || char(7)",
    "'[[[[[1,2'",
    "'{\"a\": 1e999}'",
    "hex(zeroblob(2000000))",
    "zeroblob(3000000)",
)
TABLES = (
    "article",
    "text",
    "tag",
    "entity",
    "alias",
    "annotation",
    "part",
    "claim",
    "attribution",
    "listed",
    "label",
    "change",
)


def assert_harmless(path: Path) -> None:
    """Whoever uses the library is done at once, by an error at worst; of rows that contradict one another, and that no rule
    lets in, by any error.
    """
    assert within_bounds(lambda: newest(str(path), 20)) == FINE
    became = within_bounds(lambda: use(path))
    assert not became.startswith((ENDED, "MemoryError", "RecursionError")), became


@pytest.mark.parametrize("seed", range(6 * ROUNDS))
def test_cells_that_hold_what_their_columns_cannot_do_no_harm(filled: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 2, 5))):
        table, value = chance.choice(TABLES), chance.choice(VALUES)
        with closing(sqlite3.connect(filled)) as connection:
            column = chance.choice([row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        without_rules(filled, f'UPDATE OR IGNORE {table} SET "{column}" = {value}')
    assert_harmless(filled)


@pytest.mark.parametrize("seed", range(6 * ROUNDS))
def test_bytes_that_are_turned_over_do_no_harm(filled: Path, seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(filled.read_bytes())
    for _ in range(chance.choice((1, 3, 10, 100))):
        at = chance.randrange(len(raw))
        raw[at] = chance.choice((chance.randrange(256), raw[at] ^ 1 << chance.randrange(8), 0, 255))
    filled.write_bytes(raw)
    assert_harmless(filled)


# --- what is no file, and what lies beside one --------------------------------------------------------------------------


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [a_pipe, a_socket, a_device])
def test_what_is_no_file_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("library.db")
    make(path)
    assert within_bounds(lambda: _assert_nothing(path)) == FINE
    became = within_bounds(lambda: use(path))
    assert "cannot be opened: it is a" in became
    with Library(tmp_path / "mine.db") as mine:
        assert "cannot be opened: it is a" in within_bounds(lambda: mine.merge(path))


def test_a_link_to_a_library_is_that_library(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(filled)
    assert within_bounds(lambda: use(tmp_path / "link.db")) == FINE


def journal_that_removes(victim: Path, library: Path) -> bytes:
    """A journal that is to be played back and names another file, as one of a transaction over several files does."""
    with closing(sqlite3.connect(library)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    magic, name = bytes.fromhex("d9d505f920a163d7"), os.fsencode(victim)
    head = (magic + struct.pack(">5I", 0, 0, pages, 512, size)).ljust(512, b"\0")
    return head + struct.pack(">I", 0x40000000 // size + 1) + name + struct.pack(">2I", len(name), sum(name)) + magic


def test_a_journal_that_was_laid_beside_a_library_removes_no_file(filled: Path, tmp_path: Path) -> None:
    victim = tmp_path / "letters.txt"
    victim.write_text("all that I wrote")
    (tmp_path / "link.db").symlink_to(filled)
    Path(f"{filled}-journal").write_bytes(journal_that_removes(victim, filled))
    for path in (filled, tmp_path / "link.db"):
        _assert_nothing(path)
        with pytest.raises(LibraryError, match=r"would have another file removed, .*Move it away"):
            connect(path)
        assert victim.exists()
    with closing(sqlite3.connect(filled)) as connection:  # what SQLite itself does with it
        connection.execute("SELECT count(*) FROM article").fetchone()
    assert not victim.exists()


@pytest.mark.parametrize("beside", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("make", [a_pipe, a_device])
def test_what_is_no_file_beside_a_library_keeps_nobody_waiting(
    filled: Path, make: Callable[[Path], None], beside: str
) -> None:
    make(Path(f"{filled}{beside}"))
    assert within_bounds(lambda: newest(str(filled), 20)) == FINE
    became = within_bounds(lambda: use(filled))
    assert became.startswith((FINE, REFUSED)), became


def test_a_link_beside_a_library_is_not_written_through(filled: Path, tmp_path: Path) -> None:
    victim = tmp_path / "letters.txt"
    victim.write_text("all that I wrote")
    for beside in ("-journal", "-wal", "-shm"):
        Path(f"{filled}{beside}").symlink_to(victim)
        within_bounds(lambda: use(filled))
        assert victim.read_text() == "all that I wrote"
        Path(f"{filled}{beside}").unlink(missing_ok=True)


def test_a_log_of_noise_beside_a_library_changes_nothing(filled: Path) -> None:
    chance = random.Random(7)
    for size in (0, 31, 32, 4096, 200_000):
        Path(f"{filled}-wal").write_bytes(chance.randbytes(size))
        assert within_bounds(lambda: use(filled)) == FINE
