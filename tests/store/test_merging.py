from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from store.document import Document
from store.errors import ChangedSince, LibraryError, NothingToUndo, Refused
from store.joining import Merged
from store.library import Library
from store.model import (
    Article,
    Carried,
    Claim,
    Cleaned,
    Draft,
    LinkDraft,
    Metadata,
    NewEntity,
    Order,
    PartDraft,
    Queue,
    RawItem,
    RelationKind,
    Role,
    State,
)
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.merged import contents, faults

Two = tuple[Library, Library, Article]


def on(words: str, tag: str = "HIGHLIGHT", note: str = "") -> Draft:
    return Draft(tag, (PartDraft(Role.MENTION, span_of(TEXT, words)),), note=note)


def person(words: str, name: str) -> Draft:
    return Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, words)),), NewEntity(name, "PERSON"))


def claim(words: str, gist: str = "", *links: LinkDraft) -> Draft:
    return Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, words)),), claim=Claim(gist), chain=links)


@pytest.fixture
def two(open_library: OpenLibrary, article: MakeArticle, library: Library) -> Two:
    """A library and a copy of it, with one article and a mark on it."""
    home = article()
    library.annotate(home.id, on("winter"))
    library.close()
    shutil.copy(library.path, library.path.with_name("copy.db"))
    return open_library(annotator="Ann"), open_library("copy.db", annotator="Bo"), home


def merge_both(ann: Library, bo: Library) -> None:
    """Merge each into the other, from how both were before."""
    before = ann.path.with_name("before.db")
    with closing(sqlite3.connect(ann.path)) as source, closing(sqlite3.connect(before)) as target:
        source.backup(target)
    ann.merge(bo.path)
    bo.merge(before)
    before.unlink()
    assert (faults(ann.path), faults(bo.path)) == ([], [])
    assert contents(ann.path) == contents(bo.path)


# --- what comes -------------------------------------------------------------------------------------------------------


def test_all_that_another_library_has_comes_with_its_history(
    open_library: OpenLibrary, library: Library, article: MakeArticle
) -> None:
    other = open_library("other.db", annotator="Bo")
    here, there = article(), article("Far\n\nA far away harbour.", into=other)
    library.annotate(here.id, on("winter"))
    span = span_of(there.text, "harbour")
    made = other.annotate(there.id, Draft("PLACE", (PartDraft(Role.MENTION, span),), NewEntity("Harbour", "PLACE")))
    other.label([there.id], "far")
    other.set_state(there.id, State.DONE)
    other.set_position(there, 5)
    other.keep_queue(Queue("far ones", "label:far", Order(), "f"))
    steps = len(list(other.changes()))
    before = tables_of(other)
    merged = library.merge(other.path)
    assert merged == Merged(articles=1, steps=steps, marks=1, others=3)
    assert tables_of(other) == before
    assert {row.title for row in library.articles()} == {here.metadata.title, "Far"}
    assert library.annotation(made.id) == made
    assert (library.state(there.id), library.labels(), library.queues()) == (State.DONE, {"far": 1}, other.queues())
    assert library.article(there.id).position == 5
    first, *rest = library.changes()
    assert (first.action, first.summary, first.annotator) == ("merge", "merged other.db: 1 articles, 1 marks", "reader")
    assert [change.annotator for change in rest].count("Bo") == steps
    other.merge(library.path)
    assert contents(library.path) == contents(other.path)
    assert faults(library.path) == []


def test_merging_twice_changes_nothing(two: Two) -> None:
    ann, bo, home = two
    bo.annotate(home.id, person("Ilse Maar", "Ilse Maar"))
    bo.delete_articles([home.id])
    assert not ann.merge(bo.path).is_nothing
    before = tables_of(ann)
    for other in (bo.path, bo.path):
        assert ann.merge(other).is_nothing
        assert tables_of(ann) == before
    bo.merge(ann.path)
    before = tables_of(bo)
    assert bo.merge(ann.path).is_nothing
    assert tables_of(bo) == before


def test_a_copy_brings_nothing(two: Two) -> None:
    ann, bo, _ = two
    before = tables_of(ann)
    assert ann.merge(bo.path) == Merged()
    assert tables_of(ann) == before


# --- the same in both -----------------------------------------------------------------------------------------------


def test_of_each_field_the_later_change_wins(two: Two) -> None:
    ann, bo, home = two
    (mark,) = ann.annotations(home.id)
    bo.revise(mark.id, on("winter", note="said by Bo"))
    ann.revise(mark.id, on("winter", "PLACE"))
    ann.set_state(home.id, State.DONE)
    bo.set_state(home.id, State.ASIDE)
    bo.correct_field(home.id, "byline", "Bo")
    ann.correct_field(home.id, "title", "Ann’s")
    merge_both(ann, bo)
    (mark,) = ann.annotations(home.id)
    assert (mark.note, mark.tag) == ("said by Bo", "PLACE")
    assert ann.state(home.id) is State.ASIDE
    known = ann.article(home.id)
    assert (known.metadata.title, known.metadata.byline) == ("Ann’s", "Bo")
    assert {change.annotator for change in ann.changes(home.id)} == {"reader", "Ann", "Bo"}


def test_where_a_clock_stands_still_or_goes_back_what_was_done_later_wins_all_the_same(two: Two) -> None:
    ann, bo, home = two
    with Library(ann.path, annotator="Ann", clock=lambda: "2024-01-01T00:00:00.000Z") as library:
        for state in (State.DONE, State.ASIDE, State.READING):
            library.set_state(home.id, state)
        times = [change.at for change in library.changes()]
    assert times == sorted(set(times), reverse=True)
    merge_both(ann, bo)
    assert bo.state(home.id) is State.READING
    bo.set_state(home.id, State.DONE)
    merge_both(ann, bo)
    assert ann.state(home.id) is State.DONE


def test_the_words_and_the_chain_of_a_claim_are_each_one_field(two: Two) -> None:
    ann, bo, home = two
    one, other = LinkDraft(label="one"), LinkDraft(label="other")
    made = ann.annotate(home.id, claim("12 lost boats", "gist", one, other))
    bo.merge(ann.path)
    ann.revise(made.id, claim("12 lost boats", "ann’s gist", one))
    bo.revise(made.id, claim("lost boats", "gist", one, other))
    merge_both(ann, bo)
    now = ann.annotation(made.id)
    assert now.claim is not None
    assert (now.quote, now.claim.gist, [link.label for link in now.claim.chain]) == (
        "lost boats",
        "ann’s gist",
        ["one"],
    )


def test_words_of_a_link_that_is_gone_belong_to_none(two: Two) -> None:
    ann, bo, home = two
    one, other = LinkDraft(label="one"), LinkDraft(label="other")
    content, cue = (PartDraft(Role.CONTENT, span_of(TEXT, "boats")), PartDraft(Role.CUE, span_of(TEXT, "counted"), 1))
    made = ann.annotate(home.id, Draft("CLAIM", (content, cue), claim=Claim(), chain=(one, other)))
    bo.merge(ann.path)
    ann.revise(made.id, Draft("CLAIM", (content,), claim=Claim(), chain=(one,)))
    bo.revise(made.id, Draft("CLAIM", (replace(content, span=span_of(TEXT, "lost boats")), cue), chain=(one, other)))
    merge_both(ann, bo)
    now = ann.annotation(made.id)
    assert now.claim is not None
    assert ([part.depth for part in now.parts], len(now.claim.chain)) == ([None, None], 1)


def test_only_a_mention_names_an_entity(two: Two) -> None:
    ann, bo, home = two
    made = ann.annotate(home.id, person("Ilse Maar", "Ilse"))
    bo.merge(ann.path)
    ann.revise(made.id, on("Ilse Maar"))
    bo.revise(made.id, person("Ilse Maar", "Somebody else"))
    merge_both(ann, bo)
    assert (ann.annotation(made.id).tag, ann.annotation(made.id).entity) == ("HIGHLIGHT", None)
    ann.revise(made.id, person("Ilse Maar", "A third"))
    merge_both(ann, bo)
    assert [bo.annotation(made.id).quote, len(bo.entities())] == ["Ilse Maar", 3]


def test_a_mark_that_was_deleted_in_one_and_changed_in_the_other_is_as_it_was_last(two: Two) -> None:
    ann, bo, home = two
    (mark,) = ann.annotations(home.id)
    ann.delete_annotation(mark.id)
    bo.revise(mark.id, on("another winter"))
    merge_both(ann, bo)
    assert [each.quote for each in ann.annotations(home.id)] == ["another winter"]
    bo.revise(mark.id, on("winter"))
    ann.delete_annotation(mark.id)
    merge_both(ann, bo)
    assert ann.annotations(home.id) == ()


def test_a_mark_that_became_a_claim_keeps_words_that_a_claim_can_have(two: Two) -> None:
    ann, bo, home = two
    (mark,) = ann.annotations(home.id)
    ann.revise(mark.id, claim("lost boats", "gist"))
    bo.revise(mark.id, on("another winter", note="later"))
    merge_both(ann, bo)
    now = ann.annotation(mark.id)
    assert (now.tag, now.quote, now.note) == ("CLAIM", "lost boats", "later")


def test_an_entity_that_one_took_away_comes_back_with_the_mark_that_names_it_in_the_other(two: Two) -> None:
    ann, bo, home = two
    ann.annotate(home.id, person("Ilse Maar", "Ilse"))
    (ilse,) = ann.entities()
    bo.merge(ann.path)
    named = bo.annotate(home.id, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "minister")),), ilse.id))
    ann.undo()
    assert ann.entities() == ()
    merge_both(ann, bo)
    assert ann.entities() == (ilse,)
    assert [mark.id for mark in ann.annotations(home.id) if mark.entity] == [named.id]


def test_a_relation_made_in_both_is_one_and_one_without_its_end_waits(two: Two) -> None:
    ann, bo, home = two
    one, other = ann.annotate(home.id, claim("12 lost boats")), ann.annotate(home.id, claim("up to 40"))
    bo.merge(ann.path)
    first = ann.relate(one.id, other.id, RelationKind.UPDATES)
    bo.relate(one.id, other.id, RelationKind.UPDATES)
    kept = bo.relate(one.id, other.id, RelationKind.SUPPORTS)
    merge_both(ann, bo)
    assert {relation.id for relation in ann.relations(one.id)} == {first.id, kept.id}
    ann.delete_annotation(other.id)
    bo.relate(other.id, one.id, RelationKind.SAME_AS)
    merge_both(ann, bo)
    assert ann.relations(one.id) == ()
    ann.undo()
    merge_both(ann, bo)
    assert len(ann.relations(one.id)) == 3


def test_a_key_opens_the_queue_that_was_given_it_last(two: Two) -> None:
    ann, bo, _ = two
    ann.keep_queue(Queue("one", "a", key="q"))
    bo.keep_queue(Queue("two", "b", key="q"))
    ann.keep_queue(Queue("same", "ann", key="a"))
    bo.keep_queue(Queue("same", "bo"))
    merge_both(ann, bo)
    assert {(each.name, each.filter, each.key) for each in ann.queues()} == {
        ("one", "a", None),
        ("two", "b", "q"),
        ("same", "bo", None),
    }


def test_labels_come_and_go_as_was_said_last(two: Two) -> None:
    ann, bo, home = two
    ann.label([home.id], "kept")
    ann.label([home.id], "gone")
    bo.merge(ann.path)
    bo.unlabel([home.id], "gone")
    bo.unlabel([home.id], "kept")
    ann.unlabel([home.id], "kept")
    ann.label([home.id], "kept")
    merge_both(ann, bo)
    assert ann.labels() == {"kept": 1}


def test_undo_goes_by_time_and_not_by_when_a_step_came(two: Two) -> None:
    ann, bo, home = two
    with bo.acting_as("Ann"):
        bo.label([home.id], "on the laptop")
    ann.label([home.id], "at the desk")
    ann.merge(bo.path)
    ann.undo()
    assert ann.labels() == {"on the laptop": 1}
    ann.undo()
    assert ann.labels() == {}
    ann.redo()
    assert ann.labels() == {"on the laptop": 1}


# --- the same bytes under two identifiers ---------------------------------------------------------------------------


@pytest.mark.parametrize("ann_first", [True, False])
def test_the_same_bytes_added_in_both_are_one_article(
    open_library: OpenLibrary, article: MakeArticle, ann_first: bool
) -> None:
    ann, bo = open_library("ann.db", annotator="Ann"), open_library("bo.db", annotator="Bo")
    homes = {}
    for library in (ann, bo) if ann_first else (bo, ann):
        home = article(raw=b"the very same", into=library)
        homes[library.annotator] = home
        library.label([home.id], library.annotator)
        library.annotate(home.id, on("winter", note=library.annotator))
        library.set_position(home, 3)
        library.correct_field(home.id, "byline", library.annotator)
    merge_both(ann, bo)
    (row,) = ann.articles()
    assert row.id == min(each.id for each in homes.values())
    assert {mark.note for mark in ann.annotations(row.id)} == {"Ann", "Bo"}
    assert (ann.labels(), row.counts.highlight) == ({"Ann": 1, "Bo": 1}, 2)
    assert row.byline == ("Bo" if ann_first else "Ann")
    assert len(list(ann.changes(row.id))) == 8
    for library in (ann, bo):
        for _ in range(4):  # one of them was told of the byline that did not win, and went on
            with suppress(ChangedSince, NothingToUndo):
                library.undo()
    assert [mark.note for mark in ann.annotations(row.id)] == ["Bo"]
    merge_both(ann, bo)
    assert (ann.annotations(row.id), ann.labels()) == ((), {})


def test_marks_go_to_the_text_that_wins_and_those_that_cannot_are_told_of(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    ann, bo = open_library("ann.db", annotator="Ann"), open_library("bo.db", annotator="Bo")
    short = TEXT.replace("Nobody at the harbour could be reached.", "").strip()
    one, other = article(raw=b"same", into=ann), article(short, raw=b"same", into=bo)
    lost = ann.annotate(one.id, on("Nobody at the harbour"))
    kept = ann.annotate(one.id, on("another winter"))
    theirs = bo.annotate(other.id, on("12 lost boats"))
    merged = bo.merge(ann.path)
    ann.merge(bo.path)
    assert contents(ann.path) == contents(bo.path)
    (home,) = ann.articles()
    text = ann.article(home.id)
    marks = {mark.id: mark for mark in ann.annotations(home.id)}
    assert {kept.id, theirs.id} <= {mark.id for mark in marks.values() if mark.text_id == text.text_id}
    is_short = text.text == short
    assert merged.orphans == ((lost.id,) if is_short else ())
    for mark in marks.values():
        if mark.text_id == text.text_id:
            assert all(part.span.of(text.text) == part.exact for part in mark.parts)
    assert faults(ann.path) == []


PAGE = """The boats come home

The harbour master said on Friday that twelve boats had come back before the storm reached the coast.

Share this story with somebody who would like it, and tell them where it was that you have read it first.

Nobody had seen them for a week, said Ilse Maar, who keeps the light on the pier and looks out each night.
"""
ASIDE = "Share this story with somebody who would like it, and tell them where it was that you have read it first."


@pytest.mark.parametrize("ann_first", [True, False])
def test_a_line_that_one_left_out_takes_the_marks_that_the_other_made_on_it_to_the_orphans(
    open_library: OpenLibrary, library: Library, ann_first: bool
) -> None:
    home = library.add(RawItem(PAGE.encode(), "page.txt")).article
    text = library.article(home).text
    library.close()
    shutil.copy(library.path, library.path.with_name("copy.db"))
    ann, bo = open_library(annotator="Ann"), open_library("copy.db", annotator="Bo")
    drafts = [
        Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, words)),)) for words in ("somebody", "Ilse Maar")
    ]

    def leave_out() -> None:
        assert ann.correct_line(home, ASIDE, keep=False).changed

    if ann_first:
        leave_out()
    orphan, kept = (bo.annotate(home, draft).id for draft in drafts)
    bo.set_position(bo.article(home), text.index("Nobody"))
    if not ann_first:
        leave_out()
    merge_both(ann, bo)
    now = bo.article(home)
    assert ASIDE not in now.text
    assert now.position == now.text.index("Nobody")
    assert [each.annotation.id for each in bo.orphans()] == [orphan]
    assert bo.annotation(kept).parts[0].span == span_of(now.text, "Ilse Maar")
    bo.revise(kept, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(now.text, "the light")),)))
    ann.undo()
    assert ann.article(home).text == text
    merge_both(ann, bo)
    assert ann.orphans() == ()
    assert ann.annotation(kept).parts[0].span == span_of(text, "the light")
    assert ann.annotation(orphan).parts[0].span == span_of(text, "somebody")


def test_one_identifier_for_two_articles_is_refused(two: Two, tmp_path: Path) -> None:
    ann, bo, home = two
    bo.close()
    with closing(sqlite3.connect(bo.path)) as connection:
        connection.execute("INSERT INTO overhaul VALUES ('test')")
        connection.execute("UPDATE source SET sha256 = ?", ["f" * 64])
        connection.execute("DELETE FROM overhaul")
        connection.commit()
    before = tables_of(ann)
    with pytest.raises(Refused, match=f"the article {home.id} is here already, made from other bytes"):
        ann.merge(bo.path)
    assert tables_of(ann) == before


# --- deletion and purging -------------------------------------------------------------------------------------------


def test_what_one_deleted_is_deleted_and_groups_anew(two: Two, article: MakeArticle) -> None:
    ann, bo, home = two
    later = article(f"{TEXT}\n\nThe end.", into=ann)
    bo.merge(ann.path)
    assert ann.article(later.id).alike == (home.id,)
    ann.delete_articles([home.id])
    bo.set_state(home.id, State.DONE)
    merge_both(ann, bo)
    assert [(row.id, row.alike) for row in bo.articles()] == [(later.id, None)]
    bo.restore_articles([home.id])
    merge_both(ann, bo)
    assert {row.id: row.alike for row in ann.articles()} == {home.id: None, later.id: home.id}


def test_what_one_purged_comes_back_whole_from_the_other(two: Two, article: MakeArticle) -> None:
    ann, bo, home = two
    kept = article(into=ann)
    ann.annotate(home.id, person("Ilse Maar", "Ilse"))
    ann.set_states([home.id, kept.id], State.DONE)
    ann.label([home.id, kept.id], "both")
    bo.merge(ann.path)
    whole = contents(bo.path)
    ann.delete_articles([home.id])
    ann.purge()
    assert ann.entities() == ()
    ann.merge(bo.path)
    assert contents(ann.path) == whole
    assert faults(ann.path) == []


# --- the other file ---------------------------------------------------------------------------------------------------


def _missing(path: Path) -> None:
    path.unlink()


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a)")


def _damaged(path: Path) -> None:
    path.write_bytes(b"no database at all" * 400)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_missing, "there is no library at"),
        (_foreign, "is a database of another program"),
        (_damaged, "is not an annotty library"),
        (_newer, "was written by a newer annotty"),
        (_empty, "is empty, and no library"),
    ],
)
def test_a_file_that_cannot_be_merged_is_named(two: Two, spoil: Callable[[Path], None], words: str) -> None:
    ann, bo, _ = two
    bo.close()
    spoil(bo.path)
    before = tables_of(ann)
    with pytest.raises(LibraryError, match=words):
        ann.merge(bo.path)
    assert tables_of(ann) == before


def test_a_library_is_not_merged_with_itself(library: Library, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(library.path)
    for path in (library.path, tmp_path / "link.db"):
        with pytest.raises(LibraryError, match="is this very library"):
            library.merge(path)


def test_a_library_that_lies_where_nothing_can_be_written_is_read(two: Two, tmp_path: Path) -> None:
    ann, bo, home = two
    bo.annotate(home.id, on("Ilse Maar"))
    bo.close()
    folder = tmp_path / "archive"
    folder.mkdir()
    path = shutil.copy(bo.path, folder / "old.db")
    folder.chmod(0o500)
    try:
        assert ann.merge(Path(path)).marks == 1
        assert [each.name for each in folder.iterdir()] == ["old.db"]
    finally:
        folder.chmod(0o700)


def test_a_merge_that_fails_changes_nothing(two: Two) -> None:
    ann, bo, home = two
    bo.annotate(home.id, on("Ilse Maar"))
    with closing(sqlite3.connect(ann.path)) as connection:
        connection.execute(
            "CREATE TRIGGER halt BEFORE INSERT ON change WHEN new.action = 'merge'"
            " BEGIN SELECT raise(ABORT, 'power cut'); END"
        )
    before = tables_of(ann)
    with pytest.raises(Refused, match="power cut"):
        ann.merge(bo.path)
    assert tables_of(ann) == before


def test_a_tag_of_two_kinds_is_refused_and_others_come(two: Two) -> None:
    ann, bo, _ = two
    for path, layer in ((ann.path, "highlight"), (bo.path, "entity")):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "INSERT INTO tag VALUES ('MINE', ?, 'mine', NULL, 'red', '*', NULL, '{}', 0, 99)", [layer]
            )
            connection.commit()
    with pytest.raises(Refused, match="MINE is a tag for highlight here, and for entity there"):
        ann.merge(bo.path)
    with closing(sqlite3.connect(ann.path)) as connection:
        connection.execute("DELETE FROM tag WHERE name = 'MINE'")
        connection.commit()
    ann.merge(bo.path)
    assert [tag.name for tag in ann.tags()][-1] == "MINE"


def test_a_mark_that_one_made_a_claim_and_the_other_gave_another_tag_later_has_the_words_of_that(two: Two) -> None:
    ann, bo, home = two
    (mark,) = ann.annotations(home.id)
    bo.revise(mark.id, claim("12 lost boats", "fewer"))
    ann.revise(mark.id, on("winter", "PLACE"))
    merge_both(ann, bo)
    for library in (ann, bo):
        now = library.annotation(mark.id)
        assert (now.tag, now.claim, now.quote) == ("PLACE", None, "winter")


def test_a_file_that_came_by_name_gets_its_words_from_the_other(
    open_library: OpenLibrary, article: MakeArticle
) -> None:
    ann, bo = open_library("ann.db", annotator="Ann"), open_library("bo.db", annotator="Bo")
    home = article(raw=b"whole", into=bo)
    mark = bo.annotate(home.id, on("winter"))
    stub = Article(
        *(home.id, Metadata("by name"), State.NEW, "2024-05-04T10:00:00.000Z", "", home.text_sha256, "", ""),
        *(home.source_sha256, None),
    )
    ann.receive([Carried(stub), Carried(stub, annotation=replace(mark, text_id=home.text_sha256))])
    assert ann.article(home.id).document is None
    merge_both(ann, bo)
    known = ann.article(home.id)
    assert (known.text, known.metadata.title) == (home.text, home.metadata.title)
    assert ann.keep(RawItem(b"whole", "-"), Cleaned(Document(TEXT), Metadata(""), "", "", "")).outcome == "known"
