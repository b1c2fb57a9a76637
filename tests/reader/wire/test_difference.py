"""What is written brings any terminal from any screen to any other, and is short."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from wcwidth import wcwidth

from reader.wire.difference import difference
from reader.wire.frame import Frame, cluster_cells
from reader.wire.pen import RESET
from tests.reader.wire.screens import SYSTEMS, Rows, Terminal, frame, layout, two_screens

TEXT, FAINT = Style.parse("#d8d5cc on #15171c"), Style.parse("#565a64 on #15171c")
CURSOR = Style.parse("#15171c on #e8e4d8")


def row(*pieces: tuple[str, Style | None], width: int = 80) -> Strip:
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width, TEXT)


def plain(*texts: str, width: int) -> Frame:
    return frame([Strip([Segment(text)]).adjust_cell_length(width) for text in texts], width)


@settings(max_examples=30, deadline=None)
@given(screens=two_screens())
def test_the_difference_makes_of_any_screen_what_the_other_is_when_written_alone(
    screens: tuple[int, Rows, Rows],
) -> None:
    width, old, new = screens
    for system in SYSTEMS:
        before, after = frame(old, width, system), frame(new, width, system)
        terminal, alone = Terminal(width, len(old)), Terminal(width, len(old))
        terminal.feed(difference(None, before))
        terminal.feed(difference(before, after))
        alone.feed(difference(None, after))
        assert terminal.looks == alone.looks
        assert terminal.is_at_rest


@pytest.mark.parametrize("wraps", [False, True])
@settings(max_examples=30, deadline=None)
@given(screens=two_screens(certain=True))
def test_it_looks_as_textual_would_have_drawn_it(wraps: bool, screens: tuple[int, Rows, Rows]) -> None:
    width, old, new = screens
    consoles = (
        (ColorSystem.TRUECOLOR, Console(color_system="truecolor", force_terminal=True)),
        (ColorSystem.STANDARD, Console(color_system="standard", force_terminal=True)),
    )
    for system, console in consoles:
        terminal, textual = Terminal(width, len(old), wraps=wraps), Terminal(width, len(old))
        before, after = frame(old, width, system), frame(new, width, system)
        terminal.feed(difference(None, before))
        terminal.feed(difference(before, after))
        afresh = [Strip([Segment(s.text, s.style and s.style.copy()) for s in strip]) for strip in new]
        textual.feed(layout(afresh, width).render_segments(console))
        assert terminal.looks == textual.looks


@settings(max_examples=30, deadline=None)
@given(screens=two_screens())
def test_where_nothing_differs_nothing_is_written(screens: tuple[int, Rows, Rows]) -> None:
    width, old, _ = screens
    assert difference(frame(old, width), frame([Strip([*strip]) for strip in old], width)) == ""


_WORDS = "the wave took the footbridge, the timber yard and the lower half; by day the main street was a canal "


def page(first: int, cursor: int) -> list[Strip]:
    """A page of 24 rows with head and foot; the text from some line on, the cursor on a row of the screen."""
    head = [row(("  The Harbour Post · 14 July", TEXT), ("   4/70 · 5% ", FAINT)), row()]
    foot = [row(("─" * 80, FAINT)), row((" no marks here yet", FAINT)), row((" c claim  P person  F1 help", TEXT))]
    text = []
    for y in range(19):
        line = (first + y) * 7 % 31
        words = f"    {(_WORDS * 2)[line : line + 60 + line % 9]}"
        at = cursor == y
        text.append(row((words[:6], CURSOR if at else TEXT), (words[6:], TEXT)))
    return [*head, *text, *foot]


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        ((1, 16), (2, 16), 200),  # one row up, the cursor stays where it was
        ((5, 2), (4, 2), 200),  # one row down
        ((1, 16), (4, 16), 420),
        ((1, 3), (1, 4), 100),  # the cursor alone
    ],
)
def test_a_page_that_scrolls_costs_the_rows_that_come_in(old: tuple[int, int], new: tuple[int, int], most: int) -> None:
    before, after = frame(page(*old), 80), frame(page(*new), 80)
    sequence = difference(before, after)
    assert len(sequence.encode()) <= most
    terminal, alone = Terminal(80, 24), Terminal(80, 24)
    terminal.feed(difference(None, before))
    terminal.feed(sequence)
    alone.feed(difference(None, after))
    assert terminal.looks == alone.looks


def test_a_foot_is_not_scrolled_with_the_page() -> None:
    """Also where its rows look a little more like those of the text."""
    sequence = difference(frame(page(1, 10), 80), frame(page(3, 8), 80))
    assert "\x1b[3;21r" in sequence
    assert "─" not in sequence


def test_one_letter_is_written_for_one_letter() -> None:
    assert difference(plain("ab", "cde", width=6), plain("ab", "cxe", width=6)) == "\x1b[2;2Hx"


def test_few_cells_are_written_again_and_many_passed_over() -> None:
    old = plain("abcdefghijklmnop", width=16)
    assert difference(old, plain("Xbc" + "Yefghijklmno" + "Z", width=16)) == "\x1b[HXbcY\x1b[11CZ"


def test_the_end_of_a_row_is_erased_only_on_the_terminals_own_ground() -> None:
    old = plain("some words here", width=20)
    assert difference(old, plain("some", width=20)) == "\x1b[1;6H\x1b[K"
    coloured = [Strip([Segment("some"), Segment(" " * 16, Style.parse("on blue"))])]
    assert "\x1b[K" not in difference(old, frame(coloured, 20))


def test_behind_the_last_column_the_place_is_named() -> None:
    """Where the cursor is then, is another matter on every terminal."""
    assert difference(None, plain("...a", "b...", width=4)) == "\x1b[H...a\x1b[2Hb..."


def test_half_of_a_wide_character_is_never_left() -> None:
    old, new = plain("漢漢.", width=5), plain(".漢漢", width=5)
    assert difference(old, new) == "\x1b[H.漢漢"
    assert difference(old, plain("a.漢.", width=5)) == "\x1b[Ha."


@pytest.mark.parametrize("cluster", ["👍🏽", "🇳🇴", "👨\u200d👩\u200d👧", "❤\ufe0f", "e\u0301", "☕"])
def test_behind_a_cluster_of_uncertain_width_the_row_is_right_however_wide_it_came_out(cluster: str) -> None:
    width = 12
    cells = cell_len(cluster)
    old, new = plain(f"ab{cluster}cdefgh", width=width), plain(f"ab{cluster}cdXfgh", width=width)
    terminal = Terminal(width, 1)
    terminal.feed(difference(None, old))
    sequence = difference(old, new)
    assert sequence.startswith("\x1b[1;3H" + " " * cells)  # emptied first: it may be narrower than it should
    assert f"\x1b[1;{3 + cells}H" in sequence
    terminal.feed(sequence)
    assert "".join(terminal.screen.buffer[0][x].data for x in range(2 + cells, 8 + cells)) == "cdXfgh"
    assert difference(new, plain(f"xb{cluster}cdXfgh", width=width)) == "\x1b[Hx"


def test_terminals_agree_on_the_width_of_what_is_taken_as_certain() -> None:
    for character in map(chr, range(0x20, 0x30000)):
        if not 0xD800 <= ord(character) < 0xE000 and (width := cell_len(character)):
            cell = cluster_cells(character, RESET, width)[0]
            assert not cell.certain or wcwidth(character) == width, hex(ord(character))


def test_a_terminal_of_another_size_is_written_whole() -> None:
    old, new = plain("abc", width=3), plain("abc", "def", width=3)
    assert difference(old, new) == difference(None, new) == "\x1b[Habc\x1b[2Hdef"
