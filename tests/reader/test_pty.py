"""The program on a real terminal: starts, is left, is killed, is resized, and shows its marks on poor terminals."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from store.library import Library
from store.model import Article, Claim, Draft, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.pty_terminal import ESCAPE, PtyTerminal


@pytest.fixture
def marked(article: MakeArticle, library: Library) -> Article:
    """An article with a mark of each kind, and some that overlap."""
    one = article()
    for words, tag, role in (
        ("Coast Institute", "ORGANISATION", Role.MENTION),
        ("Ilse Maar", "HIGHLIGHT", Role.MENTION),
        ("fishermen spoke of up to 40", "CLAIM", Role.CONTENT),
        ("up to 40", "HIGHLIGHT", Role.MENTION),
    ):
        claim = Claim() if tag == "CLAIM" else None
        library.annotate(one.id, Draft(tag, (PartDraft(role, span_of(TEXT, words)),), claim=claim))
    return one


def opened(
    library: Library,
    *,
    article: str | None = None,
    columns: int = 80,
    rows: int = 24,
    environment: Mapping[str, str] | None = None,
) -> PtyTerminal:
    arguments = ["--library", str(library.path), "open", *([article] if article else [])]
    return PtyTerminal(arguments, columns=columns, rows=rows, environment=environment)


class Written(Protocol):
    """A terminal, or what is known of one that is gone."""

    @property
    def received(self) -> bytes: ...
    @property
    def is_as_before(self) -> bool: ...


def assert_left_as_it_was(terminal: Written) -> None:
    """Alternate screen left, mouse and paste reports off, cursor shown, line settings back."""
    written = terminal.received
    for on, off in (
        (b"\x1b[?1049h", b"\x1b[?1049l"),
        (b"\x1b[?1000h", b"\x1b[?1000l"),
        (b"\x1b[?1003h", b"\x1b[?1003l"),
        (b"\x1b[?2004h", b"\x1b[?2004l"),
        (b"\x1b[?25l", b"\x1b[?25h"),
    ):
        if on in written:
            assert written.rindex(off) > written.rindex(on), off
    assert b"\x1b[?1049h" in written
    assert terminal.is_as_before


def test_it_shows_the_list_and_leaves_the_terminal_as_it_was(library: Library, marked: Article) -> None:
    with opened(library) as terminal:
        terminal.wait_for("annotty · library")
        terminal.wait_for(marked.metadata.title)
        terminal.type("\r")
        terminal.wait_for("Nobody at the harbour")
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0
        assert_left_as_it_was(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_end_leaves_the_terminal_as_it_was(number: signal.Signals, library: Library, marked: Article) -> None:
    with opened(library, article=marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.signal(number)
        assert terminal.end() == 0
        assert_left_as_it_was(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_so_does_one_as_soon_as_it_has_taken_the_terminal(
    number: signal.Signals, library: Library, marked: Article
) -> None:
    with opened(library, article=marked.id) as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.signal(number)
        assert terminal.end() == 0
        assert_left_as_it_was(terminal)


SESSION: tuple[tuple[str, str], ...] = (
    # what is typed, and what the foot says then (empty: nothing new)
    *(("}", ""), ("w", ""), ("O", ""), ("\r", "saved · organisation Coast Institute")),
    *(("3", ""), ("w", ""), ("v", ""), ("e", ""), ("H", "saved · highlight")),
    *((")", ""), ("c", ""), ("\t", ""), ("\r", "saved · claim")),
    *(("}", ""), ("V", ""), ("H", "saved · highlight Nobody")),
    *(("x", "saved · done"), (">", ""), ("d", "deleted · highlight")),
)


@pytest.mark.parametrize("seed", range(6))
def test_what_the_screen_called_saved_is_there_after_a_kill_between_any_two_keys(
    seed: int, article: MakeArticle, library: Library, open_library: OpenLibrary
) -> None:
    """Keys are typed without waiting for one another; the process is killed somewhere among them."""
    one = article()
    chance = random.Random(seed)
    until = chance.randrange(3, len(SESSION) + 1)
    with opened(library, article=one.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        said = []
        for keys, told in SESSION[:until]:
            terminal.type(keys)
            if told:
                terminal.wait_for(told)
                said.append(told)
            elif chance.random() < 0.5:
                terminal.read(0.0)
        terminal.signal(signal.SIGKILL)
        assert terminal.end() == -signal.SIGKILL
    again = open_library()
    deleted = sum(each.startswith("deleted") for each in said)
    saved = sum(each.startswith("saved") and "done" not in each for each in said)
    assert len(again.annotations(one.id)) >= saved - deleted
    assert len(again.annotations(one.id)) <= saved - deleted + 1
    summaries = [change.summary for change in again.changes()]
    for told in said:
        what = told.split(" · ")[1]
        assert any(what.split(" ")[0] in summary for summary in summaries), told
    again.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "winter")),)))


def has_rule(terminal: PtyTerminal, columns: int, row: int) -> bool:
    """Whether the foot's rule stands on a row of the screen, from edge to edge."""
    return terminal.rows[row] == "─" * columns


def test_another_size_is_drawn_anew(library: Library, marked: Article) -> None:
    with opened(library, article=marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        for columns, rows in ((200, 60), (40, 12), (80, 24)):
            terminal.resize(columns, rows)
            terminal.until(partial(has_rule, terminal, columns, rows - 3))
            terminal.wait_for("Ferry will sail again")
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0


TERMINALS: Mapping[str, Mapping[str, str]] = {
    "linux": {"TERM": "linux"},
    "screen": {"TERM": "screen"},
    "256": {"TERM": "xterm-256color"},
    "true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "no colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
    "LANG=C": {"TERM": "xterm-256color", "LANG": "C"},
    "no TERM, no LANG": {"TERM": "", "LANG": ""},
}


@pytest.mark.parametrize("name", TERMINALS)
def test_marks_are_told_apart_on_every_terminal(name: str, library: Library, marked: Article) -> None:
    with opened(library, article=marked.id, environment=TERMINALS[name]) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.type("G")
        terminal.wait_for("100%")
        entity, highlight, content, both, plain = (
            terminal.attributes_at(words)
            for words in ("Coast Institute", "Ilse Maar", "fishermen", "up to 40", "another winter")
        )
        assert plain == frozenset()
        assert "underscore" in entity
        if name in ("linux", "screen", "no colour", "no TERM, no LANG"):
            assert len({plain, entity, highlight, content, both}) == 5
        if name == "no colour":
            assert terminal.colours <= {"default"}
        assert ("|" if name == "linux" else "┃") in terminal.text
        terminal.type("\x03c")
        terminal.wait_for("certainty")
        terminal.type(ESCAPE)
        terminal.until(lambda: "certainty" not in terminal.text)
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0
        if name != "linux":  # it has no other screen, and no mouse
            assert_left_as_it_was(terminal)


@pytest.mark.parametrize("theme", ["light", "terminal"])
def test_no_other_theme_shows_for_a_moment(theme: str, library: Library, marked: Article, tmp_path: Path) -> None:
    """Not at the first paint, not between two screens, not when the window is resized."""
    (tmp_path / "preferences.json").write_text(f'{{"theme": "{theme}"}}')
    environment = {"COLORTERM": "truecolor", "ANNOTTY_STATE": str(tmp_path)}
    with opened(library, article=marked.id, environment=environment) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.resize(100, 30)
        terminal.type("G")
        terminal.wait_for("100%")
        terminal.type("zf")
        terminal.wait_for("focus")
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0
        grounds = set(re.findall(rb"48;(?:2;\d+;\d+;\d+|5;\d+)", terminal.received))
        if theme == "terminal":
            assert not grounds
            assert b"38;2;" not in terminal.received
        else:
            assert b"48;2;248;245;236" in grounds
            brightness = [
                sum(map(int, ground.split(b";")[2:])) for ground in grounds - {b"48;2;47;51;59"}
            ]  # the cursor
            assert min(brightness) > 400


def test_a_theme_that_is_chosen_is_kept_for_the_next_sitting(library: Library, marked: Article, tmp_path: Path) -> None:
    environment = {"COLORTERM": "truecolor", "ANNOTTY_STATE": str(tmp_path)}
    with opened(library, article=marked.id, environment=environment) as terminal:
        terminal.wait_for("Nobody at the harbour")
        assert b"48;2;22;24;29" in terminal.received
        terminal.type("zc")
        terminal.wait_for("light colours")
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0
    with opened(library, environment=environment) as terminal:
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0
        assert b"48;2;248;245;236" in terminal.received
        assert b"48;2;22;24;29" not in terminal.received


def test_bytes_that_are_no_utf_8_do_not_end_it(library: Library, marked: Article) -> None:
    with opened(library, article=marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.type(b"\xff\xfe\xc3")
        terminal.wait_for("does nothing here")
        terminal.type("\x1bOP")
        terminal.wait_for("every key")
        terminal.type("q")
        terminal.wait_for("Nobody at the harbour")
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("q")
        assert terminal.end() == 0


def test_keys_of_several_bytes_arrive_also_in_pieces(library: Library, marked: Article) -> None:
    with opened(library, article=marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.type("}P")
        terminal.wait_for("which one?")
        terminal.type("Søren 港".encode()[:-1])
        terminal.wait_for("Søren")
        terminal.type("Søren 港".encode()[-1:])
        terminal.wait_for("港")
        terminal.type("\r")
        terminal.wait_for("saved · person Søren 港")


def test_where_the_terminal_is_gone_it_ends(library: Library, marked: Article) -> None:
    """Whatever the code: nobody is there to be told."""
    with opened(library, article=marked.id) as terminal:
        terminal.wait_for("Nobody at the harbour")
        terminal.hang_up()
        terminal.end()


def test_a_library_that_is_none_is_refused_with_words_and_no_screen(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a library at all, " * 100)
    with PtyTerminal(["--library", str(path)]) as terminal:
        assert terminal.end() == 3
        assert b"is not an annotty library" in terminal.received
        assert b"\x1b[?1049h" not in terminal.received
