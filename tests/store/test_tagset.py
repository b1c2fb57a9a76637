"""What a tag set must be, as pure data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import Refused
from store.model import Layer, Tag
from store.tagset import DEFAULT_TAGS, checked, free_key, in_normal_form, in_order

NAMES = st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True)
SHIP = Tag("SHIP", Layer.ENTITY, "ship", "S", "blue", "s")


@given(NAMES, NAMES)
def test_an_order_has_every_name_once_and_those_told_as_they_were_told(here: list[str], told: list[str]) -> None:
    order = in_order(here, told)
    assert sorted(order) == sorted({*here, *told})
    assert [name for name in order if name in told] == told
    assert [name for name in order if name not in told] == [name for name in here if name not in told]


def test_a_new_name_stands_behind_the_one_told_before_it() -> None:
    assert in_order(list("abc"), list("bx")) == list("abxc")
    assert in_order(list("abc"), list("xb")) == list("axbc")
    assert in_order(list("abc"), list("xy")) == list("abcxy")


def test_the_tags_that_every_library_has_are_a_tag_set() -> None:
    assert checked(DEFAULT_TAGS, (), {}) == list(DEFAULT_TAGS)


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        (replace(SHIP, name="a ship"), "is no name for a tag"),
        (replace(SHIP, name=""), "is no name for a tag"),
        (replace(SHIP, name="S" * 41), "is no name for a tag"),
        (replace(SHIP, label="s" * 61), "has 61 characters"),
        (replace(SHIP, name="person"), "one name to who types it"),
        (replace(SHIP, key="P"), "P would be the key of PERSON and of SHIP"),
        (replace(SHIP, key="v"), "“v”|v is the key for “select” on the page"),
        (replace(SHIP, key="3"), "figures are counts"),
        (replace(SHIP, key=" "), "is no key"),
        (replace(SHIP, key="ab"), "is no key"),
        (replace(SHIP, sign="漢"), "one cell wide"),
        (replace(SHIP, sign="\u0301"), "one cell wide"),
        (replace(SHIP, colour="puce"), "cannot be puce"),
        (replace(SHIP, mapping={"conl": "X"}), "mapped to conl"),
        (replace(SHIP, parent="BOAT"), "there is no such tag"),
        (replace(SHIP, parent="SHIP"), "SHIP below SHIP: a tag cannot stand below itself"),
        (replace(SHIP, parent="CLAIM"), "is not"),
    ],
)
def test_what_cannot_be_is_refused_in_words(tag: Tag, why: str) -> None:
    with pytest.raises(Refused, match=why):
        checked([*DEFAULT_TAGS, tag], DEFAULT_TAGS, {"v": "select"})


def test_parents_in_a_circle_are_refused() -> None:
    ring = [replace(SHIP, name=name, parent=parent, key=None) for name, parent in (("A", "B"), ("B", "C"), ("C", "A"))]
    with pytest.raises(Refused, match="A below B below C below A"):
        checked(ring, (), {})


def test_what_is_here_already_is_not_held_against_a_rule_that_came_later() -> None:
    odd = Tag("odd name", Layer.ENTITY, "odd", "v", "puce", "漢", mapping={"x": "y"})
    assert checked([odd, SHIP], [odd], {"v": "select"}) == [odd, SHIP]
    assert checked([replace(odd, label="other", key="o")], [odd], {})[0].label == "other"


def test_a_retired_tag_lets_go_of_a_key_that_another_wants() -> None:
    retired = replace(SHIP, name="BOAT", retired=True)
    assert [tag.key for tag in checked([retired, SHIP], [retired], {})] == [None, "S"]
    assert [tag.key for tag in checked([retired], [], {})] == ["S"]


def test_a_free_key_is_a_letter_of_the_label_else_any_capital_else_none() -> None:
    assert free_key(replace(SHIP, key=None), DEFAULT_TAGS, ()) == "S"
    assert free_key(replace(SHIP, key=None), DEFAULT_TAGS, ("S", "I")) == "A"
    assert free_key(SHIP, DEFAULT_TAGS, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") is None


def test_words_of_a_tag_stand_on_one_line_and_nothing_is_no_key() -> None:
    tag = in_normal_form(Tag(" SHIP ", Layer.ENTITY, "", "", parent=" ", mapping={"conll": " ", "ftm": "a\nb"}))
    assert tag == Tag("SHIP", Layer.ENTITY, "ship", None, parent=None, mapping={"ftm": "a b"})
