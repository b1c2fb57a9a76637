from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.recording import KEYS
from store.document import Document
from store.errors import ChangedSince, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Article,
    Bound,
    Claim,
    Cleaned,
    Draft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RawItem,
    RelationKind,
    Role,
    State,
)
from store.text import words
from tests.conftest import TEXT, CountingClock, CountingIds, MakeArticle, OpenLibrary, span_of, tables_of

Tables = dict[str, list[tuple[object, ...]]]
WORDS = tuple(words(TEXT))


def followed(library: Library) -> Tables:
    """What stands in the tables that the history follows."""
    return {name: rows for name, rows in tables_of(library).items() if name in KEYS}


def draft(kind: int, word: int, known: str | None = None) -> Draft:
    """A mark on one word of TEXT, of one of six sorts."""
    span = WORDS[word % len(WORDS)]
    mention = (PartDraft(Role.MENTION, span),)
    name = NewEntity(span.of(TEXT), "PERSON", (Alias("the one", weak=True), Alias("another")))
    if kind == 0:
        return Draft("HIGHLIGHT", mention, note=f"note {word}")
    if kind == 1:
        return Draft("PERSON", mention, entity=name)
    if kind == 2:
        return Draft("PLACE", mention, entity=known)
    other = WORDS[(word + 3) % len(WORDS)]
    if kind == 3:
        return Draft("CLAIM", (PartDraft(Role.CONTENT, span),))
    parts = (PartDraft(Role.CONTENT, span), PartDraft(Role.CONTENT, other), PartDraft(Role.CUE, WORDS[0], 0))
    claim = Claim("gist", quantity=word / 2 if kind == 4 else word, bound=Bound.AT_MOST, unit="boats")
    return Draft("CLAIM", parts, claim=claim, chain=(LinkDraft(known or name), LinkDraft(label="someone")))


def rows_told(library: Library) -> dict[tuple[str, ...], dict[str, object]]:
    """Every row as the history tells it, from its first step to its last; each image is what stood there before."""
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for _, _, name, before, after in sorted(tables_of(library)["change_row"], key=lambda row: row[:2]):
        image = json.loads(str(after if after is not None else before))
        key = (str(name), *(str(image[column]) for column in KEYS[str(name)]))
        if name != "article" or key in rows:  # articles arrive untold: their first image shows them as they came
            assert rows.get(key) == (json.loads(str(before)) if before is not None else None)
        if after is None:
            del rows[key]
        else:
            rows[key] = image
    return rows


def assert_the_history_agrees(library: Library) -> None:
    told = rows_told(library)
    present = followed(library)
    for name, rows in present.items():
        seen = sorted((tuple(row.values()) for (table, *_), row in told.items() if table == name), key=repr)
        assert [row for row in rows if name != "article" or row in seen] == seen


# --- walking back and forth ------------------------------------------------------------------------------------------


def test_undo_takes_back_and_redo_does_again(library: Library, article: MakeArticle) -> None:
    home = article()
    start = followed(library)
    made = library.annotate(home.id, draft(4, 2))
    end = followed(library)
    change = library.undo()
    assert (change.action, change.summary, change.article) == ("undo", "claim by someone", home.id)
    assert followed(library) == start
    change = library.redo()
    assert (change.action, change.summary, change.article) == ("redo", "claim by someone", home.id)
    assert followed(library) == end
    assert library.annotation(made.id) == made


def test_each_step_back_is_a_step_of_the_history_too(library: Library, article: MakeArticle) -> None:
    home = article()
    library.annotate(home.id, draft(0, 2))
    library.undo()
    library.redo()
    steps = list(library.changes())[::-1]
    assert [change.action for change in steps] == ["add", "annotate", "undo", "redo"]
    assert [change.undoes for change in steps] == [None, None, steps[1].id, steps[2].id]
    assert list(library.changes(home.id)) == steps[::-1]
    assert list(library.changes("elsewhere")) == []


def test_undo_goes_across_articles_and_says_which(library: Library, article: MakeArticle) -> None:
    one, two = article(), article()
    library.annotate(one.id, draft(0, 1))
    library.set_state(two.id, State.DONE)
    library.annotate(two.id, draft(0, 2))
    assert [library.undo().article for _ in range(3)] == [two.id, two.id, one.id]
    assert library.article(two.id).state is State.NEW
    assert [library.redo().article for _ in range(3)] == [one.id, two.id, two.id]


def test_there_is_an_end_to_both_ways(library: Library, article: MakeArticle) -> None:
    home = article()
    for walk in (library.undo, library.redo):  # adding an article is no step to take back
        with pytest.raises(NothingToUndo, match=r"there is nothing to"):
            walk()
    library.annotate(home.id, draft(0, 1))
    library.undo()
    with pytest.raises(NothingToUndo):
        library.undo()
    library.redo()
    with pytest.raises(NothingToUndo):
        library.redo()


def test_a_new_step_ends_what_could_be_done_again(library: Library, article: MakeArticle) -> None:
    home = article()
    library.annotate(home.id, draft(0, 1))
    library.undo()
    library.annotate(home.id, draft(0, 2))
    with pytest.raises(NothingToUndo):
        library.redo()
    library.undo()
    with pytest.raises(NothingToUndo):
        library.undo()


def test_what_changes_nothing_is_no_step(library: Library, article: MakeArticle) -> None:
    home = article()
    library.set_state(home.id, State.DONE)
    library.set_state(home.id, State.DONE)
    assert [change.action for change in library.changes()] == ["state", "add"]


# --- several annotators ------------------------------------------------------------------------------------------------


@pytest.fixture
def both(open_library: OpenLibrary, article: MakeArticle) -> tuple[Library, Library, Article]:
    return open_library(annotator="Ann"), open_library(annotator="Bo"), article()


def test_everyone_takes_back_their_own_steps(both: tuple[Library, Library, Article]) -> None:
    ann, bo, home = both
    first, second = ann.annotate(home.id, draft(0, 1)), bo.annotate(home.id, draft(0, 2))
    ann.undo()
    assert ann.annotations(home.id) == (second,)
    with pytest.raises(NothingToUndo):
        ann.undo()
    bo.undo()
    ann.redo()
    assert bo.annotations(home.id) == (first,)


def _revise(bo: Library, made: Annotation) -> object:
    return bo.revise(made.id, draft(0, 7))


def _delete(bo: Library, made: Annotation) -> object:
    return bo.delete_annotation(made.id)


def _relate(bo: Library, made: Annotation) -> object:
    return bo.relate(bo.annotate(made.article, draft(3, 9)).id, made.id, RelationKind.UPDATES)


def _name_the_same(bo: Library, made: Annotation) -> object:
    assert made.claim is not None
    return bo.annotate(made.article, draft(2, 5, made.claim.chain[0].entity))


@pytest.mark.parametrize("meddle", [_revise, _delete, _relate, _name_the_same])
def test_what_somebody_else_built_on_is_not_taken_back(
    both: tuple[Library, Library, Article], meddle: Callable[[Library, Annotation], object]
) -> None:
    ann, bo, home = both
    made = ann.annotate(home.id, draft(4, 1))
    meddle(bo, made)
    before = tables_of(ann)
    with pytest.raises(ChangedSince, match=r"no undo of “claim by someone”: .* changed since; nothing was changed"):
        ann.undo()
    assert tables_of(ann) == before
    while meddle is _relate and any(a.annotator == "Bo" for a in bo.annotations(home.id)):
        bo.undo()
    if meddle is not _relate:
        bo.undo()
    ann.undo()
    assert ann.annotations(home.id) == ()


def test_a_relation_made_anew_by_somebody_else_is_not_done_again(both: tuple[Library, Library, Article]) -> None:
    ann, bo, home = both
    one, two = bo.annotate(home.id, draft(3, 1)), bo.annotate(home.id, draft(3, 2))
    ann.relate(one.id, two.id, RelationKind.SUPPORTS)
    ann.undo()
    bo.relate(one.id, two.id, RelationKind.SUPPORTS)
    with pytest.raises(ChangedSince, match=r"no redo of"):
        ann.redo()


# --- whatever is done ------------------------------------------------------------------------------------------------

NUMBER = st.integers(0, 30)
STEP = st.one_of(
    st.tuples(st.just("annotate"), st.integers(0, 5), NUMBER),
    st.tuples(st.just("annotate"), st.just(4), NUMBER),
    st.tuples(st.just("revise"), st.integers(0, 5), NUMBER),
    st.tuples(st.just("delete"), st.just(0), NUMBER),
    st.tuples(st.just("relate"), NUMBER, NUMBER),
    st.tuples(st.just("state"), st.integers(0, 2), NUMBER),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("redo"), st.just(0), st.just(0)),
    st.tuples(st.just("reopen"), st.just(0), st.just(0)),
)


@pytest.fixture(scope="module")
def two_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file with two articles, to be copied."""
    path = tmp_path_factory.mktemp("history") / "library.db"
    with Library(path) as library:
        for raw in (b"one", b"two"):
            library.keep(RawItem(raw, "-"), Cleaned(Document(TEXT), Metadata("Ferry"), "text/plain", "utf-8", "t"))
    return path


def do(library: Library, what: str, one: int, two: int) -> None:
    """One step, if there is something to do it to; Refused where a rule would be broken."""
    homes = sorted(library.article_ids())
    home = homes[two % len(homes)]
    marks = [mark for article in homes for mark in library.annotations(article)]
    known = [entity.id for entity in library.entities()]
    entity = known[two % len(known)] if known else None
    if what == "annotate":
        library.annotate(home, draft(one, two, entity))
    elif what == "state":
        library.set_state(home, list(State)[one])
    elif what == "revise" and marks:
        library.revise(marks[two % len(marks)].id, draft(one, two, entity))
    elif what == "delete" and marks:
        library.delete_annotation(marks[two % len(marks)].id)
    elif what == "relate" and marks:
        kind = list(RelationKind)[two % len(RelationKind)]
        library.relate(marks[one % len(marks)].id, marks[two % len(marks)].id, kind)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_undo_and_redo_walk_whatever_was_done(two_articles: Path, steps: list[tuple[str, int, int]]) -> None:
    clock, ids = CountingClock(), CountingIds()
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(two_articles, folder))

        def opened() -> Library:
            return Library(path, annotator="reader", clock=clock, ids=ids)

        library = opened()
        try:
            past: list[Tables] = []
            future: list[Tables] = []
            now = followed(library)
            for what, one, two in steps:
                if what == "reopen":
                    library.close()
                    library = opened()
                elif what in ("undo", "redo"):
                    behind, ahead = (past, future) if what == "undo" else (future, past)
                    walk = library.undo if what == "undo" else library.redo
                    if not behind:
                        with pytest.raises(NothingToUndo):
                            walk()
                        continue
                    walk()
                    ahead.append(now)
                    now = behind.pop()
                else:
                    try:
                        do(library, what, one, two)
                    except Refused:
                        assert followed(library) == now
                    if followed(library) != now:
                        past.append(now)
                        future.clear()
                        now = followed(library)
                assert followed(library) == now
            start, depth = (past or [now])[0], len(past)
            for _ in range(depth):
                library.undo()
            assert followed(library) == start
            with pytest.raises(NothingToUndo):
                library.undo()
            for _ in range(depth):
                library.redo()
            assert followed(library) == now
            assert_the_history_agrees(library)
        finally:
            library.close()


def test_the_history_tells_every_row_that_stands(library: Library, article: MakeArticle) -> None:
    home, other = article(), article()
    one, two = library.annotate(home.id, draft(4, 1)), library.annotate(other.id, draft(3, 2))
    library.relate(one.id, two.id, RelationKind.CONTRADICTS, "the figures differ")
    library.revise(two.id, draft(5, 4))
    library.annotate(home.id, draft(1, 6))
    library.delete_annotation(one.id)
    library.undo()
    library.set_state(home.id, State.DONE)
    assert_the_history_agrees(library)
    assert len(rows_told(library)) == sum(len(rows) for rows in followed(library).values()) - 1  # `other` had no step


def test_a_mark_on_words_that_are_quoted_keeps_them_in_the_history(library: Library, article: MakeArticle) -> None:
    home = article()
    span = span_of(TEXT, "“We will not wait,”")
    library.delete_annotation(library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),))).id)
    removed = [json.loads(str(row[3])) for row in tables_of(library)["change_row"] if row[2] == "part" and row[3]]
    assert [row["exact"] for row in removed] == ["“We will not wait,”"]
