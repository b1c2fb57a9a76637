"""Textual's driver for terminals, but for what is no UTF-8: such a byte becomes a sign and does not end the application.

One key on a terminal of another encoding, or a stray byte in what is pasted, would end it otherwise.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_PIECE = 4096
_SECONDS = 0.1
"""How long to wait for keys before an escape that stands alone is taken for the key."""


class TolerantDriver(LinuxDriver):
    """Reads keys from a terminal whatever bytes it sends."""

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

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _PIECE)
        except OSError:  # how Linux says that the other side is closed
            return b""
