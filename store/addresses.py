"""Addresses of pages, brought to a form in which two for the same page are the same. Pure; follows nothing."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_WWW = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/[^/]+/(?:https?:/+)?", re.IGNORECASE)
_SAFE = "/%:@!$&'()*+,;=-._~"
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_DEFAULT_PORTS = frozenset({80, 443})


def normal_address(address: str) -> str | None:
    """Host, path and query of a page's address, for comparing; None where it is no http or https address.

    What does not name another page is left out: the scheme, the case of the host, the port that goes without saying,
    a slash at the end, the fragment, and the parameters with which outlets count readers (utm_*).
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    path = quote(parts.path, safe=_SAFE, errors="replace").rstrip("/")
    kept = [(name, value) for name, value in _parameters(parts.query) if not name.lower().startswith("utm_")]
    query = f"?{urlencode(kept, errors='replace')}" if kept else ""
    return f"{host.rstrip('.')}{f':{port}' if port and port not in _DEFAULT_PORTS else ''}{path}{query}"


def traces_of(normal: str) -> tuple[str, str]:
    """Of a normal address its host, in small letters, and a piece of its path: both stand in every way to write it."""
    place, _, path = normal.partition("?")[0].partition("/")
    host = place.partition(":")[0] if not place.startswith("[") else ""
    return host, max(_ESCAPED.split(path), key=len)


def outlet_key(url: str | None, outlet: str | None) -> str:
    """What tells one outlet's pages from another's: the host of their address, else its name; "" where neither is known.

    A page kept by the Wayback Machine is its own outlet's.
    """
    if url:
        if (archived := _ARCHIVED.match(url)) is not None:
            url = f"//{url[archived.end() :]}"
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname
        except ValueError:
            host = None
        if host:
            return _WWW.sub("", host.lower())
    return " ".join((outlet or "").casefold().split())


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, errors="replace")
    except ValueError:
        return [(query, "")]
