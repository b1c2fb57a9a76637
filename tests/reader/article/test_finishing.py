"""Being done with an article from its page: its state, a label, and on to the next of the list as it was filtered."""

from __future__ import annotations

import pytest

from store.library import Library
from store.model import Metadata, State
from tests.conftest import MakeArticle
from tests.reader.session import Session, Start

TITLES = ("Lamps go out", "Boats come in", "Nets are mended", "Lamps come back")


@pytest.fixture
def four(library: Library, article: MakeArticle) -> list[str]:
    """The identifiers of four articles, in the order of the list."""
    del library
    made = []
    for n, title in enumerate(TITLES):
        made.append(article(f"{title}\n\nA word.", metadata=Metadata(title=title, published=f"2024-07-0{9 - n}")).id)
    return made


async def opened(session: Session, title: str) -> None:
    """Wait until the page of an article is seen."""
    await session.until(lambda: session.page.article.metadata.title == title and session.app.screen is session.page)


async def test_done_and_the_next_in_one_key(start: Start, library: Library, four: list[str]) -> None:
    async with start() as session:
        await session.press("enter")
        await opened(session, "Lamps go out")
        await session.press("ctrl+x")
        await opened(session, "Boats come in")
        assert session.said == "done · 2 of 4"
        await session.press("_")
        await opened(session, "Nets are mended")
        assert session.said == "set aside · 3 of 4"
    assert [library.state(each) for each in four[:2]] == [State.DONE, State.ASIDE]


async def test_the_end_of_the_list_is_said_and_the_state_is_saved(
    start: Start, library: Library, four: list[str]
) -> None:
    async with start() as session:
        await session.press("G", "enter")
        await opened(session, "Lamps come back")
        await session.press("ctrl+x")
        assert session.said == "done · the list ends here · esc goes back to it"
        assert library.state(four[3]) is State.DONE
        assert session.page.article.metadata.title == "Lamps come back"


async def test_the_next_one_is_the_next_that_fits_the_filter_though_what_is_done_fits_no_more(
    start: Start, library: Library, four: list[str]
) -> None:
    async with start() as session:
        await session.press("/", " lamps -state:done", "enter")
        await session.until(lambda: "2 here" in session.rows[1])
        await session.press("g", "g", "enter")
        await opened(session, "Lamps go out")
        await session.press("ctrl+x")
        await opened(session, "Lamps come back")
        await session.press("ctrl+x")
        assert "the list ends here" in session.said
        await session.press("q")
        await session.until(lambda: "▰▰▰▰▰ 2 of 2 done · 0 here" in session.rows[1])
    assert library.state(four[0]) is State.DONE


async def test_x_marks_the_article_as_done_and_as_not(start: Start, library: Library, four: list[str]) -> None:
    async with start(four[0]) as session:
        await session.press("x")
        assert session.said == "saved · done"
        await session.press("x")
        assert library.state(four[0]) is State.READING


async def test_a_label_is_given_on_the_page_and_taken(start: Start, library: Library, four: list[str]) -> None:
    library.label([four[1]], "harbour")
    async with start(four[0]) as session:
        await session.press("@")
        assert "harbour" in "\n".join(session.sheet)
        await session.press("enter")
        assert session.said == "a label needs a name · esc leaves it"
        await session.press("down", "enter")
        assert session.said == "labelled · harbour"
        assert library.labels() == {"harbour": 2}
        await session.press("@", " HARB", "tab", "enter")
        assert session.said == "label taken · harbour"
        await session.press("@", "escape")
        assert session.sheet == []
    assert library.labels() == {"harbour": 1}


async def test_the_page_of_a_deleted_article_says_so_and_that_a_state_brings_it_back(
    start: Start, library: Library, four: list[str]
) -> None:
    library.delete_articles([four[1]])
    async with start(four[1]) as session:
        assert session.rows[0].split("·")[0].strip() == "deleted"
        await session.press("x")
        assert session.said == "saved · done · it is no longer deleted"
        assert "deleted" not in session.rows[0]
        assert "done" in session.rows[0]
        await session.press("u")
        assert "deleted" in session.rows[0]


async def test_the_end_of_a_short_text_is_the_whole_of_it_and_no_more(start: Start, article: MakeArticle) -> None:
    one = article("Boats\n\nA word.")
    async with start(one.id) as session:
        assert session.rows[0].rstrip().endswith("100%")
