"""What old terminals are told: nothing that they do not know, and the same screen as all others show."""

from __future__ import annotations

from random import Random

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.terminal.dialect import Dialect, dialect_of
from reader.wire.difference import difference
from reader.wire.frame import Cell, Frame
from reader.wire.pen import Pen
from tests.old_terminal import OldTerminal

START = "\x1b[?1049h\x1b[?1000h\x1b[?25l\x1b[?1004h\x1b[>25u\x1b[?2004h\x1b[?7l\x1b[8l\x1b[?2048$p\x1b[?2026$p"
PENS = [Pen(), Pen(frozenset("1")), Pen(frozenset("4")), Pen(frozenset("7")), Pen(frozenset(("1", "4")))]


def dialect(term: str) -> Dialect:
    found = dialect_of({"TERM": term})
    assert found is not None
    return found


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "screen", "xterm-kitty", ""])
def test_terminals_of_today_have_none(term: str) -> None:
    assert dialect_of({"TERM": term}) is None


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("linux", "\x1b[m\x1b[H\x1b[J\x1b[?25l\x1b[?7l"),
        ("vt220", "\x1b[m\x1b[H\x1b[J\x1b[?25l\x1b[?7l"),
        ("vt100", "\x1b[m\x1b[H\x1b[J\x1b[?7l"),
    ],
)
def test_what_is_not_known_is_not_said_and_the_one_screen_is_cleared(term: str, told: str) -> None:
    assert dialect(term).spoken(START) == told
    assert dialect(term).spoken("\x1b[?2026$p") == ""
    assert dialect(term).spoken("\x1b[<u\x1b[?1049l") == "\x1b[m\x1b[H\x1b[J"


def test_attributes_of_a_vt100_go_off_all_at_once() -> None:
    one = dialect("vt100")
    assert one.spoken("\x1b[1;4ma\x1b[24mb\x1b[2;3mc\x1b[mz") == "\x1b[0;1;4ma\x1b[0;1mbc\x1b[mz"
    assert one.spoken("\x1b[;21;7mq") == "\x1b[0;4;7mq"
    assert dialect("linux").spoken("\x1b[1;4ma\x1b[24mb") == "\x1b[1;4ma\x1b[24mb"


def made(seed: int) -> Frame:
    chance = Random(seed)
    lines = [chance.choices("abcdefgh  ", k=30) for _ in range(8)]
    pens = [chance.choice(PENS) for _ in lines]
    rows = [
        tuple(Cell(" ", Pen()) if letter == " " else Cell(letter, pen) for letter in line)
        for line, pen in zip(lines, pens, strict=True)
    ]
    return Frame(30, tuple(rows))


def drawn(*sequences: str) -> list[list[tuple[object, ...]]]:
    screen = pyte.Screen(30, 8)
    stream = pyte.Stream(screen)
    for each in sequences:
        stream.feed(each.replace("\n", "\r\n") if "\r\n" not in each else each)
    cells = [[screen.buffer[y][x] for x in range(30)] for y in range(8)]
    return [[(c.data, c.bold, c.underscore, c.reverse) if c.data != " " else (" ",) for c in row] for row in cells]


frames = st.integers(0, 2**32).map(made)


@given(frames, frames, st.integers(-8, 8))
def test_a_vt100_shows_what_all_others_show(first: Frame, other: Frame, shift: int) -> None:
    """Rows that move up or down, and others that come in."""
    rows = (*other.rows, *first.rows, *other.rows)[8 + shift : 16 + shift]
    second = Frame(first.width, rows)
    steps = [difference(None, first), difference(first, second)]
    one = dialect("vt100")
    said = [one.spoken(each) for each in steps]
    strict = OldTerminal("vt100", 30, 8)
    for each in said:
        strict.take(each)
    assert drawn(*said) == drawn(*steps)
