"""Whatever a person does to a library, and in whatever order: it can all be taken back and done again, nothing hangs loose, the
desks know what looking at everything tells, and an export is the whole of it.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import AnnottyError, ChangedSince, NothingToUndo
from store.formats import jsonl
from store.library import Library
from store.model import Deed
from tests.conftest import CountingClock, CountingIds, tables_of, with_library
from tests.store.acts import Act, Hand, acts, begun, morning
from tests.store.formats.libraries import exported, library_of
from tests.store.formats.test_jsonl_round_trip import accepted
from tests.store.merged import contents, faults
from tests.store.recounting import claims_counted, entities_counted

Tables = dict[str, list[tuple[object, ...]]]
HISTORY = ("change", "change_row")
DERIVED = ("known", "told", "said", "unsettled", "stale", "indexed", "setting", "sketched", "band")
"""Tables that are made from the others, some of them later."""
WALKS = ("undo", "redo", "back_and_forth")
NEVER_REFUSED = ("delete", "unrelate", "set_states", "delete_articles", "restore_articles", "unlabel")


@cache
def beginning() -> tuple[bytes, list[str]]:
    """The file of a library with three articles, and these."""
    with TemporaryDirectory() as folder:
        path = with_library(Path(folder) / "l.db")
        with Library(path, clock=CountingClock(), ids=CountingIds()) as library:
            articles = begun(library)
            library.catch_up()
        return path.read_bytes(), articles


@contextmanager
def hand() -> Iterator[Hand]:
    """A person at a library that is gone afterwards."""
    raw, articles = beginning()
    clock, ids = CountingClock(), CountingIds()
    for _ in range(100):
        clock(), ids()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "l.db"
        path.write_bytes(raw)
        with Library(path, annotator="reader", clock=clock, ids=ids) as library:
            yield Hand(library, articles)


def everything(library: Library) -> Tables:
    """Every row but those of the indexes of words."""
    return {name: rows for name, rows in tables_of(library).items() if not name.startswith(("search", "saying"))}


def kept(tables: Tables) -> Tables:
    """Every row but those of the history, and those that are made from others; where an article stands among those of its
    minute is made from others too.
    """
    rows = {name: rows for name, rows in tables.items() if name not in (*HISTORY, *DERIVED)}
    return rows | {"listed": sorted((row[1:] for row in rows["listed"]), key=repr)}


def state_of(library: Library) -> tuple[Tables, list[str]]:
    return kept(everything(library)), exported(library, articles=True)


def do(person: Hand, act: Act) -> None:
    """Do it, take it back and do it again; where it is refused it is so in words, and nothing is changed."""
    library = person.library
    before = everything(library)
    try:
        person.do(act)
    except AnnottyError as error:
        assert len(str(error).split()) >= 4
        assert "constraint" not in str(error).lower()
        assert act[0] not in NEVER_REFUSED
        assert act[0] not in WALKS or isinstance(error, NothingToUndo), "a person alone is in nobody's way"
        assert everything(library) == before
        return
    if act[0] == "settle":
        holds(person)
    elif act[0] not in WALKS:
        after = everything(library)
        if after["change"] != before["change"]:
            library.undo()
            assert kept(everything(library)) == kept(before)
            library.redo()
            assert kept(everything(library)) == kept(after)
        else:
            assert kept(after) == kept(before)


def holds(person: Hand) -> None:
    """Nothing hangs loose, and once they are settled the desks know what looking at everything tells."""
    library = person.library
    assert faults(library.path) == []
    assert loose(library.path) == []
    assert library.settle() == 0 == library.unsettled()
    for found, right in (entities_counted(library, person.articles), claims_counted(library)):
        assert found == right
    library.catch_up(10**6)
    assert library.faults() == []


LOOSE = {
    "alias": "entity NOT IN (SELECT id FROM entity)",
    "part": "annotation NOT IN (SELECT id FROM annotation)",
    "claim": "annotation NOT IN (SELECT id FROM annotation)",
    "attribution": "claim NOT IN (SELECT annotation FROM claim) OR entity IN"
    " (SELECT id FROM entity WHERE merged_into IS NOT NULL)",
    "annotation": "id NOT IN (SELECT annotation FROM part) OR entity IN"
    " (SELECT id FROM entity WHERE merged_into IS NOT NULL) OR tag NOT IN (SELECT name FROM tag)"
    " OR (SELECT layer FROM tag WHERE name = tag) = 'claim' <> (id IN (SELECT annotation FROM claim))",
    "relation": "origin NOT IN (SELECT annotation FROM claim) OR target NOT IN (SELECT annotation FROM claim)",
    "entity": "tag NOT IN (SELECT name FROM tag WHERE layer = 'entity') OR merged_into NOT IN (SELECT id FROM entity)",
    "tag": "parent NOT IN (SELECT name FROM tag)",
}


def loose(path: Path) -> list[object]:
    """Rows that belong to others that are not there, or not what they should be."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            (table, *row)
            for table, where in LOOSE.items()
            for row in connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall()
        ]


days = st.lists(acts, max_size=22)


def walk(library: Library, deed: Deed, most: int | None = None) -> int:
    """Undo, or redo, so many steps or all there are; how many that were."""
    for done in itertools.count():
        if done == most:
            return done
        try:
            library.undo() if deed is Deed.UNDO else library.redo()
        except NothingToUndo:
            return done
    raise AssertionError


@settings(max_examples=15)
@given(day=days, is_new=st.booleans())
def test_whatever_is_done_is_undone_and_redone_and_nothing_hangs_loose(day: list[Act], is_new: bool) -> None:
    with hand() as person:
        library = person.library
        start = state_of(library)
        if not is_new:
            morning(library, person.articles)
        for act in day:
            do(person, act)
        holds(person)
        here = state_of(library)
        ahead = walk(library, Deed.REDO)
        walk(library, Deed.UNDO, ahead)
        assert state_of(library) == here
        steps = walk(library, Deed.UNDO)
        assert state_of(library) == start
        holds(person)
        assert walk(library, Deed.REDO, steps) == steps
        assert state_of(library) == here
        holds(person)


@settings(max_examples=10)
@given(
    day=st.lists(st.tuples(st.sampled_from(["reader", "other"]), acts), min_size=5, max_size=30), purge=st.booleans()
)
def test_whatever_two_people_do_and_take_back_nothing_hangs_loose(day: list[tuple[str, Act]], purge: bool) -> None:
    with hand() as person:
        library = person.library
        morning(library, person.articles)
        for who, act in day:
            with library.acting_as(who), suppress(AnnottyError):
                person.do(act)
        holds(person)
        if purge:
            library.purge()
            person.articles = list(library.article_ids())
            holds(person)
        for deed in (Deed.UNDO, Deed.REDO, Deed.UNDO):
            left = ["reader", "other"]
            while left:
                with library.acting_as(left[0]):
                    try:
                        library.undo() if deed is Deed.UNDO else library.redo()
                    except ChangedSince:  # the next one passes it over
                        continue
                    except NothingToUndo:
                        left = left[1:]
                    else:
                        left = left[::-1]
            holds(person)


@settings(max_examples=12)
@given(day=days, is_new=st.booleans(), until=st.integers(0, 22))
def test_an_export_is_the_whole_library_and_what_is_here_already_changes_nothing(
    day: list[Act], is_new: bool, until: int
) -> None:
    with hand() as person:
        library = person.library
        if not is_new:
            morning(library, person.articles)
        older = library.path.with_name("older.db")
        for number, act in enumerate(day):
            if number == until:
                copy(library, older)
            try:
                person.do(act)
            except AnnottyError:
                continue
        lines = exported(library, articles=True)
        with library_of(lines) as other:
            assert exported(other, articles=True) == lines
            assert exported(other) == exported(library)
            assert (other.tags(), other.entities()) == (library.tags(), library.entities())
            for article in library.article_ids():
                assert accepted(other, article) == accepted(library, article)
            before = everything(other)
            other.receive(jsonl.read(lines, "again.jsonl"))
            assert everything(other) == before
            assert faults(other.path) == loose(other.path) == []
        copy(library, library.path.with_name("copy.db"))
        before = everything(library)
        for name in ("copy.db", "older.db"):
            if library.path.with_name(name).exists():
                assert library.merge(library.path.with_name(name)).is_nothing
                assert everything(library) == before
        if older.exists():
            with Library(older, annotator="merger") as other:
                other.merge(library.path)
            assert contents(older) == contents(library.path)
            assert faults(older) == loose(older) == []
        was = kept(everything(library))
        library.receive(jsonl.read(lines, "own.jsonl"))
        assert kept(everything(library)) == was


def copy(library: Library, path: Path) -> None:
    library.settle()
    with closing(sqlite3.connect(library.path)) as connection, closing(sqlite3.connect(path)) as other:
        connection.backup(other)
