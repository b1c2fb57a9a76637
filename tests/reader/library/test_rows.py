"""A row of the list: exactly as wide as the screen, with the columns that a width has room for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.drawing import row
from reader.library.rows import LETTERS, SELECTED, SIGNS, head, heading, in_order, pieces, same_story, tally
from reader.palette import Palette
from reader.terminal.depth import Depth
from store.model import ArticleSummary, Counts, Order, Sort, State
from tests.reader.hostile import powers_in, texts

PALETTE = Palette(Depth.FULL)


def summary(title: str = "Ferry will sail", outlet: str | None = "Harbour Post", **rest: object) -> ArticleSummary:
    given_rest = {"published": "2024-07-20", "state": State.NEW, "counts": Counts(1, 2, 3)} | rest
    return ArticleSummary("id", title, outlet, byline=None, added="", **given_rest)  # type: ignore[arg-type]  # named by tests


def drawn(one: ArticleSummary, width: int = 80, *, plain: bool = False, marked: int = 6, chosen: bool = False) -> str:
    laid = pieces(one, width, chosen=chosen, plain=plain, marked=marked)
    strip = row([(words, PALETTE.look(look)) for words, look in laid], width, PALETTE.text)
    return "".join(segment.text for segment in strip)


def test_a_row_tells_state_title_outlet_date_and_marks() -> None:
    assert drawn(summary()).split("  ")[0] == " ● Ferry will sail"
    assert "Harbour Post" in drawn(summary())
    assert drawn(summary()).split()[-4:] == ["20", "Jul", "24", "6"]


def test_a_narrow_row_leaves_the_outlet_out_and_a_wide_one_gives_it_room() -> None:
    assert "Harbour" not in drawn(summary(), 50)
    assert "A name of twenty-three" in drawn(summary(outlet="A name of twenty-three."), 120)


def test_the_language_stands_where_there_is_room() -> None:
    assert " uk " in drawn(summary(language="uk"), 100)
    assert " uk " not in drawn(summary(language="uk"), 80)


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
    bare = drawn(summary("", None, published=None), marked=0)
    assert "(no title)" in bare
    assert bare.endswith("· ")


def test_labels_stand_behind_the_title_and_take_a_third_of_its_room_at_most_from_it() -> None:
    labelled = summary(labels=("draft", "shelters"))
    assert "Ferry will sail" in drawn(labelled)
    assert "draft shelters  Harbour Post" in drawn(labelled)
    long = summary("A title that goes on and on and on and on and on", labels=("a label that goes on and on",))
    assert "A title that goes on" in drawn(long)
    assert "a label" in drawn(long)
    assert "a label" not in drawn(long, 40)


def test_what_is_selected_has_a_sign_and_a_colour_and_the_bar_leaves_the_sign() -> None:
    for chosen in (False, True):
        assert pieces(summary(), 80, chosen=chosen, selected=True)[0][0] == SELECTED
        assert pieces(summary(), 80, chosen=chosen, selected=True, plain=True)[0][0] == "*"
        assert pieces(summary(), 80, chosen=chosen)[0][0] == " "
    titles = [pieces(summary(), 80, chosen=False, selected=selected)[2][1] for selected in (True, False)]
    assert titles == ["accent", "strong"]


def test_the_bar_is_on_state_and_title_and_what_is_beside_them_stays_as_it_is() -> None:
    here, elsewhere = (pieces(summary(), 80, chosen=chosen, marked=6) for chosen in (True, False))
    assert [look for _, look in here[:-1]] == ["chosen"] * (len(here) - 1)
    assert here[-1] == elsewhere[-1]


def test_a_story_that_others_tell_says_how_many() -> None:
    assert (" +2", "accent") in pieces(summary(), 80, chosen=False, sign="+2", waits=True)
    assert (" -2", "quiet") in pieces(summary(), 80, chosen=False, sign="-2")
    assert same_story(1) == "1 other tells the same story"
    assert same_story(1200) == "1,200 others tell the same story"


def test_one_that_stands_under_another_is_further_in() -> None:
    assert pieces(summary(), 80, chosen=False, under=True)[2][0].startswith("  Ferry")


def test_the_tally_leaves_out_what_there_is_none_of() -> None:
    assert tally({State.NEW: 2, State.DONE: 1, State.READING: 0}) == "2 new · 1 done"
    assert tally({"done": 12_000, "new": 3}) == "3 new · 12,000 done"
    assert tally({}) == ""


@pytest.mark.parametrize("by", list(Sort))
def test_every_order_is_told_and_its_other_way_otherwise(by: Sort) -> None:
    assert in_order(by, turned=False) != in_order(by, turned=True)


def test_the_head_tells_the_order_what_is_done_and_what_came() -> None:
    left, right = head(in_order(Order().by, turned=False), "adding 12", 1_204, "3 new")
    assert "".join(words for words, _ in left) == " annotty · adding 12"
    assert "".join(words for words, _ in right) == "  1,204 came · 3 new "
    assert head("by title")[1] == [("", "quiet")]


@given(texts(30), st.integers(1, 10**7), st.integers(0, 130))
def test_any_heading_fills_its_cells(name: str, count: int, width: int) -> None:
    laid = heading(name, count, width)
    strip = row([(words, PALETTE.look(look)) for words, look in laid], width, PALETTE.text)
    assert cell_len("".join(segment.text for segment in strip)) == width


@given(texts(20), texts(12), st.text(max_size=12), st.integers(0, 130), st.booleans(), st.lists(texts(8), max_size=2))
def test_any_row_fills_its_cells(
    title: str, outlet: str, published: str, width: int, flag: bool, labels: list[str]
) -> None:
    one = summary(title, outlet, published=published, labels=tuple(labels), language="uk")
    laid = pieces(one, width, chosen=flag, selected=not flag, marked=len(title), sign="+1200" if flag else "")
    strip = row([(words, PALETTE.look(look)) for words, look in laid], width, PALETTE.text)
    words = "".join(segment.text for segment in strip)
    assert cell_len(words) == width
    assert not powers_in(words)


def test_the_rows_are_laid_out_without_anything_that_takes_time_to_load() -> None:
    slow = "rich textual regex typing dataclasses enum store.model"
    code = f"import sys, reader.library.rows, reader.library.measures; print(*[m for m in {slow.split()} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
