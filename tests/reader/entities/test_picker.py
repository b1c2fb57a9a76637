"""Picking the entity that a mention means: found as you type, new where nobody fits, another tag by tab."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.entities.picker import Picker
from reader.line_editing import CARET
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import Alias, Entity, Layer, NewEntity
from store.tagset import DEFAULT_TAGS
from tests.reader.hostile import EVERYTHING, powers_in, texts
from tests.reader.offering import offered

TAGS = tuple(tag for tag in DEFAULT_TAGS if tag.layer is Layer.ENTITY)
INSTITUTE = Entity("1", "Coast Institute", "ORGANISATION", (Alias("the Institute", weak=True),))
MAAR = Entity("2", "Ilse Maar", "PERSON")
MAARTEN = Entity("3", "Maarten Kiel", "PERSON")
KNOWN = (INSTITUTE, MAAR, MAARTEN)
PALETTE = Palette(Depth.FULL)


def opened(
    words: str, tag: str = "PERSON", *, known: tuple[Entity, ...] = KNOWN, meant: Entity | None = None
) -> Picker:
    found = offered(known, here="2", mentions={"2": 3, "3": 1}, tag=tag)
    return Picker.open(words, tag=tag, tags=TAGS, offered=found, meant=meant)


def after(picker: Picker, *steps: str) -> Picker:
    """The picker after commands, and after characters where a step begins with a space."""
    for step in steps:
        for each in step[1:] if step.startswith(" ") and len(step) > 1 else [step]:
            new = picker.typed(each) if step.startswith(" ") else picker.commanded(each)
            assert new is not None
            picker = new
    return picker


def drawn(picker: Picker, width: int = 80, height: int = 8) -> list[str]:
    return ["".join(text for text, _ in row) for row in picker.draw(PALETTE, width, height)]


def test_enter_takes_the_known_entity_where_the_words_name_it() -> None:
    assert opened("Ilse Maar").meant == "2"
    assert opened("Maar").meant == "2"
    assert opened("the\nInstitute").meant == "1"


def test_enter_makes_a_new_entity_of_the_words_where_nobody_is_named() -> None:
    assert opened("Jonas Brandt").meant == NewEntity("Jonas Brandt", "PERSON")
    assert opened("Maarten").meant == NewEntity("Maarten", "PERSON")


def test_typing_replaces_the_words_and_finds_others() -> None:
    assert after(opened("Jonas Brandt"), " Kiel").meant == "3"
    assert after(opened("Maar"), " Kie").meant == "3"
    assert after(opened("Maar"), " Kie", "choice_up").meant == NewEntity("Kie", "PERSON")


def test_the_bar_goes_round_over_those_who_fit_and_the_new_one() -> None:
    picker = opened("Maar")
    assert [each.entity.id for each in picker.offers] == ["2", "3"]
    meant = []
    for _ in range(4):
        picker = after(picker, "choice_down")
        meant.append(picker.meant)
    assert meant == ["3", NewEntity("Maar", "PERSON"), "1", "2"]


def test_while_the_words_are_a_guess_others_stand_behind_the_new_one_and_go_once_somebody_types() -> None:
    picker = opened("Jonas Brandt")
    assert picker.meant == NewEntity("Jonas Brandt", "PERSON")
    assert [each.entity.id for each in picker.others] == ["2", "3", "1"]
    assert after(picker, "choice_down").meant == "2"
    assert after(picker, " J").others == ()


def test_where_only_somebody_known_can_be_meant_nobody_new_is_offered() -> None:
    picker = Picker.known_only("Jonas", "Jonas is the same as …", tags=TAGS, offered=offered(KNOWN))
    assert picker.title == "Jonas is the same as …"
    assert picker.offer is None
    assert after(picker, "choice_down").meant == "1"
    assert after(picker, "choice_up").meant == "3"
    assert after(picker, " Ki").meant == "3"
    assert after(picker, " Zz").offer is None
    assert picker.commanded("next_tag") is None
    assert not any("+ new" in row for row in drawn(picker))


def test_tab_gives_another_tag_and_comes_round() -> None:
    picker = opened("Jonas Brandt")
    for tag in [*TAGS[1:], TAGS[0]]:
        picker = after(picker, "next_tag")
        assert picker.meant == NewEntity("Jonas Brandt", tag.name)


def test_a_mark_that_is_edited_opens_on_the_one_it_means() -> None:
    assert opened("she", meant=MAAR).meant == "2"
    assert opened("Maarten", meant=MAAR).meant == "2"
    assert opened("Maarten", meant=Entity("9", "Somebody Else", "PERSON")).meant == "9"


def test_where_nothing_is_typed_nobody_new_is_made() -> None:
    assert after(opened("Jonas"), "erase_all", "choice_up").meant is None
    assert opened("Jonas", known=()).typing.text == "Jonas"
    assert after(opened("Jonas", known=()), "erase_all").meant is None


def test_the_rows_tell_who_fits_and_how_often_they_are_marked() -> None:
    rows = drawn(opened("Maar"))
    assert rows[0] == f"  name  Maar{CARET}"
    assert rows[1].startswith("   Ilse Maar ")
    assert rows[1].endswith("person · in this article · 3 marks")
    assert rows[2].endswith("person · 1 mark")
    assert rows[3].startswith("   + new person “Maar”")
    assert drawn(opened("Coast"))[1].endswith("  organisation")  # of one just made no marks are counted yet


def test_many_who_fit_are_drawn_around_the_bar() -> None:
    known = tuple(Entity(str(n), f"Maar {n:02}", "PERSON") for n in range(50))
    picker = opened("Maar", known=known)
    for _ in range(30):
        rows = drawn(picker, height=6)
        assert len(rows) == 6
        new = isinstance(picker.meant, NewEntity)
        wanted = "+ new" if new else next(e.name for e in known if e.id == picker.meant)
        assert any(wanted in row for row in rows)
        picker = after(picker, "choice_down")


def test_a_narrow_sheet_still_shows_names() -> None:
    assert any("Ilse Maar" in row for row in drawn(opened("Maar"), width=20))
    assert any("Coast Institute" in row for row in drawn(opened("Institute"), width=40))


@given(texts(12), st.integers(0, 90), st.integers(1, 12))
def test_any_words_can_be_drawn_in_any_size(words: str, width: int, height: int) -> None:
    picker = after(opened(words, known=(*KNOWN, Entity("9", words or "x", "PLACE"))), "value_next", " a")
    rows = picker.draw(PALETTE, width, height)
    assert len(rows) <= height
    assert cell_len("".join(text for text, _ in rows[0]).partition(CARET)[0]) <= max(width, 9)


def test_hostile_names_are_signs_in_the_rows_that_are_fitted() -> None:
    rows = drawn(opened("x", known=(Entity("9", f"x {EVERYTHING}", EVERYTHING),)))[1:]
    assert "x ␛[2J" in rows[0]
    assert not powers_in(rows[0][:40])
