"""Marks gone through, deleted and brought back; what is refused, and what the foot calls saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from store.library import Library
from store.model import Metadata
from tests.conftest import TEXT, MakeArticle, OpenLibrary, tables_of
from tests.reader.on_the_page import annotate, marks_of
from tests.reader.session import Start


async def test_what_is_deleted_comes_back_with_undo_and_goes_with_redo(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "d")
        assert session.said == "deleted · highlight islanders · u brings it back"
        assert marks_of(session) == ()
        await session.press("u")
        assert session.said == "undone · deleted highlight islanders (it is back)"
        assert [mark.quote for mark in marks_of(session)] == ["islanders"]
        assert "highlight" in session.rows[-2]
        await session.press("ctrl+r")
        assert session.said == "done again · deleted highlight islanders"
        assert marks_of(session) == ()
        await session.press("u", "u", "u")
        assert session.said == "there is nothing to undo"


async def test_undo_works_across_articles_and_after_a_restart(
    start: Start, article: MakeArticle, open_library: OpenLibrary
) -> None:
    one, other = article(metadata=Metadata("First report")), article(metadata=Metadata("Second report"))
    async with start(one.id) as session:
        await session.go_to("islanders")
        await session.press("v", "e", "H", "escape")
        await session.open(other.id)
        await session.go_to("fishermen")
        await session.press("v", "e", "H")
    again = open_library()
    async with start(other.id, library=again) as session:
        await session.press("u")
        assert session.said == "undone · new mark: highlight fishermen"
        await session.press("u")
        assert session.said == "undone · new mark: highlight islanders · in “First report”"
        assert again.annotations(one.id) == again.annotations(other.id) == ()
        await session.press("ctrl+r", "ctrl+r")
        assert len(again.annotations(one.id)) == len(again.annotations(other.id)) == 1


async def test_tab_goes_through_the_marks_on_the_same_words(start: Start, article: MakeArticle) -> None:
    one = article()
    for words, tag in (("islanders", "PERSON"), ("islanders claimed", "HIGHLIGHT"), (TEXT.split("\n\n")[1], "CLAIM")):
        annotate(start.library, one.id, words, tag)
    async with start(one.id) as session:
        await session.go_to("islanders")
        seen = []
        for _ in range(4):
            seen.append(session.rows[-2].split()[0])
            assert "+2 more · tab" in session.rows[-2]
            await session.press("tab")
        assert seen == ["person", "highlight", "claim", "person"]
        await session.press("d")
        assert sorted(str(mark.layer) for mark in marks_of(session)) == ["claim", "entity"]


async def test_marks_are_gone_through_in_order_and_each_once(start: Start, article: MakeArticle) -> None:
    one = article()
    for words in ("up to 40", "Ilse Maar", "islanders claimed", "islanders", "Nobody"):
        annotate(start.library, one.id, words)
    async with start(one.id) as session:
        seen = []
        for _ in range(5):
            await session.press("]")
            assert session.page.mark_in_hand is not None
            seen.append(session.page.mark_in_hand.quote)
        assert seen == ["islanders claimed", "islanders", "Ilse Maar", "up to 40", "Nobody"]
        await session.press("]")
        assert session.said == "no more marks that way"
        back = []
        for _ in range(4):
            await session.press("[")
            assert session.page.mark_in_hand is not None
            back.append(session.page.mark_in_hand.quote)
        assert back == seen[-2::-1]


async def test_from_within_a_mark_one_goes_to_the_mark_before_it(start: Start, article: MakeArticle) -> None:
    one = article()
    for words in ("islanders", "Ilse Maar"):
        annotate(start.library, one.id, words)
    async with start(one.id) as session:
        await session.go_to("Ilse Maar")
        await session.press("e", "[")
        assert session.page.mark_in_hand is not None and session.page.mark_in_hand.quote == "islanders"


async def test_the_foot_says_saved_only_when_another_program_can_read_it(
    start: Start, article: MakeArticle, library: Library
) -> None:
    async with start(article().id) as session:
        said, counted = [], []
        say = session.page.foot.say

        def watched(message: str, *, bad: bool = False) -> None:
            if message.startswith(("saved", "deleted")):
                with closing(sqlite3.connect(library.path)) as connection:
                    ((count,),) = connection.execute("SELECT count(*) FROM annotation").fetchall()
                said.append(message.split(" ", maxsplit=1)[0])
                counted.append(count)
            say(message, bad=bad)

        session.page.foot.say = watched  # type: ignore[method-assign]  # looks at the file at that very moment
        await session.go_to("islanders")
        await session.press("v", "e", "H", "w", "w", "P", "enter", "c", "enter", "d")
        assert said == ["saved", "saved", "saved", "deleted"]
        assert counted == [1, 2, 3, 2]


REFUSED = {
    "no mark under the cursor": ["d", "enter", "s", ">", "<", "=", "~", "a"],
    "no more marks": ["]", "["],
    "nothing was marked yet": ["."],
    "no mark on these words": ["tab"],
    "nothing to undo": ["u"],
    "nothing to redo": ["ctrl+r"],
    "does nothing here": ["Y", "f9", "ctrl+g", "Z", "ä"],
}


async def test_what_cannot_be_done_says_why_and_changes_nothing(start: Start, article: MakeArticle) -> None:
    async with start(article().id) as session:
        before, rows = tables_of(start.library), session.text_rows
        for reason, keys in REFUSED.items():
            for key in keys:
                await session.press(key)
                assert reason in session.said, key
                assert session.page.foot._is_bad
                assert reason in session.text or session.said[:40] in session.text, key
        assert tables_of(start.library) == before
        assert session.text_rows == rows
