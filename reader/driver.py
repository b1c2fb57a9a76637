"""Textual's driver for terminals, but for two things: bytes that are no UTF-8, and the order of words on a row.

Such a byte becomes a sign; one key on a terminal of another encoding, or a stray byte in what is pasted, would end the
application otherwise. And rows are written in the order of the screen, so a terminal that puts words that read from
right to left in order by itself is told not to, while the application has it.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from reader.bidi import LEFT_TO_TERMINAL

_PIECE = 4096
_SECONDS = 0.1
"""How long to wait for keys before an escape that stands alone is taken for the key."""

# Bi-directional support mode (BDSM, ECMA-48 8.3.12 and 7.2.1): set, as it is on every terminal that has it, the terminal
# puts words in order; those without it pass over both.
_AS_WRITTEN, _IN_ORDER = "\x1b[8l", "\x1b[8h"


class TolerantDriver(LinuxDriver):
    """Reads keys from a terminal whatever bytes it sends, and has the order of what is written left alone."""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual leaves it untyped
        if not LEFT_TO_TERMINAL and self._writer_thread is not None:
            self.write(_AS_WRITTEN)
            self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if not LEFT_TO_TERMINAL:
            self.write(_IN_ORDER)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Wait for input and hand it on; where the terminal is gone, end the application."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_SECONDS):
                    piece = self._read()
                    if not piece:
                        self._app.call_later(self._app.exit)
                        return
                    # Half of a character decodes to nothing yet, which the parser would take for the end.
                    for event in parser.feed(keys) if (keys := decode(piece)) else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def write(self, data: str) -> None:
        """Write to the terminal, where it is still there: nobody takes from the queue of a writer that has ended."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _PIECE)
        except OSError:  # how Linux says that the other side is closed
            return b""
