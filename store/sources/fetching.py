"""One page of the web, fetched with care: every hop checked, the time, the size and the redirects limited.

Connects to the very address that was checked, so a host that changes its mind between the check and the connection
gains nothing. Sends no cookies, names and passwords, uses no proxy, runs nothing, and keeps what it got as it came.
"""

from __future__ import annotations

import io
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING
from urllib.request import getproxies

from store.errors import SourceError
from store.sources.given import Options, megabytes
from store.sources.locations import Location, is_public, location

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

USER_AGENT = "annotty/0.1 (+https://pypi.org/project/annotty; reads single pages for one person)"

_REQUEST = "".join(
    f"{line}\r\n"
    for line in (
        "GET {target} HTTP/1.1",
        "Host: {authority}",
        f"User-Agent: {USER_AGENT}",
        "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, application/rss+xml, application/xml;q=0.8, */*;q=0.1",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
        "",
    )
)
_HOPS = 10
_TRIED = 4  # addresses of one host
_HEADS = 256 * 1024  # bytes beside the body: headers, and what marks the chunks
_PIECE = 64 * 1024
_MEMBERS = 32  # of a gzip body
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})\s*(?:[;,]|$)")
_REFUSALS = {
    401: "it asks for a name and password",
    402: "it asks to be paid",
    403: "it refuses programs, or everybody; save the page from a browser and add the file",
    404: "there is no such page",
    410: "the page is gone",
    429: "it was asked too often; try again later",
    451: "it is withheld for legal reasons",
    503: "it is too busy; try again later",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body as the server sent it, unpacked; media_type and encoding as it declared them; url: where it was found."""

    raw: bytes
    url: str
    media_type: str | None
    encoding: str | None


def fetched(address: str, options: Options) -> Fetched:
    """What stands at an address, redirects followed. Raises SourceError with a sentence on why it could not be had."""
    at, asked = location(address), list[Location]()
    options.web.manners.before(at.host)
    until = time.monotonic() + options.web.seconds
    try:
        while True:
            if at in asked:
                raise SourceError("it redirects in a circle; perhaps it wants cookies, which are not kept")
            if len(asked) > _HOPS:
                raise SourceError(f"it redirects more than {_HOPS} times")
            asked.append(at)
            answer = _asked_once(at, options, until)
            if isinstance(answer, Fetched):
                return answer
            at = _redirected(answer, at)
    finally:
        for hop in asked:
            options.web.manners.after(hop.host)


def _redirected(to: str, at: Location) -> Location:
    try:
        return location(to, at)
    except SourceError as error:
        raise SourceError(f"it redirects to where nobody should follow: {error}") from None


def _asked_once(at: Location, options: Options, until: float) -> Fetched | str:
    """The answer to one request, or where it redirects to."""
    wire: _Wire | None = None
    try:
        wire = _Wire(_connected(at, options, until), until, options.web.largest)
        wire.secured(at)
        wire.send(_REQUEST.format(target=at.target, authority=at.authority).encode("ascii"))
        return _answer(wire.response(), at, options)
    except TimeoutError:
        raise SourceError(f"it took longer than {options.web.seconds:g} seconds") from None
    except ssl.SSLCertVerificationError as error:
        raise SourceError(f"its certificate is not valid: {error.verify_message}") from None
    except (HTTPException, ValueError):
        raise SourceError("it broke off, or does not answer in HTTP") from None
    except OSError as error:
        raise SourceError(f"the connection failed: {_why(error)}{_about_proxies(at)}") from None
    finally:
        if wire is not None:
            wire.close()


def _answer(response: HTTPResponse, at: Location, options: Options) -> Fetched | str:
    status = response.status
    if status in _REDIRECTS and (to := response.headers.get("Location")):
        return _as_sent(to)
    if status != HTTPStatus.OK:
        raise SourceError(_REFUSALS.get(status) or f"the server answered {status}{_phrase(status)}, not a page")
    body = bytearray()
    while piece := response.read(_PIECE):
        body += piece
        if len(body) > options.web.largest:
            raise _too_large(options.web.largest)
    if response.length:
        raise SourceError("it broke off before its end; nothing of it was added")
    raw = _unpacked(bytes(body), response.headers.get("Content-Encoding", ""), options.web.largest)
    media_type, encoding = _declared(response.headers)
    return Fetched(raw, at.url, media_type, encoding)


def _as_sent(header: str) -> str:
    """A header's value, which http.client reads as Latin-1, in the UTF-8 that servers mean."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _declared(headers: Message) -> tuple[str | None, str | None]:
    told = str(headers.get("Content-Type", ""))
    media_type, charset = _MEDIA_TYPE.match(told), _CHARSET.search(told)
    return media_type and media_type[1].lower(), charset and charset[1]


def _unpacked(raw: bytes, coding: str, largest: int) -> bytes:
    """A body without its compression. Raises SourceError where it cannot be undone or becomes too large."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return raw
    if coding in ("gzip", "x-gzip"):
        window = zlib.MAX_WBITS | 16
    elif coding == "deflate":
        # Some servers leave the header out; the first two bytes tell.
        window = zlib.MAX_WBITS if raw[:1] == b"\x78" and int.from_bytes(raw[:2], "big") % 31 == 0 else -zlib.MAX_WBITS
    else:
        raise SourceError("it is packed in a way that was not asked for")
    text, rest, members = b"", raw, 0
    try:
        while rest and members < _MEMBERS:
            unpacking = zlib.decompressobj(window)
            text += unpacking.decompress(rest, largest + 1 - len(text))
            if len(text) > largest:
                raise _too_large(largest)
            if not unpacking.eof:
                raise SourceError("it broke off before its end; nothing of it was added")
            rest, members = unpacking.unused_data, members + 1
            if not rest.startswith(b"\x1f\x8b"):
                return text
    except zlib.error:
        raise SourceError("it cannot be unpacked: it is damaged") from None
    if rest:
        raise SourceError("it cannot be unpacked: it is in too many pieces")
    return text


def _too_large(largest: int) -> SourceError:
    size = megabytes(largest) if largest >= 1024**2 else f"{largest} bytes"
    return SourceError(f"it is larger than {size}; nothing of it was added")


def _phrase(status: int) -> str:
    try:
        return f" ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return ""


def _why(error: OSError) -> str:
    words = error.strerror or str(error) or type(error).__name__
    return words[0].lower() + words[1:]


def _about_proxies(at: Location) -> str:
    if at.scheme in getproxies():
        return " (the proxy that the environment names is not used: where it leads to cannot be checked)"
    return ""


# --- the connection -----------------------------------------------------------------------------------------------


def _connected(at: Location, options: Options, until: float) -> socket.socket:
    """A connection to an address that was checked: the first of the host's that answers."""
    addresses = _addresses(at, options, until)
    failure: OSError = ConnectionError("no address of it answers")
    for number, address in enumerate(addresses[:_TRIED], 1):
        left = _left(until)
        try:
            return options.web.connect((address, at.port), left if number == len(addresses) else min(left, 8))
        except OSError as error:
            failure = error
    raise failure


def _addresses(at: Location, options: Options, until: float) -> list[str]:
    """Where a host is. Raises SourceError where it is not known or any of its addresses is not public."""
    found: list[str] = []
    failed: list[Exception] = []

    def look() -> None:
        try:
            found.extend(options.web.resolve(at.host, at.port))
        except (OSError, ValueError) as error:
            failed.append(error)

    # The system cannot be told how long it may look; a thread that nobody waits for can be left to it.
    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(_left(until))
    if looking.is_alive():
        raise TimeoutError
    if failed or not found:
        raise SourceError(f"the host {at.host} is not known, or there is no network{_about_proxies(at)}")
    addresses = list(dict.fromkeys(found))
    if not options.allow_private and not all(is_public(address) for address in addresses):
        raise SourceError(
            f"{at.host} is a private address, of this machine or network; --allow-private reads it all the same"
        )
    return addresses


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Wire(io.RawIOBase):
    """What comes from a connection, until a time and up to a number of bytes, however slowly it comes."""

    def __init__(self, connected: socket.socket, until: float, largest: int) -> None:
        self.socket, self._until, self._largest, self._count = connected, until, largest, 0

    def secured(self, at: Location) -> None:
        """Speak TLS where the address says so; the certificate is that of the host's name."""
        if at.scheme == "https":
            self.socket.settimeout(self.left())
            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=at.host)

    def send(self, request: bytes) -> None:
        """Ask."""
        self.socket.settimeout(self.left())
        self.socket.sendall(request)

    def response(self) -> HTTPResponse:
        """The answer, its status and headers read; it reads from here, not from the socket."""
        response = HTTPResponse(self.socket, method="GET")
        response.fp.close()
        response.fp = io.BufferedReader(self)
        response.begin()
        return response

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError where none are."""
        return _left(self._until)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self.socket.settimeout(self.left())
        count = self.socket.recv_into(buffer)
        self._count += count
        if self._count > self._largest + _HEADS:
            raise _too_large(self._largest)
        return count

    def close(self) -> None:
        self.socket.close()
        super().close()
