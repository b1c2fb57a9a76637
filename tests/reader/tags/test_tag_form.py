"""A tag as a form."""

from __future__ import annotations

from dataclasses import replace

from reader.palette import Palette
from reader.tags.tag_form import TagForm
from reader.terminal.depth import Depth
from store.model import Layer, Tag
from store.tagset import DEFAULT_TAGS


def typed(form: TagForm, *fields: str) -> TagForm:
    """Words in the fields, one after the other; what has no words is gone past."""
    for words in fields:
        for character in words:
            form = form.typed(character) or form
        form = form.commanded("field_next") or form
    return form


def test_a_new_tag_gets_a_name_from_its_label_a_sign_and_a_key_that_is_free() -> None:
    form = typed(TagForm.of(None, DEFAULT_TAGS, "I"), "", "patrol ship")
    assert form.tag == Tag("PATROL_SHIP", Layer.ENTITY, "patrol ship", "A", "white", "p")
    assert form.hint == "pressed on the page to mark with it; empty: A"


def test_what_is_typed_is_what_it_says() -> None:
    form = typed(TagForm.of(None, DEFAULT_TAGS, ""), "SHIP", "ship", "S", "§", "m", "c", "", "", "", "Vessel", "tool")
    assert form.tag == Tag("SHIP", Layer.CLAIM, "ship", "S", "magenta", "§", None, {"ftm": "Vessel", "stix": "tool"})


def test_a_form_that_is_not_touched_says_what_the_tag_is() -> None:
    for tag in (*DEFAULT_TAGS, Tag("ODD", Layer.ENTITY, "odd", None, "puce", "o", "PERSON", {"x": "y"}, retired=True)):
        assert TagForm.of(tag, [*DEFAULT_TAGS, tag], "").tag == tag


def test_a_key_that_is_taken_away_stays_away_from_a_tag_that_is_there() -> None:
    form = TagForm.of(DEFAULT_TAGS[0], DEFAULT_TAGS, "")
    form = typed(form, "", "").commanded("erase") or form
    assert form.tag == replace(DEFAULT_TAGS[0], key=None)


def test_where_there_is_no_room_fields_stand_one_below_the_other() -> None:
    form = TagForm.of(DEFAULT_TAGS[0], DEFAULT_TAGS, "")
    palette = Palette(Depth.NONE)

    def rows(width: int) -> list[str]:
        return ["".join(words for words, _ in row).strip() for row in form.draw(palette, width, 20)]

    assert [row.split()[0] for row in rows(80)] == ["▸", "key", "layer", "mapped", "ftm"]
    assert [row.split()[0] for row in rows(40)][1:6] == ["label", "key", "sign", "colour", "layer"]
    assert (form.unseen(80, 3), form.unseen(40, 3)) == ((0, 2), (0, 8))
