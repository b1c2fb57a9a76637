"""A row of the desk of claims: exactly as wide as the screen, with who, what, how sure, where and when."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.claims.rows import pieces
from reader.drawing import row
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import Bound, Certainty, Claim, ClaimRow, Polarity
from tests.reader.claims.claims import claim_row
from tests.reader.hostile import powers_in, texts

PALETTE = Palette(Depth.FULL)
FIGURE = Claim("At most 400 died", certainty=Certainty.PROBABLE, quantity=400, bound=Bound.AT_MOST, unit="soldiers")


def drawn(one: ClaimRow, width: int = 80, *, chosen: bool = False, selected: bool = False, plain: bool = False) -> str:
    laid = pieces(one, width, chosen=chosen, selected=selected, plain=plain)
    strip = row([(words, PALETTE.look(look)) for words, look in laid], width, PALETTE.text)
    return "".join(segment.text for segment in strip)


def test_a_row_tells_who_says_it_through_whom_what_how_sure_and_when() -> None:
    told = drawn(claim_row("1", FIGURE, "a broadcaster", "the other side"))
    assert "the other side ‹ a br…" in told
    assert "≤ 400 soldiers" in told
    assert told.split()[-4:] == ["probable", "20", "Jul", "24"]


def test_a_wide_row_names_the_outlet_and_what_is_said_beside_the_figure() -> None:
    one = claim_row("1", replace(FIGURE, gist="Hundreds died in their beds"), "the other side")
    assert "Harbour Post" not in drawn(one)
    assert "Harbour Post" in drawn(one, 100)
    assert "≤ 400 soldiers · Hundreds died in their beds" in drawn(one, 140)


def test_what_the_figure_says_already_is_not_said_again() -> None:
    assert "At most" not in drawn(claim_row("1", FIGURE), 140)


def test_without_gist_or_figure_it_is_the_words_of_the_article_and_a_denial_says_so() -> None:
    assert "“boats were lost”" in drawn(claim_row("1"))
    assert "not so: “boats were" in drawn(claim_row("1", Claim(polarity=Polarity.NEGATIVE)))


def test_a_claim_of_nobody_says_so_and_a_link_without_a_name_is_a_question_mark() -> None:
    assert "no source named" in drawn(claim_row("1"))
    assert " ?  " in drawn(claim_row("1", None, ""))


def test_what_is_selected_and_what_is_in_a_dispute_have_signs_and_letters_where_the_terminal_lacks_them() -> None:
    one = replace(claim_row("1"), dispute=1)
    assert drawn(one, selected=True).startswith("▌◆ ")
    assert drawn(one, selected=True, plain=True).startswith("*= ")
    assert drawn(claim_row("1")).startswith("   ")


@given(texts(), texts(), texts(), st.integers(20, 200), st.booleans(), st.booleans())
def test_any_claim_fills_any_width_exactly(
    who: str, gist: str, outlet: str, width: int, chosen: bool, selected: bool
) -> None:
    one = replace(claim_row("1", replace(FIGURE, gist=gist, unit=gist or None), who, who), outlet=outlet)
    told = drawn(one, width, chosen=chosen, selected=selected)
    assert cell_len(told) == width
    assert not powers_in(told)
