"""A row of the list: exactly as wide as the screen, with the columns that a width has room for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.drawing import row
from reader.library.folding import Row
from reader.library.rows import LETTERS, SIGNS, marks, pieces, tally
from reader.palette import Palette
from reader.terminal import Depth
from store.model import ArticleSummary, Counts, State
from tests.reader.hostile import powers_in, texts

PALETTE = Palette(Depth.FULL)


def summary(title: str = "Ferry will sail", outlet: str | None = "Harbour Post", **rest: object) -> ArticleSummary:
    given_rest = {"published": "2024-07-20", "state": State.NEW, "counts": Counts(1, 2, 3)} | rest
    return ArticleSummary("id", title, outlet, byline=None, added="", **given_rest)  # type: ignore[arg-type]  # named by tests


def drawn(one: ArticleSummary, width: int = 80, *, plain: bool = False) -> str:
    strip = row(pieces(Row(one), width, PALETTE, chosen=False, plain=plain), width, PALETTE.text)
    return "".join(segment.text for segment in strip)


def test_a_row_tells_state_title_outlet_date_and_marks() -> None:
    assert drawn(summary()).split("  ")[0] == " ● Ferry will sail"
    assert "Harbour Post" in drawn(summary())
    assert drawn(summary()).split()[-4:] == ["20", "Jul", "24", "6"]


def test_a_narrow_row_leaves_the_outlet_out_and_a_wide_one_gives_it_room() -> None:
    assert "Harbour" not in drawn(summary(), 50)
    assert "A name of twenty-three" in drawn(summary(outlet="A name of twenty-three."), 120)


def test_an_outlet_loses_its_article_only_where_that_makes_it_fit() -> None:
    assert "  The Meridian  " in drawn(summary(outlet="The Meridian"))
    assert "  Lowland Mirror  " in drawn(summary(outlet="The Lowland Mirror"))
    assert "  The Lowland Mirror  " in drawn(summary(outlet="The Lowland Mirror"), 120)


@pytest.mark.parametrize("state", list(State))
def test_letters_stand_for_signs_where_the_terminal_lacks_them(state: State) -> None:
    assert drawn(summary(state=state))[1] == SIGNS[state]
    assert drawn(summary(state=state), plain=True)[1] == LETTERS[state]
    assert len(set(LETTERS.values())) == len(set(SIGNS.values())) == len(State)


def test_an_article_without_anything_has_a_row_all_the_same() -> None:
    assert "(no title)" in drawn(summary("", None, published=None))
    assert marks(Counts()) == "·"


def test_the_tally_leaves_out_what_there_is_none_of() -> None:
    assert tally([summary(), summary(state=State.DONE), summary()]) == "2 new · 1 done"
    assert tally([]) == ""


def test_a_story_that_others_tell_says_how_many_and_shows_all_their_marks() -> None:
    told = Row(summary(), others=(summary("Copy"), summary("Copy", counts=Counts(0, 0, 4))))
    (sign,) = [look for words, look in pieces(told, 80, PALETTE, chosen=False) if words == " +2"]
    assert sign == PALETTE.accent
    assert marks(told.counts) == "16"
    unfolded = replace(told, unfolded=True)
    assert [words for words, _ in pieces(unfolded, 80, PALETTE, chosen=False)][2] == " -2"
    assert marks(unfolded.counts) == "6"


def test_what_is_hidden_asks_for_nothing_once_all_of_it_is_done() -> None:
    told = Row(summary(), others=(summary("Copy", state=State.DONE),))
    assert (" +1", PALETTE.quiet) in pieces(told, 80, PALETTE, chosen=False)


def test_one_that_stands_under_another_is_further_in() -> None:
    under = Row(summary(), under=True)
    assert pieces(under, 80, PALETTE, chosen=False)[1][0].startswith("  Ferry")


@given(texts(20), texts(12), st.text(max_size=12), st.integers(0, 130), st.booleans(), st.integers(0, 1200))
def test_any_row_fills_its_cells(
    title: str, outlet: str, published: str, width: int, chosen: bool, others: int
) -> None:
    one = Row(summary(title, outlet, published=published), others=(summary(),) * others)
    strip = row(pieces(one, width, PALETTE, chosen=chosen), width, PALETTE.text)
    words = "".join(segment.text for segment in strip)
    assert cell_len(words) == width
    assert not powers_in(words)
