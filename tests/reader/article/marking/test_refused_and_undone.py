"""A choice that was refused, and doing again what meant somebody who is gone, leave nothing behind."""

from __future__ import annotations

from reader.commands import Place
from tests.conftest import TEXT, MakeArticle
from tests.reader.session import Start

LONG = "A long report\n\n" + "\n\n".join(f"Paragraph {n} tells of boat {n} and of nothing else." for n in range(60))


async def test_behind_a_refused_choice_the_next_mark_is_made_where_it_is(start: Start, article: MakeArticle) -> None:
    one = article(LONG)
    async with start(one.id) as session:
        await session.go_to("tells")
        await session.press("v", "e", "H", "g", "v", "enter")
        assert session.page.place is Place.LISTING or session.sheet
        await session.press("H")
        assert "marked so already" in session.said
        assert session.sheet == []
        assert session.page.selected is not None  # to be marked as something else
        assert session.page.selected.of(LONG) == "tells"
        await session.press("escape", "3", "0", "}", "v", "e")
        rows, cursor = session.text_rows, session.page.cursor
        await session.press("H")
        assert session.said.startswith("saved")
        assert (session.page.cursor, session.text_rows) == (cursor, rows)
        assert len(start.library.annotations(one.id)) == 2


async def test_who_is_gone_with_an_undo_is_asked_for_anew(start: Start, article: MakeArticle) -> None:
    one = article()
    async with start(one.id) as session:
        await session.go_to("Ilse Maar")
        await session.press("P", "enter", "u")
        assert start.library.entities() == ()
        await session.go_to("minister had")
        await session.press(".")
        assert session.page.place is Place.PICKER
        assert start.library.annotations(one.id) == ()
        await session.press("enter")
        (mark,) = start.library.annotations(one.id)
        assert (mark.tag, mark.start) == ("PERSON", TEXT.index("minister had"))
