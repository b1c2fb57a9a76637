"""Hosts: their form in ASCII, which of them some words name, and what must be known of one. Pure: asks no name server."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import unquote

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_\-]{0,61}[a-z0-9_])?")
_PORT = re.compile(r"[0-9]{0,5}")
_NAMED = re.compile(r"(?<![\w.\-])((?:[\w\-]++\.)+(?:xn--[\w\-]+|[^\W\d_]{2,}))(?![\w\-])(?::[0-9]+)?(?:[/?#]\S*)?")
"""Words that name a host, also in a sentence and without a scheme; what stands behind the host is of its address."""
_FILES = frozenset("csv doc docx gif htm html jpeg jpg mp3 mp4 odt pdf php png ppt pptx txt xls xlsx xml".split())
"""The endings of files, none of which is that of a host."""
_SECOND = frozenset("ac co com edu gob gouv gov net nhs or org police sch".split())
"""What stands before a country's letters where names are registered below both."""
_SHARED = frozenset(
    "appspot.com blogspot.com github.io gitlab.io herokuapp.com netlify.app pages.dev substack.com tumblr.com vercel.app "
    "web.app wixsite.com wordpress.com workers.dev".split()
)
"""Hosts below which everybody may have one."""
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_HERE = frozenset("home internal intranet lan local localdomain localhost".split())
_IN_NETWORK = "in this machine or its network"


def host_of(place: str) -> str | None:
    """A host and its port as a browser reads them, in ASCII; None where it is none."""
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


def named_in(words: str) -> list[str]:
    """The hosts that words name to who reads them, signs that only look like plain ones as these, what is unseen left out."""
    seen = "".join(each for each in words if unicodedata.category(each) != "Cf")
    found = (each[1] for each in _NAMED.finditer(_folded(seen)))
    return [each for each in found if each.rpartition(".")[2] not in _FILES]


def are_of_one(host: str, named: str) -> bool:
    """Whether two hosts without ports are parts of the same registered one. named: as words name it."""
    other = host_of(named)
    return other is not None and _registered(host) == _registered(other)


def _registered(host: str) -> str:
    labels = host.split(".")
    is_shared = ".".join(labels[-2:]) in _SHARED or (len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND)
    return ".".join(labels[-3 if is_shared else -2 :])


def strange(host: str) -> str:
    """What must be known of a host without its port, in words that go on from it: a number, or a private one."""
    if host.startswith("["):
        number: ipaddress.IPv4Address | ipaddress.IPv6Address | None = ipaddress.IPv6Address(host[1:-1])
    else:
        labels = host.split(".")
        if not _NUMBER.fullmatch(labels[-1]):
            return _IN_NETWORK if len(labels) == 1 or labels[-1] in _HERE or host.endswith(".home.arpa") else ""
        number = _number(labels)
    if isinstance(number, ipaddress.IPv6Address) and number.ipv4_mapped is not None:
        number = number.ipv4_mapped
    if number is None:
        return "a number and no name"
    same = "" if host.strip("[]") == str(number) else f"which is {number}, "
    return same + ("a number and no name" if number.is_global else _IN_NETWORK)


def _number(labels: list[str]) -> ipaddress.IPv4Address | None:
    """The address that a browser makes of one to four numbers, octal and hexadecimal ones too."""
    if len(labels) > 4 or not all(map(_NUMBER.fullmatch, labels)):
        return None
    try:
        parts = [
            int(each[2:] or "0", 16) if each[:2] == "0x" else int(each, 8 if each[0] == "0" else 10) for each in labels
        ]
    except ValueError:
        return None
    *high, low = parts
    if any(each > 0xFF for each in high) or low >= 256 ** (4 - len(high)):
        return None
    return ipaddress.IPv4Address(sum(each << (24 - 8 * n) for n, each in enumerate(high)) + low)


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
