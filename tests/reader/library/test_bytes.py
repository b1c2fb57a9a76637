"""How many bytes a key costs in the list on a real terminal, whatever the library holds, and that the screen is right after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.library import Library
from tests.pty_terminal import PtyTerminal
from tests.reader.library.test_list import many
from tests.reader.wire.test_bytes import TRUE_COLOUR, assert_as_drawn_anew, cost, taken

PAGE_DOWN = "\x1b[6~"
NAMES = (
    "Nobody saw her leave the outer mole on day",
    "The harbour waits, and so do the sheep:",
    "Salt, oil and forty sheep aboard number",
    "What her captain would not say of pier",
    "Aground off the old mole, again: boat",
    "Pilots of the east coast strike on day",
    "Herring costs more than in the year",
)
"""Rows that are nothing like their neighbours, as those of a library are."""


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with more articles than are asked for at first."""
    path = tmp_path_factory.mktemp("boats") / "library.db"
    with Library(path, annotator="reader") as library:
        many(library, 600, names=NAMES)
    return path


@pytest.fixture
def terminal(boats: Path) -> Iterator[PtyTerminal]:
    """Its list at 80x24, at rest."""
    with PtyTerminal(["--library", str(boats)], environment=TRUE_COLOUR) as terminal:
        terminal.wait_for("600 new")
        taken(terminal)
        yield terminal


def test_a_row_step_takes_at_most_300_bytes(terminal: PtyTerminal) -> None:
    assert cost(terminal, *"jjjkkj") <= 300
    assert_as_drawn_anew(terminal)


def test_a_row_that_scrolls_takes_at_most_300_bytes(terminal: PtyTerminal) -> None:
    first = terminal.rows[2]
    for _ in range(18):
        cost(terminal, "j")
    assert cost(terminal, *"jjjjjjjjjjjj") <= 300
    assert terminal.rows[2] != first
    assert_as_drawn_anew(terminal)


def test_a_page_takes_at_most_2500_bytes(terminal: PtyTerminal) -> None:
    assert cost(terminal, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN) <= 2500
    assert_as_drawn_anew(terminal)


def test_at_rest_nothing_is_written_though_the_library_is_looked_at(terminal: PtyTerminal) -> None:
    start = len(terminal.received)
    terminal.read(1.5)
    assert len(terminal.received) == start
