"""A library that any released annotty wrote opens with all that it holds; and a migration is whole or was never begun.

In released/ lies a library of each released schema as the program of its time wrote it: the demo, and some hundred acts of a
person at it. Beside it stands what it holds: the JSONL that was exported of it, and what that does not tell. Neither is ever
made anew.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlite_utils import Database

from store.backups import naming
from store.backups.making import kept_in
from store.database import backing
from store.database.connection import connect
from store.database.file.fingerprint import FIRST_RELEASED, SCHEMA_VERSION
from store.database.schema import STEPS, Step, migrate
from store.errors import LibraryError
from store.formats import jsonl
from store.library import Library
from store.model import State
from tests.power.disk import cuts
from tests.power.watching import sqlite, watched

RELEASED = Path(__file__).parent / "released"
FACTOR = float(os.environ.get("ANNOTTY_ROUNDS", "1"))
"""So many times as many rounds as usual."""
MADE_BY = {4: "657c73522add4d52a8dab1ad5222f6a4ae567a59ba7aa0cebcc2dad134940436"}
"""The digest of the tables, rules and first rows that the steps up to a released schema make. It is never changed."""


def released(version: int, place: Path) -> Path:
    """The library of a released schema, put in a place."""
    place.write_bytes(gzip.decompress((RELEASED / f"schema-{version}.db.gz").read_bytes()))
    place.chmod(0o600)
    return place


def told_besides(library: Library) -> dict[str, object]:
    """What an export does not tell."""
    articles = [row["id"] for row in library._connection.execute("SELECT id FROM article ORDER BY id")]
    return {
        "changes": [asdict(each) for each in library.changes()],
        "queues": [each._asdict() | {"order": each.order._asdict()} for each in library.queues()],
        "labels": library.labels(),
        "states": {each: library.state(each) for each in articles},
        "positions": {each: library.article(each).position for each in articles},
        "corrections": {each: [one._asdict() for one in library.corrections(each)] for each in articles},
        "sources": {
            each: hashlib.sha256(library.source(library.article(each)).raw or b"").hexdigest() for each in articles
        },
        "marks": {each: sorted(mark.id for mark in library.annotations(each)) for each in articles},
        "relations": sorted(
            one.id for each in articles for mark in library.annotations(each) for one in library.relations(mark.id)
        ),
    }


@pytest.mark.parametrize("version", range(FIRST_RELEASED, SCHEMA_VERSION + 1))
def test_a_library_that_a_released_annotty_wrote_opens_with_all_that_it_holds(version: int, tmp_path: Path) -> None:
    with Library(released(version, tmp_path / "library.db"), annotator="reader") as library:
        assert "".join(jsonl.export(library, articles=True)) == (RELEASED / f"schema-{version}.jsonl").read_text(
            "utf-8"
        )
        assert json.loads(json.dumps(told_besides(library))) == json.loads(
            (RELEASED / f"schema-{version}.json").read_text("utf-8")
        )
        assert library.faults() == []
        undone = library.undo()
        assert library.redo().undoes == undone.id
        assert {library.state(row.id) for row in library.articles()} <= set(State)


def test_what_a_released_schema_is_made_by_is_never_changed(tmp_path: Path) -> None:
    """Libraries are there that it made: what is to be otherwise is a step of its own."""
    for version, digest in MADE_BY.items():
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
            migrate(made, tmp_path / "none", STEPS[:version])
            tables = sorted(map(repr, made.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")))
            tags = list(map(repr, made.execute("SELECT * FROM tag ORDER BY name")))
        assert hashlib.sha256("\n".join(tables + tags).encode()).hexdigest() == digest
    assert set(MADE_BY) == set(range(FIRST_RELEASED, SCHEMA_VERSION + 1))
    assert [each.name[:3] for each in STEPS] == [f"{number:03}" for number in range(1, SCHEMA_VERSION + 1)]


# --- one more step --------------------------------------------------------------------------------------------------------


def fifth(db: Database) -> None:
    """A migration as one may come: a table that is made anew, and one that is new."""
    for statement in (
        "CREATE TABLE label_made_anew (article TEXT NOT NULL REFERENCES article (id), name TEXT NOT NULL, since TEXT,"
        " PRIMARY KEY (article, name)) STRICT, WITHOUT ROWID",
        "INSERT INTO label_made_anew (article, name) SELECT article, name FROM label",
        "DROP TABLE label",
        "ALTER TABLE label_made_anew RENAME TO label",
        "CREATE TABLE bulky (number INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT",
        "INSERT INTO bulky (words) SELECT hex(randomblob(200)) FROM change_row",
    ):
        db.execute(statement)


MORE = (*STEPS, Step("005_fifth", fifth))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of the schema before, in a folder of its own."""
    (tmp_path / "home").mkdir()
    return released(SCHEMA_VERSION, tmp_path / "home" / "library.db")


def bring_up(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, path, MORE)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = (
            "article",
            "text",
            "annotation",
            "part",
            "claim",
            "change",
            "change_row",
            "entity",
            "reading",
            "listed",
        )
        found = {each: connection.execute(f"SELECT * FROM {each} ORDER BY 1, 2").fetchall() for each in tables}
        return found | {"label": connection.execute("SELECT article, name FROM label ORDER BY 1, 2").fetchall()}


def schema_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return int(version)


def test_an_older_library_is_backed_up_and_brought_up_to_date(old: Path) -> None:
    before = rows_of(old)
    bring_up(old)
    assert schema_of(old) == len(MORE)
    assert rows_of(old) == before
    (kept,) = kept_in(old, old.parent / "backups")
    assert kept.why is naming.Why.MIGRATION
    assert backing.check(kept.path).schema == SCHEMA_VERSION
    assert rows_of(kept.path) == before
    assert (kept.path.stat().st_mode & 0o777, kept.path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_who_wants_no_backups_gets_none_before_a_migration(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(naming.VARIABLE, "0")
    bring_up(old)
    assert schema_of(old) == len(MORE)
    assert not (old.parent / "backups").exists()


def test_where_no_backup_can_be_made_nothing_is_migrated(old: Path) -> None:
    (old.parent / "backups").write_text("no folder")
    with pytest.raises(
        LibraryError, match="is to be brought up to date, and is backed up first: no backup can be made"
    ):
        bring_up(old)
    assert schema_of(old) == SCHEMA_VERSION


def _fails(db: Database) -> None:
    fifth(db)
    db.execute("INSERT INTO bulky (number, words) VALUES (1, 'again')")


def _leaves_loose(db: Database) -> None:
    db.execute("DROP TABLE label")
    db.execute("CREATE TABLE label (article TEXT REFERENCES article (id), name TEXT)")
    db.execute("INSERT INTO label VALUES ('nobody', 'dam')")


@pytest.mark.parametrize(("step", "why"), [(_fails, "UNIQUE"), (_leaves_loose, "rows of label would name article")])
def test_a_step_that_fails_leaves_the_library_as_it_was(old: Path, step: Callable[[Database], None], why: str) -> None:
    before = rows_of(old)
    with closing(connect(old)) as connection:
        with pytest.raises(LibraryError, match=f"could not be brought to schema 5: {why}.*it is as it was"):
            migrate(connection, old, (*STEPS, Step("005_bad", step)))
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert (schema_of(old), rows_of(old)) == (SCHEMA_VERSION, before)
    with Library(old) as library:
        assert library.faults() == []


def test_of_several_programs_at_once_one_migrates(old: Path) -> None:
    before, gate, failed = rows_of(old), threading.Barrier(4), list[BaseException]()

    def come() -> None:
        gate.wait()
        try:
            bring_up(old)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=come) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert (schema_of(old), rows_of(old)) == (len(MORE), before)
    assert len(kept_in(old, old.parent / "backups")) == 1


# --- in the middle --------------------------------------------------------------------------------------------------------

_PROGRAM = """
import os, sys
from pathlib import Path
from tests.store.database import test_migrating
for line in sys.stdin:
    process = os.fork()
    if not process:
        test_migrating.bring_up(Path(line.strip()))
        os._exit(0)
    print(process, flush=True)
    print(os.waitpid(process, 0)[1], flush=True)
"""


@pytest.fixture
def migrating() -> Iterator[subprocess.Popen[str]]:
    """A program that has another bring up to date each library that is named to it, and tells which, and how that ended."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as program:
        yield program
        program.kill()


def test_a_migration_that_is_killed_leaves_the_old_library_and_the_next_one_migrates_it(
    old: Path, migrating: subprocess.Popen[str]
) -> None:
    raw, before, some = old.read_bytes(), rows_of(old), random.Random(5)
    assert migrating.stdin is not None
    assert migrating.stdout is not None
    killed = 0
    for _ in range(round(10 * FACTOR)):
        for each in old.parent.iterdir():
            if each.is_file():
                each.unlink()
        old.write_bytes(raw)
        migrating.stdin.write(f"{old}\n")
        process = int(migrating.stdout.readline())
        select.select([migrating.stdout], [], [], some.uniform(0, 0.15))
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        killed += int(migrating.stdout.readline()) == signal.SIGKILL
        assert schema_of(old) in (SCHEMA_VERSION, len(MORE))
        assert rows_of(old) == before
        bring_up(old)
        assert (schema_of(old), rows_of(old)) == (len(MORE), before)
        for kept in kept_in(old, old.parent / "backups"):
            assert backing.check(kept.path).schema == SCHEMA_VERSION
    assert killed


@pytest.mark.skipif(sqlite() is None, reason="this Python lets nobody into its SQLite")
def test_a_migration_that_a_power_cut_ends_leaves_the_old_library_or_the_new_one(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(naming.VARIABLE, "0")
    before = rows_of(old)
    with watched(old.parent) as watch, closing(connect(old)) as connection:
        watch.tell(0)
        migrate(connection, old, MORE)
        watch.tell(1)
    found = dict.fromkeys((SCHEMA_VERSION, len(MORE)), 0)
    for number, (_, told, files) in enumerate(cuts(watch.log, round(25 * FACTOR), 3)):
        folder = tmp_path / f"cut {number}"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        path = folder / old.name
        version = schema_of(path)
        assert version == len(MORE) or told < 1
        assert rows_of(path) == before
        found[version] += 1
        bring_up(path)
        assert (schema_of(path), rows_of(path)) == (len(MORE), before)
    assert all(found.values())
