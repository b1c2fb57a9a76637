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
from reader.border import AS_WRITTEN, IN_ORDER
from reader.wire.app import SparingApp

_PIECE = 4096
_SECONDS = 0.1
"""How long to wait for keys before an escape that stands alone is taken for the key."""

_OTHER_SCREEN = "\x1b[?1049h"


class TolerantDriver(LinuxDriver):
    """Reads keys from a terminal whatever bytes it sends, and has the order of what is written left alone."""

    _stays = False
    """Something was painted on the other screen already: to go there again would clear it."""
    _waker: tuple[int, int] | None = None
    """A pipe that ends the waiting for keys."""

    def start_application_mode(self) -> None:
        """Take the terminal, or take it over from whoever painted the first rows."""
        painted = self._app.painted if isinstance(self._app, SparingApp) else None
        self._stays = painted is not None and painted.is_ours
        self._waker = self._waker or os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual leaves it untyped
        if painted is not None and self._stays:
            self.attrs_before = painted.modes
            painted.hand_over()
            self._stays = False
        if not LEFT_TO_TERMINAL and self._writer_thread is not None:
            self.write(AS_WRITTEN)
            self.flush()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if not LEFT_TO_TERMINAL:
            self.write(IN_ORDER)
        super().stop_application_mode()

    def disable_input(self) -> None:
        """Read no more keys, from now on and not after the next tenth of a second."""
        if self._waker is not None:
            os.write(self._waker[1], b".")
        super().disable_input()

    def close(self) -> None:
        """Let everything go."""
        super().close()
        for end in self._waker or ():
            os.close(end)
        self._waker = None

    def run_input_thread(self) -> None:
        """Wait for input and hand it on; where the terminal is gone, end the application."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        assert self._waker is not None
        with selectors.SelectSelector() as selector:
            keys_come = selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._waker[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = [key for key, _ in selector.select(_SECONDS)]
                if len(ready) > (keys_come in ready):
                    os.read(self._waker[0], _PIECE)
                if keys_come in ready:
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
        if self._writer_thread is not None and self._writer_thread.is_alive() and not self._is_there(data):
            super().write(data)

    def _is_there(self, data: str) -> bool:
        return self._stays and data == _OTHER_SCREEN

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _PIECE)
        except OSError:  # how Linux says that the other side is closed
            return b""
