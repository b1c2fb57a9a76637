from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from store.document import Document, Run, SourceMap
from store.drafting import NAME_LIMIT, Composed, check_entity_tag, check_unit, checked_name, compose, summary
from store.errors import AnnottyError, OffsetError, Refused
from store.model import (
    Alias,
    Article,
    Bound,
    Claim,
    Draft,
    Entity,
    Layer,
    LinkDraft,
    Metadata,
    NewEntity,
    Part,
    PartDraft,
    Role,
    State,
    Tag,
)
from store.text import Span
from tests.conftest import TEXT, span_of

PERSON = Tag("PERSON", Layer.ENTITY, "person")
HIGHLIGHT = Tag("HIGHLIGHT", Layer.HIGHLIGHT, "highlight")
CLAIM = Tag("CLAIM", Layer.CLAIM, "claim")
MAAR = Entity("maar", "Ilse Maar", "PERSON")
MENTION = PartDraft(Role.MENTION, Span(0, 5))
CONTENT = PartDraft(Role.CONTENT, Span(0, 5))


def article_of(text: str | None) -> Article:
    document = None if text is None else Document(text, source_map=SourceMap((Run(0, 100, len(text)),)))
    return Article("a", Metadata("Ferry"), State.NEW, "", "t", "", "test", "s", "", document)


def composed(draft: Draft, tag: Tag, text: str | None = TEXT, known: Mapping[str, Entity] | None = None) -> Composed:
    numbers = itertools.count(1)
    return compose(draft, article_of(text), tag, known or {}, lambda: f"new {next(numbers)}")


@pytest.mark.parametrize(
    ("draft", "tag", "words"),
    [
        (Draft("PERSON", ()), PERSON, "needs words"),
        (Draft("CLAIM", (PartDraft(Role.CUE, Span(0, 5)),)), CLAIM, "needs words"),
        (Draft("PERSON", (CONTENT,)), PERSON, "a mark for entity has no content"),
        (Draft("HIGHLIGHT", (MENTION, PartDraft(Role.CUE, Span(6, 9)))), HIGHLIGHT, "a mark for highlight has no cue"),
        (Draft("CLAIM", (CONTENT, MENTION)), CLAIM, "a mark for claim has no mention"),
        (Draft("CLAIM", (CONTENT, PartDraft(Role.CUE, Span(6, 9), 0))), CLAIM, "link 1 of a chain of 0"),
        (
            Draft("CLAIM", (CONTENT, PartDraft(Role.SOURCE, Span(6, 9), 2)), chain=(LinkDraft(), LinkDraft())),
            CLAIM,
            "link 3 of a chain of 2",
        ),
        (Draft("PERSON", (MENTION,), entity="gone"), PERSON, "there is no entity gone"),
        (Draft("CLAIM", (CONTENT,), chain=(LinkDraft("gone"),)), CLAIM, "there is no entity gone"),
        (Draft("HIGHLIGHT", (MENTION,), entity="maar"), HIGHLIGHT, "only an entity mention names an entity"),
        (Draft("CLAIM", (CONTENT,), entity="maar"), CLAIM, "only an entity mention names an entity"),
        (Draft("PERSON", (MENTION,), claim=Claim()), PERSON, "only a claim has a gist and a chain"),
        (Draft("HIGHLIGHT", (MENTION,), chain=(LinkDraft(),)), HIGHLIGHT, "only a claim has a gist and a chain"),
        (Draft("PERSON", (MENTION,), entity=NewEntity(" \t\n", "PERSON")), PERSON, "an entity needs a name"),
        (Draft("PERSON", (MENTION,), entity=NewEntity("x" * 501, "PERSON")), PERSON, "500 characters at most"),
        (Draft("PERSON", (MENTION,), NewEntity("x", "PERSON", (Alias(""),))), PERSON, "an entity needs a name"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(credibility=0)), CLAIM, "a figure from 1 to 6, not 0"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(credibility=7)), CLAIM, "a figure from 1 to 6, not 7"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(bound=Bound.ABOUT)), CLAIM, "a bound needs a quantity"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(quantity=float("nan"))), CLAIM, "a quantity is a number"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(quantity=float("inf"))), CLAIM, "a quantity is a number"),
        (Draft("CLAIM", (CONTENT,), claim=Claim(quantity=2**63)), CLAIM, "a quantity is a number"),
        (Draft("PERSON", (MENTION,)), Tag("PERSON", Layer.ENTITY, "person", retired=True), "PERSON is retired"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_refused_with_words(draft: Draft, tag: Tag, words: str) -> None:
    with pytest.raises(Refused, match=words):
        composed(draft, tag, known={"maar": MAAR})


@pytest.mark.parametrize("span", [Span(0, 0), Span(4, 4), Span(0, len(TEXT) + 1), Span(10**9, 10**9 + 1)])
def test_a_part_outside_the_text_or_without_words_is_refused(span: Span) -> None:
    with pytest.raises(OffsetError, match=r"does not lie within the text of .*nothing was changed"):
        composed(Draft("PERSON", (PartDraft(Role.MENTION, span),)), PERSON)


@pytest.mark.parametrize("span", [Span(0, 3), Span(4, 6), Span(5, 7), Span(7, 9), Span(8, 10)])
def test_a_part_that_cuts_a_grapheme_cluster_is_refused(span: Span) -> None:
    text = "Mie\u0301 👩🏽‍🚀."
    with pytest.raises(OffsetError, match=r"cuts a character that is made of several signs; nothing was changed"):
        composed(Draft("PERSON", (PartDraft(Role.MENTION, span),)), PERSON, text)


def test_nothing_is_marked_where_the_text_is_not_here() -> None:
    with pytest.raises(Refused, match=r"the text of “Ferry” is not here.*add its file first"):
        composed(Draft("PERSON", (MENTION,)), PERSON, None)


def test_each_part_has_its_words_and_their_place_in_the_source() -> None:
    parts = (PartDraft(Role.CONTENT, span_of(TEXT, "“We will not wait,”")), PartDraft(Role.CUE, span_of(TEXT, "said")))
    start = TEXT.index("said")
    made = composed(Draft("CLAIM", parts, chain=(LinkDraft(label="Ilse  Maar"),)), CLAIM)
    assert [part.exact for part in made.parts] == ["“We will not wait,”", "said"]
    assert made.parts[1] == Part(
        Role.CUE,
        Span(start, start + 4),
        "said",
        TEXT[start - 32 : start],
        TEXT[start + 4 : start + 36],
        None,
        Span(start + 100, start + 104),
    )
    assert made.claim is not None
    assert [link.label for link in made.claim.chain] == ["Ilse Maar"]


def test_the_new_entities_of_a_draft_are_made_with_it() -> None:
    institute, ministry = NewEntity("Coast Institute", "ORGANISATION"), NewEntity("the ministry", "GOVERNMENT")
    made = composed(Draft("CLAIM", (CONTENT,), chain=(LinkDraft(institute), LinkDraft(ministry))), CLAIM)
    assert [entity.name for entity in made.new_entities] == ["Coast Institute", "the ministry"]
    assert made.claim is not None
    assert [(link.depth, link.entity) for link in made.claim.chain] == [(0, "new 1"), (1, "new 2")]


@pytest.mark.parametrize("meant", ["maar", NewEntity("Ilse Maar", "PERSON")])
def test_a_chain_that_names_itself_is_refused(meant: str | NewEntity) -> None:
    chain = (LinkDraft(meant), LinkDraft(label="a blogger"), LinkDraft(meant))
    with pytest.raises(Refused, match="names Ilse Maar twice, as link 1 and as link 3; nobody is their own source"):
        composed(Draft("CLAIM", (CONTENT,), chain=chain), CLAIM, known={"maar": MAAR})


def test_two_sources_without_names_are_called_alike_and_may_be_two() -> None:
    chain = (LinkDraft(label="a blogger"), LinkDraft(label="a blogger"))
    made = composed(Draft("CLAIM", (CONTENT,), chain=chain), CLAIM)
    assert made.claim is not None and len(made.claim.chain) == 2


def test_an_entity_that_is_known_is_not_made_again() -> None:
    made = composed(Draft("PERSON", (MENTION,), entity="maar"), PERSON, known={"maar": MAAR})
    assert (made.entity, made.new_entities) == (MAAR, ())


def test_what_a_person_typed_is_brought_to_the_normal_form() -> None:
    dirt = "a\r\nb\tc\x1b[31m\ud800"
    claim = Claim(dirt, probability_words=dirt, unit=dirt, event_from=" 2024 ", event_to="")
    link = LinkDraft(label=dirt, medium=dirt, said=" ")
    made = composed(Draft("CLAIM", (CONTENT,), note=dirt, claim=claim, chain=(link,)), CLAIM)
    clean, line = "a\nb c\ufffd[31m\ufffd", "a b c\ufffd[31m\ufffd"
    assert made.note == clean
    assert made.claim is not None
    assert (made.claim.gist, made.claim.probability_words, made.claim.unit) == (clean, clean, line)
    assert (made.claim.event_from, made.claim.event_to) == ("2024", None)
    assert [(link.label, link.medium, link.said) for link in made.claim.chain] == [(line, line, None)]


@pytest.mark.parametrize("words", ["foo", "2024-99", "20 July 2024", "2024-7-1"])
def test_what_is_no_date_is_refused(words: str) -> None:
    for claim, link in (
        (Claim(event_from=words), LinkDraft()),
        (Claim(event_to=words), LinkDraft()),
        (Claim(), LinkDraft(said=words)),
    ):
        with pytest.raises(Refused, match="is no date: write 2024"):
            composed(Draft("CLAIM", (CONTENT,), claim=claim, chain=(link,)), CLAIM)


def test_an_event_does_not_end_before_it_begins() -> None:
    for early, late in (
        ("2024-03-01", "2024-03-10"),
        ("2023", "2024-01-01"),
        ("2024", "2024-01-01"),
        ("2024-02-02", "2024"),
    ):
        made = composed(Draft("CLAIM", (CONTENT,), claim=Claim(event_from=early, event_to=late)), CLAIM)
        assert made.claim is not None
    with pytest.raises(Refused, match="before it begins"):
        composed(Draft("CLAIM", (CONTENT,), claim=Claim(event_from="2024-03-10", event_to="2024-03-01")), CLAIM)


def test_a_name_stands_on_one_line() -> None:
    assert checked_name("  Ilse\n\tMaar ") == "Ilse Maar"
    assert checked_name("x" * NAME_LIMIT) == "x" * NAME_LIMIT


def test_an_entity_is_made_only_under_a_tag_for_entities() -> None:
    check_entity_tag(PERSON)
    for tag in (CLAIM, HIGHLIGHT, Tag("OLD", Layer.ENTITY, "old", retired=True)):
        with pytest.raises(AnnottyError, match=r"no entity can have it|is retired"):
            check_entity_tag(tag)


def test_a_mark_is_told_in_few_words() -> None:
    def told(draft: Draft, tag: Tag) -> str:
        made = composed(draft, tag, known={"maar": MAAR})
        return summary(tag, made.parts, made.entity, made.claim, {"maar": "Ilse Maar"})

    whole = PartDraft(Role.CONTENT, Span(0, len(TEXT)))
    assert told(Draft("PERSON", (MENTION,), entity="maar"), PERSON) == "person Ilse Maar"
    assert told(Draft("HIGHLIGHT", (MENTION,)), HIGHLIGHT) == "highlight Ferry"
    assert told(Draft("CLAIM", (CONTENT,), chain=(LinkDraft(label="x"), LinkDraft("maar"))), CLAIM) == (
        "claim by Ilse Maar"
    )
    assert told(Draft("CLAIM", (whole,)), CLAIM) == "claim Ferry will sail again, says minister Th…"


def test_a_unit_needs_a_figure_unless_the_mark_had_none_before() -> None:
    bare = Draft("CLAIM", (CONTENT,), claim=Claim(unit=" lost  boats"))
    with pytest.raises(Refused, match=r"a unit needs a figure: how many lost boats\?"):
        check_unit(bare)
    with pytest.raises(Refused, match="a unit needs a figure"):
        check_unit(bare, Claim(quantity=3, unit="lost boats"))
    check_unit(bare, Claim(unit="lost boats"))
    check_unit(Draft("CLAIM", (CONTENT,), claim=Claim(quantity=0, unit="boats")))
    check_unit(Draft("CLAIM", (CONTENT,), claim=Claim(unit=" ")))
    check_unit(Draft("HIGHLIGHT", (MENTION,)))
