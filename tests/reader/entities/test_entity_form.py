"""An entity as a form: what it says is what the library is asked for, and what cannot be said is in hand."""

from __future__ import annotations

import pytest

from reader.entities.entity_form import EntityForm
from store.errors import Refused
from store.model import Alias, Entity, EntityDraft, Layer
from store.tagset import DEFAULT_TAGS

TAGS = tuple(tag for tag in DEFAULT_TAGS if tag.layer is Layer.ENTITY)
MAAR = Entity(
    "2",
    "Ilse Maar",
    "PERSON",
    (Alias("I. Maar"), Alias("Maar, Ilse"), Alias("the harbour master", weak=True)),
    {"wikidata": "Q42", "viaf": "113 230"},
    "B",
    "asked twice",
)


def filled(form: EntityForm, name: str, words: str) -> EntityForm:
    """With other words in a field."""
    while form.form.field.name != name:
        form = _after(form, "field_next")
    form = _after(form, "erase_all")
    for each in words:
        new = form.typed(each)
        assert new is not None
        form = new
    return form


def _after(form: EntityForm, command: str) -> EntityForm:
    new = form.commanded(command)
    assert new is not None
    return new


def test_what_is_there_is_read_back_as_it_was() -> None:
    form = EntityForm.of(MAAR, TAGS, has_marks=True)
    draft = form.draft
    assert draft == EntityDraft(MAAR.name, MAAR.tag, MAAR.aliases, MAAR.identifiers, "B", "asked twice")
    assert form.says_the_same(EntityForm.of(MAAR, TAGS, has_marks=True))
    assert form.fault is None


def test_names_are_parted_by_semicolons_and_identifiers_tell_their_register() -> None:
    form = EntityForm.new("a new entity", EntityDraft("Jonas", "PERSON"), TAGS)
    form = filled(filled(filled(form, "also", "Brandt;  J. Brandt, Jr. ;"), "weakly", "he"), "elsewhere", "isni 0000 1")
    assert form.draft.aliases == (Alias("Brandt"), Alias("J. Brandt, Jr."), Alias("he", weak=True))
    assert form.draft.identifiers == {"isni": "0000 1"}


def test_that_a_comma_parts_no_names_is_told_where_they_are_typed() -> None:
    form = filled(EntityForm.new("a new entity", EntityDraft("Jonas", "PERSON"), TAGS), "also", "Brandt, Jonas")
    assert form.draft.aliases == (Alias("Brandt, Jonas"),)
    assert "; between two" in str(form.hint)


def test_its_marks_get_the_new_tag_unless_they_are_to_stay_as_they_are() -> None:
    form = EntityForm.of(MAAR, TAGS, has_marks=True)
    assert form.retags
    while form.form.field.name != "marks":
        form = _after(form, "field_next")
    assert not _after(form, "value_next").retags
    assert not EntityForm.of(MAAR, TAGS, has_marks=False).retags


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("name", ""),
        ("name", "x" * 501),
        ("also", "Ilse Maar"),
        ("also", "M; M"),
        ("weakly", "I. Maar"),
        ("wikidata", "42"),
        ("elsewhere", "viaf"),
        ("elsewhere", "VIAF 12"),
        ("note", "x" * 10_001),
    ],
)
def test_the_field_that_cannot_be_saved_is_in_hand(field: str, words: str) -> None:
    form = EntityForm.of(MAAR, TAGS, has_marks=False)
    wrong = filled(form, field, words).fault
    assert wrong is not None
    assert wrong.form.field.name == field


def test_an_identifier_without_a_register_is_refused() -> None:
    with pytest.raises(Refused, match="register"):
        _ = filled(EntityForm.of(MAAR, TAGS, has_marks=False), "elsewhere", "113").draft
