"""The border to the terminal: nothing with power passes, nothing is lost, and what the terminal can show is known."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from rich.cells import cell_len
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from reader.terminal.depth import Depth, border, depth_of, plain_signs, shown, shown_line
from tests.reader.hostile import EVERYTHING, has_power, powers_in, texts


def test_no_character_of_unicode_passes_with_power() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    assert powers_in(shown_line(every)) == ""
    assert powers_in(shown(every)) == "\n"
    assert len(shown_line(every)) == len(shown(every)) == len(every)


@given(texts())
def test_what_is_shown_is_as_long_as_the_text_and_can_be_encoded(text: str) -> None:
    assert len(shown(text)) == len(shown_line(text)) == len(text)
    shown(text).encode()
    assert shown_line(text) == shown(text).replace("\n", "␊")


@given(texts())
def test_only_characters_with_power_or_without_a_sight_are_changed(text: str) -> None:
    for before, after in zip(text, shown_line(text), strict=True):
        assert (
            before == after or has_power(before) or cell_len(before) == 0 or not before.isprintable() or before in "ᅟㅤﾠ"
        )


def test_marks_and_the_joiners_of_emoji_stay() -> None:
    kept = "می\u200cخواهم 👨\u200d👩\u200d👧 👍🏽\u200d🔥 ❤\ufe0f\u200d🔥 e\u0301 שָׁלוֹם"
    assert shown(kept) == kept


@given(texts())
def test_a_joiner_never_takes_the_cells_of_what_follows_it(text: str) -> None:
    assert cell_len(shown_line(text) + " harbour") == cell_len(shown_line(text)) + 8


def test_a_loose_joiner_becomes_one_that_joins_nothing() -> None:
    assert shown("a\u200db क्\u200dष \u200d👨\u200d") == "a\u200cb क्\u200cष \u200c👨\u200c"


def test_a_control_is_shown_by_its_picture() -> None:
    assert shown_line("\x1b[2J\x07\x7f\t") == "␛[2J␇␡␉"


def test_everything_but_control_segments_goes_through_the_border() -> None:
    bold = Style(bold=True)
    control = Control.home().segment
    through = border().apply([Segment("plain", bold), Segment(EVERYTHING), control, Segment("")], Color(0, 0, 0))
    assert [segment.text for segment in through] == ["plain", shown_line(EVERYTHING), control.text, ""]
    assert through[0].style == bold
    assert through[2].control == control.control


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Depth.FULL),
        ({"TERM": "xterm-256color"}, Depth.INDEXED),
        ({"TERM": "xterm-direct"}, Depth.FULL),
        ({"TERM": "screen"}, Depth.SIXTEEN),
        ({"TERM": "xterm"}, Depth.SIXTEEN),
        ({"TERM": "linux"}, Depth.SIXTEEN),
        ({"TERM": "dumb"}, Depth.NONE),
        ({"TERM": "vt100"}, Depth.NONE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Depth.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Depth.INDEXED),
        ({}, Depth.SIXTEEN),
    ],
)
def test_the_terminal_says_how_many_colours_it_has(environment: dict[str, str], depth: Depth) -> None:
    assert depth_of(environment) is depth


@pytest.mark.parametrize(
    ("environment", "plain"),
    [
        ({"TERM": "xterm", "LANG": "en_GB.UTF-8"}, False),
        ({"TERM": "xterm", "LANG": "C.utf8"}, False),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, True),
        ({"TERM": "xterm", "LANG": "C"}, True),
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "LANG": "en_GB.UTF-8", "LC_ALL": "C"}, True),
        ({"TERM": "xterm", "LANG": "C", "LC_CTYPE": "C.UTF-8"}, False),
    ],
)
def test_letters_stand_for_signs_where_the_terminal_may_lack_them(environment: dict[str, str], plain: bool) -> None:
    assert plain_signs(environment) is plain
