"""Marking on a real terminal: the editor of one's own has it to itself for a while, and the mouse selects."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from store.library import Library
from store.model import Article, Draft, PartDraft, Role
from tests.conftest import TEXT, MakeArticle, OpenLibrary, span_of
from tests.pty_terminal import PtyTerminal

CTRL_E = "\x05"
EDITOR = """#!/bin/sh
echo
stty -a | grep -q ' icanon' && echo "the terminal is as it was"
ls -ld "$1" "$(dirname "$1")"
echo "the editor has: $(cat "$1")"
read words
printf '%s\\r\\nand a second line\\n\\n' "$words" >> "$1"
"""


@pytest.fixture
def noted(article: MakeArticle, library: Library) -> Article:
    """An article whose first words are highlighted."""
    one = article()
    library.annotate(one.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, span_of(TEXT, "Ferry will sail")),)))
    return one


def opened(library: Library, article: Article, tmp_path: Path, script: str = EDITOR) -> PtyTerminal:
    """The page of the article, where EDITOR is a script with a space in its name."""
    editor = tmp_path / "my editor"
    editor.write_text(script)
    editor.chmod(0o755)
    (tmp_path / "temporary").mkdir()
    environment = {"EDITOR": f"'{editor}'", "TMPDIR": str(tmp_path / "temporary")}
    terminal = PtyTerminal(["--library", str(library.path), "open", article.id], environment=environment)
    terminal.wait_for("Nobody at the harbour")
    return terminal


def kept(tmp_path: Path) -> list[Path]:
    """The notes that lie in files."""
    return list(tmp_path.glob(".annotty-*/*.txt"))


def test_a_note_is_written_in_an_editor_and_comes_back_with_its_lines(
    library: Library, noted: Article, tmp_path: Path, open_library: OpenLibrary
) -> None:
    with opened(library, noted, tmp_path) as terminal:
        terminal.type("afirst words")
        terminal.wait_for("first words")
        terminal.type(CTRL_E)
        terminal.wait_for("the editor has: first words")
        assert "the terminal is as it was" in terminal.text
        for off in (b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[?1049l", b"\x1b[?25h"):
            assert terminal.received.rindex(off) > terminal.received.rindex(
                off.replace(b"l", b"h").replace(b"25h", b"25l")
            )
        (path,) = kept(tmp_path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        terminal.type("typed outside\n")
        terminal.wait_for("enter saves the note")
        for on in (b"\x1b[?1003h", b"\x1b[?2004h", b"\x1b[?1049h", b"\x1b[?25l"):
            assert terminal.received.rindex(on) > terminal.received.rindex(
                on.replace(b"h", b"l").replace(b"25l", b"25h")
            )
        terminal.until(lambda: "the editor has" not in terminal.text)
        assert "Nobody at the harbour" in terminal.text or "Ferry will sail" in terminal.text
        assert "and a second line" in terminal.text
        assert kept(tmp_path) == [path]
        terminal.type(" here\r")
        terminal.wait_for("saved · note")
        assert kept(tmp_path) == []
        terminal.wait_for("Nobody at the harbour")
    (mark,) = open_library().annotations(noted.id)
    assert mark.note == "first words\ntyped outside\nand a second line here"


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("#!/bin/sh\necho ruined > $1\nexit 7\n", "my editor ended with an error (7); the note is as it was"),
        ("#!/nowhere/at/all\n", "my editor cannot be started: No such file or directory"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    script: str, fault: str, library: Library, noted: Article, tmp_path: Path, open_library: OpenLibrary
) -> None:
    with opened(library, noted, tmp_path, script) as terminal:
        terminal.type("afirst words" + CTRL_E)
        terminal.wait_for(fault[:50])
        assert "first words" in terminal.text
        terminal.type(" and more\r")
        terminal.wait_for("saved · note")
        assert kept(tmp_path) == []
    (mark,) = open_library().annotations(noted.id)
    assert mark.note == "first words and more"


def test_what_was_typed_is_in_a_file_when_it_is_killed_in_the_editor(
    library: Library, noted: Article, tmp_path: Path
) -> None:
    with opened(library, noted, tmp_path, "#!/bin/sh\necho waiting for nobody\nread words\n") as terminal:
        terminal.type("afirst words" + CTRL_E)
        terminal.wait_for("waiting for nobody")
        terminal.signal(signal.SIGKILL)
        terminal.end()
    (path,) = kept(tmp_path)
    assert path.read_text() == "first words\n"


def test_a_key_that_interrupts_the_editor_does_not_end_us(library: Library, noted: Article, tmp_path: Path) -> None:
    script = "#!/bin/sh\ntrap 'exit 0' INT\necho; echo waiting for nobody\nwhile :; do sleep 0.1; done\n"
    with opened(library, noted, tmp_path, script) as terminal:
        terminal.type("afirst words" + CTRL_E)
        terminal.wait_for("waiting for nobody")
        terminal.type("\x03")
        terminal.wait_for("enter saves the note")
        terminal.type("\r")
        terminal.wait_for("saved · note “first words”")


def test_it_is_stopped_and_goes_on_with_everything_drawn_anew(library: Library, noted: Article, tmp_path: Path) -> None:
    with opened(library, noted, tmp_path) as terminal:
        terminal.type("a unfinished")
        terminal.wait_for("unfinished")
        before = len(terminal.received)
        terminal.signal(signal.SIGTSTP)
        terminal.until(lambda: terminal.is_stopped)
        terminal.read(0)
        assert b"\x1b[?1049l" in terminal.received[before:]
        assert terminal.is_as_before
        terminal.signal(signal.SIGCONT)
        terminal.until(lambda: b"unfinished" in terminal.received[before:])
        terminal.type(" note\r")
        terminal.wait_for("saved · note “unfinished note”")


# --- the mouse -------------------------------------------------------------------------------------------------------------


def place_of(terminal: PtyTerminal, words: str) -> tuple[int, int]:
    """The column and the row of some words on the screen, from 1."""
    row = next(index for index, row in enumerate(terminal.rows) if words in row)
    return terminal.rows[row].index(words) + 1, row + 1


def click(terminal: PtyTerminal, words: str, times: int) -> None:
    """Press and let go the left button so often, as a terminal reports it in SGR mode."""
    x, y = place_of(terminal, words)
    terminal.type(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m" * times)


def test_a_double_click_and_a_key_mark_a_word_and_a_triple_click_a_sentence(
    library: Library, noted: Article, tmp_path: Path, open_library: OpenLibrary
) -> None:
    with opened(library, noted, tmp_path) as terminal:
        click(terminal, "islanders", 2)
        terminal.wait_for("select 1 word")
        terminal.type("H")
        terminal.wait_for("saved · highlight islanders")
        click(terminal, "Nobody at", 3)
        terminal.wait_for("select 7 words")
        terminal.type("H")
        terminal.wait_for("saved · highlight Nobody")
    quotes = [mark.quote for mark in open_library().annotations(noted.id)]
    assert quotes == ["Ferry will sail", "islanders", "Nobody at the harbour could be reached."]


def test_dragging_and_a_key_mark_what_was_dragged_over(
    library: Library, noted: Article, tmp_path: Path, open_library: OpenLibrary
) -> None:
    with opened(library, noted, tmp_path) as terminal:
        (x, y), (to, row) = place_of(terminal, "Coast Institute"), place_of(terminal, "reported on")
        assert y == row
        terminal.type(f"\x1b[<0;{x};{y}M")
        for column in range(x + 1, to - 1):
            terminal.type(f"\x1b[<32;{column};{y}M")
        terminal.type(f"\x1b[<0;{to - 2};{y}m")
        terminal.wait_for("select 2 words")
        terminal.type("O")
        terminal.wait_for("which one?")
        terminal.type("\r")
        terminal.wait_for("saved · organisation Coast Institute")
    assert [mark.quote for mark in open_library().annotations(noted.id)] == ["Ferry will sail", "Coast Institute"]
