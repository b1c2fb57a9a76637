"""Web addresses and the machines they lead to: what may be asked for, and what of the network is public.

Pure but for `resolved`, which asks the system for a host's addresses. Opens no connection.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from store.errors import SourceError

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host, as numbers, for a port. Raises OSError where there are none."""

_SCHEMES = {"http": 80, "https": 443}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?")
_LONGEST = 8000  # characters; no server takes more
_LONGEST_HOST = 253
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_PATH, _QUERY = "/%:@!$&'()*+,;=-._~", "/?%:@!$&'()*+,;=-._~[]|"
# Other services than the web's (mail, chats, files): a page may not make us talk to them. The browsers' list.
_FIRST_FREE_PORT = 1024
_OTHER_SERVICES = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)

# IANA's registries of special addresses, written out: what ipaddress holds for public changes with Python's versions.
_SPECIAL_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
        # The second looks public, but a cloud's machines ask there for their own keys.
        "203.0.113.0/24 168.63.129.16/32 224.0.0.0/4 240.0.0.0/4"
    ).split()
)
_PUBLIC_6 = IPv6Network("2000::/3")  # all that has been given out; local, mapped and multicast ones lie outside
_SPECIAL_6 = tuple(
    # Teredo and other protocols, examples, 6to4, more examples.
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
_TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: how networks without IPv4 reach all of it
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True, slots=True)
class Location:
    """An http or https address taken apart: host in ASCII (an IPv6 address without brackets), target as it is sent.

    url is the whole of it, written normally and without a fragment.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in full."""
        return f"{self.scheme}://{self.authority}{self.target}"


def is_address(words: str) -> bool:
    """Whether words are written as an address of the net, of whatever kind, and not as a path."""
    return _ADDRESS.match(words.strip()) is not None


def location(address: str, base: Location | None = None) -> Location:
    """An address taken apart; a relative one belongs to base. Raises SourceError with a sentence on what is refused."""
    address = address.strip()
    if len(address) > _LONGEST:
        raise SourceError(f"the address is longer than {_LONGEST} characters")
    if _UNPRINTABLE.search(address):
        raise SourceError("the address has characters in it that cannot be printed")
    try:
        parts = urlsplit(urljoin(base.url, address) if base else address)
        host, port, userinfo = parts.hostname, parts.port, "@" in parts.netloc
    except ValueError:
        raise SourceError("this is not a valid address") from None
    if parts.scheme not in _SCHEMES:
        what = f"{parts.scheme}:// addresses are" if parts.scheme else "an address without http:// or https:// is"
        raise SourceError(f"{what} not read; only http and https")
    if userinfo:
        raise SourceError("the address has a name or password in it, which are never sent; leave out all up to the @")
    if not host:
        raise SourceError("the address names no host")
    port = _SCHEMES[parts.scheme] if port is None else port
    if port not in _SCHEMES.values() and (port < _FIRST_FREE_PORT or port in _OTHER_SERVICES):
        raise SourceError(f"port {port} belongs to another service than the web")
    target = quote(parts.path, safe=_PATH) or "/"
    if not target.startswith("/"):
        target = f"/{target}"
    if parts.query:
        target += "?" + quote(parts.query, safe=_QUERY)
    return Location(parts.scheme, _ascii(host), port, target)


def _ascii(host: str) -> str:
    """A host as it is asked for."""
    try:
        if len(host) <= _LONGEST_HOST and "%" not in host:
            if ":" in host:
                return str(IPv6Address(host))
            name = host.encode("idna").decode("ascii").removesuffix(".").lower()
            if _HOST.fullmatch(name):
                return name
    except ValueError:
        pass
    raise SourceError(f"{host[:80]} is not a valid host")


def resolved(host: str, port: int) -> list[str]:
    """The addresses that the system knows for a host, in the order in which to try them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an address, as numbers, lies on the public internet: not in this house, this machine or this network."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in network for network in _SPECIAL_4)
    if number.scope_id is not None:
        return False
    low = IPv4Address(int(number) & 0xFFFFFFFF)
    if number in _TRANSLATED:
        return is_public(str(low))
    if (int(number) >> 32) & 0xFFFFFFFF in _ISATAP and not is_public(str(low)):
        return False
    return number in _PUBLIC_6 and not any(number in network for network in _SPECIAL_6)
