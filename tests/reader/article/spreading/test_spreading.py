"""Marking every occurrence in the app: lit on the page, and in many articles on a screen of their own."""

from __future__ import annotations

import pytest

from reader.article.spreading.everywhere import EverywhereScreen
from store.library import Library
from store.model import Alias, Annotation, Article, Draft, Entity, EntityDraft, PartDraft, Role, State
from tests.conftest import MakeArticle, span_of
from tests.reader.session import Session, Start

TEXT = "Levee holds\n\nAnna Vale met the crew. Vale’s boat sank, and VALE sang of vales.\n\nThe minister saw Vale."
OTHER = "Harbour opens\n\nThe harbour opened again for Vale on Monday, said Anna Vale."


@pytest.fixture
def one(article: MakeArticle) -> Article:
    return article(TEXT)


@pytest.fixture
def other(article: MakeArticle) -> Article:
    return article(OTHER)


@pytest.fixture
def vale(library: Library) -> Entity:
    made = library.add_entity(
        EntityDraft(
            "Anna Vale", "PERSON", (Alias("Vale"), Alias("the minister", weak=True), Alias("The minister", weak=True))
        )
    )
    library.settle()
    return made


def quotes(library: Library, article: Article) -> list[str]:
    found: list[Annotation] = sorted(library.annotations(article.id), key=lambda each: each.start)
    return [each.quote for each in found]


async def everywhere(session: Session) -> EverywhereScreen:
    """The screen of many articles, when all has been looked through."""
    await session.until(lambda: isinstance(session.app.screen, EverywhereScreen))
    screen = session.app.screen
    assert isinstance(screen, EverywhereScreen)
    await session.until(lambda: screen._looked is None)
    await session.settled()
    return screen


async def test_every_occurrence_of_a_known_name_is_lit_and_marked_with_two_keys(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        lit_before = session.looks_at(one.text.index("VALE"))
        await session.press("A")
        assert session.sheet[0].startswith("── every “Anna Vale” here · 2 of 4")
        assert session.looks_at(one.text.index("VALE")) != lit_before
        await session.press("n", "j", "N", "space")
        assert "1 left out" in session.sheet[0]
        assert session.looks_at(one.text.index("VALE")) == lit_before
        await session.press("enter")
        assert session.said == "saved · 3 × person Anna Vale · u undoes"
        assert quotes(library, one) == ["Anna Vale", "Vale", "Vale"]
        await session.press("u")
        assert session.said == "undone · 3 × person Anna Vale"
        assert quotes(library, one) == []


async def test_escape_leaves_it_and_puts_the_lights_out(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        before, look = session.text, session.looks_at(one.text.index("VALE"))
        await session.press("A")
        assert session.looks_at(one.text.index("VALE")) != look
        await session.press("escape")
        assert (session.text, session.looks_at(one.text.index("VALE"))) == (before, look)
        assert quotes(library, one) == []


async def test_the_others_of_a_mark_are_found_by_its_words_and_its_tag(
    start: Start, library: Library, one: Article
) -> None:
    part = PartDraft(Role.MENTION, span_of(one.text, "crew"))
    library.annotate(one.id, Draft("HIGHLIGHT", (part,)))
    async with start(one.id) as session:
        await session.go_to("crew")
        await session.press("A")
        assert "none that is not marked already" in session.sheet[0]
        await session.press("enter")
        assert session.said == "there is nothing to mark"


async def test_of_a_name_that_nobody_has_it_is_asked_whose_it_is(start: Start, library: Library, one: Article) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A")
        assert "which one?" in session.sheet[0]
        await session.press("enter")
        assert session.sheet[0].startswith("── every “Vale” here · 2 of 4")
        await session.press("enter")
        (made,) = library.entities()
        assert (made.name, made.tag) == ("Vale", "PERSON")
        assert quotes(library, one) == ["Vale", "Vale", "VALE", "Vale"]


async def test_where_several_are_called_so_it_is_asked_who_is_meant(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    library.add_entity(EntityDraft("Otto Vale", "PERSON", (Alias("Vale"),)))
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A")
        assert "which one?" in session.sheet[0]
        await session.press("escape")
        assert session.sheet == []


async def test_what_a_search_lit_is_lit_again_afterwards(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.press("/", " sang", "enter")
        sang = one.text.index("sang") + 1  # the cursor is on its first letter
        lit = session.looks_at(sang)
        await session.go_to("Vale’s")
        await session.press("A")
        assert session.looks_at(sang) != lit
        await session.press("escape")
        assert session.looks_at(sang) == lit


async def test_weak_names_are_sought_where_that_is_asked_for(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A", "w")
        assert "2 of 5" in session.sheet[0]
        await session.press("w")
        assert "2 of 4" in session.sheet[0]


async def test_in_all_articles_they_stand_in_their_sentences_and_are_thinned_out(
    start: Start, library: Library, one: Article, other: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A", "space", "space", "A")
        screen = await everywhere(session)
        assert [each.exact for each in screen.view.gathered.found if each not in screen.view.gathered.chosen] == [
            "Vale",
            "VALE",
        ]
        await session.press("w")
        await session.until(lambda: "7 places" in session.text)
        assert "5 of 7 places" in session.text
        await session.press("w", "*", "*")
        await everywhere(session)
        await session.press("*", "*")
        assert "every “Anna Vale” in all articles" in session.text
        assert "6 places · 2 articles" in session.text
        assert "for Vale on Monday" in session.text
        await session.press("space", "j", "j", "j", "x")
        assert "1 of 6 places" in session.text
        await session.press("x", "enter")
        await session.until(lambda: session.app.screen is session.page)
        await session.settled()
        assert session.said == "saved · 5 × person Anna Vale · u undoes"
        assert quotes(library, other) == ["Anna Vale"]
        assert len(quotes(library, one)) == 4
        await session.press("u")
        assert quotes(library, one) + quotes(library, other) == []


async def test_only_sentences_with_some_words_are_shown_and_marked(
    start: Start, library: Library, one: Article, other: Article, vale: Entity
) -> None:
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A", "A")
        await everywhere(session)
        await session.press("/", " zebra", "enter")
        assert "none of them has “zebra”" in session.said
        await session.press("/", " monday harbour", "enter")
        assert "with monday harbour" in session.text
        await session.press("enter")
        await session.until(lambda: session.app.screen is session.page)
        assert quotes(library, other) == ["Vale", "Anna Vale"]
        assert quotes(library, one) == []


async def test_where_nothing_is_found_it_is_said_where_else_to_look(
    start: Start, library: Library, one: Article, vale: Entity
) -> None:
    library.set_state(one.id, State.DONE)
    async with start(one.id) as session:
        await session.go_to("Vale’s")
        await session.press("A", "tab")
        await everywhere(session)
        await session.until(lambda: "nothing more to mark in new articles · tab looks elsewhere" in session.text)


async def test_a_key_leads_through_new_articles_all_of_them_and_those_of_the_list(
    start: Start, library: Library, one: Article, other: Article, vale: Entity
) -> None:
    library.set_state(one.id, State.DONE)
    async with start() as session:
        await session.press("/", " title:levee", "enter")
        await session.until(lambda: "title:levee" in session.text)
        await session.press("enter")
        await session.until(lambda: session.app.screen is session.page)
        await session.go_to("Vale’s")
        await session.press("A", "tab")
        screen = await everywhere(session)
        assert "in new articles" in session.text
        assert {each.article for each in screen.view.gathered.found} == {other.id}
        await session.press("tab", "tab")
        await everywhere(session)
        assert "articles that fit title:levee" in session.text
        assert {each.article for each in screen.view.gathered.found} == {one.id}
        await session.press("tab", "escape")
        assert session.sheet[0].startswith("── every “Anna Vale” here")
        assert quotes(library, one) + quotes(library, other) == []
