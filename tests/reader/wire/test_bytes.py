"""How many bytes a key costs on a real terminal, on a page of the demo library, and that the screen is right after all."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from store.demo import build
from store.library import Library
from tests.pty_terminal import ESCAPE, PtyTerminal
from tests.reader.wire.screens import looks

TRUE_COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
PAGE_DOWN, F1 = "\x1b[6~", "\x1bOP"
_QUIET = 0.15
"""Seconds without a byte that are taken for silence."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo library, and the identifier of a long article in it."""
    path = tmp_path_factory.mktemp("demo") / "library.db"
    with Library(path, annotator="reader") as library:
        build(library)
        return path, next(article.id for article in library.articles() if "sends a wave" in article.title)


@pytest.fixture
def terminal(demo: tuple[Path, str], tmp_path: Path) -> Iterator[PtyTerminal]:
    """The page of that article at 80x24, at rest; the library is the test's own."""
    library, article = demo
    arguments = ["--library", str(shutil.copy(library, tmp_path)), "open", article]
    with PtyTerminal(arguments, environment=TRUE_COLOUR) as terminal:
        terminal.wait_for("F1 help")
        taken(terminal)
        yield terminal


def taken(terminal: PtyTerminal) -> int:
    """How many bytes are still written, up to the first silence."""
    start = last = len(terminal.received)
    terminal.read(_QUIET)
    while len(terminal.received) > last:
        last = len(terminal.received)
        terminal.read(_QUIET)
    return last - start


def has_more(terminal: PtyTerminal, before: int) -> bool:
    """Whether more bytes than so many were written."""
    return len(terminal.received) > before


def cost(terminal: PtyTerminal, *keys: str) -> float:
    """The bytes that a key of these costs on average."""
    start = len(terminal.received)
    for key in keys:
        before = len(terminal.received)
        terminal.type(key)
        terminal.until(partial(has_more, terminal, before))
    taken(terminal)
    return (len(terminal.received) - start) / len(keys)


def assert_as_drawn_anew(terminal: PtyTerminal) -> None:
    """The screen is what it is when all of it is written again, as behind a change of size that changes nothing."""
    shown, before = looks(terminal._screen), len(terminal.received)
    terminal.signal(signal.SIGWINCH)
    terminal.until(partial(has_more, terminal, before + 1500))
    taken(terminal)
    assert looks(terminal._screen) == shown


def test_a_cursor_step_takes_at_most_300_bytes(terminal: PtyTerminal) -> None:
    assert cost(terminal, *"jjjkwwbj") <= 300
    assert_as_drawn_anew(terminal)


def test_a_word_selected_takes_at_most_200_bytes(terminal: PtyTerminal) -> None:
    terminal.type("jjv")
    terminal.wait_for("1 word")
    taken(terminal)
    assert cost(terminal, *"wwww") <= 200
    assert_as_drawn_anew(terminal)


def test_a_row_scrolled_takes_at_most_400_bytes(terminal: PtyTerminal) -> None:
    for _ in range(14):
        cost(terminal, "j")
    first = terminal.rows[2]
    assert cost(terminal, *"jjjj") <= 400
    assert terminal.rows[2] != first
    assert_as_drawn_anew(terminal)


def test_a_page_takes_at_most_3200_bytes(terminal: PtyTerminal) -> None:
    assert cost(terminal, PAGE_DOWN, PAGE_DOWN) <= 3200
    assert_as_drawn_anew(terminal)


def test_at_rest_nothing_is_written(terminal: PtyTerminal) -> None:
    assert taken(terminal) == 0


def test_a_terminal_that_tells_its_size_without_having_changed_is_not_written_to(terminal: PtyTerminal) -> None:
    terminal.type("\x1b[48;24;80;480;800t")
    assert taken(terminal) == 0


def test_an_update_is_held_together_where_the_terminal_can_hold_it_and_no_update_is_nothing(
    terminal: PtyTerminal,
) -> None:
    terminal.type("\x1b[?2026;2$y")
    assert taken(terminal) == 0
    before = len(terminal.received)
    cost(terminal, "j")
    written = terminal.received[before:]
    assert written.startswith(b"\x1b[?2026h")
    assert written.endswith(b"\x1b[?2026l")


def test_what_comes_back_from_the_shell_is_drawn_whole(terminal: PtyTerminal) -> None:
    shown, before = looks(terminal._screen), len(terminal.received)
    terminal.signal(signal.SIGTSTP)
    terminal.until(lambda: terminal.is_stopped)
    terminal.signal(signal.SIGCONT)
    terminal.until(partial(has_more, terminal, before + 1500))
    taken(terminal)
    assert looks(terminal._screen) == shown


def test_the_screen_is_right_under_sheets_and_other_screens_that_went(terminal: PtyTerminal) -> None:
    first = terminal.rows
    terminal.type("P")
    terminal.wait_for("which one?")
    terminal.type(ESCAPE)
    terminal.until(lambda: terminal.rows == first)
    terminal.type(F1)
    terminal.until(lambda: terminal.rows[0] != first[0])
    terminal.type("Gq")
    terminal.until(lambda: terminal.rows == first)
    assert_as_drawn_anew(terminal)
