"""What is taken out of annotty by hand: words for the clipboard of the terminal, or plainly on its own screen.

A terminal never says whether it has taken words for its clipboard: all that is told is that they were sent.
"""

from __future__ import annotations

import os
import select
import termios
import tty
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from reader.commands.hints import Key
from reader.commands.keys import Given
from reader.drawing import cut
from reader.errors import Unable
from reader.terminal.border import copied
from reader.terminal.dialect import dialect_of
from reader.terminal.spelling import spelling_of
from reader.wire.driver import TolerantDriver
from store.errors import Refused

if TYPE_CHECKING:
    from reader.screen import CommandScreen
    from store.model import Annotation, Metadata

MOST = 100_000
"""Bytes of base64 that are sent at once: beyond it terminals begin to take nothing."""
_DCS_BYTES = 240
"""So much GNU screen passes on at once."""
_IN, _ERR = 0, 2
_LOOK = 0.2
"""Seconds after which is looked whether somebody ends the process, while a key is waited for."""
_SAID = 40


def for_clipboard(text: str, environment: Mapping[str, str]) -> str:
    """The sequence by which a terminal is given words for its clipboard (OSC 52), also through tmux and GNU screen.

    Raises Refused where it has none, or there are too many words.
    """
    if dialect_of(environment) is not None:
        raise Unable("this terminal has no clipboard", (Key("print_words"), " prints the words"))
    said = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(said) > MOST:
        raise Unable(f"{len(text):,} characters are too many to send", (Key("print_words"), " prints them"))
    plain = f"\x1b]52;c;{said}\x07"
    term = environment.get("TERM", "")
    if environment.get("TMUX") or term.startswith("tmux"):
        # With set-clipboard on tmux takes the first, with allow-passthrough on it hands the second on; else neither.
        return plain + f"\x1bPtmux;{plain.replace(chr(27), chr(27) * 2)}\x1b\\"
    if environment.get("STY") or term.startswith("screen"):
        pieces = (plain[at : at + _DCS_BYTES] for at in range(0, len(plain), _DCS_BYTES))
        passed_on = "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
        return passed_on if environment.get("STY") else plain + passed_on  # tmux likes to call itself screen
    return plain


def reference(title: str, outlet: str | None, published: str | None, article: str) -> str:
    """Where words are from: title, outlet, day, and the article's identifier."""
    return " · ".join(filter(None, (title, outlet, published, article)))


def of_article(metadata: Metadata, article: str) -> str:
    """An article's title and identifier."""
    return f"{metadata.title} · {article}"


def of_mark(mark: Annotation, metadata: Metadata) -> str:
    """A mark's words, and where they are from."""
    return f"{mark.quote}\n— {reference(metadata.title, metadata.outlet, metadata.published, mark.article)}"


def of_row(row: object) -> str:
    """What a row of a desk says: a name, or words and where they are from. Raises Refused for any other row."""
    from store.model import ClaimRow, EntityRow, MentionRow  # the list is there without them

    if isinstance(row, EntityRow):
        return row.entity.name
    if isinstance(row, ClaimRow | MentionRow):
        words = row.content if isinstance(row, ClaimRow) else row.sentence
        return f"{words}\n— {reference(row.title, row.outlet, row.published, row.article)}"
    raise Refused("there is nothing to copy here")


class Copier:
    """The room of every screen from which words are taken out, and in which the mouse is given to the terminal."""

    def __init__(self, screen: CommandScreen) -> None:
        self.screen = screen

    def do_copy(self, _given: Given) -> None:
        """Send the words in hand to the terminal, for its clipboard."""
        driver = self._driver()
        text = copied(self.screen.to_copy())
        sequence = for_clipboard(text, os.environ)
        if driver.tell_when_clear(lambda: None):
            raise Refused("your terminal takes nothing just now; nothing was sent")
        driver.write(sequence)
        count = f"{len(text):,} character{'' if len(text) == 1 else 's'}"
        self.screen.say(f"sent to your terminal ({count})")

    def do_print_words(self, _given: Given) -> None:
        """Leave the screen for a moment, and print the words in hand where the terminal's own selection takes them."""
        driver = self._driver()
        text = copied(self.screen.to_copy())
        line = spelling_of(os.environ).line
        rows = [line(row) for row in text.split("\n")]
        try:
            with self.screen.app.suspend():
                _say(rows, line("— any key: back to annotty"))
                _await_key(driver)
        except SuspendNotSupported as error:
            raise Refused("there is no terminal here to print on") from error
        self.screen.say(f"printed: {cut(text.replace(chr(10), ' '), _SAID)}")

    def do_toggle_mouse(self, _given: Given) -> None:
        """Give the mouse to the terminal, or take it again; so it is in the next sitting too."""
        driver = self._driver()
        driver.mouse = not driver.mouse
        self.screen.sitting.prefer(mouse=driver.mouse)
        self.screen.say("the mouse is annotty’s" if driver.mouse else "the mouse is your terminal’s: select with it")

    def _driver(self) -> TolerantDriver:
        driver = self.screen.app._driver
        if not isinstance(driver, TolerantDriver):
            raise Refused("there is no terminal here")
        return driver


def _say(rows: list[str], last: str) -> None:
    codec = spelling_of(os.environ).codec
    rest = "\n".join(["", *rows, "", last, ""]).encode(codec, "replace")
    with suppress(OSError):  # the terminal is gone, which whoever reads from it will see
        while rest:
            rest = rest[os.write(_ERR, rest) :]


def _await_key(driver: TolerantDriver) -> None:
    """Wait for a key, which is shown nowhere and does nothing else; no longer than the process is to live."""
    try:
        before = termios.tcgetattr(_IN)
        tty.setcbreak(_IN, termios.TCSANOW)
    except termios.error:
        return
    try:
        while not driver.is_ending and not select.select([_IN], [], [], _LOOK)[0]:
            pass
        with suppress(OSError):
            os.read(_IN, 4096)
    finally:
        with suppress(termios.error):
            termios.tcsetattr(_IN, termios.TCSAFLUSH, before)
