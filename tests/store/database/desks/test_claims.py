"""The desk of claims: orders, headings, disputes that come and go, suggested pairs, and a library without an index of words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from store.database.desks import claim_terms, saying
from store.database.desks.claims_settling import wrong_claims
from store.errors import NotFound
from store.filters.keys import Subject
from store.filters.parsing import parse
from store.library import Library
from store.model import (
    Alias,
    Bound,
    Claim,
    ClaimOrder,
    ClaimSort,
    Draft,
    EntityDraft,
    LinkDraft,
    Metadata,
    NewEntity,
    PartDraft,
    RelationKind,
    Role,
    State,
)
from tests.conftest import TEXT, MakeArticle, span_of, tables_of

TODAY = date(2026, 11, 22)


class Desk:
    """A library with two articles, of which each test says who claims what."""

    def __init__(self, library: Library, articles: list[str]) -> None:
        self.library, self.articles = library, articles

    def claim(
        self,
        words: str,
        *who: str | NewEntity,
        article: int = 0,
        figure: float | None = None,
        note: str = "",
        **of: str,
    ) -> str:
        """Make a claim with these words of TEXT; who: nearest the outlet first."""
        bound = None if figure is None else Bound.EXACTLY
        claim = Claim(
            gist=of.get("gist", ""), quantity=figure, bound=bound, unit=of.get("unit"), event_from=of.get("event")
        )
        chain = tuple(LinkDraft(label=one) if isinstance(one, str) else LinkDraft(one) for one in who)
        parts = (PartDraft(Role.CONTENT, span_of(TEXT, words)),)
        return self.library.annotate(
            self.articles[article], Draft("CLAIM", parts, note=note, claim=claim, chain=chain)
        ).id

    def found(self, words: str = "", by: ClaimSort = ClaimSort.DATE, *, turned: bool = False) -> list[str]:
        """The claims that a filter chooses, by identifier."""
        self.library.settle()
        self.library.catch_up(1000)
        term = parse(words, TODAY, subject=Subject.CLAIMS)
        numbers = self.library.claim_numbers(term, ClaimOrder(by, turned))
        rows = self.library.claim_rows(numbers)
        return [rows[number].id for number in numbers]

    def disputes(self) -> dict[str, int | None]:
        """The dispute of each claim."""
        self.library.settle()
        return {row.id: row.dispute for row in self.library.claim_rows(self.library.claim_numbers()).values()}


@pytest.fixture
def desk(library: Library, article: MakeArticle) -> Iterator[Desk]:
    dates, outlets = ("2024-07-20", "2024-08-02"), ("Harbour Post", "Coast Herald")
    yield Desk(
        library,
        [
            article(metadata=Metadata(f"Ferry {number}", None, outlets[number], None, dates[number])).id
            for number in range(2)
        ],
    )
    assert wrong_claims(library._connection) == []


def test_newest_articles_come_first_and_other_orders_by_what_they_are_called(desk: Desk) -> None:
    old = desk.claim("12 lost boats", "Ilse Maar", figure=12)
    new = desk.claim("another winter", "an islander", article=1)
    last = desk.claim("19", "Zed", figure=19)
    assert desk.found() == [new, last, old]
    assert desk.found(turned=True) == [old, last, new]
    assert desk.found(by=ClaimSort.SOURCE) == [new, old, last]
    assert desk.found(by=ClaimSort.OUTLET) == [new, last, old]
    assert desk.found(by=ClaimSort.FIGURE) == [last, old, new]
    assert desk.found(by=ClaimSort.FIGURE, turned=True) == [old, last, new]


def test_headings_stand_where_another_day_source_or_dispute_begins(desk: Desk) -> None:
    one = desk.claim("12 lost boats", "Ilse Maar")
    desk.claim("another winter", "Ilse Maar", article=1)
    other = desk.claim("19", "Zed")
    desk.library.relate(other, one, RelationKind.UPDATES)
    desk.library.settle()

    def borders(by: ClaimSort) -> list[int]:
        return list(desk.library.claim_borders(desk.library.claim_numbers(order=ClaimOrder(by)), by))

    assert borders(ClaimSort.DATE) == [0, 1]
    assert borders(ClaimSort.SOURCE) == borders(ClaimSort.DISPUTE) == [0, 2]
    assert borders(ClaimSort.OUTLET) == [0, 1]


def test_a_dispute_is_one_while_its_claims_hang_together_and_two_once_it_falls_apart(desk: Desk) -> None:
    first, second, third, fourth = (
        desk.claim(words, article=place % 2)
        for place, words in enumerate(("12 lost boats", "19", "up to 40", "another winter"))
    )
    desk.library.relate(first, second, RelationKind.SUPPORTS)
    middle = desk.library.relate(second, third, RelationKind.CONTRADICTS)
    desk.library.relate(third, fourth, RelationKind.UPDATES)
    assert len(set(desk.disputes().values())) == 1
    desk.library.unrelate(middle)
    apart = desk.disputes()
    assert apart[first] == apart[second] != apart[third] == apart[fourth]
    assert desk.library.disputes() == sorted({apart[first] or 0, apart[third] or 0}, reverse=True)
    desk.library.undo()
    assert len(set(desk.disputes().values())) == 1
    desk.library.delete_annotation(second)
    left = desk.disputes()
    assert left[first] is None
    assert left[third] == left[fourth] is not None


def test_the_claims_of_a_deleted_article_leave_the_desk_and_come_back_with_it(desk: Desk) -> None:
    here, there = desk.claim("12 lost boats"), desk.claim("up to 40", article=1)
    desk.library.relate(here, there, RelationKind.CONTRADICTS)
    assert desk.found("relation:contradicts") == [there, here]
    desk.library.set_state(desk.articles[1], State.DELETED)
    assert desk.found() == [here]
    assert desk.found("relation:any") == []
    assert [row.id for row in desk.library.dispute(here).claims] == [here]
    desk.library.set_state(desk.articles[1], State.NEW)
    assert desk.found("relation:contradicts") == [there, here]


def test_a_dispute_is_told_as_it_stands_before_anything_is_settled(desk: Desk) -> None:
    late = desk.claim("19", "The ministry", event="2024-07-20")
    early = desk.claim("12 lost boats", "The ministry", event="2024-07-19")
    alone = desk.claim("another winter")
    relation = desk.library.relate(late, early, RelationKind.UPDATES)
    told = desk.library.dispute(late)
    assert [row.id for row in told.claims] == [early, late]
    assert told.relations == (relation,)
    assert [row.id for row in desk.library.dispute(alone).claims] == [alone]
    desk.library.settle()
    assert desk.library.dispute(desk.library.disputes()[0]) == desk.library.dispute(early)
    for gone in ("nobody", 7):
        with pytest.raises(NotFound):
            desk.library.dispute(gone)


def test_sources_are_found_anywhere_in_the_chain_by_each_of_their_names(desk: Desk) -> None:
    institute = NewEntity("The Coast Institute", "ORGANISATION", (Alias("CI", weak=True),))
    chained = desk.claim("a new ferry", institute, "islanders")
    labelled = desk.claim("12 lost boats", "fishermen of the coast")
    assert desk.found("source:coast") == [labelled, chained]
    assert desk.found("source:ci") == desk.found('source:"the coast institute"') == [chained]
    assert desk.found('source:"institute islanders"') == []
    (entity,) = desk.library.entities()
    desk.library.change_entity(entity.id, EntityDraft("Sea Institute", "ORGANISATION", (Alias("Harbourers"),)))
    assert desk.found("source:ci") == []
    assert desk.found("source:harbourers") == desk.found("source:sea") == [chained]


def test_entities_are_found_in_the_chain_and_in_the_words(desk: Desk) -> None:
    chained = desk.claim("a new ferry", NewEntity("Ilse Maar", "PERSON"))
    worded = desk.claim("We will not wait,” said Ilse Maar")
    desk.claim("12 lost boats")
    (entity,) = desk.library.entities()
    assert desk.found("entity:ilse") == [chained]
    parts = (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),)
    mark = desk.library.annotate(desk.articles[0], Draft("PERSON", parts, entity=entity.id))
    desk.library.annotate(desk.articles[0], Draft("PERSON", parts, entity=NewEntity("Ilse Orr", "PERSON")))
    assert desk.found("entity:ilse") == desk.found('entity:"Ilse Maar"') == [worded, chained]
    desk.library.delete_annotation(mark.id)
    assert desk.found('entity:"Ilse Maar"') == [chained]


@pytest.mark.parametrize("has_index", [True, False])
def test_words_are_found_with_the_index_and_where_there_is_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, has_index: bool
) -> None:
    if not has_index:
        monkeypatch.setattr(saying, "_has_fts", lambda _connection: False)
    one = desk.claim("12 lost boats", "Ilse Maar", gist="Twelve gone", note="ask again")
    other = desk.claim("another winter", "Maar", gist="No waiting")
    assert saying.is_at_hand(desk.library._connection) is False
    assert desk.found('"lost boats"') == desk.found("bo*") == desk.found("TWELVE") == [one]
    assert desk.found("source:maar") == [other, one]
    assert desk.found("source:maar -boats") == desk.found("-note:ask") == [other]
    assert desk.found("boats or waiting") == [other, one]
    assert desk.found("-(boats or waiting)") == desk.found("ask") == []
    assert saying.is_at_hand(desk.library._connection) is has_index
    desk.library.delete_annotation(one)
    assert desk.found("boats") == []


def test_an_index_comes_to_know_what_was_said_without_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(saying, "_has_fts", lambda _connection: False)
        early = desk.claim("12 lost boats")
        assert desk.found("boats") == [early]
    late = desk.claim("19")
    assert desk.found("boats") == [early]
    assert desk.found("19") == [late]
    assert saying.is_at_hand(desk.library._connection)


def test_no_word_of_a_purged_claim_stays_in_the_file(desk: Desk) -> None:
    kept = desk.claim("12 lost boats")
    desk.claim("another winter", "Xylophonist", gist="quicksilver marmalade", article=1)
    assert len(desk.found("quicksilver")) == 1
    desk.library.set_state(desk.articles[1], State.DELETED)
    desk.library.purge()
    assert desk.found() == [kept]
    assert b"quicksilver" not in desk.library.path.read_bytes()
    assert b"xylophonist" not in desk.library.path.read_bytes()


def test_claims_move_with_the_date_of_their_article(desk: Desk) -> None:
    first, second = desk.claim("12 lost boats"), desk.claim("another winter", article=1)
    assert desk.found() == [second, first]
    desk.library.correct_field(desk.articles[0], "published", "9999-12-31")
    assert desk.found() == [first, second]
    assert desk.found("date:9999") == [first]


def test_pairs_are_offered_until_they_are_related(desk: Desk) -> None:
    first = desk.claim("12 lost boats", "The ministry", figure=12, unit="boats lost", event="2024-05-03")
    later = desk.claim("19", "The ministry", figure=19, unit="boats lost", event="2024-05-03", article=1)
    other = desk.claim("up to 40", "Fishermen", figure=40, unit="boats lost", event="2024-05-03")
    desk.claim("another winter", "Ilse Maar")
    desk.library.settle()
    pairs = desk.library.pairs()
    assert {(pair.one.id, pair.other.id, pair.kind) for pair in pairs if pair.kind is RelationKind.UPDATES} == {
        (later, first, RelationKind.UPDATES)
    }
    assert sum(pair.kind is RelationKind.CONTRADICTS for pair in pairs) == 2
    assert len(desk.library.pairs(most=1)) == 1
    assert {frozenset((pair.one.id, pair.other.id)) for pair in desk.library.pairs(later)} == {
        frozenset((later, first)),
        frozenset((later, other)),
    }
    desk.library.relate(later, first, RelationKind.UPDATES)
    desk.library.settle()
    assert {frozenset((pair.one.id, pair.other.id)) for pair in desk.library.pairs(later)} == {
        frozenset((later, other))
    }
    assert desk.library.pairs("nobody") == []


def test_settling_again_changes_nothing(desk: Desk) -> None:
    one, other = desk.claim("12 lost boats", "Ilse Maar"), desk.claim("19", article=1)
    desk.library.relate(one, other, RelationKind.SUPPORTS)
    desk.library.settle()
    before = tables_of(desk.library)
    desk.library._connection.execute("INSERT INTO unsettled SELECT 'claim', annotation FROM claim")
    desk.library.settle()
    assert tables_of(desk.library) == before


@pytest.mark.parametrize(
    "words", ["entity:ilse", "-entity:ilse", "entity:ilse or entity:orr", "entity:ilse -entity:orr"]
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_first_claims_that_name_somebody_are_those_of_the_whole_desk(
    desk: Desk, article: MakeArticle, monkeypatch: pytest.MonkeyPatch, words: str, turned: bool
) -> None:
    monkeypatch.setattr(claim_terms, "_NAMED_OFTEN", 1)
    monkeypatch.setattr(claim_terms, "_AT_FIRST", 1)
    library = desk.library
    ilse, orr = (library.add_entity(EntityDraft(name, "PERSON")).id for name in ("Ilse Maar", "Orr"))
    said = "We will not wait,” said Ilse Maar"
    dates = ("2024-05-01", "2024-07-21", "2025-01-01", None)
    desk.articles += [article(metadata=Metadata(str(date), None, None, None, date)).id for date in dates]
    for place, home in enumerate(desk.articles):
        desk.claim(said, article=place)
        for entity in (ilse, orr)[place % 3 :]:
            library.annotate(
                home, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),), entity=entity)
            )
    library.annotate(
        desk.articles[2],
        Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, "12 lost boats")),), chain=(LinkDraft(ilse),)),
    )
    library.settle()
    term, order = parse(words, TODAY, subject=Subject.CLAIMS), ClaimOrder(ClaimSort.DATE, turned)
    whole = list(library.claim_numbers(term, order))
    assert whole
    for most in range(len(whole) + 2):
        assert list(library.claim_numbers(term, order, most=most)) == whole[:most]
