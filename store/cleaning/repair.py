"""Repair of single lines before offsets exist: mojibake, no-break spaces, soft hyphens, control characters.

Pure. Changes a character only where that is safe; whatever it changes loses its place in the source, nothing else does.
"""

from __future__ import annotations

import re

from store.cleaning.mapping import Mapped, joined
from store.document import Run
from store.text import normal_form

# Characters that do not come through as they are: controls, tabs, no-break spaces, soft hyphens, a stray byte order
# mark, zero-width space, and surrogates (which a lenient decoder may leave behind).
_ODD = re.compile("[\x00-\x1f\x7f-\xa0\xad\u180e\u2007\u200b\u2028\u2029\u202f\u2060\ufeff\ud800-\udfff]+")
_ODD_TO = {0xA0: " ", 0x2007: " ", 0x202F: " "} | dict.fromkeys((0xAD, 0x180E, 0x200B, 0x2060, 0xFEFF))

# UTF-8 read as a Western code page always shows one of these leads before another character beyond ASCII (or before a
# space, where a no-break space was repaired too early).
_MOJIBAKE = re.compile("[ÂÃâÅÄÐÑðÎÏ][\x80-\uffff ]")
_PRINTABLE = re.compile("[!-~]+")


def repaired(line: str, at: int) -> Mapped:
    """A line of the source (without its line end) that begins at an offset, in normal form and repaired."""
    if line.isascii() and line.isprintable():
        return Mapped.verbatim(line, at)
    mapped = _without_mojibake(line, at)
    if not _ODD.search(mapped.text):
        return mapped
    parts = []
    done = 0
    for match in _ODD.finditer(mapped.text):
        parts.append(mapped.cut(done, match.start()))
        parts.append(Mapped(normal_form(match.group().translate(_ODD_TO)).replace("\n", " ")))
        done = match.end()
    parts.append(mapped.cut(done, len(mapped.text)))
    return joined(parts)


def _without_mojibake(line: str, at: int) -> Mapped:
    if not _MOJIBAKE.search(line):
        return Mapped.verbatim(line, at)
    import ftfy
    from ftfy.badness import badness

    if badness(line) == 0:
        return Mapped.verbatim(line, at)
    fixed = ftfy.fix_encoding(line)
    if fixed == line or badness(fixed) >= badness(line):
        return Mapped.verbatim(line, at)
    # Only what lies beyond ASCII has changed: the printable stretches stand in both in the same order.
    before, after = list(_PRINTABLE.finditer(line)), list(_PRINTABLE.finditer(fixed))
    if [m.group() for m in before] != [m.group() for m in after]:
        return Mapped(fixed)
    runs = tuple(Run(b.start(), at + a.start(), len(a.group())) for a, b in zip(before, after, strict=True))
    return Mapped(fixed, runs)
