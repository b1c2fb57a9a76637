"""The desk of claims, the view of a dispute and the suggested pairs, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import cast

import pytest

from reader.article.marking.drafts import draft_of
from reader.article.screen import PageScreen
from reader.claims.desk import ClaimsScreen
from reader.claims.dispute_screen import DisputeScreen
from reader.claims.pairs_screen import PairsScreen
from reader.commands import Place, commands_in
from store.library import Library
from store.model import Claim, Draft, LinkDraft, Metadata, PartDraft, RelationKind, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.reader.session import Session, Start

FIRST, LATER, MOST = "12 lost boats", "19", "up to 40"
UNIT = "boats lost"


def claim_on(library: Library, article: str, words: str, number: int, who: str, said: str) -> str:
    part = PartDraft(Role.CONTENT, span_of(TEXT, words))
    claim = Claim(quantity=number, unit=UNIT, event_from="2024-05-03")
    return library.annotate(article, Draft("CLAIM", (part,), claim=claim, chain=(LinkDraft(label=who, said=said),))).id


@pytest.fixture
def claims(library: Library, article: MakeArticle) -> tuple[str, str, str]:
    """Three claims of one article about how many boats were lost."""
    one = article(metadata=Metadata("Boats lost", published="2024-05-05", outlet="Harbour Post")).id
    return (
        claim_on(library, one, FIRST, 12, "the ministry", "2024-05-03"),
        claim_on(library, one, LATER, 19, "the ministry", "2024-05-04"),
        claim_on(library, one, MOST, 40, "fishermen", "2024-05-05"),
    )


@asynccontextmanager
async def desk(start: Start, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Session]:
    """The desk of claims, opened from the list."""
    async with start(size=size) as session:
        await session.press("c")
        await session.until(lambda: isinstance(session.screen, ClaimsScreen) and "boats lost" in session.text)
        yield session


def kinds_of(library: Library, claim: str) -> list[str]:
    return [each.kind.value for each in library.relations(claim)]


async def test_two_claims_are_selected_on_the_desk_and_related_by_a_letter(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    first, later, _ = claims
    async with desk(start) as session:
        assert [row.strip().split("  ")[0] for row in session.rows[2:5]] == [
            "fishermen",
            "the ministry",
            "the ministry",
        ]
        await session.press("down", "space", "space", "=")
        assert "the ministry: 19 boats lost …" in session.text  # the later stands to the earlier
        await session.press("u")
        assert session.said == "saved · the ministry: 19 boats… updates the ministry: 12 boats…"
        (made,) = library.relations(first)
        assert (made.origin, made.target, made.kind) == (later, first, RelationKind.UPDATES)
        assert sum("◆" in row for row in session.rows) == 2
        await session.press("u")
        assert library.relations(first) == () and "◆" not in session.text


async def test_a_relation_is_begun_at_one_row_and_ended_at_another_where_both_are_seen(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    async with desk(start) as session:
        await session.press("=", "down")
        assert "fishermen: 40 boats lost …" in session.rows[-2]
        await session.until(lambda: "not related" in session.text and "│" in session.text)
        await session.press("=", "c")
        assert kinds_of(library, claims[2]) == ["contradicts"]
        await session.press("=", "escape")
        assert session.said == "no relation was made" and isinstance(session.screen, ClaimsScreen)


async def test_from_the_desk_to_the_page_from_there_to_the_dispute_and_back(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    first, later, most = claims
    library.relate(later, first, RelationKind.UPDATES)
    library.relate(most, later, RelationKind.CONTRADICTS)
    async with desk(start) as session:
        await session.press("down", "enter")
        await session.until(lambda: isinstance(session.screen, PageScreen) and bool(session.view.size))
        await session.settled()
        in_hand = session.page.mark_in_hand
        assert in_hand is not None and in_hand.id == later
        await session.press("g", "d")
        assert "3 claims · 1 article" in session.rows[0]
        await session.press("q", "q")
        assert cast(ClaimsScreen, session.screen).row_in_hand.id == later


async def test_a_dispute_is_a_table_in_time_with_the_two_ends_of_a_relation_below(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    first, later, most = claims
    library.relate(later, first, RelationKind.UPDATES)
    library.relate(most, later, RelationKind.CONTRADICTS)
    async with desk(start) as session:
        await session.press("down", "d")
        table = [row.split() for row in session.rows[3:6]]
        assert [row[row.index("May") - 1] for row in table] == ["3", "4", "5"]
        assert [" ".join(row[-2:]) for row in table] == ["Harbour Post", "updates 12", "contradicts 19"]
        await session.until(lambda: "─ contradicts ─" in session.text)
        assert "fishermen spoke of up to 40" in " ".join(session.text.split())
        await session.press("tab")
        await session.until(lambda: "─ updates → ─" in session.text)
        await session.press("d")
        assert session.said == "saved · 19 no longer updates 12"
        assert "2 claims" in session.rows[0]
        await session.press("u")
        assert "3 claims" in session.rows[0]
        await session.press("G", "space", "space", "=")
        assert session.screen.place is Place.DISPUTE  # one of them was left out again
        await session.press("=", "k", "k", "space", "j", "space", "=", "s")
        assert "same as" in kinds_of(library, first) + kinds_of(library, most)
        assert "▌" not in session.text  # they were selected for this


async def test_a_suggested_pair_is_related_or_passed_over_by_key_and_none_by_itself(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    first = claims[0]
    async with desk(start) as session:
        await session.press("p")
        screen = cast(PairsScreen, session.screen)
        await session.until(lambda: bool(screen.pairs))
        pairs = screen.pairs
        assert len(pairs) >= 2 and not any(library.relations(each) for each in claims)
        at = next(n for n, each in enumerate(pairs) if each.kind is RelationKind.UPDATES)
        await session.press(*["down"] * at, "tab", "enter")
        assert session.said.startswith("saved · the ministry: 19 boats… updates")
        assert [each.kind for each in library.relations(first)] == [RelationKind.UPDATES]
        await session.until(lambda: bool(screen.pairs) and pairs[at] not in screen.pairs)
        left = len(screen.pairs)
        await session.press("d")
        assert session.said == "passed over" and len(screen.pairs) == left - 1
        await session.press("q", "p")
        again = cast(PairsScreen, session.screen)
        await session.until(lambda: "looking" not in session.text)
        assert len(again.pairs) == left - 1


async def test_from_the_page_pairs_are_offered_where_no_desk_was_opened(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    async with start(library.annotation(claims[1]).article) as session:
        await session.press("]", "]", "g", "d", "p")
        screen = cast(PairsScreen, session.screen)
        await session.until(lambda: not screen.is_asking)
        assert len(screen.pairs) >= 1


async def test_claims_that_somebody_else_deletes_are_gone_when_they_are_asked_for(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    first, later, _ = claims
    library.relate(later, first, RelationKind.UPDATES)
    async with desk(start) as session:
        await session.press("down", "d")
        library.delete_annotation(later)
        await session.press("=")
        assert "gone" in session.said or "deleted" in session.said
        await session.until(lambda: "1 claim " in session.rows[0])
        library.delete_annotation(first)
        await session.press("p", "q")
        await session.until(lambda: "these claims were deleted" in session.text)
        await session.press("enter", "=", "d", "space", "tab", "down")
        await session.press("u", "u")
        assert "2 claims" in session.rows[0]


async def test_every_command_of_these_screens_is_somebodys(
    start: Start, library: Library, claims: tuple[str, str, str]
) -> None:
    async with start() as session:
        sitting = session.app.sitting
        for screen in (ClaimsScreen(sitting), DisputeScreen(sitting, claims[0]), PairsScreen(sitting)):
            session.app.push_screen(screen)
            await session.settled()
            moves = {each.name for each in commands_in(screen.place) if each.motion}
            named = {each.name for each in commands_in(screen.place)} - moves
            rooms = (screen, *screen.rooms, screen.copier)
            assert {name for name in named if not any(hasattr(room, f"do_{name}") for room in rooms)} == set()


@pytest.mark.parametrize("key", ["enter", "="])
async def test_a_pair_of_which_somebody_else_changed_a_claim_is_not_related_unseen(
    key: str,
    start: Start,
    library: Library,
    open_library: OpenLibrary,
    claims: tuple[str, str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.desk.sheet_screen.EVERY", 60.0)  # it is not noticed before
    async with desk(start) as session:
        await session.press("p")
        screen = cast(PairsScreen, session.screen)
        await session.until(lambda: bool(screen.pairs) and not screen.is_asking)
        pair = screen.pair
        mark = library.annotation(pair.one.id)
        assert mark.claim is not None
        draft = replace(draft_of(mark), claim=replace(mark.claim, gist="nothing of the kind"))
        open_library(annotator="Bo").revise(mark.id, draft)
        await session.press(key)
        assert session.said.startswith("somebody changed one of the two claims since")
        assert screen.asked is None
        assert not any(library.relations(each) for each in claims)
        await session.until(lambda: not screen.is_asking and "nothing of the kind" in session.text)
