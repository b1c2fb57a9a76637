from __future__ import annotations

import json

import pytest

from store.document import Document
from store.errors import ChangedSince, NotFound, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Cleaned,
    Deed,
    Draft,
    Metadata,
    NewEntity,
    Order,
    Outcome,
    PartDraft,
    Queue,
    RawItem,
    Role,
    Sort,
    State,
)
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.looking import mention_counts

STORY = " ".join(f"The harbour master counted boat number {number} on the quay this morning." for number in range(9))


def summaries(library: Library) -> list[str]:
    return [change.summary for change in library.changes()]


def shown(library: Library) -> list[str]:
    return sorted(row.id for row in library.articles())


# --- states ----------------------------------------------------------------------------------------------------------


def test_the_states_of_several_articles_are_one_step(library: Library, article: MakeArticle) -> None:
    homes = [article().id for _ in range(3)]
    library.set_state(homes[0], State.DONE)
    library.set_states(homes, State.DONE)
    assert [library.state(each) for each in homes] == [State.DONE] * 3
    assert summaries(library)[:2] == ["done: 2 articles", f"done: “{library.title(homes[0])}”"]
    library.undo()
    assert [library.state(each) for each in homes] == [State.DONE, State.NEW, State.NEW]
    library.redo()
    assert [library.state(each) for each in homes] == [State.DONE] * 3


def test_the_history_of_a_state_holds_no_more_of_an_article_than_that(library: Library, article: MakeArticle) -> None:
    homes = [article().id for _ in range(2)]
    library.set_states(homes, State.ASIDE)
    library.undo()
    images = [json.loads(str(image)) for row in tables_of(library)["change_row"] for image in row[3:]]
    assert {tuple(image) for image in images} == {("id", "state", "deleted")}


def test_nothing_is_done_where_one_of_them_is_not_here(library: Library, article: MakeArticle) -> None:
    home = article().id
    for do in (library.delete_articles, library.restore_articles):
        with pytest.raises(NotFound, match="there is no article nowhere"):
            do([home, "nowhere"])
    with pytest.raises(NotFound):
        library.label([home, "nowhere"], "ferries")
    assert (library.state(home), library.labels()) == (State.NEW, {})


def test_of_several_states_those_that_were_changed_since_stay(open_library: OpenLibrary, article: MakeArticle) -> None:
    ann, bo = open_library(annotator="Ann"), open_library(annotator="Bo")
    one, two = article().id, article().id
    ann.set_states([one, two], State.DONE)
    bo.set_state(two, State.ASIDE)
    ann.undo()
    assert (ann.state(one), ann.state(two)) == (State.NEW, State.ASIDE)


# --- labels ----------------------------------------------------------------------------------------------------------


def test_labels_are_counted_and_shown(library: Library, article: MakeArticle) -> None:
    one, two, three = (article().id for _ in range(3))
    library.label([one, two], " ferries ")
    library.label([two, three], "Boats")
    library.label([one, two, three], "ferries")
    assert list(library.labels().items()) == [("Boats", 2), ("ferries", 3)]
    assert {row.id: row.labels for row in library.articles()} == {
        one: ("ferries",),
        two: ("Boats", "ferries"),
        three: ("Boats", "ferries"),
    }
    title = library.title(three)
    assert summaries(library)[:3] == [
        f"labelled “{title}” “ferries”",
        "labelled 2 articles “Boats”",
        "labelled 2 articles “ferries”",
    ]
    assert [change.action for change in library.changes()][:3] == [Deed.LABEL] * 3


def test_labels_come_and_go_by_undo(library: Library, article: MakeArticle) -> None:
    one, two = article().id, article().id
    library.label([one, two], "ferries")
    library.unlabel([one], "ferries")
    assert summaries(library)[0] == f"took “ferries” from “{library.title(one)}”"
    assert library.labels() == {"ferries": 1}
    library.undo()
    assert library.labels() == {"ferries": 2}
    library.undo()
    assert library.labels() == {}
    library.redo()
    library.redo()
    assert library.labels() == {"ferries": 1}


def test_labels_that_somebody_took_away_since_stand_in_no_ones_way(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    ann, bo = open_library(annotator="Ann"), open_library(annotator="Bo")
    one, two = article().id, article().id
    ann.label([one, two], "ferries")
    bo.unlabel([two], "ferries")
    ann.undo()
    assert ann.labels() == {}
    bo.label([one], "ferries")
    bo.unlabel([one], "ferries")
    ann.label([one], "ferries")
    with pytest.raises(ChangedSince):
        bo.undo()


def test_a_label_needs_a_name(library: Library, article: MakeArticle) -> None:
    with pytest.raises(Refused, match="a label needs a name"):
        library.label([article().id], " \n")


# --- deletion --------------------------------------------------------------------------------------------------------


def mark(library: Library, home: str) -> str:
    words = span_of(TEXT, "Ilse Maar")
    draft = Draft("PERSON", (PartDraft(Role.MENTION, words),), NewEntity("Ilse Maar", "PERSON"))
    return library.annotate(home, draft).id


def test_a_deleted_article_is_in_no_list_and_no_count(library: Library, article: MakeArticle) -> None:
    one, two = article().id, article(metadata=Metadata("Gone", url="https://gazette.example/gone")).id
    made = mark(library, two)
    library.label([one, two], "ferries")
    library.delete_articles([two])
    assert summaries(library)[0] == "deleted: “Gone”"
    assert shown(library) == list(library.article_ids()) == [one]
    assert library.article_at("https://gazette.example/gone") is None
    assert (library.labels(), mention_counts(library)) == ({"ferries": 1}, {})
    stats = library.stats()
    assert (stats.articles, stats.deleted, stats.annotations.total, stats.tags) == (1, 1, 0, {})
    assert stats.words == len(TEXT.split())
    assert library.article(two).state is State.DELETED
    assert [each.id for each in library.annotations(two)] == [made]


def test_a_deleted_article_comes_back_as_it_was(library: Library, article: MakeArticle) -> None:
    one, two = article().id, article().id
    made = mark(library, two)
    library.set_state(two, State.ASIDE)
    start = tables_of(library)
    library.delete_articles([one, two])
    assert summaries(library)[0] == "deleted 2 articles"
    library.undo()
    assert shown(library) == [one, two]
    library.redo()
    assert shown(library) == []
    library.restore_articles([two, one])
    assert summaries(library)[0] == "brought back 2 articles"
    now = tables_of(library)
    assert {name for name in now if now[name] != start[name]} == {"change", "change_row"}
    assert (library.state(two), library.annotation(made).article) == (State.ASIDE, two)


def test_another_state_brings_a_deleted_article_back(library: Library, article: MakeArticle) -> None:
    home = article().id
    library.set_states([home], State.DELETED)
    library.set_states([home], State.DELETED)
    library.set_states([home], State.DONE)
    assert (library.state(home), shown(library)) == (State.DONE, [home])
    library.undo()
    assert library.state(home) is State.DELETED
    library.undo()
    assert library.state(home) is State.NEW
    with pytest.raises(NothingToUndo):
        library.undo()


def test_where_the_first_of_a_story_is_deleted_another_takes_its_place(library: Library, article: MakeArticle) -> None:
    first, second, third = (article(f"{name}\n\n{STORY}").id for name in ("Early", "Later", "Last"))
    assert {row.id: row.alike for row in library.articles()} == {first: None, second: first, third: first}
    start = tables_of(library)["band"]
    library.delete_articles([first])
    assert {row.id: row.alike for row in library.articles()} == {second: None, third: second}
    assert library.article(first).alike == ()
    fourth = article(f"Very last\n\n{STORY}").id
    assert library.article(fourth).alike == (second, third)
    library.delete_articles([second, third])
    assert library.article(fourth).alike == ()
    library.restore_articles([first, second, third])
    assert {row.id: row.alike for row in library.articles()} == {
        first: None,
        second: first,
        third: first,
        fourth: first,
    }
    assert set(start) < set(tables_of(library)["band"])


def test_the_bytes_of_a_deleted_article_leave_it_deleted_and_say_so(library: Library, article: MakeArticle) -> None:
    home = article(raw=b"kept").id
    library.delete_articles([home])
    cleaned = Cleaned(Document(TEXT), Metadata("Ferry"), "text/plain", "utf-8", "t")
    assert library.keep(RawItem(b"kept", "-"), cleaned).outcome is Outcome.DELETED
    assert library.state(home) is State.DELETED
    library.undo()
    assert library.keep(RawItem(b"kept", "-"), cleaned).outcome is Outcome.KNOWN


# --- queues ----------------------------------------------------------------------------------------------------------


def test_queues_are_kept_replaced_and_dropped(library: Library) -> None:
    first = Queue("This week", "state:new  ferry", Order(Sort.OUTLET, turned=True), "w")
    library.keep_queue(first)
    second = Queue("allies", "label:ally")
    library.keep_queue(second)
    kept = Queue("This week", "state:new ferry", first.order, "w")
    assert library.queues() == (second, kept)
    other = Queue("This week", "state:new", Order(), "t")
    library.keep_queue(other)
    library.drop_queue("allies")
    assert library.queues() == (other,)
    assert summaries(library)[:2] == ["dropped the queue “allies”", "kept the queue “This week”"]
    library.undo()
    library.undo()
    assert library.queues() == (second, kept)
    library.redo()
    assert library.queues() == (second, other)


def test_a_queue_that_cannot_be_is_refused(library: Library) -> None:
    library.keep_queue(Queue("This week", "state:new", key="w"))
    for queue in (Queue(" ", ""), Queue("b", "", key="ww"), Queue("b", "", key=" "), Queue("b", "", key="w")):
        with pytest.raises(Refused):
            library.keep_queue(queue)
    with pytest.raises(NotFound, match="there is no queue “b”"):
        library.drop_queue("b")
    assert [queue.name for queue in library.queues()] == ["This week"]


def test_what_is_done_over_another_connection_in_the_same_hand_is_undone_here(
    library: Library, article: MakeArticle
) -> None:
    made = [article(f"Boats {n}\n\nA word.").id for n in range(3)]
    with library.another() as other:
        assert (other.annotator, other.path) == (library.annotator, library.path)
        other.set_states(made, State.DONE)
    assert library.rows_ahead(redone=False, most=2) == 2
    assert library.rows_ahead(redone=False, most=9) == 3
    assert library.rows_ahead(redone=True, most=9) == 0
    assert library.undo().action is Deed.UNDO
    assert {library.state(each) for each in made} == {State.NEW}
    assert library.rows_ahead(redone=True, most=9) == 3


def test_what_was_told_to_be_impossible_is_passed_over_over_another_connection_too(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    library, colleague = open_library(), open_library(annotator="colleague")
    one = article().id
    library.label([one], "first")
    library.set_state(one, State.DONE)
    colleague.set_state(one, State.ASIDE)
    with pytest.raises(ChangedSince):
        library.undo()
    with library.another() as other:
        other.undo()
    assert library.labels() == {}
