"""While only the rows around what is seen are set, motions and selections come to where they come on the whole text."""

from __future__ import annotations

import random

import pytest

from reader.article.drawing import set_rows
from reader.article.moving import hand
from reader.article.moving.hand import Hand
from reader.article.moving.selection import Selection
from reader.commands import MOTIONS, SELECTING
from reader.commands.keys import Given
from store.document import Block, BlockKind
from store.errors import Refused
from tests.conftest import MakeArticle, lines_as_blocks
from tests.reader.session import PATIENCE, Session, Start

LONG = "The ferries\n\n" + "\n\n".join(
    f"Ferry {n} left the quay with {n * 7 % 40} goats. " + "Nobody “had counted” them before she sailed. " * (9 + n % 7)
    for n in range(260)
)
LIST = "What was lost\n\n" + "\n".join(
    f"Boat {n}, with all the nets and ropes that were in her when the storm came up" for n in range(900)
)


@pytest.fixture(autouse=True)
def nothing_more_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, the rest of the rows is not set between two keys."""
    monkeypatch.setattr(set_rows, "_REST_SECONDS", PATIENCE)


async def on_the_whole(session: Session, offset: int) -> None:
    """Every row is set, and the cursor stands there, come from the start, with nothing selected."""
    session.page.go_to(0)
    session.page.go_to(offset)
    assert session.view.rows is session.view._setting.layout
    assert session.view._setting.is_whole


async def on_a_window(session: Session, offset: int) -> None:
    """The same, but only the rows around those in sight are set: the moment after opening."""
    await on_the_whole(session, offset)
    session.view._set_again()
    await session.settled()
    assert not session.view._setting.is_whole


def outcome(session: Session, *given: Given) -> tuple[Hand, int, str]:
    """The hand after some commands, the offset at the top of the page, and what was refused."""
    refused = ""
    for each in given:
        try:
            assert session.page.walker.carry_out(each)
        except Refused as error:
            refused = str(error)
    return session.page.walker.hand, session.view.sight.start, refused


async def outcomes(session: Session, offset: int, *given: Given) -> tuple[tuple[Hand, int, str], tuple[Hand, int, str]]:
    """What comes of commands on a window, and on the whole."""
    await on_a_window(session, offset)
    found = outcome(session, *given)
    await on_the_whole(session, offset)
    return found, outcome(session, *given)


@pytest.mark.parametrize("command", [each.name for each in MOTIONS if hand.moves(each.name)])
async def test_a_motion_leads_to_the_same_place(command: str, start: Start, article: MakeArticle) -> None:
    chance = random.Random(command)
    async with start(article(LONG).id, size=(80, 12)) as session:
        for count in (None, 1, chance.randrange(2, 60), chance.randrange(60, 2_000), 99_999_999):
            offset = chance.randrange(len(LONG))
            one, other = await outcomes(session, offset, Given(command, count))
            assert one == other, (command, count, offset)


@pytest.mark.parametrize("command", [each.name for each in SELECTING if hand.selects(each.name)])
async def test_a_command_selects_the_same_words(command: str, start: Start, article: MakeArticle) -> None:
    chance = random.Random(command)
    async with start(article(LONG).id, size=(80, 12)) as session:
        for count in (None, 3, 999):
            offset = chance.randrange(len(LONG))
            far = Selection(chance.randrange(len(LONG)), chance.randrange(len(LONG)))
            both = []
            for place in (on_a_window, on_the_whole):
                session.page.walker.kept.selection = far
                await place(session, offset)
                session.page.walker.kept.selection = far
                both.append(outcome(session, Given("select"), Given(command, count)))
            assert both[0] == both[1], (command, count, offset)


async def test_a_long_list_is_selected_whole(start: Start, article: MakeArticle) -> None:
    title, *rows = lines_as_blocks(LIST)
    blocks = [title, *(Block(BlockKind.LIST_ITEM, row.span, 1) for row in rows)]
    async with start(article(LIST, blocks=blocks).id, size=(80, 12)) as session:
        await on_a_window(session, LIST.index("Boat 450"))
        await session.press("v", "i", "b")
        assert session.page.selected is not None
        assert session.page.selected.of(LIST) == LIST[LIST.index("Boat 0") :]


async def test_hundreds_of_sentences_are_selected_with_one_count(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, size=(80, 12)) as session:
        await on_a_window(session, LONG.index("Ferry 100 "))
        await session.press("v", *"999", "i", "s")
        assert session.page.selected is not None
        assert session.page.selected.start == LONG.index("Ferry 100 ")
        assert session.page.selected.of(LONG).count("sailed.") == 999 - session.page.selected.of(LONG).count("goats.")


async def test_what_was_selected_far_away_is_selected_again(start: Start, article: MakeArticle) -> None:
    async with start(article(LONG).id, size=(80, 12)) as session:
        await session.go_to("Ferry 250 left the quay")
        await session.press("v", "4", "e", "escape")
        await on_a_window(session, 0)
        await session.press("g", "v")
        assert session.page.selected is not None
        assert session.page.selected.of(LONG) == "Ferry 250 left the"
