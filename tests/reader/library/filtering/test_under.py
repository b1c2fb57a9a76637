"""What lies under the filter while it is typed: nothing that fits loses its end, however long something beside it is."""

from __future__ import annotations

from store.library import Library
from store.model import Metadata
from tests.conftest import MakeArticle
from tests.reader.library.lists import listing
from tests.reader.session import Start


async def test_a_value_longer_than_the_terminal_does_not_cut_the_others(
    start: Start, library: Library, article: MakeArticle
) -> None:
    for outlet in ("Quay", "A very long name " * 8):
        article(f"Boats\n\nOf {outlet}.", metadata=Metadata(title=f"Boats of {outlet}", outlet=outlet))
    assert library.count() == 2
    async with start() as session:
        await session.press("/", " outlet:", "tab")
        under = listing(session).over.filterer.under
        await session.until(lambda: bool(under.display))
        await session.until(lambda: "Quay" in [row.strip() for row in session.rows])


async def test_that_nothing_fits_is_said_while_it_is_typed_and_what_helps_when_it_is_in_force(
    start: Start, stories: list[str]
) -> None:
    assert stories
    async with start() as session:
        await session.press("/", " zeppelin")
        await session.until(lambda: "no article fits the filter" in session.text)
        assert "changes the filter" not in session.text
        await session.press("enter")
        await session.until(lambda: "changes the filter" in session.text)
        assert "shelt* finds shelter too" in session.text


async def test_what_is_wrong_is_told_also_where_completions_were_shown(start: Start, stories: list[str]) -> None:
    assert stories
    async with start() as session:
        under = listing(session).over.filterer.under
        await session.press("/", " outlet:", "tab")
        await session.until(lambda: "Harbour Post" in under.words)
        await session.press("enter")
        assert "outlet: wants what it should be right behind it" in under.words
