"""Every screen of a library whose every word attacks the terminal, in a real terminal: nothing leaves but what is ours."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing

import pytest

from reader.terminal.border import shown, shown_line
from store.library import Library
from tests.conftest import MakeArticle
from tests.pty_terminal import ESCAPE, PtyTerminal
from tests.reader.attacking import attack, hostile_library
from tests.reader.hostile import powers_in
from tests.reader.recognising import PAYLOAD, not_ours

ROUNDS = int(os.environ.get("ANNOTTY_ROUNDS", "1"))
HELP, HELPS = "every key", "\x1bOP"
TAB, DOWN, ENTER = "\t", "\x1b[B", "\r"

TOUR: tuple[tuple[str, str], ...] = (
    # where the keys lead from the place before
    ("the list", ""),
    ("another row, and who else tells the story", "jk" + TAB),
    ("selected rows", "  j"),
    ("headings", "zg"),
    ("another theme", "zc"),
    ("sorting", "s" + ESCAPE),
    ("the filter, completed", ESCAPE + ESCAPE + "/label:" + TAB + DOWN),
    ("the filter, typed", "\x15harbour"),
    ("the filter in force", ENTER),
    ("queues", "gq"),
    ("a label", ESCAPE + "@l" + TAB),
    ("a path for what is written", ESCAPE + "w/"),
    ("what can be done", ESCAPE + ":a"),
    ("the desk of entities", ESCAPE + ESCAPE + "e"),
    ("the entity form", "e"),
    ("mentions", ESCAPE + ENTER),
    ("a timeline", "qt"),
    ("the desk of claims", 4 * ESCAPE + "c"),
    ("its table", "j" + TAB),
    ("a dispute", "d"),
    ("its timeline", "t"),
    ("suggested pairs", "qp"),
    ("the list again", 5 * ESCAPE),
    ("the page", ENTER),
    ("the next mark", "]"),
    ("the picker", ENTER),
    ("the picker, typed in", "harbour"),
    ("the marks", ESCAPE + "gm"),
    ("the links", ESCAPE + "gl"),
    ("the headings", ESCAPE + "gh"),
    ("what is known of the article", ESCAPE + "gi"),
    ("a search", ESCAPE + "/harbour"),
    ("its hits", ENTER + "n"),
    ("every occurrence here", ESCAPE + "gg" + "]A"),
    ("every occurrence in other articles", TAB),
    ("a note", ESCAPE + "gg]" + "a"),
    ("a selection", ESCAPE + "V"),
    ("the tags to choose from", ENTER),
    ("the claim form", ESCAPE + ESCAPE + "c"),
    ("a link of it", TAB + "\x1bOR"),
    ("the tag set", ESCAPE + ESCAPE + "gt"),
    ("a tag", "e"),
    ("the raw source", ESCAPE + ESCAPE + "r"),
    ("its markup", TAB),
    ("its end", "G"),
    ("the page's end", "rG"),
    ("a copied sentence", "Vy"),
    ("an undo", "uu"),
    ("the list at last", 5 * ESCAPE),
)


def see(terminal: PtyTerminal) -> None:
    """Wait until all that was typed has been done: the help, asked for behind it, comes and goes."""
    terminal.type(HELPS)
    terminal.wait_for(HELP)
    terminal.type("G")
    terminal.type(ESCAPE)
    terminal.until(lambda: HELP not in terminal.text)


@pytest.mark.parametrize(
    ("seed", "columns", "rows"),
    [(seed, *((100, 32), (44, 14), (180, 50))[seed % 3]) for seed in range(1 if ROUNDS == 1 else 3 * ROUNDS)],
)
def test_no_screen_lets_a_hostile_word_do_anything(
    seed: int, columns: int, rows: int, library: Library, article: MakeArticle
) -> None:
    hostile_library(library, article, seed)
    with PtyTerminal(["--library", str(library.path)], columns=columns, rows=rows) as terminal:
        terminal.wait_for("annotty · library")
        seen = 0
        for where, keys in TOUR:
            terminal.type(keys)
            see(terminal)
            whole = terminal.received.rfind(b"\x1b")  # the last of them may be on its way yet
            assert not_ours(terminal.received[seen:whole]) == [], where
            seen = whole
        assert "annotty · library" in terminal.text
        terminal.type("\x11")
        assert terminal.end() == 0
        assert not_ours(terminal.received) == []


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_hostile_word_is_marked_at_its_own_offsets(seed: int, library: Library, article: MakeArticle) -> None:
    chance = random.Random(seed)
    one = article(f"Title\n\n\x1b[{PAYLOAD}m {attack(chance)} ferry {attack(chance)}.\n\nlast")
    with PtyTerminal(["--library", str(library.path)], columns=100, rows=32) as terminal:
        terminal.wait_for("annotty · library")
        terminal.type(ENTER)
        see(terminal)
        terminal.type("}v}H")
        see(terminal)
        assert not_ours(terminal.received[: terminal.received.rfind(b"\x1b")]) == []
    with closing(sqlite3.connect(library.path)) as connection:
        ((start, end, exact),) = connection.execute('SELECT start, "end", exact FROM part').fetchall()
        (text,) = connection.execute("SELECT text FROM text").fetchone()
    assert text == one.text
    assert text[start:end] == exact
    assert PAYLOAD in exact


def test_hostile_words_lose_their_power_and_keep_their_length() -> None:
    for seed in range(300 * ROUNDS):
        words = attack(random.Random(seed), 30)
        for made in (shown(words), shown_line(words)):
            assert len(made) == len(words)
            assert powers_in(made.replace("\n", "")) == ""
            assert not_ours(made.encode()) == []
        if powers_in(words.translate(dict.fromkeys(b"\n\r\x18"))):  # these may be ours
            assert not_ours(words.encode())
