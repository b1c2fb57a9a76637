"""What filters of claims and entities mean: the keys that they have, and what is said where a key is another's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import FilterError
from store.filters.completing import complete
from store.filters.keys import KEYS, Subject, keys_of
from store.filters.parsing import parse
from store.filters.terms import (
    All,
    Counted,
    Dated,
    Figured,
    Having,
    Mark,
    Marked,
    Not,
    Quantity,
    Term,
    Trait,
    When,
    Where,
    Words,
)
from store.filters.wording import unparse
from store.model import RelationKind

TODAY = date(2026, 11, 22)
DESKS = (Subject.CLAIMS, Subject.ENTITIES)


def claims(words: str, *, typing: bool = False) -> Term:
    return parse(words, TODAY, typing=typing, subject=Subject.CLAIMS)


def entities(words: str) -> Term:
    return parse(words, TODAY, subject=Subject.ENTITIES)


def wrong(words: str, subject: Subject) -> tuple[str, str]:
    with pytest.raises(FilterError) as raised:
        parse(words, TODAY, subject=subject)
    return words[raised.value.start : raised.value.end], str(raised.value)


def test_keys_of_claims_ask_of_claims() -> None:
    assert claims("boats source:maar -unit:lost") == All(
        (Words("boats"), Words("maar", Where.SOURCE), Not(Words("lost", Where.UNIT)))
    )
    assert claims("links:>1 event:2024-07 said:none") == All(
        (Counted(Quantity.LINKS, 2, None), Dated(When.EVENT, "2024-07", "2024-07"), Dated(When.SAID, None, None))
    )
    assert claims("entity:maar outlet:post note:ask") == All(
        (Marked(Mark.ENTITY, "maar"), Words("post", Where.OUTLET), Words("ask", Where.NOTE))
    )


def test_keys_of_entities_ask_of_entities() -> None:
    assert entities("maar mentions:2..5 articles:1 seen:2024") == All(
        (
            Words("maar"),
            Counted(Quantity.MENTIONS, 2, 5),
            Counted(Quantity.ARTICLES, 1, 1),
            Dated(When.SEEN, "2024", "2024"),
        )
    )
    assert entities("reliability:B id:Q42 alias:none") == All(
        (Having(Trait.RELIABILITY, "b"), Having(Trait.ID, "q42"), Not(Having(Trait.ALIAS, None)))
    )
    assert entities('alias:"none"') == Words("none", Where.ALIAS)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("63", Figured(63, 63)),
        (">50", Figured(50, None, beyond=True)),
        ("<=2.5", Figured(None, 2.5)),
        ("<-3", Figured(None, -3, beyond=True)),
        ("10..100", Figured(10, 100)),
        ("1,000..", Figured(1000, None)),
        ("any", Figured()),
        ("none", Not(Figured())),
    ],
)
def test_figures_have_borders(words: str, term: Term) -> None:
    assert claims(f"figure:{words}") == term
    assert claims(unparse(term, Subject.CLAIMS)) == term


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("relation:same", Having(Trait.RELATION, "same as")),
        ('relation:"same as"', Having(Trait.RELATION, "same as")),
        ("relation:same-as", Having(Trait.RELATION, "same as")),
        ("relation:any", Having(Trait.RELATION, None)),
        ("relation:none", Not(Having(Trait.RELATION, None))),
        ("certainty:Prob", Having(Trait.CERTAINTY, "probable")),
        ("polarity:neg", Having(Trait.POLARITY, "negative")),
        ("unit:any", Having(Trait.UNIT, None)),
    ],
)
def test_what_has_few_values_is_told_by_how_they_begin(words: str, term: Term) -> None:
    assert claims(words) == term
    assert claims(unparse(term, Subject.CLAIMS)) == term


@pytest.mark.parametrize("kind", RelationKind)
def test_every_kind_of_relation_can_be_asked_for(kind: RelationKind) -> None:
    assert claims(f'relation:"{kind}"') == Having(Trait.RELATION, kind.value)


@pytest.mark.parametrize(
    ("words", "subject", "place", "said"),
    [
        ("marks:>0", Subject.CLAIMS, "marks:", "marks: is asked of articles, not of claims"),
        ("boats certainty:probable", Subject.ENTITIES, "certainty:", "is asked of claims, not of entities"),
        ("sourse:x", Subject.CLAIMS, "sourse:", "did you mean source:"),
        ("qid:Q42", Subject.ENTITIES, "qid:", "did you mean id:"),
        ("figure:many", Subject.CLAIMS, "many", "figure: wants a number"),
        ("figure:9..2", Subject.CLAIMS, "9..2", "2 is less than 9"),
        ("certainty:any", Subject.CLAIMS, "any", "certain, probable, possible or unspecified"),
        ("relation:x", Subject.CLAIMS, "x", "same as, supports"),
        ("reliability:G", Subject.ENTITIES, "G", "reliability: is a, b"),
    ],
)
def test_what_means_nothing_is_told_with_its_place(words: str, subject: Subject, place: str, said: str) -> None:
    found, why = wrong(words, subject)
    assert found == place
    assert said in why


def test_words_of_the_news_stay_words_among_articles() -> None:
    assert parse("said:none figure:3", TODAY) == All((Words("said:none"), Words("figure:3")))


@pytest.mark.parametrize(
    "words", ["figure:>", "figure:1,", "figure:an", "relation:su", "relation:no", "certainty:p", "id:Q"]
)
def test_what_is_not_finished_asks_for_nothing_yet(words: str) -> None:
    subject = Subject.ENTITIES if words.startswith("id") else Subject.CLAIMS
    said = parse(f"boats {words}", TODAY, typing=True, subject=subject)
    assert said in (Words("boats"), All((Words("boats"), Having(Trait.RELATION, "supports"))))


VALUES = st.sampled_from(
    ["boats", "any", "none", "63", "2024-07", "f(x)", "marks:x", "said:x", "supports", "a b", ">2", "é"]
)


@given(
    st.sampled_from(DESKS), st.lists(st.tuples(st.booleans(), st.integers(0, 30), VALUES, st.booleans()), max_size=5)
)
def test_a_term_is_worded_so_that_it_is_read_as_the_same(
    subject: Subject, pieces: list[tuple[bool, int, str, bool]]
) -> None:
    keys = ["", *keys_of(subject)]
    written = []
    for negated, key, value, quoted in pieces:
        name = keys[key % len(keys)]
        written.append(f"{'-' * negated}{name}{':' * bool(name)}{chr(34) * quoted}{value}{chr(34) * quoted}")
    try:
        term = parse(" ".join(written), TODAY, subject=subject)
    except FilterError:
        return
    assert parse(unparse(term, subject), TODAY, subject=subject) == term


@pytest.mark.parametrize("subject", DESKS)
def test_every_key_is_offered_with_what_it_means(subject: Subject) -> None:
    found = complete("", 0, lambda _key, _begun: [], subject)
    assert found.candidates == tuple(f"{name}:" for name in keys_of(subject))
    assert all(found.helps)


@pytest.mark.parametrize("subject", Subject)
def test_what_a_key_is_completed_to_is_understood(subject: Subject) -> None:
    for name in keys_of(subject):
        asked = f"{name}:"
        for candidate in complete(asked, len(asked), lambda _key, _begun: [], subject).candidates:
            parse(f"{asked}{candidate}", TODAY, subject=subject)


@pytest.mark.parametrize("subject", DESKS)
def test_the_examples_of_a_key_are_right(subject: Subject) -> None:
    for key in keys_of(subject).values():
        for example in key.values.split("  "):
            parse(example if ":" in example else f"{key.name}:{example}", TODAY, subject=subject)


def test_a_key_means_the_same_of_whatever_is_chosen() -> None:
    shared = KEYS.keys() & keys_of(Subject.CLAIMS).keys()
    assert {"outlet", "date", "entity", "tag", "state", "title"} <= shared
    assert claims("title:boats date:2024") == parse("title:boats date:2024", TODAY)
