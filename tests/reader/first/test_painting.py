"""The first rows on a real terminal: painted before the application is there, which takes them over as they stand."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.measures import preview_below, preview_beside
from store.library import Library
from store.model import Draft, Metadata, PartDraft, Role, State
from tests.conftest import TEXT, MakeArticle, span_of
from tests.pty_terminal import PtyTerminal

Cells = list[list[tuple[object, ...]]]

TAKEN_OVER = b"\x1b[?1000h"
"""What Textual's driver writes first."""
PAINTED = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
"""What is written before the first rows."""
NOT_PAINTED = {"TEXTUAL_OF_ITS_OWN": "1"}
"""Whoever tells Textual something gets it without anything painted before."""
HEAD, FOOT = 2, 3
NAMED = 18
"""The cells of the name in the head."""
TITLES = (
    "Ferry will sail again, says minister",
    "Плотина: третий затвор",
    "第三道闸门为何一直开着？港口的渡轮再次起航",
    "Gate three",
    "שער שלוש נשאר פתוח",
    "👩‍🚒 at the gate, e\u0301 and 👍🏽",
    "\x1b[31mred\x07 \u202etxt",
    "",
    "A title that is longer than any row has room for, and goes on " * 3,
)


@pytest.fixture
def filled(library: Library, article: MakeArticle) -> Library:
    """Articles in many scripts, with states and marks; two of them tell the same story."""
    for day, title in enumerate(TITLES):
        text = f"{title or 'Untitled'}\n\n{TEXT} {day}"
        published = f"2024-07-{day + 1:02}" if day else None
        about = Metadata(title, outlet="The Harbour Post of Halvern", published=published, language="en")
        one = article(text, metadata=about)
        library.set_state(one.id, list(State)[day % 3])
        if day % 2:
            place = span_of(one.text, "Coast Institute")
            library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, place),)))
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("DELETE FROM likeness WHERE article <> (SELECT max(article) FROM likeness)")
    return library


def opened(
    library: Library | Path, *, columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
) -> PtyTerminal:
    path = library if isinstance(library, Path) else library.path
    return PtyTerminal(["--library", str(path)], columns=columns, rows=rows, environment=environment, anew=True)


def settled(terminal: PtyTerminal) -> Cells:
    """The rows of the screen above preview and foot, once the application has them and answers keys."""
    narrow = len(terminal.rows[0]) < 40  # no room for figures
    terminal.until(lambda: (narrow or " new" in terminal.rows[0]) and bool(terminal.rows[-1].strip()))
    terminal.type("s")
    terminal.until(lambda: "d date" in terminal.rows[-1])
    return listed(terminal.cells)


def listed(cells: Cells) -> Cells:
    """The rows of the screen above preview and foot, as far as the preview."""
    width, height = len(cells[0]), len(cells)
    return [row[: width - preview_beside(width)] for row in cells[: height - FOOT - preview_below(width, height)]]


def painted(terminal: PtyTerminal) -> Cells:
    """Those rows as they stood when the application took the terminal over."""
    written, taken, _ = terminal.received.partition(TAKEN_OVER)
    assert taken
    return listed(terminal.cells_behind(written))


TERMINALS: Mapping[str, Mapping[str, str]] = {
    "true colour": {"COLORTERM": "truecolor"},
    "256": {},
    "sixteen": {"TERM": "xterm"},
    "no colour": {"COLORTERM": "truecolor", "NO_COLOR": "1"},
    "no TERM, no LANG": {"TERM": "", "LANG": ""},
    "light": {"COLORTERM": "truecolor", "COLORFGBG": "0;15"},
}


@pytest.mark.parametrize("name", TERMINALS)
def test_what_is_painted_is_what_the_application_draws(name: str, filled: Library) -> None:
    with opened(filled, environment=TERMINALS[name]) as terminal:
        shown = settled(terminal)
        before = painted(terminal)
        assert PAINTED in terminal.received.partition(TAKEN_OVER)[0]
        assert terminal.received.count(b"\x1b[?1049h") == 1
    with opened(filled, environment={**TERMINALS[name], **NOT_PAINTED}) as terminal:
        assert settled(terminal) == shown
        assert PAINTED not in terminal.received
    assert before[HEAD - 1 :] == shown[HEAD - 1 :]
    assert before[0][:NAMED] == shown[0][:NAMED]


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (130, 31), (24, 9)])
def test_on_a_window_of_any_size(columns: int, rows: int, filled: Library) -> None:
    with opened(filled, columns=columns, rows=rows) as terminal:
        shown = settled(terminal)
        assert painted(terminal)[HEAD - 1 :] == shown[HEAD - 1 :]
    with opened(filled, columns=columns, rows=rows, environment=NOT_PAINTED) as terminal:
        assert settled(terminal) == shown


def test_no_row_changes_or_goes_while_the_application_takes_over(filled: Library) -> None:
    with opened(filled) as terminal:
        shown = settled(terminal)
        assert painted(terminal)[HEAD - 1 :] == shown[HEAD - 1 :]
        pieces = terminal.received.split(b"\x1b[")
    taken = next(
        at for at, piece in enumerate(pieces) if TAKEN_OVER.endswith(piece[:6]) and piece.startswith(b"?1000h")
    )
    for end in range(taken, len(pieces), 5):
        cells = listed(terminal.cells_behind(b"\x1b[".join(pieces[:end])))
        assert [row for row in cells[HEAD - 1 :] if row not in shown] == []


def test_little_goes_over_the_line(filled: Library) -> None:
    with opened(filled, environment={"COLORTERM": "truecolor"}) as terminal:
        terminal.until(lambda: TAKEN_OVER in terminal.received)
        assert len(terminal.received.partition(TAKEN_OVER)[0]) < 5_000
        before = len(terminal.received)
        terminal.until(lambda: "F1" in terminal.rows[-1])
        assert len(terminal.received) - before < 1_500


def test_keys_that_are_typed_ahead_act_and_are_not_shown(filled: Library) -> None:
    with opened(filled) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.type("jj\r")
        terminal.wait_for("Nobody at the harbour")
        assert b"jj" not in terminal.received


@pytest.mark.parametrize(
    ("number", "seen"),
    [(signal.SIGTERM, PAINTED), (signal.SIGHUP, PAINTED), (signal.SIGHUP, TAKEN_OVER), (signal.SIGTERM, b"help")],
)
def test_whoever_ends_it_on_the_way_finds_the_terminal_as_it_was(
    number: signal.Signals, seen: bytes, filled: Library
) -> None:
    with opened(filled) as terminal:
        terminal.until(lambda: seen in terminal.received)
        terminal.signal(number)
        assert terminal.end() in (0, -number)
        assert_left(terminal)


def test_ctrl_c_ends_it_before_the_application_is_there(filled: Library) -> None:
    with opened(filled) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.type("\x03")
        # Where it came while a dataclass was being made, CPython lets the signal end the process in the end: 130 to a shell.
        assert terminal.end() in (130, -signal.SIGINT)
        assert b"interrupted" in terminal.received.rpartition(b"\x1b[?1049l")[2]
        assert_left(terminal)


def assert_left(terminal: PtyTerminal) -> None:
    written = terminal.received
    assert written.rindex(b"\x1b[?1049l") > written.rindex(b"\x1b[?1049h")
    assert written.rindex(b"\x1b[?25h") > written.rindex(b"\x1b[?25l")
    assert terminal.is_as_before


def test_what_goes_wrong_behind_it_is_said_on_the_terminal_as_it_was(filled: Library, tmp_path: Path) -> None:
    """The rows can be read, and yet the library cannot be used."""
    (tmp_path / "keys.toml").write_text("[tags]\n")
    filled.close()
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE tag SET layer = 'of nobody'")
        connection.commit()
    with opened(filled, environment={"ANNOTTY_CONFIG": str(tmp_path)}) as terminal:
        assert terminal.end() != 0
        assert b"of nobody" in terminal.received.rpartition(b"\x1b[?1049l")[2]
        assert_left(terminal)


@pytest.mark.parametrize(
    "what", ["none", "empty", "another program's", "no database", "of another schema", "no articles"]
)
def test_what_is_no_library_with_articles_is_painted_by_nobody(what: str, filled: Library, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    filled.close()
    if what == "empty":
        path.touch()
    elif what == "no database":
        path.write_text("words of somebody else, " * 300)
    elif what in ("another program's", "of another schema"):
        filled.path.rename(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA application_id = 7" if "program" in what else "PRAGMA user_version = 99")
    elif what == "no articles":
        Library(path).close()
    with opened(path) as terminal:
        terminal.until(lambda: TAKEN_OVER in terminal.received or b"annotty: " in terminal.received)
        assert PAINTED not in terminal.received
        if TAKEN_OVER in terminal.received:
            terminal.wait_for("no article yet")
            terminal.type("q")
            assert terminal.end() == 0
        else:
            assert terminal.end() == 3


def test_leaving_gives_the_terminal_back(filled: Library) -> None:
    with opened(filled) as terminal:
        settled(terminal)
        terminal.type("\x1b[27uq")
        assert terminal.end() == 0
        assert_left(terminal)


def test_a_window_that_changes_its_size_meanwhile_is_drawn_anew(filled: Library) -> None:
    with opened(filled) as terminal:
        terminal.until(lambda: terminal.rows[-3].startswith("──"))
        terminal.resize(100, 30)
        shown = settled(terminal)
    with opened(filled, columns=100, rows=30) as terminal:
        assert settled(terminal) == shown


def test_the_demo_is_painted_too_and_says_where_it_is_when_it_is_left(tmp_path: Path) -> None:
    command = ["--library", str(tmp_path / "demo.db"), "demo"]
    with PtyTerminal([*command, "--no-open"]) as terminal:
        assert terminal.end() == 0
    with PtyTerminal(command, anew=True) as terminal:
        settled(terminal)
        assert PAINTED in terminal.received
        terminal.type("\x1b[27uq")
        assert terminal.end() == 0
        assert b"the demo library is at" in terminal.received.rpartition(b"\x1b[?1049l")[2]


def test_no_words_are_put_in_order_twice(filled: Library) -> None:
    """Terminals that do so are told before the first of them; where a person leaves it to them, words are as they are read."""
    for environment, told, words in (({}, True, "חותפ ראשנ"), ({"ANNOTTY_BIDI": "terminal"}, False, "שער שלוש")):
        with opened(filled, environment=environment) as terminal:
            terminal.wait_for(words)
            before = terminal.received.partition(words.split()[0].encode())[0]
            assert (b"\x1b[8l" in before) == told
