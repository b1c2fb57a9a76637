"""The line between a person and the application: slow, broken into pieces, stalled, dropped, and given back in any case."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from store.library import Library
from store.model import Article, Draft, PartDraft, Role, State
from tests.conftest import TEXT, MakeArticle, span_of
from tests.pty_terminal import PATIENCE, PtyTerminal

INTERRUPTED = 130
MODES = {
    "other screen": (b"\x1b[?1049h", b"\x1b[?1049l"),
    "mouse": (b"\x1b[?1000h", b"\x1b[?1000l"),
    "mouse, any": (b"\x1b[?1003h", b"\x1b[?1003l"),
    "mouse, SGR": (b"\x1b[?1006h", b"\x1b[?1006l"),
    "pastes": (b"\x1b[?2004h", b"\x1b[?2004l"),
    "focus": (b"\x1b[?1004h", b"\x1b[?1004l"),
    "cursor": (b"\x1b[?25l", b"\x1b[?25h"),
    "wrapping": (b"\x1b[?7l", b"\x1b[?7h"),
    "keys": (b"\x1b[>25u", b"\x1b[<u"),
    "order": (b"\x1b[8l", b"\x1b[8h"),
}


def still_taken(written: bytes) -> list[str]:
    """What a terminal that had these bytes has not got back."""
    return [name for name, (on, off) in MODES.items() if written.rfind(on) > written.rfind(off)]


def opened(
    library: Library, *arguments: str, environment: Mapping[str, str] | None = None, columns: int = 80, rows: int = 24
) -> PtyTerminal:
    arguments = ("--library", str(library.path), "open", *arguments)
    return PtyTerminal(arguments, columns=columns, rows=rows, environment=environment)


@contextmanager
def on_the_page(
    library: Library, article: Article, environment: Mapping[str, str] | None = None
) -> Iterator[PtyTerminal]:
    """The page of an article, once it answers keys."""
    with opened(library, article.id, environment=environment) as terminal:
        terminal.wait_for("Nobody at the harbour")
        yield terminal


@pytest.fixture
def one(article: MakeArticle) -> Article:
    """An article."""
    return article()


# --- sequences in pieces --------------------------------------------------------------------------------------------------


def pause(terminal: PtyTerminal, seconds: float) -> None:
    """Let the line stand still, and see what is drawn meanwhile."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        terminal.read(left)


def test_a_sequence_in_pieces_becomes_no_keys(library: Library, one: Article) -> None:
    with on_the_page(library, one) as terminal:
        for pieces in (
            ("\x1b[", "A"),
            ("\x1b[1;", "5A"),
            ("\x1b[<35;", "10;", "5M"),
            ("\x1b[200", "~dd", "d\x1b[2", "01~"),
            ("\x1b[57", "361;1u"),
            ("\x1b]11;rgb:16", "16/18d/dddd", "\x1b\\"),
            ("\x1bO", "A"),
        ):
            for piece in pieces:
                terminal.type(piece)
                pause(terminal, 0.3)
            terminal.type("x")
            terminal.wait_for("saved · done")
            assert "does nothing here" not in terminal.text, pieces
            terminal.type("u")
            terminal.wait_for("undone")


# --- a terminal that reads nothing ----------------------------------------------------------------------------------------

LONG = "\n\n".join(f"Report {number}\n\nThe ferry of day {number} was late, as they said." for number in range(400))
ROOM = 70_000
"""Bytes that the system holds for a terminal that reads none."""


def state_of(library: Library, one: Article) -> State:
    return library.state(one.id)


def is_in(wanted: State, library: Library, one: Article) -> bool:
    """Whether somebody from outside finds the article in a state."""
    return state_of(library, one) is wanted


def fill(terminal: PtyTerminal, library: Library, one: Article) -> None:
    """Have more drawn than the system holds, reading nothing of it; the article is done afterwards."""
    for count in range(13):
        terminal.type("zcx")
        wanted = State.READING if count % 2 else State.DONE
        until(partial(is_in, wanted, library, one))


def until(condition: Callable[[], bool]) -> None:
    """Wait for something outside of the terminal."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        select.select([], [], [], 0.02)


def test_where_the_terminal_reads_nothing_keys_are_carried_out_and_it_gets_one_frame_when_it_reads_again(
    library: Library, article: MakeArticle
) -> None:
    one = article(LONG)
    with opened(library, one.id, environment={"COLORTERM": "truecolor"}, columns=160, rows=50) as terminal:
        terminal.wait_for("The ferry of day 2")
        fill(terminal, library, one)
        terminal.type("G")
        before = len(terminal.received)
        terminal.wait_for("The ferry of day 399")
        terminal.wait_for("100%")
        assert len(terminal.received) - before < ROOM
        terminal.type("x")
        terminal.until(lambda: state_of(library, one) is not State.DONE)


@pytest.mark.parametrize("ended", [signal.SIGTERM, signal.SIGHUP, "qq"])
def test_where_the_terminal_reads_nothing_it_still_ends_and_is_given_back(
    ended: signal.Signals | str, library: Library, article: MakeArticle
) -> None:
    one = article(LONG)
    with opened(library, one.id, environment={"COLORTERM": "truecolor"}) as terminal:
        terminal.wait_for("The ferry of day 2")
        fill(terminal, library, one)
        if isinstance(ended, str):
            terminal.type(ended)
        else:
            terminal.signal(ended)
        until(terminal.has_ended)
        assert terminal.end() == 0
        assert still_taken(terminal.received) == []
        assert terminal.is_as_before


# --- ends -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("place", ["list", "page", "leaving", "stopped", "in the background"])
def test_whoever_ends_it_leaves_the_terminal_as_it_was(
    place: str, number: signal.Signals, library: Library, one: Article
) -> None:
    with opened(library) as terminal:
        terminal.wait_for("1 new")
        if place == "page":
            terminal.type("\r")
            terminal.wait_for("Nobody at the harbour")
        if place in ("stopped", "in the background"):
            terminal.signal(signal.SIGTSTP if place == "stopped" else signal.SIGSTOP)
            terminal.until(lambda: terminal.is_stopped)
        if place == "leaving":
            terminal.type("q")
            terminal.until(lambda: b"\x1b[?1049l" in terminal.received)
        terminal.signal(number)
        if place in ("stopped", "in the background"):
            terminal.signal(signal.SIGCONT)
        code = terminal.end()
        assert code == 0 or (place == "leaving" and code == -number)
        assert still_taken(terminal.received) == []
        assert terminal.is_as_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_it_ends_the_editor_too(
    number: signal.Signals, library: Library, one: Article, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho; echo waiting for nobody\nexec sleep 1000\n")
    editor.chmod(0o755)
    library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "Ferry will sail")),)))
    with on_the_page(library, one, {"EDITOR": str(editor), "TMPDIR": str(tmp_path)}) as terminal:
        terminal.type("awords\x05")
        terminal.wait_for("waiting for nobody")
        before = terminal.received.rindex(b"waiting for nobody")
        terminal.signal(number)
        assert terminal.end() == 0
        assert still_taken(terminal.received) == []
        assert b"\x1b[?1049h" not in terminal.received[before:]
        assert terminal.is_as_before


def test_it_ends_where_the_line_is_dropped_and_it_was_told_to_ignore_that(library: Library, one: Article) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does; a program that is started finds it so
    try:
        terminal = PtyTerminal(["--library", str(library.path)], anew=True)
    finally:
        signal.signal(signal.SIGHUP, before)
    with terminal:
        terminal.wait_for("1 new")
        terminal.signal(signal.SIGHUP)
        terminal.type("x")
        terminal.wait_for("saved")
        terminal.hang_up()
        terminal.end()
        assert state_of(library, one) is State.DONE


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_as_soon_as_the_first_rows_are_painted_it_is_stopped_and_ended_alike(
    number: signal.Signals, library: Library, one: Article
) -> None:
    with PtyTerminal(["--library", str(library.path)], anew=True) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.signal(number)
        if number is signal.SIGTSTP:
            terminal.until(lambda: terminal.is_stopped)
            terminal.read(0)
            assert still_taken(terminal.received) == []
            assert terminal.is_as_before
            terminal.signal(signal.SIGCONT)
            terminal.wait_for("1 new")
            terminal.type("q")
        assert terminal.end() in (0, -number, INTERRUPTED)
        assert still_taken(terminal.received) == []
        assert terminal.is_as_before


def has_written(terminal: PtyTerminal, words: bytes, behind: int) -> bool:
    """Whether the program has written some words behind so many bytes."""
    return words in terminal.received[behind:]


def test_stopped_and_taken_up_again_it_has_the_terminal_and_draws_all_of_it(library: Library, one: Article) -> None:
    with on_the_page(library, one) as terminal:
        for number in (signal.SIGTSTP, signal.SIGSTOP):
            before = len(terminal.received)
            terminal.signal(number)
            terminal.until(lambda: terminal.is_stopped)
            terminal.read(0)
            if number is signal.SIGTSTP:
                assert still_taken(terminal.received) == []
                assert terminal.is_as_before
            else:
                terminal.reset()
            terminal.signal(signal.SIGCONT)
            terminal.until(partial(has_written, terminal, b"harbour", before))
            terminal.wait_for("Nobody at the harbour")
            assert set(MODES) - {"order"} <= set(still_taken(terminal.received[before:]))
            assert not terminal.is_as_before
        terminal.type("x")
        terminal.wait_for("saved · done")
        terminal.type("qq")
        assert terminal.end() == 0
        assert still_taken(terminal.received) == []


# --- much, and nothing ----------------------------------------------------------------------------------------------------


def send(terminal: PtyTerminal, keys: bytes) -> None:
    """Type much, reading what is drawn meanwhile as a terminal does."""
    for at in range(0, len(keys), 4096):
        terminal.read(0)
        terminal.type(keys[at : at + 4096])


def resident(terminal: PtyTerminal) -> int:
    """Bytes of memory that the program has."""
    pages = Path(f"/proc/{terminal.process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def test_a_paste_of_megabytes_is_words_and_takes_little_memory(library: Library, one: Article) -> None:
    with opened(library) as terminal:
        terminal.wait_for("1 new")
        terminal.type("/")
        terminal.wait_for("enter keep")
        before = resident(terminal)
        send(terminal, b"\x1b[200~" + b"dd nowhere " * 200_000 + b"\x1b[201~")
        terminal.wait_for("only the first 1,000,000 characters")
        assert resident(terminal) - before < 30_000_000
        terminal.type("\x15\x1b[27u")
        terminal.wait_for("1 new")
        terminal.type("x")
        terminal.wait_for("done")
    assert state_of(library, one) is State.DONE


def test_keys_by_the_thousand_are_waited_with_and_all_carried_out(library: Library, article: MakeArticle) -> None:
    """ANNOTTY_ROUNDS times as many."""
    one, thousands = article(LONG), int(os.environ.get("ANNOTTY_ROUNDS", "1"))
    with opened(library, one.id) as terminal:
        terminal.wait_for("The ferry of day 2")
        before = resident(terminal)
        send(terminal, b"jk" * 500 * thousands + b"x")
        terminal.until(lambda: state_of(library, one) is State.DONE)
        assert resident(terminal) - before < 40_000_000


def test_nothing_is_written_while_nobody_does_anything(library: Library, one: Article) -> None:
    with on_the_page(library, one) as terminal:
        terminal.until(lambda: "F1 help" in terminal.text)
        length = 0
        while len(terminal.received) > length:
            length = len(terminal.received)
            terminal.read(0.5)
        terminal.read(2.5)
        assert len(terminal.received) == length


def shows_other_than(terminal: PtyTerminal, before: str) -> bool:
    """Whether another screen is shown."""
    return terminal.text != before


@pytest.mark.parametrize("keys", ["", "\r", "\r r", "e", "c", "c d", "gt", "/", "?"])
def test_without_colours_every_screen_is_drawn(keys: str, library: Library, one: Article) -> None:
    environment = {"NO_COLOR": "1", "COLORTERM": "truecolor"}
    with opened(library, environment=environment) as terminal:
        terminal.wait_for("1 new")
        for key in keys.split(" ") if keys else ():
            before = terminal.text
            terminal.type(key)
            terminal.until(partial(shows_other_than, terminal, before))
        terminal.resize(100, 30)
        terminal.until(lambda: len(terminal.rows) == 30)
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 0
        assert terminal.colours <= {"default"}
        assert b"Traceback" not in terminal.received
