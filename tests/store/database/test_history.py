from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database.recording import KEYS
from store.document import Document
from store.errors import ChangedSince, NotFound, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Article,
    Bound,
    Carried,
    Change,
    Claim,
    Cleaned,
    Deed,
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
        there = rows.get(key)
        if name in ("article", "tag"):  # they arrive untold, and an image may hold no more of them than was changed
            assert before is not None
            assert there is None or all(there.get(each, was) == was for each, was in json.loads(str(before)).items())
        else:
            assert there == (json.loads(str(before)) if before is not None else None)
        if after is None:
            del rows[key]
        else:
            rows[key] = (there or {}) | image
    return rows


def assert_the_history_agrees(library: Library) -> None:
    told = rows_told(library)
    for name, rows in followed(library).items():
        seen = sorted((tuple(row.values()) for (table, *_), row in told.items() if table == name), key=repr)
        assert name in ("article", "tag") or rows == seen
    with closing(sqlite3.connect(library.path)) as connection:
        connection.row_factory = sqlite3.Row
        here = {row["id"]: dict(row) for row in connection.execute("SELECT * FROM article")}
    for (name, identifier, *_), row in told.items():
        assert name != "article" or here[identifier] | row == here[identifier]


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


CHANGED = r"“claim by someone” cannot be taken back: .* changed since; nothing was changed. Undo again goes on"


@pytest.mark.parametrize("meddle", [_revise, _delete, _relate])
def test_what_somebody_else_built_on_is_not_taken_back(
    both: tuple[Library, Library, Article], meddle: Callable[[Library, Annotation], object]
) -> None:
    ann, bo, home = both
    made = ann.annotate(home.id, draft(4, 1))
    meddle(bo, made)
    before = tables_of(ann)
    with pytest.raises(ChangedSince, match=CHANGED):
        ann.undo()
    assert tables_of(ann) == before
    while meddle is _relate and any(a.annotator == "Bo" for a in bo.annotations(home.id)):
        bo.undo()
    if meddle is not _relate:
        bo.undo()
    ann.undo()
    assert ann.annotations(home.id) == ()


@pytest.mark.parametrize("meddle", [_revise, _delete, _relate])
def test_undo_goes_on_past_what_cannot_be_taken_back(
    both: tuple[Library, Library, Article], meddle: Callable[[Library, Annotation], object]
) -> None:
    ann, bo, home = both
    first, made = ann.annotate(home.id, draft(0, 3)), ann.annotate(home.id, draft(4, 1))
    meddle(bo, made)
    start = followed(ann)
    with pytest.raises(ChangedSince, match=CHANGED):
        ann.undo()
    assert ann.undo().summary == f"highlight {first.quote}"
    assert first.id not in {mark.id for mark in ann.annotations(home.id)}
    with pytest.raises(NothingToUndo, match="there is nothing else to undo"):
        ann.undo()
    ann.redo()
    assert followed(ann) == start


def test_what_could_not_be_taken_back_is_told_of_again_after_something_else_was_done(
    both: tuple[Library, Library, Article],
) -> None:
    ann, bo, home = both
    ann.annotate(home.id, draft(0, 3))
    _revise(bo, ann.annotate(home.id, draft(4, 1)))
    for word in (5, 6):
        with pytest.raises(ChangedSince):
            ann.undo()
        ann.annotate(home.id, draft(0, word))
        ann.undo()


def test_an_entity_that_others_took_up_stays_when_its_mark_is_taken_back(
    both: tuple[Library, Library, Article],
) -> None:
    ann, bo, home = both
    earlier, made = ann.annotate(home.id, draft(0, 3)), ann.annotate(home.id, draft(1, 1))
    assert made.entity is not None
    theirs = bo.annotate(home.id, draft(2, 5, made.entity.id))
    ann.undo()
    assert ann.annotations(home.id) == (earlier, theirs)
    assert ann.entities() == (made.entity,)
    ann.undo()
    ann.redo()
    ann.redo()
    assert ann.annotations(home.id) == (earlier, made, theirs)
    assert ann.entities() == (made.entity,)
    bo.undo()
    ann.undo()
    assert ann.entities() == (made.entity,)  # it was taken up once, and harms nobody
    assert_the_history_agrees(ann)


def test_an_entity_that_somebody_took_away_comes_back_with_the_mark_that_names_it(
    both: tuple[Library, Library, Article],
) -> None:
    ann, bo, home = both
    made = ann.annotate(home.id, draft(1, 1))
    assert made.entity is not None
    theirs = bo.annotate(home.id, draft(2, 5, made.entity.id))
    bo.undo()
    ann.undo()
    assert ann.entities() == ()
    bo.redo()
    assert (bo.annotations(home.id), bo.entities()) == ((theirs,), (made.entity,))
    ann.redo()
    assert (bo.annotations(home.id), bo.entities()) == ((made, theirs), (made.entity,))
    bo.undo()
    assert (bo.annotations(home.id), bo.entities()) == ((made,), (made.entity,))
    assert_the_history_agrees(ann)


def test_a_title_that_came_later_does_not_stand_in_the_way_of_a_state(library: Library) -> None:
    """An article that came by name is completed by its file, and that is nobody's change of its state."""
    cleaned = Cleaned(Document(TEXT), Metadata("Near"), "text/plain", "utf-8", "t")
    far = Article(
        *("a-far", Metadata("Far"), State.NEW, "2024-05-04T10:00:00.000Z", "", "0" * 64, "", ""),
        *(hashlib.sha256(b"raw").hexdigest(), None),
    )
    library.receive([Carried(far)])
    library.set_state("a-far", State.DONE)
    library.keep(RawItem(b"raw", "-"), cleaned)
    library.undo()
    assert (library.state("a-far"), library.article("a-far").metadata.title) == (State.NEW, "Near")


def test_a_relation_made_anew_by_somebody_else_is_not_done_again(both: tuple[Library, Library, Article]) -> None:
    ann, bo, home = both
    one, two = bo.annotate(home.id, draft(3, 1)), bo.annotate(home.id, draft(3, 2))
    ann.relate(one.id, two.id, RelationKind.SUPPORTS)
    ann.undo()
    bo.relate(one.id, two.id, RelationKind.SUPPORTS)
    with pytest.raises(ChangedSince, match=r"cannot be done again: .* Redo again goes on to the step before"):
        ann.redo()


def test_a_relation_does_not_come_back_to_what_is_no_claim_by_then(both: tuple[Library, Library, Article]) -> None:
    ann, bo, home = both
    one, two = bo.annotate(home.id, draft(3, 1)), bo.annotate(home.id, draft(3, 2))
    ann.relate(one.id, two.id, RelationKind.SUPPORTS)
    ann.undo()
    bo.revise(two.id, draft(0, 2))
    before = tables_of(ann)
    with pytest.raises(ChangedSince, match="cannot be done again"):
        ann.redo()
    assert tables_of(ann) == before
    bo.undo()
    ann.redo()
    assert [relation.kind for relation in ann.relations(two.id)] == [RelationKind.SUPPORTS]


def test_what_somebody_related_meanwhile_stays_a_claim(both: tuple[Library, Library, Article]) -> None:
    ann, bo, home = both
    made = ann.annotate(home.id, draft(0, 1))
    ann.revise(made.id, draft(3, 1))
    bo.relate(made.id, bo.annotate(home.id, draft(3, 2)).id, RelationKind.UPDATES)
    before = tables_of(ann)
    with pytest.raises(ChangedSince, match=CHANGED.replace("claim by someone", "claim .*")):
        ann.undo()
    assert tables_of(ann) == before
    bo.undo()
    ann.undo()
    assert ann.annotation(made.id) == made


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


@settings(max_examples=25, deadline=None)
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


def marks_of(library: Library) -> dict[tuple[str, str], Annotation]:
    """Every mark, by its identifier and when it became what it is."""
    return {(mark.id, mark.updated): mark for home in library.article_ids() for mark in library.annotations(home)}


def without_relations_of_others(marks: Iterable[Annotation], who: str) -> list[Annotation]:
    return [replace(mark, relations=tuple(r for r in mark.relations if r.annotator == who)) for mark in marks]


def walk_to_the_end(walk: Callable[[], Change], most: int) -> int:
    """Undo or redo until there is nothing more; how many steps that were. Each that is impossible is told of once."""
    steps, told = 0, 0
    for _ in range(most):
        try:
            walk()
            steps += 1
        except ChangedSince:
            told += 1
        except NothingToUndo:
            return steps
    raise AssertionError(f"it never ends: {steps} steps, {told} that could not be reverted")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), STEP), min_size=4, max_size=20))
def test_two_annotators_never_stand_in_one_anothers_way_nor_undo_what_the_other_did(
    two_articles: Path, steps: list[tuple[bool, tuple[str, int, int]]]
) -> None:
    clock, ids = CountingClock(), CountingIds()
    with TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(shutil.copy(two_articles, folder))
        ann, bo = (stack.enter_context(Library(path, annotator=who, clock=clock, ids=ids)) for who in ("Ann", "Bo"))
        made_by: dict[tuple[str, str], str] = {}
        reshaped: set[tuple[str, str]] = set()
        for is_ann, (what, one, two) in steps:
            library, other = (ann, bo) if is_ann else (bo, ann)
            before = marks_of(library)
            theirs = [mark for key, mark in before.items() if made_by[key] == other.annotator]
            if what == "redo":  # it may change again what this one changed knowingly
                theirs = [mark for mark in theirs if (library.annotator, mark.id) not in reshaped]
            with suppress(Refused, NothingToUndo):  # ChangedSince is one
                if what == "undo":
                    library.undo()
                elif what == "redo":
                    library.redo()
                else:
                    do(library, what, one, two)
            if what in ("undo", "redo"):
                after = marks_of(library)
                left = [after[mark.id, mark.updated] for mark in theirs if (mark.id, mark.updated) in after]
                assert without_relations_of_others(left, other.annotator) == without_relations_of_others(
                    theirs, other.annotator
                )
            else:
                reshaped |= {
                    (library.annotator, identifier) for identifier, _ in before.keys() - marks_of(library).keys()
                }
            for key in marks_of(library).keys() - made_by.keys():
                made_by[key] = library.annotator
        most = 2 * len(tables_of(ann)["change"]) + 2
        for library in (ann, bo):
            now = followed(library)
            done = walk_to_the_end(library.undo, most)
            assert walk_to_the_end(library.redo, most) >= done
            if not any(what in ("undo", "redo") for _, (what, *_) in steps):
                assert followed(library) == now
            walk_to_the_end(library.undo, most)
        assert_the_history_agrees(ann)


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
    told = {name: rows for name, rows in followed(library).items() if name != "tag"}  # nobody changed one
    assert len(rows_told(library)) == sum(map(len, told.values())) - 1  # `other` had no step


def test_a_mark_on_words_that_are_quoted_keeps_them_in_the_history(library: Library, article: MakeArticle) -> None:
    home = article()
    span = span_of(TEXT, "“We will not wait,”")
    library.delete_annotation(library.annotate(home.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),))).id)
    removed = [json.loads(str(row[3])) for row in tables_of(library)["change_row"] if row[2] == "part" and row[3]]
    assert [row["exact"] for row in removed] == ["“We will not wait,”"]


def test_an_undo_and_a_redo_name_the_step_they_are_about_and_its_marks(library: Library, article: MakeArticle) -> None:
    one = article()
    made = library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "winter")),)))
    library.delete_annotation(made.id)
    for walk, deed in (
        (library.undo, Deed.DELETE),
        (library.redo, Deed.DELETE),
        (library.undo, Deed.DELETE),
        (library.undo, Deed.ANNOTATE),
        (library.redo, Deed.ANNOTATE),
    ):
        step, marks, _ = library.origin(walk())
        assert (step.action, marks, step.undoes) == (deed, (made.id,), None)
    library.set_state(one.id, State.DONE)
    assert library.origin(next(library.changes())) == (next(library.changes()), (), ())
    with pytest.raises(NotFound):
        library.origin(replace(next(library.changes()), id="none"))


def on_words(words: str) -> Draft:
    return Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, words)),))


def test_a_step_tells_what_of_a_mark_it_changed(library: Library, article: MakeArticle) -> None:
    home = article()
    made = library.annotate(home.id, on_words("ferry"))
    noted = library.revise(made.id, replace(on_words("ferry"), note="odd"))
    library.revise(noted.id, replace(on_words("12 lost boats"), note="odd"))
    library.revise(noted.id, replace(on_words("12 lost boats"), note=""))
    told = [library.origin(library.undo()).changed for _ in range(4)]
    assert told == [("note",), ("words",), ("note",), ("words",)]
    assert library.origin(library.redo()).annotations == (made.id,)
