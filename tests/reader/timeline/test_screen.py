"""The timeline on the screen: moved through by keys, left for the page, written to a file."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from reader.article.screen import PageScreen
from reader.commands import Place, commands_in
from reader.commands.keys import Given
from reader.library.screen import LibraryScreen
from reader.timeline.screen import TimelineScreen
from store.errors import Refused
from store.library import Library
from store.model import Article, Claim, Draft, LinkDraft, Metadata, NewEntity, PartDraft, RelationKind, Role
from tests.conftest import TEXT, MakeArticle, span_of
from tests.reader.session import Session, Start


def marked(library: Library, article: MakeArticle) -> tuple[Article, list[str]]:
    """Three claims that hang together, and their identifiers."""
    home = article(metadata=Metadata("Ferry", None, "The Quay", None, "2024-05-06"))
    made: list[str] = []
    for words, number in (("12 lost boats", 12), ("then 19", 19), ("up to 40", 40)):
        parts = (PartDraft(Role.CONTENT, span_of(TEXT, words)),)
        who = library.entities()[0].id if made else NewEntity("Ministry", "GOVERNMENT")
        chain = (LinkDraft(who, said=f"2024-05-0{len(made) + 1}"),)
        draft = Draft("CLAIM", parts, claim=Claim(quantity=number, unit="boats"), chain=chain)
        made.append(library.annotate(home.id, draft).id)
    library.relate(made[1], made[0], RelationKind.UPDATES)
    library.relate(made[2], made[1], RelationKind.CONTRADICTS)
    return home, made


async def opened(session: Session, **what: str) -> TimelineScreen:
    screen = TimelineScreen(session.app.sitting, **what)
    session.app.push_screen(screen)
    await session.until(lambda: screen.view.timeline is not None or "none" in screen.view.empty)
    await session.settled()
    return screen


async def test_a_dispute_is_gone_through_and_its_articles_are_opened_at_the_claim(
    start: Start, library: Library, article: MakeArticle
) -> None:
    _, claims = marked(library, article)
    async with start() as session:
        screen = await opened(session, claim=claims[0])
        await session.press("j")
        assert "annotty · timeline · boats" in session.rows[0]
        assert "3 claims · 1 article · 1 May 2024 – 3 May 2024" in session.rows[0]
        assert "≠ contradicted by Ministry: up to" not in session.text  # the bound is the person's to say
        assert "≠ contradicted by Ministry: 40 boats, 3 May 24" in session.text
        assert (screen.view.chosen, "2 of 3" in session.rows[-2], "“then 19”" in session.rows[-2]) == (1, True, True)
        await session.press("G", "k", "enter")
        await session.until(lambda: isinstance(session.app.screen, PageScreen))
        await session.settled()
        assert session.page.cursor == TEXT.index("then 19")
        await session.press("d", "q")
        assert session.app.screen is screen
        await session.until(lambda: screen.view.events == 1)


async def test_what_an_entity_says_is_drawn_wide_with_articles_beside_it(
    start: Start, library: Library, article: MakeArticle
) -> None:
    marked(library, article)
    async with start(size=(140, 12)) as session:
        await opened(session, entity=library.entities()[0].id)
        assert session.rows[1].startswith(" 1 May 24")
        assert "The Quay · 6 May 24" in session.rows[1]
        assert "● 40 boats" not in session.text
        await session.press("G")  # the bar brings all of its event into sight
        assert "● 40 boats" in session.text
        assert "≠ contradicts Ministry: 19 boats" in session.text


async def test_it_is_written_to_a_file_as_the_ending_of_its_name_says(
    start: Start, library: Library, article: MakeArticle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, claims = marked(library, article)
    monkeypatch.chdir(tmp_path)
    async with start() as session:
        await opened(session, claim=claims[0])
        path = Path("boats.json")
        await session.press("w", " boats.txt", "enter")
        assert session.said == "boats.txt: a timeline is written as .md (a report), .svg (a picture) or .json"
        await session.press("ctrl+u", f" {path}", "enter")
        await session.until(lambda: session.said == f"written · 3 events to {path}")
        assert len(json.loads(path.read_text(encoding="utf-8"))["events"]) == 3
        await session.press("w", f" {path}", "enter")
        assert session.said == "there is a file of this name: boats.json · enter again writes over it"
        await session.press("enter")
        await session.until(lambda: session.said.startswith("written"))


async def test_every_command_of_the_timeline_is_carried_out(
    start: Start, library: Library, article: MakeArticle
) -> None:
    _, claims = marked(library, article)
    async with start() as session:
        screen = await opened(session, claim=claims[0])
        for each in sorted(commands_in(Place.TIMELINE), key=lambda each: each.name == "leave"):
            while session.app.screen is not screen:
                session.app.pop_screen()
            if screen.place is not Place.TIMELINE:
                screen.carry_out(Given("dismiss"))
            assert screen.place is Place.TIMELINE
            with suppress(Refused):  # such as what needs a terminal
                screen.carry_out(Given(each.name))
            await session.settled()
        assert isinstance(session.app.screen, LibraryScreen)


async def test_what_is_not_there_is_told(start: Start) -> None:
    async with start() as session:
        await opened(session, entity="none")
        assert "none" in session.said
        await session.press("w")
        assert session.said == "there is nothing to write yet"
