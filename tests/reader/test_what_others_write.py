"""What another program writes is seen on every screen without a key, and the bar stays on its row, in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import reader.desk.lister
import reader.desk.sheet_screen
import reader.library.lister
from store.library import Library
from store.model import Article, Draft, EntityDraft, LinkDraft, Metadata, PartDraft, RelationKind, Role, Tag
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Session, Start

WORDS = ("12 lost boats", "then 19", "up to 40", "another winter")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for half a second here."""
    monkeypatch.setattr(reader.library.lister, "_EVERY", 0.01)
    monkeypatch.setattr(reader.desk.lister, "_EVERY", 0.01)
    monkeypatch.setattr(reader.desk.sheet_screen, "EVERY", 0.01)


@pytest.fixture
def bo(open_library: OpenLibrary) -> Library:
    """Another program on the same library, in another hand."""
    return open_library(annotator="Bo")


@pytest.fixture
def one(article: MakeArticle, library: Library) -> Article:
    """One of two articles, with two related claims in it, and entities to be named."""
    article(
        "An older report\n\nOf the dam nothing was heard for a week, the engineers wrote.",
        metadata=Metadata("An older report", published="2020-01-01"),
    )
    made = article(TEXT, metadata=Metadata("Ferry will sail again", published="2024-07-01"))
    first, second = (claim(library, made, words) for words in WORDS[1:3])
    library.relate(second, first, RelationKind.UPDATES)
    library.add_entity(EntityDraft("Maar", "PERSON"))
    library.add_entity(EntityDraft("Zeta Lines", "ORGANISATION"))
    return made


def claim(library: Library, on: Article, words: str) -> str:
    chain = (LinkDraft(label="the ministry"),)
    return library.annotate(on.id, Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(on.text, words)),), chain=chain)).id


def another_article(bo: Library, article: MakeArticle, _one: Article) -> None:
    article(
        "Newer\n\nEleven houses on the hill have no water since Monday evening.",
        metadata=Metadata("Newer", published="2025-01-01"),
        into=bo,
    )


def another_entity(bo: Library, _article: MakeArticle, _one: Article) -> None:
    bo.add_entity(EntityDraft("Abel", "PERSON"))


def another_claim(bo: Library, _article: MakeArticle, one: Article) -> None:
    relate(bo, one, claim(bo, one, WORDS[0]))


def relate(bo: Library, one: Article, new: str) -> None:
    known = next(each.id for each in bo.annotations(one.id) if each.claim is not None and each.id != new)
    bo.relate(known, new, RelationKind.SUPPORTS)


def another_tag(bo: Library, _article: MakeArticle, _one: Article) -> None:
    first = bo.tags()[0]
    bo.keep_tag(Tag("SHIP", first.layer, "ship", None, "blue", "s"))
    bo.move_tag("SHIP", -99)


Write = Callable[[Library, MakeArticle, Article], None]
SCREENS: dict[str, tuple[tuple[str, ...], Write, str]] = {
    "list": (("G",), another_article, "Newer"),
    "entities": (("e", "G"), another_entity, "Abel"),
    "claims": (("c", "G"), another_claim, "3 claims"),
    "dispute": (("c", "d", "G"), another_claim, "3 claims"),
    "tags": (("g", "t", "G"), another_tag, "ship"),
}


@pytest.mark.parametrize("screen", SCREENS)
async def test_it_is_seen_and_the_bar_stays_on_its_row(
    start: Start, bo: Library, article: MakeArticle, one: Article, screen: str
) -> None:
    keys, write, new = SCREENS[screen]
    async with start(size=(100, 40)) as session:
        await session.press(*keys)
        assert new not in session.text
        before = bar(session)
        assert before
        write(bo, article, one)
        await session.until(lambda: new in session.text)
        assert bar(session) == before


def bar(session: Session) -> str:
    """The words of the row that has another ground than the head of the screen."""
    shown = zip(session.rows[2:-3], session.strips[2:-3], strict=True)
    grounds = [(row, {each.style.bgcolor for each in strip if each.style is not None}) for row, strip in shown]
    usual = {each.style.bgcolor for each in session.strips[0] if each.style is not None}
    return " ".join(" ".join(row.split("│")[0] for row, ground in grounds if not ground <= usual).split())
