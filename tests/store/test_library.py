from __future__ import annotations

import pickle
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from store.document import Document
from store.errors import AnnottyError, ChangedSince, CleaningError, LibraryError, NotFound, Refused
from store.library import Library
from store.model import (
    Added,
    Annotation,
    Article,
    Bound,
    Certainty,
    Claim,
    Cleaned,
    Counts,
    Deed,
    Draft,
    LinkDraft,
    Metadata,
    Mode,
    NewEntity,
    Outcome,
    PartDraft,
    RawItem,
    RelationKind,
    Role,
    State,
)
from store.provenance import annotator_here, new_id, now
from store.text import Span, is_normal
from tests.conftest import TEXT, TITLE, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.looking import mention_counts


def highlight(words: str) -> Draft:
    return Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, words)),))


def mention(words: str, entity: str | NewEntity | None = None, tag: str = "PERSON") -> Draft:
    return Draft(tag, (PartDraft(Role.MENTION, span_of(TEXT, words)),), entity)


CHAIN = Draft(
    "CLAIM",
    (
        PartDraft(Role.CONTENT, span_of(TEXT, "had promised a new ferry")),
        PartDraft(Role.SOURCE, span_of(TEXT, "The Coast Institute"), 0),
        PartDraft(Role.CUE, span_of(TEXT, "reported"), 0),
        PartDraft(Role.SOURCE, span_of(TEXT, "islanders"), 1),
        PartDraft(Role.CUE, span_of(TEXT, "claimed"), 1),
        PartDraft(Role.SOURCE, span_of(TEXT, "the minister"), 2),
    ),
    claim=Claim("A ferry was promised.", certainty=Certainty.PROBABLE, credibility=3, event_from="2024-05"),
    chain=(
        LinkDraft(NewEntity("Coast Institute", "ORGANISATION"), mode=Mode.REPORTS, said="2024-05-03"),
        LinkDraft(label="islanders", mode=Mode.CLAIMS),
        LinkDraft(NewEntity("the minister", "PERSON"), mode=Mode.INTENDS),
    ),
)
FIGURE = Draft(
    "CLAIM",
    (PartDraft(Role.CONTENT, span_of(TEXT, "up to 40")),),
    claim=Claim(quantity=40, bound=Bound.AT_MOST, unit="boats"),
)
DIVIDED = Draft(
    "CLAIM",
    (
        PartDraft(Role.CONTENT, span_of(TEXT, "We will not wait,")),
        PartDraft(Role.CONTENT, span_of(TEXT, "for another winter")),
    ),
)

# --- articles and their sources --------------------------------------------------------------------------------------


def keep(library: Library, raw: bytes, text: str = TEXT, origin: str = "page.txt", **metadata: str) -> Added:
    meta = Metadata(title=metadata.pop("title", TITLE), **metadata)
    return library.keep(RawItem(raw, origin), Cleaned(Document(text), meta, "text/html", "latin-1", "test 1"))


@pytest.mark.parametrize("raw", [bytes(range(256)) * 3, b"\r\n\xff\xfe\x00", b"", TEXT.encode("utf-16")])
def test_the_raw_source_is_kept_byte_for_byte(library: Library, open_library: OpenLibrary, raw: bytes) -> None:
    here = library.article(keep(library, raw).article)
    source = open_library().source(here)
    assert (source.raw, source.media_type, source.encoding, source.origin) == (raw, "text/html", "latin-1", "page.txt")
    assert source.sha256 == here.source_sha256


def test_the_same_bytes_twice_are_one_article(library: Library) -> None:
    first = keep(library, b"one")
    second = keep(library, b"one", "Other words.", "elsewhere.txt")
    assert (first.outcome, second.outcome) == ("added", "known")
    assert second.article == first.article
    assert len(library.articles()) == 1
    assert library.article(first.article).text == TEXT
    assert [change.action for change in library.changes()] == ["add"]
    assert keep(library, b"two").outcome == "added"


def test_what_cannot_be_cleaned_is_not_kept_and_what_is_here_is_not_cleaned_again(library: Library) -> None:
    with pytest.raises(CleaningError):
        library.add(RawItem(b"", "-"))
    assert (library.articles(), list(library.changes())) == ((), [])
    known = keep(library, b"", title="Known")
    assert library.add(RawItem(b"", "-")) == Added(known.article, "Known", Outcome.KNOWN)


def test_an_article_comes_back_as_it_was_kept(
    library: Library, article: MakeArticle, open_library: OpenLibrary
) -> None:
    meta = Metadata("T", "by", "Out", "https://x.example/?a=1&b=2", "2024-05-04", "en")
    made = article(metadata=meta)
    again = open_library().article(made.id)
    assert again == made
    assert (again.metadata, again.state, again.position) == (meta, State.NEW, 0)
    assert again.document is not None
    assert [b.span.of(again.text) for b in again.document.blocks] == [line for line in TEXT.split("\n") if line]


def test_names_that_are_no_text_do_not_stand_in_the_way(library: Library) -> None:
    made = keep(library, b"x", origin="caf\udce9.txt", title="A\r\nB\ud800\x1b[2J", outlet="O\tP")
    here = library.article(made.article)
    assert (here.metadata.title, here.metadata.outlet) == ("A B\ufffd\ufffd[2J", "O P")
    assert library.source(here).origin == "caf\\udce9.txt"


@pytest.mark.parametrize("origin", ["a\nb.txt", "a\x1b[2J.txt", "a\u2028b"])
def test_a_file_name_with_control_characters_is_kept_as_signs_that_can_be_printed(
    library: Library, origin: str
) -> None:
    source = library.source(library.article(keep(library, b"x", origin=origin).article))
    assert is_normal(source.origin)
    assert "\n" not in source.origin
    assert "\\x" in source.origin


def test_a_state_is_set_without_reading_the_text(library: Library, article: MakeArticle) -> None:
    home = article()
    with closing(sqlite3.connect(library.path)) as connection, connection:
        (rule,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'text_is_never_edited'").fetchone()
        connection.execute("DROP TRIGGER text_is_never_edited")
        connection.execute("UPDATE text SET blocks = '[7]'")
        connection.execute(rule)
    with Library(library.path) as damaged:
        damaged.set_state(home.id, State.DONE)
        assert (damaged.state(home.id), damaged.find_id(home.id[-4:])) == (State.DONE, home.id)
        raw = damaged.source(home).raw
        assert raw is not None
        assert damaged.add(RawItem(raw, "-")) == Added(home.id, TITLE, Outcome.KNOWN)
        with pytest.raises(LibraryError, match="is damaged"):
            damaged.article(home.id)


def test_the_list_is_newest_first_and_counts_accepted_marks(library: Library) -> None:
    for raw, published in ((b"1", "2024-05-03"), (b"2", ""), (b"3", "2024-05-04")):
        keep(library, raw, published=published, title=raw.decode()) if published else keep(library, raw, title="2")
    home = next(summary.id for summary in library.articles() if summary.title == "1")
    for draft in (highlight("ferry"), mention("Ilse Maar"), CHAIN, FIGURE):
        library.annotate(home, draft)
    rows = library.articles()
    assert [row.title for row in rows] == ["3", "1", "2"]
    assert rows[1].counts == Counts(1, 1, 2)
    assert rows[0].counts.total == 0


def test_an_article_is_found_by_a_piece_of_its_identifier(library: Library, article: MakeArticle) -> None:
    one, two = article(), article()
    assert library.find_article(one.id) == one
    assert library.find_article(two.id[-5:]) == two
    with pytest.raises(NotFound, match="several articles have 0190 in their id"):
        library.find_article("0190")
    for wanted in ("", "%", "_", "nothing", "'; DROP TABLE article; --"):
        with pytest.raises(NotFound, match=r"there is no article .*annotty list"):
            library.find_article(wanted)


# --- reading writes nothing ------------------------------------------------------------------------------------------


def test_reading_writes_nothing_but_the_place_where_it_stopped(library: Library, article: MakeArticle) -> None:
    home, other = article(), article()
    one, two = library.annotate(home.id, CHAIN), library.annotate(other.id, FIGURE)
    library.relate(one.id, two.id, RelationKind.RELATED)
    before = tables_of(library)
    with Library(library.path, annotator="reader") as again:
        again.articles(), list(again.article_ids()), again.find_article(home.id), again.source(home)
        for made in again.annotations(home.id):
            again.describe(made), again.chain_entities(made), again.relations(made.id), again.annotation(made.id)
        again.entities(), again.tags(), list(again.changes()), again.stats()
        assert tables_of(again) == before
        again.set_position(again.article(home.id), 7)
        again.set_position(again.article(home.id), 70)
    after = tables_of(library)
    assert {name for name in after if after[name] != before[name]} == {"reading", "listed"}
    assert [row[:3] for row in after["reading"]] == [(home.id, home.text_id, 70)]
    assert library.article(home.id).position == 70


def test_an_article_that_was_opened_is_being_read_until_somebody_says_otherwise(
    library: Library, article: MakeArticle
) -> None:
    home = article()
    assert library.articles()[0].state is State.NEW
    library.set_position(home, 0)
    assert library.articles()[0].state is library.article(home.id).state is State.READING
    library.set_state(home.id, State.DONE)
    library.set_position(home, 5)
    assert library.articles()[0].state is library.article(home.id).state is State.DONE
    assert library.stats().states == {"new": 0, "reading": 0, "done": 1, "aside": 0}


# --- marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [highlight("ferry"), mention("Ilse Maar"), CHAIN, FIGURE, DIVIDED])
def test_a_mark_comes_back_as_it_was_made(
    library: Library, article: MakeArticle, open_library: OpenLibrary, draft: Draft
) -> None:
    home = article()
    made = library.annotate(home.id, replace(draft, note="a note"))
    assert open_library(annotator="other").annotations(home.id) == (made,)
    assert (made.annotator, made.note, made.text_id) == ("reader", "a note", home.text_id)
    for part in made.parts:
        assert part.span.of(home.text) == part.exact
        assert part.source is not None
        raw = library.source(home).raw
        assert raw is not None
        assert part.source.of(raw.decode()) == part.exact


def test_a_chain_keeps_its_links_their_words_and_whom_they_name(library: Library, article: MakeArticle) -> None:
    made = library.annotate(article().id, CHAIN)
    assert made.claim is not None
    names = {identifier: entity.name for identifier, entity in library.chain_entities(made).items()}
    assert [(names.get(link.entity or "", link.label), link.mode) for link in made.claim.chain] == [
        ("Coast Institute", Mode.REPORTS),
        ("islanders", Mode.CLAIMS),
        ("the minister", Mode.INTENDS),
    ]
    assert [(part.exact, part.depth) for part in made.parts if part.role is Role.CUE] == [
        ("reported", 0),
        ("claimed", 1),
    ]
    assert library.describe(made) == "claim by the minister"
    assert list(mention_counts(library).values()) == [1, 1]


def test_a_divided_quotation_is_one_claim(library: Library, article: MakeArticle) -> None:
    made = library.annotate(article().id, DIVIDED)
    assert made.quote == "We will not wait, … for another winter"
    assert len(made.subject) == 2


def test_the_mark_and_the_entity_that_it_brings_are_one_step(library: Library, article: MakeArticle) -> None:
    home = article()
    library.annotate(home.id, mention("Ilse Maar", NewEntity("Ilse Maar", "PERSON")))
    assert [entity.name for entity in library.entities()] == ["Ilse Maar"]
    library.undo()
    assert (library.entities(), library.annotations(home.id)) == ((), ())


def test_the_parts_of_a_page_tell_what_its_annotations_are_and_where(library: Library, article: MakeArticle) -> None:
    home, away = article(), article("Elsewhere.")
    made = [
        library.annotate(home.id, each)
        for each in (CHAIN, highlight("ferry"), mention("Ilse Maar", NewEntity("Ilse Maar", "PERSON")))
    ]
    parts = library.parts(home)
    assert [part.start for part in parts] == sorted(part.start for part in parts)
    assert {(part.annotation, part.start, part.end, part.role, part.depth) for part in parts} == {
        (mark.id, part.span.start, part.span.end, part.role, part.depth) for mark in made for part in mark.parts
    }
    told = {part.annotation: (part.layer, part.tag, part.entity, part.status) for part in parts}
    for mark in made:
        assert told[mark.id] == (mark.layer, mark.tag, mark.entity.id if mark.entity else None, mark.status)
    assert library.annotations_of([made[1].id, "nobody"]) == {made[1].id: made[1]}
    assert (library.parts(away), library.waiting(home)) == ([], 0)


def test_a_chain_that_names_itself_is_refused_and_changes_nothing(library: Library, article: MakeArticle) -> None:
    new = NewEntity("the ministry", "GOVERNMENT")
    with pytest.raises(Refused, match="names the ministry twice"):
        library.annotate(article().id, replace(FIGURE, chain=(LinkDraft(new), LinkDraft(new))))
    assert not library.entities()


def test_a_revised_mark_is_the_same_mark_with_other_words(library: Library, article: MakeArticle) -> None:
    home = article()
    first = library.annotate(home.id, CHAIN)
    revised = library.revise(first.id, replace(mention("Ilse Maar", NewEntity("Maar", "PERSON")), note="moved"))
    assert (revised.id, revised.created, revised.annotator) == (first.id, first.created, first.annotator)
    assert revised.updated > first.updated
    assert (revised.quote, revised.claim, revised.note) == ("Ilse Maar", None, "moved")
    assert library.annotations(home.id) == (revised,)


# --- what others changed meanwhile ------------------------------------------------------------------------------------


def test_what_somebody_else_saved_meanwhile_is_not_written_over(
    library: Library, article: MakeArticle, open_library: OpenLibrary
) -> None:
    home, bo = article(), open_library(annotator="Bo")
    seen = library.annotate(home.id, CHAIN)
    theirs = bo.revise(seen.id, replace(CHAIN, note="Bo was here"), since=seen.updated)
    before = tables_of(library)
    with pytest.raises(ChangedSince, match="this mark was changed meanwhile by Bo; your change was not saved"):
        library.revise(seen.id, replace(CHAIN, note="mine"), since=seen.updated)
    assert tables_of(library) == before
    mine = library.revise(seen.id, replace(CHAIN, note="mine"), since=theirs.updated)
    assert library.annotation(seen.id) == mine
    bo.delete_annotation(seen.id)
    with pytest.raises(NotFound, match="that mark is gone"):
        library.revise(seen.id, CHAIN, since=mine.updated)


@pytest.mark.parametrize("clock", [lambda: "2024-07-20T09:00:00.999Z", lambda: "2023-01-01T00:00:00.000Z"])
def test_each_revision_is_later_than_the_one_before_even_where_the_clock_is_not(
    library: Library, article: MakeArticle, clock: Callable[[], str]
) -> None:
    made = library.annotate(article().id, FIGURE)
    with Library(library.path, clock=clock) as other:
        times = [made.updated, *(other.revise(made.id, FIGURE).updated for _ in range(3))]
    assert times == sorted(set(times))
    assert {len(at) for at in times} == {24}


def test_offsets_are_taken_only_for_the_text_they_count_into(library: Library, article: MakeArticle) -> None:
    home = article()
    made = library.annotate(home.id, FIGURE, text_id=home.text_id)
    library.revise(made.id, FIGURE, text_id=home.text_id)
    before = tables_of(library)
    refused = r"is another now .*; nothing was changed. Open the article again"
    with pytest.raises(ChangedSince, match=refused):
        library.annotate(home.id, FIGURE, text_id="another")
    with pytest.raises(ChangedSince, match=refused):
        library.revise(made.id, FIGURE, text_id="another")
    assert tables_of(library) == before


def test_a_deleted_mark_takes_its_relations_along_and_undo_brings_them_back(
    library: Library, article: MakeArticle
) -> None:
    one, two = library.annotate(article().id, CHAIN), library.annotate(article().id, FIGURE)
    relation = library.relate(one.id, two.id, RelationKind.CONTRADICTS)
    assert library.relations(two.id) == library.relations(one.id) == library.annotation(one.id).relations == (relation,)
    assert library.delete_annotation(two.id) == "claim up to 40"
    assert library.relations(one.id) == ()
    with pytest.raises(NotFound, match="that mark is gone"):
        library.annotation(two.id)
    library.undo()
    assert library.relations(one.id) == (relation,)
    assert library.annotation(two.id) == two


def test_marks_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    ids = [new_id() for _ in range(3000)]
    assert ids == sorted(set(ids))
    with Library(tmp_path / "library.db") as library:
        home = keep(library, b"x").article
        made = [library.annotate(home, highlight("ferry")).id for _ in range(5)]
        assert [annotation.id for annotation in library.annotations(home)] == made
        assert len(now()) == len("2026-11-22T09:56:36.123Z")


# --- what is refused -------------------------------------------------------------------------------------------------


@dataclass
class Scene:
    """An article with two claims of which one updates the other, and a highlight."""

    library: Library
    home: Article
    made: Annotation
    other: Annotation
    plain: Annotation


NEW = NewEntity("Nobody", "PERSON")
REFUSED: dict[str, Callable[[Scene], object]] = {
    "an unknown tag": lambda s: s.library.annotate(s.home.id, Draft("NO_TAG", CHAIN.parts)),
    "an entity under no tag": lambda s: s.library.annotate(s.home.id, mention("ferry", NewEntity("N", "NO_TAG"))),
    "an entity under a claim's tag": lambda s: s.library.annotate(s.home.id, mention("ferry", NewEntity("N", "CLAIM"))),
    "an unknown entity": lambda s: s.library.annotate(s.home.id, replace(CHAIN, chain=(*CHAIN.chain, LinkDraft("?")))),
    "a part outside": lambda s: s.library.annotate(
        s.home.id, Draft("PERSON", (PartDraft(Role.MENTION, Span(0, 9999)),), NEW)
    ),
    "no words": lambda s: s.library.annotate(s.home.id, Draft("PERSON", (), NEW)),
    "an unknown article": lambda s: s.library.annotate("?", highlight("ferry")),
    "an unknown mark": lambda s: s.library.revise("?", highlight("ferry")),
    "a revision that breaks a rule": lambda s: s.library.revise(s.made.id, Draft("CLAIM", (), chain=(LinkDraft(NEW),))),
    "a related claim that would be none": lambda s: s.library.revise(s.made.id, mention("ferry", NEW)),
    "the deletion of an unknown mark": lambda s: s.library.delete_annotation("?"),
    "a relation to itself": lambda s: s.library.relate(s.made.id, s.made.id, RelationKind.SAME_AS),
    "a relation to an unknown mark": lambda s: s.library.relate(s.made.id, "?", RelationKind.SAME_AS),
    "a relation of what is no claim": lambda s: s.library.relate(s.made.id, s.plain.id, RelationKind.SAME_AS),
    "a relation that stands already": lambda s: s.library.relate(s.made.id, s.other.id, RelationKind.UPDATES),
    "the state of an unknown article": lambda s: s.library.set_state("?", State.DONE),
    "the source of an unknown article": lambda s: s.library.source(replace(s.home, source_id="?")),
}


@pytest.mark.parametrize("action", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_in_words_and_leaves_nothing(
    library: Library, article: MakeArticle, action: Callable[[Scene], object]
) -> None:
    home = article()
    made, other, plain = (library.annotate(home.id, draft) for draft in (CHAIN, FIGURE, highlight("ferry")))
    library.relate(made.id, other.id, RelationKind.UPDATES)
    before = tables_of(library)
    with pytest.raises(AnnottyError) as told:
        action(Scene(library, home, made, other, plain))
    assert isinstance(told.value, (Refused, NotFound))
    assert len(str(told.value).split()) >= 4
    assert "constraint" not in str(told.value)
    assert tables_of(library) == before
    library.annotate(home.id, highlight("winter"))  # and the library goes on


def test_nothing_is_written_inside_a_snapshot(library: Library, article: MakeArticle) -> None:
    home = article()
    with pytest.raises(LibraryError, match="not saved"), library.snapshot():
        library.annotate(home.id, highlight("ferry"))
    assert library.annotations(home.id) == ()
    library.annotate(home.id, highlight("ferry"))


def test_the_annotator_is_who_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANNOTTY_ANNOTATOR", " Ann\udce9 ")
    assert annotator_here() == "Ann\udce9"
    with Library(tmp_path / "library.db") as library:
        assert library.annotator == "Ann\ufffd"
        library.annotate(keep(library, b"x").article, highlight("ferry"))
    with Library(tmp_path / "library.db", annotator="Bo") as library:
        assert (library.annotator, library.annotations(next(library.article_ids()))[0].annotator) == ("Bo", "Ann\ufffd")


def test_the_library_in_figures(library: Library, article: MakeArticle) -> None:
    home = article("One two\n\nthree")
    library.set_position(home, 3)
    other = article()
    one, two = library.annotate(other.id, CHAIN), library.annotate(other.id, FIGURE)
    library.relate(one.id, two.id, RelationKind.SUPPORTS)
    stats = library.stats()
    assert (stats.articles, stats.entities, stats.relations, stats.words) == (2, 2, 1, 3 + len(TEXT.split()))
    assert (stats.states, stats.tags) == ({"new": 1, "reading": 1, "done": 0, "aside": 0}, {"CLAIM": 2})


# --- the terminal may vanish at any moment ----------------------------------------------------------------------------

KILLED = """
import pickle, sys
from store.library import Library
with open(sys.argv[2], "rb") as stream:
    saved, revised = pickle.load(stream)
with Library(sys.argv[1], annotator="reader") as library:
    (article,) = library.articles()
    while True:
        made = library.annotate(article.id, saved)
        print("saved", made.id, flush=True)
        library.revise(made.id, revised)
        print("revised", made.id, flush=True)
"""


def test_whatever_was_called_saved_outlives_a_kill(library: Library, article: MakeArticle) -> None:
    home = article()
    library.close()
    drafts = library.path.with_name("drafts")
    drafts.write_bytes(pickle.dumps((CHAIN, mention("Ilse Maar", NewEntity("Ilse Maar", "PERSON")))))
    moments = random.Random(20240720)
    saved: set[str] = set()
    revised: set[str] = set()
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(library.path), str(drafts)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(moments.randint(1, 9))]
        for _ in range(moments.randint(0, 20_000)):  # somewhere inside what it does next
            pass
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.read().splitlines()
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        for line in lines:
            with suppress(ValueError):  # the last line may be half a line
                what, identifier = line.split()
                if len(identifier) == 36:
                    (saved if what == "saved" else revised).add(identifier)
        with Library(library.path) as again:
            present = {annotation.id: annotation for annotation in again.annotations(home.id)}
            told = [change.action for change in again.changes()]
        assert saved <= present.keys()
        assert all(present[identifier].quote == "Ilse Maar" for identifier in revised)
        assert all(len(annotation.parts) == (6 if annotation.claim else 1) for annotation in present.values())
        assert told.count(Deed.ANNOTATE) == len(present)
        with closing(sqlite3.connect(library.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(saved) > 12
