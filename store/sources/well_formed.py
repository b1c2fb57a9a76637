"""XML from anywhere to XML that any parser reads and that can do no harm. Pure; knows nothing of what it says."""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import Final

from lxml import etree

from store.errors import SourceError

_LOOSE: Final = re.compile(rb"&(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z]\w{0,31};)?")
_OWN: Final = frozenset({b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"})
_OF_ITS_OWN: Final = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)")
# Of one element and of all; some readers take a time that grows with their square.
_MOST_ATTRIBUTES, _MOST_IN_ALL = 100, 200_000
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_DECLARED: Final = re.compile(rb"^<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})")


def well_formed(raw: bytes, charset: str | None = None) -> bytes:
    """XML in UTF-8 without document type, comments and entities; what was written loosely is mended as far as possible.

    charset: as declared from outside; what the XML says of itself goes before it. Raises SourceError where it is no XML
    or has entities of its own, which may unfold to any size.
    """
    raw = raw.lstrip()
    encoding = _encoding(raw, charset)
    mended = False
    try:
        tree = etree.fromstring(raw, _parser(encoding, recover=False))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        mended = True
        try:
            tree = etree.fromstring(raw if b"\0" in raw[:64] else _mended(raw), _parser(encoding, recover=True))
        except (etree.XMLSyntaxError, ValueError, LookupError):
            tree = None
    if tree is None:
        raise SourceError("it is not XML")
    sizes = [len(element.attrib) for element in tree.iter(etree.Element)]
    if max(sizes) > _MOST_ATTRIBUTES or sum(sizes) > _MOST_IN_ALL:
        raise SourceError("it has more attributes than any program writes")
    plain: bytes = etree.tostring(tree, encoding="utf-8", with_tail=False)
    if _OF_ITS_OWN.search(plain):
        raise SourceError("it has XML entities of its own, which are not read")
    if mended and not _is_well_formed(plain):
        raise SourceError("it is not XML, nor can it be mended")
    return plain


def _is_well_formed(plain: bytes) -> bool:
    """Whether what was mended can be read as XML: names such as “a:1” are taken in where anything is, and not again."""
    try:
        etree.fromstring(plain, _parser("utf-8", recover=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _parser(encoding: str | None, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding=encoding,
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _encoding(raw: bytes, charset: str | None) -> str | None:
    """What to read it in, where it does not say so itself, or says it wrongly."""
    declared = _DECLARED.match(raw)
    if b"\0" in raw[:64] or raw.startswith(codecs.BOM_UTF8):
        return None
    if declared is not None and declared[1].lower().replace(b"_", b"-") not in (b"utf-8", b"utf8"):
        return None
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 2 <= len(text) - len(text.encode("ascii", "ignore")):
        return None
    try:
        # Read in the charset of a header only what is no UTF-8: headers are set for a whole server.
        return charset if charset and codecs.lookup(charset).name != "utf-8" and declared is None else "cp1252"
    except LookupError:
        return "cp1252"


def _mended(raw: bytes) -> bytes:
    """Ampersands that stand for themselves, and HTML's names of signs, as XML writes them."""
    first, *others = raw.split(_CDATA)
    pieces = [_LOOSE.sub(_reference, first)]
    for piece in others:
        inside, end, after = piece.partition(_CDATA_END)
        pieces += [_CDATA, inside, end, _LOOSE.sub(_reference, after) if end else b""]
    return b"".join(pieces)


def _reference(found: re.Match[bytes]) -> bytes:
    name = found[1]
    if name is None:
        return b"&amp;"
    if name.startswith(b"#") or name in _OWN:
        return found[0]
    signs = html5.get(name.decode("ascii", "replace"))
    return "".join(f"&#{ord(sign)};" for sign in signs).encode() if signs else b"&amp;" + name
