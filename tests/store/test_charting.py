"""Timelines read out of a library."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import charting
from store.demo import build
from store.errors import NotFound
from store.library import Library
from store.model import Bound, Claim, Draft, LinkDraft, Metadata, NewEntity, PartDraft, RelationKind, Role
from tests.conftest import TEXT, MakeArticle, span_of


def claim(words: str, number: int, who: str | NewEntity, said: str | None = None) -> Draft:
    parts = (PartDraft(Role.CONTENT, span_of(TEXT, words)),)
    return Draft("CLAIM", parts, claim=Claim(quantity=number, unit="boats"), chain=(LinkDraft(who, said=said),))


def test_a_dispute_has_its_claims_in_their_sentences_with_what_is_known_of_their_articles(
    library: Library, article: MakeArticle
) -> None:
    home = article(metadata=Metadata("Ferry", "I. Maar", "The Quay", "https://quay.example/1", "2024-05-06"))
    one = library.annotate(home.id, claim("12 lost boats", 12, NewEntity("Ministry", "GOVERNMENT"), "2024-05-01"))
    ministry = library.entities()[0].id
    other = library.annotate(home.id, claim("then 19", 19, ministry, "2024-05-03"))
    library.annotate(home.id, claim("up to 40", 40, ministry))
    library.relate(other.id, one.id, RelationKind.UPDATES)
    found = charting.of_claim(library, other.id)
    assert found.title == "boats"
    assert [event.named.annotation for event in found.events] == [one.id, other.id]
    assert [event.at for event in found.events] == ["2024-05-01", "2024-05-03"]
    assert {event.named.sentence for event in found.events} == {
        "The ministry first counted 12 lost boats, then 19; fishermen spoke of up to 40."
    }
    assert [span.of(event.named.sentence) for event in found.events for span in event.named.spans] == [
        "12 lost boats",
        "then 19",
    ]
    assert found.articles == {home.id: home.metadata}
    assert (found.events[1].ties[0].kind, found.events[1].ties[0].other) == (RelationKind.UPDATES, 0)


def test_an_entity_has_what_it_says_what_is_said_of_it_and_where_else_it_is_named(
    library: Library, article: MakeArticle
) -> None:
    home = article(metadata=Metadata("Ferry", published="2024-05-06"))
    boats = NewEntity("the lost boats", "EVENT")
    mention = Draft("EVENT", (PartDraft(Role.MENTION, span_of(TEXT, "lost boats")),), entity=boats)
    known = library.annotate(home.id, mention).entity
    assert known is not None
    about = library.annotate(home.id, claim("12 lost boats", 12, NewEntity("Ministry", "GOVERNMENT")))
    by = library.annotate(home.id, claim("up to 40", 40, known.id, "2024-05-02"))
    library.annotate(home.id, claim("then 19", 19, NewEntity("A fisher", "PERSON")))
    elsewhere = article(TEXT + "\n\nMore.", metadata=Metadata("Again", published="2024-06-01"))
    for words in ("ferry", "winter"):
        part = PartDraft(Role.MENTION, span_of(elsewhere.text, words))
        library.annotate(elsewhere.id, Draft("EVENT", (part,), entity=known.id))
    found = charting.of_entity(library, known.id)
    told = [(event.named.annotation if event.claim else "", event.mentions, event.at) for event in found.events]
    assert told == [(by.id, 0, "2024-05-02"), (about.id, 0, "2024-05-06"), ("", 2, "2024-06-01")]
    assert found.left_out == 0


def test_of_an_entity_that_is_named_too_often_the_newest_mentions_are_told(
    library: Library, article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    homes = [article(metadata=Metadata(f"{year}", published=f"{year}-01-01")) for year in (2021, 2023, 2022)]
    entity: str | NewEntity = NewEntity("Ilse Maar", "PERSON")
    for home in homes:
        made = library.annotate(
            home.id, Draft("PERSON", (PartDraft(Role.MENTION, span_of(TEXT, "Ilse Maar")),), entity)
        )
        assert made.entity is not None
        entity = made.entity.id
    monkeypatch.setattr(charting, "MOST", 2)
    found = charting.of_entity(library, str(entity))
    assert ([event.at for event in found.events], found.left_out) == (["2022-01-01", "2023-01-01"], 1)


def test_what_is_not_there_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound):
        charting.of_claim(library, "none")
    with pytest.raises(NotFound):
        charting.of_entity(library, "none")


def test_the_demo_has_a_dispute_in_which_figures_contradict_and_update_one_another(tmp_path: Path) -> None:
    with Library(tmp_path / "demo.db") as library:
        build(library)
        claims = library.claims_of(mark.id for row in library.articles() for mark in library.annotations(row.id))
        found = max((charting.of_claim(library, each.id) for each in claims), key=lambda timeline: timeline.claims)
        kinds = {tie.kind for event in found.events for tie in event.ties}
        assert {RelationKind.CONTRADICTS, RelationKind.UPDATES} <= kinds
        assert {Bound.AT_LEAST, Bound.AT_MOST} <= {event.claim.claim.bound for event in found.events if event.claim}
