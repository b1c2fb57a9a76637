"""Whom some words may mean, found in the library: the same as looking at every entity tells, settled or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.library import Library
from store.model import Alias, Draft, EntityDraft, Fit, PartDraft, Role
from store.ranking import ranked
from tests.conftest import TEXT, MakeArticle, span_of
from tests.store.formats.libraries import empty_library

KNOWN = {
    "Sergo K. Shoal": EntityDraft("Sergo K. Shoal", "PERSON"),
    "Ministry of Defence": EntityDraft("Ministry of Defence", "GOVERNMENT", (Alias("the ministry", weak=True),)),
    "MoW": EntityDraft("MoW", "GOVERNMENT"),
    "Shoal Bay": EntityDraft("Shoal Bay", "PLACE"),
    "The Hook": EntityDraft("The Hook", "PLACE"),
}


@pytest.fixture
def known(library: Library) -> Library:
    for draft in KNOWN.values():
        library.add_entity(draft)
    return library


def told(library: Library, words: str, **others: object) -> list[tuple[str, Fit]]:
    return [(offer.entity.name, offer.fit) for offer in library.offered(words, **others)]  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("is_settled", [True, False])
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Shoal", ("Sergo K. Shoal", Fit.SURNAME)),
        ("Shoal’s", ("Sergo K. Shoal", Fit.SURNAME)),
        ("sergo k shoal", ("Sergo K. Shoal", Fit.NAME)),
        ("MoD", ("Ministry of Defence", Fit.ACRONYM)),
        ("MD", ("Ministry of Defence", Fit.ACRONYM)),
        ("Ministry of Works", ("MoW", Fit.ACRONYM)),
        ("ministry", ("Ministry of Defence", Fit.ALIAS)),
        ("the hook", ("The Hook", Fit.NAME)),
        ("Hook", ("The Hook", Fit.NAME)),
        ("Ser Sho", ("Sergo K. Shoal", Fit.BEGINNINGS)),
        ("s", ("Sergo K. Shoal", Fit.BEGINNINGS)),
        ("efen", ("Ministry of Defence", Fit.WITHIN)),
    ],
)
def test_words_offer_whom_they_may_mean(known: Library, words: str, first: tuple[str, Fit], is_settled: bool) -> None:
    if is_settled:
        known.settle()
    assert told(known, words)[0] == first


def test_words_of_nobody_offer_nobody(known: Library) -> None:
    assert told(known, "Belvedere") == []
    assert told(known, "*") == []


def test_of_those_that_fit_alike_the_tag_the_article_the_latest_and_the_most_named_come_first(
    library: Library, article: MakeArticle
) -> None:
    one, two, three = (library.add_entity(EntityDraft("Port", tag)).id for tag in ("PLACE", "PLACE", "ORGANISATION"))
    home, elsewhere = article().id, article().id
    for place, entity in ((home, two), (elsewhere, one), (elsewhere, one)):
        words = span_of(TEXT, "islanders" if entity == one else "minister")
        library.annotate(place, Draft("PLACE", (PartDraft(Role.MENTION, words),), entity))
    library.settle()

    def first(**others: object) -> str:
        return library.offered("port", **others)[0].entity.id  # type: ignore[arg-type]  # by name

    assert first() == one
    assert first(recent=[three]) == three
    assert first(recent=[three], article=home) == two
    assert first(recent=[three], article=home, tag="ORGANISATION") == three
    assert [offer.here for offer in library.offered("", article=home)] == [True, False, False]
    assert [offer.entity.id for offer in library.offered("", article=home, recent=[three])] == [two, three, one]
    assert [offer.mentions for offer in library.offered("port")] == [2, 1, 0]


def test_one_that_was_united_is_not_offered_and_one_that_was_dropped_neither(known: Library) -> None:
    known.settle()
    into, other = known.find_entity("Shoal Bay"), known.find_entity("The Hook")
    known.unite(into.id, other.id)
    known.drop_entity(known.find_entity("MoW").id)
    assert [offer.entity.name for offer in known.offered("hook")] == ["Shoal Bay"]
    assert {offer.entity.name for offer in known.offered("", recent=[other.id])} == {
        "Shoal Bay",
        "Sergo K. Shoal",
        "Ministry of Defence",
    }


NAMES = st.lists(
    st.sampled_from(["Ann", "Anna", "of", "the", "Port", "Å*b", "北京", "K.", "C++", "O’Neill", "—", "x[y]"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(st.lists(st.tuples(NAMES, st.sampled_from(["PERSON", "PLACE"]), st.booleans()), max_size=6), NAMES)
def test_they_are_those_that_looking_at_every_entity_offers(known: list[tuple[str, str, bool]], words: str) -> None:
    with empty_library() as library:
        for name, tag, is_settled in known:
            library.add_entity(EntityDraft(name, tag, (Alias(f"{name} Senior"),)))
            if is_settled:
                library.settle()
        everyone = library.entities()
        asked = [words, words[:3], *(name for name, _, _ in known[:2])]
        for each in asked:
            assert library.offered(each, tag="PERSON") == ranked(each, everyone, tag="PERSON")
            assert library.offered(each, tag="PERSON", most=2) == ranked(each, everyone, tag="PERSON")[:2]
