"""The list folded: a story is one row wherever it is told, what is hidden is counted, and one key shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.folding import index_of, rows
from reader.library.screen import LibraryScreen
from store.model import Article, ArticleSummary, Counts, Metadata, State
from tests.conftest import TEXT, MakeArticle
from tests.reader.session import Session, Start


def summary(identifier: str, alike: str | None = None) -> ArticleSummary:
    return ArticleSummary(identifier, identifier, None, None, None, State.NEW, Counts(1, 0, 0), "", alike)


@st.composite
def lists(draw: st.DrawFn) -> list[ArticleSummary]:
    """Articles in any order, some with a first that may be in the list."""
    names = [f"article {number}" for number in range(draw(st.integers(0, 12)))]
    firsts = names[: len(names) // 3]
    alike = {name: draw(st.sampled_from([None, "elsewhere", *firsts])) for name in names[len(firsts) :]}
    return [summary(name, alike.get(name)) for name in draw(st.permutations(names))]


@given(lists(), st.sets(st.sampled_from([f"article {number}" for number in range(12)])))
def test_every_article_is_on_one_row_or_hidden_by_one(summaries: list[ArticleSummary], unfolded: set[str]) -> None:
    made = rows(summaries, unfolded)
    told = [each.id for row in made for each in (row.summary, *row.folded)]
    assert sorted(told) == sorted(each.id for each in summaries)
    assert sum(row.counts.total for row in made) == len(summaries)
    for each in summaries:
        index = index_of(made, each.id)
        assert index is not None
        assert each.id in (made[index].summary.id, *(one.id for one in made[index].folded))
    assert index_of(made, "nobody") is index_of(made, None) is None


def test_a_group_stands_where_its_first_stands_and_unfolds_in_the_order_of_the_list() -> None:
    summaries = [summary("copy", "first"), summary("other"), summary("first"), summary("twin", "first")]
    assert [row.summary.id for row in rows(summaries)] == ["other", "first"]
    assert [row.sign for row in rows(summaries)] == ["", "+2"]
    unfolded = rows(summaries, {"first"})
    assert [row.summary.id for row in unfolded] == ["other", "first", "copy", "twin"]
    assert [row.sign for row in unfolded] == ["", "-2", "", ""]
    assert [row.under for row in unfolded] == [False, False, True, True]
    assert [row.group for row in unfolded] == [None, "first", "first", "first"]


def test_to_unfold_what_has_no_others_shows_nothing() -> None:
    (row,) = rows([summary("alone")], {"alone"})
    assert (row.sign, row.unfolded, row.group) == ("", False, None)


@pytest.fixture
def wire(article: MakeArticle) -> list[Article]:
    """A story, the same from two other outlets, and another story before and behind it in the list."""
    told = [
        ("Two boats collide off the pier.", "Before", "2024-07-25"),
        (TEXT, "The first", "2024-07-22"),
        (TEXT.replace("Ferry will sail again", "Sailing soon"), "The second", "2024-07-24"),
        (f"{TEXT}\n\nOur letter comes every morning.", "The third", "2024-07-23"),
        ("The harbour master rests on Sundays.", "Behind", "2024-07-20"),
    ]
    return [article(text, metadata=Metadata(title, published=day)) for text, title, day in told]


def titles(session: Session) -> list[str]:
    """The articles of the list as they stand on the screen."""
    return [row[3:50].rstrip() for row in session.rows[2:-3] if row.strip()]


async def test_a_story_that_three_outlets_tell_is_one_row_that_a_key_unfolds(start: Start, wire: list[Article]) -> None:
    async with start() as session:
        assert [title.split("  ")[0] for title in titles(session)] == ["Before", "The first", "Behind"]
        assert " +2 " in session.rows[3]
        await session.press("j")
        assert "+2 (2 new) · no marks yet" in session.rows[-2]
        await session.press("tab")
        assert titles(session)[2:] == ["  The second", "  The third", "Behind"]
        assert " -2 " in session.rows[3]
        await session.press("j", "j", "tab")
        assert [title.split("  ")[0] for title in titles(session)] == ["Before", "The first", "Behind"]
        assert isinstance(session.screen, LibraryScreen)
        assert session.screen.list.chosen == 1


async def test_what_has_no_others_is_not_unfolded_and_the_foot_offers_it_only_where_it_acts(
    start: Start, wire: list[Article]
) -> None:
    async with start() as session:
        assert "same story" not in session.rows[-1]
        await session.press("z", "a")
        assert session.said == "no other article here tells this story"
        await session.press("j")
        assert "tab same story" in session.rows[-1]


async def test_a_folded_row_opens_its_first_and_the_page_goes_by_the_others(start: Start, wire: list[Article]) -> None:
    async with start() as session:
        await session.press("j", "enter")
        assert session.page.article.id == wire[1].id
        assert "2 others tell the same story" in session.rows[0]
        await session.press("ctrl+n")
        assert (session.page.article.id, session.said) == (wire[4].id, "3 of 3")
        assert "same story" not in session.rows[0]
        await session.press("ctrl+p", "ctrl+p")
        assert session.page.article.id == wire[0].id


async def test_from_a_hidden_article_one_comes_back_to_the_row_that_hides_it(start: Start, wire: list[Article]) -> None:
    async with start(wire[3].id) as session:
        await session.press("q")
        assert isinstance(session.screen, LibraryScreen)
        assert session.screen.list.chosen == 1
        await session.press("tab", "j", "j", "enter")
        assert session.page.article.id == wire[3].id
        await session.press("ctrl+p")
        assert session.page.article.id == wire[2].id


async def test_the_head_counts_hidden_articles_and_what_is_done_to_the_first_leaves_them(
    start: Start, wire: list[Article]
) -> None:
    async with start() as session:
        await session.press("j", "x")
        assert "4 new · 1 done" in session.rows[0]
        assert "+2 (2 new)" in session.rows[-2]
        assert session.said == "saved · done"
        assert start.library.state(wire[1].id) is State.DONE
        assert start.library.state(wire[2].id) is State.NEW
