"""Bytes to text: which media type they are, which encoding they are in, and whether they are text at all.

Pure. Does not repair or clean anything: what it returns is what a source map counts into.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from store.cleaning.alphabets import code_page_of, eastern_wide, is_western
from store.errors import CleaningError
from store.model import RawItem

PLAIN, HTML, MARKDOWN = "text/plain", "text/html", "text/markdown"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"RIFF", "sound, video or an image"),
    (b"ID3", "sound"),
    (b"OggS", "sound or video"),
)
_CONTROLS = bytes(c for c in range(0x20) if c not in b"\t\n\v\f\r\b\x1b") + b"\x7f"

_META_CHARSET = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.I)
_HTML_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_HTML_TAG = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|br|ul|li|table|td|article|section|script|meta|link|title)\b[^<>]{0,300}>", re.I
)
_MARKDOWN_SIGN = re.compile(
    r"^(?:#{1,6} \S|```|~~~|(?:=|-){3,}$|> \S)|\[[^\]\n]{1,200}\]\((?:https?://|/|#)[^)\s]{1,500}\)|\*\*[^*\n]{1,200}\*\*",
    re.M,
)
_SIGN_IN_WORD = re.compile(r"[a-z][¡-¿×÷][a-z]")  # no Western word is written so, but a Polish one read as Western is
_SNIFF = 65_536

# What a declared name means on the web (WHATWG's encoding standard): the supersets that pages really use.
_WEB_NAMES = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip
_NOT_FOR_ARTICLES = frozenset(
    {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
_GUESSES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_5",
    "cp866", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded source: its text (what source offsets count into), the encoding it was in and its media type."""

    text: str
    encoding: str
    media_type: str


def decode(item: RawItem) -> Decoded:
    """The text of a raw item, without a byte order mark; line ends as they came.

    Decoding again with the encoding and media type found here gives the same text. Raises CleaningError where the bytes
    are empty or no text.
    """
    raw = item.raw
    if not raw.strip(b"\0 \t\r\n"):
        raise CleaningError(f"{item.origin} is empty: there is nothing to read in it")
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise CleaningError(f"{item.origin} is {what}, not text; save it as text or HTML and take that")
    text, encoding = _decoded(raw, item.encoding)
    if _is_binary(raw, text, encoding):
        raise CleaningError(f"{item.origin} holds binary data, not text; save it as text or HTML and take that")
    return Decoded(text, encoding, _media_type(item.media_type, text))


def _decoded(raw: bytes, declared: str | None) -> tuple[str, str]:
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(name, "replace"), name
    if declared and (named := _codec(declared)) and (text := _strictly(raw, named)) is not None:
        return text, named
    if wide := _wide(raw):
        return raw.decode(wide, "replace"), wide
    if (text := _strictly(raw, "utf-8")) is not None:
        # Read before the page's own declaration: text beyond ASCII that is valid UTF-8 by chance does not occur.
        return text, "utf-8"
    for pattern in (_XML_ENCODING, _META_CHARSET):
        found = pattern.search(raw[:8192])
        named = _codec(found.group(1).decode("ascii")) if found else None
        if named and not named.startswith("utf-16") and (text := _strictly(raw, named)) is not None:
            if named == "cp1252" and not is_western(raw, text):
                break
            return text, named
    guess = _guessed(raw)
    return raw.decode(guess, "replace"), guess


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except (UnicodeError, ValueError, LookupError):
        return None
    if not encoding.startswith("utf") and not raw.isascii():
        # A single-byte code page reads anything: what is valid UTF-8 beyond ASCII was declared wrongly.
        try:
            raw.decode("utf-8")
        except UnicodeError:
            return text
        return None
    return text


def _codec(name: str) -> str | None:
    """Python's name of a declared encoding, or None where it is unknown or no encoding of text."""
    try:
        found = codecs.lookup(name.strip())
        "a".encode(found.name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    if found.name in _NOT_FOR_ARTICLES or found.name.endswith(("_codec", "-sig")):
        return "utf-8" if found.name == "utf-8-sig" else None
    if found.name in ("utf-16", "utf-32"):
        return f"{found.name}-le"  # no byte order mark came first, or it would have been taken
    return _WEB_NAMES.get(found.name, found.name)


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32 without a byte order mark, told by where the zero bytes stand."""
    sample = raw[:_SNIFF]
    size = len(sample)
    if size < 4 or b"\0" not in sample:
        return eastern_wide(raw)
    zeros = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    for name, pattern in (("utf-32-le", (0, 1, 1, 1)), ("utf-32-be", (1, 1, 1, 0))):
        if size % 4 == 0 and all((share > 0.9) == bool(want) for share, want in zip(zeros, pattern, strict=True)):
            return name
    low, high = sample[0::2], sample[1::2]
    for name, one, other in (("utf-16-le", high, low), ("utf-16-be", low, high)):
        # The upper bytes of a script are nearly all the same two (its own and that of the space), the lower ones differ.
        if _share_of_two(one) > 0.9 and 0 in one and (_share_of_two(other) < 0.6 or 0 not in other):
            whole = raw[: len(raw) // 2 * 2]
            if _strictly(whole, name) is not None:
                return name
    return eastern_wide(raw)


def _share_of_two(sample: bytes) -> float:
    """How much of some bytes their two most frequent values make up."""
    return sum(count for _, count in Counter(sample).most_common(2)) / len(sample)


def _guessed(raw: bytes) -> str:
    """The likeliest encoding of bytes that are not valid UTF-8 and whose declaration is missing or wrong."""
    first = next((m.start() for m in re.finditer(rb"[\x80-\xff]", raw)), 0)
    sample = raw[max(0, first - 2048) : first + _SNIFF]
    lenient = sample.decode("utf-8", "replace")
    broken, beyond = lenient.count("\ufffd"), sum(1 for c in lenient if c > "\x7f")
    if broken * 10 <= beyond - broken:
        return "utf-8"  # a torn or spliced page: a few bytes are lost, all others are right
    western = sample.decode("cp1252", "replace")
    letters = [c for c in western if c.isalpha()]
    if sum(1 for c in letters if c > "\x7f") * 25 < len(letters) and not _SIGN_IN_WORD.search(western):
        return "cp1252"
    if (name := code_page_of(sample)) is not None:
        return name
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSES, enable_fallback=False).best()
    name = (_codec(best.encoding) if best else None) or "cp1252"
    return "cp1252" if sample.decode(name, "replace") == western else name


def _is_binary(raw: bytes, text: str, encoding: str) -> bool:
    if encoding.startswith(("utf-16", "utf-32")):
        sample = text[:_SNIFF]
        odd = sum(1 for c in sample if c == "\ufffd" or (c < " " and c not in "\t\n\v\f\r\x1b"))
        return odd * 10 > len(sample)
    sample_bytes = raw[:1_000_000]
    controls = len(sample_bytes) - len(sample_bytes.translate(None, _CONTROLS))
    valid = encoding == "utf-8" and "\ufffd" not in text[:1_000_000]
    return controls * (4 if valid else 40) > len(sample_bytes)


def _media_type(declared: str | None, text: str) -> str:
    """The media type to clean by: as declared where annotty knows it, else by the look of the text."""
    named = (declared or "").partition(";")[0].strip().lower()
    if named in ("text/html", "application/xhtml+xml"):
        return HTML
    if named in ("text/markdown", "text/x-markdown"):
        return MARKDOWN
    if looks_like_html(text):
        return HTML
    if named == PLAIN:
        return PLAIN
    return MARKDOWN if looks_like_markdown(text) else PLAIN


def looks_like_html(text: str) -> bool:
    """Whether a text opens as a page, or its beginning is dense with tags."""
    head = text[:_SNIFF].lstrip()
    while head.startswith(("<?xml", "<!--")):
        _, closed, head = head.partition("-->" if head.startswith("<!--") else ">")
        head = head.lstrip() if closed else ""
    if _HTML_OPENING.match(head):
        return True
    if not head.startswith("<"):
        return False
    tags = sum(1 for _ in _HTML_TAG.finditer(head[:8192]))
    return tags >= 3


def looks_like_markdown(text: str) -> bool:
    """Whether a text without a declared type shows several of Markdown's marks near its beginning."""
    return sum(1 for _ in _MARKDOWN_SIGN.finditer(text[:8192])) >= 3
