"""A form: fields in the order of tab and of rows, choices turned by keys, details unfolded where the hand is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.form import Field, Form, Kind
from reader.line_editing import CARET, Typing
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.text import Span
from tests.reader.hostile import EVERYTHING, powers_in, texts

PALETTE = Palette(Depth.FULL)
COLOURS = (("", "–"), ("red", "red"), ("green", "green"), ("grey", "new grey"))


def a_form(at: int = 0) -> Form:
    return Form(
        (
            Field("words", "words", Kind.WORDS, spans=(Span(0, 4),), words="ferry"),
            Field("who", "link 1", Kind.TYPED, link=0, cells=10),
            Field("colour", "link 1", Kind.CHOICE, "as", link=0, cells=10, choices=COLOURS),
            Field("cue", "link 1/words", Kind.WORDS, link=0, detail=True, cells=10),
            Field("who", "link 2", Kind.TYPED, link=1, cells=10),
            Field("cue", "link 2/words", Kind.WORDS, link=1, detail=True, cells=10),
            Field("note", "note", Kind.TYPED),
        ),
        at,
    )


def after(form: Form, *commands: str) -> Form:
    for command in commands:
        new = form.commanded(command)
        assert new is not None
        form = new
    return form


def drawn(form: Form, width: int = 60, height: int = 20) -> list[str]:
    return ["".join(text for text, _ in row).rstrip() for row in form.draw(PALETTE, width, height)]


def test_tab_goes_through_every_field_and_round() -> None:
    form = a_form()
    names = []
    for _ in form.fields:
        form = after(form, "field_next")
        names.append((form.field.name, form.field.link))
    assert names == [("who", 0), ("colour", 0), ("cue", 0), ("who", 1), ("cue", 1), ("note", None), ("words", None)]
    assert after(form, "field_back").field.name == "note"


def test_arrows_go_from_row_to_row_and_only_the_link_in_hand_has_its_details() -> None:
    form = a_form()
    assert [row[0].row for row in form.rows] == ["words", "link 1", "link 2", "note"]
    form = after(form, "choice_down")
    assert [row[0].row for row in form.rows] == ["words", "link 1", "link 1/words", "link 2", "note"]
    assert after(form, "choice_down").field.name == "cue"
    assert after(form, "choice_up", "choice_up").field.name == "note"


def test_a_choice_turns_with_arrows_space_and_the_letter_it_begins_with() -> None:
    form = a_form(2)
    assert form.field.value == ""
    assert after(form, "value_next", "value_next").field.value == "green"
    assert after(form, "value_back").field.value == "grey"
    turned = form.typed(" ")
    assert turned is not None
    assert turned.field.value == "red"
    for expected in ("green", "grey", "green"):
        new = form.typed("g")
        assert new is not None
        form = new
        assert form.field.value == expected
    assert form.typed("x") == form


def test_typed_fields_take_characters_and_words_do_not() -> None:
    form = a_form(1).typed("I")
    assert form is not None
    assert form.named("who", 0).value == "I"
    assert form.named("who", 1).value == ""
    assert a_form().typed("I") is None
    assert a_form().commanded("erase") is None
    assert a_form(1).commanded("add_link") is None


def test_a_name_without_a_field_is_an_error() -> None:
    with pytest.raises(KeyError):
        a_form().named("gist")


def test_the_field_in_hand_shows_caret_or_choice() -> None:
    form = a_form(1).typed("Ilse")
    assert form is not None
    assert drawn(form)[1].startswith(f"▸ link 1    Ilse{CARET}")
    assert "‹red›" in drawn(after(form, "field_next", "value_next"))[1]
    assert drawn(form)[0] == "  words     ferry"


@given(texts(20), st.integers(1, 70), st.integers(0, 12), st.integers(0, 6))
def test_any_size_can_be_drawn_and_the_row_in_hand_is_among_them(text: str, width: int, height: int, at: int) -> None:
    form = a_form(at)
    form = form.with_field(replace(form.fields[4], typing=Typing.of(text)))
    rows = form.draw(PALETTE, width, height)
    assert len(rows) <= height
    if height:
        assert any("".join(piece for piece, _ in row).startswith("▸") for row in rows)
    for row in rows:
        assert sum(cell_len(piece) for piece, _ in row) <= max(width, 30)
        assert not powers_in("".join(piece for piece, _ in row))


def test_the_caret_stays_in_sight_in_a_field_of_wide_letters() -> None:
    form = a_form(1)
    for character in "港の船が着いた":
        new = form.typed(character)
        assert new is not None
        form = new
    assert f"着いた{CARET} " in drawn(form)[1]


def test_hostile_words_are_shown_as_signs() -> None:
    form = a_form()
    form = form.with_field(replace(form.fields[0], words=EVERYTHING)).with_field(
        replace(form.fields[6], typing=Typing.of(EVERYTHING))
    )
    for at in (0, 6):
        assert not powers_in("".join(drawn(replace(form, at=at), width=400)))


def test_fields_grow_with_the_window_up_to_a_measure_and_keep_their_columns() -> None:
    form = a_form(1)
    starts = [drawn(form, width)[1].index("as") for width in (60, 80, 90, 97, 140)]
    assert starts == sorted(starts)
    assert starts[0] == starts[1] < starts[2] < starts[3] == starts[4]


def test_what_is_cut_in_a_field_does_not_touch_what_stands_beside_it() -> None:
    form = a_form().with_field(
        Field("who", "link 1", Kind.TYPED, link=0, cells=10, typing=Typing.of("Coast Institute"))
    )
    assert "Coast In… " in drawn(form)[1]
