"""The driver where the terminal has gone."""

from __future__ import annotations

import io
from threading import Thread

from textual.app import App
from textual.drivers._writer_thread import WriterThread

from reader.driver import TolerantDriver


async def test_nothing_waits_for_a_writer_that_has_ended() -> None:
    """Its queue has an end; who waited for room in it would never leave."""
    driver = TolerantDriver(App[None]())
    driver._writer_thread = WriterThread(io.StringIO())  # one that takes nothing
    much = Thread(target=lambda: [*map(driver.write, ["words"] * 1000)], daemon=True)
    much.start()
    much.join(5)
    assert not much.is_alive()
