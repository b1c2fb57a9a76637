"""What is held is done once and whole: nothing is different before it has written, and nothing is written a second time."""

from __future__ import annotations

import pytest

from reader.claims.desk import ClaimsScreen
from reader.commands import Place
from reader.library.screen import LibraryScreen
from store.errors import Busy, LibraryError
from store.library import Library
from store.model import Claim, Draft, EntityDraft, PartDraft, RelationKind, Role, State
from tests.conftest import TEXT, MakeArticle, span_of
from tests.reader.holding.conditions import another_writes
from tests.reader.session import Session, Start


async def let_go(session: Session) -> None:
    """Wait until nothing is held and no key waits."""
    await session.until(lambda: not session.screen.is_holding)


def is_begun(session: Session) -> bool:
    """Whether a relation is begun at a claim."""
    return session.app.sitting.relating is not None


@pytest.fixture
def claims(library: Library, article: MakeArticle) -> list[str]:
    """Two of them in one article."""
    one = article().id
    drafts = (
        Draft("CLAIM", (PartDraft(Role.CONTENT, span_of(TEXT, words)),), claim=Claim())
        for words in ("12 lost boats", "then 19")
    )
    return [library.annotate(one, each).id for each in drafts]


async def test_a_relation_stays_begun_until_it_is_saved(start: Start, library: Library, claims: list[str]) -> None:
    async with start() as session:
        await session.press("c")
        assert isinstance(session.screen, ClaimsScreen)
        await session.press("=", "down", "=")
        with another_writes(library.path) as other:
            await session.press("u")
            assert is_begun(session)
            assert "updates" in session.text
            other.execute("COMMIT")
            await let_go(session)
        assert [each.kind for each in library.relations(claims[0])] == [RelationKind.UPDATES]
        assert session.screen.place is Place.CLAIMS
        assert not is_begun(session)
        await session.press("=", "up", "=")
        with another_writes(library.path):
            await session.press("s", "escape")
        await session.press("s")
        assert len(library.relations(claims[0])) == 2


async def test_several_entities_are_deleted_united_and_retagged_as_one(start: Start, library: Library) -> None:
    for name in ("Maar", "Oddur", "Coast Institute", "Ferry office"):
        library.add_entity(EntityDraft(name, "PERSON"))
    async with start() as session:
        await session.press("e", "*", "~")
        with another_writes(library.path) as other:
            await session.press("O", "space", "space", "D")
            assert session.screen.is_holding
            assert {each.tag for each in library.entities()} == {"PERSON"}
            other.execute("COMMIT")
            await let_go(session)
        assert [each.tag for each in library.entities()] == ["ORGANISATION"] * 2
        await session.press("*", "J")
        with another_writes(library.path) as other:
            await session.press("1")
            other.execute("COMMIT")
            await let_go(session)
        assert len(library.entities()) == 1
        assert len(list(library.changes())) == 4 + 4 + 2 + 1


async def test_what_was_saved_before_something_else_failed_is_not_done_again(
    start: Start, article: MakeArticle, library: Library
) -> None:
    one = article().id
    done = []

    def by_halves() -> None:
        done.append(one)
        library.set_state(one, State.DONE)
        if len(done) < 3:
            raise Busy("the library could not be read: another program is writing to it; nothing was changed")

    async with start() as session:
        session.screen.act(by_halves)
        await let_go(session)
        assert library.state(one) is State.DONE
        assert "1 done" in session.rows[0]
    assert done == [one]


async def test_what_cannot_be_read_where_nobody_asked_for_anything_is_said_and_ends_nothing(
    start: Start, article: MakeArticle
) -> None:
    def fail() -> None:
        raise LibraryError("the library could not be read: its disk is gone; nothing was changed")

    async with start(article().id) as session:
        session.screen.call_later(fail)
        await session.settled()
        assert session.said.startswith("the library could not be read: its disk is gone")
        session.screen.foot.say("")
        session.screen.set_timer(0.01, fail)
        await session.until(lambda: session.said.startswith("the library could not be read: its disk is gone"))
        session.screen.foot.say("")
        session.app.call_later(fail)
        await session.until(lambda: session.said.startswith("the library could not be read: its disk is gone"))
        await session.press("j", "q")
        assert isinstance(session.screen, LibraryScreen)
        assert not session.app._exit
