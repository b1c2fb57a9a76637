from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.cleaning import CLEANER, PageLines
from store.database import pages
from store.document import Block, BlockKind, Document
from store.errors import ChangedSince, NotFound, NothingToUndo, OffsetError, Refused
from store.library import Library
from store.model import (
    Annotation,
    Article,
    Attribution,
    Carried,
    Claim,
    Cleaned,
    Draft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RawItem,
    Role,
    Source,
    State,
)
from store.recleaning import FieldChange, Recleaned
from store.text import Span
from tests.conftest import OpenLibrary, span_of, tables_of, with_library
from tests.store.database.test_history import assert_the_history_agrees, followed

TITLE = "Twelve boats are missing"
LINES = (
    "The harbour master said on Friday that twelve boats had not come back before the storm, and that was all.",
    "Read also: the tides of May and what they bring to the people of the coast, by our writers there.",
    "Nobody has seen them, said Ilse Maar, who keeps the light. “We look out each night, and see nothing.”",
    "The harbour master went home in the evening, and the light was seen from far away for a long time.",
)
ALSO, MAAR = LINES[1], LINES[2]
TEXT = "\n\n".join((TITLE, *LINES))
WITHOUT = TEXT.replace(f"{ALSO}\n\n", "")
URL = "https://www.gazette.example/boats"


def page(*lines: str, title: str = TITLE) -> bytes:
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


@pytest.fixture
def boats(library: Library) -> Article:
    """An article whose text has every line of its source."""
    added = library.add(RawItem(page(*LINES), "boats.html", "text/html", url=URL))
    boats = library.article(added.article)
    assert boats.text == TEXT
    return boats


def mark(library: Library, article: Article, words: str, note: str = "") -> Annotation:
    span = span_of(library.article(article.id).text, words)
    return library.annotate(article.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),), note=note))


def kept_before(library: Library, text: str, *, raw: bytes = page(*LINES), **fields: str | None) -> Article:
    """An article as an older cleaner left it."""
    title = text.partition("\n")[0]
    blocks = (Block(BlockKind.TITLE, Span(0, len(title))), Block(BlockKind.PARAGRAPH, Span(len(title) + 2, len(text))))
    known = Metadata(**({"title": TITLE, "url": URL} | fields))  # type: ignore[arg-type]  # fields by their names
    found = {"url": "source", **dict.fromkeys(fields, "source")}
    cleaned = Cleaned(Document(text, blocks), known, "text/html", "utf-8", "annotty-0", found)
    return library.article(library.keep(RawItem(raw, "boats.html"), cleaned).article)


def stand(library: Library, article: str) -> dict[str, str | None]:
    """The words of each mark in the current text; None where it waits for them."""
    here = library.article(article)
    return {
        each.id: each.parts[0].span.of(here.text) if each.text_id == here.text_id else None
        for each in library.annotations(article)
    }


# --- a line is left out or taken in -----------------------------------------------------------------------------------


def test_a_line_that_is_left_out_makes_a_new_version_with_the_marks_in_it(library: Library, boats: Article) -> None:
    lost, kept = mark(library, boats, "tides of May"), mark(library, boats, "Ilse Maar")
    report = library.correct_line(boats.id, ALSO, False, text_id=boats.text_id)
    here = library.article(boats.id)
    assert here.text == WITHOUT
    assert report == Recleaned(
        *(boats.id, TITLE, here.text_id, (ALSO,), (), ()), moved=1, found=0, orphaned=(lost.id,), reason=""
    )
    assert stand(library, boats.id) == {lost.id: None, kept.id: "Ilse Maar"}
    assert library.annotation(lost.id) == lost
    moved = library.annotation(kept.id)
    assert (moved.updated, moved.parts[0].exact) == (kept.updated, "Ilse Maar")
    assert moved.parts[0].source == (here.document and here.document.source_map.to_source(moved.parts[0].span))
    assert len(library.text_digests(boats.id)) == 2
    change = next(library.changes())
    assert (change.action, change.article) == ("correct", boats.id)
    assert (
        change.summary == "left out “Read also: the tides of May and what th…”, 1 mark moved, 1 without its words now"
    )
    assert_the_history_agrees(library)


def test_undo_and_redo_of_a_correction_bring_every_row_back(library: Library, boats: Article) -> None:
    for words in ("tides of May", "Ilse Maar", TITLE, LINES[3]):
        mark(library, boats, words)
    before = followed(library)
    library.correct_line(boats.id, ALSO, False)
    after = followed(library)
    assert before != after
    for _ in range(2):
        undone = library.undo()
        assert undone.summary.startswith("left out")
        assert followed(library) == before
        assert library.article(boats.id).text == TEXT
        library.redo()
        assert followed(library) == after
    assert [change.action for change in library.changes()][:4] == ["redo", "undo", "redo", "undo"]
    assert_the_history_agrees(library)


def test_a_line_that_is_taken_in_again_brings_the_version_and_the_words_back(library: Library, boats: Article) -> None:
    lost = mark(library, boats, "tides of May")
    library.correct_line(boats.id, ALSO, False)
    report = library.correct_line(boats.id, ALSO, True)
    assert library.article(boats.id).text_id == boats.text_id
    assert (report.come, report.found, report.moved) == ((ALSO,), 1, 1)
    assert stand(library, boats.id) == {lost.id: "tides of May"}
    assert len(library.text_digests(boats.id)) == 2
    assert len(library.corrections(boats.id)) == 1
    before = followed(library)
    library.undo()
    assert stand(library, boats.id) == {lost.id: None}
    library.redo()
    assert followed(library) == before


def test_what_is_decided_about_a_line_is_remembered_for_its_outlet(library: Library, boats: Article) -> None:
    library.correct_line(boats.id, ALSO.upper(), False)
    (correction,) = library.corrections(boats.id)
    assert correction[1:6] == (None, "gazette.example", "line", ALSO.upper(), "leave out")
    assert set(library.outlet_rulings("gazette.example").values()) == {False}
    other = library.add(RawItem(page(*LINES, "It goes on."), "2", "text/html", url="https://gazette.example/2"))
    library.reclean([other.article])
    assert ALSO not in library.article(other.article).text
    library.undo()
    library.undo()
    assert library.outlet_rulings("gazette.example") == {}


def test_it_is_told_which_others_of_the_outlet_it_would_change(library: Library, boats: Article) -> None:
    others = [
        library.add(
            RawItem(page(*LINES, f"Line {number} is long enough to be read."), "o.html", "text/html", url=URL)
        ).article
        for number in range(3)
    ]
    for each in (boats.id, *others[:2]):
        pages.remember(library._connection, each, "gazette.example", PageLines.of(LINES))
    pages.remember(library._connection, others[2], "gazette.example", PageLines.of(LINES[:1]))
    assert library.others_with_line(boats.id, ALSO) == ()
    library.correct_line(boats.id, ALSO, False, only_here=True)
    assert library.others_with_line(boats.id, ALSO) == ()
    library.correct_line(boats.id, ALSO, False)
    assert library.others_with_line(boats.id, ALSO.upper()) == tuple(others[:2])
    library.correct_line(others[0], ALSO, True, only_here=True)
    assert library.others_with_line(boats.id, ALSO) == (others[1],)
    library.reclean([others[1]])
    assert library.others_with_line(boats.id, ALSO) == ()


def test_only_here_is_for_this_article_and_goes_before_its_outlets(library: Library, boats: Article) -> None:
    library.correct_line(boats.id, ALSO, False)
    library.correct_line(boats.id, ALSO, True, only_here=True)
    assert library.article(boats.id).text == TEXT
    assert [each.outlet for each in library.corrections(boats.id)] == ["gazette.example", None]
    library.correct_line(boats.id, ALSO, False)
    assert library.article(boats.id).text == WITHOUT
    assert [each.outlet for each in library.corrections(boats.id)] == ["gazette.example"]


def test_an_article_of_no_known_outlet_is_corrected_for_itself(library: Library) -> None:
    added = library.add(RawItem(page(*LINES), "boats.html", "text/html"))
    library.correct_line(added.article, ALSO, False)
    assert [each.article for each in library.corrections(added.article)] == [added.article]


def test_the_cleaner_decides_again_where_a_reader_says_so(library: Library, boats: Article) -> None:
    library.correct_line(boats.id, ALSO, False)
    library.correct_line(boats.id, MAAR, False, only_here=True)
    library.correct_line(boats.id, ALSO, None)
    assert [each.line for each in library.corrections(boats.id)] == [MAAR]
    (left,) = library.corrections(boats.id)
    assert library.withdraw(boats.id, left.id).come == (MAAR,)
    assert library.article(boats.id).text == TEXT
    with pytest.raises(NotFound):
        library.withdraw(boats.id, left.id)


def test_what_cannot_be_corrected_is_refused_and_nothing_changes(library: Library, boats: Article) -> None:
    before = tables_of(library)
    with pytest.raises(Refused, match="no letters"):
        library.correct_line(boats.id, " — ", False)
    with pytest.raises(ChangedSince):
        library.correct_line(boats.id, ALSO, False, text_id="another")
    with pytest.raises(Refused, match="cannot be corrected"):
        library.correct_field(boats.id, "url", "https://x.example")
    for field, value in (("title", " "), ("published", "last week"), ("language", "English")):
        with pytest.raises(Refused):
            library.correct_field(boats.id, field, value)
    assert tables_of(library) == before


def test_a_text_is_never_left_empty(library: Library) -> None:
    added = library.add(RawItem(b"<p>" + MAAR.encode() + b"</p>", "one.html", "text/html"))
    before = tables_of(library)
    with pytest.raises(Refused, match="nothing was changed"):
        library.correct_line(added.article, MAAR, False)
    with pytest.raises(Refused, match="no line of its own"):
        library.correct_line(added.article, "Nobody has seen them", True)
    assert tables_of(library) == before


def test_without_the_raw_source_no_line_can_be_corrected_but_a_title_can(library: Library, boats: Article) -> None:
    source = Source("s", "0" * 64, None, "text/html", "utf-8", "far", boats.added)
    library.receive([Carried(replace(boats, id="a-far", source_sha256="0" * 64), source)])
    with pytest.raises(Refused, match="raw source"):
        library.correct_line("a-far", ALSO, False)
    assert library.correct_field("a-far", "title", "Boats").fields == (FieldChange("title", TITLE, "Boats"),)


# --- a field is corrected ---------------------------------------------------------------------------------------------


def test_a_corrected_title_leaves_the_text_alone_and_outlives_cleaning(library: Library, boats: Article) -> None:
    lasting = mark(library, boats, TITLE)
    report = library.correct_field(boats.id, "title", " No boats \n came")
    here = library.article(boats.id)
    assert report.fields == (FieldChange("title", TITLE, "No boats came"),)
    assert (here.metadata.title, here.found["title"], here.text_id) == ("No boats came", "reader", boats.text_id)
    assert next(library.changes()).summary == "title: “No boats came”"
    library.correct_field(boats.id, "published", "2024-07-20T15:04+02:00")
    library.correct_field(boats.id, "byline", None)
    library.correct_line(boats.id, ALSO, False)
    library.reclean([boats.id])
    here = library.article(boats.id)
    assert (here.metadata.title, here.metadata.published) == ("No boats came", "2024-07-20T15:04+02:00")
    assert here.metadata.url == URL
    assert stand(library, boats.id) == {lasting.id: TITLE}
    for _ in range(4):
        library.undo()
    assert library.article(boats.id) == boats


def test_several_fields_are_one_step(library: Library, boats: Article) -> None:
    before = followed(library)
    report = library.correct_fields(boats.id, {"title": "Boats", "byline": "Ilse Maar"}, since=boats.metadata)
    assert {each.field for each in report.fields} == {"title", "byline"}
    assert next(library.changes(boats.id)).summary == "title: “Boats”, byline: “Ilse Maar”"
    library.undo()
    assert followed(library) == before
    with pytest.raises(Refused):
        library.correct_fields(boats.id, {"title": "Boats", "published": "soon"})
    assert followed(library) == before


def test_a_field_that_somebody_changed_meanwhile_is_not_written_over(library: Library, boats: Article) -> None:
    library.correct_field(boats.id, "title", "Theirs")
    with pytest.raises(ChangedSince):
        library.correct_fields(boats.id, {"title": "Mine"}, since=boats.metadata)
    library.correct_fields(boats.id, {"byline": "Mine"}, since=boats.metadata)
    assert library.article(boats.id).metadata.title == "Theirs"


def test_an_outlet_that_is_taken_back_has_its_page_again(library: Library) -> None:
    one = kept_before(library, TEXT, url=None, outlet="The Gazette")
    pages.remember(library._connection, one.id, "the gazette", PageLines.of(LINES))
    library.correct_field(one.id, "outlet", None)
    assert library.outlet_pages("the gazette") == {}
    library.undo()
    assert set(library.outlet_pages("the gazette")) == {one.id}
    library.correct_field(one.id, "outlet", "The Herald")
    assert (library.outlet_pages("the gazette"), set(library.outlet_pages("the herald"))) == ({}, {one.id})


def test_a_field_is_corrected_once(library: Library, boats: Article) -> None:
    for title in ("One", "Two"):
        library.correct_field(boats.id, "title", title)
    (correction,) = library.corrections(boats.id)
    assert correction.value == "Two"
    assert library.withdraw(boats.id, correction.id).fields == (FieldChange("title", "Two", TITLE),)
    assert library.article(boats.id).found["title"] == boats.found["title"]


# --- cleaning again ---------------------------------------------------------------------------------------------------


def test_an_improved_cleaner_makes_a_new_version_and_tells_what_changed(library: Library) -> None:
    old = kept_before(library, f"{TITLE}\n\nShare this story\n\n" + "\n\n".join(LINES[:2]), byline="Far Post")
    share, kept = mark(library, old, "Share this"), mark(library, old, "twelve boats had not come back")
    told: list[Recleaned] = []
    assert library.reclean(dry=True, tell=told.append) is None
    assert library.article(old.id).text_id == old.text_id
    change = library.reclean(tell=told.append)
    assert change is not None
    assert (change.summary, change.article) == (
        "cleaned 1 article again, 1 mark moved, 1 without its words now",
        old.id,
    )
    foreseen, report = told
    assert (report.gone, report.come) == (("Share this story",), LINES[2:])
    assert (foreseen.gone, foreseen.come, foreseen.moved, foreseen.orphaned) == (
        *(report.gone, report.come, report.moved, report.orphaned),
    )
    here = library.article(old.id)
    assert (here.text, here.cleaner, here.metadata.byline, here.found["byline"]) == (
        TEXT,
        CLEANER,
        "Far Post",
        "source",
    )
    assert stand(library, old.id) == {share.id: None, kept.id: "twelve boats had not come back"}
    assert library.reclean(tell=told.append) is None
    assert len(told) == 2
    assert_the_history_agrees(library)


def test_a_whole_reclean_is_one_step(library: Library) -> None:
    olds = [kept_before(library, WITHOUT, raw=page(*LINES, f"Line {number}.")) for number in range(5)]
    marks = [mark(library, old, "Ilse Maar") for old in olds]
    before = followed(library)
    change = library.reclean()
    assert change is not None
    assert (change.summary, change.article) == ("cleaned 5 articles again, 5 marks moved", None)
    after = followed(library)
    library.annotate(olds[0].id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 6)),)))
    assert library.undo().summary.startswith("highlight")
    assert library.undo_reclean().summary == change.summary
    assert followed(library) == before
    assert [library.annotation(each.id) for each in marks] == marks
    library.redo()
    assert followed(library) == after
    library.undo()
    with pytest.raises(NothingToUndo):
        library.undo_reclean()
    assert_the_history_agrees(library)


def test_undoing_a_reclean_leaves_the_articles_that_were_changed_since(library: Library) -> None:
    one, other = (kept_before(library, WITHOUT, raw=page(*LINES, f"Line {number}.")) for number in range(2))
    lasting = mark(library, one, "Ilse Maar")
    library.reclean()
    library.correct_line(one.id, ALSO, False, only_here=True)
    there = library.article(one.id)
    assert library.undo_reclean().action == "undo"
    assert library.article(one.id) == there
    assert library.article(other.id).text == WITHOUT
    assert stand(library, one.id) == {lasting.id: "Ilse Maar"}
    assert_the_history_agrees(library)


def test_an_outlet_is_named_by_its_name_or_its_host(library: Library) -> None:
    one = kept_before(library, WITHOUT, outlet="The Gazette")
    other = kept_before(library, WITHOUT, raw=page(*LINES, "More."), url="https://other.example/1")
    told: list[Recleaned] = []
    for outlet in ("the  gazette", "gazette.example"):
        library.reclean(outlet=outlet, dry=True, tell=told.append)
    assert [each.article for each in told] == [one.id, one.id]
    with pytest.raises(NotFound):
        library.reclean(outlet="nobody")
    assert library.article(other.id).text == WITHOUT


def test_articles_that_cannot_be_cleaned_are_passed_over(library: Library, boats: Article) -> None:
    source = Source("s", "0" * 64, None, "text/html", "utf-8", "far", boats.added)
    library.receive([Carried(replace(boats, id="a-far", source_sha256="0" * 64), source)])
    told: list[Recleaned] = []
    assert library.reclean(everything=True, tell=told.append) is None
    assert {each.article: bool(each.reason) for each in told} == {boats.id: False, "a-far": True}


def test_what_more_pages_teach_is_brought_to_those_that_nobody_has_touched(library: Library) -> None:
    olds = [kept_before(library, WITHOUT, raw=page(*LINES, f"Line {number}.")) for number in range(4)]
    with library._connection:
        for old in olds:
            pages.remember(library._connection, old.id, "gazette.example", PageLines.of([]))
    mark(library, olds[0], "Ilse Maar")
    library.set_position(olds[1], 5)
    library.set_state(olds[2].id, State.DONE)
    assert library.refresh(["elsewhere.example"]) == 0
    assert library.refresh(["gazette.example"]) == 1
    assert [library.article(old.id).text == old.text for old in olds] == [True, True, True, False]
    assert library.undo().summary.startswith("done")


# --- others meanwhile -------------------------------------------------------------------------------------------------


def test_another_annotators_marks_move_and_come_back_too(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    early = mark(theirs, boats, "Ilse Maar")
    mine.correct_line(boats.id, ALSO, False)
    late = mark(theirs, boats, "harbour master went home")
    changed = theirs.revise(early.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(WITHOUT, "Nobody")),)))
    mine.undo()
    assert stand(mine, boats.id) == {early.id: "Nobody", late.id: "harbour master went home"}
    assert mine.annotation(early.id).updated == changed.updated
    theirs.undo()
    assert stand(mine, boats.id) == {early.id: "Ilse Maar", late.id: "harbour master went home"}
    assert_the_history_agrees(mine)


def test_words_that_a_mark_was_given_go_back_where_it_moved_since(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    made, lost = mark(theirs, boats, "Ilse Maar"), mark(theirs, boats, "tides of May")
    for each in (lost, made):
        theirs.revise(each.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "Nobody")),), note="seen"))
    mine.correct_line(boats.id, ALSO, False)
    assert stand(mine, boats.id) == {made.id: "Nobody", lost.id: "Nobody"}
    theirs.undo()
    assert stand(mine, boats.id) == {made.id: "Ilse Maar", lost.id: "Nobody"}
    with pytest.raises(ChangedSince):
        theirs.undo()  # its former words are not in this text
    theirs.redo()
    assert stand(mine, boats.id) == {made.id: "Nobody", lost.id: "Nobody"}
    assert mine.annotation(made.id).note == "seen"
    assert_the_history_agrees(mine)


def test_what_was_placed_by_hand_goes_back_where_it_moved_since(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    lost = mark(theirs, boats, "tides of May")
    mine.correct_line(boats.id, ALSO, False)
    theirs.place(lost.id, (PartDraft(Role.MENTION, span_of(WITHOUT, "Ilse Maar")),))
    mine.correct_line(boats.id, LINES[3], False)
    assert stand(mine, boats.id) == {lost.id: "Ilse Maar"}
    theirs.undo()
    assert stand(mine, boats.id) == {lost.id: None}
    assert mine.annotation(lost.id) == lost
    theirs.redo()
    assert stand(mine, boats.id) == {lost.id: "Ilse Maar"}
    assert_the_history_agrees(mine)


def test_a_mark_made_before_the_text_changed_can_still_be_undone(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    mark(theirs, boats, "Ilse Maar")
    mine.correct_line(boats.id, ALSO, False)
    theirs.undo()
    assert mine.annotations(boats.id) == ()
    theirs.redo()
    assert list(stand(mine, boats.id).values()) == ["Ilse Maar"]
    mine.undo()
    assert list(stand(mine, boats.id).values()) == ["Ilse Maar"]
    assert_the_history_agrees(mine)


def test_a_mark_whose_words_were_repaired_can_still_be_undone(open_library: OpenLibrary) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    old = kept_before(mine, TEXT.replace("Ilse Maar", "Ilse\xa0Maar"))
    made = mark(theirs, old, "Ilse\xa0Maar, who")
    mine.reclean()
    assert stand(mine, old.id) == {made.id: "Ilse Maar, who"}
    theirs.undo()
    assert mine.annotations(old.id) == ()
    theirs.redo()
    mine.undo()
    assert stand(mine, old.id) == {made.id: "Ilse\xa0Maar, who"}
    assert_the_history_agrees(mine)


def test_a_deleted_mark_that_comes_back_finds_the_new_text(library: Library, boats: Article) -> None:
    made = mark(library, boats, "Ilse Maar")
    library.delete_annotation(made.id)
    with library.acting_as("other"):
        library.correct_line(boats.id, ALSO, False)
    library.undo()
    assert stand(library, boats.id) == {made.id: "Ilse Maar"}
    assert_the_history_agrees(library)


def test_who_marks_on_marks_the_text_as_others_left_it(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    mark(mine, boats, "Ilse Maar")
    theirs.correct_line(boats.id, ALSO, False)
    now = mine.article(boats.id)
    assert now.text_id != boats.text_id
    made = mine.annotate(boats.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(now.text, "Nobody")),)))
    assert (made.text_id, made.parts[0].exact) == (now.text_id, "Nobody")
    theirs.correct_field(boats.id, "title", "Boats, again")
    with pytest.raises(OffsetError, match="Boats, again"):
        mine.annotate(boats.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, len(now.text) + 9)),)))
    with pytest.raises(NotFound):
        mine.annotate("none", Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 1)),)))


def test_a_stale_screen_is_told(open_library: OpenLibrary, boats: Article) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    theirs.correct_line(boats.id, ALSO, False)
    for stale in (
        lambda: mine.correct_line(boats.id, MAAR, False, text_id=boats.text_id),
        lambda: mine.annotate(
            boats.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(0, 6)),)), text_id=boats.text_id
        ),
    ):
        with pytest.raises(ChangedSince):
            stale()


def test_what_others_correct_while_articles_are_cleaned_again_holds(open_library: OpenLibrary) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    olds = [kept_before(mine, WITHOUT, raw=page(*LINES, f"Line {number}.")) for number in range(2)]
    mine.reclean([olds[0].id])
    told: list[Recleaned] = []

    def meanwhile(report: Recleaned) -> None:
        if not told:
            theirs.correct_field(olds[1].id, "title", "Theirs")
        told.append(report)

    mine.reclean([olds[1].id, olds[0].id], tell=meanwhile)
    here = mine.article(olds[1].id)
    assert (here.metadata.title, here.text != WITHOUT) == ("Theirs", True)


def test_an_article_that_others_clean_meanwhile_is_passed_over(open_library: OpenLibrary) -> None:
    mine, theirs = open_library(annotator="reader"), open_library(annotator="other")
    olds = [kept_before(mine, WITHOUT, raw=page(*LINES, f"Line {number}.")) for number in range(2)]
    mine.reclean([olds[0].id])
    told: list[Recleaned] = []

    def meanwhile(report: Recleaned) -> None:
        if not told:
            theirs.correct_line(olds[1].id, MAAR, False, only_here=True)
        told.append(report)

    assert mine.reclean([olds[1].id, olds[0].id], tell=meanwhile) is None
    assert [each.reason for each in told] == ["", "it was changed meanwhile"]
    assert MAAR not in mine.article(olds[1].id).text


def test_the_reading_position_goes_with_the_words(library: Library, boats: Article) -> None:
    library.set_position(boats, TEXT.index("Ilse"))
    library.correct_line(boats.id, ALSO, False)
    assert library.article(boats.id).position == WITHOUT.index("Ilse")
    library.undo()
    assert library.article(boats.id).position == TEXT.index("Ilse")


# --- marks that lost their words --------------------------------------------------------------------------------------


def test_orphans_are_told_with_about_where_their_words_were(library: Library, boats: Article) -> None:
    lost = mark(library, boats, "tides of May", note="kept")
    assert library.orphans() == ()
    library.correct_line(boats.id, ALSO, False)
    (orphan,) = library.orphans(boats.id)
    assert library.orphans() == (orphan,)
    assert library.orphans("another") == ()
    assert (orphan.annotation, orphan.title) == (lost, TITLE)
    assert WITHOUT[orphan.near :].strip().startswith(MAAR)
    assert library.waiting(library.article(boats.id)) == 1


def test_an_orphan_is_put_on_words_by_hand_with_all_that_belongs_to_it(library: Library, boats: Article) -> None:
    claim = Draft(
        *("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, "tides of May")), PartDraft(Role.CUE, Span(0, 6), 0))),
        note="a note",
        claim=Claim("gist", credibility=2),
        chain=(LinkDraft(NewEntity("Ilse Maar", "PERSON")), LinkDraft(label="someone")),
    )
    lost = library.annotate(boats.id, claim)
    library.correct_line(boats.id, ALSO, False)
    before = followed(library)
    here = library.article(boats.id)
    parts = (PartDraft(Role.CONTENT, span_of(WITHOUT, "twelve boats")),)
    with pytest.raises(ChangedSince):
        library.place(lost.id, parts, text_id=boats.text_id)
    with pytest.raises(OffsetError):
        library.place(lost.id, (PartDraft(Role.CONTENT, Span(0, 9999)),))
    placed = library.place(lost.id, parts, text_id=here.text_id)
    assert (placed.note, placed.claim, placed.text_id) == ("a note", lost.claim, here.text_id)
    assert isinstance(placed.claim and placed.claim.chain[0], Attribution)
    assert placed.quote == "twelve boats"
    assert library.orphans() == ()
    library.undo()
    assert followed(library) == before
    assert len(library.orphans()) == 1
    assert_the_history_agrees(library)


def test_a_deleted_orphan_comes_back_as_one(library: Library, boats: Article) -> None:
    lost = mark(library, boats, "tides of May")
    library.correct_line(boats.id, ALSO, False)
    library.delete_annotation(lost.id)
    assert library.orphans() == ()
    library.undo()
    assert [each.annotation for each in library.orphans()] == [lost]


# --- back and forth ---------------------------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=2, max_size=8)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_whatever_was_done_undo_and_redo_bring_the_same_rows(steps: list[tuple[int, int]]) -> None:
    import tempfile
    from pathlib import Path

    with (
        tempfile.TemporaryDirectory() as folder,
        Library(with_library(Path(folder) / "l.db"), annotator="reader") as library,
    ):
        added = library.add(RawItem(page(*LINES), "boats.html", "text/html", url=URL)).article
        states = [followed(library)]
        for kind, number in steps:
            here = library.article(added)
            marks = library.annotations(added)
            if kind <= 1:
                library.correct_line(added, LINES[number], bool(kind), only_here=number % 2 == 0)
            elif kind == 2:
                library.correct_field(added, "title", f"Title {number}")
            elif kind == 3 and marks:
                library.delete_annotation(marks[number % len(marks)].id)
            elif kind == 4 and marks:
                at = number * 5
                library.place(marks[-1].id, (PartDraft(Role.MENTION, Span(at, at + 7)),))
            else:
                line = LINES[number] if LINES[number] in here.text else TITLE
                span = span_of(here.text, line)
                library.annotate(added, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, Span(span.start + 2, span.end)),)))
            if followed(library) != states[-1]:
                states.append(followed(library))
        for state in states[-2::-1]:
            library.undo()
            assert followed(library) == state
        for state in states[1:]:
            library.redo()
            assert followed(library) == state
        assert_the_history_agrees(library)
