"""The history tells of every row as it is, whatever was done; and what was done behind annotty's back is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.checking import retelling
from store.errors import AnnottyError
from store.library import Library
from store.model import Draft, PartDraft, Role
from tests.store.acts import Act, acts, morning
from tests.store.database.test_migrating import released
from tests.store.test_acts_at_random import hand


def told(path: Path) -> dict[str, tuple[int, int, int]]:
    """How many rows are otherwise, missing, and nobody's, by table."""
    with closing(sqlite3.connect(path)) as connection:
        return {each.table: each[1:4] for each in retelling.otherwise(connection)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return released(4, tmp_path / "library.db")


@settings(max_examples=12)
@given(st.lists(acts, max_size=25))
def test_whatever_is_done_the_history_tells_of_it(day: list[Act]) -> None:
    with hand() as person:
        morning(person.library, person.articles)
        for act in day:
            with suppress(AnnottyError):
                person.do(act)
        assert told(person.library.path) == {}


def test_after_libraries_were_merged_the_history_tells_of_both(path: Path, tmp_path: Path) -> None:
    other = released(4, tmp_path / "other.db")
    for library, note in ((path, "one note"), (other, "another note")):
        with Library(library) as here:
            marks = (mark for row in here.articles() for mark in here.annotations(row.id))
            mark = next(mark for mark in marks if mark.tag == "HIGHLIGHT")
            here.revise(mark.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, mark.parts[0].span),), note=note))
            here.label([mark.article], note)
    with Library(path) as here:
        assert here.merge(other).steps
        assert here.faults() == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE annotation SET note = 'nobody wrote that' WHERE note = 'another note'")
    assert told(path) == {"annotation": (1, 0, 0)}


FEW = "rowid = (SELECT min(rowid) FROM"
SPOILT = {
    "a note": (f"UPDATE annotation SET note = 'other' WHERE {FEW} annotation)", "annotation", (1, 0, 0)),
    "who made a mark": (f"UPDATE annotation SET annotator = 'other' WHERE {FEW} annotation)", "annotation", (1, 0, 0)),
    "what a mark names": (
        f"UPDATE annotation SET entity = NULL WHERE {FEW} annotation WHERE entity IS NOT NULL)",
        "annotation",
        (1, 0, 0),
    ),
    "a role": ("UPDATE part SET role = 'cue' WHERE annotation = (SELECT min(annotation) FROM part)", "part", (1, 0, 0)),
    "a gist": (f"UPDATE claim SET gist = 'other' WHERE {FEW} claim)", "claim", (1, 0, 0)),
    "a figure": (f"UPDATE claim SET quantity = 4.5 WHERE {FEW} claim)", "claim", (1, 0, 0)),
    "a chain": (f"UPDATE attribution SET mode = 'denies' WHERE {FEW} attribution)", "attribution", (1, 0, 0)),
    "a name": (f"UPDATE entity SET name = 'Other' WHERE {FEW} entity)", "entity", (1, 0, 0)),
    "another name gone": (f"DELETE FROM alias WHERE {FEW} alias)", "alias", (0, 1, 0)),
    "a relation gone": (f"DELETE FROM relation WHERE {FEW} relation)", "relation", (0, 1, 0)),
    "a relation that nobody made": (
        "INSERT INTO relation SELECT 'x', target, origin, 'related', '', 'x', created FROM relation LIMIT 1",
        "relation",
        (0, 0, 1),
    ),
    "a label that nobody gave": ("INSERT INTO label SELECT id, 'unheard of' FROM article LIMIT 1", "label", (0, 0, 1)),
    "a filter": ("UPDATE queue SET filter = 'other'", "queue", (1, 0, 0)),
    "a state": (
        "UPDATE article SET state = 'new' WHERE id = (SELECT id FROM article WHERE state = 'aside' LIMIT 1)",
        "article",
        (1, 0, 0),
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_row_that_was_changed_behind_our_back_is_found(path: Path, spoilt: str) -> None:
    statement, table, found = SPOILT[spoilt]
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount >= 1
    assert told(path) == {table: found}


def test_the_doctor_says_which_row_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        (mark,) = connection.execute("SELECT min(id) FROM annotation").fetchone()
        connection.execute("UPDATE annotation SET note = 'other' WHERE id = ?", [mark])
    with Library(path) as library:
        library.settle()
        (fault,) = library.faults()
    assert fault.words == f"1 rows of annotation are not as the history tells: annotty did not do that ({mark} is one)"
    assert not fault.curable


@pytest.mark.parametrize("image", ["'{\"id\":'", "'[1]'", "'{}'", "'7'"])
def test_a_history_that_cannot_be_read_is_told_of(path: Path, image: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE name LIKE 'history_rows_are%'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE change_row SET after = {image} WHERE change = (SELECT max(change) FROM change_row)")
        for _, made in triggers:
            connection.execute(made)
    with Library(path) as library:
        assert "steps of the history cannot be read" in [each.words for each in library.faults()]
