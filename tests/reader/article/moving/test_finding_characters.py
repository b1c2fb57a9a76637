from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.moving.finding_characters import Sought, find, finds, sought_by
from reader.article.setting.typesetting import lay_out
from reader.commands import MOTIONS
from store.document import Document
from store.errors import Refused
from tests.reader.article.documents import document, documents

TEXT = "The Résumé of cafe\u0301s: “it’s” – a well-known e and E"
LAYOUT = lay_out(document(TEXT, "the next e"), 20)


def found(character: str, start: int = 0, count: int = 1, *, back: bool = False, till: bool = False) -> int:
    return find(LAYOUT, start, Sought(character, back, till), count)


def walk(character: str) -> list[int]:
    places: list[int] = []
    at = 0
    while True:
        try:
            at = found(character, at)
        except Refused:
            return places
        places.append(at)


def test_a_letter_is_found_as_it_was_typed_and_with_accents_on_it_but_not_in_another_case() -> None:
    every_e = [at for at, sign in enumerate(TEXT) if sign in "eé"]
    assert walk("e") == every_e
    assert walk("E") == [TEXT.index("E")]
    assert walk("é") == [at for at, sign in enumerate(TEXT) if sign == "é" or TEXT[at : at + 2] == "e\u0301"]


@pytest.mark.parametrize(("typed", "stands"), [("'", "’"), ('"', "“”"), ("-", "–-"), (":", ":")])
def test_straight_signs_find_the_curved_ones(typed: str, stands: str) -> None:
    assert walk(typed) == [at for at, sign in enumerate(TEXT) if sign in stands]


def test_it_is_looked_for_in_this_paragraph_alone() -> None:
    last = TEXT.index("E")
    with pytest.raises(Refused, match="no “e” further on in this paragraph"):
        found("e", last)
    with pytest.raises(Refused, match="no “T” further back in this paragraph"):
        found("T", len(TEXT) + 3, back=True)
    with pytest.raises(Refused, match="no space further on"):
        found(" ", last)


def test_counts_are_counted_and_too_many_are_refused() -> None:
    assert found("e", 0, 3) == walk("e")[2]
    assert found("e", len(TEXT) - 1, 2, back=True) == walk("e")[-2]
    with pytest.raises(Refused):
        found("e", 0, 99)


def test_till_stops_on_this_side() -> None:
    assert found("m", till=True) == TEXT.index("m") - 1
    assert found("m", len(TEXT) - 1, back=True, till=True) == TEXT.index("m") + 1


def test_till_again_does_not_stick_beside_what_it_found() -> None:
    sought = Sought("e", till=True)
    at = find(LAYOUT, 3, sought)
    assert find(LAYOUT, at, sought) == at
    after = find(LAYOUT, at, sought, again=True)
    assert (at, after) == (TEXT.index("é") - 1, TEXT.rindex("é") - 1)
    back = sought.turned()
    assert find(LAYOUT, after, back, again=True) == TEXT.index("é") + 1
    assert find(LAYOUT, TEXT.index("é") + 1, back, again=True) == TEXT.index("e") + 1
    assert find(LAYOUT, at, sought, 2, again=True) == after


def test_the_last_search_is_done_again_and_the_other_way() -> None:
    before = sought_by("till_character_back", "x", None)
    assert before == Sought("x", back=True, till=True)
    assert sought_by("find_again", None, before) == before
    assert sought_by("find_again_back", None, before) == Sought("x", till=True)
    with pytest.raises(Refused, match="no character was looked for yet"):
        sought_by("find_again", None, None)
    with pytest.raises(Refused, match="type the character"):
        sought_by("find_character", None, None)


def test_every_command_with_a_character_is_known() -> None:
    assert [each.name for each in MOTIONS if each.argument and not finds(each.name)] == []
    assert not finds("left")


def test_a_space_at_which_a_row_is_broken_is_not_gone_to() -> None:
    layout = lay_out(document("one two three"), 8)
    assert find(layout, 0, Sought(" ")) == 3
    with pytest.raises(Refused):
        find(layout, 4, Sought(" "))


@given(documents(), st.integers(1, 40), st.integers(0, 250), st.characters(), st.booleans(), st.booleans(), st.data())
def test_whatever_is_looked_for_it_is_a_stop_of_the_block_on_the_right_side(
    page: Document, width: int, offset: int, character: str, back: bool, till: bool, data: st.DataObject
) -> None:
    layout = lay_out(page, width)
    at = layout.nearest_stop(offset)
    sign = data.draw(st.sampled_from([character, *layout.text[:80], *"e' -"]))
    sought, count = Sought(sign, back, till), data.draw(st.integers(1, 4))
    try:
        there = find(layout, at, sought, count, again=data.draw(st.booleans()))
    except Refused:
        return
    assert layout.is_stop(there)
    assert layout.block_of(there) == layout.block_of(at)
    assert there <= at if back else there >= at
    assert till or there != at
