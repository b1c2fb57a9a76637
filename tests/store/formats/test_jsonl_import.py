"""Importing into a library that is not empty: what is the same is known again, what differs finds its place or is told of."""

from __future__ import annotations

import json

import pytest

from store.document import Document
from store.errors import FormatError
from store.formats import jsonl
from store.library import Library
from store.model import (
    Alias,
    Annotation,
    Claim,
    Cleaned,
    Draft,
    Imported,
    Layer,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RawItem,
    RelationKind,
    Role,
)
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.store.formats.telling import told

RAW = b"the page as it came"


def export(library: Library, *, articles: bool = False) -> list[str]:
    return list(jsonl.export(library, articles=articles))


def receive(library: Library, lines: list[str]) -> Imported:
    return library.receive(jsonl.read(lines, "marks.jsonl"))


def keep(library: Library, text: str) -> str:
    """The same raw page, cleaned to some text."""
    cleaned = Cleaned(Document(text), Metadata("Ferry"), "text/plain", "utf-8", "another 2")
    return library.keep(RawItem(RAW, "page.txt"), cleaned).article


def page(number: int) -> tuple[RawItem, Cleaned]:
    """A raw page like no other, cleaned to the same text as the others."""
    cleaned = Cleaned(Document(TEXT), Metadata(f"Ferry {number}"), "text/plain", "utf-8", "another 2")
    return RawItem(b"page %d" % number, f"{number}.txt"), cleaned


def person(library: Library, article: str, words: str) -> Annotation:
    span = span_of(library.article(article).text, words)
    draft = Draft("PERSON", (PartDraft(Role.MENTION, span),), NewEntity(words, "PERSON"))
    return library.annotate(article, draft)


def claim(library: Library, article: str, words: str) -> Annotation:
    text = library.article(article).text
    chain = (LinkDraft(label="The Coast Institute"), LinkDraft(NewEntity("the islanders", "ORGANISATION")))
    parts = (
        PartDraft(Role.CONTENT, span_of(text, words)),
        PartDraft(Role.CUE, span_of(text, "claimed"), depth=1),
    )
    return library.annotate(article, Draft("CLAIM", parts, claim=Claim(gist="in short"), chain=chain))


@pytest.mark.parametrize("articles", [False, True], ids=["marks only", "with articles"])
def test_marks_find_their_words_in_the_text_that_another_cleaning_made_of_the_same_page(
    open_library: OpenLibrary, articles: bool
) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there, here = keep(desk, TEXT), keep(home, "Read also: nothing\n\n" + TEXT)
    made = claim(desk, there, "a new ferry")
    imported = receive(home, export(desk, articles=articles))
    assert (imported.articles, imported.annotations, imported.orphans) == (0, 1, ())
    assert here != there
    (mark,) = home.annotations(here)
    article = home.article(here)
    assert mark.id == made.id
    assert mark.text_id == article.text_id
    assert [part.span.of(article.text) for part in mark.parts] == ["a new ferry", "claimed"]


@pytest.mark.parametrize("articles", [False, True], ids=["marks only", "with articles"])
def test_a_mark_whose_words_are_gone_is_kept_told_of_and_exported_as_it_came(
    open_library: OpenLibrary, articles: bool
) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there, here = keep(desk, TEXT), keep(home, "Nothing of it was left.")
    made = person(desk, there, "Ilse Maar")
    imported = receive(home, export(desk, articles=articles))
    assert imported.orphans == (made.id,)
    (mark,) = home.annotations(here)
    assert mark.parts == made.parts
    assert mark.text_id != home.article(here).text_id
    (line,) = (json.loads(line) for line in export(home))
    assert line["article"]["text_sha256"] == json.loads(export(desk)[0])["article"]["text_sha256"]


def test_marks_that_came_first_stand_in_the_article_once_its_file_is_added(
    library: Library, open_library: OpenLibrary
) -> None:
    desk = open_library("desk.db")
    person(desk, keep(desk, TEXT), "Ilse Maar")
    assert receive(library, export(desk)).articles == 1
    assert library.articles()[0].counts.entity == 1
    assert library.article(library.articles()[0].id).document is None
    here = keep(library, TEXT)
    assert export(library) == export(desk)
    assert library.annotations(here)[0].text_id == library.article(here).text_id


def test_an_export_with_articles_completes_what_was_known_by_name(library: Library, open_library: OpenLibrary) -> None:
    desk = open_library("desk.db")
    person(desk, keep(desk, TEXT), "Ilse Maar")
    receive(library, export(desk))
    imported = receive(library, export(desk, articles=True))
    assert (imported.completed, imported.articles, imported.known) == (1, 0, 1)
    assert library.article(library.articles()[0].id).text == TEXT


def test_importing_the_same_file_again_changes_nothing_and_leaves_no_step(
    library: Library, open_library: OpenLibrary, article: MakeArticle
) -> None:
    made = article()
    claim(library, made.id, "a new ferry")
    lines, steps = export(library, articles=True), len(list(library.changes()))
    assert receive(library, lines) == Imported(known=1)
    assert export(library, articles=True) == lines
    assert len(list(library.changes())) == steps


def test_of_two_states_of_a_mark_the_later_one_is_kept(open_library: OpenLibrary) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    made = person(desk, keep(desk, TEXT), "Ilse Maar")
    early = export(desk)
    receive(home, early)
    parts = tuple(PartDraft(part.role, part.span) for part in made.parts)
    desk.revise(made.id, Draft("PERSON", parts, made.entity.id if made.entity else None, note="of the harbour"))
    assert receive(home, export(desk)).updated == 1
    assert home.annotation(made.id).note == "of the harbour"
    assert receive(home, early) == Imported(known=1)
    assert home.annotation(made.id).note == "of the harbour"


def test_a_relation_waits_for_the_file_that_brings_its_other_end(open_library: OpenLibrary) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there = keep(desk, TEXT)
    one, other = claim(desk, there, "19"), claim(desk, there, "12")
    relation = desk.relate(one.id, other.id, RelationKind.UPDATES)
    lines = {json.loads(line)["id"]: line for line in export(desk)}
    assert receive(home, [lines[one.id]]).unmet == 1
    assert home.relations(one.id) == ()
    receive(home, [lines[other.id]])
    steps = len(list(home.changes()))
    assert receive(home, [lines[one.id]]).unmet == 0
    assert home.relations(one.id) == (relation,)
    assert len(list(home.changes())) == steps + 1


def test_an_export_of_some_tells_of_nothing_that_is_left_out(open_library: OpenLibrary) -> None:
    desk = open_library("desk.db")
    one, other = (desk.keep(*page(number)).article for number in range(2))
    late, early = claim(desk, one, "a new ferry"), claim(desk, other, "19")
    desk.relate(late.id, early.id, RelationKind.UPDATES)
    desk.relate(late.id, claim(desk, one, "12").id, RelationKind.RELATED)
    for only in (None, [one, other, "nobody"]):
        assert list(jsonl.export(desk, articles=True, only=only)) == list(told(desk, articles=True, only=only))
        assert sum(len(json.loads(line)["relations"]) for line in jsonl.export(desk, only=only)) == 2
    for some in ([one], iter([one])):
        lines = [json.loads(line) for line in jsonl.export(desk, articles=True, only=some)]
        assert [line["id"] for line in lines][:2] == [one, late.id]
        assert [relation["kind"] for line in lines[1:] for relation in line["relations"]] == ["related"]
    desk.delete_articles([other])
    assert list(jsonl.export(desk, articles=True)) == list(told(desk, articles=True))
    assert export(desk) == list(jsonl.export(desk, only=[one, other])) == list(told(desk, articles=False))
    assert list(jsonl.export(desk, articles=True, only=[])) == []


@pytest.mark.parametrize("quantity", [0.1 + 0.2, 1e16, 5.0, -0.0, 1e-320, 2**63 - 1])
def test_a_figure_is_written_to_its_last_digit(open_library: OpenLibrary, quantity: float) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there = keep(desk, TEXT)
    parts = (PartDraft(Role.CONTENT, span_of(TEXT, "a new ferry")),)
    desk.annotate(there, Draft("CLAIM", parts, claim=Claim(quantity=quantity)))
    (line,) = export(desk)
    assert f'"quantity":{json.dumps(quantity)},' in line
    receive(home, [line])
    assert export(home) == [line]


def test_marks_stand_in_order_of_their_identifiers_in_whatever_order_they_came(
    open_library: OpenLibrary,
) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there = keep(desk, TEXT)
    for words in ("Ilse Maar", "a new ferry", "fishermen"):
        person(desk, there, words)
    lines = export(desk)
    receive(home, lines[::-1])
    assert export(home) == lines


def test_a_relation_to_what_is_no_claim_is_refused(library: Library, open_library: OpenLibrary) -> None:
    desk = open_library("desk.db")
    there = keep(desk, TEXT)
    one, other = claim(desk, there, "19"), person(desk, there, "Ilse Maar")
    lines = [json.loads(line) for line in export(desk)]
    told = {"kind": "supports", "target": other.id, "id": "r1", "note": "", "annotator": "a", "created": one.created}
    for line in lines:
        line["relations"] = [told] if line["id"] == one.id else []
    with pytest.raises(FormatError, match="no claim; nothing was imported"):
        receive(library, [json.dumps(line) for line in lines])
    assert library.articles() == ()


@pytest.mark.parametrize("which", [0, 1])
def test_a_relation_of_what_was_made_a_highlight_here_is_left_out(open_library: OpenLibrary, which: int) -> None:
    desk = open_library("desk.db")
    there = keep(desk, TEXT)
    ends = claim(desk, there, "19"), claim(desk, there, "12 lost boats")
    relation = desk.relate(ends[0].id, ends[1].id, RelationKind.SUPPORTS)
    lines = export(desk)
    desk.unrelate(relation)
    highlight = Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "winter")),))
    now = desk.revise(ends[which].id, highlight)
    assert receive(desk, lines).unmet == 1
    assert (desk.annotation(now.id), desk.relations(now.id)) == (now, ())


def test_a_claim_that_was_made_a_highlight_there_lets_go_of_its_relations_here(open_library: OpenLibrary) -> None:
    desk, home = open_library("desk.db"), open_library("home.db")
    there = keep(desk, TEXT)
    ends = claim(desk, there, "19"), claim(desk, there, "12 lost boats")
    receive(home, export(desk, articles=True))
    relation = home.relate(ends[0].id, ends[1].id, RelationKind.SUPPORTS)
    desk.revise(ends[1].id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "winter")),)))
    assert receive(home, export(desk)).updated == 1
    assert home.relations(ends[0].id) == ()
    home.undo()
    assert home.relations(ends[0].id) == (relation,)


def test_an_unknown_tag_is_made(library: Library, open_library: OpenLibrary) -> None:
    desk = open_library("desk.db")
    person(desk, keep(desk, TEXT), "Ilse Maar")
    line = json.loads(export(desk)[0]) | {"tag": "SAILOR"}
    receive(library, [json.dumps(line)])
    assert next(tag.layer for tag in library.tags() if tag.name == "SAILOR") is Layer.ENTITY


def test_a_tag_of_another_kind_is_refused(library: Library, open_library: OpenLibrary) -> None:
    desk = open_library("desk.db")
    person(desk, keep(desk, TEXT), "Ilse Maar")
    line = json.loads(export(desk)[0]) | {"tag": "CLAIM"}
    with pytest.raises(FormatError, match="CLAIM is a tag for claim"):
        receive(library, [json.dumps(line)])
    assert library.articles() == ()


def test_a_quote_that_does_not_stand_in_the_text_that_is_here_is_refused(
    library: Library, open_library: OpenLibrary
) -> None:
    desk = open_library("desk.db")
    made = person(desk, keep(desk, TEXT), "Ilse Maar")
    keep(library, TEXT)
    line = json.loads(export(desk)[0])
    line["parts"][0]["exact"] = "Else Maar"
    with pytest.raises(FormatError, match=made.id):
        receive(library, [json.dumps(line)])


def test_a_mark_on_another_page_that_bears_the_same_id_is_refused(
    library: Library, open_library: OpenLibrary, article: MakeArticle
) -> None:
    made = article()
    person(library, made.id, "Ilse Maar")
    line = json.loads(export(library)[0])
    line["article"]["source_sha256"] = "0" * 64
    with pytest.raises(FormatError, match="made from other bytes"):
        receive(library, [json.dumps(line)])


def test_what_the_library_keeps_is_never_refused_when_it_comes_back(open_library: OpenLibrary) -> None:
    desk, home = open_library("desk.db", "A\x1b\n B"), open_library("home.db")
    odd = "\x1b[2J a\r\n\u2028b\ud800  c\t"
    meta = Metadata(odd, odd, odd, odd, odd, odd)
    item = RawItem(RAW, f"odd\udce9{odd}.txt")
    there = desk.keep(item, Cleaned(Document(TEXT), meta, "text/plain", "utf-8", "another 2")).article
    new = NewEntity(odd, "PERSON", (Alias(odd), Alias("z"), Alias("a", weak=True)))
    claim = Claim(odd, probability_words=odd, event_from=" 2024-07 ", event_to=" ", quantity=3, unit=odd)
    parts = (PartDraft(Role.CONTENT, span_of(TEXT, "a new ferry")),)
    made = desk.annotate(
        there, Draft("CLAIM", parts, None, odd, claim, (LinkDraft(new, odd, medium=odd, said="2024"),))
    )
    other = desk.annotate(there, Draft("CLAIM", parts))
    desk.relate(made.id, other.id, RelationKind.RELATED, odd)
    with desk.acting_as(odd):
        person(desk, there, "Ilse Maar")
    lines = export(desk, articles=True)
    assert receive(home, lines).annotations == 3
    assert export(home, articles=True) == lines


def test_a_whole_file_brings_the_tag_set_and_the_entities_that_no_mark_names(open_library: OpenLibrary) -> None:
    home, desk = open_library("home.db"), open_library("desk.db")
    here = keep(home, TEXT)
    mark = home.annotate(
        here, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, TEXT[:3])),), NewEntity("The Ferry", "PERSON"))
    )
    home.delete_annotation(mark.id)
    lines = list(jsonl.export(home, articles=True))
    about = [json.loads(line) for line in lines]
    assert [line["entity"]["name"] for line in about if line["type"] == "unnamed"] == ["The Ferry"]
    tags = [line for line in about if line["type"] == "tag"]
    assert [each["tag"]["name"] for each in tags] == [tag.name for tag in home.tags()]
    tags[0]["tag"] |= {"label": "somebody", "key": "Ж", "retired": True}
    own = {**tags[1], "tag": tags[1]["tag"] | {"name": "SHIP", "key": "S", "parent": "PERSON"}}
    changed = [json.dumps(each) for each in (*tags, own)] + [line for line in lines if '"type":"tag"' not in line]
    desk.receive(jsonl.read(changed, "home.jsonl"))
    assert [(tag.name, tag.label, tag.key, tag.retired) for tag in desk.tags() if tag.name in ("PERSON", "SHIP")] == [
        ("PERSON", "somebody", "Ж", True),
        ("SHIP", "organisation", "S", False),
    ]
    assert [entity.name for entity in desk.entities()] == ["The Ferry"]
    assert [json.loads(line) for line in jsonl.export(desk, articles=True)] == [json.loads(line) for line in changed]


def test_tags_that_are_here_stay_as_they_are_where_there_are_articles(open_library: OpenLibrary) -> None:
    home, desk = open_library("home.db"), open_library("desk.db")
    keep(home, TEXT)
    keep(desk, "Another text")
    before = desk.tags()
    lines = [json.loads(line) for line in jsonl.export(home, articles=True)]
    lines[0]["tag"] |= {"label": "somebody"}
    desk.receive(jsonl.read(map(json.dumps, lines), "home.jsonl"))
    assert desk.tags() == before
