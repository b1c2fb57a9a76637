"""How the page looks, by key: themes, focus, the length of lines, and the marks below the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from textual.geometry import Region

from reader.article.drawing.marks_below import height_for, in_room
from reader.article.drawing.row_painting import GUTTER
from reader.article.looking import STEP, narrower, wider
from reader.preferences import LEAST_MEASURE, MOST_MEASURE, Preferences
from reader.schemes import DARK, LIGHT, Scheme
from store.library import Library
from store.model import Article, Draft, PartDraft, Role
from tests.conftest import MakeArticle, span_of
from tests.reader.session import Session, Start

LONG = "The boats\n\n" + "\n\n".join(
    f"Paragraph {n} tells of Captain Number{n} at first. After that it tells of boat {n} and its long way home, "
    "past the lighthouse and the sandbank, to a harbour that nobody had swept for years."
    for n in range(40)
)


@pytest.fixture
def marked(article: MakeArticle, library: Library) -> Article:
    """A long article with a mark in every paragraph."""
    one = article(LONG)
    for n in range(40):
        words = f"Captain Number{n} "[:-1]
        span = span_of(LONG, f"{words} at first")
        library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span),), note=f"note {n}\nmore of it"))
    return one


def grounds(session: Session) -> set[Color | None]:
    """The grounds of everything on the screen."""
    return {segment.style.bgcolor if segment.style else None for strip in session.strips for segment in strip}


def grounds_of(scheme: Scheme) -> set[Color | None]:
    values = [value for value in scheme if isinstance(value, str)]
    return {Color.parse(value) for value in (*values, *scheme.tints.values())}


def below(session: Session) -> list[str]:
    """The rows of the marks below the text; none where they are not shown."""
    widget = session.page.looker.below
    if not widget.display:
        return []
    return ["".join(s.text for s in widget.render_line(y)).rstrip() for y in range(widget.size.height)]


# --- themes -----------------------------------------------------------------------------------------------------------


async def test_the_theme_goes_round_on_every_screen_at_once_and_is_remembered(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        assert grounds(session) <= grounds_of(DARK)
        await session.press("z", "c")
        assert session.said == "light colours"
        assert grounds(session) <= grounds_of(LIGHT)
        assert {Color.parse(LIGHT.paper)} <= grounds(session)
        assert session.screen.styles.background.hex.lower() == LIGHT.paper
        await session.press("z", "c")
        assert session.said == "the terminal’s own colours"
        assert all(ground is None or ground.is_default for ground in grounds(session))
        assert session.screen.styles.background.ansi == -1
        await session.press("q")
        assert all(ground is None or ground.is_default for ground in grounds(session))
        await session.press("z", "c")
        assert grounds(session) <= grounds_of(DARK)
        await session.press("z", "c")
        assert grounds(session) <= grounds_of(LIGHT)
        assert session.app.sitting.preferences.theme == "light"
        await session.press("enter")
        assert grounds(session) <= grounds_of(LIGHT)


async def test_what_stands_in_the_margin_takes_the_colours_too(start: Start, marked: Article) -> None:
    async with start(marked.id, size=(140, 40)) as session:
        await session.press("z", "c")
        found = {s.style for strip in session.strips for s in strip if s.text.startswith("note 1")}
        assert found == {session.app.sitting.palette.quiet}
        assert grounds(session) <= grounds_of(LIGHT)


async def test_the_preferred_theme_is_there_from_the_first_paint(start: Start, marked: Article) -> None:
    async with start(marked.id, preferences=Preferences(theme="light")) as session:
        assert grounds(session) <= grounds_of(LIGHT)
        assert session.app.styles.background.hex.lower() == LIGHT.paper


async def test_nobody_chose_so_the_terminal_decides(
    start: Start, marked: Article, terminal: pytest.MonkeyPatch
) -> None:
    terminal.setenv("COLORFGBG", "0;15")
    async with start(marked.id) as session:
        assert grounds(session) <= grounds_of(LIGHT)
    async with start(marked.id, preferences=Preferences(theme="dark")) as session:
        assert grounds(session) <= grounds_of(DARK)


async def test_a_terminal_of_few_colours_says_that_it_has_no_others(
    start: Start, marked: Article, terminal: pytest.MonkeyPatch
) -> None:
    terminal.setenv("NO_COLOR", "1")
    async with start(marked.id, preferences=Preferences(theme="light")) as session:
        await session.press("z", "c")
        assert "few colours" in session.said
        assert session.app.sitting.preferences.theme == "light", "on another terminal it is still what was chosen"


# --- focus ------------------------------------------------------------------------------------------------------------


async def test_focus_dims_all_but_the_paragraph_then_all_but_the_sentence(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        palette = session.app.sitting.palette
        await session.go_to("tells of boat 1")
        first, second, other = (
            LONG.index(words) for words in ("tells of Captain Number1 ", "After that it tells of boat 1", "Paragraph 2")
        )
        await session.press("z", "f")
        assert session.said == "focus · this paragraph"
        assert [session.looks_at(at) == palette.aside for at in (first, second, other)] == [False, False, True]
        assert session.looks_at(LONG.index("Captain Number2")) == palette.aside, "its mark too"
        await session.press("z", "f")
        assert session.said == "focus · this sentence"
        assert [session.looks_at(at) == palette.aside for at in (first, second, other)] == [True, False, True]
        await session.press("}")
        assert [session.looks_at(at) == palette.aside for at in (first, second, other)] == [True, True, False]
        await session.press("z", "f")
        assert session.said == "focus · off"
        assert not any(session.looks_at(at) == palette.aside for at in (first, second, other))


async def test_the_focus_goes_along_and_only_rows_that_change_are_drawn(
    start: Start, marked: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(marked.id) as session:
        await session.go_to("tells of Captain Number1 ")
        await session.press("z", "f")
        drawn: list[Region] = []
        refresh = session.view.refresh

        def noted(*regions: Region) -> None:
            drawn.extend(regions)
            refresh(*regions)

        monkeypatch.setattr(session.view, "refresh", noted)
        await session.press("w")
        assert {region.height for region in drawn} == {1}
        assert len({region.y for region in drawn}) == 1, "inside the paragraph the cursor's row alone"
        drawn.clear()
        await session.press("}")
        assert 0 < len({region.y for region in drawn}) <= 7


async def test_what_stands_beside_a_row_out_of_focus_is_dim_too(start: Start, marked: Article) -> None:
    async with start(marked.id, size=(140, 40)) as session:
        await session.go_to("tells of Captain Number1 ")
        await session.press("z", "f")
        looks = {s.text.strip(): s.style for strip in session.strips for s in strip if s.text.startswith("note ")}
        palette = session.app.sitting.palette
        assert (looks["note 1"], looks["note 2"]) == (palette.quiet, palette.aside)


# --- the length of lines ------------------------------------------------------------------------------------------------


measures = st.integers(20, 200)


@given(measures, st.integers(1, 300), st.integers(1, 40))
def test_lines_grow_and_shrink_by_steps_within_bounds_and_window(measure: int, room: int, times: int) -> None:
    now = min(measure, room)
    longer, shorter = wider(measure, room, times), narrower(measure, room, times)
    assert shorter <= now <= longer <= room
    assert longer <= max(MOST_MEASURE, now)
    assert shorter >= min(LEAST_MEASURE, now)
    if longer not in (now, room, MOST_MEASURE):
        assert longer % STEP == 0
    if longer == now:
        assert now >= min(MOST_MEASURE, room)
    if shorter == now:
        assert now <= LEAST_MEASURE


async def test_lines_grow_and_shrink_by_key_and_the_row_at_the_top_stays(start: Start, marked: Article) -> None:
    async with start(marked.id, size=(120, 24)) as session:
        await session.press("1", "0", "}")
        await session.press("z", "t")
        top = session.view.sight.start
        assert top > 0
        for keys, cells in (("-", 68), ("-", 64), ("3-", 52), ("+", 56), ("4+", 72)):
            await session.press(*keys)
            assert session.said == f"{cells} cells a line"
            assert session.app.sitting.preferences.measure == session.view.measure == cells
            assert max(len(row.rstrip()) for row in session.text_rows) <= cells
            layout = session.view.rows
            assert layout.row_of(top) == session.view.top_row
        assert session.view.sight.start == top


async def test_lines_end_where_the_window_does_and_it_is_said(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        await session.press("9", "+")
        assert session.said == f"{80 - GUTTER - 1} cells a line"
        await session.press("+")
        assert session.said == "the lines are as wide as the window"
        await session.press("9", "9", "-")
        assert session.said == f"{LEAST_MEASURE} cells a line"
        await session.press("-")
        assert session.said == f"no line is shorter than {LEAST_MEASURE} cells"
    async with start(marked.id, size=(180, 24)) as session:
        await session.press("9", "9", "+")
        await session.press("+")
        assert session.said == f"no line is longer than {MOST_MEASURE} cells"


async def test_the_cursor_stays_in_sight_when_lines_become_short(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        await session.press("1", "5", "j", "9", "-")
        assert 0 <= session.view.rows.row_of(session.page.cursor) - session.view.top_row < session.view.size.height


# --- the marks below ----------------------------------------------------------------------------------------------------


@given(st.integers(0, 60), st.integers(0, 30), st.integers(1, 12))
def test_the_mark_in_hand_is_among_those_there_is_room_for(count: int, at: int, room: int) -> None:
    at = min(at, max(0, count - 1))
    shown = in_room(count, at, room)
    assert len(shown) == min(count, room)
    assert not count or at in shown


@pytest.mark.parametrize(
    ("screen", "marks", "rows"), [(24, 40, 6), (24, 2, 3), (24, 0, 2), (10, 9, 0), (11, 9, 2), (50, 99, 15)]
)
def test_the_marks_take_a_third_of_the_page_at_most(screen: int, marks: int, rows: int) -> None:
    assert height_for(screen, marks) == rows


async def test_the_marks_of_the_rows_in_sight_open_below_and_move_nothing(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        await session.go_to("Captain Number2")
        before = session.text_rows
        await session.press("z", "m")
        assert session.said == "marks below"
        rows = below(session)
        assert len(rows) == 6
        assert session.text_rows[: session.view.size.height] == before[: session.view.size.height]
        assert "▸ h Captain Number2 at first  “note 2”" in rows
        assert "  h Captain Number1 at first  “note 1”" in rows
        assert session.app.sitting.preferences.marks_below
        await session.press("G")
        rows = below(session)
        assert not any("Number2 " in row for row in rows)
        assert any("Number39" in row for row in rows)
        await session.press("z", "m")
        assert below(session) == []
        assert session.said == "marks below · hidden"


async def test_they_go_along_with_the_wheel(start: Start, marked: Article) -> None:
    async with start(marked.id, preferences=Preferences(marks_below=True)) as session:
        before = below(session)
        session.view._wheel(session.view.top_row + 40)
        await session.settled()
        await session.pilot.pause()
        assert below(session) != before
        assert not any("Number0 " in row for row in below(session))


async def test_where_there_are_more_it_is_told_how_many(start: Start, article: MakeArticle, library: Library) -> None:
    one = article("Words\n\n" + " ".join(f"word{n:02}" for n in range(20)))
    text = one.text
    for n in range(20):
        library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(text, f"word{n:02}")),)))
    async with start(one.id, preferences=Preferences(marks_below=True)) as session:
        await session.go_to("word17")
        rows = below(session)
        assert "+15 more" in rows[0]
        assert any(row.startswith("▸ h word17") for row in rows[1:])
        drawn: list[Region] = []
        widget = session.page.looker.below
        widget.refresh = lambda *regions, **_: drawn.extend(regions)  # type: ignore[assignment, method-assign]
        await session.press("l")
        assert drawn == [], "the same mark is in hand"
        await session.press("]")
        assert {region.height for region in drawn} == {1}


async def test_the_cursor_at_the_bottom_is_kept_in_sight_when_they_open(start: Start, marked: Article) -> None:
    async with start(marked.id) as session:
        await session.press("1", "5", "j", "z", "m")
        assert below(session)
        assert 0 <= session.view.rows.row_of(session.page.cursor) - session.view.top_row < session.view.size.height


async def test_they_give_way_to_what_is_asked(start: Start, marked: Article) -> None:
    async with start(marked.id, preferences=Preferences(marks_below=True)) as session:
        top = session.view.top_row
        await session.go_to("Captain Number1")
        await session.press("enter")
        assert below(session) == []
        await session.press("escape")
        assert below(session)
        assert session.view.top_row == top


async def test_beside_their_lines_they_are_not_told_of_twice(start: Start, marked: Article) -> None:
    async with start(marked.id, size=(140, 40), preferences=Preferences(marks_below=True)) as session:
        assert below(session) == []
        await session.press("z", "m")
        assert session.said == "the marks stand beside their lines here"
        assert session.app.sitting.preferences.marks_below
        await session.pilot.resize_terminal(80, 24)
        await session.settled()
        assert below(session)


async def test_a_window_without_room_for_them_says_so(start: Start, marked: Article) -> None:
    async with start(marked.id, size=(80, 10)) as session:
        await session.press("z", "m")
        assert "no room" in session.said
        assert not session.app.sitting.preferences.marks_below
