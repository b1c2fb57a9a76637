"""Textual's driver for terminals, made to bear what terminals and lines do: bytes that are no UTF-8, sequences that come
in pieces, a terminal that takes nothing any more, one that is stopped, continued or gone.

Rows are written in the order of the screen, so a terminal that puts words that read from right to left in order by
itself is told not to, while the application has it. Whatever ends it, the terminal is given back as it was.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import termios
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from reader.terminal.bidi import LEFT_TO_TERMINAL
from reader.terminal.border import AS_WRITTEN, IN_ORDER
from reader.terminal.dialect import dialect_of
from reader.terminal.spelling import spelling_of
from reader.wire.hearing import Hearing, escape_wait
from reader.wire.parsing import Parser
from reader.wire.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

_ERR = 2
_PIECE = 4096
_MOST_AHEAD = 500
"""Keys that wait for the application; what more is typed or pasted stays in the line until it has caught up."""
_CATCHING_UP = 0.005
_SECONDS = 1.0
"""How long a terminal that takes nothing is waited for when it is to be given back."""

_OTHER_SCREEN, _OWN_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_MOUSE = (1000, 1003, 1015, 1006)
_MOUSE_ON = "".join(f"\x1b[?{mode}h" for mode in _MOUSE)
_MOUSE_OFF = "".join(f"\x1b[?{mode}l" for mode in (*_MOUSE, 1016))
# Keys with modifiers, all keys as sequences, with their text (https://sw.kovidgoyal.net/kitty/keyboard-protocol).
_KEYS, _KEYS_BACK = ("", "") if constants.DISABLE_KITTY_KEY else ("\x1b[>25u", "\x1b[<u")
_TAKEN = f"\x1b[?25l\x1b[?1004h{_KEYS}\x1b[?2004h\x1b[?7l"
_POINTER = "\x1b]22;"
"""What Textual writes for each screen for the shape of the mouse's pointer; it is the same everywhere here."""
_ASKED = "\x1b[?2048$p"
_GIVEN_BACK = f"\x1b[m{_MOUSE_OFF}\x1b[?2004l\x1b[?7h\x1b[?2048l{_KEYS_BACK}"
_LEFT = f"{_OWN_SCREEN}\x1b[?25h\x1b[?1004l"
# The shape of the mouse's pointer: it is never another one here, and an old terminal shows the words.
_POINTER = "\x1b]22;"
# A sequence of which the rest was dropped is cancelled, and a frame that was not finished is shown as it is.
_BROKEN_OFF = "\x18\x1b[?2026l"


class TolerantDriver(LinuxDriver):
    """Reads keys from a terminal whatever bytes it sends, writes to it without waiting, and gives it back in any case."""

    _writer: Writer | None = None
    """Who writes to the terminal while the application has it."""
    _waker: tuple[int, int] | None = None
    """A pipe that ends the waiting for keys."""
    _is_pausing = False
    is_ending = False
    """Somebody has ended the process: the terminal is not taken any more."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._parser = Parser(debug=debug)
        self._dialect = dialect_of(os.environ)

    # --- taking the terminal, and giving it back --------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal, or take it over from whoever painted the first rows."""
        if self.is_ending or self._writer is not None:
            return
        from reader.wire.app import SparingApp  # it asks for this driver

        painted = self._app.painted if isinstance(self._app, SparingApp) else None
        stays = painted is not None and painted.is_ours
        self._waker = self._waker or os.pipe()
        self._writer = Writer(_ERR, spelling_of(os.environ).codec)
        self._writer.start()
        signal.signal(signal.SIGWINCH, self._sigwinch_application)
        self._send_size()
        self.attrs_before = self._take_line()
        # What Textual asks for behind the second time the mouse is switched on is a bug of one terminal, iTerm 3.5.0.
        order = "" if LEFT_TO_TERMINAL else AS_WRITTEN
        mouse = _MOUSE_ON if self._mouse else ""
        self.write(f"{'' if stays else _OTHER_SCREEN}{mouse}{_TAKEN}{order}")
        if painted is not None and stays:
            self.attrs_before = painted.modes
            painted.hand_over()
        self._key_thread = Thread(target=self._run_input_thread, name="annotty-input", daemon=True)
        self._key_thread.start()
        self._request_terminal_sync_mode_support()
        self.write(f"{_ASKED}{mouse}")

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was; what one that takes nothing has not taken in a second, it never gets."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        self.disable_input()
        order = "" if LEFT_TO_TERMINAL else IN_ORDER
        writer.finish(_SECONDS, self._spoken(f"{_BROKEN_OFF}{order}{_GIVEN_BACK}{_LEFT}"))
        self._in_band_window_resize = False
        if self.attrs_before is not None:
            with suppress(termios.error):  # it is gone
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def disable_input(self) -> None:
        """Read no more keys, from now on and not after the next tenth of a second."""
        thread, self._key_thread = self._key_thread, None
        if thread is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self.exit_event.set()
        if self._waker is not None:
            os.write(self._waker[1], b".")
        thread.join()
        self.exit_event.clear()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def close(self) -> None:
        """Let everything go."""
        for end in self._waker or ():
            os.close(end)
        self._waker = None

    def _take_line(self) -> list[int | list[bytes | int]] | None:
        """Have keys come as they are typed, and not shown; the settings of the line before, None where it has none."""
        try:
            before: list[int | list[bytes | int]] = termios.tcgetattr(self.fileno)
            taken = termios.tcgetattr(self.fileno)
            taken[3] = self._patch_lflag(taken[3])
            taken[0] = self._patch_iflag(taken[0])
            taken[6][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, taken)
        except termios.error:
            return None
        return before

    def _sigwinch_application(self, *_: object) -> None:
        """The terminal has another size. It is looked at later: a signal within a handler has the newer size told first."""
        if not self._in_band_window_resize:
            self._soon(self._send_size)

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        event = events.Resize(size, size)
        with suppress(RuntimeError):  # all is over
            asyncio.run_coroutine_threadsafe(self._app._post_message(event), loop=self._loop)

    # --- being stopped, and continued -------------------------------------------------------------------------------

    def _sigtstp_application(self, *_: object) -> None:
        """Somebody stops the process. Whoever has the terminal for a while sees to it himself."""
        if self._writer is None:
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self._soon(self._pause)

    def _sigcont_application(self, *_: object) -> None:
        """The process goes on; where it was stopped by force, the terminal has been somebody else's meanwhile."""
        if self._writer is not None and not self._is_pausing:
            self._soon(self._take_again)

    def _soon(self, action: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # all is over
            self._loop.call_soon_threadsafe(action)

    def _pause(self) -> None:
        """Give the terminal back, stop, and take it again when the process goes on in the foreground.

        The size that is sent when it is taken has all drawn anew.
        """
        if self._writer is None or self.is_ending:
            return
        self._is_pausing = True
        try:
            self.suspend_application_mode()
            os.kill(os.getpid(), signal.SIGSTOP)
            while not self.is_ending and not self._is_in_front:
                os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            self._is_pausing = False
        self.resume_application_mode()

    def _take_again(self) -> None:
        if self._writer is None or self.is_ending:
            return
        if not self._is_in_front:
            self._pause()
            return
        # Between the two nothing is lost: whoever stopped the process by force has had the terminal as it was.
        before = self.attrs_before
        self._take_line()
        self.attrs_before = before
        order = "" if LEFT_TO_TERMINAL else AS_WRITTEN
        self.write(f"{_KEYS_BACK}{_OTHER_SCREEN}{_MOUSE_ON if self._mouse else ''}{_TAKEN}{order}")
        self._send_size()

    @property
    def _is_in_front(self) -> bool:
        """Whether the terminal is this process's to read from and write to."""
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:  # it is gone; whoever reads will see
            return True

    # --- reading ----------------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Wait for input and hand it on; where the terminal is gone, end the application."""
        hearing = Hearing(escape_wait(os.environ))
        decode = getincrementaldecoder(spelling_of(os.environ).codec)("replace").decode
        assert self._waker is not None
        with selectors.SelectSelector() as selector:
            keys_come = selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._waker[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                due = hearing.due()
                ready = [key for key, _ in selector.select(None if due is None else max(0, due - time.monotonic()))]
                if len(ready) > (keys_come in ready):
                    os.read(self._waker[0], _PIECE)
                if keys_come in ready:
                    if not (piece := self._read()):
                        self._app.call_later(self._app.exit)
                        return
                    # Half of a character decodes to nothing yet.
                    for heard in hearing.take(decode(piece), time.monotonic()):
                        self._hand_on(self._parser.events(heard))
                for heard in hearing.late(time.monotonic()):
                    self._hand_on(self._parser.events(heard))

    def _hand_on(self, heard: list[Message]) -> None:
        for count, event in enumerate(heard):
            if not count % 100:
                self._await_application()
            self.process_message(event)

    def _await_application(self) -> None:
        """Wait until it has nearly caught up with what was typed, as long as it lives."""
        while not self.exit_event.is_set() and _waiting(self._app) > _MOST_AHEAD:
            self.exit_event.wait(_CATCHING_UP)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _PIECE)
        except OSError:  # how Linux says that the other side is closed
            return b""

    # --- writing ----------------------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Write to the terminal, where it is still there; returns at once."""
        if self._writer is not None and not data.startswith(_POINTER):
            self._writer.write(self._spoken(data))

    def _spoken(self, data: str) -> str:
        if data.startswith(_POINTER):
            return ""
        return data if self._dialect is None else self._dialect.spoken(data)

    def tell_when_clear(self, told: Callable[[], None]) -> bool:
        """Whether the terminal has not taken all yet; where it has not, told is called in the application when it has."""
        return self._writer is not None and self._writer.tell_when_clear(lambda: self._soon(told))

    @property
    def mouse(self) -> bool:
        """Whether the application has the mouse."""
        return self._mouse

    @mouse.setter
    def mouse(self, has: bool) -> None:
        self._mouse = has
        self.write(_MOUSE_ON if has else _MOUSE_OFF)


def _waiting(app: App[object]) -> int:
    """How many messages the application and its screen have not looked at."""
    screens = app._screen_stack if app._running else []
    return sum(each._message_queue.qsize() for each in (app, *screens[-1:]))
