from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta

import pytest

from store.database.purging import Purged
from store.errors import ChangedSince, LibraryError, NothingToUndo
from store.library import Library
from store.model import (
    Claim,
    Draft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RelationKind,
    Role,
    State,
)
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.database.test_history import assert_the_history_agrees

SECRET = "Zyxomma petiolatum"
SECRET_TEXT = f"Glimmerfly at dusk\n\nIn the reeds {SECRET} was seen by Quirin Wolkenstein, says the Moorland Bureau."


def mark(library: Library, home: str, text: str, words: str, name: str | None = None) -> str:
    draft = Draft("PERSON" if name else "HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, words)),))
    if name:
        draft = Draft("PERSON", draft.parts, NewEntity(name, "PERSON"))
    return library.annotate(home, draft).id


def claim(library: Library, home: str, text: str, words: str, entity: str | None = None) -> str:
    parts = (PartDraft(Role.CONTENT, span_of(text, words)),)
    chain = (LinkDraft(entity, label="" if entity else f"who said {words}"),)
    return library.annotate(home, Draft("CLAIM", parts, claim=Claim(f"gist of {words}"), chain=chain)).id


def file_bytes(library: Library) -> Iterator[bytes]:
    for suffix in ("", "-wal"):
        path = library.path.with_name(library.path.name + suffix)
        if path.exists():
            yield path.read_bytes()


def test_no_word_of_a_purged_article_is_left_in_the_file(library: Library, article: MakeArticle) -> None:
    kept = article()
    meta = Metadata(
        "Glimmerfly at dusk", "Ottokar Vielfrass", "Reedland Courier", "https://reedland.example/glimmerfly"
    )
    home = article(SECRET_TEXT, metadata=meta)
    mark(library, home.id, SECRET_TEXT, SECRET)
    mark(library, home.id, SECRET_TEXT, "Quirin Wolkenstein", "Quirin Wolkenstein")
    library.delete_annotation(mark(library, home.id, SECRET_TEXT, "Moorland Bureau"))
    library.undo()
    library.label([home.id, kept.id], "insects")
    library.correct_field(home.id, "title", "Glimmerfly of the reeds")
    library.relate(
        claim(library, kept.id, TEXT, "12 lost boats"),
        claim(library, home.id, SECRET_TEXT, SECRET),
        RelationKind.SUPPORTS,
    )
    library.catch_up()
    library.set_position(library.article(home.id), 9)
    before = [mark.id for mark in library.annotations(kept.id)]
    library.delete_articles([home.id])
    purged = library.purge()
    assert (purged.articles, purged.marks, purged.entities) == (1, 4, 1)
    told = ("zyxomma", "glimmerfly", "wolkenstein", "moorland", "ottokar", "reedland", "glimm", home.id, home.text_id)
    for stored in file_bytes(library):
        low = stored.lower()
        assert [word for word in told if word.encode() in low] == []
    assert list(library.article_ids()) == [kept.id]
    assert [mark.id for mark in library.annotations(kept.id)] == before
    assert library.annotation(before[0]).relations == ()
    assert library.labels() == {"insects": 1}
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM overhaul").fetchone() == (0,)
    assert library.index_faults() == []
    assert_the_history_agrees(library)


def test_purging_tells_in_the_history_and_no_undo_stops_at_it(library: Library, article: MakeArticle) -> None:
    kept, home = article(), article(SECRET_TEXT)
    mark(library, kept.id, TEXT, "winter")
    mark(library, home.id, SECRET_TEXT, SECRET)
    library.set_states([kept.id, home.id], State.DONE)
    library.undo()
    library.redo()
    library.delete_articles([home.id])
    library.undo()
    library.redo()
    library.purge()
    assert [change.summary for change in library.changes()] == [
        "purged 1 article",
        *["done: 2 articles"] * 3,
        "highlight winter",
        f"article “{kept.metadata.title}”",
    ]
    assert library.undo().summary == "done: 2 articles"
    assert library.state(kept.id) is State.NEW
    assert library.undo().summary == "highlight winter"
    with pytest.raises(NothingToUndo):
        library.undo()
    library.redo()
    library.redo()
    assert (library.state(kept.id), len(library.annotations(kept.id))) == (State.DONE, 1)
    assert_the_history_agrees(library)


def test_an_entity_that_others_name_or_that_somebody_wrote_about_stays(library: Library, article: MakeArticle) -> None:
    kept, home = article(), article(SECRET_TEXT)
    mark(library, home.id, SECRET_TEXT, "Quirin Wolkenstein", "Quirin")
    (quirin,) = library.entities()
    claim(library, kept.id, TEXT, "12 lost boats", quirin.id)
    library.delete_articles([home.id])
    assert library.purge().entities == 0
    assert library.entities() == (quirin,)
    assert [change.summary for change in library.changes()][-2] == (
        "what is left of a step in an article that was purged"
    )
    library.undo()
    with suppress(NothingToUndo, ChangedSince):
        library.undo()
    assert_the_history_agrees(library)


def test_only_what_was_deleted_long_enough_ago_goes(library: Library, article: MakeArticle) -> None:
    early, late = article().id, article().id
    library.delete_articles([early])
    for _ in range(90):
        library._clock()  # a second each
    library.delete_articles([late])
    assert library.purgeable(timedelta(seconds=60)).articles == 1
    assert library.purge(timedelta(days=1)) == Purged()
    assert library.purge(timedelta(seconds=60)).articles == 1
    assert [library.purgeable().articles, library.state(late)] == [1, State.DELETED]


def test_a_purge_that_fails_changes_nothing(library: Library, article: MakeArticle) -> None:
    home = article(SECRET_TEXT)
    mark(library, home.id, SECRET_TEXT, SECRET)
    library.delete_articles([home.id])
    with closing(sqlite3.connect(library.path)) as other:
        other.execute("CREATE TRIGGER halt BEFORE DELETE ON source BEGIN SELECT raise(ABORT, 'power cut'); END")
    before = tables_of(library)
    with pytest.raises(Exception, match="power cut"):
        library.purge()
    assert tables_of(library) == before


def test_traces_that_could_not_be_cleared_are_cleared_the_next_time(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    library = open_library()
    home = article(SECRET_TEXT)
    library.delete_articles([home.id])
    with closing(sqlite3.connect(library.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        library._connection.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(LibraryError, match="traces of them are still in the file"):
            library.purge()
        reader.execute("ROLLBACK")
    assert library.purge() == Purged()
    assert not any(b"glimmerfly" in stored.lower() for stored in file_bytes(library))
