"""The desk of entities: its orders, its filters, and where somebody is named."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import NotFound
from store.filters.keys import Subject
from store.filters.parsing import parse
from store.library import Library
from store.model import (
    Alias,
    Draft,
    EntityDraft,
    EntityOrder,
    EntitySort,
    LinkDraft,
    Metadata,
    PartDraft,
    Role,
)
from tests.conftest import TEXT, MakeArticle, span_of
from tests.store.formats.libraries import exported, library_of

DRAFTS = {
    "Ilse Maar": EntityDraft("Ilse Maar", "PERSON", (Alias("Maar"), Alias("the Fisherwoman", weak=True))),
    "Port Office": EntityDraft("Port Office", "ORGANISATION", (), {"wikidata": "Q42", "viaf": "7"}, "B"),
    "Coast-Guard": EntityDraft(
        "Coast-Guard", "GOVERNMENT", (Alias("CG"),), {"viaf": "42"}, "A", "rude on the telephone"
    ),
    "Östra hamnen": EntityDraft("Östra hamnen", "PLACE"),
}
NAMED = {"Ilse Maar": ("2024-07-20", "2024-07-25"), "Port Office": ("2024-07-20",), "Coast-Guard": ("2023",)}
TODAY = date(2024, 8, 1)


def mention(library: Library, home: str, words: str, entity: str, tag: str = "PERSON") -> str:
    return library.annotate(home, Draft(tag, (PartDraft(Role.MENTION, span_of(TEXT, words)),), entity)).id


@pytest.fixture
def desk(library: Library, article: MakeArticle) -> Library:
    """Four entities, three of them named in three articles."""
    homes = {day: article(metadata=Metadata("Ferry", published=day)).id for day in ("2024-07-20", "2024-07-25", "2023")}
    for name, draft in DRAFTS.items():
        made = library.add_entity(draft)
        for day in NAMED.get(name, ()):
            mention(library, homes[day], "Ilse Maar", made.id, made.tag)
    mention(library, homes["2024-07-25"], "minister", library.find_entity("Ilse Maar").id)
    library.settle()
    return library


def names(library: Library, words: str = "", order: EntityOrder | None = None, *, typing: bool = False) -> list[str]:
    term = parse(words, TODAY, typing=typing, subject=Subject.ENTITIES)
    numbers = library.entity_numbers(term, order or EntityOrder(EntitySort.NAME))
    rows = library.entity_rows(numbers)
    return [rows[number].entity.name for number in numbers]


ORDERS = {
    EntitySort.NAME: ["Coast-Guard", "Ilse Maar", "Östra hamnen", "Port Office"],
    EntitySort.TAG: ["Coast-Guard", "Port Office", "Ilse Maar", "Östra hamnen"],
    EntitySort.MENTIONS: ["Ilse Maar", "Coast-Guard", "Port Office", "Östra hamnen"],
    EntitySort.ARTICLES: ["Ilse Maar", "Coast-Guard", "Port Office", "Östra hamnen"],
    EntitySort.SEEN: ["Ilse Maar", "Port Office", "Coast-Guard", "Östra hamnen"],
}


@pytest.mark.parametrize("by", EntitySort)
def test_each_order_and_the_other_way_round(desk: Library, by: EntitySort) -> None:
    assert names(desk, order=EntityOrder(by)) == ORDERS[by]
    assert names(desk, order=EntityOrder(by, turned=True)) == ORDERS[by][::-1]
    assert names(desk, "-notaword", EntityOrder(by)) == ORDERS[by]
    assert (
        list(desk.entity_numbers(order=EntityOrder(by), most=2)) == list(desk.entity_numbers(order=EntityOrder(by)))[:2]
    )


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ("maar", "Ilse Maar"),
        ("fisherwoman", "Ilse Maar"),
        ("ilse fisherwoman", "Ilse Maar"),
        ('"maar fisherwoman"', ""),
        ("coast guard", "Coast-Guard"),
        ("ostra", "Östra hamnen"),
        ("fisher", ""),
        ("fisher*", "Ilse Maar"),
        ("rude", "Coast-Guard"),
        ("note:telephone", "Coast-Guard"),
        ("note:maar", ""),
        ("alias:maar", "Ilse Maar"),
        ("alias:ilse", ""),
        ("alias:any", "Coast-Guard, Ilse Maar"),
        ("alias:none", "Östra hamnen, Port Office"),
        ("tag:person", "Ilse Maar"),
        ("-tag:PERSON -tag:PLACE", "Coast-Guard, Port Office"),
        ("mentions:>1", "Ilse Maar"),
        ("mentions:0", "Östra hamnen"),
        ("articles:1..1", "Coast-Guard, Port Office"),
        ("seen:2024-07", "Ilse Maar, Port Office"),
        ("seen:>2024-07-20", "Ilse Maar"),
        ("seen:8d", "Ilse Maar"),
        ("seen:none", "Östra hamnen"),
        ("reliability:b", "Port Office"),
        ("reliability:any", "Coast-Guard, Port Office"),
        ("reliability:none", "Ilse Maar, Östra hamnen"),
        ("id:q42", "Port Office"),
        ("id:42", "Coast-Guard"),
        ("id:viaf:7", "Port Office"),
        ("id:none", "Ilse Maar, Östra hamnen"),
        ("maar or tag:PLACE", "Ilse Maar, Östra hamnen"),
        ("(maar or port) mentions:1", "Port Office"),
    ],
)
def test_a_filter_chooses(desk: Library, words: str, fitting: str) -> None:
    assert ", ".join(names(desk, words)) == fitting


def test_as_it_is_typed_the_last_word_may_go_on(desk: Library) -> None:
    assert names(desk, "fish", typing=True) == ["Ilse Maar"]
    assert len(names(desk, "f", typing=True)) == 4


def test_an_entity_is_found_by_its_id_its_name_or_another_name(desk: Library) -> None:
    maar = desk.find_entity("ilse maar")
    assert {desk.find_entity(each).id for each in (maar.id, "MAAR", "Fisherwoman")} == {maar.id}
    desk.add_entity(EntityDraft("Maar", "PLACE"))  # not settled yet
    with pytest.raises(NotFound, match=r"several entities are called “Maar”: Ilse Maar \(person, .*Maar \(place"):
        desk.find_entity("Maar")
    with pytest.raises(NotFound, match="no entity is called “Nobody”; `annotty entities`"):
        desk.find_entity("Nobody")
    with pytest.raises(NotFound, match=r"no entity is called “Ils”, did you mean Ilse Maar\?"):
        desk.find_entity("Ils")
    with pytest.raises(NotFound, match="no entity is called “”; `annotty entities`"):
        desk.find_entity("")


def test_mentions_stand_by_article_the_newest_first_and_by_place_each_in_its_sentence(
    library: Library, article: MakeArticle
) -> None:
    old, new = (article(metadata=Metadata("Ferry", None, "Post", None, day)).id for day in ("2023", "2024"))
    maar = library.add_entity(DRAFTS["Ilse Maar"]).id
    marks = [mention(library, old, "Ilse Maar", maar), mention(library, new, "Ilse Maar", maar)]
    parts = (
        PartDraft(Role.CONTENT, span_of(TEXT, "had promised a new ferry")),
        PartDraft(Role.SOURCE, span_of(TEXT, "the minister"), 0),
        PartDraft(Role.SOURCE, span_of(TEXT, "islanders"), 1),
    )
    chain = (LinkDraft(maar), LinkDraft(label="islanders"))
    claim = library.annotate(new, Draft("CLAIM", parts, chain=chain)).id
    found = library.mentions(maar)
    assert found == [claim, marks[1], marks[0]]
    assert [library.mentions(maar, most) for most in range(4)] == [found[:most] for most in range(4)]
    assert library.mention_articles([*found, "gone"]) == [new, new, old, ""]
    rows = library.mention_rows([*found, "gone"], maar)
    assert list(rows) == found
    first = rows[claim]
    assert (first.article, first.title, first.outlet, first.published, first.tag) == (
        new,
        "Ferry",
        "Post",
        "2024",
        "CLAIM",
    )
    assert first.claim
    assert [span.of(first.sentence) for span in first.spans] == ["the minister"]
    assert first.sentence.startswith("The Coast Institute")
    second = rows[marks[1]]
    assert second.sentence == "“We will not wait,” said Ilse Maar, “for another winter.”"
    assert [span.of(second.sentence) for span in second.spans] == ["Ilse Maar"]
    assert (second.start, second.claim) == (span_of(TEXT, "Ilse Maar").start, False)
    (said,) = library.mention_rows([claim]).values()
    assert [span.of(said.sentence) for span in said.spans] == ["had promised a new ferry"]


def test_a_mark_anywhere_in_a_long_text_stands_in_the_sentence_that_it_begins_in(
    library: Library, article: MakeArticle
) -> None:
    text = "\n\n".join(
        ["Nothing happened. " * 200, "At sea. Old Ilse Maar\nsaid no. It rained.", "x" * 9_000 + " Maar it was"]
    )
    home = article(text).id
    for words, sentence in (
        ("Nothing", "Nothing happened."),
        ("Old Ilse", "Old Ilse Maar"),
        ("Maar\nsaid", "Old Ilse Maar"),
        ("said", "said no."),
        ("It rained", "It rained."),
    ):
        mark = library.annotate(home, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, words)),)))
        row = library.mention_rows([mark.id])[mark.id]
        assert row.sentence == sentence
        assert row.spans[0].of(sentence) == words.split("\n")[0]
    last = library.annotate(home, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, "Maar it")),)))
    row = library.mention_rows([last.id])[last.id]
    assert row.sentence.endswith("xx Maar it was")
    assert len(row.sentence) < 3_000
    assert row.spans[0].of(row.sentence) == "Maar it"


def test_a_mark_whose_text_is_not_here_stands_among_the_words_that_it_remembers(
    library: Library, article: MakeArticle
) -> None:
    home = article().id
    maar = library.add_entity(DRAFTS["Ilse Maar"]).id
    mark = mention(library, home, "Ilse Maar", maar)
    with library_of(exported(library)) as other:
        row = other.mention_rows(other.mentions(maar))[mark]
        assert row.sentence == "“We will not wait,” said Ilse Maar, “for another winter.”"
        assert [span.of(row.sentence) for span in row.spans] == ["Ilse Maar"]
