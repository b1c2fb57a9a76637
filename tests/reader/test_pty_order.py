"""Words that read from right to left on a real terminal: written in the order of the screen, or left to the terminal."""

from __future__ import annotations

import signal

import pytest

from store.library import Library
from tests.conftest import MakeArticle
from tests.pty_terminal import PtyTerminal

AS_WRITTEN, IN_ORDER = b"\x1b[8l", b"\x1b[8h"
TEXT = "הודעה\n\nהמעבורת Oster 3 (חדשה) תפליג."
ROW = TEXT.splitlines()[-1]
DRAWN = ".גילפת (השדח) Oster 3 תרובעמה"


def opened(library: Library, article: str, **environment: str) -> PtyTerminal:
    return PtyTerminal(["--library", str(library.path), "open", article], environment=environment)


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP])
def test_rows_are_put_in_order_and_the_terminal_does_so_again_after_the_end(
    number: signal.Signals | None, library: Library, article: MakeArticle
) -> None:
    with opened(library, article(TEXT).id) as terminal:
        terminal.wait_for(DRAWN)
        assert terminal.received.count(AS_WRITTEN) == 1
        assert IN_ORDER not in terminal.received
        if number is None:
            terminal.type("q")
            terminal.wait_for("annotty · library")
            terminal.type("q")
        else:
            terminal.signal(number)
        assert terminal.end() == 0
        assert terminal.received.count(IN_ORDER) == 1
        assert terminal.received.rindex(IN_ORDER) > terminal.received.rindex(AS_WRITTEN)


def test_a_terminal_that_orders_words_itself_gets_them_as_they_are_read(library: Library, article: MakeArticle) -> None:
    with opened(library, article(TEXT).id, ANNOTTY_BIDI="terminal") as terminal:
        terminal.wait_for(ROW)
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 0
        assert AS_WRITTEN not in terminal.received
        assert IN_ORDER not in terminal.received
