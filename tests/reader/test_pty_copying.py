"""Copying on a real terminal: what is sent for its clipboard, what is printed plainly, and whose the mouse is."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from unicodedata import category

import pytest

from reader.copying import MOST, for_clipboard
from reader.terminal.border import copied as cleaned
from store.errors import Refused
from store.library import Library
from store.model import Article, Draft, Metadata, PartDraft, Role
from tests.conftest import MakeArticle, span_of
from tests.pty_terminal import PtyTerminal

BREAKING_OUT = "\x1b[201~rm -rf\x07 \x9b31m\u202eharbour\x7f"
TEXT = f"Ferry\n\nNobody at the {BREAKING_OUT} knew of it.\n\nThe second paragraph."
CLEAN = "Nobody at the \ufffd[201~rm -rf\ufffd \ufffd31mharbour\ufffd knew of it."
"""Control characters are signs in an article already; what reorders a row is not."""


def copied(written: bytes) -> list[str]:
    """What a terminal was given for its clipboard."""
    return [base64.b64decode(each).decode() for each in re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", written)]


def opened(library: Library, *arguments: str, environment: Mapping[str, str] | None = None) -> PtyTerminal:
    return PtyTerminal(["--library", str(library.path), "open", *arguments], environment=environment)


@pytest.fixture
def one(article: MakeArticle, library: Library) -> Article:
    """An article that would break out of a paste, with a mark on its second paragraph."""
    made = article(TEXT, metadata=Metadata("Ferry", outlet="Post", published="2024-07-02"))
    place = span_of(made.text, "second paragraph")
    library.annotate(made.id, Draft("HIGHLIGHT", (PartDraft(Role.MENTION, place),)))
    return made


def test_words_are_sent_without_what_acts_on_a_terminal(library: Library, one: Article) -> None:
    with opened(library, one.id) as terminal:
        terminal.wait_for("knew of it")
        terminal.type("}Vy")
        terminal.wait_for("sent to your terminal (")
        terminal.type("\x1b[27u]y")
        terminal.until(lambda: len(copied(terminal.received)) > 1)
        terminal.type("q")
        terminal.wait_for("annotty · library")
        terminal.type("y")
        terminal.until(lambda: len(copied(terminal.received)) > 2)
        found = copied(terminal.received)
        assert found == [
            CLEAN,
            f"second paragraph\n— Ferry · Post · 2024-07-02 · {one.id}",
            f"Ferry · {one.id}",
        ]
        terminal.wait_for(f"sent to your terminal ({len(found[2])} characters)")


def test_words_are_printed_where_the_terminal_selects_them_until_a_key_is_pressed(
    library: Library, one: Article
) -> None:
    with opened(library, one.id) as terminal:
        terminal.wait_for("knew of it")
        terminal.type("}Vgy")
        terminal.wait_for("any key: back to annotty")
        assert CLEAN in terminal.text
        assert terminal.received.rindex(b"\x1b[?1049l") > terminal.received.rindex(b"\x1b[?1049h")
        assert terminal.received.rindex(b"\x1b[?1000l") > terminal.received.rindex(b"\x1b[?1000h")
        terminal.type("d")
        terminal.wait_for("printed: Nobody")
        assert terminal.received.rindex(b"\x1b[?1049l") < terminal.received.rindex(b"\x1b[?1049h")
    assert len(library.annotations(one.id)) == 1


def test_the_mouse_is_given_to_the_terminal_and_stays_there_in_the_next_sitting(
    library: Library, one: Article, tmp_path: Path
) -> None:
    environment = {"ANNOTTY_STATE": str(tmp_path)}
    with opened(library, one.id, environment=environment) as terminal:
        terminal.wait_for("knew of it")
        assert b"\x1b[?1000h" in terminal.received
        terminal.type("zp")
        terminal.wait_for("the mouse is your terminal’s")
        assert terminal.received.rindex(b"\x1b[?1000l") > terminal.received.rindex(b"\x1b[?1000h")
    with opened(library, one.id, environment=environment) as terminal:
        terminal.wait_for("knew of it")
        assert b"\x1b[?1000h" not in terminal.received
        terminal.type("zp")
        terminal.wait_for("the mouse is annotty’s")
        assert b"\x1b[?1000h" in terminal.received


WORDS = "Fähre, 港 and 👍"
SENT = f"\x1b]52;c;{base64.b64encode(WORDS.encode()).decode()}\x07"


def test_a_terminal_in_tmux_or_screen_gets_the_words_too() -> None:
    assert for_clipboard(WORDS, {"TERM": "xterm-256color"}) == SENT
    through = f"\x1bPtmux;{SENT.replace(chr(27), chr(27) * 2)}\x1b\\"
    for environment in ({"TERM": "tmux-256color"}, {"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}):
        assert for_clipboard(WORDS, environment) == SENT + through
    assert for_clipboard(WORDS, {"TERM": "screen-256color"}) == f"{SENT}\x1bP{SENT}\x1b\\"
    long = for_clipboard("x" * 3000, {"TERM": "screen", "STY": "1.pts-0.host"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", long, re.DOTALL)
    assert "".join(f"\x1bP{each}\x1b\\" for each in pieces) == long
    assert copied("".join(pieces).encode()) == ["x" * 3000]
    assert max(map(len, pieces)) < 256


def test_nothing_that_is_copied_acts_on_a_terminal_or_ends_a_paste() -> None:
    assert cleaned(BREAKING_OUT) == "[201~rm -rf 31mharbour"
    everything = "".join(map(chr, [*range(0x3000), 0xFEFF, *range(0xE0000, 0xE0080)]))
    left = cleaned(everything)
    assert not [each for each in left if category(each) in ("Cc", "Cs", "Zl", "Zp") and each != "\n"]
    assert not {*left} & {*"\u202e\u2066\u200e\x9b\x1b\U000e0041"}
    assert cleaned("a\tb\r\nc\u2029d") == "a b \nc\nd"


def test_what_is_too_much_or_for_a_terminal_without_a_clipboard_is_refused() -> None:
    assert len(for_clipboard("x" * 74_000, {"TERM": "xterm"})) <= MOST + 10
    with pytest.raises(Refused, match="80,000 characters are too many"):
        for_clipboard("x" * 80_000, {"TERM": "xterm"})
    with pytest.raises(Refused, match="no clipboard"):
        for_clipboard("x", {"TERM": "linux"})
