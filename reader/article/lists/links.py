"""The links of a document, and which of their addresses may be followed. Pure: follows nothing.

An article says what it likes behind its words. What is shown and handed on is ASCII without a control character, a space
or a quotation mark: a host in its xn-- form, everything else percent-encoded.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin

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
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_\-]{0,61}[a-z0-9_])?")
_PORT = re.compile(r"[0-9]{0,5}")
_NAMED = re.compile(
    r"(?:https?://((?:[\w\-]+\.)+\w{2,})|((?:www\.(?:[\w\-]+\.)+\w{2,})|(?:[\w\-]+\.)+(?:com|org|net|gov|edu)))(?:[/:?#]\S*)?",
    re.IGNORECASE,
)
"""Words that name a host themselves."""


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
    found = _NAMED.fullmatch(words)
    named = (found[1] or found[2]) if found else ""
    if named and not address.refused and not address.warned and not _is_within(address.text, named.lower()):
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
    host = _host(place)
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
    return Address(whole, warned=warned)


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


def _host(place: str) -> str | None:
    """A host and its port in ASCII; None where it is none."""
    if place.startswith("["):
        inside, _, port = place[1:].partition("]")
        try:
            name = f"[{ipaddress.IPv6Address(inside).compressed}]"
        except ValueError:
            return None
        if "%" in name or (port and not port.startswith(":")):
            return None
        port = port[1:]
    else:
        name, _, port = place.partition(":")
        labels = [_label(each) for each in _folded(unquote(name, errors="replace")).split(".")]
        if labels and labels[-1] == "":
            labels.pop()
        if not labels or not all(labels):
            return None
        name = ".".join(each or "" for each in labels)
    if len(name) > 253 or not _PORT.fullmatch(port) or int(port or 0) > 0xFFFF:
        return None
    return f"{name}:{int(port)}" if port else name


def _folded(name: str) -> str:
    """A host in the form in which its labels are compared: compatible signs as one, small letters."""
    name = unicodedata.normalize("NFKC", name.replace("\u3002", "."))
    # Letter by letter: a final sigma is no other letter in a host.
    return unicodedata.normalize("NFKC", "".join(each.lower() for each in name)).replace("\u3002", ".")


def _label(label: str) -> str | None:
    """A label of a host in ASCII; empty where it is, None where no host can have it."""
    if label.isascii():
        return label if not label or _LABEL.fullmatch(label) else None
    if any(unicodedata.category(each)[0] not in "LMN" and each != "-" for each in label):
        return None
    found = "xn--" + label.encode("punycode", "replace").decode("ascii")
    return found if _LABEL.fullmatch(found) else None


def _leads_to(address: str, not_to: str = "") -> str:
    elsewhere = f", not to {_encoded(not_to[:60])}" if not_to else ", a host with other than plain letters"
    return f"leads to {host_in(address)}{elsewhere}"


def _is_within(address: str, named: str) -> bool:
    """Whether an address is of the host that its words name, or of a part of it."""
    host = host_in(address).partition(":")[0]
    named = named.removeprefix("www.")
    return host == named or host.endswith("." + named)


def _quoted(part: str, safe: str) -> str:
    return quote(_ESCAPE.sub("%25", part), safe=safe, errors="replace")


def _encoded(text: str) -> str:
    """Any text as printable ASCII, to be shown."""
    return quote(text, safe="/%:@!$&()*+,;=-._~?#[]", errors="replace")
