"""A site of the web on this machine, whose pages are the bytes that a test gives."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import ClassVar

from store.model import RawItem
from store.sources import Options, Skipped
from store.sources.manners import Manners, WebOptions
from store.sources.web import pages

Answer = bytes | Callable[[socket.socket], None]
PUBLIC = "93.184.216.34"
"""Somebody's address that is public; nothing is ever sent there, for the tests say where a connection to it goes."""
HERE = Options(allow_private=True, web=WebOptions(manners=Manners(pause=0)))
"""May ask this machine, without pauses."""


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer in HTTP; headers are named with _ for -."""
    told = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def moved(to: str, status: str = "302 Found") -> bytes:
    """An answer that redirects."""
    return answer(status=status, Location=to)


@dataclass
class Site:
    """What it answers by path, the requests that came, and the event that ends a handler which waits."""

    port: int
    pages: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self) -> list[str]:
        """The paths that were asked for, in their order."""
        return [request.split(" ")[1] for request in self.requests]

    def named(self, **hosts: str) -> Options:
        """Options under which hosts (www_example for www.example) have addresses of which each leads here, if public."""
        known = {name.replace("_", "."): addresses.split() for name, addresses in hosts.items()}

        def resolve(host: str, port: int) -> list[str]:
            return known.get(host, [host])

        def connect(address: tuple[str, int], seconds: float) -> socket.socket:
            assert address[0] == PUBLIC, "nothing else may be connected to"
            return socket.create_connection(("127.0.0.1", self.port), seconds)

        return replace(HERE, allow_private=False, web=replace(HERE.web, resolve=resolve, connect=connect))


@contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that runs until the block ends; with a context it speaks TLS."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            wire: socket.socket = self.request
            try:
                if context is not None:
                    wire = context.wrap_socket(wire, server_side=True)
                request = b""
                while b"\r\n\r\n" not in request and (piece := wire.recv(4096)):
                    request += piece
                open_site.requests.append(request.decode("ascii"))
                given = open_site.pages.get(request.split(b" ")[1].decode(), answer(status="404 Not Found"))
                if callable(given):
                    given(wire)
                else:
                    wire.sendall(given)
            except OSError:
                pass  # the other side went away, as some tests want it to
            finally:
                wire.close()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads: ClassVar[bool] = True  # type: ignore[misc]  # its own class declares it for instances
        allow_reuse_address: ClassVar[bool] = True  # type: ignore[misc]

    with Server(("127.0.0.1", 0), Handler) as server:
        open_site = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield open_site
        finally:
            open_site.released.set()
            server.shutdown()
            thread.join()


def page(address: str, options: Options = HERE) -> RawItem:
    """The one page at an address."""
    (item,) = pages([address], options)
    assert isinstance(item, RawItem), item
    return item


def refusal(address: str, options: Options = HERE) -> str:
    """Why the one page at an address was skipped."""
    (item,) = pages([address], options)
    assert isinstance(item, Skipped), item
    assert item.origin == address.strip()
    return item.reason
