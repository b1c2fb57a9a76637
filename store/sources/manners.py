"""How the web is asked: what may be, for how long and how often. Holds and waits; asks nothing itself."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from store.sources.locations import Resolve, resolved

Connect = Callable[[tuple[str, int], float], socket.socket]
"""Connects to an address and port within so many seconds. Raises OSError."""


class Manners:
    """When each host was last asked, so that none is asked too often; shared by all that fetch."""

    def __init__(
        self,
        pause: float = 1.0,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """pause: seconds between the end of one page of a host and the beginning of the next."""
        self._pause, self._wait, self._now = pause, wait, now
        self._asked: dict[str, float] = {}

    def before(self, host: str) -> None:
        """Wait until the host may be asked again."""
        if host in self._asked and (rest := self._asked[host] + self._pause - self._now()) > 0:
            self._wait(rest)

    def after(self, host: str) -> None:
        """Note that it was asked."""
        self._asked[host] = self._now()


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How the web is asked.

    largest: bytes of a page, unpacked. seconds: for a page with all its redirects. resolve: the addresses of a host.
    connect: to one of them. manners: what is remembered of the hosts that were asked; one for a whole run.
    """

    largest: int = 16 * 1024 * 1024
    seconds: float = 30.0
    resolve: Resolve = resolved
    connect: Connect = socket.create_connection
    manners: Manners = field(default_factory=Manners)
