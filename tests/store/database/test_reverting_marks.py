"""Steps of many marks, taken back and done again some rows at a time."""

from __future__ import annotations

import pytest

from store.database import reverting_marks
from store.database.recording import recording
from store.database.reverting import revert
from store.errors import ChangedSince
from store.library import Library
from store.model import Change, Deed, EntityDraft, NewEntity
from store.occurring import Names, Occurrence
from tests.conftest import MakeArticle, OpenLibrary, tables_of
from tests.store.database.test_history import followed

TEXT = "A levee\n\nAnna Vale met the crew. Vale left, and Vale came back; nobody but Vale saw Vale go."


@pytest.fixture(params=[1, 2, 7, 1000])
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reverting_marks, "_AT_ONCE", request.param)


def places(library: Library) -> list[Occurrence]:
    return [each for looked in library.occurrences(Names(["Vale"])) for each in looked.found]


@pytest.mark.usefixtures("at_once")
def test_many_marks_go_and_come_back_whole(library: Library, article: MakeArticle) -> None:
    for _ in range(2):
        article(TEXT)
    states = [followed(library)]
    library.spread(places(library), "PERSON", NewEntity("Vale", "PERSON"))
    states.append(followed(library))
    (vale,) = library.entities()
    other = library.add_entity(EntityDraft("Anna Vale", "PERSON"))
    states.append(followed(library))
    library.unite(other.id, vale.id)
    states.append(followed(library))
    assert len(states[-1]["annotation"]) == 10
    for _ in range(2):
        for state in reversed(states[:-1]):
            library.undo()
            assert followed(library) == state
        for state in states[1:]:
            library.redo()
            assert followed(library) == state


@pytest.mark.usefixtures("at_once")
def test_many_marks_stay_where_one_of_them_was_changed_since(
    library: Library, article: MakeArticle, open_library: OpenLibrary
) -> None:
    on = article(TEXT)
    library.spread(places(library), "PERSON", NewEntity("Vale", "PERSON"))
    theirs = open_library(annotator="other")
    mark = sorted(theirs.annotations(on.id), key=lambda each: each.start)[2]
    theirs.delete_annotation(mark.id)
    before = tables_of(library)
    with pytest.raises(ChangedSince, match="cannot be taken back"):
        library.undo()
    assert tables_of(library) == before
    theirs.undo()
    library.undo()
    assert library.annotations(on.id) == ()


@pytest.mark.usefixtures("at_once")
def test_a_row_that_a_step_touched_twice_goes_back_in_two_steps(library: Library, article: MakeArticle) -> None:
    article(TEXT)
    library.spread(places(library), "PERSON", NewEntity("Vale", "PERSON"))
    before = followed(library)
    with recording(library._connection) as action:
        for row in action.rows("annotation"):
            action.update("annotation", row, note="once")
            action.update("annotation", row | {"note": "once"}, note="twice", tag="PLACE")
        action.tell(Change("step", "2026-11-22T09:00:00.000Z", "reader", Deed.REVISE, "twice", None, None))
    (number,) = library._connection.execute("SELECT max(number) FROM change").fetchone()
    with recording(library._connection) as action:
        revert(library._connection, action, number)
    assert followed(library) == before


@pytest.mark.parametrize("score", [0.1 + 0.2, 1.0, 1e-9, None])
def test_a_score_comes_back_with_all_its_digits(library: Library, article: MakeArticle, score: float | None) -> None:
    article(TEXT)
    library.spread(places(library), "PERSON", NewEntity("Vale", "PERSON"))
    library._connection.execute("UPDATE annotation SET score = ?", [score])
    (vale,) = library.entities()
    other = library.add_entity(EntityDraft("Anna Vale", "PERSON"))
    before = followed(library)
    library.unite(other.id, vale.id)
    library.undo()
    assert followed(library) == before
    told = library._connection.execute(
        "SELECT json_extract(before, '$.score') FROM change_row WHERE name = 'annotation'"
    )
    assert {row[0] for row in told} == {None, score}
