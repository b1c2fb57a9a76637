"""Timelines as pure data: which date an event stands by, in what order, how events are tied, and how it all reads."""

from __future__ import annotations

import pytest

from store.model import (
    Attribution,
    Bound,
    Certainty,
    Claim,
    ClaimRow,
    Dispute,
    Entity,
    MentionRow,
    Mode,
    Polarity,
    Relation,
    RelationKind,
)
from store.text import Span
from store.timeline import Basis, Tie, days_between, moment, of_dispute, of_entity
from store.timeline_words import (
    counted,
    counts_besides,
    date_in_words,
    figure,
    other_date,
    span_in_words,
    stance,
    through,
    what,
)


def row(name: str, claim: Claim | None = None, *, published: str | None = "2024-05-03", article: str = "a") -> ClaimRow:
    return ClaimRow(
        *(1, name, article, f"title {article}", "The Quay", published, "CLAIM", f"words of {name}"),
        claim or Claim(),
        {"m": "the ministry", "b": "a baker"},
        start=ord(name[0]),
        updated="",
    )


def said(at: str | None, **fields: object) -> Claim:
    chain = (Attribution(0, "b", "", Mode.REPORTS), Attribution(1, "m", "", Mode.CLAIMS, None, at))
    return Claim(chain=chain, **fields)  # type: ignore[arg-type] # the fields of a claim, by name


def relation(one: str, other: str, kind: RelationKind = RelationKind.UPDATES) -> Relation:
    return Relation(one + other, one, other, kind, "reader", "")


def mention(name: str, article: str, start: int, published: str | None = "2024-05-04") -> MentionRow:
    return MentionRow(
        name, article, f"title {article}", None, published, f"It was {name}.", (Span(7, 8),), start, "PLACE"
    )


def test_in_a_dispute_a_claim_stands_by_when_it_was_said_for_what_happened_was_on_one_day_for_all() -> None:
    later = row("x", said("2024-05-02", event_from="2024-04-01"))
    sooner = row("y", said("2024-05-01", event_from="2024-04-01"))
    events = of_dispute(Dispute((later, sooner, row("z")), ()), {}, {}).events
    assert [(event.named.annotation, event.at, event.basis) for event in events] == [
        ("y", "2024-05-01", Basis.SAID),
        ("x", "2024-05-02", Basis.SAID),
        ("z", "2024-05-03", Basis.PUBLISHED),
    ]
    assert [other_date(event) for event in events] == ["event 1 April 2024", "event 1 April 2024", ""]


def test_of_an_entity_what_happened_comes_before_when_it_was_said() -> None:
    claims = [row("x", said("2024-05-02", event_from="2024-04-01", event_to="2024-04-03")), row("y")]
    (one, other) = of_entity(Entity("e", "Quay", "PLACE"), claims, (), (), {}, {}).events
    assert (one.at, one.until, one.basis) == ("2024-04-01", "2024-04-03", Basis.HAPPENED)
    assert span_in_words(one) == "1 April 2024 – 3 April 2024"
    assert other_date(one) == "said on 2 May 2024"
    assert (other.at, other.basis, other_date(other)) == ("2024-05-03", Basis.PUBLISHED, "")


def test_dates_that_nobody_knows_stand_last_and_say_so() -> None:
    unknown, known = row("a", published=None), row("b")
    events = of_dispute(Dispute((unknown, known), ()), {}, {}).events
    assert [event.named.annotation for event in events] == ["b", "a"]
    assert (events[1].basis, span_in_words(events[1])) == (Basis.UNKNOWN, "no date known")


def test_hours_in_different_zones_stand_in_the_order_in_which_they_were() -> None:
    there, here = row("a", said("2024-05-02T09:00+09:00")), row("b", said("2024-05-02T01:00Z"))
    assert [event.named.annotation for event in of_dispute(Dispute((here, there), ()), {}, {}).events] == ["a", "b"]
    assert (
        moment("2024-05") < moment("2024-05-02") < moment("2024-05-02T09:00+09:00") < moment("2024-06") < moment(None)
    )


def test_a_relation_ties_both_of_its_ends_and_reads_from_either() -> None:
    claims = (row("x", said("2024-05-01")), row("y", said("2024-05-02")), row("z", said("2024-05-03")))
    relations = (relation("y", "x"), relation("z", "y", RelationKind.CONTRADICTS), relation("z", "elsewhere"))
    events = of_dispute(Dispute(claims, relations), {}, {}).events
    assert [event.ties for event in events] == [
        (Tie(RelationKind.UPDATES, 1, turned=True),),
        (Tie(RelationKind.UPDATES, 0), Tie(RelationKind.CONTRADICTS, 2, turned=True)),
        (Tie(RelationKind.CONTRADICTS, 1),),
    ]
    assert [tie.words for tie in events[1].ties] == ["updates", "contradicted by"]


def test_the_mentions_of_an_article_are_one_event_without_those_that_a_claim_tells_already() -> None:
    claim = row("x", article="a")
    of_claim = MentionRow("x", "a", "title a", None, "2024-05-03", "It was n.", (), 0, "CLAIM", claim=True)
    mentions = [mention("n", "a", 90), mention("o", "a", 80), mention("p", "a", 50), mention("q", "b", 5)]
    found = of_entity(Entity("e", "Quay", "PLACE"), [claim], (), mentions, {"x": of_claim}, {})
    assert [(event.named.annotation, event.mentions) for event in found.events] == [("x", 0), ("p", 2), ("q", 1)]
    assert counted(found) == ["1 claim", "3 mentions", "2 articles", "3 May 2024 – 4 May 2024"]


def test_a_dispute_is_called_by_what_most_of_it_counts_else_by_what_was_said_first() -> None:
    boats = [
        row(name, Claim(quantity=1, unit=unit)) for name, unit in (("a", "boats"), ("b", "crates"), ("c", "boats"))
    ]
    assert of_dispute(Dispute(tuple(boats), ()), {}, {}).title == "boats"
    assert of_dispute(Dispute((row("a", Claim("no boat left")), row("b")), ()), {}, {}).title == "no boat left"
    assert of_dispute(Dispute((row("b"),), ()), {}, {}).title == "words of b"


@pytest.mark.parametrize(
    ("claim", "words", "short"),
    [
        (Claim(quantity=40, bound=Bound.AT_MOST, unit="boats"), "up to 40 boats", "up to 40 boats"),
        (Claim("some sank", quantity=1200, bound=Bound.AT_LEAST), "at least 1,200", "some sank"),
        (Claim(quantity=89, bound=Bound.MORE_THAN, unit="boats"), "more than 89 boats", "more than 89 boats"),
        (Claim(quantity=9, bound=Bound.LESS_THAN), "less than 9", "less than 9"),
        (Claim("40 sank", quantity=40), "40", "40 sank"),
        (Claim(), "", "“words of a”"),
    ],
)
def test_a_claim_in_few_words_is_its_gist_its_figure_or_what_it_says(claim: Claim, words: str, short: str) -> None:
    assert (figure(row("a", claim)), what(row("a", claim))) == (words, short)
    assert counts_besides(row("a", claim)) == (("at least 1,200",) if claim.gist == "some sank" else ())


def test_who_stands_behind_a_claim_is_told_from_who_makes_it_outwards() -> None:
    claim = said(None, certainty=Certainty.PROBABLE, polarity=Polarity.NEGATIVE)
    assert (row("a", claim).who, through(row("a", claim))) == ("the ministry", ("a baker",))
    assert stance(row("a", claim)) == ("claims", "probable", "not so")
    assert stance(row("a")) == ()


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2024-07-20", "20 July 2024"),
        ("2024-07", "July 2024"),
        ("2024", "2024"),
        ("2024-07-20T15:04:00+02:00", "20 July 2024, 15:04"),
        ("soon", "soon"),
        ("2024-19", "2024-19"),
        (None, ""),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(at: str | None, words: str) -> None:
    assert date_in_words(at) == words


def test_days_between_are_known_where_both_days_are() -> None:
    assert days_between("2024-02-28", "2024-03-01T10:00Z") == 2
    assert days_between("2024-02", "2024-03-01") is None
    assert days_between(None, "2024-03-01") is None
