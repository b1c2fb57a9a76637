"""The tag set as TOML: what is written is read as it was, what is not said stays, and what means nothing is told of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import FormatError
from store.formats.tags_toml import read, written
from store.model import Layer, Tag
from store.tagset import COLOURS, DEFAULT_TAGS, ELSEWHERE

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ANY_TAG = st.builds(
    Tag,
    WORDS,
    st.sampled_from(Layer),
    WORDS,
    st.none() | st.characters(exclude_categories=["Cs"]),
    st.sampled_from(COLOURS) | WORDS,
    WORDS,
    st.none() | WORDS,
    st.dictionaries(st.sampled_from(list(ELSEWHERE)) | WORDS, WORDS, max_size=4),
    st.booleans(),
)
TAG_SETS = st.lists(ANY_TAG, max_size=5, unique_by=lambda tag: tag.name)


@given(TAG_SETS, TAG_SETS)
def test_what_is_written_is_read_as_it_was_whatever_is_here(tags: list[Tag], here: list[Tag]) -> None:
    assert read(written(tags), here) == tags
    assert written(read(written(tags), here)) == written(tags)


@given(TAG_SETS)
def test_a_file_that_says_only_names_changes_nothing(tags: list[Tag]) -> None:
    names = "\n".join(line for line in written(tags).split("\n") if line.startswith(("[[tag]]", "name = ")))
    assert read(names, tags) == tags


def test_what_a_file_does_not_say_stays_as_it_is() -> None:
    (tag,) = read('[[tag]]\nname = "PERSON"\nlabel = "human"\nkey = ""\n', DEFAULT_TAGS)
    person = DEFAULT_TAGS[0]
    assert (tag.label, tag.key) == ("human", None)
    assert (tag.layer, tag.colour, tag.sign, tag.mapping) == (person.layer, person.colour, person.sign, person.mapping)


def test_a_new_tag_without_a_key_gets_one_that_nothing_has() -> None:
    said = '[[tag]]\nname = "SHIP"\nlayer = "entity"\n[[tag]]\nname = "SHOAL"\nlayer = "entity"\n'
    (ship, shoal) = read(said, DEFAULT_TAGS, taken=["I"])
    assert (ship.key, ship.label, ship.sign) == ("S", "ship", "s")
    assert shoal.key == "A"  # S is the ship's, H and O and L have others
    assert read(said + 'key = ""\n', DEFAULT_TAGS)[1].key is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("[[tag]", "no TOML"),
        ("[tags]\nPERSON = 'P'", "“tags” means nothing"),
        ("[tag]\nname = 'A'", "in double brackets"),
        ("[[tag]]\nlayer = 'entity'", "tag 1 has no name"),
        ("[[tag]]\nname = 'SHIP'", "needs a layer: highlight, entity, claim"),
        ("[[tag]]\nname = 'SHIP'\nlayer = 'boat'", "no layer “boat”"),
        ("[[tag]]\nname = 'PERSON'\nhue = 'red'", "“hue” means nothing"),
        ("[[tag]]\nname = 'PERSON'\nkey = 1", "key is words"),
        ("[[tag]]\nname = 'PERSON'\nretired = 'no'", "true or false"),
        ("[[tag]]\nname = 'PERSON'\nmapping = 'PER'", "mapping is a table"),
        ("[[tag]]\nname = 'PERSON'\nmapping = { conll = 1 }", "in conll is words"),
    ],
)
def test_what_means_nothing_is_told_of(said: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read(said, DEFAULT_TAGS)
