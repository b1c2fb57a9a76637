"""Sheets: the title on the first row wherever they lie, what is out of sight told, choices shown whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.article.sheet import Choice, Chooser
from reader.palette import Palette
from reader.rows_around import rows_around, unseen
from reader.terminal.depth import Depth
from store.tagset import DEFAULT_TAGS
from tests.conftest import MakeArticle
from tests.reader.session import Start

PALETTE = Palette(Depth.FULL)
TAGS = tuple(Choice(tag.name, tag.key or "", tag.label, str(tag.layer)) for tag in DEFAULT_TAGS)


def drawn(asked: Chooser, width: int, height: int) -> list[str]:
    return ["".join(text for text, _ in row) for row in asked.draw(PALETTE, width, height)]


async def test_the_title_is_the_first_row_on_whichever_half_the_sheet_lies(start: Start, article: MakeArticle) -> None:
    async with start(article("\n\n".join(f"A boat number {n} left." for n in range(30))).id) as session:
        await session.go_to("boat number 1 left")
        await session.press("c")
        assert not session.page.asking.sheet.has_class("-up")
        below = session.sheet
        assert below[0].startswith("── claim ───")
        assert "content" in below[1]
        await session.press("escape")
        await session.go_to("boat number 9 left")
        await session.press("c")
        assert session.page.asking.sheet.has_class("-up")
        above = session.sheet
        assert above[0].split()[0] == "claim"
        assert "content" in above[1]
        assert set(above[-1]) == {"─"}
        assert len(above) == len(below)
        assert session.rows[2].split()[0] == "claim"


async def test_rows_out_of_sight_are_counted_at_the_right_of_the_title(start: Start, article: MakeArticle) -> None:
    async with start(article().id, size=(80, 18)) as session:
        await session.press("c")
        assert "▴" not in session.sheet[0]
        assert "▾" in session.sheet[0]
        rows = len(session.page.asking.sheet.asked.form.rows)  # type: ignore[union-attr]  # the claim form
        await session.press("shift+tab")
        title = session.sheet[0]
        assert "▾" not in title
        assert title.endswith(f"▴ {rows - len(session.sheet) + 1 + session.page.asking.sheet.has_class('-up')}")


@given(st.integers(1, 40), st.integers(0, 39), st.integers(0, 12), st.sampled_from((40, 60, 80, 120)))
def test_the_chosen_one_is_seen_and_every_row_is_seen_or_counted(count: int, at: int, height: int, width: int) -> None:
    asked = Chooser("?", tuple(Choice(f"{n}", "", f"choice {n}.") for n in range(count)), at % count)
    rows = drawn(asked, width, height)
    columns = 2 if count > height and width >= 60 else 1
    assert sum(asked.unseen(width, height)) + len(rows) == -(-count // columns)
    assert len(rows) <= height
    assert all(cell_len(row) <= width for row in rows)
    if height:
        assert any(f"choice {at % count}." in row for row in rows)


@given(st.integers(0, 60), st.integers(0, 59), st.integers(0, 20))
def test_rows_around_one_fill_the_room(count: int, at: int, room: int) -> None:
    seen = rows_around(min(at, max(0, count - 1)), count, room)
    assert len(seen) == min(count, room)
    assert sum(unseen(seen, count)) + len(seen) == count
    assert not seen or min(at, count - 1) in seen


def test_what_is_told_beside_a_tag_is_whole_or_not_there() -> None:
    for width in (60, 66, 72, 80, 100):
        rows = drawn(Chooser("mark as …", TAGS), width, 8)
        assert "…" not in "".join(rows), width
        for label in (tag.label for tag in DEFAULT_TAGS):
            assert any(f" {label} " in row for row in rows), (width, label)
    assert "government or military body   entity" in "".join(drawn(Chooser("mark as …", TAGS), 80, 8))


async def test_the_title_of_a_note_has_as_many_of_the_words_as_there_is_room_for(
    start: Start, article: MakeArticle
) -> None:
    async with start(article().id, size=(120, 24)) as session:
        await session.go_to("that islanders claimed")
        await session.press("v", "e", "e", "e", "e", "e", "e", "e", "e", "e", "H", "a")
        assert "── note · highlight that islanders claimed the minister had promised a new ──" in session.sheet[0]
