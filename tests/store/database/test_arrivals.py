from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from store.document import Block, BlockKind, Document
from store.errors import AnnottyError, ChangedSince, FormatError, NothingToUndo, Refused
from store.library import Library
from store.model import (
    Added,
    Alias,
    Annotation,
    Article,
    Attribution,
    Carried,
    Claim,
    Cleaned,
    Deed,
    Draft,
    Entity,
    Imported,
    Layer,
    Metadata,
    Part,
    PartDraft,
    RawItem,
    Relation,
    RelationKind,
    Role,
    Source,
    State,
    Status,
)
from store.text import Span
from tests.conftest import TEXT, TITLE, MakeArticle, OpenLibrary, span_of, tables_of
from tests.store.database.test_history import assert_the_history_agrees
from tests.store.looking import mention_counts

RAW = f"saved page\n\n{TEXT}".encode()
AT = "2024-05-04T10:00:00.000Z"
MAAR = Entity(
    "e-maar", "Ilse Maar", "PERSON", (Alias("Maar"), Alias("she", weak=True)), {"wikidata": "Q0"}, "B", "mayor"
)


def sha256(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def document(text: str = TEXT) -> Document:
    return Document(text, (Block(BlockKind.PARAGRAPH, Span(0, text.index("\n") if "\n" in text else len(text))),))


def arriving(text: str = TEXT, *, whole: bool = True, raw: bytes = RAW, identifier: str = "a-far") -> Article:
    """An article as a file brings it: with its text, or by name only."""
    return Article(
        *(identifier, Metadata(TITLE, outlet="Far Post"), State.NEW, AT, "", sha256(text), "far 1", "", sha256(raw)),
        document(text) if whole else None,
    )


def source(raw: bytes = RAW) -> Source:
    return Source("s-far", sha256(raw), raw, "text/plain", "utf-8", "far.txt", AT)


def mark(
    words: str, identifier: str, text: str = TEXT, layer: Layer = Layer.HIGHLIGHT, tag: str = "HIGHLIGHT"
) -> Annotation:
    """A mark as a file brings it: it has the digest of its text where others have their text version."""
    span = span_of(text, words)
    role = Role.CONTENT if layer is Layer.CLAIM else Role.MENTION
    part = Part(role, span, words, text[max(0, span.start - 32) : span.start], text[span.end : span.end + 32])
    claim = Claim() if layer is Layer.CLAIM else None
    return Annotation(identifier, "a-far", sha256(text), layer, tag, (part,), "Far", AT, AT, claim=claim)


def receive(library: Library, *marks: Annotation, article: Article | None = None) -> Imported:
    return library.receive([Carried(article or arriving(), annotation=mark) for mark in marks])


@pytest.fixture
def waiting(library: Library) -> Library:
    """A library into which marks came, and not the words that they are about."""
    receive(library, mark("Ilse Maar", "m-1"), mark("12 lost boats", "m-2"), article=arriving(whole=False))
    return library


def keep(library: Library, text: str = TEXT, raw: bytes = RAW) -> Added:
    return library.keep(
        RawItem(raw, "near.txt"), Cleaned(document(text), Metadata("Near"), "text/plain", "utf-8", "near")
    )


# --- articles --------------------------------------------------------------------------------------------------------


def test_an_article_arrives_whole_under_its_own_identifier(library: Library) -> None:
    imported = library.receive([Carried(replace(arriving(), state=State.DONE), source())])
    assert (imported.articles, imported.annotations) == (1, 0)
    here = library.article("a-far")
    assert (here.document, here.metadata, here.state, here.added) == (
        *(document(), Metadata(TITLE, outlet="Far Post"), State.DONE, AT),
    )
    assert library.source(here) == source()
    assert [change.action for change in library.changes()] == ["import"]
    with pytest.raises(NothingToUndo):  # an article is never thrown away
        library.undo()


def test_an_article_that_is_here_already_is_met_by_its_bytes(library: Library, article: MakeArticle) -> None:
    here = article(raw=RAW)
    imported = library.receive([Carried(arriving(), source(), mark("Ilse Maar", "m-1"))])
    assert (imported.articles, imported.annotations) == (0, 1)
    assert [summary.id for summary in library.articles()] == [here.id]
    assert [(a.id, a.article, a.text_id, a.quote) for a in library.annotations(here.id)] == [
        ("m-1", here.id, here.text_id, "Ilse Maar")
    ]


def test_another_article_of_the_same_identifier_is_refused(library: Library) -> None:
    library.receive([Carried(arriving(), source())])
    with pytest.raises(FormatError, match="is here already, made from other bytes; nothing was imported"):
        library.receive([Carried(arriving(raw=b"other"), source(b"other"))])


@pytest.mark.parametrize(
    "carried",
    [
        Carried(arriving(), replace(source(), raw=b"others")),
        Carried(arriving(), source(b"others")),
        Carried(replace(arriving(), text_sha256="0" * 64), source()),
    ],
)
def test_bytes_and_words_that_are_not_what_their_digest_says_are_refused(library: Library, carried: Carried) -> None:
    with pytest.raises(FormatError, match="is not what its digest says; nothing was imported"):
        library.receive([carried])
    assert library.articles() == ()


# --- articles that came by name only ---------------------------------------------------------------------------------


def test_an_article_that_came_by_name_is_completed_when_its_file_is_added(waiting: Library) -> None:
    before = waiting.article("a-far")
    assert (before.document, before.text_sha256) == (None, sha256(TEXT))
    added = keep(waiting)
    assert (added.article, added.outcome, added.orphans) == ("a-far", "completed", ())
    after = waiting.article("a-far")
    assert (after.text, after.text_id, after.metadata.title) == (TEXT, before.text_id, "Near")
    assert waiting.source(after).raw == RAW
    assert [(a.quote, a.text_id) for a in waiting.annotations("a-far")] == [
        ("Ilse Maar", after.text_id),
        ("12 lost boats", after.text_id),
    ]
    assert keep(waiting).outcome == "known"


def test_marks_that_waited_find_their_place_in_a_text_that_was_cleaned_otherwise(waiting: Library) -> None:
    added = keep(waiting, "A line before.\n\n" + TEXT)
    here = waiting.article("a-far")
    assert added.orphans == ()
    for made in waiting.annotations("a-far"):
        assert made.text_id == here.text_id
        assert [part.span.of(here.text) for part in made.parts] == [part.exact for part in made.parts]


def test_a_mark_that_waited_and_finds_no_place_is_kept_and_told_of(waiting: Library) -> None:
    added = keep(waiting, TEXT.replace("12 lost boats", "many boats"))
    assert added.orphans == ("m-2",)
    here = waiting.article("a-far")
    assert {a.id: a.text_id == here.text_id for a in waiting.annotations("a-far")} == {"m-1": True, "m-2": False}
    assert waiting.annotation("m-2").quote == "12 lost boats"


def test_a_mark_that_could_stand_in_two_places_is_not_guessed_at(waiting: Library) -> None:
    assert set(keep(waiting, f"{TEXT}\n\n{TEXT}").orphans) == {"m-1", "m-2"}


def test_a_few_words_are_not_enough_where_nothing_else_of_the_text_is_left(waiting: Library) -> None:
    assert set(keep(waiting, "Ilse Maar once counted 12 lost boats on another coast.").orphans) == {"m-1", "m-2"}


def test_a_mark_without_a_place_gets_one_when_it_is_revised(waiting: Library) -> None:
    keep(waiting, TEXT.replace("12 lost boats", "many boats"))
    here = waiting.article("a-far")
    span = span_of(here.text, "many boats")
    draft = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),))
    revised = waiting.revise("m-2", draft, text_id=here.text_id)
    assert (revised.text_id, revised.quote) == (here.text_id, "many boats")
    waiting.undo()
    assert waiting.annotation("m-2").quote == "12 lost boats"


def test_offsets_of_another_text_are_not_put_on_this_one(waiting: Library) -> None:
    keep(waiting, TEXT.replace("12 lost boats", "many boats"))
    lost = waiting.annotation("m-2")
    old = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, lost.parts[0].span),), note="only a note")
    before = tables_of(waiting)
    with pytest.raises(ChangedSince, match=r"made on another version of the text.*nothing was changed"):
        waiting.revise("m-2", old)
    assert tables_of(waiting) == before


def test_offsets_of_another_text_are_taken_where_the_same_words_stand_there(waiting: Library) -> None:
    text = TEXT.replace("said Ilse Maar", "said Else Maar").replace("12 lost boats, then", "12 lost boats; so")
    keep(waiting, text)
    lost = waiting.annotation("m-2")
    here = waiting.article("a-far")
    assert waiting.annotation("m-1").text_id != here.text_id
    assert lost.text_id == here.text_id
    far = TEXT.replace("Nobody", "Not one")
    receive(waiting, mark("12 lost boats", "m-3", far), article=arriving(far, whole=False))
    draft = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, "12 lost boats")),), note="noted")
    assert waiting.revise("m-3", draft).text_id == here.text_id


# --- what moved is nobody's doing -------------------------------------------------------------------------------------


def places(library: Library) -> dict[str, bool]:
    here = library.article("a-far")
    return {a.id: a.text_id == here.text_id for a in library.annotations("a-far")}


def test_undo_does_not_take_marks_from_their_words_when_a_file_was_added(waiting: Library) -> None:
    keep(waiting, "A line before.\n\n" + TEXT)
    assert [change.action for change in waiting.changes()] == ["place", "add", "import"]
    assert waiting.undo().summary == "2 imported marks"
    assert waiting.annotations("a-far") == ()
    with pytest.raises(NothingToUndo):
        waiting.undo()
    waiting.redo()
    assert places(waiting) == {"m-1": True, "m-2": True}
    assert_the_history_agrees(waiting)


def test_a_mark_that_comes_back_to_a_text_that_came_finds_its_words_at_once(waiting: Library) -> None:
    waiting.delete_annotation("m-1")
    keep(waiting, "A line before.\n\n" + TEXT)
    waiting.undo()
    assert places(waiting) == {"m-1": True, "m-2": True}
    again = keep(waiting, "A line before.\n\n" + TEXT)
    assert (again.outcome, again.orphans) == ("known", ())
    assert places(waiting) == {"m-1": True, "m-2": True}
    assert waiting.annotation("m-1").parts[0].source is None
    steps = len(list(waiting.changes()))
    keep(waiting, "A line before.\n\n" + TEXT)
    assert len(list(waiting.changes())) == steps
    assert_the_history_agrees(waiting)


def test_a_mark_that_still_waits_is_told_of_each_time_its_file_is_added(waiting: Library) -> None:
    for _ in range(2):
        assert keep(waiting, TEXT.replace("12 lost boats", "many boats")).orphans == ("m-2",)


def test_a_place_in_another_text_is_no_place_in_this_one(waiting: Library) -> None:
    waiting.set_position(waiting.article("a-far"), 30)
    keep(waiting, "Other words, many of them, and then more.")
    assert waiting.article("a-far").position == 0
    waiting.set_position(waiting.article("a-far"), 12)
    assert waiting.article("a-far").position == 12


def test_bytes_are_kept_even_where_only_they_were_lacking(library: Library) -> None:
    library.receive([Carried(arriving())])
    assert library.source(library.article("a-far")).raw is None
    assert keep(library).outcome == "completed"
    assert library.source(library.article("a-far")).raw == RAW
    assert keep(library).outcome == "known"


def test_bytes_come_with_a_later_import(library: Library) -> None:
    library.receive([Carried(arriving())])
    library.receive([Carried(arriving(), source())])
    assert library.source(library.article("a-far")).raw == RAW


def test_an_import_completes_what_an_earlier_one_brought_by_name(waiting: Library) -> None:
    imported = waiting.receive([Carried(arriving("Another line.\n" + TEXT), source())])
    assert (imported.articles, imported.completed, imported.orphans) == (0, 1, ())
    assert waiting.article("a-far").text == "Another line.\n" + TEXT
    assert [change.action for change in waiting.changes()] == ["place", "import", "import"]
    assert places(waiting) == {"m-1": True, "m-2": True}
    assert_the_history_agrees(waiting)


# --- marks -----------------------------------------------------------------------------------------------------------


def test_a_mark_arrives_with_all_that_belongs_to_it(library: Library) -> None:
    person = replace(mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="PERSON"), entity=MAAR, note="n", score=0.5)
    chain = (Attribution(0, label="the paper"), Attribution(1, "e-maar"))
    claim = replace(mark("another winter", "m-2", layer=Layer.CLAIM, tag="CLAIM"), claim=Claim("g", chain=chain))
    imported = library.receive(
        [Carried(arriving(), source()), Carried(arriving(), None, person, (MAAR,)), Carried(arriving(), None, claim)]
    )
    assert (imported.articles, imported.annotations, imported.orphans) == (1, 2, ())
    text_id = library.article("a-far").text_id
    assert library.annotations("a-far") == (replace(person, text_id=text_id), replace(claim, text_id=text_id))
    assert library.entities() == (MAAR,)


def test_a_mark_brings_the_entity_that_it_means(library: Library) -> None:
    receive(library, replace(mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="PERSON"), entity=MAAR))
    assert library.entities() == (MAAR,)


def test_an_entity_that_is_here_stays_as_it_is(library: Library) -> None:
    person = replace(mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="PERSON"), entity=MAAR)
    receive(library, person)
    other = replace(MAAR, name="I. Maar", note="")
    library.receive([Carried(arriving(), None, replace(person, id="m-2", entity=other), (other,))])
    assert library.entities() == (MAAR,)


def test_an_entity_that_is_here_gets_the_names_that_it_lacks_and_loses_none(library: Library) -> None:
    person = replace(mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="PERSON"), entity=MAAR)
    receive(library, person)
    for name, number in (("Mrs Maar", "m-2"), ("the mayor", "m-3")):
        other = replace(MAAR, aliases=(Alias("she", weak=False), Alias(name, weak=True)))
        receive(library, replace(person, id=number, entity=other))
    aliases = (Alias("Maar"), Alias("Mrs Maar", weak=True), Alias("she", weak=True), Alias("the mayor", weak=True))
    assert library.entities() == (replace(MAAR, aliases=aliases),)
    library.undo()
    assert library.entities() == (replace(MAAR, aliases=aliases[:3]),)


def test_nobody_waits_for_an_import_that_comes_slowly(library: Library, open_library: OpenLibrary) -> None:
    other = open_library(annotator="other")
    home = keep(other, raw=b"another page").article

    def slowly() -> Iterator[Carried]:
        yield Carried(arriving(), source())
        other.set_state(home, State.DONE)  # would wait, and then fail, if the library were locked
        yield Carried(arriving(), None, mark("Ilse Maar", "m-1"))

    assert library.receive(slowly()).annotations == 1
    assert library.state(home) is State.DONE


def test_a_large_import_does_not_lie_in_memory(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.spool.IN_MEMORY", 1000)
    monkeypatch.setattr("store.database.recording._AT_HAND", 7)
    monkeypatch.setattr("store.database.arrivals._AT_HAND", 1)
    named = (Entity(f"e-{n % 3}", f"Maar {n % 3}", "PERSON") for n in range(30))
    marks = [
        Carried(
            arriving(), source(), replace(mark("Ilse Maar", f"m-{n}", layer=Layer.ENTITY, tag="PERSON"), entity=entity)
        )
        for n, entity in enumerate(named)
    ]
    imported = library.receive(marks)
    assert (imported.articles, imported.annotations) == (1, 30)
    article = library.articles()[0].id
    assert sorted(each.id for each in library.annotations(article)) == sorted(f"m-{n}" for n in range(30))
    assert [entity.id for entity in library.entities()] == ["e-0", "e-1", "e-2"]
    library.undo()
    assert (library.annotations(article), library.entities()) == ((), ())


def test_an_article_that_is_here_gets_the_labels_that_it_lacks(library: Library) -> None:
    home = keep(library).article
    library.label([home], "dam")
    library.set_state(home, State.DONE)
    library.receive([Carried(arriving(), source(), labels=("dam", "to file"))])
    assert library.labels() == {"dam": 1, "to file": 1}
    assert library.state(home) is State.DONE
    library.receive([Carried(arriving(), source(), labels=("dam", "to file"))])
    assert len([each for each in library.changes() if each.action is Deed.IMPORT]) == 1
    library.undo()
    assert library.labels() == {"dam": 1}


def test_tags_that_are_not_here_are_made_in_their_layer(library: Library) -> None:
    receive(library, mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="VESSEL"))
    tag = {tag.name: tag for tag in library.tags()}["VESSEL"]
    assert (tag.layer, tag.label, tag.key) == (Layer.ENTITY, "vessel", None)
    with pytest.raises(FormatError, match="PERSON is a tag for entity here, and for highlight in the file"):
        receive(library, mark("Ilse Maar", "m-2", tag="PERSON"))


def test_the_newer_of_two_versions_of_a_mark_stays(library: Library) -> None:
    first = mark("Ilse Maar", "m-1")
    receive(library, first)
    later = replace(mark("the harbour", "m-1"), note="later", updated="2024-05-05T10:00:00.000Z")
    assert receive(library, later).updated == 1
    assert (receive(library, first).known, receive(library, later).known) == (1, 1)
    assert (library.annotation("m-1").note, library.annotation("m-1").quote) == ("later", "the harbour")


def test_a_mark_from_another_cleaning_finds_its_place_or_stays_without_one(library: Library) -> None:
    keep(library)
    other = TEXT.replace("12 lost boats", "12 boats").replace("Nobody", "Not one")
    imported = receive(
        library,
        mark("Ilse Maar", "m-1", other),
        mark("12 boats", "m-2", other),
        mark("Not one", "m-3", other),
        article=arriving(other, whole=False),
    )
    assert (imported.annotations, imported.orphans) == (3, ("m-2", "m-3"))
    here = library.articles()[0].id
    placed = {a.id: a.text_id == library.article(here).text_id for a in library.annotations(here)}
    assert placed == {"m-1": True, "m-2": False, "m-3": False}
    assert library.annotation("m-1").parts[0].span == span_of(TEXT, "Ilse Maar")
    assert library.annotation("m-2").parts[0].span == span_of(other, "12 boats")


def test_a_mark_is_not_placed_on_half_a_character(library: Library) -> None:
    keep(library, "Cafe\u0301 Maar")
    assert receive(library, mark("Cafe", "m-1", "Cafe Maar"), article=arriving("Cafe Maar", whole=False)).orphans == (
        "m-1",
    )


@pytest.mark.parametrize(("text", "span"), [("Cafe\u0301 Maar", Span(0, 4)), ("Maar \U0001f1f2\U0001f1f9", Span(6, 7))])
def test_a_mark_that_cuts_a_character_of_its_own_text_is_refused(library: Library, text: str, span: Span) -> None:
    part = Part(Role.MENTION, span, span.of(text))
    with pytest.raises(FormatError, match="nothing was imported"):
        receive(library, replace(mark("Maar", "m-1", text), parts=(part,)), article=arriving(text))


# --- relations -------------------------------------------------------------------------------------------------------


def claims(*, target: str = "m-2") -> list[Carried]:
    one = mark("another winter", "m-1", layer=Layer.CLAIM, tag="CLAIM")
    relation = Relation("r-1", "m-1", target, RelationKind.SUPPORTS, "Far", AT, "why")
    two = mark("12 lost boats", "m-2", layer=Layer.CLAIM, tag="CLAIM")
    return [Carried(arriving(), None, replace(one, relations=(relation,))), Carried(arriving(), None, two)]


def test_relations_arrive_whatever_the_order_of_their_ends(library: Library) -> None:
    library.receive(claims())
    assert library.relations("m-2") == (Relation("r-1", "m-1", "m-2", RelationKind.SUPPORTS, "Far", AT, "why"),)
    library.receive(claims())
    assert len(library.relations("m-1")) == 1


def test_a_relation_to_what_was_not_exported_is_counted_and_left_out(library: Library) -> None:
    imported = library.receive(claims(target="m-9"))
    assert (imported.annotations, imported.unmet, library.relations("m-1")) == (2, 1, ())


# --- all or nothing --------------------------------------------------------------------------------------------------


def _broken() -> Iterator[Carried]:
    yield Carried(arriving(), source())
    raise FormatError("line 2 is not JSON")


def _other_words() -> Iterator[Carried]:
    wrong = mark("Ilse Maar", "m-2")
    yield Carried(arriving(), source(), mark("harbour", "m-1"))
    yield Carried(arriving(), None, replace(wrong, parts=(replace(wrong.parts[0], exact="Olse Maar"),)))


def _nobody() -> Iterator[Carried]:
    claim = Claim(chain=(Attribution(0, "nobody"),))
    yield Carried(arriving(), source())
    yield Carried(arriving(), None, replace(mark("Maar", "m-1", layer=Layer.CLAIM, tag="CLAIM"), claim=claim))


def _no_claim() -> Iterator[Carried]:
    yield claims()[0]
    yield Carried(arriving(), None, mark("12 lost boats", "m-2"))


@pytest.mark.parametrize("records", [_broken, _other_words, _nobody, _no_claim])
def test_an_import_is_taken_in_whole_or_not_at_all(library: Library, records: object) -> None:
    assert callable(records)
    before = tables_of(library)
    with pytest.raises(AnnottyError):
        library.receive(records())
    assert tables_of(library) == before


def test_the_marks_of_an_import_are_one_step_to_take_back(library: Library) -> None:
    receive(library, mark("Ilse Maar", "m-1"), mark("12 lost boats", "m-2"))
    change = library.undo()
    assert (change.summary, library.annotations("a-far")) == ("2 imported marks", ())
    library.redo()
    assert [a.id for a in library.annotations("a-far")] == ["m-1", "m-2"]


def test_an_import_of_what_is_here_already_leaves_no_trace(library: Library) -> None:
    records = [Carried(arriving(), source()), *claims()]
    library.receive(records)
    before = tables_of(library)
    assert library.receive(records).known == 2
    assert tables_of(library) == before


def test_only_accepted_marks_are_counted(library: Library, open_library: OpenLibrary) -> None:
    person = replace(mark("Ilse Maar", "m-1", layer=Layer.ENTITY, tag="PERSON"), entity=MAAR)
    claim = replace(mark("winter", "m-2", layer=Layer.CLAIM, tag="CLAIM"))
    chain = (Attribution(0, "e-maar"), Attribution(1, "e-maar"))
    receive(
        library,
        person,
        replace(claim, claim=Claim(chain=chain)),
        replace(person, id="m-3", status=Status.SUGGESTED),
        replace(claim, id="m-4", status=Status.REJECTED, claim=Claim(chain=chain)),
    )
    assert mention_counts(library) == {"e-maar": 2}
    assert library.stats().annotations.total == library.articles()[0].counts.total == 2
    assert len(open_library().annotations("a-far")) == 4


def test_a_quote_that_lies_is_refused_when_the_words_come(library: Library) -> None:
    lying = mark("Ilse Maar", "m-1")
    lying = replace(lying, parts=(replace(lying.parts[0], exact="Olse Maar"),))
    receive(library, lying, article=arriving(whole=False))
    before = tables_of(library)
    with pytest.raises(Refused, match="not the one that its marks were made on; nothing was changed"):
        keep(library)
    assert tables_of(library) == before
