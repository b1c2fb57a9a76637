from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.database.connection import connect
from store.database.file.fingerprint import APPLICATION_ID
from store.database.schema import kept
from store.errors import LibraryError
from store.library import Library
from store.model import Annotation, Claim, Draft, NewEntity, PartDraft, RelationKind, Role, State
from store.text import Span
from tests.conftest import TEXT, MakeArticle, span_of

STUB = "0" * 64


@pytest.fixture
def mark(library: Library, article: MakeArticle) -> Annotation:
    """An entity mention of "Ilse Maar" in the only article; the library is closed."""
    home = article()
    draft = Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),), NewEntity("Ilse Maar", "PERSON"))
    made = library.annotate(home.id, draft)
    library.close()
    return made


@pytest.fixture(params=["as we open it", "without our pragmas"])
def raw(request: pytest.FixtureRequest, mark: Annotation, library: Library) -> Iterator[sqlite3.Connection]:
    """Any program's connection to the file, past the library."""
    with closing(sqlite3.connect(library.path, isolation_level=None)) as connection:
        if request.param == "as we open it":
            for pragma in ("foreign_keys = ON", "recursive_triggers = ON"):
                connection.execute(f"PRAGMA {pragma}")
        connection.execute(  # a text version that waits for its words, as an import leaves it
            "INSERT INTO text SELECT 'stub', article, ?, '', created, NULL, '[]', '[]', '[]' FROM text", [STUB]
        )
        yield connection


def dump(connection: sqlite3.Connection) -> list[str]:
    return list(connection.iterdump())


INTO_PART = 'INSERT INTO part (annotation, position, role, start, "end", exact, prefix, suffix)'
PART = f"{INTO_PART} SELECT id, 7, 'mention', "

REFUSED = {
    "a quote that is not at its offsets": f"{PART} 0, 5, 'ferry', '', '' FROM annotation",
    "a quote of another length": f"{PART} 0, 6, 'Ferry', '', '' FROM annotation",
    "a quote behind the text": f"{PART} 100000, 100005, 'Ferry', '', '' FROM annotation",
    "an empty quote": f"{PART} 3, 3, '', '', '' FROM annotation",
    "a part before its annotation": f"{INTO_PART} SELECT 'later', 0, 'mention', 0, 5, 'Ferry', '', ''",
    "other words in a part": "UPDATE part SET exact = 'Ilse Moor'",
    "other offsets in a part": 'UPDATE part SET start = start + 1, "end" = "end" + 1',
    "a replaced part": 'INSERT OR REPLACE INTO part SELECT annotation, position, role, depth, start, "end",'
    " 'Ilse Moor', prefix, suffix, source_start, source_end FROM part",
    "an annotation moved to another text": "UPDATE annotation SET text = 'stub'",
    "an annotation that leaves its parts": "UPDATE annotation SET id = 'another'",
    "an annotation replaced on another text": "INSERT OR REPLACE INTO annotation SELECT id, article, 'stub', tag,"
    " entity, note, status, origin, score, annotator, created, updated FROM annotation",
    "another word in a text": "UPDATE text SET text = replace(text, 'ferry', 'train') WHERE text IS NOT NULL",
    "other blocks in a text": "UPDATE text SET blocks = '[]' WHERE text IS NOT NULL",
    "another digest of a text": "UPDATE text SET sha256 = hex(randomblob(32))",
    "a text taken away": "DELETE FROM text",
    "the waiting text taken away": "DELETE FROM text WHERE text IS NULL",
    "a text replaced": "REPLACE INTO text SELECT id, article, sha256, '', '', 'x', '[]', '[]', '[]' FROM text",
    "a text replaced by its digest": "REPLACE INTO text"
    " SELECT 'other', article, sha256, '', '', 'x', '[]', '[]', '[]' FROM text WHERE text IS NOT NULL",
    "a text replaced by its place": "REPLACE INTO text (rowid, id, article, sha256, text, blocks, styles, map, cleaner,"
    f" created) SELECT rowid, 'other', article, '{STUB[1:]}1', 'x', '[]', '[]', '[]', '', '' FROM text"
    " WHERE text IS NOT NULL",
    "a text emptied": "UPDATE text SET text = NULL WHERE text IS NOT NULL",
    "other raw bytes": "UPDATE source SET raw = x'00'",
    "raw bytes taken away": "UPDATE source SET raw = NULL",
    "another digest of raw bytes": "UPDATE source SET sha256 = hex(randomblob(32))",
    "a source taken away": "DELETE FROM source",
    "a source replaced": "REPLACE INTO source SELECT id, sha256, x'00', media_type, encoding, origin, fetched FROM source",
    "a source replaced by its digest": "REPLACE INTO source"
    " SELECT 'other', sha256, x'00', media_type, encoding, origin, fetched FROM source",
    "another who in the history": "UPDATE change SET annotator = 'nobody'",
    "a step of the history taken away": "DELETE FROM change",
    "a step of the history replaced": "REPLACE INTO change"
    " SELECT number, id, at, 'nobody', action, summary, article, undoes FROM change",
    "another image in the history": "UPDATE change_row SET after = '{}'",
    "an image taken away": "DELETE FROM change_row",
    "an image replaced": "REPLACE INTO change_row SELECT change, position, name, NULL, '{}' FROM change_row",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_the_database_itself_refuses(raw: sqlite3.Connection, statement: str) -> None:
    before = dump(raw)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    assert dump(raw) == before


def test_the_database_takes_what_is_right(raw: sqlite3.Connection) -> None:
    raw.execute(f"{PART} 0, 5, 'Ferry', '', '' FROM annotation")
    raw.execute("UPDATE part SET start = 1, exact = 'erry' WHERE position = 7")
    raw.execute("DELETE FROM part WHERE position = 7")
    raw.execute("UPDATE text SET text = 'late words', blocks = '[[\"paragraph\",0,10,0]]' WHERE text IS NULL")


def test_late_words_that_do_not_fit_the_marks_made_on_them_are_refused(raw: sqlite3.Connection) -> None:
    raw.execute(
        "INSERT INTO annotation SELECT 'waiting', article, 'stub', tag, entity, note, status, origin, score,"
        " annotator, created, updated FROM annotation"
    )
    raw.execute(f"{PART} 5, 10, 'words', '', '' FROM annotation WHERE id = 'waiting'")
    with pytest.raises(sqlite3.IntegrityError, match=r"not the one that its marks were made on"):
        raw.execute("UPDATE text SET text = 'other words' WHERE id = 'stub'")
    raw.execute("UPDATE text SET text = 'late words' WHERE id = 'stub'")


def test_a_quote_counts_code_points_not_bytes_or_units(library: Library, article: MakeArticle) -> None:
    home = article("👩🏽‍🚀 e\u0301te\u0301 大臣 spoke")
    span = span_of(home.text, "大臣")
    made = library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),)))
    assert (made.parts[0].span, made.parts[0].exact) == (Span(11, 13), "大臣")
    assert library.annotations(home.id) == (made,)


def test_every_table_is_strict_and_rows_fit_the_words_of_the_model(library: Library) -> None:
    with closing(sqlite3.connect(library.path)) as connection:
        tables = [row for row in connection.execute("PRAGMA table_list") if row[2] == "table" and row[1][0] != "_"]
        ours = [
            each for each in tables if not each[1].startswith(("sqlite_", "search"))
        ]  # an index of words has no types
        assert [name for _, name, _, _, _, strict in ours if not strict] == []
        allowed = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'relation'").fetchone()[0]
        assert all(f"'{kind.value}'" in allowed for kind in RelationKind)
        allowed = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'article'").fetchone()[0]
        assert all(f"'{state.value}'" in allowed for state in State if state is not State.DELETED)


def test_every_reference_waits_for_the_end_of_its_transaction(library: Library) -> None:
    """So that nobody has to say it each time (PRAGMA defer_foreign_keys): every statement would be prepared anew."""
    made = [sql or "" for (sql,) in library._connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'")]
    assert sum(sql.count("REFERENCES") for sql in made) > 20
    assert [sql for sql in made if sql.count("REFERENCES") != sql.count("DEFERRABLE INITIALLY DEFERRED")] == []


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.db"
    path.touch()
    monkeypatch.setattr(kept, "TRIGGERS", (*kept.TRIGGERS, "CREATE TABLE relation (a TEXT)"))  # there is one already
    with pytest.raises(LibraryError, match=r"could not be brought to schema 4.*it is as it was"):
        connect(path)
    with closing(sqlite3.connect(path)) as half:
        assert list(half.execute("SELECT * FROM sqlite_schema")) == []
        assert half.execute("PRAGMA user_version").fetchone() == (0,)
    monkeypatch.undo()
    connect(path).close()


def test_a_file_that_says_it_is_a_library_and_is_none_is_refused_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as half:
        half.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        half.execute("CREATE TABLE relation (a TEXT)")
        half.commit()
        before = dump(half)
    with pytest.raises(LibraryError, match=r"has a table that annotty did not make, or not so: relation; nothing"):
        connect(path)
    with closing(sqlite3.connect(path)) as half:
        assert dump(half) == before
        assert half.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_library_that_is_opened_again_is_not_changed(library: Library, article: MakeArticle) -> None:
    home = article()
    library.annotate(home.id, Draft("CLAIM", (PartDraft(Role.CONTENT, Span(0, 5)),), claim=Claim(quantity=3)))
    with closing(sqlite3.connect(library.path)) as connection:
        before = dump(connection)
        Library(library.path).close()
        assert dump(connection) == before
