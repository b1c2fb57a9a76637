"""A terminal that takes nothing, or is not there any more: nobody waits, and nothing grows; and which size is told last."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import signal
import threading
from collections.abc import Iterator, Sequence

import pytest
from textual.app import App
from textual.events import Key, Resize

from reader.wire.driver import TolerantDriver
from reader.wire.writer import Writer


@pytest.fixture
def line() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: its own, and the one that is written to."""
    terminal, its = pty.openpty()
    yield terminal, its
    for end in (terminal, its):
        os.close(end)


def started(descriptor: int) -> Writer:
    writer = Writer(descriptor, "utf-8")
    writer.start()
    return writer


def taken(terminal: int) -> bytes:
    """All that waits in the terminal."""
    found = b""
    while select.select([terminal], [], [], 0)[0]:
        found += os.read(terminal, 65536)
    return found


async def test_nothing_is_written_before_the_terminal_is_taken() -> None:
    TolerantDriver(App()).write("words")


async def test_keys_stay_in_the_line_until_the_application_has_caught_up() -> None:
    app = App[object]()
    driver = TolerantDriver(app)
    for _ in range(1000):
        app._message_queue.put_nowait(Key("x", "x"))
    waiting = threading.Thread(target=driver._await_application, daemon=True)
    waiting.start()
    waiting.join(0.05)
    assert waiting.is_alive()
    for _ in range(900):
        app._message_queue.get_nowait()
    waiting.join(5)
    assert not waiting.is_alive()


class Resized(TolerantDriver):
    """On a terminal that gets another size while one looks how large it is."""

    sizes: Sequence[tuple[int, int]] = ((80, 24), (7, 5), (90, 26))

    def _get_terminal_size(self) -> tuple[int, int]:
        size, *self.sizes = self.sizes
        if self.sizes:
            signal.raise_signal(signal.SIGWINCH)
        return size


async def test_the_size_that_a_terminal_got_last_is_told_last() -> None:
    app = App[object]()
    before = signal.signal(signal.SIGWINCH, Resized(app)._sigwinch_application)
    try:
        signal.raise_signal(signal.SIGWINCH)
        told = list[tuple[int, int]]()
        async with asyncio.timeout(5):
            while len(told) < len(Resized.sizes):
                event = await app._message_queue.get()
                assert isinstance(event, Resize)
                told.append(event.size)
    finally:
        signal.signal(signal.SIGWINCH, before)
    assert told == [*Resized.sizes]


def test_what_is_written_arrives_in_order_and_the_last_words_behind_it(line: tuple[int, int]) -> None:
    terminal, its = line
    writer = started(its)
    for number in range(100):
        writer.write(f"{number} ")
    assert writer.finish(5, "end")
    assert taken(terminal).decode() == "".join(f"{number} " for number in range(100)) + "end"
    writer.write("nothing any more")
    assert taken(terminal) == b""


def test_who_asks_is_told_when_a_terminal_that_took_nothing_has_taken_all(line: tuple[int, int]) -> None:
    terminal, its = line
    writer, clear = started(its), threading.Event()
    writer.write("x" * 300_000)
    assert writer.tell_when_clear(clear.set)
    assert not clear.is_set()
    found = b""
    while len(found) < 300_000:
        found += os.read(terminal, 65536)
    assert clear.wait(5)
    assert not writer.tell_when_clear(clear.set)
    assert writer.finish(5, "")


def test_a_terminal_that_takes_nothing_gets_the_last_words_and_not_what_waited(line: tuple[int, int]) -> None:
    terminal, its = line
    writer = started(its)
    writer.write("x" * 1_000_000)
    while not select.select([terminal], [], [], 1)[0]:
        pass
    writer.write("y")
    assert not writer.finish(0.05, "last words")
    assert not writer.is_alive()
    found = taken(terminal)
    assert found.endswith(b"last words")
    assert b"y" not in found
    assert len(found) < 200_000


def test_where_the_terminal_is_gone_nobody_waits() -> None:
    terminal, its = pty.openpty()
    os.close(terminal)
    writer = started(its)
    writer.write("words")
    writer.join(5)
    assert not writer.is_alive()
    writer.write("more")
    assert not writer.tell_when_clear(lambda: None)
    writer.finish(5, "end")
    os.close(its)
