"""A row that stands for several articles: what it counts, and what it says of those that it hides."""

from __future__ import annotations

import pytest

from reader.library.folding import Row
from reader.library.screen import LibraryScreen
from store.model import Article, ArticleSummary, Counts, Metadata, State
from tests.conftest import TEXT, MakeArticle
from tests.reader.session import Session, Start

ONE = Counts(1, 0, 0)


def summary(identifier: str, state: State = State.NEW, counts: Counts = ONE) -> ArticleSummary:
    return ArticleSummary(identifier, identifier, None, None, None, state, counts, "")


def test_a_folded_row_counts_the_marks_of_all_and_an_unfolded_one_its_own() -> None:
    folded = Row(summary("first"), others=(summary("copy"), summary("twin", counts=Counts(0, 3, 4))))
    assert (folded.sign, folded.counts, len(folded.folded)) == ("+2", Counts(2, 3, 4), 2)
    unfolded = folded._replace(unfolded=True)
    assert (unfolded.sign, unfolded.counts, unfolded.folded) == ("-2", Counts(1, 0, 0), ())
    assert folded.tells_more
    assert unfolded.tells_more


def test_one_that_stands_alone_says_nothing_of_others() -> None:
    alone = Row(summary("alone"))
    assert (alone.sign, alone.folded, alone.tells_more, alone.waits) == ("", (), False, False)
    assert Row(summary("other"), under=True).tells_more


def test_what_is_hidden_asks_for_nothing_once_all_of_it_is_done() -> None:
    done = Row(summary("first"), others=(summary("copy", State.DONE),))
    assert (done.waits, done.states) == (False, {"done": 1})
    assert done._replace(others=(summary("copy", State.DONE), summary("twin"))).waits


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
    return [row[3:50].rstrip() for row in session.rows[2:-3] if row[1] in "●◐○"]


async def test_a_story_that_three_outlets_tell_is_one_row_that_a_key_unfolds(start: Start, wire: list[Article]) -> None:
    async with start() as session:
        assert [title.split("  ")[0] for title in titles(session)] == ["Before", "The first", "Behind"]
        assert " +2 " in session.rows[3]
        await session.press("j")
        await session.until(lambda: "+2 (2 new)" in session.rows[-2])
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
        await session.pilot.resize_terminal(200, 30)
        await session.press("j")
        await session.until(lambda: "tab same story" in session.rows[-1])


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


async def test_the_head_counts_hidden_articles_and_what_is_done_to_a_folded_row_is_done_to_them(
    start: Start, wire: list[Article]
) -> None:
    async with start() as session:
        await session.press("j", "x")
        assert "2 new · 3 done" in session.rows[0]
        assert "+2 (2 done)" in session.rows[-2]
        assert session.said == "saved · 3 articles done"
