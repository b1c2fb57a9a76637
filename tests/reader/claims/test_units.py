"""What a claim counts: units of other claims are offered by a key, and one without a figure is the field in hand."""

from __future__ import annotations

from dataclasses import replace

from reader.claims.form import ClaimForm
from reader.claims.units import offered
from store.library import Library
from store.model import Claim, Draft, PartDraft, Role
from store.text import Span
from tests.conftest import MakeArticle
from tests.reader.claims.test_form import CHAIN, after, at, guessed
from tests.reader.session import Start

UNITS = ("boats lost", "crates", "Boats")


def form() -> ClaimForm:
    """With the unit in hand."""
    return replace(at(guessed(CHAIN, "airfields"), "unit"), units=lambda: UNITS)


def unit(form: ClaimForm) -> str:
    """What stands in the field."""
    return form.form.named("unit").value


def test_those_that_begin_as_was_typed_come_first_and_what_was_typed_comes_round_again() -> None:
    shown = ["boa"]
    for _ in range(4):
        shown.append(offered(UNITS, "boa", shown[-1], 1))
    assert shown == ["boa", "boats lost", "Boats", "crates", "boa"]
    assert offered(UNITS, "boa", "boa", -1) == "crates"
    assert offered((), "boa", "boa", 1) == "boa"
    assert offered(UNITS, "crates", "crates", 1) == "boats lost"


def test_nothing_is_filled_in_before_the_key_and_it_goes_on_and_back() -> None:
    assert unit(form()) == ""
    assert unit(after(form(), " b", "value_next")) == "boats lost"
    assert unit(after(form(), " b", "value_next", "value_next", "value_back")) == "boats lost"
    assert unit(after(form(), " b", "value_next", "value_back")) == "b"


def test_among_typed_letters_the_same_keys_move_the_caret() -> None:
    typed = after(form(), " ox", "value_back", "value_back", "value_next", " i")
    assert unit(typed) == "oix"
    taken = after(form(), "value_next", " s", "value_back", " !")
    assert unit(taken) == "boats lost!s"


def test_a_unit_without_a_figure_is_the_field_in_hand() -> None:
    wrong = after(form(), " boats", "field_next").fault
    assert wrong is not None
    assert wrong.form.field.name == "unit"
    assert after(at(wrong, "quantity"), " 3").fault is None


async def test_units_of_this_article_are_offered_before_those_that_others_use_and_a_bare_one_is_refused(
    library: Library, article: MakeArticle, start: Start
) -> None:
    here = article(CHAIN).id
    others = [article("Boats were counted.\n").id, article("Boats were counted again.\n").id]
    for where, counted in ((here, "shelters"), *((other, "boats") for other in others), (others[0], "crates")):
        part = PartDraft(Role.CONTENT, Span(0, 5))
        library.annotate(where, Draft("CLAIM", (part,), claim=Claim(quantity=3, unit=counted)))
    assert library.units(here) == ["shelters", "boats", "crates"]
    assert library.units(others[0]) == ["boats", "crates", "shelters"]
    assert library.units(here, most=1) == ["shelters"]
    async with start(here) as session:
        await session.go_to("shelters at")
        await session.press("c")
        for _ in range(30):
            asked = session.page.asking.asked
            assert isinstance(asked, ClaimForm)
            if asked.form.field.name == "unit":
                break
            await session.press("tab")
        assert "→ offers those of other claims" in session.text
        await session.press("right", "right", "enter")
        assert "a unit needs a figure: how many boats?" in session.said
        await session.press("shift+tab", " 4", "enter")
        assert session.said.startswith("saved")
        assert [mark.claim.unit for mark in library.annotations(here) if mark.claim][-1] == "boats"
