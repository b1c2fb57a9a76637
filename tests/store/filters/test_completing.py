"""What a filter can be completed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.filters.completing import Completion, complete
from store.filters.keys import KEYS
from store.filters.parsing import parse
from store.filters.terms import Mark, Marked
from tests.store.filters.written import FILTERS

OUTLETS = ("Harbour Post", "Harbourside", "The Meridian")
ENTITIES = ("Jonna Vik", "Coast Institute", 'The "Ark"')


def values(key: str, beginning: str) -> Sequence[str]:
    known = {"outlet": OUTLETS, "entity": ENTITIES, "lang": ("en", "de"), "label": ("any", "dam")}.get(key, ())
    return [each for each in known if each.lower().startswith(beginning.lower())]


def at_caret(marked: str) -> Completion:
    """The caret stands where the bar is."""
    return complete(marked.replace("|", ""), marked.index("|"), values)


def results(marked: str) -> list[str]:
    """What the filter would be with each of the candidates."""
    found = at_caret(marked)
    words = marked.replace("|", "")
    return [words[: found.start] + each + words[found.end :] for each in found.candidates]


def test_keys_are_completed_with_their_help() -> None:
    assert at_caret("a ou|") == Completion(2, 4, ("outlet:",), (KEYS["outlet"].help,))
    assert results("-en|") == ["-entity:", "-entities:"]
    assert results("(T|") == ["(title:", "(tag:"]


def test_where_nothing_is_typed_all_keys_are_offered() -> None:
    for marked in ("|", "a |", "a | b", "(|", '"a" |'):
        assert [each.removesuffix(":") for each in at_caret(marked).candidates] == list(KEYS)


def test_a_key_is_changed_for_another_with_its_value_kept() -> None:
    assert results("ou|:x") == ["outlet:x"]
    assert results("tit|le:x") == ["title:x"]


def test_values_are_asked_of_the_library_and_quoted_where_they_must_be() -> None:
    assert results("outlet:harb|") == ['outlet:"Harbour Post" ', "outlet:Harbourside "]
    assert results('a entity:"jon|" b') == ['a entity:"Jonna Vik" b']
    assert results("entity:jon| b") == ['entity:"Jonna Vik" b']
    assert results("entity:The|") == ['entity:"The  Ark " ']
    assert results("(outlet:the|)") == ['(outlet:"The Meridian")']


def test_what_needs_no_library_is_told_with_what_it_means() -> None:
    assert results("state:re|") == ["state:reading "]
    assert results("date:t|") == ["date:today "]
    months = at_caret("date:m|")
    assert (months.candidates, months.helps) == (("month ",), ("this month",))
    assert results("claims:|")[0] == "claims:>0 "
    assert results("label:|") == ['label:"any" ', "label:dam ", "label:any ", "label:none "]
    assert results("lang:|") == ["lang:en ", "lang:de ", "lang:none "]


@pytest.mark.parametrize("marked", ['"held me|', "held|ing zz", "zz|", '"held"|', "title:sh|", "x:|", "state:zz|"])
def test_where_nothing_is_known_nothing_is_offered(marked: str) -> None:
    assert at_caret(marked).candidates == ()


@settings(max_examples=35, deadline=None)
@given(FILTERS, st.data())
def test_it_can_be_asked_for_anywhere_in_anything(words: str, data: st.DataObject) -> None:
    caret = data.draw(st.integers(0, len(words)))
    found = complete(words, caret, values)
    assert 0 <= found.start <= found.end <= len(words)
    assert len(found.helps) == len(found.candidates)


@settings(max_examples=35, deadline=None)
@given(
    st.text(
        st.characters(exclude_characters='"“”„‟«»＂「」『』', exclude_categories=["Z", "Cc", "Cs"]),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_chosen_is_what_is_then_asked_for(name: str) -> None:
    found = complete("annotator:", 10, lambda *_: [name])
    assert parse(f"annotator:{found.candidates[0]}", date(2026, 11, 22)) == Marked(Mark.ANNOTATOR, name)
