"""The links of a document, and which of their addresses may be followed. Pure: follows nothing.

An article says what it likes behind its words. What is shown and handed on is ASCII without a control character, a space
or a quotation mark: a host in its xn-- form, everything else percent-encoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin

from reader.article.lists import hosts
from store.document import Document, StyleKind
from store.text import Span

_LONGEST = 4096
"""Characters of an address that is still followed, encoded; browsers and servers bear hardly more."""
_LONGEST_HREF = 32_768
"""Characters that are looked at at all."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
_EDGES = "".join(map(chr, range(0x21)))
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What a shell, a script or a sentence could take for an end of the address is encoded, although it might stand there.
_SAFE_PATH = "/%:@!&()*+,;=-._~"
_SAFE_QUERY = _SAFE_PATH + "?"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads: printable ASCII. refused: why it is not followed. warned: what to know before it is."""

    text: str
    refused: str = ""
    warned: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a document: the words that bear it, and where it leads."""

    span: Span
    words: str
    address: Address


def hrefs_of(document: Document) -> tuple[tuple[Span, str], ...]:
    """The links in the order of the text, each with its address as the source gave it; one broken by a style is one."""
    found: list[tuple[Span, str]] = []
    links = ((each.span, each.href or "") for each in document.styles if each.kind is StyleKind.LINK and each.span)
    for span, href in sorted(links):
        before = found[-1] if found else None
        if before is not None and before[1] == href and before[0].end >= span.start:
            found[-1] = Span(before[0].start, max(before[0].end, span.end)), href
        else:
            found.append((span, href))
    return tuple(found)


def link(document: Document, span: Span, href: str, base: str | None) -> Link:
    """One of them; base: the address of the page itself, against which a relative one is read."""
    words = " ".join(span.of(document.text).split())
    address = address_of(href, base)
    if not address.refused and not address.warned:
        host = _name(host_in(address.text))
        named = next((each for each in hosts.named_in(words) if not hosts.are_of_one(host, each)), "")
        if named:
            return Link(span, words, Address(address.text, warned=_leads_to(address.text, named)))
    return Link(span, words, address)


def address_of(href: str, base: str | None = None) -> Address:
    """Where a link leads, as a browser would read it, and whether it may be followed."""
    if len(href) > _LONGEST_HREF:
        return Address(_encoded(href[:80]) + "...", refused=f"an address of {len(href):,} characters is not followed")
    href = href.strip(_EDGES).translate(_DROPPED)
    scheme = _SCHEME.match(href)
    if scheme is not None:
        return _absolute(scheme[1].lower(), href[scheme.end() :])
    if not href:
        return Address("", refused="the link has no address")
    if href.startswith("#"):
        return Address(_encoded(href), refused="the link leads to another place of its own page")
    page = address_of(base) if base and _SCHEME.match(base.strip(_EDGES)) else None
    if page is None or page.refused:
        told = "the address is relative, and where the page stood is not known"
        return Address(_encoded(href), refused=told)
    try:
        return address_of(urljoin(page.text, _slashes(href)))
    except ValueError:
        return Address(_encoded(href), refused="the address is damaged")


def host_in(address: str) -> str:
    """The host of an address that may be followed, as it is shown."""
    authority = re.split(r"[/?#]", address.split("://", 1)[-1], maxsplit=1)[0]
    return authority.rpartition("@")[2]


def _absolute(scheme: str, rest: str) -> Address:
    shown = f"{scheme}:{_encoded(rest)}"
    if scheme == "mailto":
        return Address(shown, refused="a letter is not written from here")
    if scheme not in ("http", "https"):
        return Address(shown, refused=f"only http and https are followed, not {scheme[:20]}")
    rest = _slashes(rest)
    if not rest.startswith("//"):
        return Address(shown, refused="the address names no host")
    authority, rest = _parted(rest.lstrip("/"))
    user, at, place = authority.rpartition("@")
    host = hosts.host_of(place)
    if host is None:
        return Address(shown, refused="the address names no host that could be reached")
    path, mark, fragment = rest.partition("#")
    path, question, query = path.partition("?")
    user = quote(unquote(user, errors="replace"), safe=":", errors="replace")
    whole = f"{scheme}://{user}{at}{host}"
    whole += _quoted(path, _SAFE_PATH) or "/"
    whole += question + _quoted(query, _SAFE_QUERY) + mark + _quoted(fragment, _SAFE_QUERY)
    if len(whole) > _LONGEST:
        return Address(whole[:80] + "...", refused=f"an address of {len(whole):,} characters is not followed")
    warned = _leads_to(whole, user) if at else _leads_to(whole) if "xn--" in host else ""
    if not warned and (strange := hosts.strange(_name(host))):
        warned = f"leads to {host}, {strange}"
    return Address(whole, warned=warned)


def _name(host: str) -> str:
    """A host without its port."""
    return re.sub(r":[0-9]+$", "", host)


def _parted(rest: str) -> tuple[str, str]:
    """The authority, and what stands behind it."""
    found = re.search(r"[/?#]", rest)
    end = found.start() if found else len(rest)
    return rest[:end], rest[end:]


def _slashes(rest: str) -> str:
    """With the backslashes before query and fragment turned as browsers turn them."""
    found = re.search(r"[?#]", rest)
    end = found.start() if found else len(rest)
    return rest[:end].replace("\\", "/") + rest[end:]


def _leads_to(address: str, not_to: str = "") -> str:
    elsewhere = f", not to {_encoded(not_to[:60])}" if not_to else ", a host with other than plain letters"
    return f"leads to {host_in(address)}{elsewhere}"


def _quoted(part: str, safe: str) -> str:
    return quote(_ESCAPE.sub("%25", part), safe=safe, errors="replace")


def _encoded(text: str) -> str:
    """Any text as printable ASCII, to be shown."""
    return quote(text, safe="/%:@!$&()*+,;=-._~?#[]", errors="replace")
