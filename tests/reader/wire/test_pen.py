"""The pen goes from any style to any other by the shortest way, and arrives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from rich.color import ColorSystem
from rich.style import Style

from reader.wire.pen import RESET, Pen, pen_of, transition
from tests.reader.wire.screens import SYSTEMS, Terminal, styles


@settings(max_examples=50, deadline=None)
@given(old=styles(), new=styles())
def test_a_transition_arrives_where_all_afresh_would(old: Style | None, new: Style | None) -> None:
    for system in SYSTEMS:
        first, second = pen_of(old, system), pen_of(new, system)
        stepwise, afresh = Terminal(3, 1), Terminal(3, 1)
        stepwise.feed(f"{transition(RESET, first)}a{transition(first, second)}b")
        afresh.feed(f"a\x1b[0;{second.parameters}mb")
        assert stepwise.screen.buffer[0][1] == afresh.screen.buffer[0][1]
        assert len(transition(first, second)) <= len(f"\x1b[;{second.parameters}m")


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        ("bold #8fb6ee on #15171c", "#8fb6ee on #15171c", "\x1b[22m"),
        ("#8fb6ee on #15171c", "bold #8fb6ee on #15171c", "\x1b[1m"),
        ("bold dim #8fb6ee", "dim #8fb6ee", "\x1b[22;2m"),
        ("#8fb6ee on #15171c", "on #15171c", "\x1b[39m"),
        ("red on #15171c", "red", "\x1b[49m"),
        ("bold red on blue", "none", "\x1b[m"),
        ("bold italic underline red", "red", "\x1b[;31m"),
        ("overline red", "red", "\x1b[;31m"),
        ("red", "default", "\x1b[m"),
    ],
)
def test_only_what_changes_is_said(old: str, new: str, sequence: str) -> None:
    system = ColorSystem.TRUECOLOR
    assert transition(pen_of(Style.parse(old), system), pen_of(Style.parse(new), system)) == sequence


def test_links_do_not_reach_the_terminal() -> None:
    style = Style(bold=True, link="https://ferry.example/")
    assert pen_of(style, ColorSystem.TRUECOLOR) == Pen(frozenset("1"))


def test_colours_are_those_that_the_terminal_has() -> None:
    style = Style.parse("#8fb6ee on #15171c")
    shown = [pen_of(style, system).parameters for system in SYSTEMS]
    assert shown == ["38;2;143;182;238;48;2;21;23;28", "38;5;111;48;5;233", "37;40"]
