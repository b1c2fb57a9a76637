"""Who the words for a source can mean: names and descriptions told apart, the likeliest offered first."""

from __future__ import annotations

from hypothesis import given

from reader.claims.sources import name_for
from store.model import Entity, Layer, NewEntity
from store.tagset import DEFAULT_TAGS
from tests.reader.hostile import texts
from tests.reader.offering import sources

TAGS = tuple(tag for tag in DEFAULT_TAGS if tag.layer is Layer.ENTITY)
INSTITUTE = Entity("1", "Coast Institute", "ORGANISATION")
MAAR = Entity("2", "Ilse Maar", "PERSON")
SOURCES = sources((INSTITUTE, MAAR), TAGS)


def test_a_name_loses_its_article_and_a_description_keeps_it() -> None:
    assert name_for("The\nCoast  Institute") == "Coast Institute"
    assert name_for("the minister") == "the minister"
    assert name_for("Theodor Kiel") == "Theodor Kiel"


def test_someone_known_for_sure_is_offered_first() -> None:
    assert SOURCES.of("the Coast Institute")[0] == ("id:1", "Coast Institute")
    assert SOURCES.of("Maar")[0] == ("id:2", "Ilse Maar")


def test_a_name_of_nobody_known_is_someone_new_of_the_likeliest_tag() -> None:
    assert SOURCES.of("Ministry of Ferries")[0] == ("new:GOVERNMENT", f"new {TAGS[2].label}")
    assert SOURCES.of("Jonas Brandt")[0] == ("new:PERSON", "new person")


def test_a_description_is_words_only() -> None:
    assert SOURCES.of("the fishermen")[0] == ("words", "words only")
    assert SOURCES.of("")[0] == ("words", "words only")
    text = "Boatmen said so. Other boatmen did not."
    assert sources((), TAGS, text).of("Boatmen")[0] == ("words", "words only")


def test_the_one_meant_before_is_offered_whatever_the_words() -> None:
    assert SOURCES.of("she", "2")[0] == ("id:2", "Ilse Maar")
    assert SOURCES.of("she", "gone")[0] == ("id:gone", "?")


def test_every_tag_can_be_given_to_someone_new() -> None:
    for words in ("Jonas Brandt", "the fishermen", "", "Maar"):
        values = [value for value, _ in SOURCES.of(words)]
        assert {f"new:{tag.name}" for tag in TAGS} | {"words"} <= set(values)
        assert len(values) == len(set(values))


def test_what_a_choice_means() -> None:
    assert SOURCES.meant("id:1", "whoever") == "1"
    assert SOURCES.meant("new:PERSON", "Jonas Brandt") == NewEntity("Jonas Brandt", "PERSON")
    assert SOURCES.meant("words", "the fishermen") is None


@given(texts(10))
def test_any_words_have_choices(words: str) -> None:
    assert SOURCES.of(words)
    assert "\n" not in name_for(words)
